/** The alarms that stand: how many ring, in the bar, and their list, each with its limit in words and what fits it. */
import { Icon, type IconName } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { useState } from 'preact/hooks';
import { canTake, inOrder, kindOf } from '../alarms.ts';
import { mayActOn, openAct } from '../act/opening.ts';
import { usePage } from '../context.ts';
import { alarmsOf, type Alarm } from '../facts.ts';
import type { Live } from '../live.ts';
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

/** Whether it is in somebody's hand now, or gone. */
async function takeAlarm(live: Live, { id }: Alarm): Promise<boolean> {
	const answer = await live.ask('/api/v1/alarms/take', { id });
	return answer.ok || answer.status === 404;
}

/** The id of the button, by which it is found. */
export const takeOf = ({ id }: Alarm): string => `take-${id}`;

function Take({ alarm }: { alarm: Alarm }) {
	const { live } = usePage();
	const [fault, setFault] = useState(false);
	const take = async (): Promise<void> => {
		setFault(!(await takeAlarm(live, alarm)));
	};
	return (
		<>
			<button
				type="button"
				id={takeOf(alarm)}
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

/** What fits it: the form of an act with its cells. */
function Fitting({ alarm }: { alarm: Alarm }) {
	const page = usePage();
	const kind = kindOf(alarm);
	const cells = (kind?.cells?.(alarm, page.live.scene) ?? []).filter((cell) => mayActOn(page, cell.split(' ')[0]!));
	return cells.length === 0
		? null
		: kind?.acts?.map((act) => (
				<button
					key={act}
					type="button"
					class="ds-button small"
					data-variant="secondary"
					aria-describedby={`head-${alarm.id}`}
					data-test={`fits-${act}-${alarm.id}`}
					onClick={() => openAct(page, act, cells)}
				>
					<NbText text={act === 'redirect' ? 'alarm.redirect' : `act.kind.${act}`} />
				</button>
			));
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
	const isInHand = isTaken && alarm.takenBy === person.alias;
	const isMine = canTake(alarm, person, live.leads.value);
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
			{isMine && (!isTaken || isInHand) && (
				<div class="row">
					{alarm.kind === 'help' && !isTaken && (
						<a class="ds-button small" href="/desk" data-test={`answer-${alarm.id}`}>
							<NbText text="alarm.answer" />
						</a>
					)}
					<Fitting alarm={alarm} />
					{kind.sound !== null && !isTaken && <Take alarm={alarm} />}
				</div>
			)}
		</li>
	);
}

/** Where none stands: the one that was over last. */
function Last() {
	const { i18n, live, names, ringer } = usePage();
	const past = ringer.last.past.value;
	const said = past && kindOf(past.alarm)?.say(past.alarm, { i18n, names, scene: live.scene, now: past.over });
	return past && said ? (
		<p class="small muted" data-test="alarm-last">
			<NbText
				text="alarm.last"
				params={{
					time: timeOf(i18n, past.alarm.since, names.zone),
					head: i18n.t(said.head, said.params),
					over: timeOf(i18n, past.over, names.zone),
				}}
			/>
		</p>
	) : null;
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
			{alarms.length === 0 && <Last />}
			<ul class="alarms">
				{alarms.map((alarm) => (
					<Row key={alarm.id} alarm={alarm} />
				))}
			</ul>
		</section>
	);
}
