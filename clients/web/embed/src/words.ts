/** The words of the loader, in the five languages; the build puts them in. */

/** Keys of config/texts, in the order of `Words`. */
export const KEYS = [
	'youth.door.start',
	'youth.embed.again',
	'youth.embed.title',
	'youth.embed.page',
	'common.close',
] as const;

/** What the button says, first and when the chat is hidden; the frame's title; the full page; closing. */
export type Words = readonly [start: string, again: string, title: string, page: string, close: string];

declare const WORDS: Readonly<Record<string, Words>>;

/** Codes that mean bokmål. */
const NORWEGIAN = /^no\b/;

/**
 * The words in the language of a tag such as `nn-NO`, and that language's code; bokmål when it is not one of ours.
 */
export function wordsIn(tag: string): { code: string; words: Words } {
	const all = WORDS;
	const asked = tag.toLowerCase().replace(NORWEGIAN, 'nb').split(/[-_]/)[0]!;
	const code = Array.isArray(all[asked]) ? asked : 'nb';
	return { code, words: all[code]! };
}
