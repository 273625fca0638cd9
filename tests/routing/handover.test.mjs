// A change of people: swap, hand-over with the youth's consent, the manual pick, and a wish that changes in a room.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, one, room, sid } from './lib/pool.mjs';
import { accept, later, withPool } from './lib/walk.mjs';

const t = withPool();
const visit = () => t.pool.visit('ola');

/** ola (node n1) talks with kari (node n2); news so far is read. */
async function talking(wish) {
	await t.n2.shift('kari', { topics: 'unsure school' });
	await t.n1.ask('ola', wish);
	await accept(t.n2, 'kari', 'ola');
	await t.n1.ready('ola');
	await t.n1.news();
	await t.n2.news();
}

test('the youth swaps: it waits at its place, that counsellor is not asked again, and hears it', async () => {
	await talking();
	const { e } = await visit();
	assert.deepEqual(await t.n1.swap(sid('ola'), 'ola'), ['OK']);
	const after = await visit();
	assert.deepEqual([after.st, after.e, after.lv, after.ex], ['W', e, '2', cid('kari')]);
	const queued = one(await t.n1.news(), 'queued');
	assert.deepEqual([queued.r, queued.w], [room('ola'), 'swapped']);
	assert.equal(one(await t.n2.news(), 'ended').w, 'swapped');
	await t.pool.clean();
});

test('the counsellor swaps: the youth hears it, and somebody else is offered', async () => {
	await talking();
	await t.n2.shift('per', { session: '78' });
	assert.deepEqual(await t.n2.swap(cid('kari'), 'ola'), ['OK']);
	assert.equal((await visit()).c, cid('per'));
	assert.equal(one(await t.n1.news(), 'queued').w, 'swapped');
	assert.deepEqual(await t.n2.swap(cid('kari'), 'ola'), ['DUP']);
	await t.pool.clean();
});

test('a swap is not a new arrival and not an answer more', async () => {
	await talking();
	await t.n1.swap(sid('ola'), 'ola');
	await t.n2.shift('per', { session: '78' });
	await accept(t.n2, 'per', 'again');
	await t.n1.ready('ola');
	await t.n1.end(sid('ola'), 'ola');
	assert.deepEqual(await t.redis.client.hgetall(`${t.pool.prefix}n:h:2023111422`),
		{ arrived: '1', 'answered:10': '1', 'ended:left:10': '1', silent: '1' });
});

test('a wish that changes in a room holds when the room is given back', async () => {
	await talking();
	assert.equal((await t.n1.change('ola', 1))[0], 'OK');
	assert.equal((await visit()).st, 'C');
	await t.n2.shift('per', { session: '78', m: '5437', co: '56' });
	await t.n1.swap(sid('ola'), 'ola');
	assert.deepEqual([(await visit()).st, (await visit()).lv], ['W', '0']);
	await t.pool.clean();
});

test('a proposal asks the youth, and a no leaves both where they are', async () => {
	await talking();
	await t.n2.shift('per', { session: '78' });
	assert.deepEqual(await t.n2.propose('kari', 'ola', 'counsellor', cid('per')), ['OK']);
	const proposed = one(await t.n1.news(), 'proposed');
	assert.deepEqual([proposed.r, proposed.k, proposed.g], [room('ola'), 'counsellor', cid('per')]);
	assert.deepEqual(await t.n2.propose('kari', 'ola', 'counsellor', cid('per')), ['DUP']);
	assert.deepEqual(await t.n1.consent('ola', 'ola', 0), ['OK', 'no']);
	assert.equal(one(await t.n2.news(), 'handed').w, 'no');
	assert.deepEqual([(await visit()).st, (await visit()).c], ['C', cid('kari')]);
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['STATE'], 'it was answered');
	await t.pool.clean();
});

test('a proposal waits for a youth who is away, and is told when it is back', async () => {
	await talking();
	await t.n2.shift('per', { session: '78' });
	await t.n1.call('y_detach', '13', sid('ola'));
	await t.n2.propose('kari', 'ola', 'counsellor', cid('per'));
	await t.n1.news();
	await t.n1.attach('ola');
	assert.equal(one(await t.n1.news(), 'proposed').g, cid('per'));
	await t.pool.clean();
});

test('a yes to a colleague: the colleague is offered it first, at its original place', async () => {
	await talking();
	await t.n1.shift('idle', { session: '80' });
	await later(t, 1000);
	await t.n2.shift('per', { session: '78' });
	const { e } = await visit();
	await t.n2.propose('kari', 'ola', 'counsellor', cid('per'));
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['OK', 'done']);
	const after = await visit();
	assert.deepEqual([after.st, after.c, after.e, after.r], ['O', cid('per'), e, '']);
	assert.deepEqual([one(await t.n1.news(), 'queued').w, one(await t.n2.news(), 'ended').w], ['handed', 'handed']);
	await t.pool.clean();
});

test('a yes to a topic: the visit waits for it at its place, and the giver is not asked', async () => {
	await talking();
	await t.n2.shift('busy', { session: '78', topics: 'school', capacity: 1 });
	await t.n1.ask('siv', { topic: 'school' });
	await accept(t.n2, 'busy', 'siv');
	assert.deepEqual(await t.n2.propose('kari', 'ola', 'topic', 'school'), ['OK'], 'busy is not off');
	await t.n1.consent('ola', 'ola', 1);
	const after = await visit();
	assert.deepEqual([after.st, after.t, after.lv, after.ex], ['W', 'school', '2', cid('kari')]);
	await t.pool.clean();
});

test('a yes to an agency: its people are asked, and after a widening time everybody', async () => {
	await talking();
	await t.n2.shift('far', { session: '78', m: '5437', co: '56', agency: 'karasjok', capacity: 1 });
	await t.n2.propose('kari', 'ola', 'agency', 'karasjok', '5437');
	await t.n1.consent('ola', 'ola', 1);
	assert.equal((await visit()).c, cid('far'));
	await t.n2.shift('far', { session: '78', m: '5437', co: '56', agency: 'karasjok', capacity: 1, state: 'P' });
	await t.n2.shift('per', { session: '79' });
	await later(t, 0);
	assert.equal((await visit()).c, cid('per'), 'nobody is left there');
	await t.pool.clean();
});

test('who was handed to an agency is not told of another topic while that agency is asked', async () => {
	const others = async () => (await t.pool.raw('status', sid('ola')))[20];
	await talking({ topic: 'school' });
	const there = { m: '5437', co: '56', agency: 'karasjok' };
	await t.n2.shift('takes', { ...there, session: '78', topics: 'school' });
	await t.n2.shift('other', { ...there, session: '79', topics: 'unsure' });
	await t.n2.propose('kari', 'ola', 'agency', 'karasjok', '5437');
	await t.n1.consent('ola', 'ola', 1);
	await t.n2.shift('takes', { ...there, session: '78', state: 'X' });
	assert.deepEqual([(await visit()).st, (await visit()).to, await others()], ['W', 'karasjok', '0']);
	await t.pool.clean();
});

test('who was handed to an agency is not kept waiting for it by others of its place', async () => {
	await talking();
	await t.n2.shift('first', { session: '78', m: '', co: '', agency: 'national' });
	await t.n2.propose('kari', 'ola', 'agency', 'national', '');
	await t.n1.consent('ola', 'ola', 1);
	await t.n1.shift('other', { session: '79', m: '5437', co: '56', agency: 'karasjok' });
	await t.n2.shift('first', { session: '78', m: '', co: '', agency: 'national', state: 'X' });
	await later(t, 29999);
	assert.equal((await visit()).st, 'W');
	await later(t, 1);
	assert.equal((await visit()).c, cid('other'));
	await t.pool.clean();
});

for (const [word, what, wish, colleague] of [
	['OFF', 'nobody of the target is on duty', {}, { state: 'P' }],
	['FULL', 'every slot of the target is taken', {}, { capacity: 1 }],
	['WISH', 'the youth avoids where the target lives', { avoid: '4204' }, { lives: '4204' }],
]) {
	test(`a proposal is refused at once when ${what}`, async () => {
		await talking(wish);
		if (word === 'FULL') await t.n1.ask('siv');
		await t.n2.shift('per', { session: '78', agency: 'asker', ...colleague });
		if (word === 'FULL') {
			await t.n2.shift('kari', { topics: 'unsure school', state: 'P' });
			assert.equal((await t.pool.counsellor('per')).os, sid('siv'));
		}
		for (const [kind, target] of [['counsellor', cid('per')], ['agency', 'asker']]) {
			assert.deepEqual(await t.n2.propose('kari', 'ola', kind, target, ''), [word], kind);
		}
		assert.equal((await visit()).pr, '');
		await t.pool.clean();
	});
}

test('what has become impossible when the youth says yes leaves both where they are, and both hear why', async () => {
	await talking();
	await t.n2.shift('per', { session: '78' });
	await t.n2.propose('kari', 'ola', 'counsellor', cid('per'));
	await t.n2.shift('per', { session: '78', state: 'P' });
	await t.n1.news();
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['OK', 'off']);
	assert.deepEqual([one(await t.n1.news(), 'handed').w, one(await t.n2.news(), 'handed').w], ['off', 'off']);
	assert.equal((await visit()).st, 'C');
	await t.pool.clean();
});

test('only the counsellor proposes and only the youth consents', async () => {
	await talking();
	assert.deepEqual(await t.n1.propose('kari', 'ola', 'topic', 'school'), ['NOTOWNER']);
	await t.n2.shift('per', { session: '78' });
	await t.n2.propose('kari', 'ola', 'counsellor', cid('per'));
	assert.deepEqual(await t.n2.consent('ola', 'ola', 1), ['NOTOWNER']);
	assert.deepEqual(await t.n2.propose('kari', 'ola', 'friend', 'x'), ['RANGE']);
	await t.pool.clean();
});

test('a manual pick is an offer like any other, of the oldest that this person may serve', async () => {
	await t.n2.shift('own', { m: '5437', co: '56', capacity: 1 });
	await t.n2.ask('x', { m: '5437', co: '56' });
	await t.n1.ask('sami', { m: '5437', co: '56', languages: 'se' });
	await later(t, 1000);
	await t.n1.ask('ola', { m: '5437', co: '56' });
	await t.n2.shift('kari', { session: '78' });
	assert.deepEqual([(await visit()).lv, (await visit()).st], ['0', 'W']);
	assert.deepEqual(await t.n2.pick('kari', 'm5437', 'unsure'), ['OK']);
	assert.deepEqual([(await visit()).st, (await visit()).c], ['O', cid('kari')]);
	assert.deepEqual(await t.n2.pick('kari', 'm5437', 'unsure'), ['FULL'], 'one offer at a time');
	const { answer } = await accept(t.n2, 'kari', 'ola');
	assert.deepEqual(answer, ['OK']);
	assert.deepEqual(await t.n2.pick('kari', 'm5437', 'unsure'), ['GONE'], 'nobody else it may serve');
	await t.n2.shift('kari', { session: '78', state: 'P' });
	assert.deepEqual(await t.n2.pick('kari', 'm5437', 'unsure'), ['STATE']);
	await t.pool.clean();
});
