/**
 * The desk as plain data, what can happen to it, and what is read from it; desk-state.ts has what it
 * becomes then. Times are milliseconds of the daemon's clock and come with the event.
 */
import type { LoginFailure } from '@samtale/staff/login-call';
import type { NotesNews } from './notes.ts';
import { LOCK_MS, LOST_MS } from './rooms.ts';
import type { Beside, Hand, Period, Remembered, Room, RoomFacts, TalkNews } from './rooms.ts';

export type Presence = 'available' | 'paused' | 'draining' | 'off' | 'lost';

/** Presence in the order of SHIFT.state and SHIFTED.state. */
export const PRESENCES: readonly Presence[] = ['available', 'paused', 'draining', 'off', 'lost'];

/** What a counsellor chooses before the shift. `scope`: 0 own municipality, 1 county, 2 nation. */
export interface Choices {
	capacity: number;
	scope: number;
	topics: string[];
	languages: string[];
}

export interface Person {
	/** Number of the role. */
	role: number;
	/** Hex of who this is, for ever the same. */
	staff: string;
	alias: string;
	agency: string;
	agencyName: string;
	pool: string;
	region: string;
}

export interface Offer {
	offer: number;
	topic: string;
	region: string;
	level: number;
	languages: string[];
	urgency: number;
	who: number;
	waited: number;
	/** Seconds to answer, counted from `arrivedAt`. */
	deadline: number;
	arrivedAt: number;
	/** A colleague who talks with this youth asks for company. */
	invited: boolean;
	/** After a yes the band stays until the daemon says what came of it; of a no it says nothing. */
	answered: '' | 'accept';
}

/**
 * What is said when something did not come about. `shift` (the daemon has changed the presence by
 * itself, and why) stays until it is read, or until the presence is another one again; the others go
 * by themselves.
 */
export type Notice =
	| { kind: 'revoked' | 'refused'; why: string; until: number }
	| { kind: 'shift'; why: string; presence: Exclude<Presence, 'lost'> };

/** What a supervisor tells: as ANNOUNCED has it. */
export interface Told {
	what: number;
	by: string;
	texts: string[];
}

export interface Roster {
	waiting: number;
	longest: number;
	onDuty: number;
}

export interface State {
	screen: 'login' | 'resuming' | 'start' | 'desk' | 'elsewhere' | 'broken';
	busy: boolean;
	failure: LoginFailure | null;
	person: Person | null;
	presence: Presence;
	capacity: number;
	load: number;
	offer: Offer | null;
	notice: Notice | null;
	/** Null once it is read, or over. */
	told: Told | null;
	rooms: Room[];
	/** Hex id of the room that has the counsellor's attention, or empty. */
	active: string;
	roster: Roster | null;
	/** When the shift ends, once that has been said. */
	shiftEnd: Period | null;
	/** When the socket went, 0 while it is there. */
	lostAt: number;
	/** When the next attempt is made, 0 while one is under way. */
	retryAt: number;
	/** When the daemon said its store is out of reach, 0 while it is there. */
	frozenAt: number;
	/** When the last byte came. */
	heardAt: number;
	/** This browser has no certificate for the shift, so no room can be sealed. */
	uncertified: boolean;
	/** What a reload left of the rooms, by hex id. */
	remembered: Readonly<Record<string, Remembered>>;
}

export type Event =
	| { type: 'resuming'; remembered: Readonly<Record<string, Remembered>> }
	| { type: 'login-sent' }
	| { type: 'login-failed'; failure: LoginFailure }
	| { type: 'person'; person: Person }
	| { type: 'shifted'; presence: Presence; capacity: number; load: number; why: string }
	| { type: 'offer'; offer: Omit<Offer, 'answered'> }
	| { type: 'answered'; offer: number; answer: 'accept' | 'decline' }
	| { type: 'refused'; code: string; offer: number; at: number }
	| { type: 'revoked'; offer: number; why: string; at: number }
	| { type: 'opened'; room: RoomFacts; offer: number }
	| { type: 'talk'; room: string; news: Omit<TalkNews, 'looking'>; visible: boolean }
	| { type: 'ended'; room: string; reason: string; at: number }
	| { type: 'sealed'; room: string; what: 'back' | 'refused' | 'cut' }
	| { type: 'notes'; room: string; news: NotesNews }
	| { type: 'uncertified'; on: boolean }
	| { type: 'ask-end'; room: string; asking: boolean }
	| { type: 'hand'; room: string; hand: Hand }
	| { type: 'beside'; room: string; beside: Beside }
	| { type: 'period'; room: string; period: Period | null }
	| { type: 'activate'; room: string }
	| { type: 'dismiss'; room: string }
	| { type: 'told'; told: Told | null }
	| { type: 'read' }
	| { type: 'roster'; roster: Roster }
	| { type: 'link'; open: boolean; at: number; retryAt: number }
	| { type: 'frozen'; on: boolean; at: number }
	| { type: 'heard'; at: number }
	| { type: 'lost'; room: string; why: string; at: number }
	| { type: 'elsewhere' }
	| { type: 'broken' }
	| { type: 'logged-out' }
	| { type: 'tick'; at: number };

export const initial: State = {
	screen: 'login',
	busy: false,
	failure: null,
	person: null,
	presence: 'off',
	capacity: 0,
	load: 0,
	offer: null,
	notice: null,
	told: null,
	rooms: [],
	active: '',
	roster: null,
	shiftEnd: null,
	lostAt: 0,
	retryAt: 0,
	frozenAt: 0,
	heardAt: 0,
	uncertified: false,
	remembered: {},
};

/** Whether the rooms are locked: the store is out of reach, or nothing was heard for so long. */
export function isLocked(state: State, now: number): boolean {
	return state.frozenAt !== 0 || (state.heardAt !== 0 && now - state.heardAt >= LOCK_MS);
}

/** Whether the loss of the socket is old enough to be told. */
export function isLost(state: State, now: number): boolean {
	return state.lostAt !== 0 && now - state.lostAt >= LOST_MS;
}

/** Messages nobody has looked at, over all rooms. */
export function unreadCount(state: State): number {
	return state.rooms.reduce((sum, room) => sum + room.unread, 0);
}
