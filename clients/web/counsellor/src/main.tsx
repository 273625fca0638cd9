/**
 * Where the counsellor's page begins: reads what the daemon put into it, loads the texts of its
 * language and the directory, starts the desk and draws it.
 */
import './css/index.css';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { browserEnv, socketUrl } from '@samtale/core/env';
import type { I18n } from '@samtale/core/i18n';
import { regionsOf, type CountyAnswer } from '@samtale/core/places';
import { tabStore } from '@samtale/core/store';
import { Bearer } from '@samtale/staff/bearer';
import { call } from '@samtale/staff/call';
import { WordsContext } from '@samtale/staff/context';
import { keepFocus } from '@samtale/staff/focus';
import { browserMarks } from '@samtale/staff/marks';
import { Sound } from '@samtale/staff/sound';
import { isWritten, loadWords } from '@samtale/staff/words';
import { askToNotify, startAlerts } from './alerts.ts';
import { Desk } from './desk.ts';
import { watchedEnv } from './line.ts';
import { Names, noDirectory, type Directory } from './names.ts';
import { placeOf } from './panes.ts';
import { shiftStore } from './shift-store.ts';
import { App } from './views/app.tsx';

interface PageData {
	profile: string;
	lang: string;
	/** Minutes until the text of an ended conversation is deleted, where the daemon says so. */
	delete_minutes?: number;
	/** Where staff practise: a pool that the directory does not list, and the slug of its agency. */
	practice?: Directory['pools'][number] & { agency: string };
	/** What the staff call their organisation's own login, or empty; absent: there is none. */
	proxy_login?: string;
}

function pageData(): PageData {
	try {
		return JSON.parse(document.getElementById('door')?.textContent ?? '') as PageData;
	} catch {
		return { profile: 'production', lang: document.documentElement.lang };
	}
}

/** The texts of the first of the languages that there are, else those of the page. */
const cardTexts = (page: I18n) => async (languages: readonly string[]): Promise<I18n> => {
	const language = languages.find(isWritten) ?? page.language;
	return language === page.language ? page : (await loadWords(language)).i18n;
};

async function fetchDirectory({ practice }: PageData): Promise<Directory> {
	const answer = await fetch('/api/v1/directory', { credentials: 'omit' });
	const directory = (await answer.json()) as Directory & { counties: CountyAnswer[] };
	const pools = practice ? [...directory.pools, practice] : directory.pools;
	return { ...directory, pools, regions: regionsOf(directory.counties) };
}

async function start(): Promise<void> {
	const data = pageData();
	const words = { ...(await loadWords(data.lang)), service: data.proxy_login };
	const { i18n } = words;
	const directory = signal(noDirectory);
	const sound = new Sound(() => new AudioContext());
	const store = shiftStore(tabStore());
	const bearer = new Bearer(store);
	const names = (): Names =>
		new Names(directory.value, i18n, desk.state.value.person?.pool ?? '');
	const desk: Desk = new Desk({
		url: socketUrl(location),
		language: i18n.language,
		store,
		sound,
		bearer,
		marks: browserMarks(),
		enrol: (token) => location.assign(`/join#${token}`),
		usual: () => names().usualChoices(),
		line: (heard) => watchedEnv(heard, browserEnv),
		ask: (path, body) => call(fetch, bearer, path, body),
		keyStore: () => localStorage,
		askToNotify,
		visible: () => !document.hidden,
	});
	document.addEventListener('visibilitychange', desk.look);
	startAlerts(desk, sound, i18n);
	keepFocus(placeOf);
	let loading = false;
	effect(() => {
		if (directory.value === noDirectory && desk.state.value.person !== null && !loading) {
			loading = true;
			void fetchDirectory(data)
				.then(
					(found) => (directory.value = found),
					() => undefined,
				)
				.finally(() => (loading = false));
		}
	});
	desk.start();
	const root = document.getElementById('app');
	if (root !== null) {
		render(
			<WordsContext.Provider value={words}>
				<App desk={desk} {...words} names={names} cards={cardTexts(i18n)} page={data} />
			</WordsContext.Provider>,
			root,
		);
	}
}

void start();
