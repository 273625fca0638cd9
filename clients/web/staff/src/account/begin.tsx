/**
 * The page of the own account with what it needs of the browser. A tab that another page of ours has opened has a copy of that
 * tab's store: of it the session alone is kept, so that no shift is taken up here, and that it is shared, also after a reload.
 */
import type { VNode } from 'preact';
import { tabStore } from '@samtale/core/store';
import { Bearer } from '../bearer.ts';
import { browserMarks } from '../marks.ts';
import { Account, SHARED } from './account.ts';
import { AccountPage } from './page.tsx';

export function accountPage(): VNode {
	const store = tabStore();
	const bearer = new Bearer(store);
	if (window.opener !== null && bearer.hex !== null) {
		const session = bearer.hex;
		store.clear();
		bearer.keep(session);
		store.set(SHARED, '1');
		window.opener = null;
	}
	const account = new Account({ ask: fetch.bind(window), bearer, marks: browserMarks(), store });
	return <AccountPage account={account} />;
}
