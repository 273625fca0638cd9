// The end of a room by the given clock: whichever way it ends, and whoever does not come to read the end, a quarter of an
// hour later no key holds a line of it. Deleting what a sweep names is the nodes' part, played here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, room, sid } from './lib/pool.mjs';
import { talk, withPool } from './lib/walk.mjs';

const MARK = 'Hemmelig-linje-4e77';
const MINUTE = 60_000;
const PROMISED = 15 * MINUTE;
const BEAT = 5000;

const t = withPool('wrap 0');
const client = () => t.redis.client;
const LOG = `{r:${room('ola')}}:log`;
const NOTES = `{r:${room('ola')}}:notes`;
const SEATS = `{r:${room('ola')}}:st`;

/** Time passes in beats; what a sweep gives to delete is deleted. `dead`: a node that beats no more. */
async function pass(ms, dead) {
	for (let left = ms; left > 0; left -= BEAT) {
		await t.pool.pass(Math.min(left, BEAT));
		for (const node of [t.n1, t.n2]) if (node !== dead) await node.beat();
		const node = dead === t.n1 ? t.n2 : t.n1;
		for (let due = 64; due === 64; ) {
			const [, n, ...keys] = await node.sweep();
			due = Number(n);
			if (keys.length > 0) await client().unlink(...keys);
		}
	}
}

/** Every key that holds the mark, in a dump of its value. */
async function marked() {
	const found = [];
	for (const key of await client().keys('*')) {
		if ((await client().dumpBuffer(key))?.includes(MARK)) found.push(key);
	}
	return found;
}

/** A room with a line, kari at node 2. What lies in its keys is the same to routing. */
async function open() {
	await talk(t.n1, 'ola', t.n2, 'kari');
	await client().xadd(LOG, '1-0', 'h', '0 1 0 5 1700000000000', 'p', MARK);
	await client().xadd(NOTES, '1-0', 'h', '129 1 0 6 1700000000000', 'p', MARK);
	await client().set(SEATS, MARK);
}

test('a room that goes on keeps its log, which the search finds', async () => {
	await open();
	await pass(PROMISED);
	assert.deepEqual((await marked()).sort(), [LOG, NOTES, SEATS]);
});

const ENDS = {
	'the youth ends it': () => t.n1.end(sid('ola'), 'ola'),
	'the counsellor ends it': () => t.n2.end(cid('kari'), 'ola', 'counsellor'),
	'the youth stays away for longer than the grace': async () => {
		await t.n1.call('y_detach', '13', sid('ola'));
		await pass(20 * MINUTE);
	},
};

for (const [way, act] of Object.entries(ENDS)) {
	test(`a quarter of an hour after ${way}, and nobody reads the end, no key holds a line of it`, async () => {
		await open();
		await act();
		await pass(PROMISED);
		assert.deepEqual(await marked(), []);
	});
}

test('the same when the node that was given the keys to delete dies with them', async () => {
	await open();
	await t.n1.end(sid('ola'), 'ola');
	await t.pool.pass(45_000);
	for (const node of [t.n1, t.n2]) await node.up('wrap 0');
	const [, , ...keys] = await t.n1.sweep();
	assert.ok(keys.includes(LOG), 'it was given the log');
	await pass(PROMISED - 45_000, t.n1);
	assert.deepEqual(await marked(), []);
});
