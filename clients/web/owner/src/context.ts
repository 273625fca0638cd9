/** What every view of this page may use: the texts, the office, and what the page was told. */
import type { I18n } from '@samtale/core/i18n';
import { contextOf } from '@samtale/staff/context';
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

/** The page around a view: of those below the app. */
export const [PageContext, usePage] = contextOf<Page>('page');
