// What a youth says after the end: counted once a visit, by day and agency, each question for itself; and what a code to come
// back with may carry. A permit lets it, for an hour, and names nobody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from './lib/random.mjs';
import { cid, sid, token } from './lib/pool.mjs';
import { accept, talk, withPool } from './lib/walk.mjs';

const t = withPool();
const DAY = 'n:a:20231114';
const client = () => t.redis.client;
const counted = () => client().hgetall(`${t.pool.prefix}${DAY}`);
const survey = (youth, { place = 1, before = 0, now = 0, name = token(youth), node = t.n1 } = {}) =>
	node.call('survey', name, place, before, now);

/** A talk between the two, ended by who says so. */
async function ended(youth = 'ola', { by = sid(youth), word = 'left', wish = {} } = {}) {
	await t.n1.shift('kari', { capacity: 3 });
	await t.n1.ask(youth, wish);
	await accept(t.n1, 'kari', youth);
	await t.n1.ready(youth);
	assert.deepEqual(await t.n1.end(by, youth, word), ['OK']);
}

test('the answers are counted by the pool\'s day and the agency that answered, each for itself', async () => {
	await ended();
	assert.deepEqual(await survey('ola', { place: 2, before: 2, now: 4 }), ['OK']);
	assert.deepEqual(await counted(), {
		'oslo survey': '1', 'oslo place:partly': '1', 'oslo before:2': '1', 'oslo now:4': '1', 'oslo change:better': '1',
	});
	await t.pool.clean();
});

test('the counters of a day are kept for 400 days, and one without an end is found', async () => {
	await ended();
	await survey('ola');
	const key = `${t.pool.prefix}${DAY}`;
	const left = await client().ttl(key);
	assert.ok(left > 399 * 86_400 && left <= 400 * 86_400, `${left}`);
	await client().persist(key);
	assert.match(await t.pool.fsck(), /after: counters of 20231114 without an end/);
	await client().expire(key, 1_000);
	await t.pool.clean();
});

test('a question that was skipped is not counted', async () => {
	await ended();
	assert.deepEqual(await survey('ola', { place: 0, now: 3 }), ['OK']);
	assert.deepEqual(await counted(), { 'oslo survey': '1', 'oslo now:3': '1' });
});

test('an answer said again, also on another node and with other words, is counted once', async () => {
	await ended();
	assert.deepEqual(await survey('ola', { place: 1 }), ['OK']);
	assert.deepEqual(await survey('ola', { place: 1 }), ['DUP']);
	assert.deepEqual(await survey('ola', { place: 3, node: t.n2 }), ['DUP']);
	assert.deepEqual(await counted(), { 'oslo survey': '1', 'oslo place:yes': '1' });
});

test('a client that has not heard of its newest token answers with the one before, and counts once by both', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await accept(t.n1, 'kari', 'ola');
	await t.n1.ready('ola');
	await t.n1.attach('ola', { next: token('newest') });
	await t.n1.end(cid('kari'), 'ola', 'counsellor');
	assert.deepEqual(await survey('ola'), ['OK']);
	assert.deepEqual(await survey('ola', { name: token('newest') }), ['DUP']);
	assert.deepEqual(await counted(), { 'oslo survey': '1', 'oslo place:yes': '1' });
});

test('nothing can be said of a visit that waits, talks, never talked, was left quickly, or is not there', async () => {
	assert.deepEqual(await survey('nobody'), ['GONE']);
	await t.n1.ask('ola');
	assert.deepEqual(await survey('ola'), ['GONE'], 'it waits');
	await t.n1.cancel('ola');
	assert.deepEqual(await survey('ola'), ['GONE'], 'it never talked');
	await talk(t.n1, 'siv', t.n1, 'kari');
	assert.deepEqual(await survey('siv'), ['GONE'], 'it talks');
	await t.n1.call('y_bind', sid('siv'), token('leave'));
	await t.n1.call('y_leave', sid('siv'), token('leave'), 'left_quickly');
	assert.deepEqual(await survey('siv'), ['GONE'], 'it was left quickly');
	assert.deepEqual(await counted(), {});
});

test('a talk that was given back and ended before anybody else answered leaves the permit of who answered, quickly left none', async () => {
	const giveBack = async (youth) => {
		await talk(t.n1, youth, t.n1, 'kari');
		await t.n1.swap(cid('kari'), youth);
	};
	await giveBack('ola');
	assert.deepEqual(await t.n1.cancel('ola'), ['OK']);
	assert.deepEqual(await t.n1.call('code', token('ola')), ['OK', 'oslo', '0301', 'unsure']);
	assert.deepEqual(await survey('ola'), ['OK']);
	await giveBack('siv');
	await t.n1.call('y_bind', sid('siv'), token('leave'));
	await t.n1.call('y_leave', sid('siv'), token('leave'), 'left_quickly');
	assert.deepEqual(await survey('siv'), ['GONE']);
	await t.pool.clean();
});

for (const [place, word, counted] of [['a room', 'left', 'ended:left:10'], ['a room', 'cancelled', 'ended:left:10'],
	['the queue', 'cancelled', 'abandoned:cancelled'], ['the queue', 'left', 'abandoned:cancelled'],
	['the queue', 'diverted', 'diverted'], ['the queue', 'left_quickly', 'abandoned:left_quickly']]) {
	test(`who leaves ${place} by the ticket, as ${word}, is counted as ${counted}`, async () => {
		if (place === 'a room') await talk(t.n1, 'ola', t.n1, 'kari');
		else await t.n1.ask('ola');
		await t.n1.call('y_bind', sid('ola'), token('leave'));
		assert.deepEqual(await t.n1.call('y_leave', sid('ola'), token('leave'), word), ['OK']);
		const days = await client().keys(`${t.pool.prefix}n:d:*`);
		const fields = Object.keys(await client().hgetall(days[0]));
		assert.ok(fields.some((field) => field.endsWith(` ${counted}`)), fields.join(', '));
		assert.deepEqual(await survey('ola'), [place === 'a room' ? 'OK' : 'GONE']);
		await t.pool.clean();
	});
}

test('answers that are none, or too many, are refused', async () => {
	await ended();
	for (const wrong of [{ place: 0 }, { place: 4 }, { before: 6 }, { now: 6 }]) {
		assert.deepEqual(await survey('ola', wrong), ['RANGE'], JSON.stringify(wrong));
	}
	assert.deepEqual(await counted(), {});
});

test('a permit is over after an hour, and holds agency, place and topic alone', async () => {
	await ended('ola', { wish: { topic: 'unsure' } });
	const key = `${t.pool.prefix}af:${token('ola')}`;
	assert.deepEqual(await client().hgetall(key), { ag: 'oslo', m: '0301', t: 'unsure' });
	const seconds = await client().ttl(key);
	assert.ok(seconds > 3500 && seconds <= 3600, String(seconds));
	await client().del(key);
	assert.deepEqual(await survey('ola'), ['GONE']);
});

test('a code carries the agency, the place and the topic, but not a place that must not answer', async () => {
	await ended();
	assert.deepEqual(await t.n2.call('code', token('ola')), ['OK', 'oslo', '0301', 'unsure']);
	assert.deepEqual(await t.n2.call('code', token('ola')), ['OK', 'oslo', '0301', 'unsure'], 'asked for again');
	await ended('siv', { wish: { m: '0302', co: '03', who: 2 } });
	assert.deepEqual(await t.n1.call('code', token('siv')), ['OK', 'oslo', '', 'unsure']);
	assert.deepEqual(await t.n1.call('code', token('nobody')), ['GONE']);
});

test('a tap at a shut door is counted by day and agency', async () => {
	for (const agency of ['oslo', 'karasjok', 'oslo']) assert.deepEqual(await t.n1.call('tapped', agency), ['OK']);
	assert.deepEqual(await counted(), { 'oslo tapped': '2', 'karasjok tapped': '1' });
});

test('two hundred visits, half of them answered twice: the counters equal the truth', async () => {
	const random = new Random(7);
	const truth = {};
	const count = (what) => (truth[`oslo ${what}`] = String(Number(truth[`oslo ${what}`] ?? 0) + 1));
	for (let i = 0; i < 200; i++) {
		const youth = `y${i}`;
		const [place, before, now] = [random.below(4), random.below(6), random.below(6)];
		await ended(youth);
		const isSaid = place + before + now > 0;
		assert.deepEqual(await survey(youth, { place, before, now }), [isSaid ? 'OK' : 'RANGE']);
		if (i % 2 === 0 && isSaid) assert.deepEqual(await survey(youth, { place, before, now, node: t.n2 }), ['DUP']);
		if (isSaid) count('survey');
		if (place) count(`place:${['yes', 'partly', 'no'][place - 1]}`);
		if (before) count(`before:${before}`);
		if (now) count(`now:${now}`);
		if (before && now) count(`change:${now > before ? 'better' : now === before ? 'same' : 'worse'}`);
	}
	assert.deepEqual(await counted(), truth);
	await t.pool.clean();
});

for (const [what, plant, finding] of [
	['an answer that was counted twice', () => client().hincrby(`${t.pool.prefix}${DAY}`, 'oslo place:yes', 1), /after: place of oslo on 20231114: 2 of 1/],
	['a change that nobody can have said', () => client().hincrby(`${t.pool.prefix}${DAY}`, 'oslo change:same', 1), /after: change of oslo/],
	['a permit without an end', () => client().persist(`${t.pool.prefix}af:${token('ola')}`), /after: permit .* without an end/],
]) {
	test(`fsck finds ${what}`, async () => {
		await ended();
		await survey('ola');
		await t.pool.clean();
		await plant();
		assert.match(await t.pool.fsck(), finding);
	});
}
