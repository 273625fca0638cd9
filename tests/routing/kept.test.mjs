// One room a visit: it is there from the first match to the end, whoever answers, and each of them has a seat of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, one, room, sid } from './lib/pool.mjs';
import { accept, later, receive, withPool } from './lib/walk.mjs';

const t = withPool();
const visit = () => t.pool.visit('ola');

/** ola (node n1) talks with kari (node n2); per (node n2, another session) is free as soon as kari is. */
async function talking() {
	await t.n2.shift('kari', { topics: 'unsure school', capacity: 1 });
	await t.n1.ask('ola');
	await accept(t.n2, 'kari', 'ola');
	await t.n1.ready('ola');
	await t.n2.shift('per', { session: '78', topics: 'unsure school', capacity: 1 });
	for (const node of [t.n1, t.n2]) await node.news();
}

/** Everything that a sweep hands to a node, in order. */
async function handed() {
	const all = [];
	for (let n = '1'; n !== '0';) {
		const [, count, ...keys] = await t.n1.sweep();
		n = count;
		all.push(...keys);
	}
	return all;
}

async function lose() {
	await t.n2.call('c_detach', '77', cid('kari'));
	await later(t, 20000);
	await later(t, 40000);
	await t.pool.pass(240000);
	for (const node of [t.n1, t.n2]) await node.beat();
}

async function leaveAlone() {
	await t.n1.call('y_detach', '13', sid('ola'));
	await t.pool.pass(300000);
	for (const node of [t.n1, t.n2]) await node.beat();
	await t.n2.park('kari', 'ola');
	await t.n2.shift('kari', { state: 'P' });
}

async function handOver(kind, target) {
	await t.n2.propose('kari', 'ola', kind, target);
	await t.n1.consent('ola', 'ola', 1);
}

const KINDS = {
	'a hand-over to a colleague': () => handOver('counsellor', cid('per')),
	'a hand-over to a topic': () => handOver('topic', 'school'),
	'a hand-over to an agency': () => handOver('agency', 'oslo'),
	'a swap by the youth': () => t.n1.swap(sid('ola'), 'ola'),
	'a swap by the counsellor': () => t.n2.swap(cid('kari'), 'ola'),
	'a counsellor who is lost for five minutes': lose,
	'a room that is parked': leaveAlone,
};

for (const [what, give] of Object.entries(KINDS)) {
	test(`after ${what} the room goes on: the seat is closed at once, and the next one has the next`, async () => {
		await talking();
		await give();
		const keys = await handed();
		assert.deepEqual(keys.filter((key) => key.startsWith('{r:')), [`{r:${room('ola')}}:1`]);
		if ((await visit()).st === 'D') await t.n1.attach('ola');
		const waits = await visit();
		assert.deepEqual([waits.r, waits.kr, waits.se], ['', room('ola'), '1']);
		for (const node of [t.n1, t.n2]) await node.news();
		await accept(t.n2, 'per', 'another');
		const matched = one(await t.n1.news(), 'matched');
		assert.deepEqual([matched.r, matched.se, matched.vt], [room('ola'), '2', waits.t]);
		assert.deepEqual(await t.n1.ready('ola'), ['OK']);
		const opened = one(await t.n2.news(), 'opened');
		assert.deepEqual([opened.r, opened.se], [room('ola'), '2']);
		const answer = await t.n2.shift('per', { session: '78', topics: 'unsure school', capacity: 1 });
		assert.deepEqual(answer.slice(4, 6), [room('ola'), '2'], 'whoever comes back is told of the same seat');
		await t.pool.clean();
		assert.deepEqual(await t.n1.end(sid('ola'), 'ola'), ['OK']);
		await later(t, 45000);
		await t.pool.clean();
	});
}

test('who is to close a seat is asked once more, should the first one have died with it', async () => {
	await talking();
	await t.n1.swap(sid('ola'), 'ola');
	const key = `{r:${room('ola')}}:1`;
	assert.deepEqual(await handed(), [key]);
	await t.pool.pass(9999);
	assert.deepEqual(await handed(), []);
	await t.pool.pass(1);
	assert.deepEqual(await handed(), [key]);
});

test('a READY that does not come takes no seat, and the room stays the same', async () => {
	await t.n2.shift('kari');
	await t.n1.ask('ola');
	await accept(t.n2, 'kari', 'ola');
	await later(t, 10000);
	assert.deepEqual([(await visit()).st, (await visit()).kr, (await visit()).se], ['D', room('ola'), '0']);
	await t.n1.attach('ola');
	await accept(t.n2, 'kari', 'another');
	const status = await t.pool.raw('status', sid('ola'));
	assert.deepEqual([status[1], status[9], status[15], status[16]], ['M', room('ola'), '1', 'unsure']);
	await t.n1.ready('ola');
	assert.equal((await visit()).se, '1');
	await t.pool.clean();
});

test('a room is deleted with its visit, also while it waits for the next one', async () => {
	await talking();
	await t.n2.shift('per', { session: '78', state: 'P' });
	await t.n1.swap(sid('ola'), 'ola');
	await handed();
	await t.n1.cancel('ola');
	await t.pool.pass(45000);
	const keys = await handed();
	for (const name of ['st', 'log']) assert.ok(keys.includes(`{r:${room('ola')}}:${name}`), keys.join(' '));
	await t.pool.clean();
});

test('after the seat 127 the visit goes on in another room', async () => {
	await talking();
	await t.redis.client.hset(`${t.pool.prefix}y:${sid('ola')}`, 'se', '126');
	await t.n1.swap(sid('ola'), 'ola');
	await accept(t.n2, 'per', 'another');
	await t.n1.ready('ola');
	assert.deepEqual([(await visit()).r, (await visit()).se], [room('ola'), '127']);
	await t.n2.shift('siv', { session: '79' });
	await t.n1.swap(sid('ola'), 'ola');
	await accept(t.n2, 'siv', 'third');
	assert.equal(one((await t.n1.news()).filter(({ al }) => al === 'Alias siv'), 'matched').se, '1');
	assert.deepEqual(await t.n1.ready('ola', 'third'), ['OK']);
	assert.deepEqual([(await visit()).r, (await visit()).kr, (await visit()).se], [room('third'), room('third'), '1']);
	await t.pool.clean();
	await t.pool.pass(45000);
	assert.ok((await handed()).includes(`{r:${room('ola')}}:log`), 'and the one before is deleted');
});

test('a visit that a failover lost while it waited is put back with its room and the seats that were given', async () => {
	await t.n2.shift('per', { session: '78' });
	assert.equal((await t.n1.back('ola', { level: 2, r: 'ola', answered: 1, seat: 4 }))[0], 'OK');
	await receive(t.n2, 'per');
	await accept(t.n2, 'per', 'another');
	await t.n1.ready('ola');
	assert.deepEqual([(await visit()).r, (await visit()).se], [room('ola'), '5']);
	await t.pool.clean();
});

test('a visit that is put back without its counsellor closes that one\'s seat', async () => {
	assert.equal((await t.n1.back('ola', { level: 2, r: 'ola', counsellor: 'kari', answered: 1, seat: 4 }))[1], 'W');
	assert.deepEqual(await handed(), [`{r:${room('ola')}}:4`]);
	await t.pool.clean();
});

for (const [what, fields, finding] of [
	['another room than the one it has', { kr: room('x') }, /P1 visit \S+ in C without its room/],
	['nobody in a seat', { se: '0' }, /P17 \S+ talks with nobody in a seat/],
	['a seat that does not exist', { se: '128' }, /P17 seat 128/],
]) {
	test(`fsck finds a visit with ${what}`, async () => {
		await talking();
		await t.redis.client.hset(`${t.pool.prefix}y:${sid('ola')}`, fields);
		assert.match(await t.pool.fsck(), finding);
	});
}

test('fsck finds two visits in one room', async () => {
	await talking();
	await t.n1.ask('siv', { session: '44' });
	await t.redis.client.hset(`${t.pool.prefix}y:${sid('siv')}`, 'kr', room('ola'));
	assert.match(await t.pool.fsck(), /P17 room of \S+ and \S+/);
});
