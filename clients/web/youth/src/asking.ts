/**
 * What the youth has asked of the daemon and what is not answered yet: a place in the queue, and a
 * change of the wish. Kept when there is no socket, and said on the next one.
 */
import { FRAMES, type RefusedFrame, type UpFrame } from '@samtale/core/frames';
import type { Session } from '@samtale/core/session';
import type { Event, State, Wish } from './state.ts';

/** Frames that are said once more when they are refused for a while. */
export const AGAIN = new Set<number>(
	[FRAMES.ask, FRAMES.change, FRAMES.cancel, FRAMES.leave].map(({ number }) => number),
);
/** Refusals that pass by themselves. */
const LATER = new Set(['delayed', 'rate']);

export interface Asker {
	readonly state: State;
	readonly session: Session | null;
	/** Speaks for the visit before: the daemon answers one question at a time. */
	readonly afterwards: { readonly speaks: boolean } | null;
	send(frame: UpFrame): boolean;
	dispatch(event: Event): void;
}

export class Asking {
	/** The wish is not the one of ASK: said on every socket until somebody answers, for a change may be lost or refused. */
	changed = false;
	/** Runs until what was refused is said again. */
	private timer = 0;

	constructor(private readonly asker: Asker) {}

	/** Changes the wish while waiting; the place stays. */
	wish(change: Pick<Wish, 'who' | 'languages'>): void {
		this.changed = true;
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
		} else if (this.changed) {
			this.asker.send({ type: 'change', ...state.wish });
		}
	}

	/** One of AGAIN was refused: it is said later, and what else is due; an ASK that is not is back to the choices. */
	refused({ frame, code, retry_after }: RefusedFrame, sayRest: () => void): void {
		const passes = LATER.has(code);
		if (passes) {
			/* One timer says all that is due: were there one for each refusal, each would be refused anew. */
			window.clearTimeout(this.timer);
			this.timer = window.setTimeout(
				() => {
					this.say();
					sayRest();
				},
				Math.max(1, retry_after) * 1000,
			);
		}
		if (frame === FRAMES.ask.number) {
			this.asker.session?.forget();
			this.asker.dispatch(
				passes ? { type: 'notice', trouble: 'delayed' } : { type: 'refused', code },
			);
		}
	}
}
