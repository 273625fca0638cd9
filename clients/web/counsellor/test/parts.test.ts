/** The small parts: the login's answer, the shift's store, what comes back after RESUME, the sound. */
import { memoryStore } from '@samtale/core/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeEnv } from '../../core/test/fakes.ts';
import { watchedEnv } from '../src/line.ts';
import { readAnswer, requestTicket } from '../src/login-call.ts';
import { Memory } from '../src/memory.ts';
import { Reopening } from '../src/reopening.ts';
import { shiftStore } from '../src/shift-store.ts';
import { RING_EVERY_MS, Sound } from '../src/sound.ts';

describe('the answer to a login', () => {
	const ticket = 'ab'.repeat(32);

	test('is a ticket and a role', () => {
		const body = { ok: true, data: { ticket, role: 'supervisor' } };
		expect(readAnswer(200, body, null)).toEqual({ ok: true, ticket, role: 'supervisor' });
	});

	test.each([
		[401, {}, null, 'wrong', 0],
		[403, {}, null, 'wrong', 0],
		[429, { error: { retry_after: 30 } }, null, 'rate', 30],
		[429, {}, '12', 'rate', 12],
		[429, {}, null, 'rate', 5],
		[500, {}, null, 'net', 0],
		[200, { data: { ticket: 'short' } }, null, 'net', 0],
	])('%d %j with Retry-After %s is %s', (status, body, header, code, retryAfter) => {
		expect(readAnswer(status, body, header)).toEqual({
			ok: false,
			failure: { code, retryAfter },
		});
	});

	test.each([
		['no answer', () => Promise.reject(new TypeError('no net'))],
		['an answer that is no JSON', () => Promise.resolve(new Response('<p>', { status: 502 }))],
	])('%s is told as no contact', async (_name, ask) => {
		expect(await requestTicket(ask as typeof fetch, 'ida', 'x')).toEqual({
			ok: false,
			failure: { code: 'net', retryAfter: 0 },
		});
	});
});

test('a desk in the background dials as often as one in sight', () => {
	const base = new FakeEnv();
	base.seen = false;
	expect(watchedEnv(() => undefined, base).env.visible()).toBe(true);
});

describe('the store of a shift', () => {
	test('leaves nothing in the tab off shift, and puts it back on the next shift', () => {
		const tab = memoryStore();
		const store = shiftStore(tab);
		store.set('token', '1');
		expect(tab.get('token')).toBe('1');
		store.keep(false);
		store.set('choices', '2');
		expect([tab.get('token'), tab.get('choices')]).toEqual([null, null]);
		expect([store.get('token'), store.get('choices')]).toEqual(['1', '2']);
		store.keep(true);
		expect([tab.get('token'), tab.get('choices')]).toEqual(['1', '2']);
		store.clear();
		expect([tab.get('token'), store.get('token')]).toEqual([null, null]);
	});

	test('reads what a reload left', () => {
		const tab = memoryStore();
		tab.set('token', '1');
		expect(shiftStore(tab).get('token')).toBe('1');
	});

	test('forgets what it cannot read', () => {
		const tab = memoryStore();
		tab.set('rooms', '{');
		expect(new Memory(shiftStore(tab)).rooms).toEqual({});
	});
});

describe('reopening', () => {
	const room = (id: string): { id: string } => ({ id });

	test('tells which rooms did not come back once the last has come', () => {
		const reopening = new Reopening(() => 0);
		expect(reopening.begin(2, [room('a'), room('b'), room('c')])).toEqual([]);
		expect(reopening.opened('a')).toEqual([]);
		expect(reopening.opened('c')).toEqual(['b']);
		expect(reopening.opened('d')).toEqual([]);
	});

	test('tells all of them when none comes', () => {
		expect(new Reopening(() => 0).begin(0, [room('a')])).toEqual(['a']);
	});
});

describe('the sound', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	function fake() {
		const starts: number[] = [];
		const knob = {
			setValueAtTime: () => undefined,
			exponentialRampToValueAtTime: () => undefined,
		};
		const audio = {
			currentTime: 0,
			destination: {},
			resume: () => Promise.resolve(),
			createGain: () => ({ gain: knob, connect: () => undefined }),
			createOscillator: () => ({
				frequency: { value: 0 },
				connect: () => undefined,
				start: (at: number) => void starts.push(at),
				stop: () => undefined,
			}),
		};
		return { sound: new Sound(() => audio as unknown as AudioContext), starts };
	}

	test('is silent before it is unlocked', () => {
		const { sound, starts } = fake();
		sound.ring();
		expect(starts).toEqual([]);
		sound.stop();
	});

	test('rings until it is stopped, and only once at a time', () => {
		const { sound, starts } = fake();
		sound.unlock();
		sound.ring();
		sound.ring();
		expect(starts).toHaveLength(2);
		vi.advanceTimersByTime(2 * RING_EVERY_MS);
		expect(starts).toHaveLength(6);
		sound.stop();
		vi.advanceTimersByTime(10 * RING_EVERY_MS);
		expect(starts).toHaveLength(6);
	});

	test('is not heard while muted and goes on when it is not', () => {
		const { sound, starts } = fake();
		sound.unlock();
		sound.muted = true;
		sound.ring();
		expect(starts).toEqual([]);
		sound.muted = false;
		vi.advanceTimersByTime(RING_EVERY_MS);
		expect(starts).toHaveLength(2);
		sound.stop();
	});

	test('that a browser cannot make is a silent desk', () => {
		const sound = new Sound(() => {
			throw new Error('none');
		});
		sound.unlock();
		sound.message();
		expect(sound.unlocked).toBe(false);
	});
});
