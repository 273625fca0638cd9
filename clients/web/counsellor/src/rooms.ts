/**
 * One room of the desk as plain data: what came, what is unread, who waits for whom. Pure
 * functions; the texts themselves are opened and kept in order by core's Talk, this file only looks
 * at its messages.
 */
import type { Message } from '@samtale/core/talk';
import { notesSince, type RoomNotes } from './notes.ts';

/** What OPENED tells of a room. */
export interface RoomFacts {
	/** Hex of the room's number on the wire. */
	id: string;
	topic: string;
	/** Municipality for its own agency, else the county; empty when unknown. */
	region: string;
	/** 0 own municipality, 1 my county, 2 the nation. */
	level: number;
	languages: string[];
	urgency: number;
	/** Seconds waited in all. */
	waited: number;
	/** When the room began. */
	since: number;
	resumed: boolean;
	/** A colleague's room, who has asked this counsellor in. */
	invited: boolean;
}

export interface Room extends RoomFacts {
	/** 1 to 3, the column; kept until the room is dismissed. */
	number: number;
	/** Copies of what Talk holds, oldest first. */
	messages: readonly Message[];
	unread: number;
	/** Offset of the first message under "new messages", 0 for none. */
	newFrom: number;
	/** Highest offset the counsellor has looked at. */
	read: number;
	typing: boolean;
	/** When the youth went away, 0 while there. */
	awayAt: number;
	/** The youth came back and that was not looked at yet. */
	back: boolean;
	/** Something of the log was lost, or may have been. */
	gap: boolean;
	/** The end of the text may be missing. */
	cut: boolean;
	seal: SealState;
	/** A handshake went wrong since the last text that could be sealed. */
	isRefused: boolean;
	/** How often unsent texts went back to the field. */
	backs: number;
	notes: RoomNotes;
	/** The reason of the ending, empty while the room lives. */
	ended: string;
	endedAt: number;
	/** The question "end the conversation?" is open. */
	asking: boolean;
	/** How long there is time, once that has been said. */
	period: Period | null;
	/**
	 * Somebody else: a hand-over being chosen, asked of the youth, turned down by it; or just anybody.
	 * hold: lines for a supervisor are chosen.
	 */
	hand: Hand;
	/** A colleague who was invited to one's own room has come, or was there. */
	beside: Beside;
}

export type Beside = '' | 'came' | 'left';

/**
 * open: texts are sealed at once. making: they wait. held: nothing is written before the counsellor
 * has read that the key on the phone was lost.
 */
export type SealState = 'making' | 'open' | 'held';

/** What PERIOD told last; null again when more time was given. */
export interface Period {
	endsAt: number;
	over: boolean;
}

export type Hand = '' | 'open' | 'asked' | 'no' | 'swap' | 'hold' | 'block';

/** What a reload must not forget of a room. */
export interface Remembered {
	number: number;
	read: number;
	/** Highest offset of the notes that was turned to. */
	notes?: number;
}

/** From here on a waiting youth is marked in amber, in milliseconds. */
export const LONG_MS = 120_000;
/** Rooms lock themselves after so long without a byte, in milliseconds. */
export const LOCK_MS = 35_000;
/** The lost line shows after so long without a socket, in milliseconds. */
export const LOST_MS = 3_000;

/** From here on the room of a youth who is away may be put aside, in milliseconds. */
export const PARK_MS = 300_000;

/** The seat of the youth. */
const YOUTH = 0;
const COLUMNS = [1, 2, 3, 4, 5, 6];

function highestOffset(messages: readonly Message[]): number {
	return messages.reduce((highest, message) => Math.max(highest, message.offset), 0);
}

function ownCount(messages: readonly Message[]): number {
	return messages.filter((message) => message.mine).length;
}

/**
 * The rooms in order of their number with this one among them. A room that is there keeps its
 * messages, and is told anew who is beside; a new one takes the column it had before a reload, else the lowest free one.
 */
export function openRoom(rooms: readonly Room[], facts: RoomFacts, before?: Remembered): Room[] {
	if (rooms.some((room) => room.id === facts.id)) {
		return rooms.map((room) => (room.id === facts.id ? { ...room, ...facts, beside: '' } : room));
	}
	const taken = new Set(rooms.map((room) => room.number));
	const free = COLUMNS.find((number) => !taken.has(number)) ?? rooms.length + 1;
	const room: Room = {
		...facts,
		number: before !== undefined && !taken.has(before.number) ? before.number : free,
		messages: [],
		unread: 0,
		newFrom: 0,
		read: before?.read ?? 0,
		typing: false,
		awayAt: 0,
		back: false,
		gap: false,
		cut: false,
		seal: 'making',
		isRefused: false,
		backs: 0,
		notes: notesSince(before?.notes ?? 0),
		ended: '',
		endedAt: 0,
		asking: false,
		period: null,
		hand: '',
		beside: '',
	};
	return [...rooms, room].sort((a, b) => a.number - b.number);
}

/**
 * What Talk knows now. `looking`: the counsellor has this room before the eyes, so nothing stays
 * unread.
 */
export interface TalkNews {
	messages: readonly Message[];
	typing: boolean;
	awayAt: number;
	seal: SealState;
	looking: boolean;
}

export function hear(room: Room, news: TalkNews): Room {
	const { messages, typing, awayAt, seal, looking } = news;
	const answered = ownCount(messages) > ownCount(room.messages);
	const read = looking || answered ? Math.max(room.read, highestOffset(messages)) : room.read;
	const fresh = messages.filter(
		({ mine, isEarlier, offset }) => !mine && !isEarlier && offset > read,
	);
	const cameBack = room.awayAt !== 0 && awayAt === 0;
	return {
		...room,
		messages,
		read,
		typing,
		awayAt,
		seal,
		isRefused: room.isRefused && seal !== 'open',
		unread: fresh.length,
		newFrom: answered ? 0 : room.newFrom || (fresh[0]?.offset ?? 0),
		back: awayAt === 0 && !answered && (cameBack || room.back),
	};
}

/** The counsellor turns to the room: what was unread is read, the line where it began stays. */
export function visit(room: Room): Room {
	return {
		...room,
		unread: 0,
		read: Math.max(room.read, highestOffset(room.messages)),
		back: false,
	};
}

/** When the oldest message of the youth without an answer came, 0 when none waits. */
export function waitingSince(room: Room): number {
	let since = 0;
	for (const message of room.messages) {
		since = message.sender === YOUTH ? since || message.at : 0;
	}
	return since;
}

/** When a conversation began; whoever takes it over reads what was said before. */
export const startOf = ({ since, messages }: Room): number => Math.min(since, messages[0]?.at ?? since);

/** The one thing the list says about a room; see the table of rooms in the reference screens. */
export type Mark =
	| { kind: 'ended' | 'locked' | 'back' | 'asked' | 'quiet' }
	| { kind: 'away' | 'waits' | 'waits_long'; ms: number };

export function markOf(room: Room, now: number, locked: boolean): Mark {
	if (room.ended !== '') {
		return { kind: 'ended' };
	}
	if (locked) {
		return { kind: 'locked' };
	}
	if (room.awayAt !== 0) {
		return { kind: 'away', ms: Math.max(0, now - room.awayAt) };
	}
	if (room.back) {
		return { kind: 'back' };
	}
	const since = waitingSince(room);
	const ms = since === 0 ? 0 : Math.max(0, now - since);
	if (ms >= LONG_MS) {
		return { kind: 'waits_long', ms };
	}
	if (room.hand === 'asked') {
		return { kind: 'asked' };
	}
	return since === 0 ? { kind: 'quiet' } : { kind: 'waits', ms };
}

/** How many own messages are not stored yet. */
export function unsentCount(room: Room): number {
	return room.messages.filter((message) => message.state === 'waiting').length;
}
