/** Every vector of SE1, the file that the C implementation reads too. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canSeal } from '../../src/seal/able.ts';
import { makePair } from '../../src/seal/crypto.ts';
import { fresh } from './fresh.ts';
import type { Bytes } from '../../src/seal/layout.ts';
import { judge, OPS, type Vector, type VectorFile } from './ops.ts';

const file = join(import.meta.dirname, '../../../../../protocol/vectors/se1.json');
const { counts, defs, positive, negative } = JSON.parse(readFileSync(file, 'utf8')) as VectorFile;
const named = (vectors: Vector[]) => vectors.map((v) => [`${v.id} ${v.op}: ${v.title}`, v] as const);

describe('the vectors of SE1', () => {
	test('all are there, and every op has one', () => {
		expect([positive.length, negative.length]).toEqual([counts.positive, counts.negative]);
		const used = new Set([...positive, ...negative].map(({ op }) => op));
		expect([...used].sort()).toEqual(Object.keys(OPS).sort());
	});
	test.each(named(positive))('%s', async (_name, vector) => {
		expect(await judge(vector, defs)).toBeNull();
	});
	test.each(named(negative))('%s', async (_name, vector) => {
		expect(await judge(vector, defs)).toBeNull();
	});
	test('a vector that asks for something unknown fails', async () => {
		const unknown = { ...positive[0]!, op: 'open_everything' };
		await expect(judge(unknown, defs)).rejects.toThrow('unknown op');
	});
	test('a vector that expects another outcome is noticed', async () => {
		const say = positive.find(({ op }) => op === 'open_say')!;
		expect(await judge({ ...say, out: { sender: 0 } }, defs)).toMatch(/^got/);
		expect(await judge({ ...say, verdict: 'cannot_open' }, defs)).toMatch(/^got/);
	});
});

describe('fresh vectors', () => {
	test('hold, are the same for a seed, and others for another', async () => {
		const made = await fresh(7, 60);
		expect(made.counts.positive + made.counts.negative).toBe(60);
		for (const vector of [...made.positive, ...made.negative]) {
			expect(await judge(vector, made.defs)).toBeNull();
		}
		expect(await fresh(7, 60)).toEqual(made);
		expect(await fresh(8, 60)).not.toEqual(made);
	});
});

test('a point off the curve is refused here: this machine can seal', async () => {
	expect(await canSeal()).toBe(true);
	const { subtle } = crypto;
	const real = subtle.importKey;
	/* Planted: an import that puts any point back onto the curve. */
	const good = (await makePair()).point;
	subtle.importKey = ((format: 'raw', bytes: Bytes, ...rest: [never, never, never]) =>
		real.call(subtle, format, bytes.length === 65 ? good : bytes, ...rest)) as never;
	expect(await canSeal().finally(() => (subtle.importKey = real))).toBe(false);
});
