/**
 * The youth page's dictionary: keys are typed by nb.json, two lazy chunks a language: what the door
 * says until a municipality is chosen, and what all that comes later says. In Northern
 * Sami the lines about safety stand in bokmål until a speaker has read them: `lang` says so to
 * screen readers.
 */
import { createI18n, type Dictionary, type Params } from '@samtale/core/i18n';
import { readData } from './data.ts';
import { fetchPart, type Part } from './fetching.ts';
import type all from '../../../../config/texts/nb.json';

type All = Extract<keyof typeof all, `youth.${string}` | `common.${string}`>;
/** A key of a text. */
export type Key = All;
/** A key with plural forms, without its ending. */
export type PluralKey = All extends infer K
	? K extends `${infer Base}.other`
		? Base
		: never
	: never;

export interface Texts {
	readonly language: string;
	t(key: Key, params?: Params): string;
	n(key: PluralKey, count: number, params?: Params): string;
	/** The text of `stem.last`; empty when there is none. */
	word(stem: string, last: string | number, params?: Params): string;
	/**
	 * Attributes for an element that holds the text of `key`: its language when it is not the
	 * page's.
	 */
	lang(key: Key): { lang?: string };
}

interface Chunk {
	default: Dictionary;
	inNb: readonly string[];
}

const CHUNKS: Record<string, Part<Chunk>> = {
	nb: (_again) => import('virtual:texts/nb'),
	nn: (_again) => import('virtual:texts/nn'),
	se: (_again) => import('virtual:texts/se'),
	da: (_again) => import('virtual:texts/da'),
	en: (_again) => import('virtual:texts/en'),
};

const MORE: Record<string, Part<Chunk>> = {
	nb: (_again) => import('virtual:texts/nb-more'),
	nn: (_again) => import('virtual:texts/nn-more'),
	se: (_again) => import('virtual:texts/se-more'),
	da: (_again) => import('virtual:texts/da-more'),
	en: (_again) => import('virtual:texts/en-more'),
};

/** Languages the page can be read in. */
export const PAGE_LANGUAGES = Object.keys(CHUNKS);

/** Texts of a dictionary; `inNb` lists the keys whose text is bokmål whatever the language. */
export function makeTexts(
	language: string,
	dictionary: Dictionary,
	inNb: readonly string[] = [],
): Texts {
	const i18n = createI18n(language, dictionary);
	const bokmaal = new Set(inNb);
	return {
		language,
		t: i18n.t,
		n: i18n.n,
		word: (stem, last, params) =>
			i18n.has(`${stem}.${last}`) ? i18n.t(`${stem}.${last}`, params) : '',
		lang: (key) => (bokmaal.has(key) ? { lang: 'nb' } : {}),
	};
}

const known = (language: string): string => (CHUNKS[language] ? language : 'nb');

/** The page's first language has come with it. */
function firstOf(language: string): Promise<Chunk> {
	const first = readData<Chunk & { language: string }>('texts');
	return first?.language === language
		? Promise.resolve(first)
		: fetchPart(CHUNKS[language] as Part<Chunk>);
}

/** Loads what the first screens say, however long it takes; an unknown language is bokmål. */
export async function loadTexts(language: string): Promise<Texts> {
	const code = known(language);
	const first = await firstOf(code);
	return makeTexts(code, first.default, first.inNb);
}

/** Loads what all screens say, however long it takes; an unknown language is bokmål. */
export async function loadAllTexts(language: string): Promise<Texts> {
	const code = known(language);
	const [first, more] = await Promise.all([firstOf(code), fetchPart(MORE[code] as Part<Chunk>)]);
	return makeTexts(code, { ...first.default, ...more.default }, [...first.inNb, ...more.inNb]);
}
