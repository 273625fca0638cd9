/**
 * Everything that can be done, by name: rooms, actions, canned replies, services. Nothing is sent
 * from here.
 */
import { COMMANDS, type Command } from '@samtale/staff/keymap';
import { Palette, type Item } from '@samtale/staff/views/palette';
import { useEffect } from 'preact/hooks';
import { ACTIONS, focusRoom, type Scene } from '../actions.ts';
import { useDesk } from '../context.ts';
import { insertAtCaret, insertWhenThere } from '../insert.ts';
import { languageOf, matching } from '../replies.ts';
import { cardOf, grouped } from '../services.ts';
import { fieldId } from './composer.tsx';

type Around = Pick<ReturnType<typeof useDesk>, 'i18n' | 'names' | 'acts' | 'cards'>;

function itemsOf({ i18n, names, acts, cards }: Around, scene: Scene, query: string): Item[] {
	const { state, room } = scene;
	const rooms = state.rooms.map((one) => ({
		id: `room ${one.id}`,
		label: `${i18n.t('staff.room.label', { n: one.number })}: ${names.topic(one.topic)}`,
		hint: '',
		run: () => focusRoom(one),
	}));
	const actions = ACTIONS.filter(({ isMove, can }) => !isMove && can?.(scene) !== false).map(
		({ id, run }) => {
			const key = COMMANDS.includes(id as Command) ? acts.keys.map.value[id as Command] : '';
			return { id, label: i18n.t(`staff.keys.do.${id}`), hint: key, isKey: key !== '', run: () => run(scene) };
		},
	);
	if (query === '' || room === null || room.ended !== '') {
		return [...rooms, ...actions];
	}
	const all = acts.replies.list.value;
	const language = languageOf(all, [...room.languages, i18n.language, 'nb']);
	const replies = matching(all, language, query.replace(/^\//, '')).map((reply) => ({
		id: `reply ${reply.source} ${reply.code}`,
		label: `/${reply.code} ${reply.text}`,
		hint: i18n.t('staff.reply.single'),
		run: () => insertAtCaret(fieldId(room.number), reply.text, false),
	}));
	const here = (acts.services.list.value ?? []).filter((one) => one.country === names.country());
	const nameOf = (topic: string): string => names.topic(topic);
	const services = grouped(here, { query, topic: room.topic, nameOf }).map((group) => ({
		id: `service ${group[0]!.name}`,
		label: group[0]!.name,
		hint: i18n.t('staff.pane.services'),
		run: () => {
			const card = cards(room.languages).then((texts) => cardOf(texts, group));
			void insertWhenThere(fieldId(room.number), card, true);
		},
	}));
	return [...rooms, ...actions, ...replies, ...services];
}

export function DeskPalette({ scene }: { scene: Scene }) {
	const { i18n, names, acts, cards } = useDesk();
	useEffect(() => {
		acts.replies.refresh();
		acts.services.refresh();
	}, []);
	return <Palette items={(query) => itemsOf({ i18n, names, acts, cards }, scene, query)} close={acts.sheets.close} />;
}
