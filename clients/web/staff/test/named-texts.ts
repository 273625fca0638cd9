/** Tests that every key which a page's code names, or puts together, has a text in every language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const here = new URL('.', import.meta.url).pathname;
const texts = join(here, '../../../../config/texts');

function sources(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		return entry.isDirectory() ? sources(path) : [readFileSync(path, 'utf8')];
	});
}

/** clients: whose code is looked at; sides: first words of keys; more: what else is asked of the keys of one language, without plurals. */
export function testTexts(
	clients: readonly string[],
	sides: readonly string[],
	more: (plain: ReadonlySet<string>) => void = () => {},
): void {
	const side = `(?:${sides.join('|')})`;
	const code = clients
		.flatMap((client) => sources(join(here, '../..', client, 'src')))
		.filter((text) => !text.startsWith('/* The'));
	const found = (pattern: string, group: number): string[] =>
		code.flatMap((text) => [...text.matchAll(new RegExp(pattern, 'g'))].map((m) => m[group] ?? ''));
	const named = found(`(['"])(${side}\\.[a-z0-9_.]+)\\1`, 2);
	const begun = found(`\`(${side}\\.[a-z0-9_.]*)\\$\\{`, 1);

	test('every composed key begins with its whole stem, so that the build can find it', () => {
		expect(found(`\`${side}\\.\\$\\{`, 0)).toEqual([]);
		expect(begun.filter((start) => !start.endsWith('.'))).toEqual([]);
	});

	describe.each(['nb', 'nn', 'da', 'en', 'se'])('texts in %s', (language) => {
		const keys = Object.keys(
			JSON.parse(readFileSync(join(texts, `${language}.json`), 'utf8')) as object,
		);
		const plain = new Set(keys.map((key) => key.replace(/\.(one|two|other)$/, '')));

		test('has every key that is named', () => {
			expect(named.length).toBeGreaterThan(50);
			expect(named.filter((key) => !plain.has(key))).toEqual([]);
		});

		test('has keys for everything that is composed', () => {
			expect(begun.filter((start) => !keys.some((key) => key.startsWith(start)))).toEqual([]);
		});

		more(plain);
	});
}
