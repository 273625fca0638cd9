/**
 * Where the counsellor's page begins: reads what the daemon put into it, loads the texts of its
 * language and the directory, starts the desk and draws it.
 */
import './css/index.css';
import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import { browserEnv, socketUrl } from '@samtale/core/env';
import { createI18n, type Dictionary } from '@samtale/core/i18n';
import { tabStore } from '@samtale/core/store';
import { askToNotify, startAlerts } from './alerts.ts';
import { Desk } from './desk.ts';
import { watchedEnv } from './line.ts';
import { Names, noDirectory, type Directory } from './names.ts';
import { shiftStore } from './shift-store.ts';
import { Sound } from './sound.ts';
import { App } from './views/app.tsx';

interface PageData {
	profile: string;
	lang: string;
	/** Minutes until the text of an ended conversation is deleted, where the daemon says so. */
	delete_minutes?: number;
}

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

function pageData(): PageData {
	try {
		return JSON.parse(document.getElementById('door')?.textContent ?? '') as PageData;
	} catch {
		return { profile: 'production', lang: document.documentElement.lang };
	}
}

async function fetchDirectory(): Promise<Directory> {
	const answer = await fetch('/api/v1/directory', { credentials: 'omit' });
	return (await answer.json()) as Directory;
}

async function start(): Promise<void> {
	const data = pageData();
	const load = dictionaries[data.lang] ?? dictionaries['nb']!;
	const { default: texts, inNb } = await load();
	const i18n = createI18n(data.lang in dictionaries ? data.lang : 'nb', texts);
	const directory = signal(noDirectory);
	const sound = new Sound(() => new AudioContext());
	const names = (): Names =>
		new Names(directory.value, i18n, desk.state.value.person?.pool ?? '');
	const desk: Desk = new Desk({
		url: socketUrl(location),
		language: i18n.language,
		store: shiftStore(tabStore()),
		sound,
		usual: () => names().usualChoices(),
		line: (heard) => watchedEnv(heard, browserEnv),
		askToNotify,
		visible: () => !document.hidden,
	});
	document.addEventListener('visibilitychange', desk.look);
	startAlerts(desk, sound, i18n);
	let loading = false;
	effect(() => {
		if (directory.value === noDirectory && desk.state.value.person !== null && !loading) {
			loading = true;
			void fetchDirectory()
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
			<App desk={desk} i18n={i18n} inNb={new Set(inNb)} names={names} page={data} />,
			root,
		);
	}
}

void start();
