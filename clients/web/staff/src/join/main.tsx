/**
 * Where the page of an invitation begins: the token stands behind # in the address, where no server
 * sees it, and is taken out of there at once.
 */
import '../css/index.css';
import './join.css';
import { render } from 'preact';
import { tabStore } from '@samtale/core/store';
import { Bearer } from '../bearer.ts';
import { WordsContext } from '../context.ts';
import { keepFocus, nearest } from '../focus.ts';
import { browserMarks } from '../marks.ts';
import { loadWords } from '../words.ts';
import { Join } from './join.tsx';
import { invitation } from './invitation.ts';

async function start(): Promise<void> {
	const token = location.hash.slice(1);
	history.replaceState(null, '', location.pathname + location.search);
	const words = await loadWords(document.documentElement.lang);
	const bearer = new Bearer(tabStore());
	const root = document.getElementById('app');
	if (root !== null) {
		keepFocus(nearest);
		render(
			<WordsContext.Provider value={words}>
				<Join invitation={invitation(token, { ask: fetch, bearer, marks: browserMarks() })} />
			</WordsContext.Provider>,
			root,
		);
	}
}

void start();
