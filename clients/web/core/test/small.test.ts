/** The bundle, texts, bytes, the device's key: small pieces, a few claims each. */
import { describe, expect, test } from 'vitest';
import { fromHex, sameBytes, toHex } from '../src/bytes.ts';
import { createI18n, pluralForm } from '../src/i18n.ts';
import { TEXT_LIMIT } from '../src/message.ts';
import { readBundle } from '../src/seal/bundle.ts';
import { BODY } from '../src/seal/say.ts';
import { openDevice } from '../src/seal/staff/device.ts';
import { checkRequest, makeRequest } from '../src/seal/staff/request.ts';

describe('the bundle', () => {
	const root = '04'.repeat(65);
	const text = (value: object): string => JSON.stringify(value);
	test('gives roots and the lowest serial', () => {
		const trust = readBundle(text({ roots: [root], min_serial: 7 }));
		expect(trust).toEqual({ roots: [fromHex(root)], minSerial: 7 });
	});
	test.each([
		['nothing', null],
		['no JSON', '<html>'],
		['no root', text({ roots: [], min_serial: 1 })],
		['three roots', text({ roots: [root, root, root], min_serial: 1 })],
		['a short root', text({ roots: ['04'], min_serial: 1 })],
		['no serial', text({ roots: [root] })],
	])('that is %s trusts nobody', (_what, bad) => {
		expect(readBundle(bad)).toBeNull();
	});
});

test('the longest text fits a frame in any script', () => {
	const bytes = (text: string): number => new TextEncoder().encode(text).length;
	expect(bytes('한'.repeat(TEXT_LIMIT))).toBeLessThanOrEqual(BODY);
	expect(bytes('😢'.repeat(TEXT_LIMIT / 2))).toBeLessThanOrEqual(BODY);
});

test('a device key signs requests, also where IndexedDB is missing', async () => {
	const staff = new Uint8Array(16).fill(9);
	const { point, sign } = await openDevice(staff);
	const request = { role: 1, staff, device: point, agency: 'unge-oslo', alias: 'Ida' };
	const bytes = await makeRequest(request, sign);
	expect(await checkRequest(bytes)).toEqual(request);
});

describe('texts', () => {
	const texts = {
		'a.one': '{n} en',
		'a.two': '{n} to',
		'a.other': '{n} flere',
		hi: 'hei {name}, {name} og {x}',
	};
	test('Northern Sami has a dual, the others have none', () => {
		expect([0, 1, 2, 3].map((n) => pluralForm('se', n))).toEqual([
			'other',
			'one',
			'two',
			'other',
		]);
		expect([0, 1, 2, 3].map((n) => pluralForm('nb', n))).toEqual([
			'other',
			'one',
			'other',
			'other',
		]);
	});
	test('plurals fall back to other', () => {
		const { n } = createI18n('se', { 'b.one': '{n} b', 'b.other': '{n} bb' });
		expect([1, 2, 3].map((count) => n('b', count))).toEqual(['1 b', '2 bb', '3 bb']);
		expect(createI18n('se', texts).n('a', 2)).toBe('2 to');
	});
	test('parameters are replaced, unknown ones stay', () => {
		expect(createI18n('nb', texts).t('hi', { name: 'Ida' })).toBe('hei Ida, Ida og {x}');
	});
	test('a missing key shows itself', () => {
		expect(createI18n('nb', texts).t('nope')).toBe('nope');
	});
});

test('bytes go to hex and back', () => {
	const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
	expect(fromHex(toHex(bytes))).toEqual(bytes);
	expect(() => fromHex('abc')).toThrow(RangeError);
	expect(() => fromHex('zz')).toThrow(RangeError);
	expect(sameBytes(bytes, bytes.slice())).toBe(true);
	expect(sameBytes(bytes, bytes.slice(1))).toBe(false);
});
