// Asking, waiting, widening, leaving the queue: each transition of a youth before a room.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, kinds, one, sid, token } from './lib/pool.mjs';
import { accept, withPool } from './lib/walk.mjs';

const t = withPool();

test('a youth waits at its own municipality while somebody is staffed there', async () => {
	await t.n1.shift('kari', { capacity: 1 });
	await t.n1.ask('first');
	assert.deepEqual(await t.n1.ask('ola'), ['OK', 'W', '0']);
	await t.pool.clean();
});

test('asking again with the same number gives the same answer and counts once', async () => {
	const first = await t.n1.ask('ola');
	const again = await t.n1.ask('ola');
	assert.deepEqual(again, ['DUP', ...first.slice(1)]);
	const hours = await t.redis.client.keys(`${t.pool.prefix}n:h:*`);
	assert.equal(await t.redis.client.hget(hours[0], 'arrived'), '1');
	await t.pool.clean();
});

test('a youth whose municipality and county are unstaffed is asked of the nation at once and told so', async () => {
	await t.n1.shift('kari', { m: '5437', co: '56', agency: 'karasjok' });
	const answer = await t.n1.ask('ola', { m: '4204', co: '42' });
	assert.deepEqual(answer, ['OK', 'O', '2']);
	assert.equal((await t.pool.raw('status', sid('ola')))[3], '1');
	await t.pool.clean();
});

test('a youth with only mine is not widened, at asking and after any time', async () => {
	await t.n1.shift('kari', { m: '5437', co: '56' });
	assert.deepEqual(await t.n1.ask('ola', { who: 1 }), ['OK', 'W', '0']);
	await t.pool.pass(600000);
	await t.n1.beat();
	await t.n1.sweep();
	assert.equal((await t.pool.visit('ola')).lv, '0');
	const status = await t.pool.raw('status', sid('ola'));
	assert.equal(status[7], '0', 'nobody is on duty for it');
	await t.pool.clean();
});

test('a cell that loses its last counsellor widens those who wait there at once', async () => {
	await t.n1.shift('own', { capacity: 1 });
	await t.n1.ask('first');
	await t.n1.ask('ola');
	await t.n1.shift('own', { capacity: 1, state: 'P' });
	await t.n1.sweep();
	assert.equal((await t.pool.visit('ola')).lv, '2');
	await t.pool.clean();
});

test('who waits longest is served first', async () => {
	for (const name of ['a', 'b', 'c']) {
		await t.n1.ask(name);
		await t.pool.pass(1000);
	}
	await t.n1.shift('kari');
	assert.equal((await t.pool.counsellor('kari')).os, sid('a'));
	await t.pool.clean();
});

test('urgency moves a place by minutes and no more', async () => {
	await t.n1.ask('early');
	await t.pool.pass(299000);
	await t.n1.ask('urgent', { urgency: 1 });
	await t.pool.pass(2000);
	await t.n1.ask('later', { urgency: 1 });
	await t.n1.shift('kari', { capacity: 3 });
	const order = [];
	for (let i = 0; i < 3; i++) {
		order.push((await t.pool.counsellor('kari')).os);
		await accept(t.n1, 'kari', `r${i}`);
	}
	assert.deepEqual(order, [sid('urgent'), sid('early'), sid('later')]);
	await t.pool.clean();
});

test('danger is asked of the nation at once', async () => {
	await t.n1.shift('own', { capacity: 1 });
	await t.n1.ask('first');
	assert.deepEqual(await t.n1.ask('ola', { urgency: 2 }), ['OK', 'W', '2']);
	await t.pool.clean();
});

test('the least loaded and then longest idle counsellor is asked', async () => {
	await t.n1.shift('busy');
	await t.n1.ask('x');
	await accept(t.n1, 'busy', 'x');
	await t.pool.pass(1000);
	await t.n1.shift('idle');
	await t.pool.pass(1000);
	await t.n1.shift('fresh');
	await t.n1.ask('y');
	assert.equal((await t.pool.visit('y')).c, cid('idle'));
	await t.pool.clean();
});

test('not mine is never answered by who works or lives there, and its place is never named', async () => {
	await t.n1.shift('works');
	await t.n1.shift('lives', { m: '5437', co: '56', lives: '0301' });
	assert.equal((await t.n1.ask('ola', { who: 2 }))[1], 'W');
	await t.n1.shift('other', { m: '5437', co: '56' });
	const offer = one(await t.n1.news(), 'offer');
	assert.equal(offer.i, cid('other'));
	assert.deepEqual([offer.vm, offer.vc], ['', '03']);
	await t.pool.clean();
});

test('an offer to another agency names the county only', async () => {
	await t.n1.shift('other', { m: '5437', co: '56' });
	await t.n1.ask('ola');
	const offer = one(await t.n1.news(), 'offer');
	assert.deepEqual([offer.vm, offer.vc, offer.vv], ['', '03', '2']);
});

test('an offer to the own agency names the municipality', async () => {
	await t.n1.shift('own');
	await t.n1.ask('ola');
	const offer = one(await t.n1.news(), 'offer');
	assert.deepEqual([offer.vm, offer.vc, offer.vv], ['0301', '03', '0']);
});

test('an avoided municipality is never asked, neither by work nor by home', async () => {
	await t.n1.shift('works', { m: '5437', co: '56' });
	await t.n1.shift('lives', { m: '1103', co: '11', lives: '5437' });
	assert.equal((await t.n1.ask('ola', { avoid: '5437 4204' }))[1], 'W');
	await t.pool.clean();
});

test('languages are a filter, and who writes Bokmal serves Nynorsk', async () => {
	await t.n1.shift('kari', { languages: 'nb' });
	assert.equal((await t.n1.ask('sami', { languages: 'se' }))[1], 'W');
	assert.equal((await t.n1.ask('nynorsk', { languages: 'nn' }))[1], 'O');
	await t.pool.clean();
});

test('a youth who cannot be served does not hold up those behind it', async () => {
	await t.n1.ask('sami', { languages: 'se' });
	await t.pool.pass(1000);
	await t.n1.ask('ola');
	await t.n1.shift('kari');
	assert.equal((await t.pool.counsellor('kari')).os, sid('ola'));
	await t.pool.clean();
});

test('changing the wish keeps the place', async () => {
	await t.n1.shift('far', { m: '5437', co: '56' });
	await t.n1.ask('ola', { who: 1 });
	const { e } = await t.pool.visit('ola');
	await t.pool.pass(5000);
	assert.deepEqual(await t.n1.call('y_change', sid('ola'), 0, 'nb'), ['OK', 'O', '2']);
	assert.equal((await t.pool.visit('ola')).e, e);
	await t.pool.clean();
});

test('a wish that no longer fits withdraws the offer', async () => {
	await t.n1.shift('far', { m: '5437', co: '56' });
	await t.n1.ask('ola');
	assert.deepEqual(await t.n1.call('y_change', sid('ola'), 1, 'nb'), ['OK', 'W', '0']);
	assert.equal(one(await t.n1.news(), 'revoked').w, 'cancelled');
	await t.pool.clean();
});

test('a socket lost while waiting keeps the place, and attaching takes it up on another node', async () => {
	await t.n1.ask('ola', { session: '5' });
	const { e } = await t.pool.visit('ola');
	await t.n1.call('y_detach', '5', sid('ola'));
	assert.equal((await t.pool.visit('ola')).st, 'D');
	await t.n1.shift('kari');
	assert.equal((await t.pool.visit('ola')).st, 'D', 'nobody is offered a youth who is not there');
	assert.deepEqual((await t.n2.attach('ola')).slice(0, 2), ['OK', 'O']);
	assert.equal((await t.pool.visit('ola')).e, e);
	await t.pool.clean();
});

test('a socket lost during an offer puts it back', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola', { session: '5' });
	await t.n1.call('y_detach', '5', sid('ola'));
	assert.equal((await t.pool.visit('ola')).st, 'D');
	assert.equal((await t.pool.counsellor('kari')).o, '');
	await t.pool.clean();
});

test('a late goodbye of a socket that was taken over changes nothing', async () => {
	await t.n1.ask('ola', { session: '5' });
	await t.n2.attach('ola', { session: '6' });
	assert.equal(one(await t.n1.news(), 'taken').s, '5');
	await t.n1.call('y_detach', '5', sid('ola'));
	assert.equal((await t.pool.visit('ola')).st, 'W');
	await t.pool.clean();
});

test('a token stays good until the one after it is used, and no longer', async () => {
	await t.n1.ask('ola');
	const [t0, t1, t2, t3] = ['ola', '1', '2', '3'].map(token);
	assert.equal((await t.n1.attach('ola', { presented: t0, next: t1 }))[0], 'OK');
	assert.equal((await t.n1.attach('ola', { presented: t0, next: t2 }))[0], 'OK', 'the answer was lost');
	assert.equal((await t.n1.attach('ola', { presented: t1, next: t3 }))[0], 'GONE', 'it was never delivered');
	assert.equal((await t.n1.attach('ola', { presented: t2, next: t3 }))[0], 'OK');
	assert.equal((await t.n1.attach('ola', { presented: t0, next: t1 }))[0], 'GONE');
	assert.equal((await t.n1.attach('ola', { presented: t2, next: t1 }))[0], 'OK');
});

test('a late RESUME, overtaken by the one sent in its place, takes nothing from it', async () => {
	await t.n1.ask('ola');
	const [t0, t1, t2] = ['ola', '1', '2'].map(token);
	const late = { presented: t0, next: t1, attempt: 0, session: '71' };
	const newest = { presented: t0, next: t2, attempt: 1, session: '72' };
	assert.equal((await t.n1.attach('ola', newest))[0], 'OK');
	const before = await t.pool.visit('ola');
	assert.deepEqual(await t.n2.attach('ola', late), ['LATE', '', '', t1], 'its own next token is of no use');
	assert.deepEqual(await t.pool.visit('ola'), before);
	assert.equal((await t.n1.attach('ola', { presented: t2, next: token('3') }))[0], 'OK', 'what the client was given');
});

test('a socket that asks again after an outage does not take back what its client has taken up elsewhere', async () => {
	await t.n1.ask('ola', { session: '5' });
	assert.equal((await t.n1.attach('ola', { session: '5', next: token('ola') }))[0], 'OK', 'while nobody else has');
	await t.n2.attach('ola', { session: '6' });
	assert.equal((await t.n1.attach('ola', { session: '5', next: token('ola') }))[0], 'LATE');
	assert.equal((await t.pool.visit('ola')).n, t.n2.home);
	assert.deepEqual((await t.n2.news()).filter((item) => item.t === 'taken'), []);
});

test('a socket that asks again after an outage uses up no token', async () => {
	await t.n1.ask('ola');
	const [t0, t1] = ['ola', '1'].map(token);
	await t.n1.attach('ola', { presented: t0, next: t1 });
	assert.equal((await t.n1.attach('ola', { presented: t1, next: t1 }))[0], 'OK');
	assert.equal((await t.n1.attach('ola', { presented: t0, next: t1 }))[0], 'OK', 'the answer had been lost');
});

test('the longest wait drops nobody, and the status says how long it is', async () => {
	await t.n1.ask('ola', { urgency: 1 });
	await t.pool.pass(2700000);
	await t.n1.beat();
	await t.n1.sweep();
	const status = await t.pool.raw('status', sid('ola'));
	assert.deepEqual([status[1], status[12]], ['W', '2700000']);
	await t.pool.clean();
});

test('a full queue refuses, and only the count of the refused says so', async () => {
	await t.n1.up('wrap 0 limit 1');
	await t.n1.ask('ola');
	assert.deepEqual(await t.n1.ask('siv'), ['FULL']);
	assert.deepEqual(await t.pool.visit('siv'), {});
	assert.equal((await t.redis.client.hgetall(`${t.pool.prefix}n:h:2023111422`)).refused, '1');
	await t.pool.clean();
});

test('a youth who was led elsewhere is counted as diverted and not as gone', async () => {
	await t.n1.ask('ola');
	await t.n1.cancel('ola', 'diverted');
	assert.deepEqual(await t.redis.client.hgetall(`${t.pool.prefix}n:h:2023111422`), { arrived: '1', diverted: '1' });
	await t.pool.clean();
});

test('the status names the languages on duty when nobody writes the first one', async () => {
	await t.n1.shift('kari', { languages: 'nb en' });
	await t.n1.ask('sami', { languages: 'se' });
	await t.n1.ask('nynorsk', { languages: 'nn se' });
	assert.equal((await t.pool.raw('status', sid('sami')))[13], 'nb en');
	assert.equal((await t.pool.raw('status', sid('nynorsk')))[13], '', 'who writes nb serves nn');
});

test('a level where nobody is staffed is skipped', async () => {
	await t.n1.shift('near', { m: '0302', capacity: 1 });
	await t.n1.ask('first', { m: '0302' });
	assert.deepEqual(await t.n1.ask('ola'), ['OK', 'W', '1']);
	await t.pool.clean();
});

test('the status counts who is ahead and who is on duty for this wish', async () => {
	await t.n1.shift('sami', { languages: 'se', capacity: 3 });
	await t.n1.shift('own', { capacity: 1 });
	await t.n1.ask('a');
	await t.n1.ask('b');
	await t.pool.pass(1000);
	await t.n1.ask('c');
	const status = await t.pool.raw('status', sid('c'));
	assert.deepEqual(status.slice(0, 8), ['OK', 'W', '0', '0', '0', '0301', '1', '1']);
});
