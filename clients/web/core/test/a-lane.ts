/** A relay with the lane of notes beside its log, as the daemon keeps it, and staff ends that read it. */
import { FRAMES, type DownFrame, type NotedFrame, type UpFrame } from '../src/frames.ts';
import { Noting } from '../src/noting.ts';
import type { News } from '../src/seal/traffic.ts';
import { End, Relay, ROOM, StaffEnd, until, YouthEnd } from './a-talk.ts';
import { bo } from './seal/a-room.ts';

type NoteFrame = Extract<UpFrame, { type: 'note' }>;
const NOTES = 128;

export class LaneRelay extends Relay {
	lane: NotedFrame[] = [];
	/** Refuses a note; a word of the table of refusals, or null. */
	refuseNote: (frame: NoteFrame) => string | null = () => null;

	/** The last number of a seat's notes. */
	lastNote(seat: number): number {
		return this.lane.filter(({ sender }) => sender === NOTES + seat).length;
	}

	/** The lane as a seat is handed it after OPENED. */
	replay(end: End): void {
		const { seat } = end;
		const [cseq, offset] = [this.lastNote(seat), this.lane.length];
		this.lane.forEach((noted) => this.down(end, noted));
		this.down(end, { type: 'note_ack', room: ROOM, cseq, offset });
	}

	override up(end: End, frame: UpFrame): void {
		if (frame.type === 'note') {
			setImmediate(() => this.takeNote(end, frame));
		} else {
			super.up(end, frame);
		}
	}

	private takeNote(end: End, frame: NoteFrame): void {
		const { room, cseq, key_epoch, payload } = frame;
		const last = this.lastNote(end.seat);
		const answer = (code: string, number: number): void =>
			this.down(end, {
				type: 'refused',
				frame: FRAMES.note.number,
				room,
				number,
				code,
				retry_after: 0,
			});
		const code = this.refuseNote(frame);
		const sender = NOTES + end.seat;
		if (code !== null) {
			answer(code, cseq);
		} else if (cseq <= last) {
			const { offset } = this.lane.find((one) => one.sender === sender && one.cseq === cseq)!;
			this.down(end, { type: 'note_ack', room, cseq, offset });
		} else if (cseq !== last + 1) {
			answer('gap', last + 1);
		} else if (key_epoch !== this.keyEpoch) {
			answer('epoch', cseq);
		} else {
			const offset = this.lane.length + 1;
			const at = this.time++;
			this.lane.push({ type: 'noted', room, offset, sender, cseq, key_epoch, at, payload });
			this.down(end, { type: 'note_ack', room, cseq, offset });
			const noted = this.lane.at(-1)!;
			this.ends.forEach((one) => one.seat !== 0 && this.down(one, noted));
		}
	}
}

/** A staff browser with its notes. */
export class NotingEnd extends StaffEnd {
	noting!: Noting;
	declare readonly relay: LaneRelay;

	override async load(): Promise<void> {
		await super.load();
		const { machine, talk, seat } = this;
		this.noting = new Noting({
			room: ROOM,
			seat,
			seal: machine,
			send: (frame) => {
				if (this.online) {
					this.sent.push(frame);
					this.relay.up(this, frame);
				}
				return this.online;
			},
			now: () => this.relay.time,
			changed: () => undefined,
			lost: () => this.lost++,
		});
		const handle = talk.handle.bind(talk);
		talk.handle = (frame: DownFrame) => handle(frame) || this.noting.handle(frame);
		this.attachLane();
	}

	/** RESUME on a new socket. */
	again(): void {
		this.attach();
		this.attachLane();
	}

	/** Text, state and offset of each note on the screen. */
	get notes(): string[] {
		return this.noting.messages.map((m) => `${m.sender}: ${m.text} ${m.state} ${m.offset}`);
	}

	protected override hooks() {
		const { news, changed, ...others } = super.hooks();
		return {
			...others,
			news: (one: News) => void (this.noting?.hear(one) || news(one)),
			changed: () => {
				changed();
				this.noting?.stir();
			},
		};
	}

	private attachLane(): void {
		this.noting.resume({ log_epoch: this.relay.logEpoch });
		this.relay.replay(this);
	}
}

export interface NotingWorld {
	relay: LaneRelay;
	youth: YouthEnd;
	ida: NotingEnd;
	bo: NotingEnd;
}

/** A youth with Ida and, if `both`, Bo: everybody can write. */
export async function aStaffedWorld(both: boolean): Promise<NotingWorld> {
	const relay = new LaneRelay();
	const youth = new YouthEnd(0, relay);
	const [one, two] = [new NotingEnd(1, relay), new NotingEnd(2, relay, bo)];
	await youth.load();
	await one.load();
	await until(() => youth.machine.open && one.machine.open);
	const world = { relay, youth, ida: one, bo: two };
	if (both) {
		await comesBo(world);
		await until(() => [youth, one, two].every(({ machine }) => machine.open));
		await until(() => [one, two].every(({ machine }) => machine.people.length === 2));
	}
	return world;
}

/** Bo sits down, and the youth lets him in. */
export async function comesBo({ youth, bo }: NotingWorld): Promise<void> {
	await bo.load();
	await youth.machine.here([1, 2]);
	await until(() => youth.of('asks').length === 1);
	await youth.machine.admit(2, 'nothing');
}
