/** The glue, driven by frames over a fake socket: what goes out, and what the state becomes. */
import type { DownFrame } from '@samtale/core/frames';
import { memoryStore } from '@samtale/core/store';
import { Bearer } from '@samtale/staff/bearer';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { welcome } from '../../core/test/fakes.ts';
import {
	back,
	bytes,
	choices,
	idOf,
	kept,
	make,
	offer,
	opened,
	person,
	resumed,
	shifted,
} from './a-desk.ts';

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
		desk.login({ name: 'ida', password: 'secret', code: '' });
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

	test('whose ticket went down with the socket can be tried again', async () => {
		answer(200, { ok: true, data: { ticket: 'ab'.repeat(32), role: 'counsellor' } });
		const { env, desk, down } = make();
		desk.login({ name: 'ida', password: 'secret', code: '' });
		await vi.advanceTimersByTimeAsync(0);
		env.last.open();
		down(welcome());
		env.pass(8_000);
		expect(env.sockets).toHaveLength(2);
		env.last.open();
		down(welcome());
		expect(desk.state.value).toMatchObject({ screen: 'login', busy: false });
		expect(desk.state.value.failure?.code).toBe('net');
	});

	test('is not asked for where this tab has a session already', async () => {
		const bearer = new Bearer(memoryStore());
		bearer.keep('cd'.repeat(32));
		vi.stubGlobal('fetch', (path: string) => {
			const data = path.endsWith('/me') ? { role: 'supervisor' } : { ticket: 'ab'.repeat(32) };
			return Promise.resolve(new Response(JSON.stringify({ ok: true, data })));
		});
		const { env, desk, down } = make(kept(), { bearer });
		desk.start();
		await vi.advanceTimersByTimeAsync(0);
		env.last.open();
		down(welcome());
		expect(env.last.sent).toEqual([
			{ type: 'hello', version: 1, side: 3, language: 'nb' },
			{ type: 'login', ticket: bytes(32, 0xab) },
		]);
	});

	test('is there when the session of this tab is over', async () => {
		answer(401, { ok: false, error: { code: 'session' } });
		const bearer = new Bearer(memoryStore());
		bearer.keep('cd'.repeat(32));
		const { env, desk } = make(kept(), { bearer });
		desk.start();
		await vi.advanceTimersByTimeAsync(0);
		expect(env.sockets).toEqual([]);
		expect(desk.state.value).toMatchObject({ screen: 'login', busy: false, failure: null });
	});

	test('that is refused opens no socket', async () => {
		answer(401, { ok: false, error: { code: 'login' } });
		const { env, desk } = make();
		desk.login({ name: 'ida', password: 'wrong', code: '' });
		await vi.advanceTimersByTimeAsync(0);
		expect(env.sockets).toEqual([]);
		expect(desk.state.value.failure).toEqual({ code: 'login', retryAfter: 0 });
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
		desk.shift.accept();
		desk.shift.accept();
		desk.shift.decline();
		expect(env.last.types()).toEqual(['received', 'accept']);
	});

	test('becomes a room', () => {
		const { desk, down } = ringing();
		desk.shift.accept();
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
		desk.ways.swap(idOf(1), true);
		desk.ways.park(idOf(1));
		desk.ways.extend(idOf(1));
		desk.ways.extend('');
		expect(env.last.sent).toEqual([
			{ type: 'swap', room, elsewhere: 1 },
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
		expect(env.last.types()).toEqual(['park']);
		expect(desk.state.value.rooms[0]?.ended).toBe('');
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
	test('brings back all rooms', () => {
		const { env, desk, down } = back();
		expect(env.last.types()).toEqual(['hello', 'resume']);
		down(resumed(2), person, shifted(0, 'resumed'), opened(2, 1), opened(1, 1));
		expect(desk.state.value.rooms.map((room) => room.id)).toEqual([idOf(2), idOf(1)]);
	});

	test('leaves what stood in the fields, until it is said or the room ends', () => {
		const tab = kept();
		const first = back(tab);
		first.down(resumed(2), person, shifted(0, 'resumed'), opened(1, 1), opened(2, 1));
		first.desk.write(idOf(1), 'halv');
		first.desk.write(idOf(2), 'annen');
		first.desk.help.write(idOf(1), 'slag\ni går');
		const { desk, down } = back(tab);
		down(resumed(2), person, shifted(0, 'resumed'), opened(1, 1), opened(2, 1));
		expect([desk.draft(idOf(1)), desk.draft(idOf(2))]).toEqual(['halv', 'annen']);
		expect(desk.help.draft(idOf(1))).toBe('slag\ni går');
		down({ type: 'ended', room: bytes(16, 1), reason: 'left' });
		desk.write(idOf(2), '');
		expect([desk.draft(idOf(1)), desk.draft(idOf(2))]).toEqual(['', '']);
		expect(JSON.stringify([tab.tab.get('drafts')])).not.toMatch(/halv|annen|slag/);
	});

	test('gives each room its column again, also one that waits for its form', () => {
		const tab = kept();
		const first = back(tab);
		first.down(resumed(2), person, shifted(0, 'resumed'), opened(1, 1), opened(2, 1));
		first.down({ type: 'ended', room: bytes(16, 1), reason: 'left' });
		vi.advanceTimersByTime(1000);
		const { desk, down } = back(tab);
		down(resumed(1), person, shifted(0, 'resumed'), opened(2, 1));
		expect(desk.state.value.rooms.map((room) => [room.id, room.number, room.ended])).toEqual([
			[idOf(1), 1, 'left'],
			[idOf(2), 2, ''],
		]);
	});
});

describe('the end of a shift', () => {
	test('leaves nothing in the tab, and the next shift works', () => {
		const { env, desk, tab, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'));
		desk.shift.start(choices);
		desk.shift.setPresence('off');
		down(shifted(3));
		expect([desk.state.value.screen, tab.get('token'), tab.get('choices')]).toEqual([
			'start',
			null,
			null,
		]);
		desk.shift.start(choices);
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
