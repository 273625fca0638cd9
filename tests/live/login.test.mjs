// Staff come in by name and password over HTTP, and with the one-time ticket over the socket.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { Counsellor, talkWith } from './lib/people.mjs';
import { until } from './lib/wait.mjs';
import { roleNumber } from './lib/wire.mjs';

/* The life of a ticket, and by how much a key outlives it: the time of the day may be put forward. */
const TICKET_SECONDS = 30;
const JUMP_SECONDS = 25 * 3600;

const daemon = await startDaemon();
const redis = daemon.redis();
const password = daemon.addUser('ingrid', { agency: 'oslo' });

async function login(body) {
	const answer = await fetch(`${daemon.origin}/api/v1/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
	return { status: answer.status, headers: answer.headers, ...(await answer.json()) };
}

async function redeem(ticket) {
	const client = new Client(daemon);
	await client.hello(roleNumber('counsellor'));
	client.send({ type: 'login', ticket });
	const answer = await client.next(['person', 'refused']);
	await client.close(1000);
	return answer;
}

test('the right password gives a one-time ticket and the role', async () => {
	const { status, headers, ok, data } = await login({ name: 'ingrid', password });
	assert.deepEqual([status, ok, data.role], [200, true, 'counsellor']);
	assert.match(data.ticket, /^[0-9a-f]{64}$/);
	assert.equal(headers.get('set-cookie'), null);
	assert.match(headers.get('cache-control'), /no-store/);
});

test('the ticket logs in once; the person is told who it is', async () => {
	const { data } = await login({ name: 'ingrid', password });
	const person = await redeem(data.ticket);
	assert.deepEqual(
		[person.type, person.role, person.alias, person.agency, person.agency_name, person.pool, person.region],
		['person', roleNumber('counsellor'), 'ingrid', 'oslo', 'Ung i Oslo', 'no', '0301'],
	);
	const again = await redeem(data.ticket);
	assert.deepEqual([again.type, again.code], ['refused', 'ticket']);
});

/** The key of a ticket in Redis. */
const keyOf = (ticket) => `{k:${createHash('sha256').update(Buffer.from(ticket, 'hex')).digest('hex')}}`;

for (const [what, run] of [
	['whose half minute is over', async (key) => redis.set(key, (await redis.get(key)).replace(/^\d+/, '1'))],
	['that Redis has let go', (key) => redis.del(key)],
]) {
	test(`a ticket ${what} is answered as one that never was, is used up, and opens nothing`, async () => {
		const { data } = await login({ name: 'ingrid', password });
		const key = keyOf(data.ticket);
		const life = await redis.ttl(key);
		assert.ok(life > JUMP_SECONDS && life <= JUMP_SECONDS + TICKET_SECONDS, `${life} seconds`);
		await run(key);
		const unknown = await redeem('ab'.repeat(32));
		assert.deepEqual([unknown.type, unknown.code, unknown.retry_after], ['refused', 'ticket', 0]);
		for (const time of ['first', 'second']) assert.deepEqual(await redeem(data.ticket), unknown, `the ${time} time`);
		assert.equal(await redis.exists(key), 0);
		const client = new Client(daemon);
		await client.hello(roleNumber('counsellor'));
		client.send({ type: 'login', ticket: data.ticket });
		await client.next('refused');
		client.send({ type: 'calls', number: 1 });
		assert.equal((await client.ending()).code, 4003, 'who is not logged in asks for nothing');
		assert.equal((await redeem((await login({ name: 'ingrid', password })).data.ticket)).type, 'person', 'a new one is good');
	});
}

test('a wrong password and an unknown name get the same answer', async () => {
	const wrong = await login({ name: 'ingrid', password: 'feil feil' });
	const unknown = await login({ name: 'nobody', password: 'feil feil' });
	const empty = await login({ name: '', password: '' });
	assert.deepEqual([wrong.status, wrong.ok, wrong.error.code], [401, false, 'login']);
	assert.deepEqual([unknown.status, unknown.ok, unknown.error], [401, false, wrong.error]);
	assert.deepEqual([empty.status, empty.error], [401, wrong.error]);
});

test('a disabled account gets the answer of a wrong password', async () => {
	const own = daemon.addUser('per', { agency: 'oslo' });
	assert.equal((await login({ name: 'per', password: own })).status, 200);
	assert.equal(daemon.ctl('user', 'disable', 'per').ok, true);
	const { status, error } = await login({ name: 'per', password: own });
	assert.deepEqual([status, error.code], [401, 'login']);
});

test('a new password ends the old one', async () => {
	const old = daemon.addUser('kari', { agency: 'oslo' });
	const { ok, data } = daemon.ctl('user', 'passwd', 'kari');
	assert.equal(ok, true);
	assert.equal((await login({ name: 'kari', password: old })).status, 401);
	assert.equal((await login({ name: 'kari', password: data.password })).status, 200);
});

for (const [what, body] of [
	['no JSON', 'name=ingrid'], ['a list', '[]'], ['a name that is a number', { name: 1, password: 'x' }],
	['a field missing', { name: 'ingrid' }], ['a field more', { name: 'ingrid', password: 'x', role: 'owner' }],
	['a name twice', '{"name":"a","name":"ingrid","password":"x"}'], ['nothing', ''],
]) {
	test(`a login body that is ${what} is refused`, async () => {
		const { status, ok, error } = await login(body);
		assert.deepEqual([status, ok, typeof error.code, typeof error.message], [400, false, 'string', 'string']);
	});
}

test('many at once are all answered, those beyond the queue with 429', async () => {
	const answers = await Promise.all(Array.from({ length: 120 }, (_, i) => login({ name: `nobody${i}`, password: 'feil' })));
	for (const { status } of answers) assert.ok([401, 429].includes(status), `${status}`);
	assert.ok(answers.some(({ status }) => status === 429), 'all of them were queued');
});

test('a shift goes on after a reload with its ticket, without a password', async () => {
	const ingrid = new Counsellor(daemon, 'ingrid', password);
	await ingrid.connect();
	await ingrid.login();
	await ingrid.shift();
	await ingrid.reload();
	const shifted = await ingrid.next('shifted', (frame) => frame.why === 'resumed');
	assert.deepEqual([shifted.state, shifted.capacity], [0, 3]);
	await ingrid.leaveTable();
});

/** So many logins of one person, each on a socket of its own. */
async function logins(name, own, count) {
	const all = [];
	while (all.length < count) {
		const one = new Counsellor(daemon, name, own);
		await one.connect();
		await one.login();
		all.push(one);
	}
	return all;
}

test('a person has three logins at a time, each with a ticket of its own; the fourth ends the oldest, which is told', async () => {
	const own = daemon.addUser('nora', { agency: 'oslo' });
	const [first, ...others] = await logins('nora', own, 4);
	assert.deepEqual(await first.client.ending(), { code: 4001, reason: 'logins' });
	for (const one of others) {
		assert.equal(one.client.end, undefined);
		await one.reload();
	}
	await first.connect();
	const answer = await first.resume();
	assert.deepEqual([answer.type, answer.room, answer.why], ['lost', '', 'gone']);
	await Promise.all([first, ...others].map((one) => one.leaveTable()));
});

test('whichever login says SHIFT last has the shift, also one that is older', async () => {
	const own = daemon.addUser('siri', { agency: 'oslo' });
	const [first, last] = await logins('siri', own, 2);
	await last.shift();
	await first.shift();
	const { code, reason } = await last.client.ending();
	assert.equal(code, 4001);
	assert.match(reason, /^taken over/);
	await first.leaveTable();
});

test('a login that lost its place while it was on shift leaves its rooms to the next one', async () => {
	const own = daemon.addUser('maja', { agency: 'oslo' });
	const [first] = await logins('maja', own, 1);
	await first.shift();
	const { youth, room } = await talkWith(daemon, first);
	const [, , last] = await logins('maja', own, 3);
	assert.deepEqual(await first.client.ending(), { code: 4001, reason: 'logins' });
	await last.shift();
	const theirs = await until(() => last.rooms.get(room.id), 'the room at the last login');
	await theirs.say('here I am');
	await until(() => room.texts.includes('here I am'), 'the message at the youth');
	await youth.client.close(4000);
	await last.leaveTable();
});
