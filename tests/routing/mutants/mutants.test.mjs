// Planted faults: each P<n>.patch beside this file breaks the functions in one way, told in its first line, and the random
// operations must find it by the property of its name. A patch that no longer fits its file fails its test.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { librarySource, loadLibrary } from '../lib/library.mjs';
import { Violation, runProperty } from '../lib/property.mjs';
import { startRedis } from '../lib/redis.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SEEDS = 4;
const OPS = 1000;
const names = readdirSync(HERE).filter((name) => name.endsWith('.patch'));
names.sort((a, b) => parseInt(a.slice(1), 10) - parseInt(b.slice(1), 10));
let redis;

before(async () => {
	redis = await startRedis(['--enable-debug-command', 'yes']);
});
after(() => redis.stop());

/** The first finding, or null. */
async function firstFinding() {
	for (let seed = 1; seed <= SEEDS; seed++) {
		try {
			await runProperty(redis.client, seed, OPS);
		} catch (error) {
			if (!(error instanceof Violation)) throw error;
			return error.message;
		}
	}
	return null;
}

test('there is a planted fault for each property', () => {
	const numbers = names.map((name) => name.replace('.patch', ''));
	for (let i = 1; i <= 19; i++) assert.ok(numbers.includes(`P${i}`), `P${i}`);
});

for (const name of names) {
	const property = name.replace('.patch', '');
	const patch = readFileSync(join(HERE, name), 'utf8');
	test(`${property}: ${patch.split('\n')[0]}`, async (t) => {
		await loadLibrary(redis.client, patch);
		const finding = await firstFinding();
		assert.ok(finding, 'not found');
		assert.match(finding, new RegExp(`${property} `));
		t.diagnostic(finding.split('\n')[0].slice(0, 200));
	});
}

test('a patch that does not fit is refused', () => {
	const patch = readFileSync(join(HERE, names[0]), 'utf8');
	assert.throws(() => librarySource(patch.replace(/^-\t/m, '-x')), /the patch fits 0 times/);
	assert.throws(() => librarySource('no patch'), /without a hunk/);
});
