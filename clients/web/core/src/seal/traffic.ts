/** What goes into a machine of SE1, what comes out, and what its screen is told. Types only. */
import type { Store } from '../store.ts';
import type { Trust } from './chain.ts';
import type { Bytes, Verdict } from './layout.ts';

/** An entry of the log, one's own too: those have to be handed in at their place, after the ACK. */
export interface LogEntry {
	sender: number;
	cseq: number;
	payload: Uint8Array;
}

/** again: refused once, it must be read from the log once more. gap: so must what is missing. */
export type Outcome = 'ok' | 'duplicate' | 'gap' | 'again';

/** A text in the clear. */
export interface Text {
	/** TYPE. */
	type: number;
	text: string;
}

/** What the daemon has not stored yet, to be sent as it is until it has. */
export interface Parcel {
	cseq: number;
	/** For the frame's key_epoch. */
	epoch: number;
	/** Its second byte is the kind: 5 goes as SAY, 6 as a note, the others as KEY. */
	payload: Bytes;
	/** For the screen; absent on a step of a handshake, and where a reload has not got so far. */
	plain?: Text | undefined;
}

/** A text as the screen shows it. */
export interface Line {
	sender: number;
	cseq: number;
	/** TYPE. */
	type: number;
	/** Null: it cannot be opened. */
	text: string | null;
	body?: Bytes;
	/** Staff: said before one was let in. */
	isEarlier?: boolean;
}

/** What a screen must be told. */
export type News =
	| { type: 'line'; line: Line }
	| { type: 'note'; line: Line }
	/** Texts that were meant for somebody else: back into the field with them. */
	| { type: 'back'; texts: string[] }
	/** The same of notes: back into the field for notes, never into the one that the youth reads. */
	| { type: 'note-back'; texts: string[] }
	/** Continuity is lost: the log lacks what was there, or the keys are gone. */
	| { type: 'lost' }
	/** Staff: the key on the phone was lost. Nothing can be written before `understood`. */
	| { type: 'restart' }
	/** A handshake, or a step of it, was refused; `mode` as in SealFault. */
	| { type: 'refused'; seat: number; verdict: Verdict; mode: number }
	/** Youth: with the GRANT of that number these seats have come, and those have left. */
	| { type: 'people'; cseq: number; came: number[]; left: number[] }
	/** Youth: who was here goes on at another computer, which cannot open what was said before. */
	| { type: 'moved'; seat: number }
	/** Youth: somebody new is proven and asks to be let in: `admit`, or the relay is told no. */
	| { type: 'asks'; seat: number };

export interface RoomOptions {
	room: Bytes;
	/** What the page was built with. */
	trust: Trust;
	/** The tab's. */
	store: Store;
	/** Unix milliseconds. */
	now(): number;
	news(news: News): void;
	/** The outbox or the people have changed. */
	changed(): void;
}

/** A text that is not sealed yet, and whom its writer had in mind; null: whoever comes first. */
export interface Draft extends Text {
	whom: readonly string[] | null;
}
