// The drift check of an agency's fields finds a field that one of the places lacks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './agency.mjs';

const table = `static const struct field {
} fields[] = {
	[SLUG] = {"slug", check_fixed, NULL},
	[POOL] = {"pool", check_fixed, NULL},
	{"answers.nb", check_text, "answers"},
	{"answers.da", check_text, "answers"},
	{"hours", check_week, NULL},
};
`;
const docs = `## pools

\`id\`: x

## The agency's file

\`slug\`: x

\`pool\`: x

\`answers.nb\`,
\`answers.da\`: who \`exit\`: answers.

\`hours\`: x
`;
const file = '# An agency.\nslug: "a"\n"answers.nb": "b"\n"answers.da": "c"\nhours: ""\n';
const compareWith = (more) => compare({ table, docs, files: [['a.yaml', file]], ...more });

test('places that agree are left alone', () => {
	assert.deepEqual(compareWith({}), []);
});

test('a field without a paragraph and without a line is found in both', () => {
	assert.deepEqual(compareWith({ table: table.replace('};', '	{"holidays", check_holidays, NULL},\n};') }), [
		'docs/config.md: holidays is missing, which daemon/directory/agency.c has',
		'a.yaml: holidays is missing, which daemon/directory/agency.c has',
	]);
});

test('a paragraph of a field that is gone is found', () => {
	assert.deepEqual(compareWith({ docs: `${docs}\n\`colour\`: x\n` }), [
		'daemon/directory/agency.c: colour is missing, which docs/config.md has',
	]);
});

test('a line of a field that is gone is found', () => {
	assert.deepEqual(compareWith({ files: [['a.yaml', `${file}colour: "red"\n`]] }), [
		'daemon/directory/agency.c: colour is missing, which a.yaml has',
	]);
});

test('a table that is not found is not taken for agreement', () => {
	assert.ok(compare({ table: '', docs: '', files: [] }).length > 0);
});
