// The judge of rooms finds every fault it is there for, and none where there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './lib/history.mjs';

const said = (at, cseq, text) => ({ at, what: 'said', cseq, text });
const acked = (at, cseq, offset) => ({ at, what: 'acked', cseq, epoch: 1, offset });
const heard = (at, offset, sender, cseq, text) => ({ at, what: 'heard', epoch: 1, offset, sender, cseq, text });

/* Youth says a, b; the counsellor answers c; the youth resumes and hears its own again. */
function good() {
	return [
		{
			seat: 0,
			events: [
				{ at: 1, what: 'joined', epoch: 1 }, said(3, 1, 'a'), acked(4, 1, 1), said(5, 2, 'b'), acked(7, 2, 2),
				heard(11, 3, 1, 1, 'c'), { at: 12, what: 'joined', epoch: 1 }, heard(13, 1, 0, 1, 'a'), heard(14, 2, 0, 2, 'b'),
				heard(15, 3, 1, 1, 'c'),
			],
		},
		{
			seat: 1,
			events: [
				{ at: 2, what: 'joined', epoch: 1 }, heard(6, 1, 0, 1, 'a'), heard(8, 2, 0, 2, 'b'), said(9, 1, 'c'), acked(10, 1, 3),
			],
		},
	];
}

const eventOf = (histories, seat, index) => histories[seat].events[index];

const FAULTS = [
	['an acked message that the other side never heard', /^lost/, (h) => h[1].events.splice(2, 1)],
	['a message at two places', /^doubled/, (h) => h[1].events.push(heard(20, 4, 0, 2, 'b'))],
	['two messages at one place', /^mixed/, (h) => (eventOf(h, 1, 2).cseq = 3)],
	['another text than was said', /^changed/, (h) => (eventOf(h, 1, 1).text = 'A')],
	['a hole in the log', /^gap/, (h) => h.forEach(({ events }) => events.forEach((e) => e.offset === 3 && (e.offset = 4)))],
	['a sender whose messages changed places', /^reordered/, (h) => {
		for (const { events } of h) {
			for (const e of events) if (e.what !== 'said' && (e.sender ?? 0) === 0 && e.offset < 3) e.cseq = 3 - e.cseq;
		}
	}],
	['an entry that comes twice on one socket', /^out of order/, (h) => h[1].events.push(heard(20, 2, 0, 2, 'b'))],
	['a message that stands before one acked earlier', /^overtaken/, (h) => {
		eventOf(h, 0, 3).at = 11.5;
		eventOf(h, 0, 4).at = 11.6;
	}],
];

test('a good room has no fault', () => {
	assert.deepEqual(judge(good()), []);
});

test('what was said and never acked may be missing', () => {
	const histories = good();
	histories[0].events.push(said(16, 3, 'd'));
	assert.deepEqual(judge(histories), []);
});

test('a client that was told of a loss may miss entries', () => {
	const histories = good();
	histories[1].events = [{ at: 30, what: 'lost' }];
	assert.deepEqual(judge(histories), []);
});

for (const [name, pattern, plant] of FAULTS) {
	test(`finds ${name}`, () => {
		const histories = good();
		plant(histories);
		const found = judge(histories);
		assert.ok(found.some((fault) => pattern.test(fault)), `${pattern} is not in ${JSON.stringify(found)}`);
	});
}
