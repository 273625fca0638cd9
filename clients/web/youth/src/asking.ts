/**
 * What the youth has asked of the daemon and what is not answered yet: a place in the queue, and a
 * change of the wish. Kept when there is no socket, and said on the next one.
 */
import { FRAMES, type RefusedFrame, type UpFrame } from '@samtale/core/frames';
import type { Session } from '@samtale/core/session';
import type { Event, State, Wish } from './state.ts';

/** Frames by which one asks. */
export const ASKING = new Set<number>([FRAMES.ask.number, FRAMES.change.number]);
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
	/** The change, on this socket. */
	private said = false;

	constructor(private readonly asker: Asker) {}

	/** Changes the wish while waiting; the place stays. */
	wish(change: Partial<Pick<Wish, 'who' | 'languages'>>): void {
		this.asker.dispatch({ type: 'wish', wish: change, changing: true });
		this.again();
	}

	/** Says what is due on a socket that has heard none of it. */
	again(): void {
		this.said = false;
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
		} else if (state.changing && !this.said) {
			const { who, languages } = state.wish;
			this.said = this.asker.send({ type: 'change', who, languages });
		}
	}

	/** ASK was refused: once more later, or back to the choices. CHANGE: what the screen shows is said until it is taken. */
	refused({ frame, code, retry_after }: RefusedFrame): void {
		const wait = Math.max(1, retry_after) * 1000;
		const passes = LATER.has(code);
		if (frame === FRAMES.change.number) {
			if (passes) {
				window.setTimeout(() => this.sayWish(), wait);
			}
			return;
		}
		this.asker.session?.forget();
		if (passes) {
			window.setTimeout(() => this.say(), wait);
			this.asker.dispatch({ type: 'notice', trouble: 'delayed' });
		} else {
			this.asker.dispatch({ type: 'refused', code });
		}
	}

	/** The wish as the screen shows it, whatever the daemon has of it. */
	private sayWish(): void {
		if (!this.asker.state.ended) {
			this.wish({});
		}
	}
}
