/** The glue, driven by frames over a fake socket: what goes out, and what the state becomes. */
import { memoryStore, type Store } from '@samtale/core/store';
import { seal } from '@samtale/core/seal';
import type { DownFrame } from '@samtale/core/frames';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeEnv, welcome } from '../../core/test/fakes.ts';
import { Desk } from '../src/desk.ts';
import { shiftStore } from '../src/shift-store.ts';
import { Sound } from '../src/sound.ts';

const bytes = (n: number, value: number): Uint8Array => new Uint8Array(n).fill(value);
const idOf = (n: number): string => n.toString(16).padStart(2, '0').repeat(16);

const person: DownFrame = {
	type: 'person',
	token: bytes(32, 6),
	role: 2,
	alias: 'Ida',
	agency: 'oslo',
	agency_name: 'Ung i Oslo',
	pool: 'no',
	region: '0301',
};
const resumed = (rooms: number): DownFrame => ({ type: 'resumed', token: bytes(32, 6), rooms });
const shifted = (state: number, why = 'asked'): DownFrame => ({
	type: 'shifted',
	state,
	capacity: 2,
	load: 0,
	why,
});
const opened = (room: number, resumedAs = 0, offer = 7): DownFrame => ({
	type: 'opened',
	room: bytes(16, room),
	offer,
	seat: 1,
	topic: 'school',
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	waited: 5,
	since: 0,
	log_epoch: 1,
	next_cseq: 1,
	resumed: resumedAs,
});
const entry = (
	room: number,
	offset: number,
	sender: number,
	cseq: number,
	text: string,
): DownFrame => ({
	type: 'entry',
	room: bytes(16, room),
	log_epoch: 1,
	offset,
	sender,
	cseq,
	kind: 0,
	key_epoch: 0,
	at: offset,
	payload: seal('demo', text),
});
const offer: DownFrame = {
	type: 'offer',
	offer: 7,
	topic: 'school',
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	who: 0,
	waited: 5,
	deadline: 20,
};
const choices = { capacity: 2, scope: 2, topics: ['school'], languages: ['nb'] };

function make(tab: Store = memoryStore()) {
	const env = new FakeEnv();
	const desk = new Desk({
		url: 'ws://samtale.test/socket',
		language: 'nb',
		store: shiftStore(tab),
		sound: new Sound(() => {
			throw new Error('none');
		}),
		usual: () => choices,
		line: () => ({ env, lastDelay: () => 1000 }),
		askToNotify: () => undefined,
		visible: () => true,
	});
	const down = (...frames: DownFrame[]): void => frames.forEach((frame) => env.last.down(frame));
	return { env, desk, tab, down };
}

/** A desk that a reload finds on shift. */
function back(tab: Store = memoryStore()) {
	tab.set('token', '05'.repeat(32));
	const made = make(tab);
	made.desk.start();
	made.env.last.open();
	made.down(welcome());
	return made;
}

const texts = (desk: Desk): (string | null)[][] =>
	desk.state.value.rooms.map((room) => room.messages.map((message) => message.text));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe('a login', () => {
	const answer = (status: number, body: object): void =>
		void vi.stubGlobal('fetch', () =>
			Promise.resolve(new Response(JSON.stringify(body), { status })),
		);

	test('gives its ticket to the socket and comes to the start of a shift', async () => {
		answer(200, { ok: true, data: { ticket: 'ab'.repeat(32), role: 'counsellor' } });
		const { env, desk, down } = make();
		desk.login('ida', 'secret');
		await vi.advanceTimersByTimeAsync(0);
		env.last.open();
		down(welcome());
		expect(env.last.sent).toEqual([
			{ type: 'hello', version: 1, side: 2, language: 'nb' },
			{ type: 'login', ticket: bytes(32, 0xab) },
		]);
		down(person);
		expect(desk.state.value.screen).toBe('start');
	});

	test('that is refused opens no socket', async () => {
		answer(401, { ok: false, error: { code: 'login' } });
		const { env, desk } = make();
		desk.login('ida', 'wrong');
		await vi.advanceTimersByTimeAsync(0);
		expect(env.sockets).toEqual([]);
		expect(desk.state.value.failure).toEqual({ code: 'wrong', retryAfter: 0 });
	});
});

describe('an offer', () => {
	function ringing() {
		const made = back();
		made.down(resumed(0), person, shifted(0, 'resumed'));
		made.env.last.sent = [];
		made.down(offer);
		return made;
	}

	test('is confirmed the moment it comes', () => {
		const { env, desk } = ringing();
		expect(env.last.sent).toEqual([{ type: 'received', offer: 7 }]);
		expect(desk.state.value.offer?.offer).toBe(7);
	});

	test('is accepted once, however often one taps', () => {
		const { env, desk } = ringing();
		desk.accept();
		desk.accept();
		desk.decline();
		expect(env.last.types()).toEqual(['received', 'accept']);
	});

	test('becomes a room', () => {
		const { desk, down } = ringing();
		desk.accept();
		down(opened(1));
		expect(desk.state.value).toMatchObject({ offer: null, active: idOf(1) });
	});
});

describe('a room', () => {
	const room = bytes(16, 1);
	function open() {
		const made = back();
		made.down(resumed(1), person, shifted(0, 'resumed'), opened(1, 1));
		made.env.last.sent = [];
		const now = () => made.desk.state.value.rooms[0];
		return { ...made, now };
	}
	const refused = (frame: number, code: string): DownFrame => ({
		type: 'refused',
		frame,
		room,
		number: 0,
		code,
		retry_after: 0,
	});

	test('is given back, put aside and prolonged by one frame each', () => {
		const { env, desk } = open();
		desk.ways.swap(idOf(1));
		desk.ways.park(idOf(1));
		desk.ways.extend(idOf(1));
		desk.ways.extend('');
		expect(env.last.sent).toEqual([
			{ type: 'swap', room },
			{ type: 'park', room },
			{ type: 'extend', room },
			{ type: 'extend', room: bytes(0, 0) },
		]);
	});

	test('is handed over when the youth agrees', () => {
		const { env, desk, down, now } = open();
		desk.ways.propose(idOf(1), 2, 'asker');
		expect(env.last.sent).toEqual([{ type: 'propose', room, kind: 2, target: 'asker' }]);
		expect(now()?.hand).toBe('asked');
		down({ type: 'handed', room, result: 'done' }, { type: 'ended', room, reason: 'handed' });
		expect(now()).toMatchObject({ ended: 'handed', hand: '' });
	});

	test('stays when the youth would rather stay', () => {
		const { desk, down, now } = open();
		desk.ways.propose(idOf(1), 1, 'school');
		down({ type: 'handed', room, result: 'no' });
		expect(now()).toMatchObject({ ended: '', hand: 'no' });
	});

	test.each([
		['at once', refused(62, 'off')],
		['after the yes', { type: 'handed', room, result: 'off' } as DownFrame],
	])('that cannot be handed over %s is said in words', (_when, frame) => {
		const { desk, down, now } = open();
		desk.ways.propose(idOf(1), 1, 'school');
		down(frame);
		expect(now()?.hand).toBe('');
		expect(desk.state.value.notice).toMatchObject({ kind: 'refused', why: 'off' });
	});

	test('that is not to be put aside goes on being written in', () => {
		const { env, desk, down } = open();
		desk.ways.park(idOf(1));
		down(refused(58, 'state'));
		expect(desk.state.value.notice).toMatchObject({ kind: 'refused', why: 'state' });
		env.last.sent = [];
		desk.say(idOf(1), 'hei');
		expect(env.last.types()).toEqual(['say']);
	});

	test('shows how long there is time, until there is more', () => {
		const { down, now } = open();
		down({ type: 'period', room, ends_at: 9, what: 0 });
		expect(now()?.period).toEqual({ endsAt: 9, over: false });
		down({ type: 'period', room, ends_at: 9, what: 1 });
		expect(now()?.period?.over).toBe(true);
		down({ type: 'period', room, ends_at: 99, what: 2 });
		expect(now()?.period).toBeNull();
	});

	test('without a number is the shift', () => {
		const { desk, down } = open();
		down({ type: 'period', room: bytes(0, 0), ends_at: 9, what: 0 });
		expect(desk.state.value.shiftEnd).toEqual({ endsAt: 9, over: false });
		down(shifted(3, 'drained'));
		expect(desk.state.value.shiftEnd).toBeNull();
	});
});

describe('a reload', () => {
	test('brings back all rooms, every message once and in order', () => {
		const { env, desk, down } = back();
		expect(env.last.types()).toEqual(['hello', 'resume']);
		down(resumed(2), person, shifted(0, 'resumed'), opened(2, 1), opened(1, 1));
		down(entry(1, 1, 0, 1, 'hei'), entry(1, 2, 1, 1, 'hallo'), entry(2, 1, 0, 1, 'æøå'));
		down(entry(1, 2, 1, 1, 'hallo'), entry(1, 3, 0, 2, 'ja'));
		expect(desk.state.value.rooms.map((room) => room.id)).toEqual([idOf(2), idOf(1)]);
		expect(texts(desk)).toEqual([['æøå'], ['hei', 'hallo', 'ja']]);
	});

	test('keeps what was not sent and sends it once', () => {
		const tab = memoryStore();
		const first = back(tab);
		first.down(resumed(1), person, shifted(0, 'resumed'), opened(1, 1));
		first.env.last.drop(1006);
		expect(first.desk.say(idOf(1), 'venter')).toBe(true);
		const { env, desk, down } = back(tab);
		down(resumed(1), person, shifted(0, 'resumed'), opened(1, 1));
		expect(env.last.types().filter((type) => type === 'say')).toHaveLength(1);
		down({ type: 'ack', room: bytes(16, 1), cseq: 1, log_epoch: 1, offset: 1 });
		expect(texts(desk)).toEqual([['venter']]);
		expect(desk.state.value.rooms[0]?.messages[0]?.state).toBe('sent');
	});

	test('gives each room its column again', () => {
		const tab = memoryStore();
		const first = back(tab);
		first.down(resumed(2), person, shifted(0, 'resumed'), opened(1, 1), opened(2, 1));
		first.down({ type: 'ended', room: bytes(16, 1), reason: 'left' });
		vi.advanceTimersByTime(1000);
		const { desk, down } = back(tab);
		down(resumed(1), person, shifted(0, 'resumed'), opened(2, 1));
		expect(desk.state.value.rooms.map((room) => [room.id, room.number])).toEqual([
			[idOf(2), 2],
		]);
	});
});

describe('a loss of the socket', () => {
	test('is mended with what is known, and a room that does not come back has ended', () => {
		const { env, desk, down } = back();
		down(resumed(2), person, shifted(0, 'resumed'), opened(1, 1), opened(2, 1));
		down(entry(1, 1, 0, 1, 'hei'));
		env.last.drop(1006);
		env.pass(60_000);
		env.last.open();
		down(welcome());
		expect(env.last.sent[1]).toEqual({
			type: 'resume',
			token: bytes(32, 6),
			attempt: 0,
			rooms: [bytes(16, 1), bytes(16, 2)],
			log_epochs: [1, 1],
			offsets: [1, 0],
		});
		down(resumed(1), person, shifted(0, 'resumed'), opened(1, 1), entry(1, 2, 0, 2, 'der?'));
		expect(desk.state.value.rooms.map((room) => room.ended)).toEqual(['', 'lost']);
		expect(texts(desk)).toEqual([['hei', 'der?'], []]);
	});

	test('by another window stops here until the counsellor takes it back', () => {
		const { env, desk, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'));
		env.last.drop(4001);
		env.pass(600_000);
		expect([desk.state.value.screen, env.sockets.length]).toEqual(['elsewhere', 1]);
		desk.comeBack();
		env.last.open();
		down(welcome(), resumed(1), person, shifted(0, 'resumed'), opened(1, 1));
		expect([desk.state.value.screen, env.sockets.length]).toEqual(['desk', 2]);
	});

	test('after bytes that are no frame says so', () => {
		const { env, desk, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'));
		env.last.bytes(bytes(3, 0xff));
		expect(desk.state.value.screen).toBe('broken');
	});
});

describe('the end of a shift', () => {
	test('leaves nothing in the tab, and the next shift works', () => {
		const { env, desk, tab, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'));
		desk.goOnShift(choices);
		desk.setPresence('off');
		down(shifted(3));
		expect([desk.state.value.screen, tab.get('token'), tab.get('choices')]).toEqual([
			'start',
			null,
			null,
		]);
		desk.goOnShift(choices);
		expect(env.last.sent.pop()).toEqual({ type: 'shift', state: 0, ...choices });
		expect(tab.get('token')).not.toBe(null);
	});

	test('by logging out closes the socket and leaves nothing', () => {
		const { env, desk, tab, down } = back();
		down(resumed(0), person, shifted(3));
		desk.logout();
		expect([env.last.closed, desk.state.value.screen, tab.get('token')]).toEqual([
			1000,
			'login',
			null,
		]);
	});

	test('that the daemon has forgotten leads to the login', () => {
		const { desk, tab, down } = back();
		down({ type: 'lost', room: new Uint8Array(0), why: 'gone' });
		expect([desk.state.value.failure?.code, tab.get('token')]).toEqual(['expired', null]);
	});
});
