/** The head of a room: number, topic, place, language and minutes, and what can be done with it. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { useDesk } from '../context.ts';
import { isEnding } from '../form-desk.ts';
import type { Room } from '../rooms.ts';
import { clock } from '@samtale/staff/spans';
import { Icon } from '@samtale/staff/views/icons';
import { Act } from '@samtale/staff/views/act';
import { HandOver, PeriodLine, RoomActs } from './room-acts.tsx';

interface AskProps {
	test: string;
	ask: string;
	text: string;
	yes: string;
	children?: ComponentChildren;
	/** Another way, beside the two. */
	more?: ComponentChildren;
	onYes(): void;
	onNo(): void;
}

/**
 * The second step of two. The focus comes to the harmless button, because the one that opened this
 * is gone.
 */
function Ask({ test, ask, text, yes, children, more, onYes, onNo }: AskProps) {
	const { i18n } = useDesk();
	const no = useRef<HTMLButtonElement>(null);
	useLayoutEffect(() => no.current?.focus(), []);
	return (
		<div class="ask" role="group" aria-label={ask} data-test={`${test}-ask`}>
			<p>
				<b>{ask}</b> {text}
			</p>
			{children}
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
				{more}
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
			onYes={() => acts.forms.end(room.id)}
			onNo={() => acts.askEnd(room.id, false)}
			more={<Act text="staff.block.open" test="block" act={() => acts.ways.hand(room.id, 'block')} />}
		/>
	);
}

/** What a block does, and what it cannot do. */
function AskBlock({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	return (
		<Ask
			test="block"
			ask={i18n.t('staff.block.ask')}
			text={i18n.t('staff.block.text')}
			yes={i18n.t('staff.block.yes')}
			onYes={() => acts.forms.block(room.id)}
			onNo={() => acts.ways.hand(room.id, '')}
		/>
	);
}

/** Others of the own municipality may know this person too. */
function AskSwap({ room, place }: { room: Room; place: string }) {
	const { i18n, acts } = useDesk();
	const [elsewhere, setElsewhere] = useState(false);
	return (
		<Ask
			test="swap"
			ask={i18n.t('staff.swap.ask')}
			text={i18n.t('staff.swap.text')}
			yes={i18n.t('staff.swap.yes')}
			onYes={() => acts.ways.swap(room.id, elsewhere)}
			onNo={() => acts.ways.hand(room.id, '')}
		>
			{place !== '' && (
				<label>
					<input
						type="checkbox"
						checked={elsewhere}
						data-test="swap-elsewhere"
						onChange={(event) => setElsewhere(event.currentTarget.checked)}
					/>{' '}
					<NbText text="staff.known.elsewhere" params={{ place }} />
				</label>
			)}
		</Ask>
	);
}

/** What can be done with the room, or the step that was begun. */
function Doing({ room, now }: { room: Room; now: number }) {
	const desk = useDesk();
	if (room.hand === 'block') {
		return <AskBlock room={room} />;
	}
	if (room.asking) {
		return <AskEnd room={room} />;
	}
	if (room.hand === 'open') {
		return <HandOver room={room} />;
	}
	const { names, region } = desk;
	return room.hand === 'swap' ? (
		<AskSwap room={room} place={region === '' ? '' : names.municipality(region)} />
	) : (
		<RoomActs room={room} now={now} />
	);
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
		<span class="count">
			<span aria-hidden="true">{room.unread}</span>
			<span class="ds-sr-only">{i18n.n('staff.list.unread', room.unread)}</span>
		</span>
	) : null;
}

export function RoomHead({ room, locked, now }: { room: Room; locked: boolean; now: number }) {
	const { i18n, names, acts } = useDesk();
	const until = room.ended === '' ? now : room.endedAt;
	const minutes = Math.max(0, Math.floor((until - room.since) / 60_000));
	const meta = [
		names.place(room.region, room.level),
		...room.languages.slice(0, 1).map((language) => names.language(language)),
		i18n.t('common.short.minutes', { n: minutes }),
	].join(' · ');
	const ending = isEnding(acts.forms.state.value[room.id]);
	const open = room.ended === '' && !locked && !ending;
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
