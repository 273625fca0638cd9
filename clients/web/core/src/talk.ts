/**
 * One room as one side sees it: the log in order, what waits to be stored, who types or is away.
 * The room's machine seals and opens; here its outbox goes out as frames and the log goes in. It has
 * no socket, no timer and no view. Rules: docs/protocol.md.
 */
import { isAbout } from './about.ts';
import { toHex } from './bytes.ts';
import {
	FRAMES,
	type AckFrame,
	type DownFrame,
	type EntryFrame,
	type RefusedFrame,
	type UpFrame,
} from './frames.ts';
import { Lines } from './lines.ts';
import { TEXT_LIMIT, type Change, type Message, type Peer } from './message.ts';
import { Reading } from './reading.ts';
import { SAY } from './seal/header.ts';
import type { SealRoom } from './seal/room.ts';
import { CARD, END, SUMMARY, TEXT } from './seal/say.ts';
import type { News, Parcel, Text } from './seal/traffic.ts';
import { Signs } from './signs.ts';

export type { Change, Message, MessageState, Peer } from './message.ts';

export interface TalkOptions {
	room: Uint8Array;
	/** One's own seat. */
	seat: number;
	/** Its `news` go to `hear` first, its `changed` to `stir`. */
	seal: SealRoom;
	send(frame: UpFrame): boolean;
	/** Unix milliseconds. */
	now(): number;
	/** Something that a screen shows has changed. */
	changed(): void;
	/** The log lacks something. */
	lost(): void;
}

/** Milliseconds. stuck: so long may an ACK take on a socket that otherwise lives. end: END too. */
export const TALK_TIMES = { stuck: 15_000, end: 3_000 };
/** So many messages are under way at a time: fewer than the daemon's bucket takes at once. */
export const WINDOW = 10;

/** Refusals that pass; `state`: READY or RESUME is not through yet. */
const AGAIN = new Set(['rate', 'delayed', 'full', 'gap', 'state']);
/** Frames whose refusal is about a message; any other is about the room. */
const SAYING = new Set<number>([FRAMES.say.number, FRAMES.key.number]);
/** Under way no more: acked, and on its way into the machine. */
const ACKED = Infinity;
/** To be said again, though an ACK of the first time may still come. */
const UNHEARD = 0;

export class Talk {
	readonly room: Uint8Array;
	readonly id: string;
	/** 0: this page knows nothing of the log. */
	log_epoch = 0;

	private readonly lines: Lines;
	private readonly reading: Reading;
	private readonly signs: Signs;
	/** When a payload went out. One that is sealed anew is another one, also under the same number. */
	private readonly underWay = new Map<Uint8Array, number>();
	private readonly refusals = new Set<Uint8Array>();
	/** Acts of the machine that change its outbox and are not through. */
	private settling = 0;
	private frozen = false;
	/** Nobody is there: nothing goes out before the room is open again. */
	private resting = false;
	private pausedUntil = 0;
	/** What the daemon said at the last attach: lower numbers it has, perhaps not from this page. */
	private claimed = 0;
	private saidAt: number;
	private seen = 0;
	/** END was said: LEAVE follows when it is stored, at the latest then; 0: it was not. */
	private leaveBy = 0;
	private left = false;

	constructor(private readonly options: TalkOptions) {
		const { room, now, seal, lost } = options;
		this.room = room;
		this.id = toHex(room);
		this.saidAt = now();
		this.lines = new Lines(options.seat);
		this.reading = new Reading({ entry: (entry) => seal.entry(entry), now, lost });
		this.signs = new Signs({ room, now, send: (frame) => this.send(frame) });
	}

	/** The other side. */
	get peer(): Peer {
		return this.signs.peer;
	}

	/** Every entry up to here is known; what RESUME is told. */
	get offset(): number {
		return this.reading.offset;
	}

	/** Who came and who left, in the order of the log. */
	get changes(): readonly Change[] {
		return this.lines.changes;
	}

	/** The log in order, then what waits. */
	get messages(): Message[] {
		const { seat } = this.options;
		const stored = this.lines.stored(this.seen);
		const { outbox, unsealed } = this.options.seal;
		const waits = (id: string, cseq: number, { type, text }: Text, parcel?: Parcel): Message => {
			const state = parcel && this.refusals.has(parcel.payload) ? 'refused' : 'waiting';
			const is = { isSummary: type === SUMMARY, isCard: type === CARD };
			const at = { at: this.saidAt, offset: 0 };
			return { id, sender: seat, mine: true, cseq, text, ...at, state, ...is };
		};
		const sealed = outbox.flatMap((parcel) => {
			const { cseq, plain } = parcel;
			const id = `${seat}:${cseq}`;
			const isShown = plain && plain.type !== END && !this.lines.has(id);
			return isShown ? [waits(id, cseq, plain, parcel)] : [];
		});
		const drafts = unsealed.filter(({ text }) => text !== '').map((one, i) => waits(`w${i}`, 0, one));
		return [...stored, ...sealed, ...drafts];
	}

	/** Texts that are not stored yet, in order; of cards nothing, which no field can take back. */
	get unsent(): string[] {
		return this.messages.filter((m) => m.offset === 0 && !m.isCard).map((m) => m.text ?? '');
	}

	/** Says a text of 1 to TEXT_LIMIT characters, or a card. False: it is none. */
	say(text: string, type: number = TEXT): boolean {
		const isText = text.trim() !== '' && text.length <= TEXT_LIMIT;
		if (isText) {
			this.saidAt = this.options.now();
			void this.options.seal.say(text, type);
		}
		return isText;
	}

	/** Puts a card before the other side, a text of cards.ts. */
	card(text: string): void {
		this.say(text, CARD);
	}

	/** Takes a frame that is about this room; false: it is about something else. */
	handle(frame: DownFrame): boolean {
		if (!isAbout(frame, this.room)) {
			return false;
		}
		if (frame.type === 'entry') {
			this.onEntry(frame);
		} else if (frame.type === 'ack') {
			this.onAck(frame);
		} else if (frame.type === 'peer') {
			this.signs.hear(frame);
		} else if (frame.type === 'refused' && SAYING.has(frame.frame)) {
			this.onRefused(frame);
		} else {
			return false;
		}
		this.stir();
		return true;
	}

	/** The machine's news; false: they are not about what stands in the log. */
	hear(news: News): boolean {
		if (news.type === 'line') {
			this.lines.show(news.line);
			this.peer.typing &&= news.line.sender === this.options.seat;
		} else if (news.type === 'people') {
			this.lines.change(news);
		}
		return news.type === 'line' || news.type === 'people';
	}

	/** The machine has changed: what it has made goes out. */
	stir(): void {
		const { seal, seat } = this.options;
		const others = [...seal.order.last.keys()].filter((sender) => sender !== seat);
		this.seen = Math.max(this.seen, ...others.map((sender) => seal.order.seenBy(sender)));
		this.flush();
		this.options.changed();
	}

	/**
	 * After MATCHED or OPENED of a new or resumed socket: what the daemon lacks goes out again.
	 * `then`: what the machine must know before that.
	 */
	resume(
		{ log_epoch, next_cseq }: { log_epoch: number; next_cseq: number },
		then: () => Promise<void> = () => Promise.resolve(),
	): void {
		const anew = log_epoch !== this.log_epoch;
		if (anew) {
			this.log_epoch = log_epoch;
			this.lines.clear();
			this.seen = 0;
		}
		this.reading.resume(anew);
		this.claimed = next_cseq;
		this.frozen = this.resting = false;
		this.pausedUntil = 0;
		this.underWay.clear();
		this.settle(Promise.all([this.options.seal.resume(next_cseq, anew), then()]));
	}

	/** Whoever was there has left, and the room waits for somebody else. */
	rest(): void {
		this.resting = true;
		this.unsend();
		this.reading.rest();
		this.signs.rest();
		this.stir();
	}

	/** FROZEN: hold everything, or send everything unacked again. */
	freeze(on: boolean): void {
		this.frozen = on;
		this.unsend();
		this.stir();
	}

	/** The person types. */
	type(): void {
		this.signs.type();
	}

	/**
	 * Ends the room for both, behind an END that shows the other side that nothing is missing. To be
	 * called where there is a socket; false: not now.
	 */
	leave(): boolean {
		const { seal, now } = this.options;
		if (this.frozen || !seal.open || this.leaveBy !== 0) {
			return this.send({ type: 'leave', room: this.room });
		}
		this.leaveBy = now() + TALK_TIMES.end;
		this.settle(seal.end());
		return true;
	}

	/** ENDED has come: whether the end is whole. Every key and all that waited is gone after it. */
	async finish(): Promise<'complete' | 'cut'> {
		await this.reading.settled();
		return this.options.seal.finish();
	}

	/** Forgets every key and all that waited, at once. */
	wipe(): void {
		void this.options.seal.wipe();
	}

	/** Tries again what was refused. */
	retry(): void {
		this.refusals.clear();
		this.stir();
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
		const stuck = now - Math.min(...this.flying) >= TALK_TIMES.stuck;
		if (stuck) {
			this.unsend();
		}
		return this.reading.isOverdue() || stuck;
	}

	private send(frame: UpFrame): boolean {
		return !this.frozen && !this.resting && this.options.send(frame);
	}

	/** Nothing goes out until the machine is through with it. */
	private settle(act: Promise<unknown>): void {
		this.settling++;
		const after = () => {
			this.settling--;
			this.stir();
		};
		act.then(after, after);
	}

	/** What has no ACK is said again. */
	private unsend(): void {
		this.underWay.forEach((at, payload) => at !== ACKED && this.underWay.set(payload, UNHEARD));
	}

	/** When what is under way now went out. */
	private get flying(): number[] {
		return [...this.underWay.values()].filter((at) => at !== ACKED && at !== UNHEARD);
	}

	private flush(): void {
		const now = this.options.now();
		const { outbox, unsealed } = this.options.seal;
		this.underWay.forEach((_at, payload) => {
			if (!outbox.some((parcel) => parcel.payload === payload)) {
				this.underWay.delete(payload);
			}
		});
		if (this.settling === 0 && now >= this.pausedUntil) {
			this.sendAll(outbox, now);
		}
		const isSaid = this.settling === 0 && outbox.length === 0 && unsealed.length === 0;
		if (this.leaveBy !== 0 && !this.left && (isSaid || now >= this.leaveBy)) {
			this.left = this.send({ type: 'leave', room: this.room });
		}
	}

	private sendAll(outbox: readonly Parcel[], now: number): void {
		const { room } = this;
		const first = outbox[0]?.cseq ?? 0;
		let free = WINDOW - this.flying.length;
		for (const { cseq, epoch: key_epoch, payload } of outbox) {
			const isAhead = first < this.claimed && cseq >= this.claimed;
			if (free <= 0 || isAhead || this.refusals.has(payload)) {
				return;
			}
			if ((this.underWay.get(payload) ?? UNHEARD) === UNHEARD) {
				const type = payload[1] === SAY ? 'say' : 'key';
				if (!this.send({ type, room, cseq, key_epoch, payload })) {
					return;
				}
				this.underWay.set(payload, now);
				free--;
			}
		}
	}

	private parcel(cseq: number): Parcel | undefined {
		return this.options.seal.outbox.find((parcel) => parcel.cseq === cseq);
	}

	/** An ACK under a number that the daemon had before may be about other bytes: the replay tells. */
	private onAck({ log_epoch, cseq, offset }: AckFrame): void {
		const { payload } = this.parcel(cseq) ?? {};
		if (payload && this.underWay.has(payload) && cseq >= this.claimed) {
			this.underWay.set(payload, ACKED);
			const at = this.options.now();
			this.read(log_epoch, { sender: this.options.seat, cseq, payload, offset, at });
		}
	}

	private onEntry({ log_epoch, sender, cseq, payload, offset, at }: EntryFrame): void {
		this.read(log_epoch, { sender, cseq, payload, offset, at });
	}

	private read(
		log_epoch: number,
		{ at, ...item }: Pick<EntryFrame, 'sender' | 'cseq' | 'payload' | 'offset' | 'at'>,
	): void {
		if (log_epoch !== this.log_epoch) {
			this.reading.mend();
			return;
		}
		this.lines.place(`${item.sender}:${item.cseq}`, { offset: item.offset, at });
		this.reading.add(item);
	}

	private onRefused({ code, number, retry_after }: RefusedFrame): void {
		const { seal, now } = this.options;
		const refused = this.parcel(number);
		if (code === 'stale') {
			/* Taken over: the socket is about to be closed. If it is not, the ACK is missed. */
			return;
		}
		if (AGAIN.has(code)) {
			const until = now() + Math.max(1, retry_after) * 1000;
			this.unsend();
			this.pausedUntil = Math.max(this.pausedUntil, until);
			if (code === 'gap' && number < (seal.outbox[0]?.cseq ?? 0)) {
				this.reading.mend();
			}
		} else if (refused && code === 'epoch') {
			this.settle(seal.refused(number));
		} else if (refused) {
			this.underWay.delete(refused.payload);
			this.refusals.add(refused.payload);
		}
	}
}
