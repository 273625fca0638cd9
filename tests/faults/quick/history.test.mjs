// The judge of rooms finds every fault it is there for, and none where there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, judge, verdict } from '../lib/history.mjs';

const said = (at, cseq, text) => ({ at, what: 'said', cseq, text });
const acked = (at, cseq, offset, epoch = 1) => ({ at, what: 'acked', cseq, epoch, offset });
const heard = (at, offset, sender, cseq, text, epoch = 1) => ({ at, what: 'heard', epoch, offset, sender, cseq, text });
const joined = (at, epoch = 1) => ({ at, what: 'joined', epoch });
const lost = (at, why = 'epoch') => ({ at, what: 'lost', why });

/* Youth says a, b; the counsellor answers c; the youth resumes and hears its own again. */
function good() {
	return [
		{
			seat: 0,
			events: [
				joined(1), said(3, 1, 'a'), acked(4, 1, 1), said(5, 2, 'b'), acked(7, 2, 2), heard(11, 3, 1, 1, 'c'),
				joined(12), heard(13, 1, 0, 1, 'a'), heard(14, 2, 0, 2, 'b'), heard(15, 3, 1, 1, 'c'),
			],
		},
		{
			seat: 1,
			events: [joined(2), heard(6, 1, 0, 1, 'a'), heard(8, 2, 0, 2, 'b'), said(9, 1, 'c'), acked(10, 1, 3)],
		},
	];
}

/* As good, and then both are told that the log was replaced, and hear everything anew. */
function goodWithNewEpoch() {
	const histories = good();
	for (const { events } of histories) {
		events.push(lost(20), joined(21, 2), heard(22, 1, 0, 1, 'a', 2), heard(23, 2, 0, 2, 'b', 2), heard(24, 3, 1, 1, 'c', 2));
	}
	return histories;
}

/* As good, but the log that took the place of the first has not the last message, which was acked and never heard. */
function goodWithLoss() {
	const histories = goodWithNewEpoch();
	for (const { events } of histories) events.pop();
	histories[0].events = histories[0].events.filter((e) => e.cseq !== 1 || e.sender !== 1);
	return histories;
}

const eventOf = (histories, seat, index) => histories[seat].events[index];

const FAULTS = [
	['an acked message that the other side never heard', 'lost', (h) => h[1].events.splice(2, 1)],
	['a message at two places', 'doubled', (h) => h[1].events.push(heard(20, 4, 0, 2, 'b'))],
	['a message that stands elsewhere on the other screen', 'apart', (h) => (eventOf(h, 1, 2).offset = 5)],
	['two messages at one place', 'mixed', (h) => (eventOf(h, 1, 2).cseq = 3)],
	['another text than was said', 'changed', (h) => (eventOf(h, 1, 1).text = 'A')],
	['another text than was said, in one\'s own entry', 'changed', (h) => (eventOf(h, 0, 8).text = 'B')],
	['a message that nobody said', 'invented', (h) => h[0].events.push(heard(16, 4, 1, 2, 'd'))],
	['a hole in the log', 'gap', (h) => h.forEach(({ events }) => events.forEach((e) => e.offset === 3 && (e.offset = 4)))],
	['a last message that one side does not have', 'gap', (h) => {
		h[0].events.push(said(16, 3, 'd'));
		h[1].events.push(heard(17, 4, 0, 3, 'd'));
	}],
	['a sender whose messages changed places', 'reordered', (h) => {
		for (const { events } of h) {
			for (const e of events) if (e.what !== 'said' && (e.sender ?? 0) === 0 && e.offset < 3) e.cseq = 3 - e.cseq;
		}
	}],
	['an entry that comes twice on one socket', 'backwards', (h) => h[1].events.push(heard(20, 2, 0, 2, 'b'))],
	['a message that stands before one acked earlier', 'overtaken', (h) => {
		eventOf(h, 0, 3).at = 11.5;
		eventOf(h, 0, 4).at = 11.6;
	}],
	['a new log of which one side is not told', 'silent', (h) => h[1].events.push(joined(20, 2))],
	['a loss that one side is told of without a new log', 'baseless', (h) => h[1].events.push(lost(20), joined(21))],
	['a room that is gone for one side alone', 'baseless', (h) => h[1].events.push(lost(20, 'gone'))],
];

test('a good room has no fault', () => {
	assert.deepEqual(judge(good()), []);
});

test('what was said and never acked may be missing', () => {
	const histories = good();
	histories[0].events.push(said(16, 3, 'd'));
	assert.deepEqual(judge(histories), []);
});

test('a log that is replaced without a loss is no fault when both are told', () => {
	assert.deepEqual(judge(goodWithNewEpoch()), []);
});

test('who knew nothing of a log need not be told that it was replaced', () => {
	assert.deepEqual(judge([{ seat: 0, events: [joined(1), joined(2, 2)] }]), []);
});

test('an acked message may be lost where that was allowed and both were told, and only there', () => {
	assert.deepEqual(judge(goodWithLoss(), { mayLose: true }), []);
	assert.match(judge(goodWithLoss())[0], /^lost: seat 1 cseq 1/);
	const untold = goodWithLoss();
	untold[0].events = untold[0].events.filter(({ what }) => what !== 'lost');
	const found = judge(untold, { mayLose: true });
	assert.deepEqual(found.map((fault) => /^\w+/.exec(fault)[0]), ['silent', 'lost']);
});

test('a room that has ended for both may be gone for one', () => {
	const histories = good();
	histories[0].events.push(lost(20, 'gone'));
	histories[1].events.push({ at: 21, what: 'ended', reason: 'left' });
	assert.deepEqual(judge(histories), []);
});

test('while somebody is away, what has not reached them is not lost yet', () => {
	const histories = good();
	histories[1].events.splice(2, 1);
	assert.deepEqual(judge(histories, { settled: false }), []);
});

test('a verdict counts messages and faults over all rooms', () => {
	const bad = good();
	bad[1].events.splice(2, 1);
	const { found, ...counts } = verdict([good(), bad]);
	assert.deepEqual(counts, { operations: 6, acked: 6, lost: 1, doubled: 0, reordered: 0, others: 1 });
	assert.equal(found.length, 2);
});

test('every kind of fault is planted below', () => {
	const planted = new Set(FAULTS.map(([, kind]) => kind));
	assert.deepEqual([...planted].sort(), Object.keys(KINDS).sort());
});

for (const [name, kind, plant] of FAULTS) {
	test(`finds ${name}`, () => {
		const histories = good();
		plant(histories);
		const found = judge(histories);
		assert.ok(found.some((fault) => fault.startsWith(`${kind}: `)), `${kind} is not in ${JSON.stringify(found)}`);
	});
}
