/**
 * Everything that can be done, by name: rooms, actions, canned replies, services. What fits what is
 * typed is listed; arrows point, Enter does it. Nothing is sent from here.
 */
import { useEffect, useState } from 'preact/hooks';
import { ACTIONS, focusRoom, type Scene } from '../actions.ts';
import { useDesk } from '../context.ts';
import { insertAtCaret, insertWhenThere } from '../insert.ts';
import { COMMANDS, keyWords, type Command } from '../keymap.ts';
import { languageOf, matching } from '../replies.ts';
import { cardOf, grouped } from '../services.ts';
import { fieldId } from './composer.tsx';

interface Item {
	id: string;
	label: string;
	/** What kind of thing it is, or its key. */
	hint: string;
	isKey?: boolean;
	run(): void;
}

/** So many are shown; typing finds the others. */
const SHOWN = 12;
const LIST = 'palette-list';

function useItems(scene: Scene, query: string): Item[] {
	const { i18n, names, acts, cards } = useDesk();
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

export function Palette({ scene }: { scene: Scene }) {
	const { i18n, acts } = useDesk();
	const [query, search] = useState('');
	const [pointed, point] = useState(0);
	useEffect(() => {
		acts.replies.refresh();
		acts.services.refresh();
	}, []);
	const words = query.toLowerCase().trim().split(/\s+/);
	const items = useItems(scene, query.toLowerCase().trim())
		.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
		.slice(0, SHOWN);
	const chosen = Math.min(pointed, Math.max(0, items.length - 1));
	const run = (item: Item | undefined): void => {
		if (item !== undefined) {
			acts.sheets.close();
			/* The window has to go before what stands under it can have the focus. */
			setTimeout(item.run);
		}
	};
	const onKey = (event: KeyboardEvent): void => {
		const rows: Record<string, () => void> = {
			ArrowDown: () => point((chosen + 1) % Math.max(1, items.length)),
			ArrowUp: () => point((chosen + items.length - 1) % Math.max(1, items.length)),
			Enter: () => run(items[chosen]),
		};
		const row = event.isComposing ? undefined : rows[event.key];
		if (row !== undefined) {
			event.preventDefault();
			row();
		}
	};
	return (
		<>
			<input
				class="ds-input"
				type="text"
				autofocus
				role="combobox"
				autocomplete="off"
				aria-label={i18n.t('staff.keys.find')}
				placeholder={i18n.t('staff.keys.find')}
				aria-expanded="true"
				aria-controls={LIST}
				aria-autocomplete="list"
				aria-activedescendant={items.length > 0 ? `${LIST}-${chosen}` : undefined}
				value={query}
				data-test="palette-find"
				onInput={(event) => {
					search(event.currentTarget.value);
					point(0);
				}}
				onKeyDown={onKey}
			/>
			<ul class="choices" role="listbox" id={LIST} aria-label={i18n.t('staff.keys.sheet.palette')}>
				{items.map((item, i) => (
					<li
						key={item.id}
						role="option"
						id={`${LIST}-${i}`}
						aria-selected={i === chosen}
						data-test="palette-item"
						data-id={item.id}
						onMouseDown={(event) => event.preventDefault()}
						onClick={() => run(item)}
					>
						<span>{item.label}</span>{' '}
						{item.isKey ? <kbd>{keyWords(item.hint)}</kbd> : <span class="muted small">{item.hint}</span>}
					</li>
				))}
			</ul>
			<p class="small muted" role="status">
				{items.length === 0 ? i18n.t('staff.keys.none') : ''}
			</p>
		</>
	);
}
