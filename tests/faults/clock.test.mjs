// R14: the time of the day is set on every machine at once, by an hour and by a day, both ways. Whatever is due comes in its own
// time, nobody is thrown out, and a conversation goes on. What the functions make of it is in tests/routing/clock.test.mjs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { freshFolder } from '../live/lib/demo.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { until, within } from '../live/lib/wait.mjs';
import { judge, verdict } from './lib/history.mjs';
import { report } from './lib/report.mjs';
import { counsellorAt, startMachines, youthAt } from './machines.mjs';

const HOUR_S = 3600;
const JUMPS = [['an hour forward', HOUR_S], ['an hour back', -HOUR_S], ['a day forward', 24 * HOUR_S], ['a day back', -24 * HOUR_S]];
const GRACE_MS = 5000;
const OFFER_MS = 4000;
const BAR_MS = 2000;

const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'ahead');
const library = join(folder, 'day_clock.so');
const built = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(ROOT, 'tests/faults/day_clock.c')], { encoding: 'utf8' });
assert.equal(built.status, 0, built.stderr);

let ahead = 0;
let worst = 0;

/** Sets the time of the day, for Redis and every daemon. */
function setDay(by) {
	ahead += by;
	const bytes = Buffer.alloc(8);
	bytes.writeBigInt64LE(BigInt(ahead));
	writeFileSync(file, bytes, { flag: 'r+' });
}

writeFileSync(file, Buffer.alloc(8));
Object.assign(process.env, { DAY_CLOCK: file, LD_PRELOAD: library });
const { redis, machines } = await startMachines(2, {
	keys: {
		workers: 1, bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0, grace_waiting_seconds: GRACE_MS / 1000,
		offer_seconds: OFFER_MS / 1000, received_seconds: OFFER_MS / 1000,
	},
});
delete process.env.LD_PRELOAD;

const [first] = machines;
const passwords = ['talks', 'looks'].map((name) => first.daemon.addUser(name, { agency: 'oslo' }));
const talks = await counsellorAt(machines, 0, { name: 'talks', password: passwords[0], capacity: 1, topics: ['school'] });
const looks = await counsellorAt(machines, 0, { name: 'looks', password: passwords[1], capacity: 1, topics: ['family'] });
looks.takes = false;
const youth = await youthAt(machines, 1);
await youth.ask({ topic: 'school' });
const room = await youth.room();
const theirs = await until(() => talks.rooms.get(room.id), 'OPENED');
const saying = [];

const nodes = async () => (await redis.client.hgetall('{no}:cfg'));
const epochs = async () => Object.entries(await nodes()).filter(([name]) => name.startsWith('epoch ')).sort();
const say = (what) => saying.push(room.say(`${what} y`), theirs.say(`${what} c`));

/** How long it takes until the visit is gone, that has no socket any more. */
async function graceOf(region) {
	const one = await youthAt(machines, 1);
	await one.ask({ region, who: 1 });
	const keys = await redis.client.keys('{no}:y:*');
	const visits = await Promise.all(keys.map((key) => redis.client.hget(key, 'q')));
	const key = keys[visits.findIndex((wish) => wish.startsWith(`${region},`))];
	await one.leaveTable();
	await until(async () => (await redis.client.hget(key, 'st')) === 'D', 'the socket to be missed');
	return within(gone(key), 'the end of the grace', { ms: 3 * GRACE_MS });
}

async function gone(key) {
	const at = performance.now();
	await until(async () => !(await redis.client.exists(key)), 'the visit to be gone', { ms: 3 * GRACE_MS, step: 10 });
	return performance.now() - at;
}

/** How long an offer is out that is received and not answered. */
async function offerOf() {
	if (looks.state !== 'there') await looks.shift({ capacity: 1, topics: ['family'] });
	const one = await youthAt(machines, 1);
	await one.ask({ topic: 'family' });
	const { offer } = await looks.next('offer');
	const at = performance.now();
	looks.send({ type: 'received', offer });
	await looks.next('revoked', (frame) => frame.offer === offer);
	const took = performance.now() - at;
	one.send({ type: 'cancel', why: 0 });
	await one.next('ended');
	await one.leaveTable();
	return took;
}

async function measure(by, region) {
	const timers = [graceOf(region), offerOf()];
	await Promise.all([until(async () => (await redis.client.keys('{no}:y:*')).length > 2, 'both to have begun')]);
	if (by !== 0) setDay(by);
	return Promise.all(timers);
}

test('the time that programs are told can be set, and only that', async () => {
	const [before] = await redis.client.time();
	setDay(HOUR_S);
	const [then] = await redis.client.time();
	setDay(-HOUR_S);
	assert.ok(Math.abs(then - before - HOUR_S) < 60, `${before} ${then}`);
});

for (const [i, [jump, by]] of JUMPS.entries()) {
	test(`R14 the clock is put ${jump}: nothing is early or late, nobody is thrown out`, async (t) => {
		const known = await epochs();
		say(`before ${jump}`);
		const [grace, offer] = await measure(by, ['4601', '1103', '5001', '4204'][i]);
		const off = { grace: Math.round(grace - GRACE_MS), offer: Math.round(offer - OFFER_MS) };
		t.diagnostic(`off by ${JSON.stringify(off)} ms, bar ${BAR_MS}`);
		worst = Math.max(worst, ...Object.values(off).map(Math.abs));
		// A busy machine makes things late, and nothing early.
		for (const [what, ms] of Object.entries(off)) assert.ok(ms >= -BAR_MS && ms <= 3 * BAR_MS, `${what} is off by ${ms} ms`);
		assert.deepEqual(await epochs(), known, 'no node lost its lease');
		say(`after ${jump}`);
		const more = () => youth.client.seen() + talks.client.seen();
		await within(Promise.all(saying), 'all acks', { more });
		await until(() => room.offset === saying.length && theirs.offset === saying.length, 'all messages on both sides', { more });
		assert.equal(youth.resumes + talks.resumes, 2 * i);
		await youth.reload();
		await talks.reload();
		await until(() => room.open && theirs.open, 'the room on both sides', { more });
		assert.deepEqual(judge([room.history, theirs.history]), []);
		assert.deepEqual(first.daemon.ctl('fsck').data.violations, []);
	});
}

test('R14 in figures', () => {
	const counts = verdict([[room.history, theirs.history]]);
	report('R14', { faults: JUMPS.length, ...counts, unavailable: 0, more: { most_off_ms: worst } });
	assert.deepEqual(counts.found, []);
});
