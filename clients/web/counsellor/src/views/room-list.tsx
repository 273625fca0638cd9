/**
 * The list of rooms: number, topic, place, unread and the one thing to know now, in words beside an
 * icon of its own outline. The order is the order of the numbers and never changes while a room
 * lives.
 */
import type { ComponentChildren } from 'preact';
import { useDesk } from '../context.ts';
import { markOf, unsentCount, type Mark, type Room } from '../rooms.ts';
import { isLocked, type State } from '../state.ts';
import { waitWords } from '@samtale/staff/spans';
import { fieldId } from './composer.tsx';
import { NbText } from '@samtale/staff/views/nb-text';
import { callWords } from './help.tsx';
import { Icon, type IconName } from '@samtale/staff/views/icons';
import { hasForm, shortLeft, useLeft } from './form.tsx';
import { NotesCount } from './notes.tsx';

const ICONS: Record<Mark['kind'], IconName> = {
	ended: 'cross',
	locked: 'locked',
	away: 'away',
	back: 'tick',
	asked: 'hand',
	waits: 'clock',
	waits_long: 'warn',
	quiet: 'tick',
};

const EDGES: Partial<Record<Mark['kind'], string>> = {
	ended: 'is-away',
	locked: 'is-away',
	away: 'is-away',
	waits_long: 'is-unread',
};

/** The mark in full and in the one word that fits the narrow strip. */
function useMarkWords(room: Room, mark: Mark): [ComponentChildren, ComponentChildren] {
	const { i18n } = useDesk();
	switch (mark.kind) {
		case 'away':
			return [
				i18n.t('staff.list.away', { n: Math.floor(mark.ms / 60_000) }),
				i18n.t('staff.list.away_short'),
			];
		case 'asked':
			return [<NbText text="staff.list.asked" />, <NbText text="staff.list.asked_short" />];
		case 'waits':
		case 'waits_long': {
			const duration = waitWords(i18n, mark.ms);
			return [i18n.t('staff.list.waiting', { duration }), duration];
		}
		case 'ended': {
			const word = i18n.t(
				room.ended === 'left_quickly' ? 'staff.list.left_quickly' : 'staff.list.ended',
			);
			return [word, word];
		}
		default: {
			const word = i18n.t(`staff.list.${mark.kind}`);
			return [word, mark.kind === 'quiet' ? '' : word];
		}
	}
}

function Item({
	room,
	active,
	mark,
	now,
}: {
	room: Room;
	active: boolean;
	mark: Mark;
	now: number;
}) {
	const { i18n, names, acts } = useDesk();
	const form = acts.forms.state.value[room.id];
	const left = mark.kind === 'ended' ? (form?.wrapUntil ?? 0) - now : 0;
	const wrap = useLeft(left);
	const [words, short] = useMarkWords(room, mark);
	const call = mark.kind === 'ended' || mark.kind === 'locked' ? null : callWords(room, acts.help.of(room.id));
	const unsent = unsentCount(room);
	const minutes = i18n.t('common.short.minutes', {
		n: Math.max(0, Math.floor((now - room.since) / 60_000)),
	});
	const long = mark.kind === 'waits_long';
	return (
		<li>
			<button
				type="button"
				class={`item ${call ? 'is-call' : (EDGES[mark.kind] ?? '')}`}
				aria-current={active ? 'true' : undefined}
				data-test="room-item"
				data-room={room.number}
				data-mark={mark.kind}
				data-call={call !== null}
				onClick={() => {
					acts.activate(room.id);
					document.getElementById(fieldId(room.number))?.focus();
				}}
			>
				<span class="no">{room.number}</span>
				<span class="what">{names.topic(room.topic)}</span>
				{room.unread > 0 ? (
					<span class="count">
						<span aria-hidden="true">{room.unread}</span>
						<span class="ds-sr-only">{i18n.n('staff.list.unread', room.unread)}</span>
					</span>
				) : (
					<span />
				)}
				<span class="sub">
					{mark.kind === 'locked' && unsent > 0
						? i18n.n('staff.write.waiting', unsent)
						: hasForm(room, form)
							? `${i18n.t('staff.wrap.head')}, ${i18n.t('staff.list.form')}`
							: `${names.place(room.region, room.level)} · ${minutes}`}
				</span>
				{call && (
					<span class="state bad" data-test="call-mark">
						<Icon name="flag" />
						<span class="strong">
							<NbText text={call[0]} params={call[1]} />
						</span>
						<b class="short" aria-hidden="true">
							<NbText text="staff.help.short" />
						</b>
					</span>
				)}
				<span class="state">
					<Icon
						name={ICONS[mark.kind]}
						tone={long ? 'warn' : mark.kind === 'waits' ? 'muted' : undefined}
					/>
					<span
						class={
							long
								? 'warn strong'
								: mark.kind === 'waits' || mark.kind === 'quiet'
									? 'muted'
									: ''
						}
					>
						{left > 0 ? i18n.t('staff.wrap.left', { time: wrap }) : words}
					</span>
					<b class="short" aria-hidden="true">
						{left > 0 ? shortLeft(left) : short}
					</b>
				</span>
				<NotesCount room={room} />
			</button>
		</li>
	);
}

export function RoomList({ state, now }: { state: State; now: number }) {
	const { i18n, acts } = useDesk();
	const locked = isLocked(state, now);
	const forms = acts.forms.state.value;
	const taken = state.rooms.filter(
		({ id, ended }) => ended === '' || (forms[id]?.wrapUntil ?? 0) > now,
	).length;
	const free = Math.max(0, state.capacity - state.load);
	return (
		<nav class="list" aria-label={i18n.t('staff.list.head')}>
			<h2>
				{i18n.t('staff.list.head')}{' '}
				<span class="muted num">
					{i18n.t('staff.list.count', { n: taken, capacity: state.capacity })}
				</span>
			</h2>
			<ul class="items">
				{state.rooms.map((room) => (
					<Item
						key={room.id}
						room={room}
						active={room.id === state.active}
						mark={markOf(room, now, locked)}
						now={now}
					/>
				))}
			</ul>
			{state.presence === 'available' && !locked && state.lostAt === 0 && (
				<div class="more stack">
					<p class="small muted">
						{state.offer !== null
							? i18n.t('staff.offer.missed_hint')
							: free > 0
								? i18n.n('staff.list.free', free)
								: i18n.t('staff.list.full')}
					</p>
				</div>
			)}
			{state.presence === 'draining' && (
				<div class="more stack">
					<p class="small muted">{i18n.t('staff.presence.draining_hint')}</p>
				</div>
			)}
		</nav>
	);
}
