/** What every view of this page may use: the texts, who watches and what is seen, names, what is chosen. */
import type { Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { I18n } from '@samtale/core/i18n';
import type { Names } from './directory.ts';
import type { Live } from './live.ts';
import type { Ringer } from './ringer.ts';

/** Cells of the heat table that actions are about: "<region> <topic>", as in the names of the scene. */
export type Chosen = ReadonlySet<string>;

export interface Page {
	i18n: I18n;
	live: Live;
	ringer: Ringer;
	names: Names;
	chosen: Signal<Chosen>;
}

export const PageContext = createContext<Page | null>(null);

/** The page around this view. Only views below the app may ask. */
export function usePage(): Page {
	const page = useContext(PageContext);
	if (page === null) {
		throw new Error('a view outside the page');
	}
	return page;
}
