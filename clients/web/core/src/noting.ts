/**
 * The notes of one room as a staff page sees them: the lane in order, what waits to be stored. The
 * room's machine seals and opens. It has no socket, no timer and no view, and is apart from Talk so
 * that nothing that is said to the youth and nothing that is not can take each other's way. Rules:
 * docs/protocol.md, section 6.
 */
import { isAbout } from './about.ts';
import {
	FRAMES,
	type DownFrame,
	type NoteAckFrame,
	type NotedFrame,
	type RefusedFrame,
	type UpFrame,
} from './frames.ts';
import { TEXT_LIMIT, type Message } from './message.ts';
import { Reading } from './reading.ts';
import { NOTE, NOTES, readHeader } from './seal/header.ts';
import { Reader } from './seal/layout.ts';
import type { StaffSeal } from './seal/staff/staff-seal.ts';
import type { Line, News } from './seal/traffic.ts';
import { TALK_TIMES } from './talk.ts';

export interface NotingOptions {
	room: Uint8Array;
	/** One's own seat. */
	seat: number;
	/** Its `news` go to `hear`, its `changed` to `stir`. */
	seal: StaffSeal;
	send(frame: UpFrame): boolean;
	/** Unix milliseconds. */
	now(): number;
	/** Something that a screen shows has changed. */
	changed(): void;
	/** The lane lacks something. */
	lost(): void;
}

/** Refusals that pass. */
const AGAIN = new Set(['rate', 'delayed', 'full', 'state']);

/** The key epoch that a note names; a payload that is none belongs to none. */
function epochOf({ payload, sender }: NotedFrame): number {
	try {
		return readHeader(new Reader(payload.slice()), NOTE, sender, sender).epoch;
	} catch {
		return 0;
	}
}

export class Noting {
	private readonly known = new Map<string, Message>();
	private readonly places = new Map<string, Pick<Message, 'offset' | 'at'>>();
	private readonly reading: Reading;
	/** NOTEDs that came before the GRANT of their epoch. */
	private early: NotedFrame[] = [];
	private logEpoch = 0;
	/** The NOTE_ACK behind the lane has come on this socket. */
	private attached = false;
	/** Notes go out one by one. */
	private underWay: { payload: Uint8Array; at: number } | null = null;
	private readonly refusals = new Set<Uint8Array>();
	private settling = 0;
	private frozen = false;
	private pausedUntil = 0;
	private writtenAt: number;

	constructor(private readonly options: NotingOptions) {
		const { seal, now, lost } = options;
		this.writtenAt = now();
		this.reading = new Reading({ entry: (entry) => seal.noteEntry(entry), now, lost });
	}

	/** The lane in order, then what waits. `sender` is the writer's seat. */
	get messages(): Message[] {
		const { seat, seal } = this.options;
		const waits = (id: string, cseq: number, text: string, payload?: Uint8Array): Message => {
			const state = payload && this.refusals.has(payload) ? 'refused' : 'waiting';
			const at = this.writtenAt;
			return { id, sender: seat, mine: true, cseq, text, at, offset: 0, state };
		};
		const stored = [...this.known.values()].sort((a, b) => a.offset - b.offset);
		const sealed = seal.notes.outbox.flatMap(({ cseq, plain, payload }) => {
			const id = `${seat}:${cseq}`;
			return plain && !this.known.has(id) ? [waits(id, cseq, plain.text, payload)] : [];
		});
		const drafts = seal.notes.unsealed.map((text, i) => waits(`w${i}`, 0, text));
		return [...stored, ...sealed, ...drafts];
	}

	/** Writes a note of 1 to TEXT_LIMIT characters to the staff of now. False: it is none, or not now. */
	write(text: string): boolean {
		const { seal, now } = this.options;
		const isText = text.trim() !== '' && text.length <= TEXT_LIMIT && seal.open;
		if (isText) {
			this.writtenAt = now();
			void seal.note(text);
		}
		return isText;
	}

	/** Takes a frame that is about the notes of this room; false: it is about something else. */
	handle(frame: DownFrame): boolean {
		if (!isAbout(frame, this.options.room)) {
			return false;
		}
		if (frame.type === 'noted') {
			this.early.push(frame);
		} else if (frame.type === 'note_ack') {
			this.onAck(frame);
		} else if (frame.type === 'refused' && frame.frame === FRAMES.note.number) {
			this.onRefused(frame);
		} else {
			return false;
		}
		this.stir();
		return true;
	}

	/** The machine's news; false: they are not about a note. */
	hear(news: News): boolean {
		if (news.type === 'note') {
			this.show(news.line);
		}
		return news.type === 'note';
	}

	/** The machine has changed: what it can read now goes in, what it has made goes out. */
	stir(): void {
		this.feed();
		this.flush();
		this.options.changed();
	}

	/** After OPENED of a new or resumed socket. */
	resume({ log_epoch }: { log_epoch: number }): void {
		const anew = log_epoch !== this.logEpoch;
		if (anew) {
			this.logEpoch = log_epoch;
			this.known.clear();
			this.places.clear();
		}
		this.reading.resume(anew);
		this.early = [];
		this.attached = false;
		this.underWay = null;
		this.frozen = false;
		this.pausedUntil = 0;
		this.settle(this.options.seal.suspendNotes());
	}

	/** FROZEN: hold everything, or send what is unacked again. */
	freeze(on: boolean): void {
		this.frozen = on;
		this.underWay = null;
		this.stir();
	}

	/** To be called about once a second. True: something is missing for too long: dial anew. */
	tick(): boolean {
		const now = this.options.now();
		const stuck = this.underWay !== null && now - this.underWay.at >= TALK_TIMES.stuck;
		this.underWay = stuck ? null : this.underWay;
		this.flush();
		return this.reading.isOverdue() || stuck;
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

	private show({ sender, cseq, text }: Line): void {
		const seat = sender - NOTES;
		const id = `${seat}:${cseq}`;
		const mine = seat === this.options.seat;
		const place = this.places.get(id) ?? { offset: 0, at: 0 };
		this.known.set(id, { id, sender: seat, mine, cseq, text, ...place, state: 'sent' });
	}

	/** A note waits for the GRANT of its epoch, which lies in the log and comes by itself. */
	private feed(): void {
		const epoch = this.options.seal.order.epoch?.epoch ?? 0;
		while (this.settling === 0 && this.early[0] && epochOf(this.early[0]) <= epoch) {
			const { sender, cseq, payload, offset, at } = this.early.shift()!;
			const id = `${sender - NOTES}:${cseq}`;
			if (!this.places.has(id)) {
				this.places.set(id, { offset, at });
			}
			this.reading.add({ sender, cseq, payload, offset });
		}
	}

	private flush(): void {
		const { seal, now, send, room } = this.options;
		const parcel = seal.notes.outbox[0];
		if (this.underWay?.payload !== parcel?.payload) {
			this.underWay = null;
		}
		const isHeld = !this.attached || this.frozen || this.settling > 0 || now() < this.pausedUntil;
		if (!parcel || isHeld || this.refusals.has(parcel.payload)) {
			return;
		}
		const { cseq, epoch: key_epoch, payload } = parcel;
		if (this.underWay === null) {
			const isSent = send({ type: 'note', room, cseq, key_epoch, payload });
			this.underWay = isSent ? { payload, at: now() } : null;
		}
	}

	/** What is stored leaves the outbox by its NOTED. The first of a socket says what there was. */
	private onAck({ cseq }: NoteAckFrame): void {
		if (!this.attached) {
			this.attached = true;
			this.settle(this.options.seal.resumeNotes(cseq + 1));
		}
	}

	private onRefused({ code, number, retry_after }: RefusedFrame): void {
		const { seal, now } = this.options;
		const refused = seal.notes.outbox.find(({ cseq }) => cseq === number);
		if (code === 'stale') {
			/* Taken over: the socket is about to be closed. If it is not, the ack is missed. */
			return;
		}
		if (AGAIN.has(code)) {
			this.underWay = null;
			this.pausedUntil = now() + Math.max(1, retry_after) * 1000;
		} else if (code === 'gap') {
			this.underWay = null;
			this.settle(seal.resumeNotes(number));
		} else if (refused && code === 'epoch') {
			this.underWay = null;
			this.settle(seal.refusedNote(number));
		} else if (refused) {
			this.underWay = null;
			this.refusals.add(refused.payload);
		}
	}
}
