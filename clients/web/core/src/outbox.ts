/**
 * What one side has said in one room and the daemon has not yet stored: numbered payloads, kept in
 * the tab's store so that a reload loses nothing. A payload is sealed once and sent again byte by
 * byte. It sends nothing itself.
 */
import { fromHex, toHex } from './bytes.ts';
import type { Store } from './store.ts';

export interface Parcel {
	cseq: number;
	key_epoch: number;
	payload: Uint8Array;
	/** When it was written, Unix milliseconds. */
	at: number;
}

type Stored = [next: number, parcels: [number, number, string, number][]];

export class Outbox {
	private parcels: Parcel[] = [];
	/**
	 * The number of the next message. Kept with the rest: a number used twice would swallow a text.
	 */
	private following = 1;

	/** `key` names the room in the store. Reads what a reload has left there. */
	constructor(
		private readonly store: Store,
		private readonly key: string,
	) {
		try {
			const [next, parcels] = JSON.parse(store.get(key) ?? '[1,[]]') as Stored;
			this.following = next;
			this.parcels = parcels.map(([cseq, key_epoch, payload, at]) => ({
				cseq,
				key_epoch,
				payload: fromHex(payload),
				at,
			}));
		} catch {
			store.remove(key);
		}
	}

	/** In the order they were said. */
	get waiting(): readonly Parcel[] {
		return this.parcels;
	}

	/** The cseq of the next message. */
	get next(): number {
		return this.following;
	}

	/** The daemon says which number comes next; ours may be ahead of it. */
	atLeast(next: number): void {
		if (next > this.following) {
			this.following = next;
			this.save();
		}
	}

	/** Numbers a message and keeps it. */
	add(payload: Uint8Array, at: number): Parcel {
		const parcel = { cseq: this.following++, key_epoch: 0, payload, at };
		this.parcels.push(parcel);
		this.save();
		return parcel;
	}

	/** Takes out what the daemon has stored, or will never take. */
	remove(cseq: number): void {
		this.parcels = this.parcels.filter((parcel) => parcel.cseq !== cseq);
		this.save();
	}

	/**
	 * Starts anew from `next` with these messages: only for what the daemon has certainly never
	 * had.
	 */
	restart(next: number, messages: readonly { payload: Uint8Array; at: number }[]): void {
		this.parcels = [];
		this.following = next;
		messages.forEach(({ payload, at }) => this.add(payload, at));
		this.save();
	}

	/** Forgets everything, the numbers too. */
	clear(): void {
		this.parcels = [];
		this.store.remove(this.key);
	}

	private save(): void {
		const parcels = this.parcels.map((p) => [p.cseq, p.key_epoch, toHex(p.payload), p.at]);
		this.store.set(this.key, JSON.stringify([this.following, parcels]));
	}
}
