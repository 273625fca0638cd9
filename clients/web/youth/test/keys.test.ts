/** Every key that the sources name has a text, also after the build has shortened it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ShortKeys } from '../../vite.texts.ts';

const dictionary = JSON.parse(
	readFileSync(join(import.meta.dirname, '../../../../config/texts/nb.json'), 'utf8'),
) as Record<string, string>;
const source = join(import.meta.dirname, '../src');
const keys = new ShortKeys(dictionary, source);
const own = Object.keys(dictionary).filter((key) => /^(youth|common)\./.test(key));

test('no two keys share a short form', () => {
	expect(new Set(own.map((key) => keys.short(key))).size).toBe(own.length);
});

test('the first parts and the last part make the short key', () => {
	for (const key of own) {
		const at = key.lastIndexOf('.');
		expect(`${keys.short(key.slice(0, at))}${key.slice(at)}`).toBe(keys.short(key));
	}
});

test('the form for two, which only Northern Sami has, is found beside the others', () => {
	const base = 'youth.place.matches';
	expect(keys.short(`${base}.two`)).toBe(keys.short(`${base}.other`).replace('other', 'two'));
});

describe('shortened source', () => {
	test('literals and beginnings of templates are shortened, the rest is not', () => {
		const short = keys.short('youth.talk.state');
		expect(keys.shorten("t('youth.talk.state.sent')")).toBe(`t('${short}.sent')`);
		expect(keys.shorten('t(`youth.talk.state.${s}`)')).toBe('t(`' + short + '.${s}`)');
		expect(keys.shorten("word('youth.talk.state', s)")).toBe(`word('${short}', s)`);
		expect(keys.shorten("t('youth.no.such.key')")).toBe("t('youth.no.such.key')");
	});
});

test('what the sources name is there', () => {
	const missing = keys.named.filter(
		(name) => !(name in dictionary) && !own.some((key) => key.startsWith(`${name}.`)),
	);
	expect(missing).toEqual([]);
});
