/**
 * The ways out of a room beside its end, and more time for it: taps become frames, and what the
 * daemon says of them becomes events of the state.
 */
import { fromHex, toHex } from '@samtale/core/bytes';
import { FRAMES, type UpFrame } from '@samtale/core/frames';
import type { Feature, Reach } from './feature.ts';
import type { Of } from './frame-facts.ts';
import type { Hand } from './rooms.ts';


/** PERIOD.what: more time was given. */
const EXTENDED = 2;

export class Ways implements Feature {
	readonly frames = {
		handed: (frame: Of<'handed'>): void => this.onHanded(frame),
		joined: (frame: Of<'joined'>): void => this.onBeside(frame),
		left: (frame: Of<'left'>): void => this.onBeside(frame),
		period: (frame: Of<'period'>): void => this.onPeriod(frame),
	};

	constructor(private readonly options: Reach) {}

	/** Somebody else, please: the counsellor may know this person. elsewhere: and so may others of the own municipality. */
	swap = (room: string, elsewhere: boolean): void =>
		this.ask({ type: 'swap', room: fromHex(room), elsewhere: elsewhere ? 1 : 0 });

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
	private onHanded({ room, result }: Of<'handed'>): void {
		this.hand(toHex(room), result === 'no' ? 'no' : '');
		if (result !== 'no' && result !== 'done') {
			this.options.refuse(result);
		}
	}

	/** Who was invited is there, or has left. */
	private onBeside({ type, room }: Of<'joined' | 'left'>): void {
		const beside = type === 'joined' ? 'came' : 'left';
		this.options.tell({ type: 'beside', room: toHex(room), beside });
	}

	private onPeriod({ room, ends_at, what }: Of<'period'>): void {
		const period = what === EXTENDED ? null : { endsAt: ends_at, over: what === 1 };
		this.options.tell({ type: 'period', room: toHex(room), period });
	}

	/** The youth has not been asked then; why is told by the desk. */
	refused(frame: Of<'refused'>): boolean {
		if (frame.frame === FRAMES.propose.number) {
			this.hand(toHex(frame.room), '');
		}
		return false;
	}

	private ask(frame: UpFrame): void {
		if (!this.options.send(frame)) {
			this.options.refuse('delayed');
		}
	}
}
