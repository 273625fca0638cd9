/**
 * The form after a conversation as rows that can be ticked, moved and written, and as the daemon's text (docs/config.md). A word
 * stays with its answer once it is kept, because its numbers are counted under it; whatever is new gets one from its text. Pure.
 */
import { readForm, type Answer, type Question } from '@samtale/staff/form-text';

/** `fresh`: it has no word yet that anything is counted under. */
export interface OwnAnswer extends Answer {
	fresh?: boolean;
}
export interface Row extends Omit<Question, 'answers'> {
	fresh?: boolean;
	answers: readonly OwnAnswer[];
}

/** The answer that stands for every topic of the pool. */
export const POOL = 'pool';
export const MOST_QUESTIONS = 8;
export const MOST_ANSWERS = 16;
const LABEL_BYTES = 60;
const WORD_LENGTH = 24;

/** The questions of a form that is empty, as in daemon/directory/form.c; a test holds the two together. */
export const USUAL =
	'topic*: pool, else; age: u13, 13-15, 16-17, 18-20, o20, unknown; outcome: talked, left, handed, reported; ' +
	'referral*: none, nurse, school, leisure, national, else';

export const readRows = (text: string): Row[] => readForm(text, [POOL]).slice(0, -1);

/** The questions that have a text in every language, with all their answers. */
export const KNOWN: readonly Row[] = readRows(USUAL);
const known = (word: string): Row | undefined => KNOWN.find((row) => row.word === word);

/** Answers of a question that are ticks: those it usually has, and others without words of their own. */
export function offered(row: Row): string[] {
	const plain = row.answers.filter(({ label, fresh }) => label === '' && !fresh);
	return [...new Set([...(known(row.word)?.answers ?? []), ...plain].map(({ word }) => word))];
}

/** With that answer or without it; those that are ticks stay in their order, in front. */
export function toggled(row: Row, word: string): Row {
	const has = row.answers.some((answer) => answer.word === word);
	const isOn = (one: string): boolean => (one === word ? !has : row.answers.some((answer) => answer.word === one));
	const ticks = offered(row).filter(isOn).map((one) => ({ word: one, label: '' }));
	return { ...row, answers: [...ticks, ...own(row)] };
}

/** Answers in the agency's own words. */
export const own = (row: Row): OwnAnswer[] => row.answers.filter(({ label, fresh }) => label !== '' || fresh);

/** With its own answers as these. */
export function withOwn(row: Row, answers: readonly OwnAnswer[]): Row {
	return { ...row, answers: [...row.answers.filter(({ label, fresh }) => label === '' && !fresh), ...answers] };
}

/** A word for a text, unlike those that are taken. */
function wordFor(label: string, taken: readonly string[]): string {
	const plain = label
		.toLowerCase()
		.replace(/æ/g, 'ae')
		.replace(/ø/g, 'o')
		.normalize('NFD')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim()
		.replace(/ /g, '-');
	const stem = plain.slice(0, WORD_LENGTH - 3).replace(/-$/, '') || 'own';
	const free = (n: number): string => (taken.includes(`${stem}-${n}`) ? free(n + 1) : `${stem}-${n}`);
	return taken.includes(stem) ? free(2) : stem;
}

/** Words of texts that none may take: those of the questions and answers that everybody knows. */
const RESERVED = ['kind', ...KNOWN.flatMap(({ word, answers }) => [word, ...answers.map((one) => one.word)])];

/** What is fresh with a word; what has no text yet is left out. */
function named<T extends OwnAnswer>(items: readonly T[]): T[] {
	const taken = [...RESERVED, ...items.filter(({ fresh }) => !fresh).map(({ word }) => word)];
	return items
		.filter(({ label, fresh }) => label.trim() !== '' || !fresh)
		.map((item) => {
			const word = item.fresh ? wordFor(item.label, taken) : item.word;
			taken.push(word);
			return { ...item, word };
		});
}

const itemText = ({ word, label }: Answer): string => (label.trim() === '' ? word : `${word}=${label.trim()}`);

export function writeRows(rows: readonly Row[]): string {
	return named(rows)
		.map((row) => `${itemText(row)}${row.many ? '*' : ''}: ${named(row.answers).map(itemText).join(', ')}`)
		.join('; ');
}

/** Why a text cannot stand in a form; null: it can. `none`: there is none. */
export function labelFault(label: string): 'none' | 'signs' | 'long' | null {
	if (label.trim() === '') {
		return 'none';
	}
	const isLong = new TextEncoder().encode(label.trim()).length > LABEL_BYTES;
	return /[;:,=*]/.test(label) ? 'signs' : isLong ? 'long' : null;
}

/** A question that was only begun: nothing stands in it yet, and it is left out. */
export const isBegun = (row: Row): boolean =>
	row.fresh === true && row.label.trim() === '' && named(row.answers).length === 0;

export const hasAnswer = (row: Row): boolean => isBegun(row) || named(row.answers).length > 0;

/** Whether a row can be saved as it stands. */
export function isRight(row: Row): boolean {
	const labels = own(row).map(({ label }) => label);
	const heads = (row.fresh || row.label !== '') && !isBegun(row) ? [row.label] : [];
	const written = [...heads, ...labels.filter((label) => label.trim() !== '')];
	return written.every((label) => labelFault(label) === null) && hasAnswer(row);
}

/** With the one at `from` at `to`. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
	const others = items.filter((_, i) => i !== from);
	return [...others.slice(0, to), items[from]!, ...others.slice(to)];
}
