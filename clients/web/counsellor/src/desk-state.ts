/**
 * From state and event to the next state of the desk. Pure: it knows no socket, no clock and no
 * screen. A room's own changes are in rooms.ts; the glue that makes events of frames is desk.ts.
 */
import type { LoginFailure } from '@samtale/staff/login-call';
import { changeNotes } from './notes.ts';
import { hear, openRoom, visit } from './rooms.ts';
import type { Room } from './rooms.ts';
import { initial, type Event, type Notice, type State } from './state.ts';

/** How long a withdrawn offer or a refusal is still told about, in milliseconds. */
export const NOTICE_MS = 3000;

/** Words of SHIFTED.why that nobody at the desk has asked for. */
const UNASKED: readonly string[] = ['missed', 'declined', 'drained', 'entry', 'over', 'closed'];

type Handlers = {
	[T in Event['type']]: (state: State, event: Extract<Event, { type: T }>) => State;
};

/** The state with one room replaced by what `change` makes of it. Unknown rooms change nothing. */
function withRoom(state: State, id: string, change: (room: Room) => Room): State {
	if (!state.rooms.some((room) => room.id === id)) {
		return state;
	}
	return { ...state, rooms: state.rooms.map((room) => (room.id === id ? change(room) : room)) };
}

/** The offer of that number has gone: told in words, unless it was the counsellor's own wish. */
function offerGone(state: State, number: number, why: string, at: number): State {
	if (state.offer?.offer !== number) {
		return state;
	}
	if (why === 'missed') {
		return { ...state, offer: null, notice: { kind: 'shift', why, presence: 'paused' } };
	}
	return {
		...state,
		offer: null,
		notice: why === 'paused' ? null : { kind: 'revoked', why, until: at + NOTICE_MS },
	};
}

/**
 * A request was not done. An offer it was about is over; anything else is said and stays as it was.
 */
function refused(state: State, event: Extract<Event, { type: 'refused' }>): State {
	const notice: Notice = { kind: 'refused', why: event.code, until: event.at + NOTICE_MS };
	const gone = event.offer !== 0 && state.offer?.offer === event.offer;
	return { ...state, busy: false, notice, offer: gone ? null : state.offer };
}

/**
 * After a login the shift's choices follow; after a reload with rooms the screen waits for what
 * comes next.
 */
function person(state: State, event: Extract<Event, { type: 'person' }>): State {
	const goesOn = state.screen === 'desk' || Object.keys(state.remembered).length > 0;
	const screen = goesOn ? state.screen : 'start';
	return { ...state, screen, person: event.person, busy: false, failure: null };
}

/** What is said after SHIFTED. The strip of the shift's end says its part itself. */
function noticeOf({ notice, shiftEnd }: State, { presence, why }: Extract<Event, { type: 'shifted' }>): Notice | null {
	const isSaid = why === 'over' && presence === 'draining' && shiftEnd !== null;
	if (UNASKED.includes(why) && presence !== 'lost' && !isSaid) {
		return { kind: 'shift', why, presence };
	}
	const isOver = notice?.kind === 'shift' && presence !== 'lost' && presence !== notice.presence;
	return isOver ? null : notice;
}

function shifted(state: State, event: Extract<Event, { type: 'shifted' }>): State {
	const on = event.presence !== 'off';
	return {
		...state,
		screen: on || state.rooms.length > 0 ? 'desk' : 'start',
		busy: false,
		presence: event.presence,
		shiftEnd: on ? state.shiftEnd : null,
		capacity: event.capacity,
		load: event.load,
		offer: event.presence === 'available' || event.presence === 'lost' ? state.offer : null,
		notice: noticeOf(state, event),
	};
}

/**
 * The room opens in its old column after a reload, else in the lowest free one. A new room becomes
 * the active one.
 */
function opened(state: State, event: Extract<Event, { type: 'opened' }>): State {
	const cleared = state.offer?.offer === event.offer ? { ...state, offer: null } : state;
	const rooms = openRoom(cleared.rooms, event.room, state.remembered[event.room.id]);
	const keep = event.room.resumed && rooms.some((room) => room.id === cleared.active);
	const first = event.room.resumed ? (rooms[0]?.id ?? '') : event.room.id;
	return { ...cleared, screen: 'desk', rooms, active: keep ? cleared.active : first };
}

function dismissed(state: State, id: string): State {
	const rooms = state.rooms.filter((room) => room.id !== id || room.ended === '');
	const active = rooms.some((room) => room.id === state.active)
		? state.active
		: (rooms[0]?.id ?? '');
	const screen = state.presence === 'off' && rooms.length === 0 ? 'start' : state.screen;
	return { ...state, rooms, active, screen };
}

/**
 * The daemon no longer has the room, or may have lost some of it, or (empty id) has lost the whole
 * shift.
 */
function lost(state: State, event: Extract<Event, { type: 'lost' }>): State {
	if (event.room === '') {
		const failure: LoginFailure = {
			code: state.rooms.length > 0 ? 'gone' : 'expired',
			retryAfter: 0,
		};
		return { ...initial, failure };
	}
	return withRoom(state, event.room, (room) =>
		event.why === 'epoch' ? { ...room, gap: true } : endRoom(room, 'lost', event.at),
	);
}

function endRoom(room: Room, reason: string, at: number): Room {
	return { ...room, ended: reason, endedAt: at, asking: false, typing: false, awayAt: 0 };
}

function sealed(room: Room, what: 'back' | 'refused' | 'cut'): Room {
	return {
		...room,
		backs: room.backs + (what === 'back' ? 1 : 0),
		isRefused: room.isRefused || what === 'refused',
		/* Who leaves a colleague's room hears no END, for there is none. */
		cut: room.cut || (what === 'cut' && room.ended !== 'parted'),
	};
}

/**
 * Without a socket an offer cannot be answered; the daemon offers it anew or goes on to somebody
 * else.
 */
function link(state: State, event: Extract<Event, { type: 'link' }>): State {
	if (event.open) {
		/* An announcement that still stands comes again behind it. */
		return { ...state, told: state.told?.what ? state.told : null, lostAt: 0, retryAt: 0, heardAt: event.at };
	}
	return {
		...state,
		lostAt: state.lostAt || event.at,
		retryAt: event.retryAt,
		offer: null,
		frozenAt: 0,
	};
}

function ticked(state: State, at: number): State {
	const { notice } = state;
	return notice !== null && notice.kind !== 'shift' && at >= notice.until
		? { ...state, notice: null }
		: state;
}

const handlers: Handlers = {
	resuming: (state, event) => ({ ...state, screen: 'resuming', remembered: event.remembered }),
	'login-sent': (state) => ({ ...state, busy: true, failure: null }),
	'login-failed': (state, event) => ({
		...state,
		screen: 'login',
		busy: false,
		failure: event.failure,
	}),
	person,
	shifted,
	offer: (state, event) => ({ ...state, notice: null, offer: { ...event.offer, answered: '' } }),
	answered: (state, { offer, answer }) =>
		state.offer?.offer === offer
			? { ...state, offer: answer === 'accept' ? { ...state.offer, answered: answer } : null }
			: state,
	refused,
	revoked: (state, event) => offerGone(state, event.offer, event.why, event.at),
	opened,
	talk: (state, event) => {
		const looking = event.visible && state.active === event.room;
		return withRoom(state, event.room, (room) => hear(room, { ...event.news, looking }));
	},
	ended: (state, event) =>
		withRoom(state, event.room, (room) => endRoom(room, event.reason, event.at)),
	sealed: (state, event) => withRoom(state, event.room, (room) => sealed(room, event.what)),
	notes: (state, { room: id, news }) => {
		const room = state.rooms.find((one) => one.id === id);
		const notes = room && changeNotes(room.notes, news);
		return notes === room?.notes ? state : withRoom(state, id, (one) => ({ ...one, notes: notes! }));
	},
	uncertified: (state, event) => ({ ...state, uncertified: event.on }),
	'ask-end': (state, event) =>
		withRoom(state, event.room, (room) => ({ ...room, asking: event.asking })),
	hand: (state, event) => withRoom(state, event.room, (room) => ({ ...room, hand: event.hand })),
	beside: (state, { room: id, beside }) =>
		withRoom(state, id, (room) => {
			const isAnswered = beside === 'came' && room.hand === 'asked';
			return { ...room, beside, hand: isAnswered ? '' : room.hand };
		}),
	period: (state, event) =>
		event.room === ''
			? { ...state, shiftEnd: event.period }
			: withRoom(state, event.room, (room) => ({ ...room, period: event.period })),
	activate: (state, event) => withRoom({ ...state, active: event.room }, event.room, visit),
	dismiss: (state, event) => dismissed(state, event.room),
	read: (state) => ({ ...state, notice: null }),
	told: (state, { told }) => ({ ...state, told }),
	roster: (state, event) => ({ ...state, roster: event.roster }),
	link,
	frozen: (state, event) => ({ ...state, frozenAt: event.on ? state.frozenAt || event.at : 0 }),
	heard: (state, event) => ({ ...state, heardAt: event.at }),
	lost,
	elsewhere: (state) => ({ ...state, screen: 'elsewhere', offer: null }),
	broken: (state) => ({ ...state, screen: 'broken', offer: null }),
	'logged-out': () => initial,
	tick: (state, event) => ticked(state, event.at),
};

/** The next state. The same state object comes back when nothing changed. */
export function reduce(state: State, event: Event): State {
	const handle = handlers[event.type] as (state: State, event: Event) => State;
	return handle(state, event);
}
