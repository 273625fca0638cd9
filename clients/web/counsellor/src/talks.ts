/**
 * The rooms' Talks: one for each room the desk has open, also after it has ended, until it is
 * dismissed. Only bookkeeping; what a message means is core's.
 */
import { toHex } from '@samtale/core/bytes';
import type { UpFrame } from '@samtale/core/frames';
import type { Store } from '@samtale/core/store';
import { Talk } from '@samtale/core/talk';
import type { Of } from './frame-facts.ts';

export interface TalksOptions {
	store: Store;
	/** The profile of the last WELCOME. */
	profile(): string;
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	/** A screen would show something else of this room. */
	changed(talk: Talk): void;
}

export class Talks {
	private readonly talks = new Map<string, Talk>();

	constructor(private readonly options: TalksOptions) {}

	/** The Talk of a room that opened, with everything unacked on its way again. */
	open(frame: Of<'opened'>): Talk {
		const talk = this.get(toHex(frame.room)) ?? this.create(frame);
		talk.resume(frame);
		return talk;
	}

	get(id: string): Talk | undefined {
		return this.talks.get(id);
	}

	of(room: Uint8Array): Talk | undefined {
		return this.talks.get(toHex(room));
	}

	/** Those of the ids that are known, in the order of the ids. */
	some(ids: readonly string[]): Talk[] {
		return ids.map((id) => this.talks.get(id)).filter((talk) => talk !== undefined);
	}

	freeze(on: boolean): void {
		this.talks.forEach((talk) => talk.freeze(on));
	}

	drop(id: string): void {
		this.talks.delete(id);
	}

	/** The shift is over: what waited is forgotten. */
	forget(): void {
		this.talks.forEach((talk) => talk.forget());
		this.talks.clear();
	}

	private create(frame: Of<'opened'>): Talk {
		const { store, profile, send, now } = this.options;
		const talk: Talk = new Talk({
			room: frame.room,
			seat: frame.seat,
			profile: profile(),
			log_epoch: frame.log_epoch,
			next_cseq: frame.next_cseq,
			store,
			send,
			now,
			changed: () => this.options.changed(talk),
		});
		this.talks.set(talk.id, talk);
		return talk;
	}
}
