/** Every key that the sources name has a text, also after the build has shortened it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dictionaries, LANGUAGES, ShortKeys, sources, withAll } from '../../vite.texts.ts';

const texts = join(import.meta.dirname, '../../../../config/texts');
const dictionary = JSON.parse(readFileSync(join(texts, 'nb.json'), 'utf8')) as Record<string, string>;
const source = join(import.meta.dirname, '../src');
const keys = new ShortKeys(dictionary, sources(source));
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

/**
 * In Northern Sami these are bokmål: whoever shows one says so, by `T` or by `texts.lang` beside it. The rest is put into
 * such a line, or is what somebody is called.
 */
const inNb = readFileSync(join(import.meta.dirname, '../../../../config/texts/se-in-nb.txt'), 'utf8')
	.split('\n')
	.filter((line) => line.startsWith('youth.'));
const PUT_INTO = [
	'youth.bar.help',
	'youth.hand.colleague',
	'youth.hand.topic',
	'youth.know.minutes',
	'youth.seal.somebody',
];

/** Keys and beginnings of keys that a source shows without the mark of their language. */
function unmarked(code: string): string[] {
	const shown = [...code.matchAll(/texts\.(?:t|n|word)\(\s*['`]([\w.]+?)\.?(?:['`]|\$\{)/g)].map(
		([, key]) => key!,
	);
	const kin = (key: string) => key.split('.').slice(0, 2).join('.');
	const marked = [...code.matchAll(/texts\.lang\('([\w.]+)'/g)].map(([, key]) => kin(key!));
	return shown.filter(
		(key) =>
			inNb.some((one) => (key in dictionary ? one === key : one.startsWith(`${key}.`))) &&
			!PUT_INTO.includes(key) &&
			!marked.includes(kin(key)),
	);
}

describe('a line that is bokmål on a Sami page', () => {
	test('is found where a view shows it without its language', () => {
		expect(unmarked("texts.t('youth.seal.making')")).toEqual(['youth.seal.making']);
		expect(unmarked("texts.word('youth.people', who)")).toEqual(['youth.people']);
		expect(unmarked('texts.t(`youth.hand.history.${one}`)')).toEqual(['youth.hand.history']);
		expect(unmarked("<T k=\"youth.seal.making\" /> texts.t('youth.talk.send')")).toEqual([]);
		expect(
			unmarked("<p {...texts.lang('youth.help.unconfirmed')}>{texts.t('youth.help.all_day')}"),
		).toEqual([]);
	});
	const views = join(source, 'views');
	test.each(readdirSync(views))('is marked in %s', (name) => {
		expect(unmarked(readFileSync(join(views, name), 'utf8'))).toEqual([]);
	});
});

test('what the sources name is there', () => {
	const missing = keys.named.filter(
		(name) => !(name in dictionary) && !own.some((key) => key.startsWith(`${name}.`)),
	);
	expect(missing).toEqual([]);
});

describe('texts that come with the page, and those behind', () => {
	const build = dictionaries(texts, [source], ['youth.', 'common.'], 'youth');
	const load = build.load as (id: string) => string;
	/** What a module of the build exports. */
	const moduleOf = (name: string) => {
		const code = load(`\0virtual:texts/${name}`).replace('export const', 'const').replace('export default texts', '');
		return new Function(`${code};return { texts, inNb }`)() as { texts: object; inNb: string[] };
	};
	const keysOf = (name: string) => Object.keys(moduleOf(name).texts);
	test.each(LANGUAGES)('have each key of %s in one of the two', (language) => {
		const [first, more] = [keysOf(language), keysOf(`${language}-more`)];
		expect(first.filter((key) => more.includes(key))).toEqual([]);
		const used = own.filter((key) => keys.isUsed(key)).map((key) => keys.short(key));
		expect(used.filter((key) => ![...first, ...more].includes(key))).toEqual([]);
	});
	test('tell which of them are bokmål, in Northern Sami alone', () => {
		const told = ['se', 'se-more'].flatMap((name) => moduleOf(name).inNb);
		const used = inNb.filter((key) => keys.isUsed(key)).map((key) => keys.short(key));
		expect(told.filter((key) => used.includes(key))).toHaveLength(used.length);
		expect(told).not.toContain(keys.short('youth.talk.send'));
		expect(moduleOf('nb').inNb).toEqual([]);
	});
	test('are parted by what the page loads with its first script', () => {
		const first = [...withAll(join(source, 'main.tsx'))].map((file) => relative(source, file));
		expect(first).toContain(join('views', 'place.tsx'));
		expect(first).not.toContain(join('views', 'talk.tsx'));
		expect(keysOf('nb')).toContain(keys.short('youth.place.head'));
		expect(keysOf('nb-more')).toContain(keys.short('youth.talk.send'));
	});
});
