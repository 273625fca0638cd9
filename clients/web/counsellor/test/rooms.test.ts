/** What the list says about a room. */
import type { Message } from '@samtale/core/talk';
import { describe, expect, test } from 'vitest';
import { hear, LONG_MS, markOf, openRoom, startOf, unsentCount, waitingSince } from '../src/rooms.ts';
import type { Room } from '../src/rooms.ts';

const fresh = openRoom([], {
	id: 'a',
	topic: 'school',
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	waited: 0,
	since: 0,
	resumed: false,
	invited: false,
})[0] as Room;

const message = (at: number, mine: boolean, state: Message['state'] = 'sent'): Message => ({
	id: `${mine}:${at}`,
	sender: mine ? 1 : 0,
	mine,
	cseq: at,
	text: 'text',
	at,
	offset: state === 'waiting' ? 0 : at,
	state,
});
const heard = (messages: Message[], awayAt = 0, room = fresh): Room =>
	hear(room, { messages, typing: false, awayAt, seal: 'open', looking: false });

describe('waiting', () => {
	test('counts from the oldest message without an answer', () => {
		expect(waitingSince(fresh)).toBe(0);
		expect(waitingSince(heard([message(1, false), message(2, false)]))).toBe(1);
		expect(waitingSince(heard([message(1, false), message(2, true), message(3, false)]))).toBe(
			3,
		);
		expect(waitingSince(heard([message(1, false), message(2, true)]))).toBe(0);
	});

	test('is over when a colleague has answered', () => {
		const colleague = { ...message(2, false), sender: 2 };
		expect(waitingSince(heard([message(1, false), colleague]))).toBe(0);
	});

	test('is marked long from two minutes on', () => {
		const room = heard([message(1000, false)]);
		expect(markOf(room, 1000 + LONG_MS - 1, false)).toEqual({ kind: 'waits', ms: LONG_MS - 1 });
		expect(markOf(room, 1000 + LONG_MS, false)).toEqual({ kind: 'waits_long', ms: LONG_MS });
	});
});

test('a conversation that was taken over began with what was said first, not when it was taken over', () => {
	const taken = { ...fresh, since: 5 };
	expect([startOf(taken), startOf(heard([message(2, false), message(9, true)], 0, taken))]).toEqual([5, 2]);
});

describe('a mark', () => {
	test('says that the youth is asked, but where it has waited long or is away', () => {
		const asked = (room: Room): string => markOf({ ...room, hand: 'asked' }, LONG_MS, false).kind;
		expect(asked(fresh)).toBe('asked');
		expect(asked(heard([message(LONG_MS, false)]))).toBe('asked');
		expect(asked(heard([message(0, false)], 500))).toBe('away');
		expect(asked(heard([{ ...message(1, false), at: -1 }]))).toBe('waits_long');
	});

	test('says away before waiting, and back until it was looked at or answered', () => {
		const away = heard([message(1, false)], 500);
		expect(markOf(away, 1500, false)).toEqual({ kind: 'away', ms: 1000 });
		const back = heard([message(1, false)], 0, away);
		expect(markOf(back, 1500, false)).toEqual({ kind: 'back' });
		const answered = heard([message(1, false), message(2, true)], 0, back);
		expect(markOf(answered, 1500, false)).toEqual({ kind: 'quiet' });
	});

	test('says ended before locked, and locked before the rest', () => {
		const away = heard([], 500);
		expect(markOf(away, 600, true)).toEqual({ kind: 'locked' });
		expect(markOf({ ...away, ended: 'left' }, 600, true)).toEqual({ kind: 'ended' });
	});
});

describe('new messages', () => {
	test('are not those that were said before one came in', () => {
		const earlier = { ...message(1, false), isEarlier: true };
		expect(heard([earlier, message(2, false)])).toMatchObject({ unread: 1, newFrom: 2 });
	});

	test('begin at the first unread one until an answer is given', () => {
		const first = heard([message(1, false)]);
		const second = heard([message(1, false), message(2, false)], 0, first);
		expect([second.newFrom, second.unread]).toEqual([1, 2]);
		const answered = heard([message(1, false), message(2, false), message(3, true)], 0, second);
		expect([answered.newFrom, answered.unread]).toEqual([0, 0]);
	});

	test('unsent ones are counted', () => {
		expect(unsentCount(heard([message(1, true), message(2, true, 'waiting')]))).toBe(1);
	});
});
