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

test('cancelling after the accept tells the counsellor and frees the slot', async () => {
	await t.n1.shift('kari', { capacity: 1 });
	await t.n1.ask('ola');
	await accept(t.n1, 'kari');
	await t.n1.call('y_cancel', sid('ola'), 'cancelled');
	assert.equal(one(await t.n1.news(), 'revoked').w, 'cancelled');
	assert.equal((await t.pool.counsellor('kari')).ld, '0');
	await t.pool.clean();
});

test('another node cannot answer for this counsellor', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	const offer = await receive(t.n1, 'kari');
	assert.deepEqual(await t.n2.call('accept', cid('kari'), offer, room('r')), ['NOTOWNER']);
	await t.pool.clean();
});
