/** Our strict part of msgpack against the library @msgpack/msgpack. */
import { decode, encode } from '@msgpack/msgpack';
import { describe, expect, test } from 'vitest';
import { pack, PackError, unpack, type Value } from '../src/msgpack.ts';

const VALUES: Value[] = [
	...[0, 1, 127, 128, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1],
	...[
		'',
		'a',
		'æøå ŋđ 😢',
		'x'.repeat(31),
		'x'.repeat(32),
		'x'.repeat(255),
		'x'.repeat(256),
		'x'.repeat(70),
	],
	new Uint8Array(0),
	new Uint8Array(255).fill(9),
	new Uint8Array(256).fill(9),
	[],
	[1, 'to', new Uint8Array([3]), ['fire', 5]],
	Array.from({ length: 20 }, (_, i) => i),
];

describe('the library and we agree on', () => {
	test.each(VALUES.map((value) => [JSON.stringify(value).slice(0, 40), value] as const))(
		'%s',
		(_name, value) => {
			expect(pack(value)).toEqual(encode(value));
			expect(unpack(encode(value))).toEqual(value);
			expect(decode(pack(value))).toEqual(value);
		},
	);
});

describe('refused', () => {
	const bad: [string, unknown][] = [
		['a negative number', -1],
		['a float', 1.5],
		['nil', null],
		['a boolean', true],
		['a map', { a: 1 }],
		['three levels', [[[1]]]],
		['a length of 32 bits', 'x'.repeat(65_536)],
		['2^53', 2 ** 53],
	];
	test.each(bad)('%s', (_name, value) => {
		expect(() => unpack(encode(value))).toThrow(PackError);
	});
	test('a number that msgpack could carry and a browser could not hold', () => {
		expect(() => pack(2 ** 53)).toThrow(PackError);
		expect(() => pack(-1)).toThrow(PackError);
		expect(() => pack(0.5)).toThrow(PackError);
	});
	test('every message cut short', () => {
		const whole = encode([1, 'to', new Uint8Array(300), 70_000]);
		for (let size = 0; size < whole.length; size++) {
			expect(() => unpack(whole.slice(0, size)), `${size} bytes`).toThrow(PackError);
		}
	});
});
