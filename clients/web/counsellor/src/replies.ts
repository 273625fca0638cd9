/**
 * Canned replies: which there are, when somebody looks for one, and which fit. Pure functions; they
 * are fetched and written in reply-desk.ts.
 */

/** The answer of GET /api/v1/replies, a row each. */
export interface Reply {
	code: string;
	/** BCP 47. */
	language: string;
	text: string;
	source: 'own' | 'agency' | 'network';
	/** The agency has put its own words in the place of the network's. */
	changed: boolean;
}

/** What somebody looks for who has typed "/" at the start of a word. */
export interface Slash {
	/** Where the "/" stands. */
	from: number;
	/** What stands between it and the caret, in small letters. */
	query: string;
}

/** So many are shown at a time. */
export const SHOWN = 4;
/** The longest code, and the longest text in characters that is surely taken (bytes count there). */
export const CODE_LIMIT = 24;
export const REPLY_LIMIT = 1000;

const ORDER: readonly Reply['source'][] = ['own', 'agency', 'network'];

/** Null: the caret does not stand in a word that begins with "/". */
export function slashAt(text: string, caret: number): Slash | null {
	const found = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret));
	const query = found?.[1] ?? '';
	return found === null || query.length > CODE_LIMIT
		? null
		: { from: caret - query.length - 1, query: query.toLowerCase() };
}

/** The first of the languages in which there are any; the first of all where there are none. */
export function languageOf(replies: readonly Reply[], languages: readonly string[]): string {
	const has = (language: string): boolean => replies.some((reply) => reply.language === language);
	return languages.find(has) ?? languages[0] ?? '';
}

/**
 * Those that fit, the likeliest first: whose code begins with the query, then those that have it
 * anywhere; among equals one's own, then the agency's, then the network's, by code.
 */
export function matching(replies: readonly Reply[], language: string, query: string): Reply[] {
	const rank = ({ code, text }: Reply): number =>
		code.startsWith(query) ? 0 : code.includes(query) ? 1 : text.toLowerCase().includes(query) ? 2 : 3;
	return replies
		.filter((reply) => reply.language === language && rank(reply) < 3)
		.sort(
			(a, b) =>
				rank(a) - rank(b) ||
				ORDER.indexOf(a.source) - ORDER.indexOf(b.source) ||
				(a.code < b.code ? -1 : 1),
		);
}

/** The first of those that are shown, so that the chosen one is among them. */
export function windowAt(chosen: number, count: number): number {
	return Math.max(0, Math.min(chosen - 1, count - SHOWN));
}

/** Whether it can be the code of a reply: small letters, digits, hyphens, a letter first. */
export function isCode(code: string): boolean {
	return code.length <= CODE_LIMIT && /^[a-z][a-z0-9-]*$/.test(code);
}
