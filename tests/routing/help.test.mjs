// Calls for help: who hears of one, who may answer it, how it ends; and what two people decide about a duty to warn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, one, room, sid } from './lib/pool.mjs';
import { accept, later, talk, withPool } from './lib/walk.mjs';

/** What a row of a call says, in its order. */
const ROW = ['room', 'cid', 'name', 'topic', 'since', 'answer', 'by', 'supervisor', 'asks', 'decides'];

const t = withPool();

const help = (who = 'kari', on = 1, about = 'ola', node = t.n1) => node.call('help', cid(who), room(about), on);
const advise = (who, answer, node = t.n2) => node.call('advise', cid(who), room('ola'), answer);
const decide = (who, decision, node = t.n1, supervisor = 'siri') =>
	node.call('decide', cid(who), room('ola'), cid(supervisor), decision);

async function calls(who, node = t.n1) {
	const [word, ...rest] = await node.call('calls', cid(who));
	assert.equal(word, 'OK');
	return Array.from({ length: rest.length / ROW.length }, (_, i) =>
		Object.fromEntries(ROW.map((name, k) => [name, rest[i * ROW.length + k]])));
}

/** A conversation of kari's on one node, and supervisors: siri of her agency on another, mona of another agency. */
async function house() {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n2.shift('siri', { topics: 'none', session: '78' });
	await t.n2.shift('mona', { topics: 'none', session: '79', agency: 'bergen', m: '4601', co: '46' });
	for (const node of [t.n1, t.n2]) await node.news();
}

async function audited() {
	const [, ...rest] = await t.pool.raw('hold_audit', 'oslo', '');
	return Array.from({ length: rest.length / 6 }, (_, i) => rest.slice(6 * i + 2, 6 * i + 6));
}

test('every node hears of a call, its agency lists it, and another agency does not', async () => {
	await house();
	const since = String(t.pool.day);
	assert.deepEqual(await help(), ['OK']);
	for (const node of [t.n1, t.n2]) {
		const { i, ag, s } = one(await node.news(), 'help');
		assert.deepEqual([i, ag, s], [cid('kari'), 'oslo', '0']);
	}
	const call = { room: room('ola'), cid: cid('kari'), name: 'Alias kari', topic: 'unsure', since, answer: '0', by: '',
		supervisor: '', asks: '0', decides: '0' };
	assert.deepEqual(await calls('siri', t.n2), [call]);
	assert.deepEqual(await calls('kari'), [call]);
	assert.deepEqual(await calls('mona', t.n2), []);
	assert.deepEqual(await help(), ['DUP']);
	await t.pool.clean();
});

test('a call is made by who answers the youth, of a conversation that goes on', async () => {
	await house();
	assert.deepEqual(await help('siri', 1, 'ola', t.n2), ['GONE']);
	assert.deepEqual(await help('kari', 1, 'nobody'), ['GONE']);
	assert.deepEqual(await help('kari', 2), ['RANGE']);
	assert.deepEqual(await help('kari', 0), ['DUP']);
});

test('a supervisor of the agency answers a call; of another one, or with a word that is none, nobody does', async () => {
	await house();
	assert.deepEqual(await advise('siri', 1), ['GONE']);
	await help();
	for (const node of [t.n1, t.n2]) await node.news();
	assert.deepEqual(await advise('mona', 1), ['GONE']);
	assert.deepEqual(await advise('siri', 0), ['RANGE']);
	assert.deepEqual(await advise('siri', 4), ['RANGE']);
	assert.deepEqual(await advise('kari', 1, t.n1), ['RANGE']);
	assert.deepEqual(await advise('siri', 2), ['OK']);
	one(await t.n1.news(), 'help');
	const [{ answer, by }] = await calls('kari');
	assert.deepEqual([answer, by], ['2', 'Alias siri']);
});

const ENDS = {
	'taken back': () => help('kari', 0),
	'the end of the room': () => t.n1.end(cid('kari'), 'ola'),
	'a swap': () => t.n1.swap(sid('ola'), 'ola'),
	'a quick exit': () => t.n1.end(sid('ola'), 'ola'),
	'a hand-over': async () => {
		await t.n2.shift('per', { session: '80' });
		await t.n1.propose('kari', 'ola', 'counsellor', cid('per'));
		await t.n1.consent('ola', 'ola', 1);
	},
};

for (const [what, end] of Object.entries(ENDS)) {
	test(`a call is over with ${what}, and every node hears of it`, async () => {
		await house();
		await help();
		await t.n2.news();
		await end();
		one(await t.n2.news(), 'help');
		assert.deepEqual(await calls('siri', t.n2), []);
		assert.deepEqual(await t.pool.client.keys('*}:hs:*'), []);
		await t.pool.clean();
	});
}

test('a call that outlives its room is found by the check of the properties', async () => {
	await house();
	await help();
	const key = `${t.pool.prefix}y:${sid('ola')}`;
	const call = await t.pool.client.hget(key, 'hl');
	await t.n1.swap(sid('ola'), 'ola');
	await t.pool.client.hset(key, 'hl', call);
	const found = await t.pool.fsck();
	assert.match(found, /P1 visit \S+ in W calls for help/);
});

test('a decision needs two who say the same, and that is a line of audit', async () => {
	await house();
	assert.deepEqual(await decide('siri', 2, t.n2), ['GONE'], 'nobody has asked her');
	assert.deepEqual(await decide('kari', 2), ['OK']);
	assert.deepEqual(await audited(), []);
	assert.deepEqual(await decide('mona', 2, t.n2), ['GONE']);
	assert.deepEqual(await decide('siri', 3, t.n2), ['OK']);
	assert.deepEqual(await audited(), []);
	const [{ supervisor, asks, decides }] = await calls('kari');
	assert.deepEqual([supervisor, asks, decides], [cid('siri'), '2', '3']);
	assert.deepEqual(await decide('siri', 2, t.n2), ['OK']);
	assert.deepEqual(await audited(), [[cid('kari'), 'duty_report', '', cid('siri')]]);
});

test('the line of a decision names both, whoever said it last', async () => {
	await house();
	await decide('kari', 1);
	await decide('siri', 3, t.n2);
	await decide('kari', 3);
	assert.deepEqual(await audited(), [[cid('kari'), 'duty_avert', '', cid('siri')]]);
});

test('a decision that is said once more changes nothing: no line, and no news', async () => {
	await house();
	await decide('kari', 2);
	assert.deepEqual(await decide('kari', 2), ['DUP']);
	await decide('siri', 2, t.n2);
	await t.n1.news();
	assert.deepEqual(await decide('siri', 2, t.n2), ['DUP']);
	assert.deepEqual(await decide('kari', 2), ['DUP']);
	assert.equal((await audited()).length, 1);
	assert.deepEqual(await t.n1.news(), []);
});

test('what is decided, taken back and decided again is one line; what does not stand at the end is one more', async () => {
	const lines = async () => (await audited()).map(([, what]) => what);
	await house();
	await decide('kari', 2);
	for (const decision of [2, 0, 2, 3, 2, 0, 2]) await decide('siri', decision, t.n2);
	assert.deepEqual(await lines(), ['duty_report']);
	await decide('siri', 0, t.n2);
	await help('kari', 0);
	assert.deepEqual(await lines(), ['duty_report', 'duty_taken_back']);
});

test('of two decisions that alternate each is one line, and the last one stands at the end', async () => {
	const lines = async () => (await audited()).map(([, what]) => what);
	await house();
	for (const decision of [2, 3, 2, 3, 2]) {
		await decide('kari', decision);
		await decide('siri', decision, t.n2);
	}
	assert.deepEqual(await lines(), ['duty_report', 'duty_avert']);
	await t.n1.end(cid('kari'), 'ola');
	assert.deepEqual(await lines(), ['duty_report', 'duty_avert', 'duty_report']);
});

test('who turns to another supervisor takes back what was decided with the first', async () => {
	await house();
	await t.n2.shift('tor', { topics: 'none', session: '81' });
	await decide('kari', 2);
	await decide('siri', 2, t.n2);
	await decide('kari', 2, t.n1, 'tor');
	await decide('tor', 2, t.n2);
	await t.n1.end(cid('kari'), 'ola');
	assert.deepEqual((await audited()).map(([, what, , supervisor]) => [what, supervisor]), [
		['duty_report', cid('siri')], ['duty_taken_back', cid('siri')], ['duty_report', cid('tor')],
	]);
});

test('somebody else to decide with begins anew, and who is not on shift cannot', async () => {
	await house();
	await decide('kari', 1);
	await decide('siri', 1, t.n2);
	await t.n2.shift('tor', { topics: 'none', session: '81' });
	assert.deepEqual(await decide('kari', 1, t.n1, 'tor'), ['OK']);
	assert.deepEqual((await calls('kari'))[0].decides, '0');
	assert.deepEqual(await decide('siri', 1, t.n2), ['GONE']);
	assert.deepEqual(await decide('kari', 1, t.n1, 'gone'), ['OFF']);
	assert.deepEqual(await decide('kari', 1, t.n1, 'mona'), ['OFF']);
	assert.deepEqual(await decide('kari', 1, t.n1, 'kari'), ['RANGE']);
	assert.deepEqual(await decide('kari', 4), ['RANGE']);
});

test('a counsellor who may know the youth gives it to another place, and nobody of the own is asked again', async () => {
	await house();
	await t.n1.shift('nora', { session: '82' });
	await t.n1.swap(cid('kari'), 'ola', 1);
	assert.equal((await t.pool.visit('ola')).st, 'W', 'nora is of the same municipality');
	await t.n2.shift('per', { session: '80', agency: 'bergen', m: '4601', co: '46' });
	assert.equal((await t.pool.visit('ola')).c, cid('per'));
	await t.pool.clean();
	await accept(t.n2, 'per');
});

test('a wish for the own municipality alone stands above that, and a youth names no place', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola', { who: 1 });
	await accept(t.n1, 'kari', 'ola');
	await t.n1.ready('ola');
	assert.deepEqual(await t.n1.swap(cid('kari'), 'ola', 1), ['WISH']);
	assert.deepEqual(await t.n1.swap(sid('ola'), 'ola', 1), ['RANGE']);
	assert.deepEqual(await t.n1.swap(cid('kari'), 'ola', 2), ['RANGE']);
	assert.deepEqual(await t.n1.swap(cid('kari'), 'ola', 0), ['OK']);
	await later(t, 1000);
});
