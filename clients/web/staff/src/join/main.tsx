/**
 * Where the page of an invitation begins: the token stands behind # in the address, where no server
 * sees it, and is taken out of there at once.
 */
import '../css/index.css';
import './join.css';
import { render } from 'preact';
import { createI18n, type Dictionary } from '@samtale/core/i18n';
import { tabStore } from '@samtale/core/store';
import { Bearer } from '../bearer.ts';
import { WordsContext } from '../context.ts';
import { browserMarks } from '../marks.ts';
import { Join } from './join.tsx';
import { invitation } from './invitation.ts';

type Texts = () => Promise<{ default: Dictionary; inNb: readonly string[] }>;

const dictionaries: Record<string, Texts> = {
	nb: () => import('virtual:texts/nb'),
	nn: () => import('virtual:texts/nn'),
	da: () => import('virtual:texts/da'),
	en: () => import('virtual:texts/en'),
	se: () => import('virtual:texts/se'),
};

async function start(): Promise<void> {
	const token = location.hash.slice(1);
	history.replaceState(null, '', location.pathname + location.search);
	const language = document.documentElement.lang;
	const { default: texts, inNb } = await (dictionaries[language] ?? dictionaries['nb']!)();
	const words = { i18n: createI18n(language, texts), inNb: new Set(inNb) };
	const bearer = new Bearer(tabStore());
	const root = document.getElementById('app');
	if (root !== null) {
		render(
			<WordsContext.Provider value={words}>
				<Join invitation={invitation(token, { ask: fetch, bearer, marks: browserMarks() })} />
			</WordsContext.Provider>,
			root,
		);
	}
}

void start();
