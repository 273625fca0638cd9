/** The codec against the golden vectors that the C tests read too. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
	decodeAny,
	decodeFrame,
	encodeAny,
	encodeFrame,
	FrameError,
	WORD_BYTES,
} from '../src/codec.ts';
import { fromHex, toHex } from '../src/bytes.ts';
import { FRAMES, type DownFrame, type UpFrame } from '../src/frames.ts';
import { LIMITS } from '../src/words.ts';

interface Vector {
	name: string;
	hex: string;
	direction: 'up' | 'down';
	frame?: Record<string, unknown> & { type: string };
	error?: string;
}

const file = join(import.meta.dirname, '../../../../protocol/vectors/frames.json');
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];
const binary = new Set(['BYTES', 'ID16', 'ID32', 'IDS']);

/** A vector's frame with its hexadecimal fields as bytes. */
function withBytes(frame: Record<string, unknown> & { type: string }): { type: string } {
	const row = (
		FRAMES as Record<string, { fields: readonly (readonly [string, string, number])[] }>
	)[frame.type];
	const ready: Record<string, unknown> = { type: frame.type };
	for (const [name, type] of row?.fields ?? []) {
		const value = frame[name];
		const bytes = (hex: unknown) => fromHex(hex as string);
		ready[name] = !binary.has(type)
			? value
			: Array.isArray(value)
				? value.map(bytes)
				: bytes(value);
	}
	return ready as { type: string };
}

describe('good vectors', () => {
	const good = vectors.filter((vector) => vector.frame);
	test('there are some of both directions', () => {
		expect(new Set(good.map((vector) => vector.direction))).toEqual(new Set(['up', 'down']));
	});
	test.each(good.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
		const frame = withBytes(vector.frame!);
		expect(decodeAny(fromHex(vector.hex))).toEqual(frame);
		if (vector.direction === 'up') {
			expect(toHex(encodeFrame(frame as UpFrame))).toBe(vector.hex);
		} else {
			expect(decodeFrame(fromHex(vector.hex))).toEqual(frame);
		}
	});
});

describe('bad vectors are refused', () => {
	const bad = vectors.filter((vector) => vector.error);
	test.each(bad.map((vector) => [`${vector.name}: ${vector.error}`, vector] as const))(
		'%s',
		(_name, vector) => {
			const bytes = fromHex(vector.hex);
			if (vector.error !== 'wrong direction') {
				expect(() => decodeAny(bytes)).toThrow(FrameError);
			} else {
				const { type } = decodeAny(bytes);
				expect((FRAMES as Record<string, { up: boolean }>)[type]?.up).toBe(
					vector.direction === 'down',
				);
			}
			if (vector.direction === 'down') {
				expect(() => decodeFrame(bytes)).toThrow(FrameError);
			}
		},
	);
});

test('a frame that only clients send is refused when it comes', () => {
	expect(() => decodeFrame(encodeAny({ type: 'ping', nonce: 1 } as UpFrame))).toThrow(
		/direction/,
	);
});

test('a frame out of bounds is not sent', () => {
	expect(() => encodeFrame({ type: 'hello', version: 1, side: 9, language: 'nb' })).toThrow(
		/side/,
	);
	expect(() =>
		encodeFrame({ type: 'hello', version: 1, side: 1, language: 'x'.repeat(65) }),
	).toThrow(/language/);
	expect(() => encodeFrame({ type: 'typing', room: new Uint8Array(15) })).toThrow(/room/);
});

test('a decoded payload does not share the bytes of the socket', () => {
	const room = new Uint8Array(16).fill(7);
	const bytes = encodeAny({ type: 'ended', room, reason: 'left' } as DownFrame);
	const frame = decodeFrame(bytes) as Extract<DownFrame, { type: 'ended' }>;
	bytes.fill(0);
	expect(frame.room).toEqual(room);
});

test('the limit of words is the one of the protocol', () => {
	expect(WORD_BYTES).toBe(LIMITS.LIMIT_WORD);
});
