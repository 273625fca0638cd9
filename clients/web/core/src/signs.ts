/**
 * What passes between the two sides of a room and is never stored: who types, who is away. Signs
 * beyond the daemon's bucket are dropped without a word, so they are sent sparingly. What was seen
 * is not among them: that a text says itself, under the seal.
 */
import type { PeerFrame, UpFrame } from './frames.ts';
import type { Peer } from './message.ts';

/** Milliseconds. typing: least time between two; shown: how long a sign of typing lasts. */
export const SIGN_TIMES = { typing: 2_000, shown: 6_000 };

const [PEER_SEEN, PEER_TYPES, PEER_AWAY, PEER_BACK] = [0, 1, 2, 3];

export interface SignsOptions {
	room: Uint8Array;
	/** False: not sent. */
	send(frame: UpFrame): boolean;
	/** Unix milliseconds. */
	now(): number;
}

export class Signs {
	readonly peer: Peer = { typing: false, awaySince: 0 };
	private typingUntil = 0;
	private typedAt = 0;

	constructor(private readonly options: SignsOptions) {}

	/** The person types. */
	type(): void {
		const { room, now, send } = this.options;
		if (now() - this.typedAt >= SIGN_TIMES.typing && send({ type: 'typing', room })) {
			this.typedAt = now();
		}
	}

	hear({ what, value }: PeerFrame): void {
		const { peer } = this;
		if (what === PEER_SEEN) {
			return;
		}
		if (what === PEER_BACK) {
			peer.awaySince = 0;
		} else {
			peer.typing = what === PEER_TYPES;
			this.typingUntil = this.options.now() + SIGN_TIMES.shown;
		}
		if (what === PEER_AWAY) {
			peer.awaySince = value || this.options.now();
		}
	}

	/** The other side has left. */
	rest(): void {
		Object.assign(this.peer, { typing: false, awaySince: 0 });
	}

	/** To be called about once a second. True: the other side does not type any more. */
	tick(): boolean {
		const faded = this.peer.typing && this.options.now() >= this.typingUntil;
		this.peer.typing &&= !faded;
		return faded;
	}
}
