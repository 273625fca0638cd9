/**
 * The youth wants to go: out of the queue, or out of the room for both. Said again on the next
 * socket when the daemon has not heard it; without a socket the visit ends here, and the daemon is
 * told by the leave ticket. So it does where there is no place to give back: nobody is kept on the
 * queue's screen by a service that stands still.
 */
import type { UpFrame } from '@samtale/core/frames';
import type { Store } from '@samtale/core/store';
import { LEAVE } from './leave.ts';
import type { Room } from './room.ts';
import type { State } from './state.ts';

/** Ends that the youth has chosen: what was not sent goes with them. */
export const CHOSEN = new Set(['left', 'cancelled', 'diverted']);

export interface Goer {
	readonly state: Pick<State, 'asking' | 'frozen'>;
	readonly store: Store;
	/** The room one is in; null in the queue. */
	readonly inRoom: Room | null;
	/** There is a socket. */
	readonly online: boolean;
	send(frame: UpFrame): boolean;
	finish(reason: string): void;
}

export class Going {
	private wanted = false;
	private elsewhere = false;

	constructor(private readonly goer: Goer) {}

	/** `elsewhere`: other help was found. */
	go(elsewhere = false): void {
		const { inRoom: room, store, online, state } = this.goer;
		const ticket = store.get(LEAVE);
		this.wanted = true;
		this.elsewhere = elsewhere;
		const cancel: UpFrame = { type: 'cancel', why: elsewhere ? 1 : 0 };
		const heard = room
			? online && room.leave()
			: online && !state.asking && !state.frozen && this.goer.send(cancel);
		if (!heard) {
			const how = room ? 'left' : elsewhere ? 'diverted' : 'cancelled';
			if (ticket !== null) {
				navigator.sendBeacon('/api/v1/leave', `${ticket} ${how}`);
			}
			this.goer.finish(how);
		}
	}

	/** Says it once more, if it is wanted and the visit still stands. */
	again(): void {
		if (this.wanted) {
			this.go(this.elsewhere);
		}
	}

	/** The visit is over. */
	over(): void {
		this.wanted = false;
	}
}
