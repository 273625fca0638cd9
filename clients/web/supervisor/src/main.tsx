/**
 * Where the supervisor's page begins: reads what the daemon put into it, loads the texts of its language and the directory,
 * takes up the session of this tab and draws it.
 */
import './css/index.css';
import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { socketUrl } from '@samtale/core/env';
import { tabStore } from '@samtale/core/store';
import { Bearer } from '@samtale/staff/bearer';
import { WordsContext } from '@samtale/staff/context';
import { keepFocus, nearest } from '@samtale/staff/focus';
import { KeyDesk } from '@samtale/staff/key-desk';
import { browserMarks } from '@samtale/staff/marks';
import { loadWords } from '@samtale/staff/words';
import { newHand } from './context.ts';
import { Names, noDirectory, type Directory } from './directory.ts';
import { Live } from './live.ts';
import { Ringer } from './ringer.ts';
import { title } from './title.ts';
import { App } from './views/app.tsx';

interface PageData {
	profile: string;
	lang: string;
	/** What the staff call their organisation's own login, or empty; absent: there is none. */
	proxy_login?: string;
}

async function fetchDirectory(): Promise<Directory> {
	return (await (await fetch('/api/v1/directory', { credentials: 'omit' })).json()) as Directory;
}

async function start(): Promise<void> {
	const data = JSON.parse(document.getElementById('door')?.textContent ?? '') as PageData;
	const words = { ...(await loadWords(data.lang)), service: data.proxy_login };
	const { i18n } = words;
	const live = new Live({
		url: socketUrl(location),
		language: i18n.language,
		bearer: new Bearer(tabStore()),
		marks: browserMarks(),
		ask: fetch.bind(window),
		enrol: (token) => location.assign(`/join#${token}`),
	});
	const directory = signal(noDirectory);
	const keys = new KeyDesk(() => localStorage);
	const pool = computed(() => live.person.value?.pool ?? '');
	const names = computed(() => new Names(directory.value, i18n, pool.value));
	let asked = false;
	effect(() => {
		if (pool.value !== '' && !asked) {
			asked = true;
			fetchDirectory().then(
				(found) => (directory.value = found),
				() => (asked = false),
			);
		}
	});
	const ringer = new Ringer(live);
	effect(() => void (document.title = title(i18n, live, ringer.alarms.value.length)));
	live.start();
	ringer.start(document);
	const root = document.getElementById('app');
	if (root !== null) {
		keepFocus(nearest);
		render(
			<WordsContext.Provider value={words}>
				<App page={{ ...newHand(), live, ringer, i18n, keys }} names={() => names.value} profile={data.profile} />
			</WordsContext.Provider>,
			root,
		);
	}
}

void start();
