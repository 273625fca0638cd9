/**
 * What one can do with a room beside writing in it: end it, give it back, hand it over, more time.
 * Handing over opens below, as ending does.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { PARK_MS, type Room } from '../rooms.ts';
import { clock } from '@samtale/staff/spans';
import { Act, type ActProps } from '@samtale/staff/views/act';
import { HelpAct, HelpLine } from './help.tsx';
import { More } from './more.tsx';
import { Icon } from '@samtale/staff/views/icons';

/** How long there is time, and more of it; nothing before the daemon has said it. */
export function PeriodLine({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	const { period } = room;
	if (period === null) {
		return null;
	}
	const time = clock(i18n, period.endsAt);
	return (
		<p class="meta" role="status" data-test="period">
			{i18n.t(`staff.period.${period.over ? 'over' : 'soon'}`, { time })}{' '}
			<Act text="staff.period.extend" test="extend" act={() => acts.ways.extend(room.id)} />
		</p>
	);
}

/**
 * To whom? Topics and agencies of the pool; or which supervisor comes in beside. The value is the kind
 * of PROPOSE and the target.
 */
export function HandOver({ room }: { room: Room }) {
	const { i18n, names, acts } = useDesk();
	const [to, choose] = useState('');
	const select = useRef<HTMLSelectElement>(null);
	const { holds } = acts.sealing;
	useLayoutEffect(() => select.current?.focus(), []);
	useEffect(() => holds.refresh(), []);
	const id = `hand-${room.number}`;
	const ask = (): void => {
		const [kind = '', target = ''] = to.split(' ');
		acts.ways.propose(room.id, Number(kind), target);
	};
	return (
		<div class="ask" role="group" aria-label={i18n.t('staff.hand.open')} data-test="hand">
			<label for={id}>
				<b>{i18n.t('staff.hand.to')}</b>
			</label>
			<select
				id={id}
				ref={select}
				class="ds-input"
				data-test="hand-to"
				value={to}
				onChange={(event) => choose(event.currentTarget.value)}
			>
				<option value="" />
				<optgroup label={i18n.t('staff.hand.topics')}>
					{names.topics().map((topic) => (
						<option key={topic.id} value={`1 ${topic.id}`}>
							{topic.name}
						</option>
					))}
				</optgroup>
				<optgroup label={i18n.t('staff.hand.agencies')}>
					{names.agencies().map((agency) => (
						<option key={agency.slug} value={`2 ${agency.slug}`}>
							{agency.name}
						</option>
					))}
				</optgroup>
				<optgroup label={i18n.t('staff.hand.beside')}>
					{holds.state.value.deciders.map(({ staff, name }) => (
						<option key={staff} value={`3 ${staff}`}>
							{name}
						</option>
					))}
				</optgroup>
			</select>
			<div class="row">
				<Act text="common.cancel" test="hand-cancel" act={() => acts.ways.hand(room.id, '')} />
				<button
					type="button"
					class="ds-button small"
					data-test="hand-ask"
					disabled={to === ''}
					onClick={ask}
				>
					{i18n.t('staff.hand.ask')}
				</button>
			</div>
		</div>
	);
}

/** In a colleague's room one can only leave it. */
function BesideActs({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	return (
		<>
			<div class="acts">
				<Act text="staff.beside.leave" test="leave" act={() => acts.forms.end(room.id)} />
			</div>
			<p class="tagline" data-test="invited">
				{i18n.t('staff.beside.invited')}
			</p>
		</>
	);
}

export function RoomActs({ room, now }: { room: Room; now: number }) {
	const { i18n, acts } = useDesk();
	if (room.invited) {
		return <BesideActs room={room} />;
	}
	const mayPark = room.awayAt !== 0 && now - room.awayAt >= PARK_MS;
	/* In a narrow column they stand in the menu instead. */
	const roomy: ActProps[] = [
		...(mayPark
			? [{ text: 'staff.room.park', test: 'park', act: () => acts.ways.park(room.id) }]
			: []),
		...(room.hand === 'asked'
			? []
			: [{ text: 'staff.hand.open', test: 'hand-open', act: () => acts.ways.hand(room.id, 'open') }]),
	];
	return (
		<>
			<div class="acts">
				<HelpAct room={room} />
				<div class="roomy">
					{roomy.map((one) => (
						<Act key={one.test} {...one} />
					))}
				</div>
				<Act text="staff.end.open" test="end" act={() => acts.askEnd(room.id, true)} />
				<More room={room} roomy={roomy} />
			</div>
			<HelpLine room={room} />
			{(room.hand === 'asked' || room.hand === 'no') && (
				<p class="tagline" role="status" data-test="handed">
					<Icon name={room.hand === 'no' ? 'cross' : 'hand'} />
					<b>{i18n.t(`staff.hand.${room.hand}`)}</b>
				</p>
			)}
			{acts.forms.state.value[room.id]?.wrote && (
				<p class="tagline" role="status" data-test="end-wrote">
					<Icon name="warn" />
					<b>{i18n.t('staff.undo.wrote')}</b>
				</p>
			)}
			{room.beside !== '' && (
				<p class="tagline" role="status" data-test="beside">
					{i18n.t(`staff.beside.${room.beside}`)}
				</p>
			)}
		</>
	);
}
