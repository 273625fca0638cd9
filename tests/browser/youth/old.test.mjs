// What the built files of the youth's page ask of a browser: syntax of 2020 and functions of that time, and styles that Safari 14
// and Chrome 87 read.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, load } from '../../live/lib/npm.mjs';

const { parse } = load('acorn');
const postcss = load('postcss');

const FOLDER = join(ROOT, 'build', 'web', 'a');
const filesOf = (ending) => readdirSync(FOLDER)
	.filter((name) => name.startsWith('youth-') && name.endsWith(ending))
	.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]);

/** Functions that came later than Safari 14 and Chrome 87, by name as they are called. */
const LATER_FUNCTIONS = /\b(structuredClone|requestIdleCallback)\b|\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|hasOwn|groupBy|withResolvers|randomUUID)\(/;

/** Faults of a script: what a parser of 2020 says, and calls of functions that came later. */
function scriptFaults(text) {
	try {
		parse(text, { ecmaVersion: 2020, sourceType: 'module' });
	} catch (error) {
		return [error.message];
	}
	const [called] = LATER_FUNCTIONS.exec(text) ?? [];
	return called ? [`calls ${called}`] : [];
}

/** Faults of a style sheet: rules in rules, layers, and words that Safari 14 or Chrome 87 do not know. */
function styleFaults(text) {
	const faults = [];
	postcss.parse(text).walk((node) => {
		if (node.type === 'rule' && node.parent.type === 'rule') faults.push(`nested: ${node.selector}`);
		if (node.type === 'rule' && /:has\(|:is\(|&/.test(node.selector)) faults.push(`selector: ${node.selector}`);
		if (node.type === 'atrule' && /^(layer|container|property|scope|starting-style)$/.test(node.name)) faults.push(`@${node.name}`);
		if (node.type === 'decl' && /light-dark\(|color-mix\(|oklch\(|lab\(/.test(node.value)) faults.push(`${node.prop}: ${node.value}`);
	});
	return faults;
}

test('every script of the youth\'s page parses as of 2020 and calls nothing newer', () => {
	const scripts = filesOf('.js');
	assert.ok(scripts.length >= 7, `${scripts.length} scripts`);
	for (const [name, text] of scripts) assert.deepEqual(scriptFaults(text), [], name);
});

test('a newer script is found by what makes it newer', () => {
	for (const [text, fault] of [
		['let a; a ??= 1', /Unexpected token/],
		['class A { #b = 1 }', /Unexpected character '#'/],
		['class A { b = 1 }', /Unexpected token/],
		['await 1', /await/],
		['[1].at(-1)', /calls \.at\(/],
		['structuredClone(1)', /calls structuredClone/],
	]) assert.match(scriptFaults(text).join(), fault, text);
	assert.deepEqual(scriptFaults('const { a } = (await0 => b?.c ?? import("d"))(); export { a };'), []);
});

test('the style of the youth\'s page has nothing that Safari 14 and Chrome 87 do not know', () => {
	const styles = filesOf('.css');
	assert.equal(styles.length, 1);
	for (const [name, text] of styles) assert.deepEqual(styleFaults(text), [], name);
});

test('a newer style is found by what makes it newer', () => {
	for (const [text, fault] of [
		['a{b{color:red}}', /nested: b/],
		['a{&:hover{color:red}}', /nested: &:hover/],
		['a:has(b){color:red}', /selector: a:has/],
		['a{color:light-dark(red,blue)}', /color: light-dark/],
		['@layer x{a{color:red}}', /@layer/],
	]) assert.match(styleFaults(text).join(), fault, text);
	assert.deepEqual(styleFaults('@media print{a:not(b)>c{color:var(--d)}}'), []);
});
