// The cases of others' bug trackers that the specification names (routing, section 6), each as a test: what went wrong there
// cannot happen here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, kinds, one, room, sid } from './lib/pool.mjs';
import { accept, later, receive, talk, withPool } from './lib/walk.mjs';

const t = withPool();

test('two counsellors accept at once: one of them has it', async () => {
	await t.n1.shift('kari');
	await t.n2.shift('per');
	await t.n1.ask('ola');
	const { o } = await t.pool.visit('ola');
	const answers = await Promise.all([t.n1.call('accept', cid('kari'), o, room('kari')),
		t.n2.call('accept', cid('per'), o, room('per'))]);
	assert.deepEqual(answers.flat().sort(), ['OK', 'STATE']);
	await t.pool.clean();
});

test('cancel during an offer withdraws it and frees the counsellor for the next', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await t.n1.ask('siv');
	assert.deepEqual(await t.n1.call('y_cancel', sid('ola'), 'cancelled'), ['OK']);
	assert.equal(kinds(await t.n1.news()), 'offer revoked offer');
	assert.equal((await t.pool.counsellor('kari')).os, sid('siv'));
	assert.deepEqual(await t.n1.call('y_cancel', sid('ola'), 'cancelled'), ['DUP']);
	await t.pool.clean();
});

test('pausing during an offer withdraws it', async () => {
	await t.n1.shift('kari');
	await t.n1.shift('per');
	await t.n1.ask('ola');
	const first = (await t.pool.visit('ola')).c === cid('kari') ? 'kari' : 'per';
	await t.n1.shift(first, { state: 'P' });
	assert.notEqual((await t.pool.visit('ola')).c, cid(first));
	assert.equal(one(await t.n1.news(), 'revoked').w, 'paused');
	await t.pool.clean();
});

test('a decline loop ends: three in a row pause, and nobody is asked twice', async () => {
	await t.n1.shift('kari');
	for (const name of ['a', 'b', 'c', 'd']) await t.n1.ask(name);
	const asked = [];
	for (let i = 0; i < 3; i++) {
		asked.push((await t.pool.counsellor('kari')).os);
		await t.n1.call('decline', cid('kari'), await receive(t.n1, 'kari'));
	}
	assert.equal(new Set(asked).size, 3);
	assert.equal((await t.pool.counsellor('kari')).st, 'P');
	assert.equal(one(await t.n1.news(), 'shift').w, 'declined');
	await t.pool.clean();
});

test('a slot that frees while others queue goes to the longest waiting', async () => {
	await t.n1.shift('kari', { capacity: 1 });
	await t.n1.ask('ola');
	await accept(t.n1, 'kari', 'ola');
	await t.n1.call('y_ready', sid('ola'), room('ola'));
	await t.n1.ask('a');
	await t.pool.pass(1000);
	await t.n1.ask('b');
	assert.deepEqual(await t.n1.call('end', cid('kari'), room('ola'), 'counsellor'), ['OK']);
	assert.equal((await t.pool.counsellor('kari')).os, sid('a'));
	await t.pool.clean();
});

test('a chat that ends between offer and accept leaves nothing to accept', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	const offer = await receive(t.n1, 'kari');
	await t.n1.call('y_cancel', sid('ola'), 'cancelled');
	assert.deepEqual(await t.n1.call('accept', cid('kari'), offer, room('r')), ['STATE']);
	await t.pool.clean();
});

test('available that arrives after the socket was lost is too late', async () => {
	await t.n1.shift('kari', { session: '8', turn: 1, state: 'P' });
	await t.n1.call('c_detach', '8', cid('kari'));
	assert.deepEqual(await t.n1.shift('kari', { session: '8', turn: 1 }), ['STATE']);
	assert.equal((await t.pool.counsellor('kari')).st, 'L');
	await t.n1.shift('kari', { session: '9', turn: 2 });
	assert.equal((await t.pool.counsellor('kari')).st, 'A');
	await t.pool.clean();
});

test('a repeated click on accept is the same accept', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	const { offer, answer } = await accept(t.n1, 'kari');
	assert.deepEqual(answer, ['OK']);
	assert.deepEqual(await t.n1.call('accept', cid('kari'), offer, room('another')), ['DUP']);
	assert.equal((await t.pool.visit('ola')).r, room('r'));
	await t.pool.clean();
});

test('an offer lost on the line is not missed: the youth goes on, the counsellor is lost until it shows life', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await t.pool.pass(1);
	await t.n1.shift('per');
	await t.pool.pass(2999);
	await t.n1.sweep();
	assert.equal((await t.pool.counsellor('kari')).st, 'L');
	assert.equal((await t.pool.visit('ola')).c, cid('per'));
	const news = await t.n1.news();
	assert.equal(one(news, 'revoked').w, 'unconfirmed');
	assert.equal(one(news, 'shift').w, 'lost');
	await t.n1.call('c_attach', '78', cid('kari'), t.pool.turn());
	assert.equal((await t.pool.counsellor('kari')).st, 'A');
	await t.pool.clean();
});

test('a phone that is dead when it is matched keeps its place and costs nobody anything', async () => {
	await t.n1.shift('kari', { capacity: 1 });
	await t.n1.ask('ola');
	await t.n1.ask('siv');
	const { offer } = await accept(t.n1, 'kari');
	await t.n1.news();
	await t.pool.pass(10000);
	await t.n1.sweep();
	const news = await t.n1.news();
	assert.deepEqual([one(news, 'revoked').w, one(news, 'revoked').o], ['unanswered', offer]);
	assert.equal(news.find((item) => item.t === 'queued' && item.i === sid('ola')).w, 'unanswered');
	assert.equal((await t.pool.visit('ola')).st, 'D');
	const kari = await t.pool.counsellor('kari');
	assert.deepEqual([kari.st, kari.os], ['A', sid('siv')]);
	await t.pool.clean();
	assert.deepEqual(await t.n1.call('y_ready', sid('ola'), room('r')), ['STATE'], 'too late, but alive');
	assert.equal((await t.pool.visit('ola')).st, 'W');
	await t.pool.clean();
});

test('capacity is kept while offers and rooms come and go', async () => {
	await t.n1.shift('kari', { capacity: 2 });
	for (const name of ['a', 'b', 'c']) {
		await t.n1.ask(name);
		await t.pool.pass(1);
	}
	await accept(t.n1, 'kari', 'a');
	await accept(t.n1, 'kari', 'b');
	const kari = await t.pool.counsellor('kari');
	assert.deepEqual([kari.ld, kari.o], ['2', '']);
	assert.equal((await t.pool.visit('c')).st, 'W');
	await t.pool.clean();
});

test('capacity is kept when many ask, accept and end at once', async () => {
	await t.n1.shift('kari', { capacity: 3 });
	await t.n2.shift('per', { capacity: 2 });
	const names = Array.from({ length: 20 }, (_, i) => `y${i}`);
	await Promise.all(names.map((name, i) => (i % 2 ? t.n1 : t.n2).ask(name)));
	for (let round = 0; round < 8; round++) {
		await Promise.all([accept(t.n1, 'kari', `a${round}`), accept(t.n2, 'per', `b${round}`)]);
		await t.pool.clean(`round ${round}`);
		for (const [name, most] of [['kari', 3], ['per', 2]]) {
			assert.ok(Number((await t.pool.counsellor(name)).ld) <= most, name);
		}
		if (round % 3 === 2) await t.n1.end(cid('kari'), `a${round - 2}`);
	}
});

test('hand-over while the youth is away: the visit keeps its place and goes on when it is back', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	const { e } = await t.pool.visit('ola');
	await t.n2.shift('per', { session: '78' });
	assert.deepEqual(await t.n2.propose('kari', 'ola', 'counsellor', cid('per')), ['OK']);
	await t.n1.call('y_detach', '13', sid('ola'));
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['OK', 'done'], 'said just before the line broke');
	const visit = await t.pool.visit('ola');
	assert.deepEqual([visit.st, visit.c, visit.e], ['D', '', e]);
	await t.pool.clean();
	assert.equal((await t.n1.attach('ola'))[1], 'O');
	assert.equal((await t.pool.visit('ola')).c, cid('per'));
	await t.pool.clean();
});

test('a phone that dies between the yes and the next counsellor costs nobody a slot', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n2.shift('per', { session: '78' });
	await t.n2.propose('kari', 'ola', 'counsellor', cid('per'));
	await t.n1.consent('ola', 'ola', 1);
	assert.equal((await t.pool.counsellor('per')).os, sid('ola'));
	await t.n1.call('y_detach', '13', sid('ola'));
	assert.deepEqual([(await t.pool.counsellor('per')).ld, (await t.pool.visit('ola')).st], ['0', 'D']);
	await t.pool.clean();
});

test('youth and counsellor lost together leave no ghost', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n1.call('y_detach', '13', sid('ola'));
	await t.n2.call('c_detach', '77', cid('kari'));
	for (const step of [20000, 40000, 240000]) await later(t, step);
	assert.equal((await t.pool.visit('ola')).st, 'D');
	await t.pool.clean();
	await later(t, 900000);
	assert.deepEqual(await t.pool.visit('ola'), {});
	await t.pool.clean();
});

test('swap while the other side hands over: the first of the two happens, the second finds the room gone', async () => {
	await t.n2.shift('per', { session: '78' });
	await talk(t.n1, 'ola', t.n2, 'kari');
	const giver = (await t.pool.visit('ola')).c === cid('kari') ? 'kari' : 'per';
	const taker = giver === 'kari' ? 'per' : 'kari';
	assert.deepEqual(await t.n2.propose(giver, 'ola', 'counsellor', cid(taker)), ['OK']);
	assert.deepEqual(await t.n1.swap(sid('ola'), 'ola'), ['OK']);
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['GONE']);
	assert.deepEqual(await t.n2.propose(giver, 'ola', 'counsellor', cid(taker)), ['GONE']);
	await t.pool.clean();
});

test('hand-over while the other side swaps: the swap that comes second changes nothing', async () => {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await t.n2.shift('per', { session: '78' });
	await t.n2.propose('kari', 'ola', 'counsellor', cid('per'));
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['OK', 'done']);
	const { o } = await t.pool.visit('ola');
	assert.deepEqual(await t.n2.swap(cid('kari'), 'ola'), ['DUP']);
	assert.equal((await t.pool.visit('ola')).o, o);
	await t.pool.clean();
});
