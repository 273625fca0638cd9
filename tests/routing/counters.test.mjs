// The stored counters: a visit belongs to the hour, the day and the month in which it asked, whatever becomes of it and whenever;
// waits and lengths by their bounds; the ledger; the last two hours; doors; and what fsck says when a number is not as it must be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, room, sid } from './lib/pool.mjs';
import { accept, later, talk, withPool } from './lib/walk.mjs';

const t = withPool();
const HOUR = 3600000;
const MINUTE = 60000;
const NOW = 1700000000000; // 2023-11-14 22:13:20 UTC
const client = () => t.redis.client;
const table = (name) => client().hgetall(`${t.pool.prefix}${name}`);
const keys = async (kind) => (await client().keys(`${t.pool.prefix}${kind}:*`)).map((key) => key.slice(t.pool.prefix.length)).sort();
const minute = () => Math.floor(t.pool.day / MINUTE);

/** A moment of the day's time. */
const goTo = (iso) => t.pool.jump(Date.parse(iso) - t.pool.day);
const offset = async (minutes) => {
	for (const node of [t.n1, t.n2]) await node.beat('run1', String(minutes));
};
const hang = (youth, by = sid(youth)) => t.n1.end(by, youth);

test('whatever becomes of a visit is counted in the hour, the day and the month in which it asked', async () => {
	await goTo('2023-11-30T23:59:00Z');
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.ask('siv', { topic: 'school' });
	await t.pool.jump(2 * HOUR);
	await hang('ola');
	await t.n1.cancel('siv');
	assert.deepEqual(await keys('n:h'), ['n:h:2023113023']);
	assert.deepEqual(await keys('n:d'), ['n:d:20231130']);
	assert.deepEqual(await keys('n:m'), ['n:m:202311']);
	assert.deepEqual(await table('n:h:2023113023'),
		{ arrived: '2', 'answered:10': '1', 'ended:left:10': '1', silent: '1', 'abandoned:cancelled': '1' });
	await t.pool.clean();
});

for (const [what, before, after, asks, leaves, hour] of [
	['ends', 120, 60, '2023-10-29T00:59:00Z', '2023-10-29T01:01:00Z', '2023102902'],
	['begins', 60, 120, '2023-03-26T00:59:00Z', '2023-03-26T01:01:00Z', '2023032601'],
]) {
	test(`a visit that is here when summer time ${what} is counted in the hour that it was when it asked`, async () => {
		await offset(before);
		await goTo(asks);
		await t.n1.ask('ola');
		await offset(after);
		await goTo(leaves);
		await t.n1.cancel('ola');
		assert.deepEqual(await keys('n:h'), [`n:h:${hour}`]);
		assert.deepEqual(await table(`n:h:${hour}`), { arrived: '1', 'abandoned:cancelled': '1' });
		await t.pool.clean();
	});
}

test('the hour after midnight of the pool is the next day, west of Greenwich too', async () => {
	await goTo('2023-11-30T23:30:00Z');
	await offset(60);
	await t.n1.ask('ola');
	await offset(-180);
	await t.n1.ask('siv');
	assert.deepEqual(await keys('n:h'), ['n:h:2023113020', 'n:h:2023120100']);
	assert.deepEqual(await keys('n:m'), ['n:m:202311', 'n:m:202312']);
	await t.pool.clean();
});

test('a form that comes in the next month corrects the month of the visit, and is itself of the month in which the talk was over', async () => {
	t.n1 = await t.pool.node('n1', 'wrap 300000');
	await goTo('2023-11-30T23:59:00Z');
	await talk(t.n1, 'ola', t.n1, 'kari');
	for (const who of [sid('ola'), cid('kari')]) await t.n1.call('wrote', who, room('ola'));
	await t.pool.jump(HOUR);
	await hang('ola');
	assert.equal((await t.n1.call('register', cid('kari'), room('ola'), 1, 'kind:test'))[0], 'OK');
	assert.deepEqual(await keys('n:m'), ['n:m:202311']);
	assert.deepEqual(await keys('n:f'), ['n:f:202312']);
	assert.equal((await table('n:h:2023113023')).uncounted, '1');
	await t.pool.clean();
});

test('the wait until the first room is counted by its bound, and a hand-over does not make it longer', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('quick');
	await accept(t.n1, 'kari', 'quick');
	await t.n1.ready('quick');
	await t.n1.end(sid('quick'), 'quick');
	await t.n1.call('c_set', '77', cid('kari'), t.pool.turn(), 'K', 'oslo', '0301', '03', '', 'unsure', 'nb', 2, 2, 0, 'X');
	await t.n1.ask('slow');
	await later(t, 130000);
	await t.n1.shift('kari');
	await accept(t.n1, 'kari', 'slow');
	await t.n1.ready('slow');
	const n = await table('n:h:2023111422');
	assert.deepEqual([n['answered:10'], n['answered:300']], ['1', '1']);
	assert.equal((await table('n:d:20231114'))['m0301 answered:300'], '1');
	await t.pool.clean();
});

test('a conversation is as long as it was from its first room to its end, whoever it was handed to', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await later(t, 100000);
	await t.n1.swap(sid('ola'), 'ola');
	await later(t, 100000);
	await t.n2.shift('per', { agency: 'asker', m: '3203', co: '32', session: '78' });
	await accept(t.n2, 'per', 'again');
	await t.n1.ready('ola');
	await later(t, 110000);
	await hang('ola');
	const n = await table('n:h:2023111422');
	assert.deepEqual(n, { arrived: '1', 'answered:10': '1', 'ended:left:600': '1', silent: '1' });
	await t.pool.clean();
});

test('the ledger says which agency answered first, and the others nothing', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.swap(sid('ola'), 'ola');
	await t.n2.shift('per', { agency: 'asker', m: '3203', co: '32', session: '78' });
	await accept(t.n2, 'per', 'again');
	await t.n1.ready('ola');
	await hang('ola');
	const by = Object.entries(await table('n:d:20231114')).filter(([field]) => field.includes(' by:'));
	assert.deepEqual(by, [['m0301 by:oslo', '1']]);
	for (const name of ['n:h:2023111422', 'n:m:202311']) {
		assert.deepEqual(Object.keys(await table(name)).filter((field) => field.includes('by:')), [], name);
	}
	await t.pool.clean();
});

test('the last two hours have who asked and what became of them by the minute of asking', async () => {
	const asked = minute();
	await t.n1.ask('ola');
	await t.n1.ask('siv', { who: 2, topic: 'school' });
	await t.n1.ask('far', { m: '', co: '' });
	assert.deepEqual(await table('rc'), { [`${asked} a unsure m0301`]: '1', [`${asked} a school c03`]: '1', [`${asked} a unsure n`]: '1' });
	await later(t, 3 * MINUTE);
	await t.n1.cancel('siv');
	await t.n1.cancel('far', 'diverted');
	await t.n1.shift('kari');
	await accept(t.n1, 'kari', 'ola');
	await t.n1.ready('ola');
	await hang('ola');
	const results = Object.entries(await table('rc')).filter(([field]) => !field.includes(' a '));
	assert.deepEqual(Object.fromEntries(results), { [`${asked} abandoned c03`]: '1', [`${asked} diverted n`]: '1', [`${asked} answered m0301`]: '1' });
	await t.n1.up('wrap 0 limit 0');
	assert.deepEqual(await t.n1.ask('full'), ['FULL']);
	assert.equal((await table('rc'))[`${minute()} refused m0301`], '1');
	await t.pool.clean();
});

test('what is older than two hours is taken out by a sweep, and its arrivals go into the hours of topics', async () => {
	await t.n1.ask('ola');
	await t.n1.ask('siv', { m: '5437', co: '56' });
	await t.n1.ask('eli', { topic: 'school' });
	await t.n1.cancel('ola');
	const before = await table('rc');
	await later(t, 125 * MINUTE);
	assert.deepEqual(Object.keys(await table('rc')).filter((field) => field in before).length, Object.keys(before).length);
	await later(t, MINUTE);
	assert.deepEqual(Object.keys(await table('rc')).filter((field) => field in before), []);
	assert.deepEqual(await table('n:w:2023111422'), { unsure: '2', school: '1' });
	const seconds = await client().ttl(`${t.pool.prefix}n:w:2023111422`);
	assert.ok(seconds > 62 * 86400 && seconds <= 63 * 86400, String(seconds));
	await later(t, MINUTE);
	assert.deepEqual(await table('n:w:2023111422'), { unsure: '2', school: '1' }, 'once');
	await t.pool.clean();
});

test('the hours of topics are those that people had, also of what is rolled after summer time has ended', async () => {
	await offset(120);
	await goTo('2023-10-29T00:50:00Z');
	await t.n1.ask('ola');
	await t.pool.jump(20 * MINUTE);
	await offset(60);
	await t.n1.ask('siv');
	await t.pool.pass(130 * MINUTE);
	await offset(60);
	await t.n1.sweep();
	assert.deepEqual(await keys('n:w'), ['n:w:2023102902']);
	assert.deepEqual(await table('n:w:2023102902'), { unsure: '2' });
	await t.pool.clean();
});

test('an answer later than two hours is counted in its step, and out of the last two hours again', async () => {
	await t.n1.ask('ola');
	await later(t, 130 * MINUTE);
	await t.n1.shift('kari');
	await accept(t.n1, 'kari', 'ola');
	await t.n1.ready('ola');
	assert.deepEqual(await table('n:h:2023111422'), { arrived: '1', 'answered:more': '1' });
	await later(t, MINUTE);
	assert.deepEqual(await table('rc'), {});
	assert.deepEqual(await table('n:w:2023111422'), { unsure: '1' });
	await t.pool.clean();
});

test('a visit that a failover lost is counted again where it had asked, with its wait and its agency', async () => {
	await t.n1.shift('kari');
	const asked = t.pool.time - 2 * HOUR;
	assert.deepEqual(await t.n1.back('ola', { asked, answered: asked + 50000, level: 2, r: 'ola', counsellor: 'kari' }), ['OK', 'C', '2']);
	await t.pool.clean();
	await hang('ola');
	assert.deepEqual(await keys('n:h'), ['n:h:2023111420']);
	assert.deepEqual(await table('n:h:2023111420'), { arrived: '1', 'answered:60': '1', 'ended:left:more': '1', silent: '1' });
	const totals = await table('n:t');
	assert.deepEqual([totals['wait:60'], totals['wait:sum']], ['1', '50000'], 'monitoring was not told of the wait');
	assert.equal((await table('n:d:20231114'))['m0301 by:oslo'], '1');
	await t.pool.clean();
});

test('a step is read as it is, and one that is none is refused', async () => {
	await t.n1.ask('ola');
	const read = (kind, step) => t.pool.raw('counts', kind, step);
	assert.deepEqual(await read('h', '2023111422'), ['OK', 'arrived', '1']);
	assert.deepEqual(await read('d', '20231114'), ['OK', 'm0301 arrived', '1']);
	assert.deepEqual(await read('m', '202311'), ['OK', 'm0301 unsure arrived', '1']);
	assert.deepEqual(await read('h', '2023111423'), ['OK']);
	for (const [kind, step] of [['h', '20231114'], ['t', '202311'], ['x', '2023'], ['d', '202311']]) {
		assert.deepEqual(await read(kind, step), ['RANGE'], `${kind} ${step}`);
	}
});

test('the minutes of a door are those that were told first', async () => {
	assert.deepEqual(await t.n1.call('opened', '20231113', 'oslo:300 asker:0'), ['OK']);
	assert.deepEqual(await t.n2.call('opened', '20231113', 'oslo:300 asker:0'), ['DUP']);
	assert.deepEqual(await t.n2.call('opened', '20231113', 'oslo:60 bergen:120'), ['OK']);
	assert.deepEqual(await table('n:o:20231113'), { oslo: '300', asker: '0', bergen: '120' });
	assert.deepEqual(await t.n1.call('opened', '202311', 'oslo:300'), ['RANGE']);
	await t.pool.clean();
});

test('in a pool to practise in none of it is written', async () => {
	t.n1 = await t.pool.node('n1', 'counted 0');
	await t.n1.call('opened', '20231113', 'oslo:300');
	await talk(t.n1, 'ola', t.n1, 'kari');
	await hang('ola');
	await later(t, 130 * MINUTE);
	assert.deepEqual(await client().keys(`${t.pool.prefix}n:*`), []);
	assert.deepEqual(await table('rc'), {});
	await t.pool.clean();
	await client().hset(`${t.pool.prefix}rc`, '1 answered n', 1);
	assert.match(await t.pool.fsck(), /P16 rc in a pool that is not counted/);
});

test('a minute that was written before its results had places is one for fsck too', async () => {
	await client().hset(`${t.pool.prefix}rc`, `${minute()} answered`, 1);
	await t.pool.clean();
});

const plus = (key, field, by = 1) => client().hincrby(`${t.pool.prefix}${key}`, field, by);
const [H, D, M] = ['n:h:2023111422', 'n:d:20231114', 'n:m:202311'];
/** The same in all three tables, as only a wrong function could do it. */
const everywhere = (what) => Promise.all([plus(H, what), plus(D, `m0301 ${what}`), plus(M, `m0301 unsure ${what}`)]);

for (const [what, plant, finding] of [
	['an arrival too many', () => everywhere('arrived'), /P16 n:h:2023111422: arrived 3, answered 1, .* waiting 1\n/],
	['an arrival too many of a region', () => everywhere('arrived'), /P16 n:d:20231114 m0301: arrived 3/],
	['an arrival too many of a topic', () => everywhere('arrived'), /P16 n:m:202311 m0301 unsure: arrived 3/],
	['an arrival of another hour', () => Promise.all([plus(H, 'arrived', -1), plus('n:h:2023111421', 'arrived')]), /P16 n:h:2023111421: arrived 1/],
	['an abandoned visit that still waits', () => everywhere('abandoned:cancelled'), /P16 n:h:2023111422: arrived 2, answered 1, abandoned 1/],
	['a refused one that never asked', () => everywhere('refused'), /refused 1/],
	['a diverted one that never asked', () => everywhere('diverted'), /diverted 1/],
	['an answer that was counted twice', () => everywhere('answered:10'), /P16 n:d:20231114 m0301: answered 2, ended 1, here 0/],
	['an end too many', () => everywhere('ended:left:10'), /P16 n:m:202311 m0301 unsure: answered 1, ended 2, here 0/],
	['more silent ones than ended', () => everywhere('silent'), /P16 n:h:2023111422: ended 1, silent 2/],
	['uncounted ones that are silent too', () => everywhere('uncounted'), /P16 n:h:2023111422: ended 1, silent 1, uncounted 1/],
	['a ledger of more than were answered', () => plus(D, 'm0301 by:asker'), /P16 n:d:20231114 m0301: answered 1, in the ledger 2/],
	['an hour that its day does not have', () => plus(H, 'arrived'), /P16 arrived of 20231114: 3 by hour, 2 by day/],
	['a day that its month does not have', () => plus(D, 'm0301 arrived'), /P16 arrived of 202311 m0301: 3 by day, 2 by month/],
	['a month of another region', () => Promise.all([plus(M, 'm0301 unsure arrived', -1), plus(M, 'c03 unsure arrived')]), /P16 arrived of 202311 c03: 0 by day, 1 by month/],
	['a wait under another bound by day', () => Promise.all([plus(D, 'm0301 answered:10', -1), plus(D, 'm0301 answered:30')]), /P16 answered:30 of 20231114: 0 by hour, 1 by day/],
	['a word that nobody counts', () => everywhere('sighed'), /P16 n:h:2023111422 has sighed/],
	['a bound that is none', () => everywhere('answered:11'), /P16 n:m:202311 has m0301 unsure answered:11/],
	['a ledger by the hour', () => plus(H, 'by:oslo'), /P16 n:h:2023111422 has by:oslo/],
	['a field without its region', () => plus(D, 'arrived'), /P16 n:d:20231114 has arrived/],
	['less than nothing', () => plus(H, 'uncounted', -1), /P16 n:h:2023111422 uncounted is -1/],
	['a minute that nobody reads', () => plus('rc', 'arrived'), /P16 rc has arrived 1/],
	['a door that was open for longer than a day', () => plus('n:o:20231114', 'oslo', 1501), /P16 n:o:20231114 oslo is 1501/],
	['an hour of topics without an end', () => plus('n:w:2023111422', 'unsure'), /P16 n:w:2023111422 without an end/],
]) {
	test(`fsck finds ${what}`, async () => {
		assert.equal(t.pool.day, NOW);
		await talk(t.n1, 'ola', t.n1, 'kari');
		await hang('ola');
		await t.n1.ask('siv');
		await t.pool.clean();
		await plant();
		assert.match(`${await t.pool.fsck()}\n`, finding);
	});
}
