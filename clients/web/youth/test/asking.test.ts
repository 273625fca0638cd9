/** What was asked and is not answered: kept without a socket, said on the next one. */
import { FRAMES, type RefusedFrame, type UpFrame } from '@samtale/core/frames';
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
let changing: boolean;
let ended: State['ended'];
let asking: Asking;

const refused = (code: string, frame: number = FRAMES.ask.number): RefusedFrame =>
	({ type: 'refused', frame, number: 0, code, retry_after: 2 }) as RefusedFrame;

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('window', globalThis);
	online = true;
	asked = true;
	changing = false;
	ended = null;
	sent = [];
	events = [];
	session = { ready: true, known: false, forget: () => void (session.known = false) };
	asking = new Asking({
		get state() {
			return { asking: asked, changing, ended, wish: {}, door: { agency: 'oslo' } } as State;
		},
		get session() {
			return session as unknown as Session;
		},
		afterwards: null,
		send: (frame: UpFrame) => online && sent.push(frame.type) > 0,
		dispatch(event: Event) {
			events.push(event.type);
			changing ||= event.type === 'wish' && event.changing === true;
		},
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

test('a change without a socket is said once on the next one', () => {
	asked = false;
	online = false;
	asking.wish(CHANGE);
	expect(events).toEqual(['wish']);
	online = true;
	asking.say();
	asking.say();
	expect(sent).toEqual(['change']);
});

test('a change that is not answered before the socket goes is said again on the next one', () => {
	asked = false;
	asking.wish(CHANGE);
	asking.again();
	changing = false;
	asking.again();
	expect(sent).toEqual(['change', 'change']);
});

test('a change that is too early is said again, also when the queue was told in between', () => {
	asked = false;
	asking.wish(CHANGE);
	asking.refused(refused('delayed', FRAMES.change.number));
	changing = false;
	vi.advanceTimersByTime(2000);
	expect(sent).toEqual(['change', 'change']);
	expect(changing).toBe(true);
});

test('a change that cannot be is not said again, nor one of a visit that is over', () => {
	asked = false;
	asking.wish(CHANGE);
	asking.refused(refused('state', FRAMES.change.number));
	asking.refused(refused('delayed', FRAMES.change.number));
	ended = { reason: 'cancelled', at: 5, talked: false };
	vi.advanceTimersByTime(2000);
	expect(sent).toEqual(['change']);
});

test('an ASK that is too early is said again, one that cannot be is told', () => {
	session.known = true;
	asking.refused(refused('delayed'));
	expect(events).toEqual(['notice']);
	vi.advanceTimersByTime(2000);
	expect(sent).toEqual(['ask']);
	asking.refused(refused('full'));
	expect(events).toEqual(['notice', 'refused']);
});
