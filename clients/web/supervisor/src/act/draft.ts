/** What is being prepared, and the body of the call that does it. Pure. */
import type { Group } from './chosen.ts';

/** In the order of the buttons. Those behind the third need no cell. */
export const KINDS = ['text', 'redirect', 'scope', 'close', 'announce'] as const;
export type Kind = (typeof KINDS)[number];
export const NEEDS_CELLS: readonly Kind[] = ['text', 'redirect', 'scope'];

export interface Draft {
	kind: Kind;
	/** By code of the language. */
	texts: Readonly<Record<string, string>>;
	/** Which of them is written and looked at. */
	language: string;
	/** "19:45". */
	until: string;
	/** Of redirect: `a` and a slug, `t` and a topic; of a door and an announcement: a slug, empty for the pool. */
	to: string;
	level: number;
	door: 'closed' | 'open';
}

/** Only the languages that something is written in. */
export const written = (texts: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(texts)
			.map(([code, text]) => [code, text.trim().replace(/\s+/g, ' ')] as const)
			.filter(([, text]) => text !== ''),
	);

/** What somebody reads whose page is in this language: its own, else the first that is written. */
export function readIn(texts: Readonly<Record<string, string>>, language: string): string {
	const all = written(texts);
	return all[language] ?? Object.values(all)[0] ?? '';
}

/** Whether it says all that its kind needs. */
export function isWhole({ kind, texts, to }: Draft): boolean {
	const says = Object.keys(written(texts)).length > 0;
	return kind === 'text' || kind === 'announce' ? says : kind !== 'redirect' || to !== '';
}

/** The calls that do it: one a group of cells, or one alone. */
export function bodiesOf(draft: Draft, groups: readonly Group[], until: number): object[] {
	const { kind, to, level, door } = draft;
	const texts = written(draft.texts);
	if (kind === 'close') {
		return [{ kind: 'door', place: to, target: door, texts, until }];
	}
	if (kind === 'announce') {
		return [{ kind, place: to, texts, until }];
	}
	return groups.map(({ scopes, topic }) => ({
		kind,
		scopes,
		topic,
		until,
		...(kind === 'text' && { texts }),
		...(kind === 'scope' && { level }),
		...(kind === 'redirect' && { [to.startsWith('a') ? 'place' : 'target']: to.slice(1) }),
	}));
}
