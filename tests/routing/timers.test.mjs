// Every timer of the specification (routing, section 4) at its edge: a millisecond before nothing happens, then it does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actsOf } from './lib/acts.mjs';
import { cid, one, room, sid } from './lib/pool.mjs';
import { accept, later, receive, talk, withPool } from './lib/walk.mjs';

const t = withPool('wrap 300000');
const { act } = actsOf(t);
const visit = () => t.pool.visit('ola');
const kari = () => t.pool.counsellor('kari');

/** What see() gives a millisecond before so much time has passed, and at the end of it. */
async function edge(ms, see) {
	await later(t, ms - 1);
	const before = await see();
	await later(t, 1);
	const after = await see();
	await t.pool.clean(`after ${ms} ms`);
	return [before, after];
}

const state = async () => (await visit()).st ?? 'gone';
const shiftState = async () => (await kari()).st ?? 'off';

/** The words of news of a kind since the last time. */
const told = (node, kind) => async () => (await node.news()).filter((item) => item.t === kind)
	.map((item) => item.w ?? item.r);

/** A youth at level 0 whom nobody free may serve: its own counsellor is busy, the near one writes another language. */
async function waiting() {
	await t.n1.shift('kari', { capacity: 1 });
	await t.n1.ask('first');
	await accept(t.n1, 'kari', 'first');
	await t.n1.ready('first');
	await t.n1.shift('near', { m: '0302', capacity: 1, languages: 'da' });
	await t.n1.ask('ola');
}

test('widening from municipality to county after 30 s, to the nation after 30 s more, at the same place', async () => {
	await waiting();
	const { e } = await visit();
	const level = async () => (await visit()).lv;
	assert.deepEqual(await edge(30000, level), ['0', '1']);
	assert.deepEqual(await edge(30000, level), ['1', '2']);
	assert.equal((await visit()).e, e);
	assert.equal(one((await t.n1.news()).filter((item) => item.v === '2'), 'queued').i, sid('ola'));
});

test('an offer is taken for lost after 3 s without a receipt', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	assert.deepEqual(await edge(3000, state), ['O', 'W']);
	assert.equal((await kari()).st, 'L');
});

test('a confirmed offer that is not answered in 20 s pauses the counsellor and goes on', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await receive(t.n1, 'kari');
	assert.deepEqual(await edge(20000, state), ['O', 'W']);
	assert.deepEqual([(await kari()).st, (await visit()).ex], ['P', cid('kari')]);
	assert.deepEqual((await t.n1.news()).slice(1, 3).map((item) => `${item.t} ${item.w}`), ['revoked missed', 'shift missed']);
});

test('a youth has 10 s to answer that it is matched', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await accept(t.n1, 'kari', 'ola');
	assert.deepEqual(await edge(10000, state), ['M', 'D']);
	assert.deepEqual([(await kari()).ld, (await kari()).st], ['0', 'A']);
});

/** A conversation that has ended, its wrap-up running. */
async function wrapping() {
	await t.n1.shift('kari', { capacity: 1 });
	await t.n1.ask('ola');
	await accept(t.n1, 'kari', 'ola');
	await t.n1.ready('ola');
	await t.n1.end(sid('ola'), 'ola');
	await t.n1.ask('siv');
}

const next = async () => (await t.pool.visit('siv')).st;

test('the wrap-up takes 5 min and ends by itself', async () => {
	await wrapping();
	assert.deepEqual(await edge(300000, next), ['W', 'O']);
});

test('the wrap-up may end early', async () => {
	await wrapping();
	await later(t, 1000);
	assert.deepEqual(await t.n1.wrap('kari', 'ola', 'done'), ['OK']);
	assert.equal(await next(), 'O');
	assert.deepEqual(await t.n1.wrap('kari', 'ola', 'done'), ['GONE']);
	await t.pool.clean();
});

test('the wrap-up may last 5 min more, once', async () => {
	await wrapping();
	assert.deepEqual(await t.n1.wrap('kari', 'ola', 'more'), ['OK']);
	assert.deepEqual(await t.n1.wrap('kari', 'ola', 'more'), ['DUP']);
	assert.deepEqual(await edge(600000, next), ['W', 'O']);
	assert.deepEqual(await t.n1.wrap('kari', 'ola', 'more'), ['GONE']);
});

test('a youth who is away while it waits keeps its place for 10 min', async () => {
	await t.n1.ask('ola', { session: '5' });
	await t.n1.call('y_detach', '5', sid('ola'));
	assert.deepEqual(await edge(600000, state), ['D', 'gone']);
});

test('a youth who is away in a room keeps it for 20 min, and the counsellor hears both', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n2.news();
	await t.n1.call('y_detach', '13', sid('ola'));
	assert.equal(one(await t.n2.news(), 'away').r, room('ola'));
	assert.deepEqual(await edge(1200000, state), ['C', 'gone']);
	assert.equal(one(await t.n2.news(), 'ended').w, 'away');
});

test('a room may be parked when the youth has been away for 5 min; it comes back to the one who parked it', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n1.shift('siv', { session: '79' });
	await t.n1.call('y_detach', '13', sid('ola'));
	await later(t, 299999);
	assert.deepEqual(await t.n2.park('kari', 'ola'), ['STATE']);
	await later(t, 1);
	await t.n2.news();
	assert.deepEqual(await t.n2.park('kari', 'ola'), ['OK']);
	assert.equal(one(await t.n2.news(), 'ended').w, 'parked');
	assert.deepEqual([(await kari()).ld, await state()], ['0', 'D']);
	assert.equal((await t.n1.attach('ola'))[1], 'O');
	assert.equal((await visit()).c, cid('kari'));
	await t.pool.clean();
});

test('a parked youth whose counsellor is busy comes back at the head of the others', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n1.call('y_detach', '13', sid('ola'));
	await later(t, 300000);
	await t.n2.park('kari', 'ola');
	await t.n2.shift('kari', { state: 'P' });
	await t.n1.ask('siv');
	await t.n1.attach('ola');
	await t.n1.shift('per', { session: '79', capacity: 1 });
	assert.equal((await t.pool.counsellor('per')).os, sid('ola'));
	await t.pool.clean();
});

test('the loss of a counsellor is told at 20 s, again at 60 s, and after 5 min the room returns to the queue', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	const { e } = await visit();
	await t.n1.shift('per', { m: '5437', co: '56', session: '79' });
	await t.n1.news();
	await t.n2.call('c_detach', '77', cid('kari'));
	assert.deepEqual(await edge(20000, told(t.n1, 'away')), [[], [room('ola')]]);
	assert.deepEqual(await edge(40000, told(t.n1, 'away')), [[], [room('ola')]]);
	assert.deepEqual(await edge(240000, state), ['C', 'O']);
	const after = await visit();
	assert.deepEqual([after.c, after.e, after.r, await shiftState()], [cid('per'), e, '', 'off']);
	assert.deepEqual(one(await t.n1.news(), 'queued').w, 'lost');
});

test('a node that has not beaten for 10 s has lost its lease', async () => {
	await t.n2.ask('ola');
	await t.pool.pass(9999);
	await t.n1.beat();
	await t.n1.sweep();
	assert.equal(await state(), 'W');
	await t.pool.pass(1);
	await t.n1.sweep();
	assert.equal(await state(), 'D');
	await t.pool.clean();
});

const END = 4 * 3600000;

test('45 min before the end of a shift nobody new is let in', async () => {
	await t.n1.shift('kari', { until: t.pool.time + END });
	assert.deepEqual(await edge(END - 2700000, shiftState), ['A', 'off']);
	await t.n1.ask('ola');
	assert.equal(await state(), 'W');
});

test('at the last entry an offer is taken back, rooms stay, and available comes too late', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('kari', { until: t.pool.time + END });
	await later(t, END - 2700000 - 1000);
	await t.n1.ask('siv', { who: 1 });
	await receive(t.n1, 'kari');
	await t.n1.news();
	await later(t, 1000);
	assert.deepEqual([await shiftState(), await state(), await next()], ['Z', 'C', 'W']);
	assert.deepEqual((await t.n1.news()).map((item) => item.w).filter(Boolean), ['paused', 'entry']);
	assert.equal((await t.n1.shift('kari', { until: t.pool.time + 2700000 }))[1], 'Z');
	await t.pool.clean();
});

/** Kari has a room open, and drains since the last entry. */
async function drainsByEntry() {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('kari', { turn: 900, until: t.pool.time + END });
	await later(t, END - 2700000);
	assert.equal(await shiftState(), 'Z');
}

/** What the clock of its node says of Kari, whose shift ends so long from now; the state that it comes to. */
const byClock = async (ms, state = 'z') => (await t.n1.shift('kari', { turn: 900, until: t.pool.time + ms, state }))[1];

test('who drains since the last entry alone is available again when the hours are longer, however often that is said', async () => {
	await drainsByEntry();
	assert.equal(await byClock(2700000), 'Z', 'as long as before');
	assert.equal(await byClock(END), 'A');
	assert.equal(await byClock(END), 'A');
	await later(t, END - 2700000);
	assert.equal(await byClock(END), 'A', 'another last entry, and longer hours once more');
	await t.pool.clean();
});

for (const [what, happens] of [
	['has asked to drain', () => byClock(2700000, 'Z')],
	['was paused before the last entry and drains at the end', async () => {
		await byClock(2700000, 'P');
		await later(t, 2700000);
	}],
	['has given its shift more time itself', async () => {
		await later(t, 1200000);
		assert.equal((await t.n1.call('extend', cid('kari'), ''))[0], 'OK');
	}],
	['was told to drain by a supervisor', async () => {
		const [word] = await act('drain', { who: 'siri', reach: 'oslo', own: '0301', target: cid('kari') });
		assert.equal(word, 'DUP');
	}],
]) {
	test(`who ${what} drains on when the hours are longer`, async () => {
		await drainsByEntry();
		await happens();
		assert.equal(await byClock(END), 'Z');
		await t.pool.clean();
	});
}

test('at the last entry of its last counsellor who waits in a municipality is widened at once', async () => {
	await t.n1.shift('kari', { capacity: 1, until: t.pool.time + END });
	await t.n1.ask('ola');
	await accept(t.n1, 'kari', 'ola');
	await t.n1.ready('ola');
	await later(t, END - 2700000 - 1000);
	assert.deepEqual(await t.n1.ask('siv'), ['OK', 'W', '0']);
	assert.deepEqual(await edge(1000, async () => (await t.pool.visit('siv')).lv), ['0', '2']);
});

test('with rooms open the end of a shift is told 15 min before and when it comes, and cuts nobody off', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('kari', { until: t.pool.time + END });
	await later(t, END - 2700000);
	await t.n1.extend('kari', 'ola');
	await t.n1.news();
	const period = async () => (await t.n1.news()).filter((item) => item.t === 'period' && item.r === '').map((item) => item.w);
	assert.deepEqual(await edge(1800000, period), [[], ['soon']]);
	assert.deepEqual(await edge(900000, period), [[], ['over']]);
	assert.equal(await state(), 'C');
	await t.n1.end(sid('ola'), 'ola');
	await t.n1.wrap('kari', 'ola', 'done');
	assert.equal(await shiftState(), 'off');
	await t.pool.clean();
});

test('a shift may be extended, and is warned of anew', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('kari', { until: t.pool.time + 2800000 });
	await later(t, 1900000);
	await t.n1.news();
	const end = t.pool.time + 1800000;
	assert.deepEqual(await t.n1.extend('kari'), ['OK', String(end)]);
	assert.deepEqual(await t.n1.extend('kari'), ['DUP', String(end)]);
	assert.equal(one(await t.n1.news(), 'period').a, String(end));
	const period = async () => (await t.n1.news()).filter((item) => item.t === 'period' && item.r === '').map((item) => item.w);
	assert.deepEqual(await edge(900000, period), [[], ['soon']]);
});

test('a conversation is told at 50 and at 60 min, both sides, and goes on', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n1.news();
	await t.n2.news();
	const both = async () => [await told(t.n1, 'period')(), await told(t.n2, 'period')()].flat().join(' ');
	assert.deepEqual(await edge(3000000, both), ['', 'soon soon']);
	assert.deepEqual(await edge(600000, both), ['', 'over over']);
	assert.equal(await state(), 'C');
});

test('a conversation that is extended is told of anew', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await later(t, 3000000);
	await t.n1.news();
	const end = String(t.pool.time + 1800000);
	assert.deepEqual(await t.n2.extend('kari', 'ola'), ['OK', end]);
	assert.deepEqual(await t.n2.extend('kari', 'ola'), ['DUP', end]);
	const period = one(await t.n1.news(), 'period');
	assert.deepEqual([period.w, period.a], ['extended', end]);
	assert.deepEqual(await edge(1200000, told(t.n1, 'period')), [[], ['soon']]);
});

/** Whom a counsellor is offered when the second asked so much later than the first. */
async function offered(ms, first, second) {
	await t.n1.ask('first', first);
	await t.pool.pass(ms);
	await t.n1.ask('second', second);
	await t.n1.shift('kari', { m: '0301', capacity: 1 });
	return (await kari()).os;
}

const ELSEWHERE = { m: '5437', co: '56' };

test('one of the own municipality passes who asked less than 60 s before', async () => {
	assert.equal(await offered(59999, ELSEWHERE, {}), sid('second'));
	await t.pool.clean();
});

test('one of the own municipality does not pass who asked more than 60 s before', async () => {
	assert.equal(await offered(60001, ELSEWHERE, {}), sid('first'));
	await t.pool.clean();
});

for (const [urgency, minutes] of [[1, 5], [2, 30]]) {
	test(`urgency ${urgency} passes who asked less than ${minutes} min before`, async () => {
		assert.equal(await offered(minutes * 60000 - 1, {}, { urgency }), sid('second'));
		await t.pool.clean();
	});

	test(`urgency ${urgency} does not pass who asked more than ${minutes} min before`, async () => {
		assert.equal(await offered(minutes * 60000 + 1, {}, { urgency }), sid('first'));
		await t.pool.clean();
	});
}

test('a sweep handles 64 items and no more', async () => {
	for (let i = 0; i < 70; i++) await t.n1.ask(`y${i}`, { session: String(i + 1) });
	for (let i = 0; i < 70; i++) await t.n1.call('y_detach', String(i + 1), sid(`y${i}`));
	await t.pool.pass(600000);
	await t.n1.beat();
	await t.n2.beat();
	assert.deepEqual((await t.n1.sweep(1000)).slice(0, 2), ['OK', '64']);
	await t.pool.clean();
});

test('a shift that is paused with a room open ends with it when its end has passed', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('kari', { state: 'P', until: t.pool.time + 3600000 });
	for (const ms of [900000, 1800000, 900000]) await later(t, ms);
	await t.n1.end(sid('ola'), 'ola');
	await t.n1.wrap('kari', 'ola', 'done');
	assert.equal(await shiftState(), 'off');
	await t.pool.clean();
});
