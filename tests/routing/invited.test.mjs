// A colleague beside the one who answers: asked by her, let in by the youth, called by an offer of its own; and every way out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideOf, cid, one, room, sid } from './lib/pool.mjs';
import { accept, later, withPool } from './lib/walk.mjs';

const t = withPool();
const visit = () => t.pool.visit('ola');
const load = async (name) => (await t.pool.counsellor(name)).ld;
const quiet = () => Promise.all([t.n1.news(), t.n2.news()]);

/** ola (n1) talks with kari (n2), per (n2) is on shift; what was told so far is read. */
async function talking(per = {}) {
	await t.n2.shift('kari', { topics: 'unsure' });
	await t.n1.ask('ola');
	await accept(t.n2, 'kari', 'ola');
	await t.n1.ready('ola');
	await t.n2.shift('per', { session: '78', topics: 'school', agency: 'asker', m: '0302', ...per });
	await quiet();
}

/** The same, and per has been asked to come in. */
async function invited() {
	await talking();
	await t.n2.propose('kari', 'ola', 'invite', cid('per'));
	await t.n1.consent('ola', 'ola', 1);
	return (await t.pool.counsellor('per')).o;
}

/** The same, and per is there. */
async function beside() {
	const offer = await invited();
	assert.deepEqual(await t.n2.call('accept', cid('per'), offer, room('x')), ['OK']);
	await quiet();
	return offer;
}

test('the youth is asked and told whose colleague it is; a no asks nobody', async () => {
	await talking();
	assert.deepEqual(await t.n2.propose('kari', 'ola', 'invite', cid('per')), ['OK']);
	const proposed = one(await t.n1.news(), 'proposed');
	assert.deepEqual([proposed.k, proposed.g, proposed.ag], ['invite', cid('per'), 'asker']);
	assert.equal((await t.pool.counsellor('per')).o, '', 'nobody is asked before the yes');
	assert.deepEqual(await t.n1.consent('ola', 'ola', 0), ['OK', 'no']);
	assert.equal(one(await t.n2.news(), 'handed').w, 'no');
	assert.equal(await load('per'), '0');
	await t.pool.clean();
});

test('the colleague comes in with the next seat, and everybody else hears who', async () => {
	const offer = await invited();
	const asked = one(await t.n2.news(), 'offer');
	assert.deepEqual([asked.o, asked.iv, asked.i], [offer, '1', cid('per')]);
	assert.equal(await load('per'), '1', 'an invitation is a load');
	await t.n2.call('received', cid('per'), offer);
	assert.deepEqual(await t.n2.call('accept', cid('per'), offer, room('x')), ['OK']);
	assert.deepEqual(await t.n2.call('accept', cid('per'), offer, room('x')), ['DUP']);
	const joined = one(await t.n1.news(), 'joined');
	assert.deepEqual([joined.r, joined.se, joined.ag], [room('ola'), '2', 'asker']);
	const told = await t.n2.news();
	const opened = one(told, 'opened');
	assert.deepEqual([opened.i, opened.r, opened.se, opened.iv], [cid('per'), room('ola'), '2', '1']);
	assert.equal(one(told, 'joined').i, cid('kari'));
	const { c, so, se, st } = await visit();
	assert.deepEqual([c, so, se, st], [cid('kari'), '1', '2', 'C']);
	assert.deepEqual((await t.pool.raw('status', sid('ola'))).slice(17, 19), ['2', '2 asker']);
	assert.equal(await load('per'), '1');
	await t.pool.clean();
});

test('who was invited leaves alone, and only its own seat is closed', async () => {
	await beside();
	assert.deepEqual(await t.n2.leave('per', 'ola'), ['OK']);
	assert.deepEqual(await t.n2.leave('per', 'ola'), ['DUP']);
	assert.deepEqual(await t.n2.leave('kari', 'ola'), ['DUP'], 'the owner is not beside');
	assert.equal(one(await t.n1.news(), 'left').se, '2');
	assert.equal(one(await t.n2.news(), 'left').i, cid('kari'));
	assert.deepEqual([(await visit()).st, await load('per')], ['C', '0']);
	assert.deepEqual((await t.n1.sweep()).slice(2), [`{r:${room('ola')}}:=2`]);
	await t.pool.clean();
});

test('nothing that is the owner\'s own can be done by who is beside', async () => {
	await beside();
	assert.deepEqual(await t.n2.end(cid('per'), 'ola'), ['DUP']);
	assert.deepEqual(await t.n2.swap(cid('per'), 'ola'), ['DUP']);
	assert.deepEqual(await t.n2.extend('per', 'ola'), ['GONE']);
	assert.deepEqual(await t.n2.propose('per', 'ola', 'topic', 'unsure'), ['GONE']);
	assert.deepEqual([(await visit()).st, (await visit()).c], ['C', cid('kari')]);
	await t.pool.clean();
});

const ENDS = {
	'the youth leaves': [() => t.n1.end(sid('ola'), 'ola', 'left'), 'left'],
	'the owner leaves': [() => t.n2.end(cid('kari'), 'ola', 'counsellor'), 'counsellor'],
	'the youth wants somebody else': [() => t.n1.swap(sid('ola'), 'ola'), 'swapped'],
};
for (const [name, [act, word]] of Object.entries(ENDS)) {
	test(`${name}: who is beside hears it, and its slot is free`, async () => {
		await beside();
		assert.deepEqual(await act(), ['OK']);
		const ended = (await t.n2.news()).filter((item) => item.t === 'ended' && item.i === cid('per'));
		assert.deepEqual(ended.map(({ r, w }) => [r, w]), [[room('ola'), word]]);
		assert.equal(await load('per'), '0');
		await t.pool.clean();
	});
}

test('a hand-over ends it for who is beside too, and all seats are closed', async () => {
	await beside();
	await t.n2.shift('lars', { session: '79' });
	await t.n2.propose('kari', 'ola', 'counsellor', cid('lars'));
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['OK', 'done']);
	assert.deepEqual([(await visit()).c, besideOf(await visit())], [cid('lars'), []]);
	assert.deepEqual((await t.n1.sweep()).slice(2), [`{r:${room('ola')}}:2`]);
	await accept(t.n2, 'lars', 'new');
	await t.n1.ready('ola');
	assert.deepEqual([(await visit()).se, (await visit()).so], ['3', ''], 'no seat is given twice');
	await t.pool.clean();
});

test('a colleague who says no, or nothing, has no mark for it, and who asked hears it', async () => {
	const offer = await invited();
	assert.deepEqual(await t.n2.call('decline', cid('per'), offer), ['OK']);
	assert.deepEqual(await t.n2.call('decline', cid('per'), offer), ['DUP']);
	assert.deepEqual(['declined', 'off'], [one(await t.n2.news(), 'handed').w, one(await t.n1.news(), 'handed').w]);
	assert.deepEqual([(await t.pool.counsellor('per')).dc, (await visit()).ex], ['0', '']);
	await t.n2.propose('kari', 'ola', 'invite', cid('per'));
	await t.n1.consent('ola', 'ola', 1);
	await later(t, 20000);
	const told = await t.n2.news();
	assert.deepEqual([one(told, 'handed').w, one(told, 'revoked').w], ['missed', 'missed']);
	assert.deepEqual([(await t.pool.counsellor('per')).st, await load('per')], ['A', '0']);
	await t.pool.clean();
});

test('a colleague who is off, has no slot, is there already or is asked just now cannot be invited', async () => {
	await talking({ capacity: 1 });
	const propose = (name) => t.n2.propose('kari', 'ola', 'invite', cid(name));
	assert.deepEqual(await propose('nobody'), ['OFF']);
	assert.deepEqual(await propose('kari'), ['OFF']);
	assert.deepEqual(await propose('per'), ['OK']);
	await t.n1.ask('mia', { topic: 'school', m: '0302' });
	assert.deepEqual(await t.n1.consent('ola', 'ola', 1), ['OK', 'full'], 'a slot that has gone meanwhile');
	await t.n1.cancel('mia');
	await propose('per');
	await t.n1.consent('ola', 'ola', 1);
	await t.n2.shift('lars', { session: '79' });
	assert.deepEqual(await propose('lars'), ['FULL'], 'one at a time');
	await t.n2.call('accept', cid('per'), (await t.pool.counsellor('per')).o, room('x'));
	assert.deepEqual(await propose('per'), ['OFF']);
	assert.deepEqual(await propose('lars'), ['OK']);
	await t.n1.consent('ola', 'ola', 1);
	await t.n2.call('accept', cid('lars'), (await t.pool.counsellor('lars')).o, room('x'));
	await t.n2.shift('siri', { session: '80' });
	assert.deepEqual(await propose('siri'), ['FULL'], 'three of the staff are the most');
	await t.pool.clean();
});

test('who is beside and loses the line comes back on any node within the grace', async () => {
	const offer = await beside();
	await t.n2.call('c_detach', '78', cid('per'));
	const answer = await t.n1.call('c_attach', '79', cid('per'), t.pool.turn());
	assert.deepEqual([answer[4], answer[5], answer[6], answer[17]], [room('ola'), '2', offer, '1']);
	await t.pool.clean();
});

test('who answers and loses the line is told who is beside when it comes back', async () => {
	await beside();
	await t.n2.call('c_detach', '77', cid('kari'));
	const answer = await t.n2.call('c_attach', '80', cid('kari'), t.pool.turn());
	assert.deepEqual([answer.length, answer[17], answer[18]], [19, '0', '2 asker']);
	await t.pool.clean();
});

test('who is beside and stays away is out of the room after the grace, which goes on', async () => {
	await beside();
	await t.n2.call('c_detach', '78', cid('per'));
	await later(t, 20000);
	await later(t, 60000);
	await later(t, 300000);
	assert.deepEqual([(await visit()).st, besideOf(await visit())], ['C', []]);
	assert.equal(one(await t.n1.news(), 'left').se, '2');
	assert.deepEqual(await t.pool.counsellor('per'), {});
	await t.pool.clean();
});

test('an invitation is taken back when who was asked goes, and told again when it comes back', async () => {
	const offer = await invited();
	await t.n1.call('c_attach', '79', cid('per'), t.pool.turn());
	const again = one(await t.n1.news(), 'offer');
	assert.deepEqual([again.o, again.iv], [offer, '1']);
	await t.n1.call('c_detach', '79', cid('per'));
	assert.equal(one(await t.n2.news(), 'handed').w, 'off');
	assert.deepEqual([(await visit()).st, (await visit()).io], ['C', '']);
	await t.pool.clean();
});
