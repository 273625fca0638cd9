/** Every key that the live view's code names has a text, in every language. */
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

const code = ['../src', '../../staff/src']
	.flatMap((folder) => sources(join(here, folder)))
	.filter((text) => !text.startsWith('/* The'));
const named = code.flatMap((text) =>
	[...text.matchAll(/(['"])((?:live|alarm|act|fig|rep|whatif|staff|common)\.[a-z0-9_.]+)\1/g)].map((m) => m[2] ?? ''),
);
const begun = code.flatMap((text) =>
	[...text.matchAll(/`((?:live|alarm|act|fig|rep|whatif|staff|common)\.[a-z0-9_.]*)\$\{/g)].map((m) => m[1] ?? ''),
);

test('every composed key begins with its whole stem, so that the build can find it', () => {
	expect(code.filter((text) => /`(?:live|alarm|act|fig|rep|whatif|staff|common)\.\$\{/.test(text))).toEqual([]);
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
});
