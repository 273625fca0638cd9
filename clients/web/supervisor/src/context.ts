/** What every view of this page may use: the texts, who watches and what is seen, names, what is chosen. */
import { signal, type Signal } from '@preact/signals';
import type { I18n } from '@samtale/core/i18n';
import { contextOf } from '@samtale/staff/context';
import type { KeyDesk } from '@samtale/staff/key-desk';
import type { Draft } from './act/draft.ts';
import type { Names } from './directory.ts';
import type { Live } from './live.ts';
import type { Ringer } from './ringer.ts';

/** Cells of the heat table that actions are about: "<region> <topic>", as in the names of the scene. */
export type Chosen = ReadonlySet<string>;

/** The windows over the page, of which one at a time is open; empty: none. */
export type SheetName = '' | 'palette' | 'keys';

/** What somebody has at hand: it is of this page alone, and outlives a tab of it. */
export interface Hand {
	chosen: Signal<Chosen>;
	/** The act that is being prepared; null: none. */
	draft: Signal<Draft | null>;
	sheet: Signal<SheetName>;
}

export const newHand = (): Hand => ({
	chosen: signal(new Set<string>()),
	draft: signal(null),
	sheet: signal(''),
});

export interface Page extends Hand {
	i18n: I18n;
	live: Live;
	ringer: Ringer;
	names: Names;
	keys: KeyDesk;
}

/** The page around a view: of those below the app. */
export const [PageContext, usePage] = contextOf<Page>('page');
