/**
 * What a part of the desk may have to do with the socket and the clock. A part (shift, ways, notes,
 * forms ...) is a class of its own with its own signals and views; the desk makes it, and calls what
 * it has of these. So a new part is one line in desk.ts and one in context.ts.
 */
import type { RefusedFrame, UpFrame } from '@samtale/core/frames';
import type { Handlers } from '@samtale/core/session';
import type { Event, State } from './state.ts';

/** What every part is given. */
export interface Reach {
	/** False: there is no socket. */
	send(frame: UpFrame): boolean;
	/** Changes the state, and with it what is drawn. */
	tell(event: Event): void;
	/** A request was not done, told by its code; `offer`: the one it was about. */
	refuse(code: string, offer?: number): void;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	state(): State;
}

export interface Feature {
	/** Frames of the daemon that are this part's. */
	readonly frames?: Handlers;
	/** REFUSED that no room has taken. True: it is about this part, and told. */
	refused?(frame: RefusedFrame): boolean;
	/** Nobody is here any more: nothing of a person stays. */
	forget?(): void;
	/** PERSON: another socket. */
	begin?(): void;
	/** About once a second. */
	tick?(): void;
}
