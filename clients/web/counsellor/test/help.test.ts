/** Calls for help at the desk: when the list is asked for, what is sent, what rings. */
import type { UpFrame } from '@samtale/core/frames';
import { memoryStore } from '@samtale/core/store';
import { beforeEach, expect, test } from 'vitest';
import { HelpDesk, isDecided } from '../src/help-desk.ts';
import { Memory } from '../src/memory.ts';
import { shiftStore } from '../src/shift-store.ts';
import { initial, type State } from '../src/state.ts';
import type { Of } from '../src/frame-facts.ts';
import { bytes, idOf } from './a-desk.ts';

let sent: UpFrame[];
let refused: string[];
let state: State;
let now: number;
let isLinked: boolean;
let desk: HelpDesk;

const called = (rooms: number[], more: Partial<Of<'called'>> = {}): Of<'called'> => ({
	type: 'called',
	rooms: rooms.map((room) => bytes(16, room)),
	names: rooms.map(() => 'Per'),
	topics: rooms.map(() => 'school'),
	since: rooms.map(() => 5),
	answers: rooms.map(() => 0),
	by: rooms.map(() => ''),
	own: rooms.map(() => 0),
	supervisors: rooms.map(() => bytes(16, 0)),
	asks: rooms.map(() => 0),
	decides: rooms.map(() => 0),
	...more,
});

beforeEach(() => {
	[sent, refused, now, isLinked] = [[], [], 1_000, true];
	state = { ...initial, screen: 'desk', presence: 'paused' };
	desk = new HelpDesk({
		send: (frame) => isLinked && sent.push(frame) > 0,
		tell: () => undefined,
		refuse: (code) => refused.push(code),
		now: () => now,
		state: () => state,
		memory: new Memory(shiftStore(memoryStore())),
	});
});

test('the list is asked for once a socket, on shift alone', () => {
	state = { ...state, presence: 'off' };
	desk.tick();
	expect(sent).toEqual([]);
	state = { ...state, presence: 'paused' };
	desk.tick();
	desk.tick();
	expect(sent).toEqual([{ type: 'calls', number: 0 }]);
	desk.begin();
	desk.tick();
	expect(sent).toHaveLength(2);
});

test('a list that is refused is asked for again, but not at once', () => {
	desk.tick();
	const refusal = { type: 'refused', frame: 93, room: bytes(0, 0), number: 0, code: 'delayed', retry_after: 1 } as const;
	expect(desk.refused(refusal)).toBe(true);
	expect(refused).toEqual([]);
	desk.tick();
	expect(sent).toHaveLength(1);
	now += 3_000;
	desk.tick();
	expect(sent).toHaveLength(2);
	expect(desk.refused({ ...refusal, frame: 92, code: 'late' })).toBe(true);
	expect(desk.refused({ ...refusal, frame: 48 })).toBe(false);
	expect(refused).toEqual(['late']);
});

test("a colleague's call rings until somebody answers or it is taken back, one's own never", () => {
	const rings = (...args: Parameters<typeof called>): boolean => {
		desk.frames.called(called(...args));
		return desk.rings.value;
	};
	expect(rings([1], { own: [1] })).toBe(false);
	expect(rings([1, 2], { own: [1, 0] })).toBe(true);
	expect(rings([1, 2], { own: [1, 0], answers: [1, 0] })).toBe(true);
	expect(desk.of(idOf(1))).toMatchObject({ own: true, answer: 1, supervisor: '' });
	expect(rings([1, 2], { own: [1, 0], answers: [1, 1] })).toBe(false);
	expect(rings([2, 3], { answers: [1, 0] })).toBe(true);
	expect(rings([2], { answers: [1] })).toBe(false);
});

test('both have decided when they say the same, and something', () => {
	for (const [asks, decides, is] of [[0, 0, false], [2, 0, false], [2, 3, false], [2, 2, true]] as const) {
		desk.frames.called(called([1], { asks: [asks], decides: [decides], supervisors: [bytes(16, 9)] }));
		expect(isDecided(desk.of(idOf(1))!)).toBe(is);
	}
	expect(desk.of(idOf(1))?.supervisor).toBe(idOf(9));
});

test('what is done goes out, and what cannot go out is told', () => {
	const room = bytes(16, 1);
	desk.ask(idOf(1), true);
	desk.advise(idOf(1), 3);
	desk.decide(idOf(1), idOf(9), 2);
	expect(sent).toEqual([
		{ type: 'help', room, on: 1 },
		{ type: 'advise', room, answer: 3 },
		{ type: 'decide', room, supervisor: bytes(16, 9), decision: 2 },
	]);
	isLinked = false;
	desk.ask(idOf(1), false);
	expect(refused).toEqual(['delayed']);
});

test('who is off, or has left, has no calls on the screen', () => {
	desk.frames.called(called([1]));
	state = { ...state, presence: 'off' };
	desk.tick();
	expect(desk.calls.value).toEqual([]);
});
