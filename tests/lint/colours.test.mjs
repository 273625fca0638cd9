// The check of colours finds one that is changed in one place alone, and a pair that has become hard to read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contrast, judge } from './colours.mjs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const style = read('clients/web/youth/src/samtale.css');
const table = read('daemon/directory/theme.c');

test('the contrast of black and of a known grey on white is what WCAG gives', () => {
	assert.equal(contrast('#000000', '#ffffff'), 21);
	assert.ok(Math.abs(contrast('#767676', '#ffffff') - 4.54) < 0.005);
});

test('the colours of the page and of the daemon agree and are readable', () => {
	assert.deepEqual(judge({ style, table }), []);
});

test('a ground that is changed in the style sheet alone is found', () => {
	const found = judge({ style: style.replace('--page:#131a1a', '--page:#111a1a'), table });
	assert.deepEqual(found, ['daemon/directory/theme.c: dark page is #131a1a, in clients/web/youth/src/samtale.css #111a1a']);
});

test('a colour that is hard to read is found with its pair', () => {
	const found = judge({ style: style.replace('--danger:#9f1d1d', '--danger:#ef6d6d'), table });
	assert.ok(found.some((line) => line.includes('light danger on danger-tint: #ef6d6d,#fbe9e5, 4.5 is needed')), found.join('\n'));
});

test('a table that is not found is not taken for agreement', () => {
	assert.ok(judge({ style, table: '' }).length > 0);
});
