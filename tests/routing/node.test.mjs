// Nodes: leases, fences, the sweep of a dead one, the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TIMERS, cid, room, sid, token } from './lib/pool.mjs';
import { talk, withPool } from './lib/walk.mjs';

const t = withPool();

async function everything() {
	const all = {};
	for (const key of (await t.redis.client.keys('*')).sort()) all[key] = await t.redis.client.dumpBuffer(key);
	return all;
}

test('a fenced node changes nothing, whatever it calls', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.ask('siv');
	const zombie = await t.pool.node('n3');
	await t.pool.pass(10000);
	await t.n1.beat();
	await t.n1.sweep();
	const before = await everything();
	const [y, c, r, name] = [sid('ola'), cid('kari'), room('ola'), token('x')];
	const calls = [['y_enq', '1', sid('x'), name, '0301', '03', 'unsure', 'nb', '', 0, 0],
		['y_back', '1', sid('x'), name, '0301', '03', 'unsure', 'nb', '', 0, 0, 1, 0, '', '', 0, 0, 0],
		['y_attach', '1', y, name, name, 0], ['y_detach', '1', y], ['y_change', y, 0, 'nb'], ['y_cancel', y, 'cancelled'],
		['y_ready', y, r], ['y_bind', y, name], ['y_leave', y, name, 'left_quickly'],
		['c_set', '1', c, 1, 'x', 'oslo', '0301', '03', '', 'unsure', 'nb', 1, 2, 0, 'A'],
		['c_attach', '1', c, 1], ['c_detach', '1', c], ['c_oust', '1', c, 'n2'], ['received', c, 1], ['accept', c, 1, r], ['decline', c, 1],
		['end', y, r, 'left'], ['swap', y, r, 0], ['park', c, r], ['extend', c, r], ['extend', c, ''], ['wrap', c, r, 'done'],
		['invited_leave', c, r], ['propose', c, r, 'topic', 'unsure', ''], ['consent', y, r, 1], ['pick', c, 'n', 'unsure'],
		['sweep', 64], ['node_beat', 'run1', 0, 0, 0, 0], ['node_down']];
	for (const [what, ...args] of calls) assert.deepEqual(await zombie.call(what, ...args), ['FENCED'], what);
	assert.deepEqual(await everything(), before);
});

/* Which functions take such arguments: no wrong ones of theirs. */
const FITS = { '': /pool_status|figures|scene|fsck|_acts$/, x: /alarms_leave/ };

test('a wrong argument is an answer, not a script error', async () => {
	const functions = await t.redis.client.call('FUNCTION', 'LIST');
	const names = functions.find((item) => item[1] === 'samtale1')[5].map((item) => item[1]);
	assert.ok(names.length > 30, names.join(' '));
	for (const name of names.filter((item) => item !== 's1_version')) {
		for (const args of [[], ['x'], ['', '', '', ''], ['n1', t.n1.epoch, '-', '{', 'zz', '9'.repeat(40)]]) {
			for (const key of [t.pool.prefix, 'no', '{r:zz}:', '{w:0}:']) {
				const answer = await t.redis.client.call('FCALL', name, 1, key, ...args);
				const fits = key === t.pool.prefix && FITS[args.join()]?.test(name);
				if (!fits) assert.equal([answer].flat()[0], 'RANGE', `${name} ${key} ${args}`);
			}
		}
	}
	await t.pool.clean();
});

test('the sessions of a dead node are detached, at most 64 a call, and its lease is gone', async () => {
	for (let i = 0; i < 100; i++) await t.n2.ask(`y${i}`, { session: String(i + 1) });
	await t.n2.shift('kari', { topics: 'other' });
	await t.pool.pass(9999);
	await t.n1.beat();
	await t.n1.sweep();
	assert.equal((await t.pool.visit('y0')).st, 'W');
	await t.pool.pass(1);
	await t.n1.sweep(1);
	const own = await t.redis.client.scard(`${t.pool.prefix}own:n2#${t.n2.epoch}`);
	assert.equal(own, 101 - 64);
	await t.pool.clean();
	for (let i = 0; i < 4; i++) await t.n1.sweep();
	assert.equal((await t.pool.visit('y99')).st, 'D');
	assert.equal((await t.pool.counsellor('kari')).st, 'L');
	assert.deepEqual(await t.n2.beat(), ['FENCED']);
	await t.pool.clean();
});

test('a lease that is given back holds for a moment: what is taken up has its offer still, the rest is detached', async () => {
	await t.n1.shift('kari');
	await t.n2.ask('ola', { session: '5' });
	await t.n2.ask('siv', { session: '6' });
	const { o } = await t.pool.visit('ola');
	await t.n1.call('received', cid('kari'), o);
	assert.deepEqual(await t.n2.call('node_down'), ['OK']);
	await t.n1.sweep();
	await t.n1.attach('ola', { session: '7' });
	await t.pool.pass(4999);
	await t.n1.sweep();
	assert.equal((await t.pool.visit('siv')).st, 'W');
	await t.pool.pass(1);
	await t.n1.sweep();
	assert.equal((await t.pool.visit('siv')).st, 'D');
	const ola = await t.pool.visit('ola');
	assert.deepEqual([ola.st, ola.o, ola.n], ['O', o, t.n1.home]);
	assert.deepEqual(await t.n2.beat(), ['FENCED']);
	await t.pool.clean();
});

test('a node that begins anew under its name has a lease long to take up what it held, and is not told of it', async () => {
	await t.n2.ask('ola', { session: '5' });
	await t.n2.ask('siv', { session: '6' });
	await t.n2.shift('kari', { session: '7', topics: 'other' });
	await t.n2.up();
	await t.n2.attach('ola', { session: '5', next: token('ola') });
	await t.n2.call('c_attach', '7', cid('kari'), t.pool.turn());
	assert.deepEqual(await t.n2.news(), []);
	await t.pool.pass(9999);
	for (const node of [t.n1, t.n2]) await node.beat();
	await t.n1.sweep();
	assert.equal((await t.pool.visit('siv')).st, 'W');
	await t.pool.pass(1);
	await t.n1.sweep();
	assert.deepEqual([(await t.pool.visit('siv')).st, (await t.pool.visit('ola')).st], ['D', 'W']);
	assert.equal((await t.pool.counsellor('kari')).st, 'A');
	await t.n2.attach('siv', { session: '8' });
	assert.equal((await t.pool.visit('siv')).st, 'W');
	await t.pool.clean();
});

test('settings that a living node has set otherwise are named, and the last ones hold', async () => {
	const up = async (name, settings) => (await t.pool.raw('node_up', name, t.pool.time, 'run1', 0, settings))[3];
	assert.equal(await up('n2', 'wrap 7 streak 5'), 'wrap');
	assert.equal(await up('n2', 'wrap 7 streak 5'), '', 'not those that are the same');
	assert.equal(await up('n1', 'wrap 9 streak 5'), 'wrap');
	assert.match(await t.redis.client.hget(`${t.pool.prefix}cfg`, 'set'), / wrap 9 /);
	for (const [name, node] of [['n1', t.n1], ['n2', t.n2]]) {
		node.epoch = await t.redis.client.hget(`${t.pool.prefix}cfg`, `epoch ${name}`);
	}
	await t.n2.call('node_down');
	await t.pool.pass(TIMERS.moving + 1);
	await t.n1.sweep();
	assert.equal(await up('n1', 'wrap 8'), '', 'nobody else is there');
});

test('the clock never goes back', async () => {
	const [, before] = await t.n1.beat();
	await t.pool.pass(-5000);
	const [, after] = await t.n1.beat();
	assert.ok(Number(after) >= Number(before), `${after} after ${before}`);
});

test('news that was read is thrown away at the next beat', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	const { length } = await t.n1.allNews();
	const [, , taken] = await t.n1.beat();
	assert.equal(await t.redis.client.xlen(`${t.pool.prefix}ev:n1`), 0);
	assert.equal(taken, String(length));
	assert.ok(length > 0);
});

test('arrivals, answers and endings are counted by the pool\'s civil time, not mine under the county', async () => {
	await t.n1.beat('run1', '60');
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.call('end', sid('ola'), room('ola'), 'left');
	await t.n1.ask('siv', { who: 2 });
	await t.n1.call('y_cancel', sid('siv'), 'cancelled');
	const read = (key) => t.redis.client.hgetall(`${t.pool.prefix}n:${key}`);
	// 1700000000 is 2023-11-14 22:13:20 UTC
	assert.deepEqual(await read('h:2023111423'), { arrived: '2', 'answered:10': '1', 'ended:left:10': '1',
		'abandoned:cancelled': '1', silent: '1' });
	assert.deepEqual(await read('d:20231114'), { 'm0301 arrived': '1', 'm0301 answered:10': '1', 'm0301 ended:left:10': '1',
		'm0301 by:oslo': '1', 'm0301 silent': '1', 'c03 arrived': '1', 'c03 abandoned:cancelled': '1' });
	assert.equal((await read('m:202311'))['c03 unsure arrived'], '1');
	await t.pool.clean();
});

test('the testing clock does not work in the library of a service', async () => {
	const { librarySource } = await import('./lib/library.mjs');
	const source = librarySource().replace('local TEST = true', 'local TEST = false');
	await t.redis.client.call('FUNCTION', 'LOAD', 'REPLACE', source);
	try {
		await t.n1.ask('ola');
		const [key] = await t.redis.client.keys(`${t.pool.prefix}n:h:*`);
		const [day, yesterday] = [0, 1].map((days) => new Date(Date.now() - days * 86400000).toISOString().slice(0, 10));
		assert.ok([day, yesterday].some((date) => key.includes(`:${date.replaceAll('-', '')}`)), key);
	} finally {
		await t.redis.client.call('FUNCTION', 'LOAD', 'REPLACE', librarySource());
	}
});

test('a key to delete is handed out once more, should the node have died with it, and then no more', async () => {
	await t.n1.ask('ola');
	await t.n1.cancel('ola');
	const token = (answer) => answer.slice(2).filter((key) => key.startsWith('{t:')).length;
	assert.equal(token(await t.n1.sweep()), 1);
	await t.pool.pass(9999);
	assert.equal(token(await t.n2.sweep()), 0);
	await t.pool.pass(1);
	await t.n2.beat();
	assert.equal(token(await t.n2.sweep()), 1);
	await t.pool.pass(60000);
	await t.n2.beat();
	assert.equal(token(await t.n2.sweep()), 0);
});
