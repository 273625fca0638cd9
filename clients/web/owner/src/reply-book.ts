/** The canned replies of an agency beside those of its network, in one language at a time. Pure; office.ts asks and writes. */

/** A row of GET /api/v1/replies?slug=. */
export interface Reply {
	code: string;
	/** BCP 47. */
	language: string;
	text: string;
	source: 'agency' | 'network';
	/** The agency's words stand in the network's place, or hide it. */
	changed: boolean;
	network: string;
	hidden: boolean;
}

/** The text by which an agency hides the network's, as in daemon/store/replies.h. */
export const HIDDEN = '-';
export const CODE_LENGTH = 24;
const TEXT_BYTES = 1000;

export type Standing = 'own' | 'network' | 'changed' | 'hidden';

export function standing({ source, changed, hidden }: Reply): Standing {
	return hidden ? 'hidden' : source === 'agency' ? 'own' : changed ? 'changed' : 'network';
}

/** What counsellors get: of one that is hidden, what they would get. */
export const shownText = ({ hidden, text, network }: Reply): string => (hidden ? network : text);

/** What the agency itself keeps there; empty when it is the network's alone. */
export const keptText = (reply: Reply): string => (standing(reply) === 'network' ? '' : reply.text);

/** Those of a language, by code. */
export function inLanguage(replies: readonly Reply[], language: string): Reply[] {
	return replies
		.filter((reply) => reply.language === language)
		.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** The languages of the product in their order, then others that there are replies in. */
export function languagesOf(replies: readonly Reply[], usual: readonly string[]): string[] {
	return [...new Set([...usual, ...replies.map(({ language }) => language).sort()])];
}

/** Why this can be no reply: its code, its text, or a code that another one has; null: it can. */
export function faultOf(
	{ code, text }: { code: string; text: string },
	others: readonly Reply[],
): 'code' | 'there' | 'text' | null {
	const bytes = new TextEncoder().encode(text).length;
	if (code.length > CODE_LENGTH || !/^[a-z][a-z0-9-]*$/.test(code)) {
		return 'code';
	}
	if (others.some((other) => other.code === code)) {
		return 'there';
	}
	return text.trim() === '' || text.trim() === HIDDEN || bytes > TEXT_BYTES ? 'text' : null;
}
