/** A visit over a fake socket, whose room goes through core's fake relay with Ida at the other end. */
import { toHex } from '@samtale/core/bytes';
import { memoryStore } from '@samtale/core/store';
import type { DownFrame, MatchedFrame, UpFrame } from '@samtale/core/frames';
import { vi } from 'vitest';
import { Relay, ROOM, until, type End, type StaffEnd } from '../../core/test/a-talk.ts';
import { FakeSocket, welcome } from '../../core/test/fakes.ts';
import { ida, TODAY, TOPIC, type Staff } from '../../core/test/seal/a-room.ts';
import type { Door } from '../src/data.ts';
import { Entrance } from '../src/entrance.ts';
import { Visit } from '../src/visit.ts';
import { aStaff, BUNDLE } from './a-room.ts';

const DOOR = {
	agency: ida.agency,
	pool: 'no',
	country: 'NO',
	municipality: '0301',
	name: 'Unge i Oslo',
	languages: ['nb'],
	exit: '/',
} as unknown as Door;

export const queued = (why = ''): DownFrame => ({
	type: 'queued',
	level: 0,
	band: 1,
	widened: 0,
	opens_at: 0,
	waited: 0,
	overdue: 0,
	languages: [],
	why,
	others: 0,
});

export class Page {
	sockets: FakeSocket[] = [];
	fetched: string[] = [];
	relay = new Relay();
	staff!: StaffEnd;
	visit!: Visit;
	/** False: the browser keeps nothing. */
	keeps = true;
	/** The page's timers: they go with it. */
	private readonly waking: NodeJS.Timeout[] = [];
	private readonly store = memoryStore();
	readonly tab = {
		getItem: (key: string) => this.store.get(key),
		setItem: (key: string, value: string) => {
			if (!this.keeps) {
				throw new Error('QuotaExceededError');
			}
			this.store.set(key, value);
		},
		removeItem: (key: string) => this.store.remove(key),
		clear: () => this.store.clear(),
	} as unknown as Storage;

	async open(): Promise<void> {
		vi.useFakeTimers({ toFake: ['Date'], now: TODAY * 1000 });
		const target = { addEventListener: () => undefined, removeEventListener: () => undefined };
		const wake = (act: () => void, ms: number) => {
			const timer = setTimeout(act, ms);
			this.waking.push(timer);
			return timer;
		};
		const { tab } = this;
		const timers = { setTimeout: wake, clearTimeout, setInterval: () => 0, sessionStorage: tab };
		const { sockets, fetched } = this;
		vi.stubGlobal('window', { ...target, ...timers });
		vi.stubGlobal('document', { ...target, visibilityState: 'visible' });
		vi.stubGlobal('location', { protocol: 'https:', host: 'samtale.test' });
		vi.stubGlobal('navigator', { sendBeacon: () => true });
		vi.stubGlobal('fetch', async (path: string) => {
			fetched.push(path);
			return new Response(path === '/seal.json' ? BUNDLE : '', {
				status: path === '/seal.json' ? 200 : 404,
			});
		});
		vi.stubGlobal('WebSocket', function () {
			sockets.push(new FakeSocket());
			return sockets.at(-1);
		});
		this.staff = await aStaff(this.relay);
		this.load();
	}

	/** A fresh page on the tab's store, at this agency's door. */
	load(agency = DOOR.agency): void {
		this.visit = new Visit(new Entrance({ ...DOOR, agency }, () => 'nb', () => undefined, async () => undefined));
	}

	/** A reload; the socket goes with the page. */
	reload(): void {
		this.last.drop(1006);
		this.visit.session?.close();
		this.load();
	}

	close(): void {
		this.visit.session?.close();
		this.waking.forEach((timer) => clearTimeout(timer));
		vi.useRealTimers();
		vi.unstubAllGlobals();
	}

	get last(): FakeSocket {
		return this.sockets[this.sockets.length - 1] as FakeSocket;
	}

	down(...frames: DownFrame[]): void {
		frames.forEach((frame) => this.last.down(frame));
	}

	/** The socket opens; what is said in the room goes through the relay. */
	greet(): void {
		const { relay, last: socket, staff } = this;
		const send = socket.send.bind(socket);
		const talk = { handle: (frame: DownFrame) => this.last === socket && socket.down(frame) };
		const end = { seat: 0, online: true, socket: 0, talk } as unknown as End;
		socket.send = (sent: Uint8Array) => {
			send(sent);
			relay.up(end, socket.sent.at(-1) as UpFrame);
		};
		relay.ends.forEach((old) => old.seat === 0 && relay.ends.delete(old));
		relay.ends.add(staff).add(end);
		socket.open();
		this.down({ ...welcome(), now: Date.now() });
	}

	matched(resumed: number, frame: Partial<MatchedFrame> = {}): void {
		const { relay } = this;
		this.down({
			type: 'matched',
			room: ROOM,
			seat: 0,
			alias: 'the relay says so',
			agency: 'the relay says so',
			log_epoch: relay.logEpoch,
			next_cseq: relay.next(0),
			resumed,
			seats: [1],
			agency_slug: ida.agency,
			statement: ida.statement,
			topic: TOPIC,
			...frame,
		});
	}

	/** To the queue with a first text, and into the room. */
	async talking(): Promise<void> {
		const { visit, staff } = this;
		visit.dispatch({ type: 'wish', wish: { topic: TOPIC } });
		visit.ask();
		this.greet();
		this.down(queued());
		visit.draft('min første', true);
		this.matched(0);
		this.matched(1);
		await until(() => visit.state.seal?.at === 'open' && staff.lines.length === 1);
	}

	/** Ida's seat is closed, and the youth is in the queue again. */
	waits(why: string): void {
		this.relay.ends.delete(this.staff);
		this.down(queued(why));
	}

	/** Somebody takes a seat of the same room; the log behind what READY told follows. */
	async taken(who: Staff, seat = 2): Promise<StaffEnd> {
		const frame = { seats: [seat], agency_slug: who.agency, statement: who.statement };
		this.staff = await aStaff(this.relay, who, seat);
		this.matched(0, frame);
		const ready = this.last.sent.filter(({ type }) => type === 'ready').at(-1);
		const { log_epoch, offset } = ready as Extract<UpFrame, { type: 'ready' }>;
		this.matched(1, frame);
		const from = log_epoch === this.relay.logEpoch ? offset : 0;
		this.down(...this.relay.log.slice(from));
		return this.staff;
	}

	/** Whether the tab holds keys of the room. */
	get hasKeys(): boolean {
		return this.tab.getItem(`seal.${toHex(ROOM)}`) !== null;
	}
}
