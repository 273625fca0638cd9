/** Where the page begins that tries a computer at work. No login, and nothing is sent. */
import './css/index.css';
import { render } from 'preact';
import { WordsContext } from '@samtale/staff/context';
import { loadWords } from '@samtale/staff/words';
import { Bench } from './bench.ts';
import { App } from './views/app.tsx';

async function start(): Promise<void> {
	const words = await loadWords(document.documentElement.lang);
	const bench = new Bench();
	const seconds = Number(new URLSearchParams(location.search).get('seconds'));
	bench.start(seconds > 0 ? seconds : undefined);
	const facts = [location.origin, new Date().toISOString(), navigator.userAgent];
	const root = document.getElementById('app');
	if (root !== null) {
		render(
			<WordsContext.Provider value={words}>
				<App bench={bench} facts={facts} />
			</WordsContext.Provider>,
			root,
		);
	}
}

void start();
