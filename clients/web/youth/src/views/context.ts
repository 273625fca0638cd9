/**
 * What every view may read: the state, who acts for it, and the texts of the page's language. The
 * whole page is drawn from its root after each change, so a plain variable does what a context
 * would. Views with a state of their own are classes: Preact's hooks would cost this page a
 * kilobyte.
 */
import type { Texts } from '../texts.ts';
import type { Visit } from '../visit.ts';
import { zoneOf } from '../data.ts';
import type { Entrance } from '../entrance.ts';
import type { State } from '../state.ts';

export interface Page {
	entrance: Entrance;
	/** For screens that come with it (rest.ts), and only for those. */
	visit: Visit;
	state: State;
	texts: Texts;
	/** The help list as the daemon wrote it into the page, for as long as ours has not come. */
	firstHelp: string;
	/** Changes the language of the page. */
	speak(language: string): void;
}

let current: Page;

/** To be called right before each drawing. */
export function setPage(page: Page): void {
	current = page;
}

export function usePage(): Page {
	return current;
}

/** The zone whose clock the door's times are told in. */
export function useZone(): string {
	return zoneOf(usePage().state.door.country);
}

/** What the other side is called; before somebody has proven a name, what anybody there is. */
export function useName(): string {
	const { state, texts } = usePage();
	return state.counsellor?.alias ?? texts.t('youth.seal.somebody');
}

/** The place of the wish as sentences call it: the first of its official names; empty: not said. */
export function usePlace(): string {
	const { state } = usePage();
	const { pool, region } = state.wish;
	const found = state.directory?.regions.find((r) => r.pool === pool && r.code === region);
	return found ? (found.name.split(' - ')[0] ?? '') : region === '' ? '' : state.door.name;
}
