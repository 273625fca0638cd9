/**
 * Two talks with their machines over a relay that appends as the daemon does and sends frames. Only
 * tests move its clock; frames take a turn of the loop each, as they would on a wire.
 */
import { decodeAny, encodeAny } from '../src/codec.ts';
import { FRAMES, type DownFrame, type EntryFrame, type UpFrame } from '../src/frames.ts';
import { ANSWER, GRANT, OFFER, SAY } from '../src/seal/header.ts';
import type { SealRoom } from '../src/seal/room.ts';
import { StaffSeal } from '../src/seal/staff/staff-seal.ts';
import { memoryVault } from '../src/seal/staff/vault.ts';
import type { News } from '../src/seal/traffic.ts';
import { YouthSeal } from '../src/seal/youth/youth-seal.ts';
import { memoryStore, type Store } from '../src/store.ts';
import { Talk } from '../src/talk.ts';
import { ida, ROOM, TODAY, TOPIC, TRUST, type Staff } from './seal/a-room.ts';

export { ROOM };

type Saying = Extract<UpFrame, { type: 'say' | 'key' }>;

/** Which epoch the daemon asks of each kind, beside the room's. */
const LATE = new Set<number>([OFFER, ANSWER]);
/** Milliseconds of real time within which keys are made and texts sealed, on any machine. */
const PATIENCE = 20_000;

/** Waits for what crypto brings; throws where it does not come. */
export async function until(holds: () => boolean): Promise<void> {
	for (const end = Date.now() + PATIENCE; !holds(); ) {
		if (Date.now() > end) {
			throw new Error(`not within ${PATIENCE} ms: ${holds.toString()}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
}

export class Relay {
	log: EntryFrame[] = [];
	logEpoch = 1;
	time = TODAY * 1000;
	ends = new Set<End>();
	/** Refuses what comes; a word of the table of refusals, or null. */
	refuse: (frame: Saying) => string | null = () => null;
	/** What becomes of a frame on its way down; null: it is lost. */
	tamper: (frame: DownFrame, end: End) => DownFrame | null = (frame) => frame;

	/** The number that comes next of a seat. */
	next(seat: number): number {
		return this.log.filter(({ sender }) => sender === seat).length + 1;
	}

	get keyEpoch(): number {
		return this.log.filter(({ kind }) => kind === GRANT).length;
	}

	down(end: End, frame: DownFrame): void {
		const { socket } = end;
		setImmediate(() => {
			const shown = this.tamper(decodeAny(encodeAny(frame)) as DownFrame, end);
			if (shown && end.online && end.socket === socket) {
				end.talk.handle(shown);
			}
		});
	}

	up(end: End, frame: UpFrame): void {
		const copy = decodeAny(encodeAny(frame)) as UpFrame;
		setImmediate(() => {
			if (copy.type === 'say' || copy.type === 'key') {
				this.take(end, copy);
			}
		});
	}

	/** A failover: only so many entries are left. */
	rollBack(length: number): void {
		this.log = this.log.slice(0, length).map((one) => ({ ...one, log_epoch: 2 }));
		this.logEpoch = 2;
	}

	private take(end: End, frame: Saying): void {
		const { seat } = end;
		const { room, cseq, payload } = frame;
		const known = this.log.find((one) => one.sender === seat && one.cseq === cseq);
		const next = this.next(seat);
		const refused = (code: string, number: number): void =>
			this.down(end, {
				type: 'refused',
				frame: FRAMES[frame.type].number,
				room,
				number,
				code,
				retry_after: 0,
			});
		const ack = (offset: number): void =>
			this.down(end, { type: 'ack', room, cseq, log_epoch: this.logEpoch, offset });
		const code = this.refuse(frame);
		const kind = payload[1] ?? 0;
		const wanted = this.keyEpoch + (kind === GRANT ? 1 : 0);
		const fits = LATE.has(kind) ? frame.key_epoch <= wanted : frame.key_epoch === wanted;
		if (code !== null) {
			refused(code, cseq);
		} else if (known) {
			ack(known.offset);
		} else if (cseq !== next) {
			refused('gap', next);
		} else if ((kind === SAY) !== (frame.type === 'say')) {
			refused('seal', cseq);
		} else if (!fits) {
			refused('epoch', cseq);
		} else {
			const offset = this.log.length + 1;
			const { key_epoch } = frame;
			const place = { room, log_epoch: this.logEpoch, offset, at: this.time++ };
			const entry = { type: 'entry', ...place, sender: seat, cseq, kind, key_epoch, payload };
			this.log.push(entry as EntryFrame);
			ack(offset);
			this.ends.forEach((one) => one !== end && this.down(one, entry as EntryFrame));
		}
	}
}

/** One browser with its tab. */
export abstract class End {
	sent: UpFrame[] = [];
	news: News[] = [];
	/** How often the log itself was found wanting. */
	lost = 0;
	online = true;
	socket = 0;
	talk!: Talk;
	store: Store = memoryStore();

	constructor(
		readonly seat: number,
		readonly relay: Relay,
	) {}

	/** A fresh page on the tab's store. */
	abstract load(): Promise<void>;

	/** RESUME on a new socket, and what the daemon answers. */
	attach(): void {
		const { talk, relay, seat } = this;
		this.socket++;
		this.online = true;
		relay.ends.add(this);
		const { log_epoch, offset } = talk;
		const from = log_epoch === relay.logEpoch ? offset : 0;
		const next_cseq = relay.next(seat);
		talk.resume({ log_epoch: relay.logEpoch, next_cseq });
		relay.log.slice(from).forEach((entry) => relay.down(this, entry));
	}

	/** The socket is gone. */
	drop(): void {
		this.online = false;
		this.socket++;
		this.relay.ends.delete(this);
	}

	/** Text, state and offset of each message on the screen. */
	get shown(): string[] {
		return this.talk.messages.map((m) => `${m.text} ${m.state} ${m.offset}`);
	}
	/** Text of each message, and whose it is. */
	get lines(): string[] {
		return this.talk.messages.map((m) => `${m.sender}: ${m.text}`);
	}
	of(type: News['type']): News[] {
		return this.news.filter((one) => one.type === type);
	}

	protected hooks() {
		return {
			room: ROOM,
			trust: TRUST,
			store: this.store,
			now: () => this.relay.time,
			news: (news: News) => void (this.talk.hear(news) || this.news.push(news)),
			changed: () => this.talk.stir(),
		};
	}

	protected open(seal: SealRoom): void {
		this.talk = new Talk({
			room: ROOM,
			seat: this.seat,
			seal,
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
		this.attach();
	}
}

export class YouthEnd extends End {
	machine!: YouthSeal;

	async load(): Promise<void> {
		this.drop();
		const who = { agency: '', topic: TOPIC, minMode: 1 };
		this.machine = new YouthSeal({ ...this.hooks(), ...who });
		this.open(this.machine);
		void this.machine.here([1]);
	}
}

export class StaffEnd extends End {
	machine!: StaffSeal;
	vault = memoryVault();

	constructor(
		seat: number,
		relay: Relay,
		private readonly who: Staff = ida,
	) {
		super(seat, relay);
	}

	async load(): Promise<void> {
		this.drop();
		const { agency, mode } = this.who;
		const accepted = { room: ROOM, seat: this.seat, purpose: 0, agency, topic: TOPIC, mode };
		const own = { vault: this.vault, identity: this.who, accepted };
		this.machine = await StaffSeal.open({ ...this.hooks(), ...own });
		this.open(this.machine);
	}
}

export interface World {
	relay: Relay;
	youth: YouthEnd;
	staff: StaffEnd;
}

/** A youth and Ida in a room; `together`: they can write to each other already. */
export async function aWorld(together = true): Promise<World> {
	const relay = new Relay();
	const world = { relay, youth: new YouthEnd(0, relay), staff: new StaffEnd(1, relay) };
	await world.youth.load();
	if (together) {
		await world.staff.load();
		await until(() => world.youth.machine.open && world.staff.machine.open);
	}
	return world;
}

/** Offsets of the handshake: OFFER, ANSWER, GRANT, CONFIRM. */
export const HANDSHAKE = 4;
