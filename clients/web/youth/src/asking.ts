/**
 * What the youth has asked of the daemon and what is not answered yet: a place in the queue, and a
 * change of the wish. Kept when there is no socket, and said on the next one.
 */
import type { RefusedFrame, UpFrame } from '@samtale/core/frames';
import type { Session } from '@samtale/core/session';
import type { Event, State, Wish } from './state.ts';

/** Refusals of a wish that pass by themselves. */
export const LATER = new Set(['delayed', 'rate']);

export interface Asker {
	readonly state: State;
	readonly session: Session | null;
	/** Speaks for the visit before: the daemon answers one question at a time. */
	readonly afterwards: { readonly speaks: boolean } | null;
	send(frame: UpFrame): boolean;
	dispatch(event: Event): void;
}

export class Asking {
	private change: Pick<Wish, 'who' | 'languages'> | null = null;

	constructor(private readonly asker: Asker) {}

	/** Changes the wish while waiting; the place stays. */
	wish(change: Pick<Wish, 'who' | 'languages'>): void {
		this.change = change;
		this.asker.dispatch({ type: 'wish', wish: change });
		this.say();
	}

	/** Says what is due; to be called whenever there is a socket. */
	say(): void {
		const { state, session, afterwards } = this.asker;
		if (afterwards?.speaks) {
			return;
		}
		if (state.asking && session?.ready && !session.known) {
			const door = state.door.agency;
			this.asker.send({ type: 'ask', ...state.wish, door, avoid: [] });
		} else if (this.change && this.asker.send({ type: 'change', ...this.change })) {
			this.change = null;
		}
	}

	/** ASK was refused: once more later, or back to the choices. */
	refused({ code, retry_after }: RefusedFrame): void {
		this.asker.session?.forget();
		if (LATER.has(code)) {
			window.setTimeout(() => this.say(), Math.max(1, retry_after) * 1000);
			this.asker.dispatch({ type: 'notice', trouble: 'delayed' });
		} else {
			this.asker.dispatch({ type: 'refused', code });
		}
	}
}
