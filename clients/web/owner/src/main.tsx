/**
 * Where the owner's page begins: reads what the daemon put into it, loads the texts of its language,
 * opens the office with the session of this tab and draws it.
 */
import './css/index.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { tabStore } from '@samtale/core/store';
import { Bearer } from '@samtale/staff/bearer';
import { keepFocus, nearest } from '@samtale/staff/focus';
import { loadWords } from '@samtale/staff/words';
import { Network } from './network.ts';
import { Office } from './office.ts';
import { App } from './views/app.tsx';

interface PageData {
	lang: string;
	last_entry_minutes: number;
	proxy_login?: string;
}

async function start(): Promise<void> {
	const data = JSON.parse(document.getElementById('door')?.textContent ?? '') as PageData;
	const { i18n, inNb } = await loadWords(data.lang);
	const wanted = new URLSearchParams(location.search).get('agency');
	const office = new Office(new Bearer(tabStore()), fetch.bind(window), wanted);
	const network = new Network(office, fetch.bind(window));
	await office.open();
	effect(() => {
		const agency = office.kept.value?.['name'];
		document.title =
			agency === undefined
				? i18n.t('owner.title_login')
				: i18n.t('owner.title', { agency });
	});
	addEventListener('beforeunload', (event) => {
		if (office.unsaved.value > 0) {
			event.preventDefault();
		}
	});
	const root = document.getElementById('app');
	if (root !== null) {
		keepFocus(nearest);
		render(
			<App
				office={office}
				network={network}
				i18n={i18n}
				inNb={inNb}
				lastEntry={data.last_entry_minutes}
				service={data.proxy_login}
			/>,
			root,
		);
	}
}

void start();
