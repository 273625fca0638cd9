// Fresh random vectors of SE1, 500 each way: what one implementation makes, the other one checks.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openC, openTypeScript } from './programs.mjs';

const COUNT = 500;
const SEED = Number(process.env.SE1_SEED ?? 1);
// check_request has no output to compare and stands among the negative ones only.
const OPS = 21;

const folder = mkdtempSync(join(tmpdir(), 'se1-'));
after(() => rmSync(folder, { recursive: true }));

function keep(name, text) {
	const file = join(folder, `${name}.json`);
	writeFileSync(file, text);
	return file;
}

function assertHolds(result) {
	assert.equal(result.status, 0, result.output.slice(0, 4000));
	assert.match(result.output, new RegExp(`^${COUNT} vectors, 0 `, 'm'));
}

const c = openC();
// Before the first test: what runs after the last one would run as soon as those known by then are through.
const typeScript = await openTypeScript(join(folder, 'ts'));
const made = c.make(SEED, COUNT);

test('what C makes holds in C', () => {
	assertHolds(c.check(keep('c', made)));
});

test('C makes vectors of every op, some that hold and some that must be refused', () => {
	const { counts, positive, negative } = JSON.parse(made);
	assert.equal(counts.positive + counts.negative, COUNT);
	assert.equal(new Set([...positive, ...negative].map(({ op }) => op)).size, OPS);
	assert.ok(positive.length > COUNT / 4 && negative.length > COUNT / 4, JSON.stringify(counts));
});

test('the same seed makes the same vectors, another one others', () => {
	assert.equal(c.make(SEED, COUNT), made);
	assert.notEqual(c.make(SEED + 1, COUNT), made);
});

// One changed digit in the first output of a making op, or a refusal that is expected where none comes.
const bends = {
	'a changed output': (file) => {
		const { out } = file.positive.find(({ op }) => op === 'say');
		out.say = `${out.say.slice(0, -1)}${out.say.endsWith('0') ? '1' : '0'}`;
	},
	'a changed verdict': (file) => {
		file.positive.find(({ op }) => op === 'open_say').verdict = 'cannot_open';
	},
	'a vector left out': (file) => file.negative.pop(),
};

function bent(bend) {
	const file = JSON.parse(made);
	bend(file);
	return keep('bent', JSON.stringify(file));
}

for (const [name, bend] of Object.entries(bends)) {
	test(`${name} is found by C`, () => {
		assert.equal(c.check(bent(bend)).status, 1);
	});
}

test('what C makes holds in TypeScript', () => {
	assertHolds(typeScript.check(keep('c', made)));
});

test('what TypeScript makes holds in C', () => {
	assertHolds(c.check(keep('ts', typeScript.make(SEED, COUNT))));
});

test('a changed output is found by TypeScript', () => {
	assert.equal(typeScript.check(bent(bends['a changed output'])).status, 1);
});
