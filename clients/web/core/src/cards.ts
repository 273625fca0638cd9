/**
 * Cards: what one side of a room puts before the other beside its words. Sealed like a text, of the
 * type CARD; the daemon sees no difference. A card is UTF-8: a word, then its fields, a line each.
 */

/** where: tell where you are. here: the answer, place and phone. known: what shows who one is was told. */
export type CardWord = 'where' | 'here' | 'known';

export interface Card {
	word: CardWord;
	fields: string[];
}

const WORDS: readonly string[] = ['where', 'here', 'known'];
/** Most characters (UTF-16 units) of a field. */
export const FIELD_LIMIT = 300;

/** What is said of a card; a field keeps to its line. */
export const cardText = (word: CardWord, fields: readonly string[] = []): string =>
	[word, ...fields.map((field) => field.replace(/\s+/g, ' ').trim().slice(0, FIELD_LIMIT))].join('\n');

/** Null: a card that this page does not know. */
export function readCard(text: string): Card | null {
	const [word = '', ...fields] = text.split('\n');
	return WORDS.includes(word) ? { word: word as CardWord, fields } : null;
}
