// P7: what may be tried with fifty texts and a handshake, in C and in the browser's code: how often each was tried is printed
// here and held to a number, and nothing was taken but what nobody had touched.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../live/lib/npm.mjs';

const BUILD = join(ROOT, 'build', process.env.SAMTALE_BUILD ?? 'dev');
const WEB = join(ROOT, 'clients/web');
/** A text has 295 bytes at least: header, nonce, one step, tag. */
const BITS = 50 * 295 * 8;

/** How often at least each is tried. */
const WANTED = {
	'every bit of 50 texts': BITS,
	'directions swapped': 50,
	'numbers changed': 50,
	'reordered or repeated': 98,
	'spliced from another room': 50,
	'from another epoch': 50,
	'another agency': 4,
	'an expired certificate': 4,
	'another Ce': 10,
};

/* The output of programs that must succeed. */
function outputOf(runs, options = {}) {
	return runs.map(([file, ...args]) => {
		const run = spawnSync(file, args, { encoding: 'utf8', maxBuffer: 1 << 24, ...options });
		assert.equal(run.status, 0, `${file}: ${run.stdout}${run.stderr}`);
		return run.stdout + run.stderr;
	}).join('');
}

/** What programs have told: {what: {tried, taken}}. */
function readTold(output) {
	const lines = output.matchAll(/tampering: (.*): (\d+) tried, (\d+) taken$/gm);
	return Object.fromEntries(Array.from(lines, ([, what, tried, taken]) => [what, { tried: Number(tried), taken: Number(taken) }]));
}

function check(told, log = () => {}) {
	for (const [what, least] of Object.entries(WANTED)) {
		assert.ok(told[what], `${what} was not tried`);
		const { tried, taken } = told[what];
		assert.ok(tried >= least, `${what} was tried ${tried} times, not ${least}`);
		assert.equal(taken, 0, `${what}: taken`);
		log(`${what}: ${tried} refused`);
	}
	assert.deepEqual(told.unchanged, { tried: 50, taken: 50 }, 'what nobody has touched is taken');
}

const programs = {
	C: () => outputOf(['test_seal_tamper', 'test_seal_relay'].map((name) => [join(BUILD, 'unit', name)])),
	TypeScript: () => {
		const vitest = join(WEB, 'node_modules/vitest/vitest.mjs');
		const args = ['run', 'core/test/seal/tampering.test.ts', '--testTimeout', '280000'];
		return outputOf([[process.execPath, vitest, ...args]], { cwd: WEB, env: { ...process.env, SE1_BITS: 'all' } });
	},
};

for (const [language, run] of Object.entries(programs)) {
	test(`nothing that was tampered with is taken in ${language}`, (t) => {
		check(readTold(run()), (line) => t.diagnostic(`${language}: ${line}`));
	});
}

test('one that was taken, one that was tried too seldom, and one that is missing are found', () => {
	const good = () => ({
		...Object.fromEntries(Object.entries(WANTED).map(([what, tried]) => [what, { tried, taken: 0 }])),
		unchanged: { tried: 50, taken: 50 },
	});
	check(good());
	for (const bent of [{ 'another Ce': { tried: 10, taken: 1 } }, { 'another Ce': { tried: 9, taken: 0 } }, { 'another Ce': undefined }]) {
		assert.throws(() => check({ ...good(), ...bent }), assert.AssertionError);
	}
	assert.deepEqual(readTold('[..] tampering: a b: 3 tried, 1 taken\n'), { 'a b': { tried: 3, taken: 1 } });
});
