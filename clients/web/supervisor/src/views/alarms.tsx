/** The alarms that stand: how many ring, in the bar, and their list, each with its limit in words and what fits it. */
import { Icon, type IconName } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { useState } from 'preact/hooks';
import { canTake, inOrder, kindOf } from '../alarms.ts';
import { usePage } from '../context.ts';
import { alarmsOf, type Alarm } from '../facts.ts';
import { timeOf } from '../times.ts';

/** A plate with a stroke: danger. */
function Stop() {
	return (
		<svg class="i" viewBox="0 0 16 16" aria-hidden="true">
			<path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" fill="currentColor" />
			<path d="M8 4v5" stroke="var(--sm-surface)" stroke-width="2" />
			<circle cx="8" cy="11.6" r="1.2" fill="var(--sm-surface)" />
		</svg>
	);
}

const Mark = ({ name }: { name: IconName | 'stop' }) => (name === 'stop' ? <Stop /> : <Icon name={name} />);

/** In the bar: how many ring, how many are taken, and the sound. */
export function AlarmState() {
	const { i18n, live, names, ringer } = usePage();
	const alarms = inOrder(alarmsOf(live.scene.rows('a').value));
	const n = ringer.alarms.value.length;
	const taken = alarms.filter(({ takenAt }) => takenAt !== 0).length;
	const muted = ringer.mutedUntil.value;
	return (
		<span class="row tight">
			<span class={n > 0 ? 'tag bad' : 'small'} role="status" data-test="alarm-state" data-n={n}>
				{n > 0 && <Stop />}
				{alarms.length === 0 ? (
					<NbText text="live.alarms.none" />
				) : (
					<NbText text={taken > 0 ? 'alarm.state_taken' : 'alarm.state'} params={{ n, taken }} />
				)}
			</span>
			{(n > 0 || muted !== 0) && (
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					aria-pressed={muted !== 0}
					data-test="alarm-mute"
					onClick={() => ringer.mute()}
				>
					<Icon name={muted === 0 ? 'sound' : 'mute'} />
					{muted === 0 ? (
						<NbText text="alarm.mute" />
					) : (
						<NbText text="alarm.muted" params={{ time: timeOf(i18n, muted, names.zone) }} />
					)}
				</button>
			)}
		</span>
	);
}

/** Who has it in hand, and since when. */
function Taken({ alarm: { takenAt, takenBy } }: { alarm: Alarm }) {
	const { i18n, live, names } = usePage();
	const time = timeOf(i18n, takenAt, names.zone);
	const own = takenBy === live.person.value?.alias;
	return <NbText text={own ? 'alarm.taken_own' : 'alarm.taken'} params={{ name: takenBy, time }} />;
}

function Take({ alarm }: { alarm: Alarm }) {
	const { live } = usePage();
	const [fault, setFault] = useState(false);
	const take = async (): Promise<void> => {
		const answer = await live.ask('/api/v1/alarms/take', { id: alarm.id });
		setFault(!answer.ok && answer.status !== 404);
	};
	return (
		<>
			<button
				type="button"
				class="ds-button small"
				data-variant="secondary"
				aria-describedby={`head-${alarm.id}`}
				data-test={`take-${alarm.id}`}
				onClick={() => void take()}
			>
				<NbText text="alarm.take" />
			</button>
			<span class="small error" role="status">
				{fault && <NbText text="alarm.take_refused" />}
			</span>
		</>
	);
}

function Row({ alarm }: { alarm: Alarm }) {
	const { i18n, live, names } = usePage();
	const kind = kindOf(alarm);
	const person = live.person.value;
	if (kind === undefined || person === null) {
		return null;
	}
	const { head, body, params } = kind.say(alarm, { i18n, names, scene: live.scene, now: live.beat.value });
	const isTaken = alarm.takenAt !== 0;
	const isMine = canTake(alarm, person);
	return (
		<li class={`alarm ${kind.level}`} data-test={`alarm-${alarm.id}`} data-taken={isTaken}>
			<Mark name={isTaken ? 'tick' : kind.icon} />
			<h3 id={`head-${alarm.id}`}>
				<NbText text={head} params={params} />
			</h3>
			<time dateTime={new Date(alarm.since).toISOString()}>{timeOf(i18n, alarm.since, names.zone)}</time>
			<p>
				{isTaken && (
					<>
						<Taken alarm={alarm} />{' '}
					</>
				)}
				<NbText text={body} params={params} />
			</p>
			{isMine && !isTaken && (
				<div class="row">
					{alarm.kind === 'help' && (
						<a class="ds-button small" href="/desk" data-test={`answer-${alarm.id}`}>
							<NbText text="alarm.answer" />
						</a>
					)}
					{kind.sound !== null && <Take alarm={alarm} />}
				</div>
			)}
		</li>
	);
}

/** The card beside the figures. */
export function Alarms() {
	const { live } = usePage();
	const alarms = inOrder(alarmsOf(live.scene.rows('a').value));
	return (
		<section class="card" data-test="alarms" aria-labelledby="head-alarms">
			<h2 id="head-alarms">
				<NbText text="live.alarms.head" />{' '}
				<small>
					<NbText text={alarms.length === 0 ? 'live.alarms.now_none' : 'alarm.order'} />
				</small>
			</h2>
			<ul class="alarms">
				{alarms.map((alarm) => (
					<Row key={alarm.id} alarm={alarm} />
				))}
			</ul>
		</section>
	);
}
