// A load on the real daemon with everything at once: youths and counsellors ask, answer, decline, swap, hand over, drop off
// and come back, shifts end, workers are killed or hang, Redis is killed (R18). Afterwards every property of routing must have held.
// STORM=full: 1,000 youths, 100 counsellors, two minutes (with FAULTS=long 25, for 10^6 events); else a short one.
// STORM_SEED, STORM_LOG (where to keep the log).
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '../live/lib/wait.mjs';
import { verdict } from '../faults/lib/history.mjs';
import { LONG, report } from '../faults/lib/report.mjs';
import { Recorder } from '../model/trace/record.mjs';
import { checkTrace } from '../model/trace.mjs';
import { GRACE, loginOf, makeAccounts, startHouse } from './lib/house.mjs';
import { Storm } from './lib/storm.mjs';
import { readRows, screensOff } from './lib/rows.mjs';
import { idlePairs, judgeRooms, sidesOf, twoWriters } from './lib/verdict.mjs';

const FULL = { youths: 1000, counsellors: 100, ms: 120_000, ramp: 15_000, every: 8000, closes: 90_000, act: [1000, 4000] };
const LONGEST = { ...FULL, ms: 1_500_000, closes: 1_200_000 };
const SHORT = { youths: 100, counsellors: 12, ms: 20_000, ramp: 3000, every: 7000, closes: 0, act: [500, 2000] };
const SURE = ['visits', 'offers', 'accepts', 'kills', 'redis kills', 'resumes', 'acked', 'dropped', 'cancelled'];
const LIKELY = ['stops', 'picks', 'shift entry', 'declines', 'swapped', 'handed', 'parked', 'hand-over no', 'ended away', 'left quickly'];
const full = process.env.STORM === 'full';
const size = !full ? SHORT : LONG ? LONGEST : FULL;
const seed = Number(process.env.STORM_SEED ?? 1);
// Rooms are deleted 45 s after their end, and once more 10 s later; the short storm does not wait for that.
const LEFT_MS = 90_000;

const daemon = await startHouse(size.closes);
const log = process.env.STORM_LOG ?? join(daemon.place.folder, 'log');
const logs = []; // one of each life of Redis; all but the last are cut off
let recorder;

async function record() {
	logs.push(`${log}-${logs.length + 1}`);
	recorder = await Recorder.start(loginOf(daemon), logs.at(-1));
}

await record();
const accounts = await makeAccounts(daemon, size.counsellors);
const storm = new Storm(daemon, { seed, youths: size.youths, accounts, grace: GRACE, act: size.act, onNewRedis: record });

test('everybody comes, and the storm calms down', async () => {
	await storm.openDesks();
	storm.begin(size.ramp);
	await storm.rage(size.ms, size.every);
	await storm.settle();
});

function clean() {
	const { data, text } = daemon.ctl('fsck');
	assert.deepEqual(data?.violations, [], text);
}

test('fsck is clean when it is quiet again', clean);

let rows;

test('every screen shows what Redis has', async () => {
	rows = await readRows(storm, daemon.redis());
	assert.deepEqual(screensOff(rows), []);
});

test('nobody waits while a counsellor is free, as the screens show it', () => {
	assert.deepEqual(idlePairs(storm, rows), []);
});

test('no room has two writers', () => {
	assert.deepEqual(twoWriters(storm), []);
});

test('every room kept the promise of delivery', () => {
	assert.deepEqual(judgeRooms(storm), []);
});

test('nobody was taken over, lost a place within its grace, or shown a room of another', () => {
	assert.deepEqual(storm.faults, []);
});

test('everything that may happen has happened', (t) => {
	const rows = [...storm.counts].sort().map(([what, n]) => `${what} ${n}`);
	t.diagnostic(rows.join(', '));
	for (const what of full ? [...SURE, ...LIKELY] : SURE) assert.ok(storm.counts.get(what) > 0, what);
});

/* What is left of both pools; rooms and tickets that will go by themselves are only counted. */
async function keysLeft(redis) {
	const keys = await redis.keys('{*');
	const routing = keys.filter((key) => /^\{(no|dk)\}:(y|c|cc|d|h|a|st|on|own)(:|$)/.test(key));
	const dues = await Promise.all(['{no}:dl', '{dk}:dl'].map((key) => redis.zrange(key, 0, -1)));
	const stays = full ? /^n:/ : /^(n|b|B):/;
	const others = keys.filter((key) => /^\{[tlr]:/.test(key));
	const ends = await Promise.all(others.map((key) => redis.ttl(key)));
	const endless = others.filter((_, i) => ends[i] === -1);
	return { left: [...routing, ...dues.flat().filter((item) => !stays.test(item)), ...endless], expiring: others.length };
}

let empty = false;

test('when everybody has left and the timers have passed, no key is left', async (t) => {
	await storm.leave();
	const redis = daemon.redis();
	let seen;
	const gone = async () => (seen = await keysLeft(redis)).left.length === 0;
	const more = () => `: ${seen.left.length} ${seen.left.slice(0, 10)}`;
	await until(gone, 'no keys', { ms: LEFT_MS, step: 500, more });
	t.diagnostic(`${seen.expiring} tickets and logs go by themselves`);
	clean();
	empty = full;
});

test('the event log keeps the properties of routing from its first line to its last', async (t) => {
	await recorder.stop();
	const found = [];
	let events = 0;
	for (const path of logs) {
		const last = path === logs.at(-1);
		const { findings, calls } = checkTrace(path, { left: last && empty, cut: !last });
		found.push(...findings.map((finding) => `${path}: ${finding}`));
		events += [...calls.values()].reduce((sum, n) => sum + n, 0);
	}
	const rooms = sidesOf(storm).map(([, youth, staff]) => [youth, ...staff].filter(Boolean));
	const { others: _, found: __, operations: said, ...counts } = verdict(rooms.map((sides) => sides.map(({ history }) => history)), { settled: false });
	const faults = ['kills', 'redis kills', 'stops'].reduce((sum, what) => sum + (storm.counts.get(what) ?? 0), 0);
	const row = { faults, operations: events, ...counts, more: { seed, messages: said, visits: storm.visits.length, against_a_property: found.length } };
	if (full) report('R18', row);
	else t.diagnostic(JSON.stringify(row));
	assert.deepEqual(found.slice(0, 20), []);
});
