/** What was asked and is not answered: kept without a socket, said on the next one. */
import type { RefusedFrame, UpFrame } from '@samtale/core/frames';
import type { Session } from '@samtale/core/session';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Asking } from '../src/asking.ts';
import type { Event, State } from '../src/state.ts';

const CHANGE = { who: 2, languages: ['nn'] };
let online: boolean;
let session: { ready: boolean; known: boolean; forget(): void };
let sent: string[];
let events: string[];
let asked: boolean;
let asking: Asking;

const refused = (code: string): RefusedFrame =>
	({ type: 'refused', frame: 16, number: 0, code, retry_after: 2 }) as RefusedFrame;

const rest = (): void => void sent.push('rest');

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('window', globalThis);
	online = true;
	asked = true;
	sent = [];
	events = [];
	session = { ready: true, known: false, forget: () => void (session.known = false) };
	asking = new Asking({
		get state() {
			return { asking: asked, wish: {}, door: { agency: 'oslo' } } as State;
		},
		get session() {
			return session as unknown as Session;
		},
		afterwards: null,
		send: (frame: UpFrame) => online && sent.push(frame.type) > 0,
		dispatch: (event: Event) => void events.push(event.type),
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('ASK waits for a socket', () => {
	session.ready = false;
	asking.say();
	expect(sent).toEqual([]);
	session.ready = true;
	asking.say();
	expect(sent).toEqual(['ask']);
});

test('ASK is not said beside a visit that can be resumed, nor once it is answered', () => {
	session.known = true;
	asking.say();
	session.known = false;
	asked = false;
	asking.say();
	expect(sent).toEqual([]);
});

test('a change is said on every socket until somebody answers', () => {
	asked = false;
	online = false;
	asking.wish(CHANGE);
	expect(events).toEqual(['wish']);
	online = true;
	asking.say();
	asking.say();
	asking.changed = false;
	asking.say();
	expect(sent).toEqual(['change', 'change']);
});

test('an ASK that is too early is said again, one that cannot be is told', () => {
	session.known = true;
	asking.refused(refused('delayed'), rest);
	expect(events).toEqual(['notice']);
	vi.advanceTimersByTime(2000);
	expect(sent).toEqual(['ask', 'rest']);
	asking.refused(refused('full'), rest);
	expect(events).toEqual(['notice', 'refused']);
});

test('two that are refused at once are said once more, not twice each', () => {
	asked = false;
	asking.changed = true;
	for (let round = 1; round <= 3; round++) {
		asking.refused(refused('delayed'), rest);
		asking.refused(refused('rate'), rest);
		sent = [];
		vi.advanceTimersByTime(2000);
		expect(sent).toEqual(['change', 'rest']);
	}
});
