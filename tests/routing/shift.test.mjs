// Shifts, rooms and their endings: pause, drain, wrap-up, loss and coming back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, one, room, sid, token } from './lib/pool.mjs';
import { accept, later, receive, talk, withPool } from './lib/walk.mjs';

const t = withPool();

test('ending tells the other side once, and ending again is the same end', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n2.news();
	assert.deepEqual(await t.n1.call('end', sid('ola'), room('ola'), 'left'), ['OK']);
	const ended = one(await t.n2.news(), 'ended');
	assert.deepEqual([ended.i, ended.r, ended.w], [cid('kari'), room('ola'), 'left']);
	assert.deepEqual(await t.n2.call('end', cid('kari'), room('ola'), 'counsellor'), ['DUP']);
	await t.pool.clean();
});

test('a drain takes no more and ends by itself', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('kari', { state: 'Z' });
	await t.n1.ask('siv');
	assert.equal((await t.pool.visit('siv')).st, 'W');
	await t.n1.news();
	await t.n1.call('end', sid('ola'), room('ola'), 'left');
	const shift = one(await t.n1.news(), 'shift');
	assert.deepEqual([shift.st, shift.w], ['X', 'drained']);
	assert.deepEqual(await t.pool.counsellor('kari'), {});
	await t.pool.clean();
});

test('going off with a room open is draining', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	const answer = await t.n1.shift('kari', { state: 'X' });
	assert.deepEqual(answer.slice(0, 4), ['OK', 'Z', '2', '1']);
	await t.pool.clean();
});

test('a lost counsellor is told to the youth after 20 seconds, and its coming back too', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n1.news();
	await t.n2.call('c_detach', '77', cid('kari'));
	await later(t, 20000);
	assert.equal(one(await t.n1.news(), 'away').r, room('ola'));
	const answer = await t.n2.call('c_attach', '78', cid('kari'), t.pool.turn());
	assert.deepEqual(answer.slice(0, 5), ['OK', 'A', '2', '1', room('ola')]);
	assert.equal(one(await t.n1.news(), 'back').r, room('ola'));
	await t.pool.clean();
});

test('a leave ticket ends the visit in any state, and only the right one', async () => {
	const right = token('leave');
	for (const state of ['waiting', 'talking']) {
		if (state === 'talking') await talk(t.n1, state, t.n2, 'kari');
		else await t.n1.ask(state);
		await t.n1.call('y_bind', sid(state), right);
		await t.n2.call('y_leave', sid(state), token('wrong'), 'left_quickly');
		assert.notDeepEqual(await t.pool.visit(state), {});
		assert.deepEqual(await t.n2.call('y_leave', sid(state), right, 'left_quickly'), ['OK']);
		assert.deepEqual(await t.pool.visit(state), {});
		await t.pool.clean();
	}
});

test('who has come back is not put out by an attach that was under way before', async () => {
	await t.n1.shift('kari', { session: '8', turn: 1 });
	assert.equal((await t.n2.call('c_attach', '9', cid('kari'), 3))[0], 'OK');
	await t.n2.news();
	assert.deepEqual(await t.n1.call('c_attach', '8', cid('kari'), 2), ['LATE']);
	assert.deepEqual(await t.n2.news(), []);
	assert.equal((await t.pool.counsellor('kari')).s, '9');
	assert.equal((await t.n1.call('c_attach', '10', cid('kari'), 4))[0], 'OK');
	await t.pool.clean();
});

test('nor by what the socket before still had to say', async () => {
	await t.n1.shift('kari', { session: '8', turn: 1 });
	await t.n2.call('c_attach', '9', cid('kari'), 2);
	await t.n2.news();
	assert.deepEqual(await t.n1.shift('kari', { session: '8', turn: 1, state: 'P' }), ['STATE']);
	assert.deepEqual(await t.n2.news(), []);
	assert.deepEqual([(await t.pool.counsellor('kari')).s, (await t.pool.counsellor('kari')).st], ['9', 'A']);
	await t.pool.clean();
});

test('nor what the one before that had to say, or one that was detached since', async () => {
	await t.n1.shift('kari', { session: '8', turn: 1 });
	await t.n2.call('c_attach', '9', cid('kari'), 2);
	await t.n2.call('c_attach', '10', cid('kari'), 3);
	await t.n2.news();
	assert.deepEqual(await t.n1.shift('kari', { session: '8', turn: 1, state: 'P' }), ['STATE']);
	assert.deepEqual(await t.n2.news(), []);
	assert.equal((await t.pool.counsellor('kari')).s, '10');
	await t.n2.call('c_detach', '10', cid('kari'));
	assert.deepEqual(await t.n2.shift('kari', { session: '10', turn: 3 }), ['STATE']);
	assert.equal((await t.pool.counsellor('kari')).st, 'L');
	await t.pool.clean();
});

test('a login that claims the shift by a turn of its own has it, though others logged in later', async () => {
	const ticket = (name, ...args) => t.pool.client.call('FCALL', `s1_ticket_${name}`, 1, `{w:${cid('per')}}:`, 1000, ...args);
	const [first, next, other] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
	await ticket('bind', first, 'per', 900, 'n1', 7, 1);
	await ticket('bind', other, 'per', 900, 'n1', 8, 1);
	assert.deepEqual(await ticket('claim', other), ['OK', '1']);
	assert.deepEqual(await ticket('claim', first), ['OK', '2']);
	await ticket('turn', first, next, 0, 900);
	assert.deepEqual(await ticket('claim', first), ['STATE'], 'its client has another ticket now');
	assert.deepEqual(await ticket('claim', next), ['OK', '4']);
});

test('each turn of a shift ticket has a higher number than the one before, whoever logged in between', async () => {
	const ticket = (name, ...args) => t.pool.client.call('FCALL', `s1_ticket_${name}`, 1, `{w:${cid('kari')}}:`, 1000, ...args);
	const [first, next, other] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
	await ticket('bind', first, 'kari', 900, 'n1', 7, 1);
	assert.deepEqual(await ticket('turn', first, first, 0, 900), ['OK', 'kari', '1']);
	assert.deepEqual(await ticket('turn', first, next, 0, 900), ['OK', 'kari', '2']);
	assert.deepEqual(await ticket('turn', first, first, 0, 900), ['LATE']);
	await ticket('bind', other, 'kari', 900, 'n1', 8, 1);
	assert.deepEqual(await ticket('turn', other, other, 0, 900), ['OK', 'kari', '3']);
});

test('a shift taken over tells the socket that had it', async () => {
	await t.n1.shift('kari', { session: '8' });
	await t.n2.shift('kari', { session: '9' });
	assert.equal(one(await t.n1.news(), 'taken').s, '8');
	await t.n1.call('c_detach', '8', cid('kari'));
	assert.equal((await t.pool.counsellor('kari')).st, 'A');
	await t.pool.clean();
});

test('a shift taken up again is told the offer that is out, with the time that is left', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await t.pool.pass(2000);
	await t.n2.call('c_attach', '9', cid('kari'), t.pool.turn());
	const offer = one(await t.n2.news(), 'offer');
	assert.deepEqual([offer.s, offer.lf], ['9', '18000']);
	await t.pool.clean();
});

test('topics that change while an offer is out withdraw it', async () => {
	await t.n1.shift('kari', { topics: 'unsure school' });
	await t.n1.ask('ola', { topic: 'school' });
	await receive(t.n1, 'kari');
	await t.n1.shift('kari', { topics: 'unsure' });
	assert.equal((await t.pool.visit('ola')).st, 'W');
	await t.pool.clean();
});

test('the pool at a glance counts what is there', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('per', { m: '5437', state: 'P' });
	await t.n1.ask('siv', { languages: 'se' });
	const { at } = await t.pool.visit('siv');
	await t.pool.pass(2000);
	await t.n1.beat('run1', '0', at);
	const answer = await t.pool.raw('pool_status');
	assert.deepEqual(answer, ['OK', '1', '2000', '2', '1', '2', '1', '0301']);
});

test('when all have left, only the clock, the counters, the leases and for an hour two permits remain', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n1.call('end', sid('ola'), room('ola'), 'left');
	await t.n2.shift('kari', { state: 'X' });
	for (let i = 0; i < 2; i++) {
		await t.pool.pass(60000);
		await t.n1.beat();
		await t.n2.beat();
		await t.n1.sweep();
	}
	const permits = (await Promise.all(['af:*', 'fo:*'].map((key) => t.redis.client.keys(t.pool.prefix + key)))).flat();
	assert.equal(permits.length, 2, 'for the survey and for the form');
	for (const key of permits) assert.ok((await t.redis.client.ttl(key)) > 0, `${key} ends by itself`);
	const left = (await t.redis.client.keys('*')).map((key) => key.slice(t.pool.prefix.length)).filter(
		(key) => !/^(n:|af:|fo:|ev:|rc$|les$|seq$|cfg$|dl$|testclock$)/.test(key));
	assert.deepEqual(left, []);
	assert.deepEqual((await t.redis.client.zrange(`${t.pool.prefix}dl`, 0, -1)).map((item) => item[0]), ['n', 'n']);
});

test('what is told to a counsellor ends with its load: the offer, and what is free again', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await t.n1.call('y_cancel', sid('ola'), 'cancelled');
	const told = (await t.n1.allNews()).map(({ t: kind, ld }) => `${kind} ${ld}`);
	assert.deepEqual(told, ['offer 1', 'revoked 0']);
	await t.pool.clean();
});
