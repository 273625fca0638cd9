/** The head of a room: number, topic, place, language and minutes, and what can be done with it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk } from '../context.ts';
import type { Room } from '../rooms.ts';
import { clock } from '../words.ts';
import { Icon } from './icons.tsx';
import { HoldGive } from './hold-give.tsx';
import { HandOver, PeriodLine, RoomActs } from './room-acts.tsx';

interface AskProps {
	test: string;
	ask: string;
	text: string;
	yes: string;
	onYes(): void;
	onNo(): void;
}

/**
 * The second step of two. The focus comes to the harmless button, because the one that opened this
 * is gone.
 */
function Ask({ test, ask, text, yes, onYes, onNo }: AskProps) {
	const { i18n } = useDesk();
	const no = useRef<HTMLButtonElement>(null);
	useLayoutEffect(() => no.current?.focus(), []);
	return (
		<div class="ask" role="group" aria-label={ask} data-test={`${test}-ask`}>
			<p>
				<b>{ask}</b> {text}
			</p>
			<div class="row">
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					ref={no}
					data-test={`${test}-cancel`}
					onClick={onNo}
				>
					{i18n.t('staff.end.no')}
				</button>
				<button
					type="button"
					class="ds-button small"
					data-test={`${test}-confirm`}
					onClick={onYes}
				>
					{yes}
				</button>
			</div>
		</div>
	);
}

function AskEnd({ room }: { room: Room }) {
	const { i18n, acts, deleteMinutes } = useDesk();
	const duration = i18n.n('common.minutes', deleteMinutes);
	return (
		<Ask
			test="end"
			ask={i18n.t('staff.end.ask')}
			text={deleteMinutes > 0 ? i18n.t('staff.end.ask_text', { duration }) : ''}
			yes={i18n.t('staff.end.yes')}
			onYes={() => acts.end(room.id)}
			onNo={() => acts.askEnd(room.id, false)}
		/>
	);
}

function AskSwap({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	return (
		<Ask
			test="swap"
			ask={i18n.t('staff.swap.ask')}
			text={i18n.t('staff.swap.text')}
			yes={i18n.t('staff.swap.yes')}
			onYes={() => acts.ways.swap(room.id)}
			onNo={() => acts.ways.hand(room.id, '')}
		/>
	);
}

/** What can be done with the room, or the step that was begun. */
function Doing({ room, now }: { room: Room; now: number }) {
	if (room.asking) {
		return <AskEnd room={room} />;
	}
	if (room.hand === 'open') {
		return <HandOver room={room} />;
	}
	if (room.hand === 'hold') {
		return <HoldGive room={room} />;
	}
	return room.hand === 'swap' ? <AskSwap room={room} /> : <RoomActs room={room} now={now} />;
}

/** What stands to the right of the topic: locked, ended, or how many are new. */
function HeadTag({ room, locked }: { room: Room; locked: boolean }) {
	const { i18n } = useDesk();
	if (room.ended !== '') {
		return (
			<span class="tag push">
				{i18n.t('staff.end.ended', { time: clock(i18n, room.endedAt) })}
			</span>
		);
	}
	if (locked) {
		return (
			<span class="tag push">
				<Icon name="locked" />
				{i18n.t('staff.list.locked')}
			</span>
		);
	}
	return room.unread > 0 ? (
		<span class="count push nobr">{i18n.n('staff.list.unread', room.unread)}</span>
	) : null;
}

export function RoomHead({ room, locked, now }: { room: Room; locked: boolean; now: number }) {
	const { i18n, names } = useDesk();
	const until = room.ended === '' ? now : room.endedAt;
	const minutes = Math.max(0, Math.floor((until - room.since) / 60_000));
	const meta = [
		names.place(room.region, room.level),
		...room.languages.slice(0, 1).map((language) => names.language(language)),
		i18n.t('common.short.minutes', { n: minutes }),
	].join(' · ');
	const open = room.ended === '' && !locked;
	return (
		<header>
			<h2>
				<span class="no">{room.number}</span>
				<span>{names.topic(room.topic)}</span>
				<HeadTag room={room} locked={locked} />
			</h2>
			<p class="meta">{meta}</p>
			{open && <PeriodLine room={room} />}
			{open && <Doing room={room} now={now} />}
		</header>
	);
}
