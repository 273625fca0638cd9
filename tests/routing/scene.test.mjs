// The scene: what supervisors' nodes are told of a pool as it is now.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accept, cid, later, sid, talk, withPool } from './lib/walk.mjs';

const t = withPool();
const MINUTE = 60000;
const HOUR = 60 * MINUTE;

async function scene() {
	const [word, every, ...flat] = await t.pool.raw('scene');
	assert.deepEqual([word, every], ['OK', '1000']);
	const names = flat.filter((_, i) => i % 2 === 0);
	assert.equal(new Set(names).size, names.length, 'a name twice');
	return Object.fromEntries(names.map((name, i) => [name, flat[2 * i + 1]]));
}

/** The facts whose names begin with this word. */
const of = (facts, word) => Object.fromEntries(Object.entries(facts).filter(([name]) => name.split(' ')[0] === word));

test('who waits is told by place and topic, with the time of the one who has waited longest', async () => {
	const first = t.pool.day;
	await t.n1.ask('ola', { topic: 'family' });
	await t.pool.pass(5000);
	await t.n2.ask('kim', { topic: 'family', urgency: 2 });
	await t.n1.ask('per', { topic: 'school' });
	await t.n1.ask('nobody', { m: '', co: '' });
	assert.deepEqual(of(await scene(), 'w'), {
		'w m0301 family': `2 ${first}`, 'w m0301 school': `1 ${first + 5000}`, 'w n unsure': `1 ${first + 5000}`,
	});
});

test('who asked not to be its municipality\'s stands under the county, from the moment it says so', async () => {
	await t.n1.ask('ola', { topic: 'family', who: 2 });
	await t.n1.ask('kim', { topic: 'family' });
	assert.deepEqual(Object.keys(of(await scene(), 'w')).sort(), ['w c03 family', 'w m0301 family']);
	await t.n1.change('kim', 2);
	assert.deepEqual(of(await scene(), 'w'), { 'w c03 family': `2 ${t.pool.day}` });
});

test('everybody who waits is there until the room is open: offered, accepted, without a socket', async () => {
	await t.n2.shift('kari');
	await t.n1.ask('ola');
	const waits = async () => [(await scene()).now, (await scene())['w m0301 unsure']];
	const since = `1 ${t.pool.day}`;
	assert.deepEqual(await waits(), ['0 0 0 1 1 1 1 2', since]);
	await accept(t.n2, 'kari', 'ola');
	assert.deepEqual(await waits(), ['1 0 0 0 1 1 1 2', since]);
	await t.n1.ready('ola');
	assert.deepEqual(await waits(), ['1 0 0 0 0 1 1 2', undefined]);
	await t.n1.call('y_detach', '13', sid('ola'));
	assert.equal((await scene()).now, '1 1 0 0 0 1 1 2');
	await t.n1.ask('kim', { who: 1, m: '4601', co: '46' });
	await t.n1.call('y_detach', '13', sid('kim'));
	assert.equal((await scene())['w m4601 unsure'], since);
	await t.pool.clean();
});

test('who waited on a node that began anew is there until its lease is over', async () => {
	await t.n1.ask('ola');
	await t.n1.up('', '0', 'run2');
	assert.equal((await scene())['w m0301 unsure'], `1 ${t.pool.day}`);
});

test('who is on is told with state, since when, load, capacity, agency and name', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	const began = t.pool.day;
	await later(t, MINUTE);
	await t.n2.shift('per');
	assert.equal((await scene())[`p ${cid('kari')}`], `available ${began} 1 2 oslo Alias kari`);
	await t.n1.shift('kari', { state: 'P' });
	assert.equal((await scene())[`p ${cid('kari')}`], `paused ${began + MINUTE} 1 2 oslo Alias kari`);
	await t.n2.call('c_detach', '77', cid('per'));
	assert.equal((await scene())[`p ${cid('per')}`], `lost ${began + MINUTE} 0 2 oslo Alias per`);
	assert.equal((await scene()).now.split(' ')[5], '1', 'who is lost is not on duty');
});

test('nothing changes because time passes, or because a node\'s clock and the day part a little', async () => {
	await t.n1.shift('kari', { topics: 'none' });
	await t.n1.ask('ola');
	await later(t, 1);
	const before = await scene();
	await t.pool.pass(7000);
	await t.n1.beat();
	await t.pool.jump(400);
	await t.n1.beat();
	assert.deepEqual(await scene(), before);
	await t.pool.jump(HOUR);
	await t.n1.beat();
	assert.equal((await scene())['w m0301 unsure'], `1 ${Number(before['w m0301 unsure'].split(' ')[1]) + HOUR + 400}`);
});

test('rates are of the last 15 and 60 minutes by the minute of asking', async () => {
	const minute = Math.floor(t.pool.day / MINUTE);
	const fields = { [`${minute} a family m0301`]: 2, [`${minute - 14} a school c03`]: 1, [`${minute - 15} a school n`]: 4,
		[`${minute - 60} a school n`]: 8, [`${minute} answered n`]: 1, [`${minute - 15} abandoned c03`]: 3, [`${minute - 59} refused m0301`]: 1,
		[`${minute - 1} diverted n`]: 1 };
	await t.pool.client.hset(`${t.pool.prefix}rc`, fields);
	assert.deepEqual(of(await scene(), 'rate'), { 'rate 15': '3 1 0 0 1', 'rate 60': '7 1 3 1 1' });
});

test('the last 24 hours are told by the pool\'s own clock', async () => {
	const hour = (back) => new Date(t.pool.day - back * HOUR).toISOString().replace(/[-T]/g, '').slice(0, 10);
	const key = (back) => `${t.pool.prefix}n:h:${hour(back)}`;
	await t.pool.client.hset(key(1), { arrived: 9, 'answered:10': 3, 'answered:more': 2, refused: 1, diverted: 1, 'abandoned:away': 1 });
	await t.pool.client.hset(key(23), { arrived: 1 });
	await t.pool.client.hset(key(24), { arrived: 1 });
	assert.deepEqual(of(await scene(), 'h'), { [`h ${hour(1)}`]: '9 5 2', [`h ${hour(23)}`]: '1 0 0' });
});

test('an hour before summer time began or ended is called as it was then', async () => {
	const hour = (back) => new Date(t.pool.day - back * HOUR).toISOString().replace(/[-T]/g, '').slice(0, 10);
	const cfg = `${t.pool.prefix}cfg`;
	const since = Math.floor(t.pool.day / MINUTE) - 90;
	const hours = async () => Object.keys(of(await scene(), 'h'));
	for (let back = -3; back < 26; back++) await t.pool.client.hset(`${t.pool.prefix}n:h:${hour(back)}`, { arrived: 1 });
	await t.pool.client.hset(cfg, { offset: 120, 'offset was': `60 ${since}` });
	const began = await hours();
	assert.deepEqual([began.length, began.includes(`h ${hour(0)}`), began.includes(`h ${hour(22)}`)], [24, false, true]);
	await t.pool.client.hset(cfg, { offset: 60, 'offset was': `120 ${since}` });
	const ended = await hours();
	assert.deepEqual([ended.length, ended.includes(`h ${hour(0)}`), ended.includes(`h ${hour(22)}`)], [23, true, false]);
});

test('where very many wait it stands for longer', async () => {
	await t.pool.client.hset(`${t.pool.prefix}cfg`, 'waiting', 1000);
	assert.deepEqual((await t.pool.raw('scene')).slice(0, 2), ['OK', '2000']);
});
