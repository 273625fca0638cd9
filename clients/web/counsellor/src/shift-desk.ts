/** A shift: what one is on, and the offers that come of it. Taps become frames, frames events. */
import { LIMITS } from '@samtale/core/words';
import type { DeskOptions } from './desk-options.ts';
import type { Feature, Reach } from './feature.ts';
import { offerOf, shiftedOf, type Of } from './frame-facts.ts';
import type { Memory } from './memory.ts';
import type { SoundDesk } from './sound-desk.ts';
import { PRESENCES, type Choices, type Presence } from './state.ts';

export interface ShiftOptions extends Reach, Pick<DeskOptions, 'askToNotify' | 'store' | 'usual'> {
	sounds: SoundDesk;
	memory: Memory;
	/** The shift is over. */
	ended(): void;
	/** The daemon takes this socket for dead, because an offer was not confirmed: another one is due. */
	lost(): void;
}

export class ShiftDesk implements Feature {
	readonly frames = {
		shifted: (frame: Of<'shifted'>): void => this.onShifted(frame),
		offer: (frame: Of<'offer'>): void => this.onOffer(frame),
		revoked: ({ offer, why }: Of<'revoked'>): void =>
			this.options.tell({ type: 'revoked', offer, why, at: this.options.now() }),
		announced: ({ id, what, by, texts }: Of<'announced'>): void =>
			this.options.tell({ type: 'told', told: id + what > 0 ? { what, by, texts } : null }),
		roster: ({ waiting, longest, on_duty: onDuty }: Of<'roster'>): void =>
			this.options.tell({ type: 'roster', roster: { waiting, longest, onDuty } }),
	};

	constructor(private readonly options: ShiftOptions) {}

	/** The choices of the last shift in this tab, or null. */
	get choices(): Choices | null {
		return this.options.memory.choices;
	}

	/** Called within the tap: unlocks sound and asks for notifications. */
	start = (choices: Choices): void => {
		const { sounds, askToNotify, store, memory } = this.options;
		sounds.unlock();
		askToNotify();
		store.keep(true);
		memory.choices = choices;
		this.ask('available');
	};

	setPresence = (presence: Exclude<Presence, 'lost'>): void => {
		this.options.sounds.unlock();
		this.ask(presence);
	};

	/** The notice was read. */
	read = (): void => this.options.tell({ type: 'read' });

	heard = (): void => this.options.tell({ type: 'told', told: null });

	accept = (): void => this.answer('accept');
	decline = (): void => this.answer('decline');

	private ask(presence: Exclude<Presence, 'lost'>): void {
		const { memory, usual, send, refuse } = this.options;
		const choices = memory.choices ?? usual();
		const state = PRESENCES.indexOf(presence);
		const languages = choices.languages.slice(0, LIMITS.LIMIT_LANGUAGES);
		if (!send({ type: 'shift', state, ...choices, languages })) {
			refuse('delayed');
		}
	}

	private answer(answer: 'accept' | 'decline'): void {
		const { offer } = this.options.state();
		if (offer?.answered === '' && this.options.send({ type: answer, offer: offer.offer })) {
			this.options.tell({ type: 'answered', offer: offer.offer, answer });
		}
	}

	private onShifted(frame: Of<'shifted'>): void {
		const { state, tell, store, sounds, ended, lost } = this.options;
		const wasOn = state().presence !== 'off';
		tell(shiftedOf(frame));
		if (state().presence === 'off' && wasOn) {
			sounds.unmute();
			store.keep(false);
			ended();
		} else if (state().presence === 'lost') {
			lost();
		}
	}

	/** RECEIVED goes first: without it the daemon takes the offer for lost on the line. */
	private onOffer(frame: Of<'offer'>): void {
		const { send, tell, now } = this.options;
		send({ type: 'received', offer: frame.offer });
		tell({ type: 'offer', offer: offerOf(frame, now()) });
	}
}
