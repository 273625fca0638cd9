/** Everything that can be done on the live view, by name: what the palette lists. */
import type { Command } from '@samtale/staff/keymap';
import type { Item } from '@samtale/staff/views/palette';
import { describe, ofRow } from './act/described.ts';
import { mayChoose } from './act/chosen.ts';
import { KINDS, NEEDS_CELLS } from './act/draft.ts';
import { isActing, mayActOn, openAct } from './act/opening.ts';
import { buttonOf } from './act/person-acts.tsx';
import { undoOf } from './act/standing.tsx';
import { inOrder, kindOf } from './alarms.ts';
import type { Page } from './context.ts';
import { actsOf, alarmsOf, cellsOf, peopleOf } from './facts.ts';
import { nextLivePane } from './panes.ts';
import { tabsOf, type Tab } from './tabs.ts';
import { takeOf } from './views/alarms.tsx';

/** The commands of the desk that this page has, too, in the order of the help sheet. */
export const LIVE_COMMANDS = ['palette', 'pane_next', 'pane_before', 'mute', 'keys'] as const satisfies readonly Command[];
type LiveCommand = (typeof LIVE_COMMANDS)[number];

export const commands = ({ sheet, ringer }: Page): Readonly<Record<LiveCommand, () => void>> => ({
	palette: () => void (sheet.value = 'palette'),
	pane_next: () => nextLivePane(1),
	pane_before: () => nextLivePane(-1),
	mute: () => ringer.mute(),
	keys: () => void (sheet.value = 'keys'),
});

const MINUTE = 60_000;

/** Presses a button of a card: what becomes of it is said there. None where there is no such button. */
function press(id: string): (() => void) | null {
	const button = document.getElementById(id);
	return (
		button &&
		((): void => {
			button.focus();
			/* What is open already stays open. */
			if (button.getAttribute('aria-expanded') !== 'true') {
				button.click();
			}
		})
	);
}

function acts(page: Page): Item[] {
	const can = KINDS.filter((kind) => page.chosen.value.size > 0 || !NEEDS_CELLS.includes(kind));
	return can.map((kind) => ({
		id: `act ${kind}`,
		label: page.i18n.t(kind === 'close' ? 'act.named.close' : `act.kind.${kind}`),
		hint: '',
		run: () => openAct(page, kind),
	}));
}

function alarms(page: Page): Item[] {
	const { i18n, live, names } = page;
	const around = { i18n, names, scene: live.scene, now: live.beat.value };
	return inOrder(alarmsOf(live.scene.rows('a').value)).flatMap((alarm) => {
		const kind = kindOf(alarm);
		const run = press(takeOf(alarm));
		if (kind === undefined || run === null) {
			return [];
		}
		const { head, params } = kind.say(alarm, around);
		const label = `${i18n.t('alarm.take')}: ${i18n.t(head, params)}`;
		return [{ id: `alarm ${alarm.id}`, label, hint: '', run }];
	});
}

function standing({ i18n, live, names }: Page): Item[] {
	return actsOf(live.scene.rows('act').value).flatMap((act) => {
		const run = press(undoOf(act));
		const label = `${i18n.t('act.undo')}: ${i18n.t(...describe(i18n, names, ofRow(act)))}`;
		return run === null ? [] : [{ id: `undo ${act.id}`, label, hint: '', run }];
	});
}

/** The longest wait first. */
function cells(page: Page): Item[] {
	const { i18n, live, names, chosen } = page;
	return cellsOf(live.scene.rows('w').value)
		.filter(({ region }) => mayChoose(region) && mayActOn(page, region))
		.sort((a, b) => a.oldest - b.oldest)
		.map(({ region, topic, n, oldest }) => {
			const name = `${region} ${topic}`;
			const min = Math.max(0, Math.floor((live.beat.value - oldest) / MINUTE));
			return {
				id: `cell ${name}`,
				label: i18n.t('live.heat.cell', { place: names.place(region), topic: names.topic(topic), min, n }),
				hint: '',
				run: () => {
					chosen.value = new Set(chosen.value).add(name);
					setTimeout(() => document.querySelector<HTMLElement>('.act-kinds button')?.focus());
				},
			};
		});
}

function people({ i18n, live }: Page): Item[] {
	return peopleOf(live.scene.rows('p').value).flatMap((one) => {
		const run = press(buttonOf(one));
		return run === null ? [] : [{ id: `person ${one.id}`, label: i18n.t('act.person', { name: one.alias }), hint: '', run }];
	});
}

/** What is on the screen: shown is the tab. */
export function todo(page: Page, shown: Tab['id']): Item[] {
	const { i18n, live, ringer, keys } = page;
	const tabs = tabsOf(live.person.value?.role ?? '').filter(({ id }) => id !== shown);
	const named = (id: 'mute' | 'keys'): Item => {
		const hint = keys.map.value[id];
		return { id, label: i18n.t(`staff.keys.do.${id}`), hint, isKey: hint !== '', run: commands(page)[id] };
	};
	return [
		...(shown === 'now' && isActing(page) ? acts(page) : []),
		...(shown === 'now' ? [...alarms(page), ...standing(page)] : []),
		...tabs.map(({ id }) => ({
			id: `tab ${id}`,
			label: i18n.t(`live.tab.${id}`),
			hint: i18n.t('live.nav'),
			run: () => void (location.hash = id),
		})),
		...(shown === 'now' && isActing(page) ? [...cells(page), ...people(page)] : []),
		...(ringer.alarms.value.length > 0 || ringer.mutedUntil.value !== 0 ? [named('mute')] : []),
		named('keys'),
		{ id: 'desk', label: i18n.t('live.desk'), hint: '', run: () => location.assign('/desk') },
		{ id: 'logout', label: i18n.t('live.logout'), hint: '', run: () => live.logout() },
	];
}

export const isCommand = (command: Command): command is LiveCommand =>
	(LIVE_COMMANDS as readonly Command[]).includes(command);
