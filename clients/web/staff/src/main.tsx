/**
 * Where the pages of a person of the staff begin: an invitation, at /join, and the own account, at /account. The token of an
 * invitation stands behind # in the address, where no server sees it, and is taken out of there at once.
 */
import './css/index.css';
import './join/join.css';
import './account/account.css';
import { render, type VNode } from 'preact';
import { WordsContext } from './context.ts';
import { keepFocus, nearest } from './focus.ts';
import { loadWords } from './words.ts';

async function joinPage(): Promise<VNode> {
	const token = location.hash.slice(1);
	history.replaceState(null, '', location.pathname + location.search);
	return (await import('./join/begin.tsx')).joinPage(token);
}

const accountPage = async (): Promise<VNode> => (await import('./account/begin.tsx')).accountPage();

async function start(): Promise<void> {
	const data = JSON.parse(document.getElementById('door')?.textContent ?? '') as {
		proxy_login?: string;
	};
	const page = await (location.pathname === '/account' ? accountPage() : joinPage());
	const words = { ...(await loadWords(document.documentElement.lang)), service: data.proxy_login };
	const root = document.getElementById('app');
	if (root !== null) {
		keepFocus(nearest);
		render(<WordsContext.Provider value={words}>{page}</WordsContext.Provider>, root);
	}
}

void start();
