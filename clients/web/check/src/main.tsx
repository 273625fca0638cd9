/** Where the page begins that tries a computer at work. No login, and nothing is sent. */
import './css/index.css';
import { render } from 'preact';
import { createI18n, type Dictionary } from '@samtale/core/i18n';
import { WordsContext } from '@samtale/staff/context';
import { Bench } from './bench.ts';
import { App } from './views/app.tsx';

const dictionaries: Record<
	string,
	() => Promise<{ default: Dictionary; inNb: readonly string[] }>
> = {
	nb: () => import('virtual:texts/nb'),
	nn: () => import('virtual:texts/nn'),
	da: () => import('virtual:texts/da'),
	en: () => import('virtual:texts/en'),
	se: () => import('virtual:texts/se'),
};

async function start(): Promise<void> {
	const { lang } = document.documentElement;
	const { default: texts, inNb } = await (dictionaries[lang] ?? dictionaries['nb']!)();
	const i18n = createI18n(lang in dictionaries ? lang : 'nb', texts);
	const bench = new Bench();
	const seconds = Number(new URLSearchParams(location.search).get('seconds'));
	bench.start(seconds > 0 ? seconds : undefined);
	const facts = [location.origin, new Date().toISOString(), navigator.userAgent];
	const root = document.getElementById('app');
	if (root !== null) {
		render(
			<WordsContext.Provider value={{ i18n, inNb: new Set(inNb) }}>
				<App bench={bench} facts={facts} />
			</WordsContext.Provider>,
			root,
		);
	}
}

void start();
