// The form after a conversation: counted by month and agency, once a visit however often it is sent; what is changed within the
// wrap-up replaces what was said before exactly; and what a form and two writers make of a visit in the tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, room, sid, token } from './lib/pool.mjs';
import { Random } from './lib/random.mjs';
import { accept, withPool } from './lib/walk.mjs';

const t = withPool('wrap 300000');
const client = () => t.redis.client;
const table = (name) => client().hgetall(`${t.pool.prefix}n:${name}`);
const counted = () => table('f:202311');
const send = (youth, ticks, { who = 'kari', node = t.n1 } = {}) => node.call('register', cid(who), room(youth), 1, ticks);
const ask = (youth, { who = 'kari', node = t.n1 } = {}) => node.call('register', cid(who), room(youth), 0, '');
const permit = (youth, who = 'kari') => `${t.pool.prefix}fo:${cid(who)}:${room(youth)}`;

/** Both wrote, unless wrote says otherwise, and then it ended. */
async function ended(youth = 'ola', { by = cid('kari'), word = 'counsellor', wrote = ['youth', 'staff'] } = {}) {
	await t.n1.shift('kari', { capacity: 3 });
	await t.n1.ask(youth);
	await accept(t.n1, 'kari', youth);
	await t.n1.ready(youth);
	if (wrote.includes('youth')) assert.deepEqual(await t.n1.call('wrote', sid(youth), room(youth)), ['OK']);
	if (wrote.includes('staff')) assert.deepEqual(await t.n1.call('wrote', cid('kari'), room(youth)), ['OK']);
	if (by) assert.deepEqual(await t.n1.end(by, youth, word), ['OK']);
}

const wrapDone = (youth) => t.n1.call('wrap', cid('kari'), room(youth), 'done');

/** Of the month's table, what the visits that ended are counted as beside. */
async function besides() {
	const all = await Promise.all(['h:2023111422', 'd:20231114', 'm:202311'].map(table));
	const sums = all.map((n) => ['ended', 'silent', 'uncounted'].map((word) => Object.entries(n)
		.filter(([field]) => field.split(' ').at(-1).startsWith(word)).reduce((sum, [, value]) => sum + Number(value), 0)));
	assert.deepEqual(sums[0], sums[1], 'by hour and by day');
	assert.deepEqual(sums[1], sums[2], 'by day and by month');
	return sums[0];
}

test('a form is counted by the month and the agency, each answer for itself', async () => {
	await ended();
	assert.deepEqual(await send('ola', 'topic:friends age:13-15 kind:yes'), ['OK', '1', '300000', '1', 'topic:friends age:13-15 kind:yes']);
	assert.deepEqual(await counted(), { 'oslo forms': '1', 'oslo topic:friends': '1', 'oslo age:13-15': '1', 'oslo kind:yes': '1' });
	assert.deepEqual(await besides(), [1, 0, 0]);
	await t.pool.clean();
});

test('a form said again, on another node too, is counted once', async () => {
	await ended();
	for (const node of [t.n1, t.n2, t.n1]) assert.equal((await send('ola', 'age:13-15 kind:yes', { node }))[0], 'OK');
	assert.deepEqual(await counted(), { 'oslo forms': '1', 'oslo age:13-15': '1', 'oslo kind:yes': '1' });
});

test('what is changed within the wrap-up takes the place of what was said before, exactly', async () => {
	await ended();
	await send('ola', 'age:13-15 kind:hoax');
	assert.deepEqual(await besides(), [1, 0, 1]);
	await send('ola', 'age:16-17 topic:school kind:yes');
	const left = Object.fromEntries(Object.entries(await counted()).filter(([, n]) => n !== '0'));
	assert.deepEqual(left, { 'oslo forms': '1', 'oslo age:16-17': '1', 'oslo topic:school': '1', 'oslo kind:yes': '1' });
	assert.deepEqual(await besides(), [1, 0, 0]);
	await t.pool.clean();
});

for (const kind of ['test', 'hoax', 'wrong']) {
	test(`a form that says ${kind} takes the visit out of the conversations in every table`, async () => {
		await ended();
		await send('ola', `kind:${kind}`);
		assert.deepEqual(await besides(), [1, 0, 1]);
		await t.pool.clean();
	});
}

test('that somebody wrote is GONE where there is no such room', async () => {
	assert.deepEqual(await t.n1.call('wrote', sid('ola'), room('ola')), ['GONE']);
	assert.deepEqual(await t.n1.call('wrote', cid('kari'), room('ola')), ['GONE']);
	await ended();
	assert.deepEqual(await t.n1.call('wrote', sid('ola'), room('ola')), ['GONE']);
});

test('a visit in which one side wrote nothing is no conversation, whatever its form says', async () => {
	await ended('ola', { wrote: ['youth'] });
	assert.deepEqual(await besides(), [1, 1, 0]);
	await send('ola', 'kind:yes');
	assert.deepEqual(await besides(), [1, 1, 0]);
	await send('ola', 'kind:test');
	assert.deepEqual(await besides(), [1, 0, 1], 'counted once');
	await t.pool.clean();
});

test('a form may come when the other side left first, was away for too long or left quickly', async () => {
	await ended('ola', { by: sid('ola'), word: 'left' });
	assert.equal((await send('ola', 'kind:yes'))[0], 'OK');
	await ended('siv', { by: null });
	await t.n1.call('y_bind', sid('siv'), token('leave'));
	await t.n1.call('y_leave', sid('siv'), token('leave'), 'left_quickly');
	assert.equal((await send('siv', 'kind:yes'))[0], 'OK');
	assert.equal((await counted())['oslo forms'], '2');
});

test('when the wrap-up is over what a form said is forgotten, and it can be sent, but not changed', async () => {
	await ended();
	await send('ola', 'age:13-15 kind:yes');
	await wrapDone('ola');
	assert.ok(!(await client().hgetall(permit('ola'))).tk);
	assert.deepEqual(await send('ola', 'age:16-17 kind:hoax'), ['OK', '1', '0', '0', '']);
	assert.deepEqual(await counted(), { 'oslo forms': '1', 'oslo age:13-15': '1', 'oslo kind:yes': '1' });
	await ended('siv');
	await wrapDone('siv');
	assert.deepEqual(await send('siv', 'kind:yes'), ['OK', '1', '0', '0', '']);
	assert.ok(!(await client().hgetall(permit('siv'))).tk, 'nothing to change it by is kept');
	await t.pool.clean();
});

test('the wrap-up is told with the form, and that it can be longer once', async () => {
	await ended();
	assert.deepEqual(await ask('ola'), ['OK', '0', '300000', '1', '']);
	await t.n1.call('wrap', cid('kari'), room('ola'), 'more');
	assert.deepEqual(await ask('ola'), ['OK', '0', '600000', '0', '']);
	await wrapDone('ola');
	assert.deepEqual(await ask('ola'), ['OK', '0', '0', '0', '']);
});

test('whoever takes the shift over is told whose wrap-up is not over yet; who has it already is not', async () => {
	for (const youth of ['ola', 'siv']) await ended(youth);
	await wrapDone('siv');
	const forms = async (node) => (await node.news()).filter((news) => news.t === 'form').map(({ s, r }) => [s, r]);
	await forms(t.n1);
	await t.n1.shift('kari', { capacity: 3 });
	assert.deepEqual(await forms(t.n1), []);
	await t.n2.shift('kari', { capacity: 3, session: '901' });
	assert.deepEqual(await forms(t.n2), [['901', room('ola')]]);
});

test('a form of a room that one did not have, that still talks, or of long ago is GONE', async () => {
	assert.deepEqual(await send('nobody', 'kind:yes'), ['GONE']);
	await ended('ola', { by: null });
	assert.deepEqual(await send('ola', 'kind:yes'), ['GONE'], 'it talks');
	await t.n1.end(cid('kari'), 'ola', 'counsellor');
	assert.deepEqual(await send('ola', 'kind:yes', { who: 'per' }), ['GONE'], 'another person');
	const seconds = await client().ttl(permit('ola'));
	assert.ok(seconds > 3500 && seconds <= 3600, String(seconds));
	await client().del(permit('ola'));
	assert.deepEqual(await send('ola', 'kind:yes'), ['GONE']);
	assert.deepEqual(await counted(), {});
});

test('a form without its kind, or with two, is refused', async () => {
	await ended();
	for (const ticks of ['', 'age:13-15', 'kind:yes kind:test']) assert.deepEqual(await send('ola', ticks), ['RANGE'], ticks);
	assert.deepEqual(await counted(), {});
});

test('who hands over has a form of its own, and the visit is counted by the last one alone', async () => {
	await ended('ola', { by: null });
	await t.n1.swap(cid('kari'), 'ola');
	assert.equal((await send('ola', 'outcome:handed kind:hoax'))[0], 'OK');
	assert.equal((await counted())['oslo kind:hoax'], '1');
	assert.deepEqual(await besides(), [0, 0, 0], 'it has not ended');
	await t.n1.cancel('ola');
	assert.deepEqual(await besides(), [1, 0, 0]);
	await t.pool.clean();
});

test('a blocked visit is given no permit for what a youth may do after, and counted like others', async () => {
	await ended('ola', { word: 'blocked' });
	assert.deepEqual(await t.n1.call('survey', token('ola'), 1, 0, 0), ['GONE']);
	assert.deepEqual(await t.n1.call('code', token('ola')), ['GONE']);
	assert.equal((await table('h:2023111422'))['ended:blocked:10'], '1');
	await t.pool.clean();
});

test('two hundred visits with forms sent twice, changed or missing: the counters equal the truth', async () => {
	const random = new Random(11);
	const truth = {};
	let [silent, uncounted] = [0, 0];
	const make = () => `age:${random.pick(['13-15', '16-17', 'unknown'])} outcome:${random.pick(['talked', 'left'])} kind:${
		random.pick(['yes', 'yes', 'test', 'hoax', 'wrong'])}`;
	for (let i = 0; i < 200; i++) {
		const both = random.chance(0.8);
		await ended(`y${i}`, { wrote: both ? ['youth', 'staff'] : [random.pick(['youth', 'staff'])] });
		let said = null;
		for (let n = random.below(4); n > 0; n--) {
			if (said === null || random.chance(0.6)) said = make();
			await send(`y${i}`, said, { node: random.pick([t.n1, t.n2]) });
		}
		await wrapDone(`y${i}`);
		if (said !== null) {
			if (random.chance(0.3)) await send(`y${i}`, make()); // too late to be changed
			for (const tick of ['forms', ...said.split(' ')]) truth[`oslo ${tick}`] = (truth[`oslo ${tick}`] ?? 0) + 1;
		}
		if (said && !said.includes('kind:yes')) uncounted++;
		else if (!both) silent++;
	}
	const left = Object.fromEntries(Object.entries(await counted()).filter(([, n]) => n !== '0').map(([k, n]) => [k, Number(n)]));
	assert.deepEqual(left, truth);
	assert.deepEqual(await besides(), [200, silent, uncounted]);
	await t.pool.clean();
});

for (const [what, plant, finding] of [
	['an answer that was counted twice', () => client().hincrby(`${t.pool.prefix}n:f:202311`, 'oslo age:13-15', 1), /forms: oslo age:13-15/],
	['a form without its kind', () => client().hincrby(`${t.pool.prefix}n:f:202311`, 'oslo forms', 1), /forms: kinds of oslo/],
	['a visit taken out twice', () => client().hincrby(`${t.pool.prefix}n:h:2023111422`, 'uncounted', 2), /P16 n:h:2023111422: ended 1/],
	['a permit without an end', () => client().persist(permit('ola')), /forms: permit .* without an end/],
]) {
	test(`fsck finds ${what}`, async () => {
		await ended();
		await send('ola', 'age:13-15 kind:yes');
		await t.pool.clean();
		await plant();
		assert.match(await t.pool.fsck(), finding);
	});
}
