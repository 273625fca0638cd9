/**
 * The ways out of a room beside its end, and more time for it: taps become frames, and what the
 * daemon says of them becomes events of the state.
 */
import { fromHex, toHex } from '@samtale/core/bytes';
import { FRAMES, type UpFrame } from '@samtale/core/frames';
import type { Of } from './frame-facts.ts';
import type { Hand } from './rooms.ts';
import type { Event } from './state.ts';

export interface WaysOptions {
	/** False: there is no socket. */
	send(frame: UpFrame): boolean;
	tell(event: Event): void;
	/** A request was not done, told by its code. */
	refuse(code: string): void;
}

/** PERIOD.what: more time was given. */
const EXTENDED = 2;

export class Ways {
	constructor(private readonly options: WaysOptions) {}

	/** Somebody else, please: the counsellor may know this person. */
	swap = (room: string): void => this.ask({ type: 'swap', room: fromHex(room) });

	park = (room: string): void => this.ask({ type: 'park', room: fromHex(room) });

	/** More time for a room, or (empty) the shift. */
	extend = (room: string): void => this.ask({ type: 'extend', room: fromHex(room) });

	/** Opens or closes the choice of a hand-over. */
	hand = (room: string, hand: Hand): void => this.options.tell({ type: 'hand', room, hand });

	/** Asks the youth; kind as in PROPOSE. */
	propose = (room: string, kind: number, target: string): void => {
		this.ask({ type: 'propose', room: fromHex(room), kind, target });
		this.hand(room, 'asked');
	};

	/** `done` is followed by ENDED; what came to nothing is told like a refusal. */
	onHanded({ room, result }: Of<'handed'>): void {
		this.hand(toHex(room), result === 'no' ? 'no' : '');
		if (result !== 'no' && result !== 'done') {
			this.options.refuse(result);
		}
	}

	/** Who was invited is there, or has left. */
	onBeside({ type, room }: Of<'joined' | 'left'>): void {
		const id = toHex(room);
		this.hand(id, '');
		this.options.tell({ type: 'beside', room: id, beside: type === 'joined' ? 'came' : 'left' });
	}

	onPeriod({ room, ends_at, what }: Of<'period'>): void {
		const period = what === EXTENDED ? null : { endsAt: ends_at, over: what === 1 };
		this.options.tell({ type: 'period', room: toHex(room), period });
	}

	/** The youth has not been asked then. */
	onRefused(frame: Of<'refused'>): void {
		if (frame.frame === FRAMES.propose.number) {
			this.hand(toHex(frame.room), '');
		}
	}

	private ask(frame: UpFrame): void {
		if (!this.options.send(frame)) {
			this.options.refuse('delayed');
		}
	}
}
