// A staff client's lane of notes in one room: what was written and is not acked, what came, on whatever socket it came.
import { opened, payloadOf } from './wire.mjs';

export const KIND_NOTE = 6;
const AGAIN = ['rate', 'delayed', 'full'];
/** The sender of a note is so much more than the seat. */
export const NOTES = 128;

/** NOTE of a seat; where it stands may be said otherwise: {kind, sender, epoch}. */
export function noteOf(room, seat, cseq, text, { kind = KIND_NOTE, sender = NOTES + seat, epoch = 0 } = {}) {
	return { type: 'note', room, cseq, key_epoch: epoch, payload: payloadOf({ kind, epoch, seat: sender, cseq }, text) };
}

export class Lane {
	/** Listens to the frames of the person for that room from now on, through every socket. */
	constructor(person, room) {
		Object.assign(this, { person, room: room.id, seat: room.seat });
		this.heard = []; // NOTEDs in the order they came, {offset, sender, cseq, text}
		this.outbox = new Map(); // cseq -> {frame, resolve}
		this.next = 1;
		this.last = undefined; // NOTE_ACK behind OPENED
		const handle = person.handle.bind(person);
		person.handle = (frame) => {
			handle(frame);
			if (frame.room === this.room) this.handle(frame);
			if (frame.type === 'frozen' && frame.on === 0) this.resend();
		};
	}

	/** Each note once, by its offset, whatever was told again. */
	get texts() {
		return [...new Map(this.heard.map(({ offset, text }) => [offset, text])).values()];
	}

	/** Writes it, as often as it takes; resolves to NOTE_ACK. */
	write(text) {
		const frame = noteOf(this.room, this.seat, this.next++, text);
		return new Promise((resolve) => {
			this.outbox.set(frame.cseq, { frame, resolve });
			this.person.send(frame);
		});
	}

	resend() {
		for (const { frame } of this.outbox.values()) this.person.send(frame);
	}

	handle(frame) {
		const rows = {
			opened: () => frame.resumed === 1 && this.resend(),
			note_ack: () => this.onAck(frame),
			noted: () => this.heard.push({ ...frame, text: opened(frame.payload) }),
			refused: () => frame.frame === 70 && AGAIN.includes(frame.code) && setTimeout(() => this.resend(), frame.retry_after * 1000),
		};
		rows[frame.type]?.();
	}

	onAck(frame) {
		const written = this.outbox.get(frame.cseq);
		if (!written) this.last = frame;
		this.outbox.delete(frame.cseq);
		written?.resolve(frame);
	}
}
