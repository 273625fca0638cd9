/** The screens, one for each that the state asks for. */
import type { I18n } from '@samtale/core/i18n';
import { may, roleWord } from '@samtale/core/may';
import { ANSWER } from '@samtale/core/permissions';
import { NbText } from '@samtale/staff/views/nb-text';
import { useDesk } from '../context.ts';
import type { Desk } from '../desk.ts';
import { isLocked, type State } from '../state.ts';
import type { Room } from '../rooms.ts';
import { DutyPane } from './duty.tsx';
import { HolderCard } from './holder.tsx';
import { Login } from '@samtale/staff/views/login';
import { OwnAgency } from './own-agency.tsx';
import { Pane } from './pane.tsx';
import { RoomColumn } from './room.tsx';
import { RoomList } from './room-list.tsx';
import { ShiftStart } from './shift-start.tsx';

function Rooms({ state, now, i18n }: { state: State; now: number; i18n: I18n }) {
	const locked = isLocked(state, now);
	if (state.rooms.length === 0) {
		return (
			<main class="rooms is-empty">
				<p class="muted">{i18n.t('staff.list.empty')}</p>
			</main>
		);
	}
	return (
		<main class="rooms">
			{state.rooms.map((room) => (
				<RoomColumn
					key={room.id}
					room={room}
					active={room.id === state.active}
					locked={locked}
					now={now}
				/>
			))}
		</main>
	);
}

/** A page that says one thing and offers one button. */
function Halt({ text, button, act }: { text: string; button?: string; act?: () => void }) {
	return (
		<main class="halt">
			<div class="card stack wide" role="alert" data-test="halt">
				<p>{text}</p>
				{button !== undefined && (
					<div>
						<button type="button" class="ds-button" data-test="halt-act" onClick={act}>
							{button}
						</button>
					</div>
				)}
			</div>
		</main>
	);
}

/** A shift that nobody counts, for whoever has an account. */
function Practise({ busy }: { busy: boolean }) {
	const { acts } = useDesk();
	return (
		<section class="card stack">
			<p>
				<NbText text="staff.practice.hint" />
			</p>
			<div>
				<button
					type="button"
					class="ds-button"
					data-variant="secondary"
					aria-disabled={busy}
					data-test="practise"
					onClick={() => !busy && acts.practise(true)}
				>
					<NbText text="staff.practice.go" />
				</button>
			</div>
		</section>
	);
}

/** Off shift; whoever has no shifts in this role finds only what belongs to it. */
function Start({ state, desk, now }: { state: State; desk: Desk; now: number }) {
	const { person, busy, lostAt } = state;
	const { practice } = useDesk();
	const approver = desk.sealing.approver.state.value;
	const card = approver && <HolderCard state={approver} now={now} />;
	if (person === null) {
		return null;
	}
	const own = person.agency !== practice && (
		<>
			<OwnAgency person={person} />
			{practice !== '' && <Practise busy={busy} />}
		</>
	);
	if (!may(ANSWER, roleWord(person.role))) {
		return (
			<main class="start">
				<div class="alone stack wide">
					{own}
					{card}
				</div>
			</main>
		);
	}
	return (
		<ShiftStart person={person} busy={busy} connected={lostAt === 0} now={now}>
			{card}
			{own}
		</ShiftStart>
	);
}

/** Beside the rooms: the pane of the active one, or the step that was begun. */
function Beside({ room }: { room: Room }) {
	return room.hand === 'hold' && room.ended === '' ? <DutyPane room={room} /> : <Pane room={room} />;
}

export function Screen({ state, desk, i18n, now }: { state: State; desk: Desk; i18n: I18n; now: number }) {
	const active = state.rooms.find((room) => room.id === state.active);
	switch (state.screen) {
		case 'login':
			return <Login busy={state.busy} failure={state.failure} act={desk.login} />;
		case 'resuming':
			return <Halt text={i18n.t('staff.start.line_wait')} />;
		case 'elsewhere':
			return (
				<Halt
					text={i18n.t('staff.taken_over')}
					button={i18n.t('staff.take_back')}
					act={desk.comeBack}
				/>
			);
		case 'broken':
			return (
				<Halt
					text={i18n.t('staff.protocol')}
					button={i18n.t('staff.reload')}
					act={() => location.reload()}
				/>
			);
		case 'start':
			return <Start state={state} desk={desk} now={now} />;
		case 'desk':
			return (
				<>
					<RoomList state={state} now={now} />
					<Rooms state={state} now={now} i18n={i18n} />
					{active && <Beside key={active.id} room={active} />}
				</>
			);
	}
}
