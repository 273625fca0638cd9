// A seat in a room as a client keeps it: what was said and is not acked, what was heard, up to where nothing is missing.
// What the person sees goes into the history, which tests/faults/lib/history.mjs judges.
import { tick } from './client.mjs';
import { opened, sealed } from './wire.mjs';

const AGAIN = ['rate', 'delayed', 'full'];

export class Room {
	/** opening: MATCHED or OPENED. */
	constructor(person, opening) {
		this.person = person;
		this.id = opening.room;
		this.seat = opening.seat;
		this.history = { seat: this.seat, room: this.id, events: [] };
		this.next = opening.next_cseq;
		this.outbox = new Map(); // cseq -> {payload, resolve}
		this.known = new Map(); // offset -> text
		this.offset = 0; // the highest one up to which nothing is missing
		this.epoch = 0; // of the log; 0: nothing of it is here
		this.open = false;
		this.waits = false; // for the next counsellor
		this.ended = null;
		this.take(opening);
	}

	note(event) {
		this.history.events.push({ at: tick(), ...event });
	}

	/** After MATCHED(1) or OPENED: the room is open on this socket. */
	take(opening) {
		this.open = opening.type === 'opened' || opening.resumed === 1;
		this.ended = null; // whatever the person made of a silence before
		if (!this.open) return;
		this.epoch = opening.log_epoch;
		this.waits = false;
		this.note({ what: 'joined', epoch: opening.log_epoch });
		for (const [cseq, { payload }] of this.outbox) {
			if (cseq >= opening.next_cseq) this.transmit(cseq, payload);
		}
	}

	/** Whoever was there has gone; the room goes on with the next one. */
	wait() {
		this.open = false;
		this.waits = true;
	}

	know(offset, text) {
		this.known.set(offset, text);
		while (this.known.has(this.offset + 1)) this.offset++;
	}

	/** The texts in the order of the log, as far as nothing is missing. */
	get texts() {
		return Array.from({ length: this.offset }, (_, i) => this.known.get(i + 1));
	}

	transmit(cseq, payload) {
		if (this.open) this.person.send({ type: 'say', room: this.id, cseq, key_epoch: 0, payload });
	}

	/** Says it, as often as it takes; resolves to the ACK. */
	say(text) {
		const cseq = this.next++;
		const payload = sealed(this.seat, cseq, text);
		this.note({ what: 'said', cseq, text });
		return new Promise((resolve) => {
			this.outbox.set(cseq, { payload, resolve, text });
			this.transmit(cseq, payload);
		});
	}

	onAck(frame) {
		const said = this.outbox.get(frame.cseq);
		this.note({ what: 'acked', cseq: frame.cseq, epoch: frame.log_epoch, offset: frame.offset });
		if (!said) return;
		this.outbox.delete(frame.cseq);
		this.know(frame.offset, said.text);
		said.resolve(frame);
	}

	onEntry(frame) {
		const text = opened(frame.payload);
		const { offset, sender, cseq } = frame;
		this.note({ what: 'heard', epoch: frame.log_epoch, offset, sender, cseq, text });
		this.know(offset, text);
		const said = sender === this.seat ? this.outbox.get(cseq) : undefined;
		if (said) {
			this.outbox.delete(cseq);
			said.resolve({ ...frame, type: 'ack' });
		}
	}

	onRefused({ code, number, retry_after }) {
		const said = this.outbox.get(number);
		if (code === 'gap') {
			this.resend(number);
		} else if (said && AGAIN.includes(code)) {
			this.refused = { ...this.refused, [code]: (this.refused?.[code] ?? 0) + 1 };
			this.again ??= setTimeout(() => {
				this.again = undefined;
				this.resend();
			}, retry_after * 1000);
		}
	}

	/** Sends again what has no ACK, from a cseq on. */
	resend(from = 0) {
		for (const [cseq, { payload }] of this.outbox) {
			if (cseq >= from) this.transmit(cseq, payload);
		}
	}

	/** why: `epoch`, everything will be told anew; `gone`, there is no such room any more. */
	onLost(why) {
		this.note({ what: 'lost', why });
		if (why !== 'epoch') return;
		this.known.clear();
		this.offset = 0;
	}

	onEnded(reason) {
		this.note({ what: 'ended', reason });
		this.ended = reason;
		this.open = false;
	}
}
