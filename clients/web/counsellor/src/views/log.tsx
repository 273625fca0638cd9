/**
 * The log of a room: who said what, in order, hanging at the bottom. `role="log"` stands on the
 * wrapper, so that the list inside keeps its meaning; speakers' names are there for screen readers,
 * sides and corners for eyes.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '@samtale/core/talk';
import { useDesk } from '../context.ts';
import { startOf, type Room } from '../rooms.ts';
import { clock } from '@samtale/staff/spans';
import { Card } from './card.tsx';
import { Icon } from '@samtale/staff/views/icons';

/** Closer to the end than this, in pixels, the log follows what comes. */
const NEAR_PX = 40;
/** What comes in the first seconds of a room taken up again is history and not read out. */
const SILENT_MS = 2000;
const MINUTE_MS = 60_000;
/** The seat of the youth. */
const YOUTH = 0;

/** The time stands under the last message of a run of one side within a minute. */
function endsRun(message: Message, next: Message | undefined): boolean {
	return (
		next === undefined ||
		next.sender !== message.sender ||
		Math.floor(next.at / MINUTE_MS) !== Math.floor(message.at / MINUTE_MS)
	);
}

function Said({ message, last, first }: { message: Message; last: boolean; first: boolean }) {
	const { i18n } = useDesk();
	const unsent = message.state === 'waiting' || message.state === 'refused';
	const meta = [
		...(last && !unsent ? [clock(i18n, message.at)] : []),
		...(unsent ? [i18n.t('staff.room.unsent')] : []),
		...(message.mine && message.state === 'seen' ? [i18n.t('staff.room.seen')] : []),
	].join(' · ');
	const side = message.mine ? 'own' : sideOf(message);
	return (
		<li
			class={`msg ${side}${unsent ? ' unsent' : ''}${message.isCard ? ' is-card' : ''}`}
			aria-live={message.mine ? 'off' : undefined}
			data-test="message"
			data-state={message.mine ? message.state : 'got'}
			data-side={side}
			data-offset={message.offset}
		>
			<span class="ds-sr-only">
				{i18n.t(message.mine ? 'staff.room.you' : `staff.room.${side}`)}{' '}
			</span>
			{first && side === 'colleague' && (
				<span class="by" aria-hidden="true">
					{i18n.t('staff.room.colleague')}
				</span>
			)}
			{message.isSummary && (
				<span class="by" data-test="summary">
					{i18n.t('staff.room.summary')}
				</span>
			)}
			<span class="text" data-test="text">
				{message.isCard && message.text !== null ? (
					<Card text={message.text} />
				) : (
					(message.text ?? i18n.t('staff.room.unreadable'))
				)}
			</span>
			{meta !== '' && ' '}
			{meta !== '' && <time>{meta}</time>}
		</li>
	);
}

const sideOf = ({ sender }: Message): string => (sender === YOUTH ? 'youth' : 'colleague');

/** Behind what was said before one was let in: where one came in, and whether that can be read. */
function EarlierLine({ earlier }: { earlier: readonly Message[] }) {
	const { i18n } = useDesk();
	const isHidden = earlier.every(({ text }) => text === null);
	return (
		<li class="event" data-test="earlier" data-hidden={isHidden}>
			{i18n.t(isHidden ? 'staff.room.earlier_hidden' : 'staff.room.earlier')}
		</li>
	);
}

function AwayLine({ room }: { room: Room }) {
	const { i18n, graceRoom } = useDesk();
	return (
		<li class="event">
			<Icon name="away" />{' '}
			{i18n.t('staff.room.away_until', {
				time: clock(i18n, room.awayAt),
				until: clock(i18n, room.awayAt + graceRoom * 1000),
			})}
		</li>
	);
}

/** Keeps the end in sight unless the counsellor has scrolled up to read. */
function useEndInSight(count: number) {
	const log = useRef<HTMLDivElement>(null);
	const following = useRef(true);
	const onScroll = (): void => {
		const box = log.current;
		following.current =
			box !== null && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
	};
	useLayoutEffect(() => {
		if (following.current && log.current !== null) {
			log.current.scrollTop = log.current.scrollHeight;
		}
	}, [count]);
	useLayoutEffect(() => {
		const box = log.current;
		if (box === null) {
			return undefined;
		}
		const resized = new ResizeObserver(() => {
			box.scrollTop = following.current ? box.scrollHeight : box.scrollTop;
		});
		resized.observe(box);
		return () => resized.disconnect();
	}, []);
	return { log, onScroll };
}

export function Log({ room }: { room: Room }) {
	const { i18n } = useDesk();
	const [silent, setSilent] = useState(room.resumed);
	const away = room.awayAt !== 0 && room.ended === '';
	const earlier = room.messages.filter(({ isEarlier }) => isEarlier);
	const { log, onScroll } = useEndInSight(room.messages.length + (away ? 0.5 : 0));
	useLayoutEffect(() => {
		const timer = setTimeout(() => setSilent(false), SILENT_MS);
		return () => clearTimeout(timer);
	}, []);
	return (
		<div
			class="log"
			role="log"
			aria-label={i18n.t('staff.room.log', { n: room.number })}
			aria-live={silent ? 'off' : undefined}
			tabIndex={0}
			ref={log}
			onScroll={onScroll}
		>
			<ol>
				<li class="event">
					{i18n.t('staff.room.started', { time: clock(i18n, startOf(room)) })}
				</li>
				{room.messages.flatMap((message, i) => [
					message.offset !== 0 && message.offset === room.newFrom && (
						<li class="event new" key="new">
							{i18n.t('staff.room.new')}
						</li>
					),
					<Said
						key={message.id}
						message={message}
						last={endsRun(message, room.messages[i + 1])}
						first={room.messages[i - 1]?.sender !== message.sender}
					/>,
					i === earlier.length - 1 && <EarlierLine key="earlier" earlier={earlier} />,
				])}
				{room.cut && <li class="event warn">{i18n.t('staff.seal.cut')}</li>}
				{room.gap && <li class="event warn">{i18n.t('staff.room.lost')}</li>}
				{away && <AwayLine room={room} />}
			</ol>
		</div>
	);
}
