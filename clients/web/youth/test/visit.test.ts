/** The visit over a fake socket: a sealed room from MATCHED to its end, as the screens see it. */
import { memoryStore } from '@samtale/core/store';
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Relay, ROOM, until, type End, type StaffEnd } from '../../core/test/a-talk.ts';
import { FakeSocket, welcome } from '../../core/test/fakes.ts';
import { ida, TODAY, TOPIC } from '../../core/test/seal/a-room.ts';
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

let sockets: FakeSocket[];
/** The page's timers: they go with it. */
let waking: NodeJS.Timeout[];
let fetched: string[];
let relay: Relay;
let staff: StaffEnd;
let visit: Visit;
let tab: Storage;

const last = (): FakeSocket => sockets[sockets.length - 1] as FakeSocket;
const down = (...frames: DownFrame[]): void => frames.forEach((frame) => last().down(frame));
const queued = (why = ''): DownFrame => ({
	type: 'queued',
	level: 0,
	band: 1,
	widened: 0,
	opens_at: 0,
	waited: 0,
	overdue: 0,
	languages: [],
	why,
});

beforeEach(async () => {
	sockets = [];
	fetched = [];
	const store = memoryStore();
	tab = {
		getItem: (key: string) => store.get(key),
		setItem: (key: string, value: string) => store.set(key, value),
		removeItem: (key: string) => store.remove(key),
		clear: () => store.clear(),
	} as unknown as Storage;
	vi.useFakeTimers({ toFake: ['Date'], now: TODAY * 1000 });
	const target = { addEventListener: () => undefined, removeEventListener: () => undefined };
	waking = [];
	const wake = (act: () => void, ms: number) => {
		const timer = setTimeout(act, ms);
		waking.push(timer);
		return timer;
	};
	const timers = { setTimeout: wake, clearTimeout, setInterval: () => 0, sessionStorage: tab };
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
		return last();
	});
	relay = new Relay();
	staff = await aStaff(relay);
	visit = new Visit(new Entrance(DOOR, () => 'nb', () => undefined));
});
afterEach(() => {
	visit.session?.close();
	waking.forEach((timer) => clearTimeout(timer));
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** The socket opens; what is said in the room goes through the relay. */
function greet(): void {
	const socket = last();
	const send = socket.send.bind(socket);
	const talk = { handle: (frame: DownFrame) => last() === socket && socket.down(frame) };
	const end = { seat: 0, online: true, socket: 0, talk } as unknown as End;
	socket.send = (sent: Uint8Array) => {
		send(sent);
		relay.up(end, socket.sent.at(-1) as UpFrame);
	};
	relay.ends.forEach((old) => old !== staff && relay.ends.delete(old));
	relay.ends.add(end);
	socket.open();
	down({ ...welcome(), now: Date.now() });
}

function matched(resumed: number): void {
	down({
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
		topic: 'family',
		statement: ida.statement,
	});
}

/** To the queue with a first text, and into the room. */
async function talking(): Promise<void> {
	visit.dispatch({ type: 'wish', wish: { topic: TOPIC } });
	visit.ask();
	greet();
	down(queued());
	visit.draft('min første', true);
	matched(0);
	matched(1);
	await until(() => visit.state.seal?.at === 'open' && staff.lines.length === 1);
}

describe('a room', () => {
	test('has its trust fetched when the youth asks, and not before', async () => {
		expect(fetched).toEqual([]);
		visit.ask();
		await until(() => fetched.includes('/seal.json'));
	});
	test('shows who has proven it, and sends the first text by itself', async () => {
		await talking();
		expect(visit.state.counsellor).toEqual({ alias: 'Ida', agency: 'The unge-oslo' });
		expect(staff.lines).toEqual(['0: min første']);
		expect(visit.state).toMatchObject({ draft: '', turn: false });
		expect(last().types()).toContain('ready');
	});
	test('goes on after a reload, with every line once', async () => {
		await talking();
		staff.talk.say('hei du');
		await until(() => visit.state.messages.length === 2);
		last().drop(1006);
		visit.session?.close();
		visit = new Visit(new Entrance(DOOR, () => 'nb', () => undefined));
		expect(visit.state).toMatchObject({ step: 'talk', counsellor: { alias: 'Ida' } });
		greet();
		const resume = last().sent.find(({ type }) => type === 'resume');
		expect(resume).toMatchObject({ rooms: [ROOM], log_epochs: [0], offsets: [0] });
		down({ type: 'resumed', token: new Uint8Array(32).fill(3), rooms: 1 });
		matched(1);
		relay.log.forEach((entry) => down(entry));
		await until(() => visit.state.messages.length === 2);
		expect(visit.state.messages.map(({ text }) => text)).toEqual(['min første', 'hei du']);
		expect(visit.say('og mer')).toBe(true);
		await until(() => staff.lines.length === 3);
	});
	test('that was given back takes its keys with it, and what was not sent comes to the field', async () => {
		await talking();
		relay.refuse = () => 'delayed';
		visit.say('rakk ikke');
		await until(() => visit.room?.talk?.unsent.length === 1);
		down(queued('swapped'));
		expect(visit.state).toMatchObject({ step: 'wait', draft: 'rakk ikke', agency: null });
		expect(tab.getItem(`seal.${staff.talk.id}`)).toBeNull();
	});
	test('that was handed over by topic is about that topic in the next room', async () => {
		await talking();
		down({ type: 'proposed', room: ROOM, kind: 1, name: 'selfharm' });
		visit.consent(true);
		down({ type: 'handed', room: ROOM, result: 'done' }, queued('handed'));
		expect(visit.state.wish.topic).toBe('selfharm');
	});
	test('is left behind an END, and leaves no key', async () => {
		await talking();
		visit.end();
		await until(() => last().types().includes('leave'));
		down({ type: 'ended', room: ROOM, reason: 'left' });
		expect(await staff.talk.finish()).toBe('complete');
		await until(() => tab.getItem(`seal.${staff.talk.id}`) === null);
		expect(visit.state.ended).toMatchObject({ reason: 'left' });
		expect(visit.state.ended?.cut).toBeUndefined();
		expect(['visit', 'trust', 'token'].map((name) => tab.getItem(name))).toEqual([null, null, null]);
	});
	test('whose end nobody said is told as perhaps cut', async () => {
		await talking();
		down({ type: 'ended', room: ROOM, reason: 'lost' });
		await until(() => visit.state.ended?.cut === true);
	});
});
