/** What every view of this page may use: the texts, the office, and what the page was told. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { I18n } from '@samtale/core/i18n';
import type { Network } from './network.ts';
import type { Office } from './office.ts';

export interface Page {
	i18n: I18n;
	office: Office;
	network: Network;
	/** Minutes before the end of a shift in which nobody new is let in. */
	lastEntry: number;
	/** The zone of each country's clock. */
	zone: string;
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
