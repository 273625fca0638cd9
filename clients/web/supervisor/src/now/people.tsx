/** Who is on shift: name, agency, state and time in it, load; of other agencies only how many, where names are not for us. */
import { useState } from 'preact/hooks';
import { Icon, type IconName } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { mayActOnPerson, PersonActs, PersonMore } from '../act/person-acts.tsx';
import { usePage } from '../context.ts';
import { nowOf, othersOf, peopleOf, type Colleague, type Presence } from '../facts.ts';
import { timeIn } from '../times.ts';

/** So many are shown at first. */
const SHOWN = 20;

const STATES: Readonly<Record<Presence, [icon: IconName, tone: 'good' | 'warn' | 'bad' | 'muted']>> = {
	available: ['available', 'good'],
	paused: ['paused', 'warn'],
	draining: ['draining', 'muted'],
	lost: ['cross', 'bad'],
	off: ['off', 'muted'],
};

/** Places in use, drawn; the figures beside say the same. */
function Load({ load, capacity }: { load: number; capacity: number }) {
	return (
		<>
			<span class="load" aria-hidden="true">
				{Array.from({ length: Math.min(Math.max(load, capacity), 9) }, (_place, i) => (
					<i key={i} class={i < load ? 'on' : ''} />
				))}
			</span>{' '}
			{load}/{capacity}
		</>
	);
}

function Person({ one }: { one: Colleague }) {
	const { i18n, live, names } = usePage();
	const [open, show] = useState(false);
	const [icon, tone] = STATES[one.presence];
	const may = mayActOnPerson(live, one);
	return (
		<>
			<tr data-test={`person-${one.id}`}>
				<th scope="row">
					{one.alias} <span class="muted">{names.home(one.agency)}</span>
				</th>
				<td class="nobr">
					<span class="tagline">
						<Icon name={icon} tone={tone} />
						<NbText text={`staff.presence.${one.presence}`} />
					</span>{' '}
					<span class="muted">{timeIn(i18n, live.beat.value - one.since)}</span>
				</td>
				<td class="nobr n">
					<Load load={one.load} capacity={one.capacity} />
				</td>
				<td class="more">{may && <PersonMore one={one} open={open} show={show} />}</td>
			</tr>
			{may && open && (
				<tr>
					<td colSpan={4}>
						<PersonActs one={one} close={() => show(false)} />
					</td>
				</tr>
			)}
		</>
	);
}

function Others() {
	const { live, names } = usePage();
	const agencies = othersOf(live.scene.rows('on').value);
	return (
		<>
			{agencies.map(({ agency, on, available, load, capacity }) => (
				<tr key={agency} data-test={`agency-${agency}`}>
					<th scope="row">
						<span class="muted">{names.agency(agency)}</span>
					</th>
					<td>
						<NbText text="live.who.others" params={{ n: on, available }} />
					</td>
					<td class="nobr n">
						{load}/{capacity}
					</td>
					<td class="more" />
				</tr>
			))}
		</>
	);
}

export function People() {
	const { live } = usePage();
	const [all, showAll] = useState(false);
	const people = peopleOf(live.scene.rows('p').value);
	const shown = all ? people : people.slice(0, SHOWN);
	const now = nowOf(live.scene.value('now'));
	return (
		<section class="card" data-test="people">
			<h2>
				<NbText text="live.who.head" />{' '}
				<small>
					{now.onDuty} · <NbText text="live.who.free" params={{ n: now.free }} />
				</small>
			</h2>
			<table class="plain">
				<caption class="ds-sr-only">
					<NbText text="live.who.head" />
				</caption>
				<thead class="ds-sr-only">
					<tr>
						{['name', 'state', 'load'].map((what) => (
							<th scope="col" key={what}>
								<NbText text={`live.who.column.${what}`} />
							</th>
						))}
						<th scope="col">
							<NbText text="act.what" />
						</th>
					</tr>
				</thead>
				<tbody>
					{shown.map((one) => (
						<Person key={one.id} one={one} />
					))}
					<Others />
				</tbody>
			</table>
			{shown.length < people.length && (
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test="people-rest"
					onClick={() => showAll(true)}
				>
					<NbText text="live.heat.rest" params={{ n: people.length - shown.length }} />
				</button>
			)}
		</section>
	);
}
