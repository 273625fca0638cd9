/** The desk when its line breaks, lies, or is taken over. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { welcome } from '../../core/test/fakes.ts';
import { back, bytes, opened, person, resumed, shifted } from './a-desk.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe('a loss of the socket', () => {
	test('is mended, and a room that does not come back has ended', () => {
		const { env, desk, down } = back();
		down(resumed(2), person, shifted(0, 'resumed'), opened(1, 1), opened(2, 1));
		env.last.drop(1006);
		env.pass(60_000);
		env.last.open();
		down(welcome());
		expect(env.last.sent[1]).toMatchObject({
			type: 'resume',
			token: bytes(32, 6),
			attempt: 0,
			rooms: [bytes(16, 1), bytes(16, 2)],
		});
		down(resumed(1), person, shifted(0, 'resumed'), opened(1, 1));
		expect(desk.state.value.rooms.map((room) => room.ended)).toEqual(['', 'lost']);
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

	test('by who has ended the session asks to log in again, and dials no more', () => {
		const { env, desk, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'));
		env.last.drop(4002);
		env.pass(600_000);
		expect([desk.state.value.screen, desk.state.value.failure?.code, env.sockets.length]).toEqual(['login', 'expired', 1]);
	});

	test('that the daemon alone has noticed, by an offer it lost, is mended at once: nobody stays lost', () => {
		const { env, desk, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'), shifted(4, 'lost'));
		expect(env.sockets).toHaveLength(2);
		env.last.open();
		down(welcome(), resumed(0), person, shifted(0, 'resumed'));
		expect([desk.state.value.presence, env.sockets.length]).toEqual(['available', 2]);
	});

	test('that only the clock has noticed is probed', () => {
		const { env, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'));
		vi.advanceTimersByTime(1000);
		env.last.sent = [];
		env.sleep(3_600_000);
		vi.advanceTimersByTime(1000);
		expect(env.last.types()).toEqual(['ping']);
	});

	test('after bytes that are no frame says so', () => {
		const { env, desk, down } = back();
		down(resumed(0), person, shifted(0, 'resumed'));
		env.last.bytes(bytes(3, 0xff));
		expect(desk.state.value.screen).toBe('broken');
	});
});
