/** A talk in a world that only tests move: what it sends, a clock, and the frames that it hears. */
import type { EntryFrame, RefusedFrame, SayFrame, UpFrame } from '../src/frames.ts';
import { open, seal } from '../src/seal.ts';
import { memoryStore } from '../src/store.ts';
import { Talk } from '../src/talk.ts';

export const ROOM = new Uint8Array(16).fill(1);
/** The other seat. */
export const THEM = 1;

export function entry(
	offset: number,
	sender: number,
	cseq: number,
	text: string,
	log_epoch = 1,
): EntryFrame {
	const payload = seal('demo', text);
	return {
		type: 'entry',
		room: ROOM,
		log_epoch,
		offset,
		sender,
		cseq,
		kind: 0,
		key_epoch: 0,
		at: offset,
		payload,
	};
}

export class TalkWorld {
	store = memoryStore();
	sent: UpFrame[] = [];
	online = true;
	time = 1_000_000;
	talk = this.make(1);

	/** Another page on the same store. */
	make(next_cseq: number, log_epoch = 1): Talk {
		return new Talk({
			room: ROOM,
			seat: 0,
			profile: 'demo',
			log_epoch,
			next_cseq,
			store: this.store,
			send: (frame) => this.online && this.sent.push(frame) > 0,
			now: () => this.time,
			changed: () => undefined,
		});
	}
	ack(cseq: number, offset: number): boolean {
		return this.talk.handle({ type: 'ack', room: ROOM, cseq, log_epoch: 1, offset });
	}
	/** A SAY is refused. */
	refuse(number: number, code: string, retry_after = 0): boolean {
		const frame = { type: 'refused', frame: 48, room: ROOM, number, code, retry_after };
		return this.talk.handle(frame as RefusedFrame);
	}
	/** Number and text of each SAY. */
	said(): [number, string][] {
		return this.sent
			.filter((frame): frame is SayFrame => frame.type === 'say')
			.map((frame) => [frame.cseq, open('demo', frame.payload)]);
	}
	/** Text, state and offset of each message on the screen. */
	shown(): string[] {
		return this.talk.messages.map((m) => `${m.text} ${m.state} ${m.offset}`);
	}
}
