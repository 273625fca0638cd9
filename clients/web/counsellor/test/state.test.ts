/** What the desk's state becomes of what happens. */
import type { Message } from '@samtale/core/talk';
import { describe, expect, test } from 'vitest';
import { NOTICE_MS, reduce } from '../src/desk-state.ts';
import type { RoomFacts } from '../src/rooms.ts';
import { initial, isLocked, isLost } from '../src/state.ts';
import type { Event, Offer, Presence, State } from '../src/state.ts';

const run = (events: Event[], from: State = initial): State => events.reduce(reduce, from);

const person: Event = {
	type: 'person',
	person: { role: 2, staff: '',
	alias: 'Ida', agency: 'oslo', agencyName: 'Ung i Oslo', pool: 'no', region: '0301' },
};
const shifted = (presence: Presence, why = 'asked'): Event => ({
	type: 'shifted',
	presence,
	capacity: 3,
	load: 0,
	why,
});
const offer: Omit<Offer, 'answered'> = {
	offer: 7,
	topic: 'school',
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	who: 0,
	waited: 10,
	deadline: 20,
	arrivedAt: 1000,
	invited: false,
};
const facts = (id: string, resumed = false): RoomFacts => ({
	id,
	topic: 'school',
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	waited: 10,
	since: 0,
	resumed,
	invited: false,
});
const opened = (id: string, resumed = false, from = 0): Event => ({
	type: 'opened',
	room: facts(id, resumed),
	offer: from,
});
const message = (offset: number, mine: boolean): Message => ({
	id: `${mine}:${offset}`,
	sender: mine ? 1 : 0,
	mine,
	cseq: offset,
	text: `text ${offset}`,
	at: offset * 1000,
	offset,
	state: 'sent',
});
const talk = (room: string, messages: Message[], visible = true, awayAt = 0): Event => ({
	type: 'talk',
	room,
	news: { messages, typing: false, awayAt, seal: 'open' },
	visible,
});
const onShift = run([person, shifted('available')]);

describe('login and shift', () => {
	test('a login leads to the start of a shift, and the shift to the desk', () => {
		expect(run([{ type: 'login-sent' }]).busy).toBe(true);
		expect(run([{ type: 'login-sent' }, person])).toMatchObject({
			screen: 'start',
			busy: false,
		});
		expect(onShift.screen).toBe('desk');
	});

	test('a failed login stays on the page and is no longer busy', () => {
		const failure = { code: 'rate', retryAfter: 30 } as const;
		const state = run([{ type: 'login-sent' }, { type: 'login-failed', failure }]);
		expect(state).toMatchObject({ screen: 'login', busy: false, failure });
	});

	test('off shift leads back to the start, but not away from a room that is still shown', () => {
		expect(run([shifted('off')], onShift).screen).toBe('start');
		const ended: Event = { type: 'ended', room: 'a', reason: 'left', at: 5 };
		const state = run([opened('a'), ended, shifted('off')], onShift);
		expect(state.screen).toBe('desk');
		expect(reduce(state, { type: 'dismiss', room: 'a' }).screen).toBe('start');
	});

	test('a refused request is told for a moment and changes nothing else', () => {
		const state = run([{ type: 'refused', code: 'state', offer: 0, at: 50 }], onShift);
		expect(state.notice).toEqual({ kind: 'refused', why: 'state', until: 50 + NOTICE_MS });
		expect({ ...state, notice: null }).toEqual(onShift);
	});
});

describe('an offer', () => {
	const ringing = run([{ type: 'offer', offer }], onShift);

	test('stands until it is answered and gone', () => {
		expect(ringing.offer).toEqual({ ...offer, answered: '' });
		const accepted = reduce(ringing, { type: 'answered', offer: 7, answer: 'accept' });
		expect(accepted.offer?.answered).toBe('accept');
		const state = reduce(accepted, opened('a', false, 7));
		expect(state.offer).toBe(null);
		expect(state.active).toBe('a');
	});

	test('that is revoked is told for three seconds', () => {
		const state = reduce(ringing, { type: 'revoked', offer: 7, why: 'cancelled', at: 5000 });
		expect(state.offer).toBe(null);
		expect(state.notice).toEqual({ kind: 'revoked', why: 'cancelled', until: 8000 });
		expect(reduce(state, { type: 'tick', at: 7999 }).notice).not.toBe(null);
		expect(reduce(state, { type: 'tick', at: 8000 }).notice).toBe(null);
	});

	test('that was revoked before by another number is not touched', () => {
		expect(reduce(ringing, { type: 'revoked', offer: 6, why: 'cancelled', at: 1 })).toBe(
			ringing,
		);
	});

	test('that was declined leaves without a word', () => {
		const declined = reduce(ringing, { type: 'answered', offer: 7, answer: 'decline' });
		expect([declined.offer, declined.notice]).toEqual([null, null]);
	});

	test.each([
		['revoked first', ['revoked', 'shifted']],
		['shifted first', ['shifted', 'revoked']],
	])('that was missed is said until one is available again, %s', (_name, order) => {
		const events: Record<string, Event> = {
			revoked: { type: 'revoked', offer: 7, why: 'missed', at: 1 },
			shifted: shifted('paused', 'missed'),
		};
		const state = run(
			order.map((name) => events[name]!),
			ringing,
		);
		expect(state).toMatchObject({
			presence: 'paused',
			offer: null,
			notice: { kind: 'shift', why: 'missed' },
		});
		expect(reduce(state, { type: 'tick', at: 1e9 }).notice).toBe(state.notice);
		expect(reduce(state, shifted('available')).notice).toBe(null);
	});

	test.each([
		['paused', 'declined'],
		['draining', 'entry'],
		['off', 'entry'],
		['draining', 'over'],
		['off', 'over'],
		['off', 'drained'],
		['draining', 'closed'],
	] as const)('nobody has asked to be %s: %s is said until it is read', (presence, why) => {
		const state = reduce(onShift, shifted(presence, why));
		expect(state.notice).toEqual({ kind: 'shift', why, presence });
		const later = run([{ type: 'tick', at: 1e9 }, shifted(presence, 'load'), shifted('lost', 'lost')], state);
		expect(later.notice).toEqual(state.notice);
		expect(reduce(state, { type: 'read' }).notice).toBe(null);
		expect(reduce(state, shifted('available', 'asked')).notice).toBe(null);
	});

	test('the end of a shift is said once while rooms go on', () => {
		const period = { endsAt: 9, over: true };
		const state = run([{ type: 'period', room: '', period }, shifted('draining', 'over')], onShift);
		expect(state.notice).toBe(null);
		expect(reduce(state, shifted('off', 'drained')).notice).toMatchObject({ why: 'drained' });
	});

	test('that could not be accepted any more is over', () => {
		const state = reduce(ringing, { type: 'refused', code: 'late', offer: 7, at: 1 });
		expect([state.offer, state.notice?.kind]).toEqual([null, 'refused']);
	});

	test('cannot be answered without a socket', () => {
		expect(reduce(ringing, { type: 'link', open: false, at: 1, retryAt: 2 }).offer).toBe(null);
	});
});

describe('rooms', () => {
	const two = run([opened('a'), opened('b')], onShift);
	const numbers = (state: State): [string, number][] => state.rooms.map((r) => [r.id, r.number]);

	test('take the lowest free column and keep it', () => {
		const three = reduce(two, opened('c'));
		expect(numbers(three)).toEqual([
			['a', 1],
			['b', 2],
			['c', 3],
		]);
		const ended = reduce(three, { type: 'ended', room: 'b', reason: 'left', at: 9 });
		expect(numbers(ended)).toEqual(numbers(three));
		const again = run([{ type: 'dismiss', room: 'b' }, opened('d')], ended);
		expect(numbers(again)).toEqual([
			['a', 1],
			['d', 2],
			['c', 3],
		]);
	});

	test('count what is unread only while nobody looks at them', () => {
		const state = run([talk('a', [message(1, false)]), talk('b', [message(1, false)])], two);
		expect(state.active).toBe('b');
		expect(state.rooms.map((room) => room.unread)).toEqual([1, 0]);
		const visited = reduce(state, { type: 'activate', room: 'a' });
		expect(visited.rooms[0]).toMatchObject({ unread: 0, read: 1, newFrom: 1 });
	});

	test('count in a hidden window too', () => {
		expect(run([talk('b', [message(1, false)], false)], two).rooms[1]?.unread).toBe(1);
	});

	test('an ended room stays, read-only, until it is dismissed', () => {
		const ended = reduce(two, { type: 'ended', room: 'a', reason: 'left_quickly', at: 9 });
		expect(ended.rooms[0]).toMatchObject({ ended: 'left_quickly', endedAt: 9, asking: false });
		expect(reduce(two, { type: 'dismiss', room: 'a' }).rooms).toHaveLength(2);
		expect(reduce(ended, { type: 'dismiss', room: 'a' }).rooms.map((r) => r.id)).toEqual(['b']);
	});

	test('a room that may have lost entries says so and lives on', () => {
		const state = reduce(two, { type: 'lost', room: 'a', why: 'epoch', at: 9 });
		expect(state.rooms[0]).toMatchObject({ gap: true, ended: '' });
	});

	test('a room that is gone has ended', () => {
		const state = reduce(two, { type: 'lost', room: 'a', why: 'gone', at: 9 });
		expect(state.rooms[0]?.ended).toBe('lost');
	});
});

describe('a reload', () => {
	const remembered = { b: { number: 3, read: 2 }, a: { number: 2, read: 0 } };
	const back = run([{ type: 'resuming', remembered }, person]);

	test('shows no other screen before the rooms', () => {
		expect(back.screen).toBe('resuming');
	});

	test('brings every room to its column once, whatever the order', () => {
		const state = run(
			[shifted('available', 'resumed'), opened('b', true), opened('a', true)],
			back,
		);
		expect(state.rooms.map((r) => [r.id, r.number])).toEqual([
			['a', 2],
			['b', 3],
		]);
		expect(run([opened('b', true)], state).rooms).toHaveLength(2);
	});

	test('remembers what was read', () => {
		const log = [message(1, false), message(2, false), message(3, false)];
		const state = run(
			[opened('b', true), opened('a', true), talk('a', log), talk('b', log)],
			back,
		);
		expect(state.rooms.map((room) => [room.id, room.unread])).toEqual([
			['a', 3],
			['b', 0],
		]);
	});

	test('of a shift that is over leads to the login', () => {
		const gone: Event = { type: 'lost', room: '', why: 'gone', at: 1 };
		expect(run([gone], back)).toMatchObject({ screen: 'login', failure: { code: 'expired' } });
		const withRooms = run([opened('a', true), gone], back);
		expect(withRooms).toMatchObject({ screen: 'login', failure: { code: 'gone' }, rooms: [] });
	});
});

describe('the line', () => {
	const open: Event = { type: 'link', open: true, at: 1000, retryAt: 0 };
	const down: Event = { type: 'link', open: false, at: 10_000, retryAt: 12_000 };
	const state = run([open, { type: 'heard', at: 9000 }, down], onShift);

	test('is told lost after three seconds, counted from the first loss', () => {
		const still = reduce(state, { ...down, at: 12_000 });
		expect([isLost(still, 12_999), isLost(still, 13_000)]).toEqual([false, true]);
		expect(isLost(reduce(still, { ...open, at: 13_500 }), 20_000)).toBe(false);
	});

	test('that is open again begins without an announcement, which comes again while it stands', () => {
		const told = (what: number): Event => ({ type: 'told', told: { what, by: 'Kari', texts: [] } });
		expect(run([told(0), down, open], onShift).told).toBeNull();
		expect(run([told(1), down, open], onShift).told?.what).toBe(1);
	});

	test('locks the rooms 35 seconds after the last byte', () => {
		expect([isLocked(state, 43_999), isLocked(state, 44_000)]).toEqual([false, true]);
		expect(isLocked(reduce(state, { ...open, at: 50_000 }), 50_001)).toBe(false);
	});

	test('locks the rooms at once while the store is out of reach', () => {
		const frozen = reduce(onShift, { type: 'frozen', on: true, at: 5 });
		expect(isLocked(frozen, 6)).toBe(true);
		expect(isLocked(reduce(frozen, { type: 'frozen', on: false, at: 7 }), 8)).toBe(false);
	});

	test('that was taken over shows no offer', () => {
		const state = run([{ type: 'offer', offer }, { type: 'elsewhere' }], onShift);
		expect(state).toMatchObject({ screen: 'elsewhere', offer: null });
	});
});

describe('a colleague who comes', () => {
	const handOf = (hand: 'asked' | 'hold', beside: 'came' | 'left'): unknown => {
		const events: Event[] = [opened('a'), { type: 'hand', room: 'a', hand }, { type: 'beside', room: 'a', beside }];
		return run(events).rooms.map((room) => [room.hand, room.beside]);
	};

	test('answers the question, and closes no other step', () => {
		expect(handOf('asked', 'came')).toEqual([['', 'came']]);
		expect(handOf('hold', 'came')).toEqual([['hold', 'came']]);
		expect(handOf('hold', 'left')).toEqual([['hold', 'left']]);
	});

	test('is told anew when the room is opened again', () => {
		const there = run([opened('a'), { type: 'beside', room: 'a', beside: 'came' }]);
		expect(reduce(there, opened('a', true)).rooms[0]?.beside).toBe('');
	});
});
