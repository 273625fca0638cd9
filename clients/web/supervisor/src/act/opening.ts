/** The form of an act, opened: by its own button, from an alarm or by name. */
import type { Page } from '../context.ts';
import { NEEDS_CELLS, type Draft, type Kind } from './draft.ts';
import { inAnHour } from './until.ts';

type Around = Pick<Page, 'i18n' | 'live' | 'names' | 'chosen' | 'draft'>;

/** Slug of the agency that a supervisor acts within; empty: who leads the whole pool. */
export const ownAgency = ({ live }: Pick<Page, 'live'>): string =>
	live.person.value?.role === 'supervisor' ? live.person.value.agency : '';

/** Whether who watches can do anything about it all. */
export const isActing = ({ live }: Pick<Page, 'live'>): boolean =>
	live.person.value?.role === 'supervisor' || live.leads.value;

/** Whether an act can be about this place: a supervisor's about the own municipality, a lead's about counties. */
export const mayActOn = ({ live }: Pick<Page, 'live'>, region: string): boolean =>
	live.leads.value ? region.startsWith('c') : isActing({ live }) && region === `m${live.ownPlace}`;

export function freshDraft(page: Around, kind: Kind): Draft {
	return {
		kind,
		texts: {},
		language: page.i18n.language,
		until: inAnHour(page.live.now.peek(), page.names.zone),
		to: NEEDS_CELLS.includes(kind) ? '' : ownAgency(page),
		level: 2,
		door: 'closed',
	};
}

const FIELD = '.act form :is(textarea, select, input)';

/** The form with these cells, or those that are chosen already; what is typed next goes into it. */
export function openAct(page: Around, kind: Kind, cells: Iterable<string> = page.chosen.peek()): void {
	page.chosen.value = new Set(cells);
	page.draft.value = freshDraft(page, kind);
	/* It has to be drawn first. */
	setTimeout(() => document.querySelector<HTMLElement>(FIELD)?.focus());
}
