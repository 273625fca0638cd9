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
import { open, seal, SealError, TEXT_LIMIT } from './seal.ts';
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

/** Milliseconds. */
export const TALK_TIMES = { typingOut: 2_000, typingShown: 6_000, gap: 3_000, stuck: 5_000 };

/** Refusals that pass; `state`: READY or RESUME is not through yet. */
const AGAIN = new Set(['rate', 'delayed', 'full', 'gap', 'state']);
/** Frames whose refusal is about a message; any other is about the room. */
const SAYING = new Set<number>([FRAMES.say.number, FRAMES.key.number]);
const KIND_KEY = 1;
const [PEER_SEEN, PEER_TYPES, PEER_AWAY, PEER_BACK] = [0, 1, 2, 3];

export class Talk {
	readonly room: Uint8Array;
	readonly id: string;
	readonly peer: Peer = { seen: 0, typing: false, awaySince: 0 };
	log_epoch: number;

	private readonly known = new Map<string, Message>();
	private readonly log = new Gapless();
	private readonly inFlight = new Map<number, number>();
	private readonly outbox: Outbox;
	private frozen = false;
	private pausedUntil = 0;
	private typingUntil = 0;
	private typedAt = 0;
	private toldSeen = 0;

	constructor(private readonly options: TalkOptions) {
		this.room = options.room;
		this.id = toHex(options.room);
		this.log_epoch = options.log_epoch;
		this.outbox = new Outbox(options.store, `outbox.${this.id}`);
		this.outbox.atLeast(options.next_cseq);
		this.outbox.waiting.forEach((parcel) => this.show(parcel));
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
		this.frozen = false;
		this.pausedUntil = 0;
		this.toldSeen = 0;
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
		if (
			this.offset > this.toldSeen &&
			this.send({ type: 'seen', room: this.room, offset: this.offset })
		) {
			this.toldSeen = this.offset;
		}
	}

	/** The person types; sent at most once in two seconds. */
	type(): void {
		const now = this.options.now();
		if (
			now - this.typedAt >= TALK_TIMES.typingOut &&
			this.send({ type: 'typing', room: this.room })
		) {
			this.typedAt = now;
		}
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
	 * To be called about once a second. `gap`: an entry is missing for too long, dial anew.
	 * `stuck`: an ack is missing for too long, probe the socket.
	 */
	tick(): 'gap' | 'stuck' | null {
		const now = this.options.now();
		if (this.peer.typing && now >= this.typingUntil) {
			this.peer.typing = false;
			this.options.changed();
		}
		this.flush();
		if (this.log.isOverdue(now, TALK_TIMES.gap)) {
			return 'gap';
		}
		const oldest = Math.min(...this.inFlight.values());
		return now - oldest >= TALK_TIMES.stuck ? 'stuck' : null;
	}

	private send(frame: UpFrame): boolean {
		return !this.frozen && this.options.send(frame);
	}

	private key(sender: number, cseq: number): string {
		return `${sender}:${cseq}`;
	}

	private read(payload: Uint8Array): string | null {
		try {
			return open(this.options.profile, payload);
		} catch (error) {
			if (error instanceof SealError) {
				return null;
			}
			throw error;
		}
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
		for (const { cseq, key_epoch, payload } of this.outbox.waiting) {
			if (this.known.get(this.key(this.options.seat, cseq))?.state === 'refused') {
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
		const mine = frame.sender === this.options.seat;
		const id = this.key(frame.sender, frame.cseq);
		const old = this.known.get(id);
		if (old && mine) {
			this.settle(frame.cseq, frame.offset, frame.at);
		} else if (old) {
			old.offset = frame.offset;
		} else {
			const { sender, cseq, at, offset } = frame;
			const state = offset <= this.peer.seen ? 'seen' : 'sent';
			this.known.set(id, {
				id,
				sender,
				mine,
				cseq,
				text: this.read(frame.payload),
				at,
				offset,
				state,
			});
		}
		if (!mine) {
			this.peer.typing = false;
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

	/** Another epoch: offsets start anew, and what is replayed is recognised by sender and cseq. */
	private enterEpoch(epoch: number): void {
		if (epoch !== this.log_epoch) {
			this.log_epoch = epoch;
			this.log.reset();
			this.peer.seen = 0;
		}
	}

	/** The daemon expects `next`: what it lacks is said again, whether it had been acked or not. */
	private rewind(next: number): void {
		const { seat, profile } = this.options;
		const lost = this.messages.filter(
			(m) => m.mine && m.offset > 0 && m.cseq >= next && m.text !== null,
		);
		const waiting = [...this.outbox.waiting];
		if (lost.length === 0 && (waiting[0]?.cseq ?? next) <= next) {
			return;
		}
		const again = lost.map((m) => ({ payload: seal(profile, m.text ?? ''), at: m.at }));
		[...lost, ...waiting].forEach(({ cseq }) => this.known.delete(this.key(seat, cseq)));
		this.outbox.restart(next, [...again, ...waiting]);
		this.outbox.waiting.forEach((parcel) => this.show(parcel));
	}

	private onPeer(frame: PeerFrame): void {
		if (frame.what === PEER_SEEN) {
			this.peer.seen = Math.max(this.peer.seen, frame.value);
			this.known.forEach((m) => {
				if (m.mine && m.state === 'sent' && m.offset <= this.peer.seen) {
					m.state = 'seen';
				}
			});
		} else if (frame.what === PEER_TYPES) {
			this.peer.typing = true;
			this.typingUntil = this.options.now() + TALK_TIMES.typingShown;
		} else if (frame.what === PEER_AWAY) {
			this.peer.awaySince = frame.value || this.options.now();
			this.peer.typing = false;
		} else if (frame.what === PEER_BACK) {
			this.peer.awaySince = 0;
		}
	}

	private onRefused(frame: RefusedFrame): void {
		if (AGAIN.has(frame.code)) {
			this.inFlight.clear();
			if (frame.code === 'gap') {
				this.rewind(frame.number);
			}
			this.pausedUntil = this.options.now() + Math.max(1, frame.retry_after) * 1000;
			return;
		}
		this.inFlight.delete(frame.number);
		const message = this.known.get(this.key(this.options.seat, frame.number));
		if (message?.state === 'waiting') {
			message.state = 'refused';
		}
	}
}
