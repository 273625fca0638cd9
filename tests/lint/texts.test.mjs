// Shows that each rule of texts.mjs catches the dictionary that breaks it, says nothing else about
// that dictionary, and finds the real ones clean.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { CODE, checkTexts } from './texts.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(here, 'fixtures/texts');

// Folder of the fixture, and the problem it must be caught for.
export const fixtures = {
	'clean': null,
	'different-parameters': "nn.json: parameters differ: youth.wait has '{stad}', nb has '{place}'",
	'empty-text': 'en.json: empty text: youth.help',
	'exclamation-mark': 'en.json: exclamation mark: youth.help',
	'extra-key': 'en.json: key is not in nb.json: youth.zebra',
	'hard-word': "en.json: hard word, rather 'help' than 'assist': youth.help",
	'hard-word-no-reason': 'hard-words.tsv: no simpler word or no reason: en assist',
	'key-name': 'nb.json: not a key name: other.help',
	'key-twice': 'da.json: a key stands twice, or not one key a line',
	'long-sentence': 'da.json: sentence of 15 words: youth.help',
	'missing-dual': 'se.json: key is missing: common.dager.two',
	'missing-key': 'da.json: key is missing: youth.wait',
	'no-reason': 'same-as-nb.tsv: no reason: da common.dager.one',
	'not-sorted': 'da.json: not sorted: youth.help',
	'one-without-other': 'nb.json: .one without .other: common.dager.one',
	'row-twice': 'same-as-nb.tsv: stands twice: da common.dager.one',
	'stale-excuse': 'same-as-nb.tsv: is not the same as nb: nn youth.wait',
	'stale-se-in-nb': 'se-in-nb.txt: is not the nb text: youth.help',
	'stray-space': 'en.json: stray space: youth.help',
	'unused-key': 'nb.json: no code names it: youth.wait',
	'untranslated': 'nn.json: same as nb and not in same-as-nb.tsv: youth.help',
};

const kindOf = (problem) => problem.split(': ')[1];

for (const [name, expected] of Object.entries(fixtures)) {
	test(`texts: ${name} is ${expected === null ? 'accepted' : 'caught, and nothing else'}`, () => {
		const code = path.join(folder, name, 'code');
		const problems = checkTexts(path.join(folder, name), fs.existsSync(code) ? [code] : [])
			.map((problem) => path.relative(path.join(folder, name), problem));
		const kinds = [...new Set(problems.map(kindOf))];
		assert.deepEqual(kinds, expected === null ? [] : [kindOf(expected)]);
		if (expected !== null) {
			assert.ok(problems.includes(expected), `${problems.join('\n')}\nlacks: ${expected}`);
		}
	});
}

test('texts: every fixture folder has its claim', () => {
	assert.deepEqual(fs.readdirSync(folder).sort(), Object.keys(fixtures).sort());
});

test('texts: a missing dictionary is a problem, not a crash', () => {
	assert.equal(checkTexts(path.join(folder, 'no-such-folder')).length, 1);
});

test('texts: the dictionaries of the product are clean', () => {
	const root = path.join(here, '../..');
	assert.deepEqual(checkTexts(path.join(root, 'config/texts'), CODE.map((one) => path.join(root, one))), []);
});
