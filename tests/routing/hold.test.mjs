// Duty holds by the given clock: who may, for how long, how often longer, what stays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, hex, one, room } from './lib/pool.mjs';
import { later, talk, withPool } from './lib/walk.mjs';

const HOUR = 3_600_000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const SLACK_S = 86_400;
const HOLD = hex('hold', 32);
const KEYS = [`{r:${HOLD}}:st`, `{r:${HOLD}}:log`, `{r:${HOLD}}:notes`];
/** What a row of a hold says, in its order. */
const ROW = ['id', 'room', 'seat', 'name', 'topic', 'since', 'until', 'extended', 'told', 'given', 'seconds'];

const t = withPool();
const client = () => t.redis.client;

function rowsOf([word, ...rest]) {
	assert.ok(['OK', 'DUP'].includes(word), word);
	const rows = [];
	for (let i = 0; i < rest.length; i += ROW.length) {
		rows.push(Object.fromEntries(ROW.map((name, k) => [name, rest[i + k]])));
	}
	return rows;
}

const make = (by = 'kari', { hold = HOLD, about = 'ola', to = 'siri', told = 1 } = {}) =>
	t.n1.call('hold_make', cid(by), hold, room(about), cid(to), `Alias ${to}`, told);
const act = (what, who, hold = HOLD) => t.n1.call(`hold_${what}`, cid(who), hold);
const listed = async (who) => {
	const [word, there, ...rest] = await t.n1.call('hold_list', cid(who));
	return { there: there.split(' '), rows: rowsOf([word, ...rest]) };
};
const list = async (who) => (await listed(who)).rows;
const lines = async (agency = 'oslo', from = '') => {
	const [word, ...rest] = await t.pool.raw('hold_audit', agency, from);
	assert.equal(word, 'OK');
	return Array.from({ length: rest.length / 6 }, (_, i) => rest.slice(6 * i, 6 * i + 6));
};
const audited = async (agency) => (await lines(agency)).filter(([, , , , hold]) => hold !== '').map(([, , , what]) => what);

/** Long spans, beat by beat would be hours of calls: nodes that live beat when they are asked, leases are taken anew. */
async function days(ms) {
	await t.pool.pass(ms);
	for (const node of [t.n1, t.n2]) await node.up('wrap 0');
}

/** What sweeps give to delete. */
async function swept() {
	const keys = [];
	for (let n = ''; n !== '0'; ) {
		const [, count, ...more] = await t.n1.sweep();
		n = count;
		keys.push(...more);
	}
	return keys;
}

/** A conversation of kari's, and siri on shift at the same agency; they have decided to report. */
async function house({ decided = true } = {}) {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('siri', { topics: 'none', session: '78' });
	for (const who of decided ? ['kari', 'siri'] : []) {
		assert.deepEqual(await t.n1.call('decide', cid(who), room('ola'), cid('siri'), 2), ['OK']);
	}
	await client().set(KEYS[0], 'seats');
}

/** A hold that is given. */
async function held(options) {
	await house();
	rowsOf(await make('kari', options));
	assert.deepEqual(await act('give', 'kari'), ['OK']);
}

test('no hold is made before both have decided that something is to be done', async () => {
	await house({ decided: false });
	assert.deepEqual(await make(), ['STATE']);
	const decide = (who, decision) => t.n1.call('decide', cid(who), room('ola'), cid('siri'), decision);
	for (const [mine, hers] of [[2, 0], [2, 3], [1, 1]]) {
		await decide('kari', mine);
		await decide('siri', hers);
		assert.deepEqual(await make(), ['STATE'], `${mine} and ${hers}`);
	}
	await decide('kari', 3);
	await decide('siri', 3);
	assert.equal((await make())[0], 'OK');
});

test('a hold is made for a conversation that goes on, and both are told what it is', async () => {
	await house();
	await t.n1.news();
	const [row] = rowsOf(await make());
	const since = String(t.pool.day);
	assert.deepEqual(row, {
		id: HOLD, room: room('ola'), seat: '0', name: 'Alias siri', topic: 'unsure', since, until: String(t.pool.day + HOUR),
		extended: '0', told: '1', given: '0', seconds: String(WEEK / 1000 + SLACK_S),
	});
	const news = one(await t.n1.news(), 'held');
	assert.deepEqual([news.i, news.r, news.s], [cid('siri'), HOLD, '78']);
	const [theirs] = await list('siri');
	assert.deepEqual([theirs.seat, theirs.name, theirs.room], ['1', 'Alias kari', '']);
	await t.pool.clean();
});

test('only a counsellor makes it, of her own conversation, for somebody else, and each is made once', async () => {
	await house();
	await t.n1.shift('nils');
	assert.deepEqual(await make('nils'), ['GONE'], 'not of a room of others');
	assert.deepEqual(await make('kari', { to: 'kari' }), ['RANGE'], 'not for herself');
	assert.deepEqual(await make('nobody'), ['GONE']);
	rowsOf(await make());
	assert.equal((await make())[0], 'DUP');
	assert.deepEqual(await make('nils'), ['STATE'], 'a number that is taken');
	assert.deepEqual(await audited(), ['made']);
	await t.n1.end(cid('kari'), 'ola', 'counsellor');
	assert.deepEqual(await make('kari', { hold: hex('late', 32) }), ['GONE'], 'nor of a conversation that is over');
});

test('nobody else opens, extends or deletes it: not a colleague, not a supervisor of another agency', async () => {
	await held();
	await t.n1.shift('nils');
	await t.n1.shift('siri', { agency: 'karasjok', topics: 'none', session: '78' });
	for (const who of ['nils', 'siri']) {
		for (const what of ['open', 'keep', 'drop', 'give']) assert.deepEqual(await act(what, who), ['GONE'], `${who} ${what}`);
		assert.deepEqual(await list(who), []);
	}
	assert.deepEqual(await audited(), ['made', 'given']);
});

test('who made it has nothing to do with it any more once it is given', async () => {
	await house();
	rowsOf(await make());
	rowsOf(await act('open', 'kari'));
	assert.deepEqual(await act('keep', 'kari'), ['RANGE']);
	await act('give', 'kari');
	assert.deepEqual(await act('open', 'kari'), ['GONE']);
	assert.deepEqual(await act('drop', 'kari'), ['STATE']);
	assert.deepEqual(await list('kari'), []);
});

test('one that is not given within an hour is over, and nobody has read it', async () => {
	await house();
	rowsOf(await make());
	rowsOf(await act('open', 'siri'));
	await days(HOUR - 1);
	assert.ok(!(await swept()).includes(KEYS[1]));
	await days(1);
	assert.ok((await swept()).includes(KEYS[1]));
	assert.deepEqual(await audited(), ['made', 'over']);
	await t.pool.clean();
});

test('the seven days of one that is given count from when it was made', async () => {
	await house();
	const since = t.pool.day;
	rowsOf(await make());
	await later(t, 10_000);
	assert.deepEqual(await act('give', 'kari'), ['OK']);
	assert.equal((await list('siri'))[0].until, String(since + WEEK));
});

test('with the list comes who of the agency is on shift, and not who is lost', async () => {
	await house();
	await t.n1.shift('mona', { topics: 'none', session: '79', agency: 'bergen', m: '4601', co: '46' });
	assert.deepEqual((await listed('kari')).there.sort(), [cid('kari'), cid('siri')].sort());
	await t.n1.call('c_detach', '78', cid('siri'));
	assert.deepEqual((await listed('kari')).there, [cid('kari')]);
});

test('what is not given yet cannot be kept longer', async () => {
	await house();
	rowsOf(await make());
	assert.deepEqual(await act('keep', 'siri'), ['STATE']);
});

test('it lives for seven days and not a millisecond longer', async () => {
	await held();
	await days(WEEK - 1);
	assert.ok(!(await swept()).includes(KEYS[1]));
	assert.equal((await client().exists(`${t.pool.prefix}ho:${HOLD}`)), 1);
	await days(1);
	const keys = await swept();
	assert.deepEqual(KEYS.filter((key) => keys.includes(key)), KEYS, 'its log and its seats are deleted');
	assert.equal((await client().exists(`${t.pool.prefix}ho:${HOLD}`)), 0);
	assert.deepEqual(await audited(), ['made', 'given', 'over']);
	await t.pool.clean();
});

test('it is over when its time is, also before anybody has swept', async () => {
	await held();
	await days(WEEK);
	await t.n1.shift('siri', { topics: 'none', session: '78' });
	for (const what of ['open', 'keep', 'drop']) assert.deepEqual(await act(what, 'siri'), ['GONE']);
	assert.deepEqual(await list('siri'), []);
});

test('one extension of seven days from the end on; a second and a third are refused', async () => {
	await held();
	await later(t, 1000);
	const [row] = rowsOf(await act('keep', 'siri'));
	assert.deepEqual([row.extended, row.until], ['1', String(t.pool.day - 1000 + 2 * WEEK)]);
	for (let again = 0; again < 2; again++) assert.deepEqual(await act('keep', 'siri'), ['STATE']);
	await days(2 * WEEK - 1001);
	assert.ok(!(await swept()).includes(KEYS[1]));
	await days(1);
	assert.ok((await swept()).includes(KEYS[1]));
	assert.deepEqual(await audited(), ['made', 'given', 'extended', 'over']);
});

test('a clock that jumps makes it neither shorter nor longer', async () => {
	await held();
	await t.pool.jump(30 * DAY);
	assert.ok(!(await swept()).includes(KEYS[1]));
	await t.pool.jump(-60 * DAY);
	await days(WEEK);
	assert.ok((await swept()).includes(KEYS[1]));
});

test('by decision it is deleted at once, and both who have it open are told', async () => {
	await held();
	await t.n1.news();
	assert.deepEqual(await act('drop', 'siri'), ['OK']);
	assert.deepEqual((await t.n1.news()).map(({ t: kind, i, r, w }) => [kind, i, r, w]), [
		['ended', cid('kari'), HOLD, 'hold_dropped'], ['ended', cid('siri'), HOLD, 'hold_dropped'],
	]);
	const keys = await swept();
	assert.deepEqual(KEYS.filter((key) => keys.includes(key)), KEYS);
	assert.deepEqual(await act('drop', 'siri'), ['GONE']);
	await t.pool.clean();
});

test('the end of the conversation takes nothing from its hold', async () => {
	await held();
	await t.n1.end(cid('kari'), 'ola', 'counsellor');
	await later(t, 60_000);
	assert.ok(!(await swept()).some((key) => KEYS.includes(key)));
	assert.equal((await list('siri')).length, 1);
});

test('each step is a line of who, when, which agency and what, and no line is ever taken away', async () => {
	await house();
	const at = String(t.pool.day);
	await make('kari', { told: 0 });
	await act('give', 'kari');
	await act('open', 'siri');
	await act('open', 'siri');
	await act('keep', 'siri');
	await act('drop', 'siri');
	const all = await lines();
	assert.deepEqual(all.map(([, when, who, what, hold, to]) => [when, who, what, hold, to]), [
		[cid('kari'), 'duty_report', ''], [cid('kari'), 'made_untold'], [cid('kari'), 'given'], [cid('siri'), 'opened'], [cid('siri'), 'opened'],
		[cid('siri'), 'extended'], [cid('siri'), 'dropped'],
	].map(([who, what, hold = HOLD]) => [at, who, what, hold, cid('siri')]));
	assert.equal((await lines('oslo', all[1][0])).length, 5, 'read on from a line');
	assert.deepEqual(await lines('karasjok'), []);
	assert.deepEqual(await client().hkeys(`${t.pool.prefix}ho:${HOLD}`), []);
});

test('an agency has 32 at a time', async () => {
	await house();
	for (let i = 0; i < 32; i++) rowsOf(await make('kari', { hold: hex(`hold ${i}`, 32) }));
	assert.deepEqual(await make('kari'), ['FULL']);
	await act('drop', 'siri', hex('hold 7', 32));
	rowsOf(await make('kari'));
});

test('Redis keeps the log of a hold that routing forgot for a day beyond its end', async () => {
	const live = (seconds) => client().call('FCALL', 's1_hold_live', 1, `{r:${HOLD}}:`, String(seconds));
	assert.deepEqual(await live(10), ['GONE']);
	await client().set(KEYS[0], 'seats');
	await client().xadd(KEYS[1], '1-0', 'h', 'x');
	const [seconds] = [WEEK / 1000 + SLACK_S];
	assert.deepEqual(await live(seconds), ['OK']);
	for (const key of KEYS.slice(0, 2)) assert.ok((await client().ttl(key)) > seconds - 60);
	assert.deepEqual(await live(2 * seconds), ['RANGE']);
});

test('a hold whose first line comes after its time was set keeps log and notes as long, and nobody has to say so again', async () => {
	const room = (name, ...args) => client().call('FCALL', `s1_${name}`, 1, `{r:${HOLD}}:`, ...args.map(String));
	const seconds = WEEK / 1000 + SLACK_S;
	await room('room_open', 1);
	for (const seat of [0, 1]) await room('room_attach', seat, '11', 'n1', '', seat);
	await room('hold_live', seconds);
	await room('room_append', 1, `0 1 0 1 ${t.pool.day}`, 'offer');
	await room('note_append', 1, `1 1 0 6 ${t.pool.day}`, 'note');
	for (const key of KEYS) assert.ok((await client().ttl(key)) > seconds - 60, key);
	await room('hold_live', 0);
	assert.equal(await client().exists(...KEYS), 0, 'and none when it ends it');
});
