/** A sealed room of the youth's page over core's fake relay, with Ida's machine at the other end. */
import type { MatchedFrame, UpFrame } from '@samtale/core/frames';
import { toHex } from '@samtale/core/bytes';
import { memoryStore, type Store } from '@samtale/core/store';
import { Relay, ROOM, StaffEnd, type End } from '../../core/test/a-talk.ts';
import { ida, TODAY, TOPIC, TRUST, type Staff } from '../../core/test/seal/a-room.ts';
import { Room, type Host } from '../src/room.ts';
import { initialState, type Event, type State } from '../src/state.ts';
import { reduce } from '../src/visit-state.ts';
import type { Door } from '../src/data.ts';

/** The bundle's file, as its host serves it. */
export const BUNDLE = JSON.stringify({
	roots: TRUST.roots.map(toHex),
	min_serial: TRUST.minSerial,
});

const DOOR = { agency: 'unge-oslo', languages: ['nb'], pool: 'no' } as unknown as Door;

/** The page around a room: what Visit does with it, without a session. */
export class Page implements Host {
	state: State = reduce(initialState(DOOR, 'nb'), { type: 'wish', wish: { topic: TOPIC } });
	sent: UpFrame[] = [];
	opens = 0;
	room!: Room;
	private end!: End;

	constructor(
		readonly relay = new Relay(),
		readonly store: Store = memoryStore(),
	) {}

	/** A fresh page on the tab's store, in the state that it kept. */
	load(): void {
		this.room = new Room(ROOM, this);
		this.end = { seat: 0, online: true, socket: 0, talk: this.room } as unknown as End;
	}

	/** MATCHED, and the log behind what RESUME has told. */
	matched(frame: Partial<MatchedFrame> = {}): void {
		const { relay, room, end } = this;
		const { log_epoch, offset } = room.remembered;
		relay.ends.add(end);
		room.matched({
			type: 'matched',
			room: ROOM,
			seat: 0,
			alias: 'the relay says so',
			agency: 'the relay says so',
			log_epoch: relay.logEpoch,
			next_cseq: relay.next(0),
			resumed: 1,
			seats: [1],
			agency_slug: ida.agency,
			statement: ida.statement,
			topic: TOPIC,
			...frame,
		});
		const from = log_epoch === relay.logEpoch ? offset : 0;
		relay.log.slice(from).forEach((entry) => relay.down(end, entry));
	}

	send = (frame: UpFrame): boolean => {
		this.sent.push(frame);
		this.relay.up(this.end, frame);
		return true;
	};
	dispatch(event: Event): void {
		this.state = reduce(this.state, event);
	}
	serviceNow = (): number => TODAY * 1000;
	roomChanged(): void {
		const { messages = [] } = this.room.talk ?? {};
		this.state = { ...this.state, messages, ...this.room.status };
	}
	opened(): void {
		this.opens++;
	}

	get lines(): string[] {
		return this.room.talk?.messages.map((m) => `${m.sender}: ${m.text}`) ?? [];
	}
}

/** A staff browser at the other end. */
export async function aStaff(relay: Relay, who: Staff = ida, seat = 1): Promise<StaffEnd> {
	const staff = new StaffEnd(seat, relay, who);
	await staff.load();
	return staff;
}
