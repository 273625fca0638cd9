/**
 * One room as one side sees it: the log in order, what waits to be stored, who has seen, types or
 * is away. Frames go in by `handle`, frames go out by `send`; it has no socket, no timer and no
 * view. Rules: docs/protocol.md.
 */
import { sameBytes, toHex } from './bytes.ts';
import {
	FRAMES,
	type AckFrame,
	type DownFrame,
	type EntryFrame,
	type PeerFrame,
	type RefusedFrame,
	type UpFrame,
} from './frames.ts';
import { Gapless } from './gapless.ts';
import type { Message, Peer } from './message.ts';
import { Outbox, type Parcel } from './outbox.ts';
import { openOrNull, seal, TEXT_LIMIT } from './seal.ts';
import { Signs } from './signs.ts';
import type { Store } from './store.ts';

export type { Message, MessageState, Peer } from './message.ts';

export interface TalkOptions {
	room: Uint8Array;
	/** One's own seat. */
	seat: number;
	profile: string;
	log_epoch: number;
	/** The daemon's word, or 0 before it has said one: then the outbox knows. */
	next_cseq: number;
	store: Store;
	send(frame: UpFrame): boolean;
	/** Unix milliseconds. */
	now(): number;
	/** Something that a screen shows has changed. */
	changed(): void;
}

/** Milliseconds. stuck: so long may an ACK take on a socket that otherwise lives. */
export const TALK_TIMES = { gap: 3_000, stuck: 15_000 };
/** So many messages are under way at a time: fewer than the daemon's bucket takes at once. */
export const WINDOW = 10;

/** Refusals that pass; `state`: READY or RESUME is not through yet. */
const AGAIN = new Set(['rate', 'delayed', 'full', 'gap', 'state']);
/** Frames whose refusal is about a message; any other is about the room. */
const SAYING = new Set<number>([FRAMES.say.number, FRAMES.key.number]);
const KIND_KEY = 1;

export class Talk {
	readonly room: Uint8Array;
	readonly id: string;
	log_epoch: number;

	private readonly known = new Map<string, Message>();
	private readonly log = new Gapless();
	private readonly inFlight = new Map<number, number>();
	private readonly outbox: Outbox;
	private readonly signs: Signs;
	private frozen = false;
	private pausedUntil = 0;
	/** What the daemon said at the last attach: lower numbers it has, perhaps not from this page. */
	private claimed = 0;

	constructor(private readonly options: TalkOptions) {
		this.room = options.room;
		this.id = toHex(options.room);
		this.log_epoch = options.log_epoch;
		this.outbox = new Outbox(options.store, `outbox.${this.id}`);
		this.outbox.atLeast(options.next_cseq);
		this.outbox.waiting.forEach((parcel) => this.show(parcel));
		const { room, now } = options;
		this.signs = new Signs({ room, now, send: (frame) => this.send(frame) });
	}

	/** The other side. */
	get peer(): Peer {
		return this.signs.peer;
	}

	/** Every entry up to here is known; what RESUME and SEEN are told. */
	get offset(): number {
		return this.log.end;
	}

	/** The log in order, then what waits. Entries of others behind a gap are held back. */
	get messages(): Message[] {
		return [...this.known.values()]
			.filter((m) => m.mine || m.offset <= this.offset)
			.sort((a, b) => (a.offset || Infinity) - (b.offset || Infinity) || a.cseq - b.cseq);
	}

	/**
	 * Says a text of 1 to TEXT_LIMIT characters: it shows at once and is sent until acked. Throws
	 * SealError.
	 */
	say(text: string): Message | null {
		if (text.trim() === '' || text.length > TEXT_LIMIT) {
			return null;
		}
		const payload = seal(this.options.profile, text);
		const message = this.show(this.outbox.add(payload, this.options.now()));
		this.flush();
		this.options.changed();
		return message;
	}

	/** Takes a frame that is about this room; false: it is about something else. */
	handle(frame: DownFrame): boolean {
		if (
			!('room' in frame) ||
			frame.room instanceof Uint8Array === false ||
			!sameBytes(frame.room, this.room)
		) {
			return false;
		}
		if (frame.type === 'entry') {
			this.onEntry(frame);
		} else if (frame.type === 'ack') {
			this.onAck(frame);
		} else if (frame.type === 'peer') {
			this.onPeer(frame);
		} else if (frame.type === 'refused' && SAYING.has(frame.frame)) {
			this.onRefused(frame);
		} else {
			return false;
		}
		this.flush();
		this.options.changed();
		return true;
	}

	/**
	 * After MATCHED or OPENED of a new or resumed socket: everything unacked goes out again, in
	 * order.
	 */
	resume(frame: { log_epoch: number; next_cseq: number }): void {
		this.enterEpoch(frame.log_epoch);
		this.rewind(frame.next_cseq);
		this.outbox.atLeast(frame.next_cseq);
		this.claimed = frame.next_cseq;
		this.frozen = false;
		this.pausedUntil = 0;
		this.signs.resume();
		this.inFlight.clear();
		this.flush();
		this.options.changed();
	}

	/** FROZEN: hold everything, or send everything unacked again. */
	freeze(on: boolean): void {
		this.frozen = on;
		this.inFlight.clear();
		this.flush();
		this.options.changed();
	}

	/** The screen shows the log up to its end. */
	markSeen(): void {
		this.signs.markSeen(this.offset);
	}

	/** The person types. */
	type(): void {
		this.signs.type();
	}

	/** Ends the room for both. False: no socket, try again when there is one. */
	leave(): boolean {
		return this.send({ type: 'leave', room: this.room });
	}

	/** Texts that are not stored yet, in order. */
	get unsent(): string[] {
		return this.messages
			.filter((m) => m.state === 'waiting' && m.text !== null)
			.map((m) => m.text ?? '');
	}

	/** The room is over: forgets what waited. */
	forget(): void {
		this.outbox.clear();
	}

	/** Tries a refused message again. */
	retry(cseq: number): void {
		const message = this.known.get(this.key(this.options.seat, cseq));
		if (message?.state === 'refused') {
			message.state = 'waiting';
			this.flush();
			this.options.changed();
		}
	}

	/**
	 * To be called about once a second. True: an entry or an ACK has been missing for too long,
	 * though the socket lives: dial anew and RESUME.
	 */
	tick(): boolean {
		const now = this.options.now();
		if (this.signs.tick()) {
			this.options.changed();
		}
		this.flush();
		const stuck = now - Math.min(...this.inFlight.values()) >= TALK_TIMES.stuck;
		if (stuck) {
			this.inFlight.clear();
		}
		return this.log.isOverdue(now, TALK_TIMES.gap) || stuck;
	}

	private send(frame: UpFrame): boolean {
		return !this.frozen && this.options.send(frame);
	}

	private key(sender: number, cseq: number): string {
		return `${sender}:${cseq}`;
	}

	private read(payload: Uint8Array): string | null {
		return openOrNull(this.options.profile, payload);
	}

	/** Shows a parcel of one's own as waiting. */
	private show(parcel: Parcel): Message {
		const id = this.key(this.options.seat, parcel.cseq);
		const message: Message = {
			id,
			sender: this.options.seat,
			mine: true,
			cseq: parcel.cseq,
			text: this.read(parcel.payload),
			at: parcel.at,
			offset: 0,
			state: 'waiting',
		};
		this.known.set(id, message);
		return message;
	}

	private flush(): void {
		const now = this.options.now();
		if (now < this.pausedUntil) {
			return;
		}
		const first = this.outbox.waiting[0]?.cseq ?? 0;
		for (const { cseq, key_epoch, payload } of this.outbox.waiting) {
			if (
				this.inFlight.size >= WINDOW ||
				(first < this.claimed && cseq >= this.claimed) ||
				this.known.get(this.key(this.options.seat, cseq))?.state === 'refused'
			) {
				return;
			}
			if (!this.inFlight.has(cseq)) {
				if (!this.send({ type: 'say', room: this.room, cseq, key_epoch, payload })) {
					return;
				}
				this.inFlight.set(cseq, now);
			}
		}
	}

	private onAck(frame: AckFrame): void {
		this.enterEpoch(frame.log_epoch);
		this.settle(frame.cseq, frame.offset, null);
		this.log.add(frame.offset, this.options.now());
	}

	private onEntry(frame: EntryFrame): void {
		this.enterEpoch(frame.log_epoch);
		if (frame.sender === this.options.seat) {
			this.outbox.atLeast(frame.cseq + 1);
		}
		if (frame.kind !== KIND_KEY) {
			this.keep(frame);
		}
		this.log.add(frame.offset, this.options.now());
	}

	private keep(frame: EntryFrame): void {
		const { sender, cseq, at, offset } = frame;
		const mine = sender === this.options.seat;
		const id = this.key(sender, cseq);
		const old = this.known.get(id);
		const text = this.read(frame.payload);
		if (old && mine && old.text === text) {
			this.settle(cseq, offset, at);
		} else if (!old || mine) {
			const state = offset <= this.peer.seen ? 'seen' : 'sent';
			this.known.set(id, { id, sender, mine, cseq, text, at, offset, state });
			if (old) {
				this.sayAgain(old);
			}
		}
		if (!mine) {
			this.peer.typing = false;
		}
	}

	/**
	 * A copy of this page, in a tab that was doubled, has used the number of one's own message for
	 * another text: this one gets a new number, and so does what was to follow it.
	 */
	private sayAgain({ cseq, offset, text, at }: Message): void {
		if (offset === 0) {
			this.renumber(Math.max(this.claimed, cseq + 1), this.outbox.waiting);
		} else {
			const payload = seal(this.options.profile, text ?? '');
			this.show(this.outbox.add(payload, at));
		}
	}

	/** One's own message is stored. */
	private settle(cseq: number, offset: number, at: number | null): void {
		this.inFlight.delete(cseq);
		const message = this.known.get(this.key(this.options.seat, cseq));
		if (message) {
			message.offset = offset;
			message.at = at ?? message.at;
			message.state = offset <= this.peer.seen ? 'seen' : 'sent';
		}
		this.outbox.remove(cseq);
	}

	/**
	 * Another epoch: offsets start anew. What others had said comes again, or is lost and its
	 * number with it; one's own is recognised by its cseq.
	 */
	private enterEpoch(epoch: number): void {
		if (epoch !== this.log_epoch) {
			this.log_epoch = epoch;
			this.log.reset();
			this.signs.restart();
			this.known.forEach(({ mine }, id) => mine || this.known.delete(id));
		}
	}

	/** The daemon expects `next`: what it lacks is said again, whether it had been acked or not. */
	private rewind(next: number): void {
		const { profile } = this.options;
		const lost = this.messages.filter(
			(m) => m.mine && m.offset > 0 && m.cseq >= next && m.text !== null,
		);
		const { waiting } = this.outbox;
		if (lost.length > 0 || (waiting[0]?.cseq ?? next) > next) {
			const again = lost.map(({ cseq, at, text }) => ({
				cseq,
				payload: seal(profile, text ?? ''),
				at,
			}));
			this.renumber(next, [...again, ...waiting]);
		}
	}

	/** Gives what waits its numbers anew: only for what the daemon has certainly never had. */
	private renumber(next: number, parcels: readonly Omit<Parcel, 'key_epoch'>[]): void {
		parcels.forEach(({ cseq }) => {
			const id = this.key(this.options.seat, cseq);
			if (this.known.get(id)?.offset === 0 || cseq >= next) {
				this.known.delete(id);
			}
		});
		this.outbox.restart(next, parcels);
		this.outbox.waiting.forEach((parcel) => this.show(parcel));
	}

	private onPeer(frame: PeerFrame): void {
		this.signs.hear(frame);
		this.known.forEach((m) => {
			if (m.mine && m.state === 'sent' && m.offset <= this.peer.seen) {
				m.state = 'seen';
			}
		});
	}

	private onRefused(frame: RefusedFrame): void {
		const { code, retry_after } = frame;
		if (code === 'stale') {
			/* Taken over: the socket is about to be closed. If it is not, the ACK is missed. */
			return;
		}
		if (AGAIN.has(code)) {
			const until = this.options.now() + Math.max(1, retry_after) * 1000;
			this.inFlight.clear();
			if (code === 'gap') {
				this.rewind(frame.number);
			}
			this.pausedUntil = Math.max(this.pausedUntil, until);
			return;
		}
		this.inFlight.delete(frame.number);
		const message = this.known.get(this.key(this.options.seat, frame.number));
		if (message?.state === 'waiting') {
			message.state = 'refused';
		}
	}
}
