/** The whole page: which screen the state asks for, and what stands above every screen. */
import type { I18n } from '@samtale/core/i18n';
import { ROLES } from '@samtale/core/words';
import { useEffect } from 'preact/hooks';
import { DeskContext } from '../context.ts';
import type { Desk } from '../desk.ts';
import type { Names } from '../names.ts';
import { isLocked, isLost, type State } from '../state.ts';
import { About } from './about.tsx';
import { ApprovalStrip } from './approval.tsx';
import { ApproverStrips } from './approver.tsx';
import { fieldId } from './composer.tsx';
import { HolderCard } from './holder.tsx';
import { HoldStrips } from './holds.tsx';
import { Icon } from './icons.tsx';
import { Login } from './login.tsx';
import { FrozenLine, LostLine } from './lost-line.tsx';
import { NbText } from './nb-text.tsx';
import { noteFieldId } from './notes.tsx';
import { NoticeBand } from './notice.tsx';
import { OfferBand } from './offer.tsx';
import { RoomColumn } from './room.tsx';
import { RoomList } from './room-list.tsx';
import { ShiftEnd } from './shift-end.tsx';
import { ShiftStart } from './shift-start.tsx';
import { TopBar } from './top-bar.tsx';

/** Roles with shifts. */
const ANSWERING: readonly number[] = [ROLES.COUNSELLOR, ROLES.SUPERVISOR];

interface AppProps {
	desk: Desk;
	i18n: I18n;
	inNb: ReadonlySet<string>;
	/** Read while drawing, so that a directory that arrives late is drawn too. */
	names(): Names;
	page: { profile: string; delete_minutes?: number };
}

/** The field for notes is drawn first where it was hidden, then it gets the focus. */
function useNotesFocus(shown: number, state: State): void {
	useEffect(() => {
		const room = state.rooms.find(({ id }) => id === state.active);
		if (shown > 0 && room !== undefined) {
			document.getElementById(noteFieldId(room.number))?.focus();
		}
	}, [shown]);
}

/**
 * Alt with an arrow up or down goes to the field of the room before or after, with N to the notes
 * of this one. The place of the key counts, because Alt makes other letters on some keyboards.
 */
function useRoomKeys(state: State, showNotes: (on: boolean) => void): void {
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			if (event.altKey && event.code === 'KeyN' && !event.ctrlKey && !event.metaKey) {
				event.preventDefault();
				showNotes(true);
				return;
			}
			const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
			if (step === undefined || !event.altKey || event.ctrlKey || event.shiftKey) {
				return;
			}
			const at = state.rooms.findIndex((room) => room.id === state.active);
			const room = state.rooms[at + step];
			if (room !== undefined) {
				event.preventDefault();
				document.getElementById(fieldId(room.number))?.focus();
			}
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [state.rooms, state.active]);
}

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

/** Off shift; whoever has no shifts in this role finds only what belongs to it. */
function Start({ state, desk, now }: { state: State; desk: Desk; now: number }) {
	const { person, busy, lostAt } = state;
	const approver = desk.sealing.approver.state.value;
	const card = approver && <HolderCard state={approver} now={now} />;
	if (person === null) {
		return null;
	}
	if (!ANSWERING.includes(person.role)) {
		return (
			<main class="start">
				<div class="alone">{card}</div>
			</main>
		);
	}
	return (
		<ShiftStart person={person} busy={busy} connected={lostAt === 0} now={now}>
			{card}
		</ShiftStart>
	);
}

function Screen({ state, desk, i18n, now }: { state: State; desk: Desk; i18n: I18n; now: number }) {
	const active = state.rooms.find((room) => room.id === state.active);
	switch (state.screen) {
		case 'login':
			return <Login busy={state.busy} failure={state.failure} />;
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
					{active && <About room={active} />}
				</>
			);
	}
}

export function App({ desk, i18n, inNb, names, page }: AppProps) {
	const state = desk.state.value;
	const now = desk.now.value;
	const approver = desk.sealing.approver.state.value;
	const lost = isLost(state, now) && state.person !== null && state.screen !== 'elsewhere';
	const frozen = !lost && state.frozenAt !== 0;
	useRoomKeys(state, desk.notes.show);
	useNotesFocus(desk.notes.shown.value, state);
	const context = {
		i18n,
		inNb,
		names: names(),
		acts: desk,
		muted: desk.muted.value,
		graceRoom: desk.graceRoom.value,
		deleteMinutes: page.delete_minutes ?? 0,
		choices: desk.choices,
	};
	return (
		<DeskContext.Provider value={context}>
			<div
				class="desk"
				data-screen={state.screen}
				data-pane={state.active === '' ? 'none' : 'docked'}
				data-notes={desk.notes.shown.value > 0 ? 'open' : 'shut'}
			>
				<div class="top">
					{page.profile === 'demo' && (
						<p class="demo" data-test="demo">
							<NbText text="staff.demo" />
						</p>
					)}
					<TopBar state={state} lost={lost} />
				</div>
				<div class="strips">
					{lost && <LostLine state={state} locked={isLocked(state, now)} now={now} />}
					{frozen && <FrozenLine />}
					{state.offer !== null && (
						<OfferBand key={state.offer.offer} offer={state.offer} now={now} />
					)}
					{state.shiftEnd !== null && <ShiftEnd period={state.shiftEnd} />}
					{state.notice !== null && <NoticeBand notice={state.notice} />}
					{state.person !== null && (
						<ApprovalStrip now={now} agency={state.person.agencyName} />
					)}
					{approver !== null && <ApproverStrips state={approver} now={now} />}
					<HoldStrips state={desk.sealing.holds.state.value} />
					{state.uncertified && (
						<section class="strip notice" role="alert" data-test="uncertified">
							<Icon name="warn" />
							<p>{i18n.t('staff.seal.uncertified')}</p>
						</section>
					)}
				</div>
				<Screen state={state} desk={desk} i18n={i18n} now={now} />
			</div>
		</DeskContext.Provider>
	);
}
