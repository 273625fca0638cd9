// What the storm's clients say at the end: each verdict finds the fault it is there for, and none where there is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { screensOff } from './lib/rows.mjs';
import { idlePairs, judgeRooms, placeOf, twoWriters } from './lib/verdict.mjs';

const ROOMS = ['r1', 'r2'];
const SHIFT = { st: 'A', ld: '2', cap: '2', sc: '0', t: 'unsure', l: 'nb' };
const client = { seen: () => '' };
const wish = { pool: 'no', region: '0301', topic: 'unsure', languages: ['nb'], urgency: 0, who: 0, avoid: [] };

const said = (at, cseq) => ({ at, what: 'said', cseq, text: `t${cseq}` });
const acked = (at, cseq) => ({ at, what: 'acked', cseq, epoch: 1, offset: cseq });
const heard = (at, cseq) => ({ at, what: 'heard', epoch: 1, offset: cseq, sender: 1, cseq, text: `t${cseq}` });
const roomOf = (id, seat, events) => ({ id, seat, open: false, ended: 'left', history: { seat, events } });

/* A youth that was in r1 with Ann and is now in r2 with Bea; one that waits, and Ann, who has no slot. */
function world() {
	const ann = {
		name: 'ann', id: 'c1', here: true, client, pool: 'no', municipality: '0301', offers: new Set(),
		settings: { languages: ['nb'], topics: ['unsure'], scope: 0 }, standing: { state: 0, load: 2, capacity: 2 },
		rooms: new Map([['r1', roomOf('r1', 1, [said(2, 1), acked(4, 1)])]]),
	};
	const bea = { ...ann, name: 'bea', id: 'c2', standing: { ...ann.standing }, rooms: new Map([['r2', roomOf('r2', 1, [])]]) };
	const moved = {
		phase: 'talking', here: true, wish, level: 0, joins: [{ room: 'r1', seat: 1, at: 1 }, { room: 'r2', seat: 1, at: 9 }],
		rooms: new Map([['r1', roomOf('r1', 0, [heard(3, 1)])], ['r2', roomOf('r2', 0, [])]]),
	};
	const waits = { phase: 'waiting', here: true, client, wish, level: 0, rooms: new Map() };
	const row = { t: 'unsure', ex: 'c2', st: 'W', lv: '0', w: '0', l: 'nb' };
	return {
		visits: [moved, waits], staff: [ann, bea], ann, waits, row, rows: { visits: new Map([[waits, row]]), staff: new Map() },
		owners: new Map([ann, bea].map((counsellor) => {
			const [side] = counsellor.rooms.values();
			return [placeOf(side.id, side.seat), { counsellor, side }];
		})),
		seats: new Map(ROOMS.map((room) => [room, moved])),
	};
}

test('a good end has no fault', () => {
	const storm = world();
	assert.deepEqual([idlePairs(storm, storm.rows), twoWriters(storm), judgeRooms(storm)], [[], [], []]);
});

test('finds a youth that waits while its counsellor is free', () => {
	const storm = world();
	storm.ann.standing.load = 1;
	assert.match(idlePairs(storm, storm.rows)[0], /waits and ann is free: .* the youth in Redis: .*"ex":"c2"/);
});

for (const [why, change] of [
	['does not write its language', ({ ann }) => (ann.settings.languages = ['se'])],
	['is of another pool', ({ ann }) => (ann.pool = 'dk')],
	['shall not be asked again', ({ row }) => (row.ex = 'c2 c1')],
	['does not take the topic it was handed over for', ({ row }) => (row.t = 'love')],
	['serves another place', ({ ann }) => (ann.municipality = '4204')],
]) {
	test(`a youth may wait while a counsellor is free who ${why}`, () => {
		const storm = world();
		storm.ann.standing.load = 1;
		change(storm);
		assert.deepEqual(idlePairs(storm, storm.rows), []);
	});
}

test('a screen that shows what Redis has is no fault', () => {
	assert.deepEqual(screensOff(world().rows), []);
});

test('behind the end of an opening other topics are no fault, other languages are', () => {
	const { rows, ann } = world();
	ann.shut = true;
	rows.staff.set(ann, { ...SHIFT, t: 'unsure love' });
	assert.deepEqual(screensOff(rows), []);
	rows.staff.set(ann, { ...SHIFT, l: 'nb nn' });
	assert.match(screensOff(rows)[0], /ann: languages nb, in Redis nb nn/);
});

for (const [what, change] of [
	['its visit', ({ rows, waits }) => rows.visits.set(waits, null)],
	['its place', ({ row }) => (row.st = 'D')],
	['its level', ({ row }) => (row.lv = '1')],
	['who may answer', ({ row }) => (row.w = '1')],
	['its languages', ({ row }) => (row.l = 'nb nn')],
	['a shift', ({ rows, ann }) => rows.staff.set(ann, null)],
	['its state', ({ rows, ann }) => rows.staff.set(ann, { ...SHIFT, st: 'P' })],
	['its load', ({ rows, ann }) => rows.staff.set(ann, { ...SHIFT, ld: '1' })],
	['its topics', ({ rows, ann }) => rows.staff.set(ann, { ...SHIFT, t: 'unsure love' })],
]) {
	test(`finds a screen that shows other than Redis has it: ${what}`, () => {
		const storm = world();
		change(storm);
		assert.equal(screensOff(storm.rows).length, 1, screensOff(storm.rows));
	});
}

test('finds a counsellor whose words are taken after another was given the youth', () => {
	const storm = world();
	storm.ann.rooms.get('r1').history.events.push(said(10, 2), acked(11, 2));
	assert.match(twoWriters(storm)[0], /ann wrote on at r1 seat 1 when the youth was at r2 seat 1/);
});

test('finds a message that was acked and not heard before the end', () => {
	const storm = world();
	storm.seats.get('r1').rooms.get('r1').history.events.length = 0;
	assert.match(judgeRooms(storm)[0], /r1: lost: seat 1 cseq 1/);
});

/* The room r1 goes on with Bea in seat 2, who reads everything and says one thing more. */
function handedOver() {
	const storm = world();
	const [bea] = storm.staff.slice(1);
	const [youth] = storm.visits;
	const side = roomOf('r1', 2, [heard(5, 1), said(12, 1), { ...acked(13, 1), offset: 2 }]);
	storm.owners.set(placeOf('r1', 2), { counsellor: bea, side });
	youth.joins.push({ room: 'r1', seat: 2, at: 10 });
	youth.rooms.get('r1').history.events.push({ ...heard(14, 1), offset: 2, sender: 2 });
	return { storm, side };
}

test('who gave a room away need not know what was said behind it', () => {
	const { storm } = handedOver();
	assert.deepEqual([twoWriters(storm), judgeRooms(storm)], [[], []]);
});

test('finds words of the one before in a room that goes on with the next', () => {
	const { storm } = handedOver();
	storm.ann.rooms.get('r1').history.events.push(said(15, 2), { ...acked(16, 2), offset: 3 });
	assert.match(twoWriters(storm)[0], /ann wrote on at r1 seat 1 when the youth was at r2 seat 1/);
});

test('finds that the next one does not know what was said to the one before', () => {
	const { storm, side } = handedOver();
	side.history.events.shift();
	assert.match(judgeRooms(storm)[0], /r1: gap: seat 2 knows nothing of 1\/1|r1: lost/);
});

test('finds that two of the staff read other words at one place', () => {
	const { storm, side } = handedOver();
	side.history.events[0] = { ...side.history.events[0], text: 'another' };
	assert.match(judgeRooms(storm).join(), /changed/);
});
