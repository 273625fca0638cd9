// Offers: received, accepted, declined, missed, lost on the line, withdrawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, kinds, one, room, sid } from './lib/pool.mjs';
import { accept, receive, talk, withPool } from './lib/walk.mjs';

const t = withPool();

test('accepting tells the youth, and its answer opens the room for the counsellor', async () => {
	await t.n2.shift('kari', { session: '8' });
	await t.n1.ask('ola', { session: '5' });
	const { offer } = await accept(t.n2, 'kari');
	const matched = one(await t.n1.news(), 'matched');
	assert.deepEqual([matched.s, matched.r, matched.al, matched.ag], ['5', room('r'), 'Alias kari', 'oslo']);
	assert.deepEqual(await t.n1.call('y_ready', sid('ola'), room('r')), ['OK']);
	const opened = one(await t.n2.news(), 'opened');
	assert.deepEqual([opened.s, opened.o, opened.r, opened.vm], ['8', offer, room('r'), '0301']);
	assert.deepEqual(await t.n1.call('y_ready', sid('ola'), room('r')), ['DUP']);
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

test('two counsellors cannot accept one offer', async () => {
	await t.n1.shift('kari');
	await t.n1.shift('per');
	await t.n1.ask('ola');
	const offer = (await t.pool.visit('ola')).o;
	const answers = [];
	for (const name of ['kari', 'per']) {
		answers.push((await t.n1.call('accept', cid(name), offer, room(name)))[0]);
	}
	assert.deepEqual(answers.sort(), ['OK', 'STATE']);
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
	await t.n1.call('c_attach', '78', cid('kari'));
	assert.equal((await t.pool.counsellor('kari')).st, 'A');
	await t.pool.clean();
});

test('a receipt that comes too late brings the counsellor back', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola', { languages: 'nb' });
	const offer = (await t.pool.counsellor('kari')).o;
	await t.n1.call('y_change', sid('ola'), 0, 'nb');
	await t.pool.pass(3000);
	await t.n1.sweep();
	assert.deepEqual(await t.n1.call('received', cid('kari'), offer), ['STATE']);
	const kari = await t.pool.counsellor('kari');
	assert.deepEqual([kari.st, kari.os], ['A', sid('ola')]);
	await t.pool.clean();
});

test('a page that is there and never confirms is paused in the end and keeps its rooms', async () => {
	await talk(t.n1, 'siv', t.n1, 'kari');
	await t.n1.ask('ola');
	await t.pool.pass(3000);
	await t.n1.sweep();
	await t.pool.pass(300000);
	await t.n1.beat();
	await t.n1.sweep();
	assert.equal((await t.pool.counsellor('kari')).st, 'P');
	assert.equal((await t.pool.visit('siv')).st, 'C');
	await t.pool.clean();
});

test('a confirmed offer that is not answered pauses the counsellor and goes on', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await receive(t.n1, 'kari');
	await t.pool.pass(19999);
	await t.n1.sweep();
	assert.equal((await t.pool.visit('ola')).st, 'O');
	await t.pool.pass(1);
	await t.n1.sweep();
	assert.equal((await t.pool.counsellor('kari')).st, 'P');
	const visit = await t.pool.visit('ola');
	assert.deepEqual([visit.st, visit.ex.trim()], ['W', cid('kari')]);
	assert.equal(kinds((await t.n1.news()).slice(1)), 'revoked shift');
	await t.pool.clean();
});

test('declining excludes for that youth and leaves the counsellor available', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	const offer = await receive(t.n1, 'kari');
	assert.deepEqual(await t.n1.call('decline', cid('kari'), offer), ['OK']);
	assert.deepEqual(await t.n1.call('decline', cid('kari'), offer), ['DUP']);
	assert.equal((await t.pool.visit('ola')).st, 'W');
	await t.n1.ask('siv');
	assert.equal((await t.pool.counsellor('kari')).os, sid('siv'));
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

test('a chat that ends between offer and accept leaves nothing to accept', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	const offer = await receive(t.n1, 'kari');
	await t.n1.call('y_cancel', sid('ola'), 'cancelled');
	assert.deepEqual(await t.n1.call('accept', cid('kari'), offer, room('r')), ['STATE']);
	await t.pool.clean();
});

test('cancelling after the accept tells the counsellor and frees the slot', async () => {
	await t.n1.shift('kari', { capacity: 1 });
	await t.n1.ask('ola');
	await accept(t.n1, 'kari');
	await t.n1.call('y_cancel', sid('ola'), 'cancelled');
	assert.equal(one(await t.n1.news(), 'revoked').w, 'cancelled');
	assert.equal((await t.pool.counsellor('kari')).ld, '0');
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

test('another node cannot answer for this counsellor', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	const offer = await receive(t.n1, 'kari');
	assert.deepEqual(await t.n2.call('accept', cid('kari'), offer, room('r')), ['NOTOWNER']);
	await t.pool.clean();
});
