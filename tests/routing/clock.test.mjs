// The clock of a pool is counted by the nodes: whatever is done to the time of the day where Redis runs, nothing expires early
// or late by it (decision 0021).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadLibrary } from './lib/library.mjs';
import { cid, one, room, sid } from './lib/pool.mjs';
import { Violation, runProperty } from './lib/property.mjs';
import { startRedis } from './lib/redis.mjs';
import { accept, later, receive, talk, withPool } from './lib/walk.mjs';

const HOUR = 3600000;
const DAY = 24 * HOUR;
const JUMPS = [['an hour forward', HOUR], ['an hour back', -HOUR], ['a day forward', DAY], ['a day back', -DAY]];
const FAULT = `the pool's clock follows the time of the day
--- a/daemon/store/functions/05_object.lua
+++ b/daemon/store/functions/05_object.lua
@@ -1,1 +1,1 @@
-	x.now = math.max(at, x.clk)
+	x.now = math.max(time_ms(p), x.clk)
`;

const t = withPool('wrap 300000');
const visit = async () => (await t.pool.visit('ola')).st ?? 'gone';
const level = async () => (await t.pool.visit('ola')).lv;
const kari = async () => (await t.pool.counsellor('kari')).st ?? 'off';
const load = async () => (await t.pool.counsellor('kari')).ld;

async function offered() {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
}

/** Each timer: how it begins, how long it takes, where it is seen, what it makes of what. */
const TIMERS = [
	['a widening', () => t.n1.ask('ola'), 30000, level, '0', '2', () => t.n2.shift('other', { scope: 0, languages: 'da' })],
	['the receipt of an offer', offered, 3000, kari, 'A', 'L'],
	['an offer', async () => (await offered(), receive(t.n1, 'kari')), 20000, kari, 'A', 'P'],
	['the answer READY', async () => (await offered(), accept(t.n1, 'kari', 'ola')), 10000, visit, 'M', 'D'],
	['the grace of who waits', async () => (await t.n1.ask('ola'), t.n1.call('y_detach', '13', sid('ola'))), 600000, visit, 'D', 'gone'],
	['the grace of a room', async () => (await talk(t.n1, 'ola', t.n1, 'kari'), t.n1.call('y_detach', '13', sid('ola'))), 1200000,
		visit, 'C', 'gone'],
	['a wrap-up', async () => (await talk(t.n1, 'ola', t.n1, 'kari'), t.n1.end(sid('ola'), 'ola')), 300000, load, '1', '0'],
	['the last entry of a shift', () => t.n1.shift('kari', { until: t.pool.day + 2 * HOUR }), 2 * HOUR - 2700000, kari, 'A', 'off'],
];

for (const [what, begin, ms, see, first, then, prepare = () => {}] of TIMERS) {
	for (const [jump, by] of JUMPS) {
		test(`${what} ends in its time when the clock is put ${jump}`, async () => {
			await prepare();
			await begin();
			await later(t, ms / 2);
			await t.pool.jump(by);
			await later(t, ms / 2 - 1);
			assert.equal(await see(), first);
			await later(t, 1);
			assert.equal(await see(), then);
			await t.pool.clean();
		});
	}
}

test('a lease ends in its time, and the node that beats keeps its own, whatever the clock says', async () => {
	const dead = await t.pool.node('n3');
	await dead.ask('ola');
	for (const [, by] of JUMPS) {
		await t.pool.jump(by);
		await later(t, 2400);
	}
	assert.equal(await visit(), 'W');
	await later(t, 400);
	assert.equal(await visit(), 'D');
	await t.pool.clean();
});

test('what people are told is the time of the day: when a room began, since when somebody is away, when a shift ends', async () => {
	const until = t.pool.day + DAY + 2 * HOUR;
	await t.pool.jump(DAY);
	await t.n1.shift('kari', { until });
	await t.n1.ask('ola');
	await accept(t.n1, 'kari', 'ola');
	await t.n1.call('y_ready', sid('ola'), room('ola'));
	assert.equal(one(await t.n1.news(), 'opened').a, String(t.pool.day));
	await t.pool.jump(-HOUR);
	await later(t, 5000);
	assert.equal((await t.n1.call('c_attach', '77', cid('kari'), t.pool.turn()))[7], String(t.pool.day - 5000));
	await t.n1.call('y_detach', '13', sid('ola'));
	assert.equal(one(await t.n1.news(), 'away').a, String(t.pool.day));
	assert.deepEqual(await t.n1.extend('kari', 'ola'), ['DUP', String(t.pool.day - 5000 + HOUR)]);
	assert.deepEqual(await t.n1.extend('kari'), ['DUP', String(until - HOUR)]);
});

test('an end of a shift that is said again and is off by a moment is the same end', async () => {
	const until = t.pool.day + 2700000 + 60000;
	await t.n1.shift('kari', { until });
	const { un } = await t.pool.counsellor('kari');
	await t.n1.shift('kari', { until: until + 900 });
	assert.equal((await t.pool.counsellor('kari')).un, un);
	await t.n1.shift('kari', { until: until + HOUR });
	assert.equal((await t.pool.counsellor('kari')).un, String(Number(un) + HOUR));
});

test('arrivals are counted under the hour that people have', async () => {
	await t.pool.jump(DAY);
	await t.n1.ask('ola');
	// 1700000000 is 2023-11-14 22:13:20 UTC
	assert.deepEqual(await t.redis.client.keys(`${t.pool.prefix}n:h:*`), [`${t.pool.prefix}n:h:2023111522`]);
});

test('while no node lives the clock stands, and it goes on with the first one that comes', async () => {
	await t.n1.ask('ola');
	await t.n1.call('y_detach', '13', sid('ola'));
	for (const node of [t.n1, t.n2]) await node.call('node_down');
	const slept = t.pool.time;
	await t.pool.pass(DAY);
	t.pool.ahead += DAY;
	t.pool.time = slept;
	t.n1 = await t.pool.node('n4');
	await t.n1.sweep();
	assert.equal(await visit(), 'D');
});

test('a node whose clock is behind the pool\'s does not put it back', async () => {
	const [, now] = await t.n1.beat();
	t.pool.time -= 5000;
	const [, again] = await t.n2.beat();
	assert.equal(again, now);
});

let other;
before(async () => (other = await startRedis(['--enable-debug-command', 'yes'])));
after(() => other.stop());

test(`planted fault: ${FAULT.split('\n')[0]}, found by the random operations`, async () => {
	await loadLibrary(other.client, FAULT);
	await assert.rejects(runProperty(other.client, 1, 1000), (error) => error instanceof Violation || /was told FENCED/.test(error.message));
});
