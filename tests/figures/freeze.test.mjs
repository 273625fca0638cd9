// A step that has been over for thirty hours gets its tables once, and they stay as they are.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { CTL, launch } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { until } from '../live/lib/wait.mjs';
import { addCounts, compact, days, visits } from './lib/counts.mjs';

const place = writeDemo({ keys: { workers: 1 } });

async function start() {
	const daemon = launch(place);
	await daemon.ready();
	return daemon;
}

// The month so many months before this one: its name and its days.
function monthBack(back) {
	const now = new Date();
	const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
	const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + 1, 0));
	const [from, to] = [first, last].map((date) => date.toISOString().slice(0, 10));
	return { step: from.slice(0, 7), from, to, days: days(from, to) };
}

const month = monthBack(2);

// On each day five came to Oslo, four of whom talked, and one to Kristiansand, who did not.
async function write(redis) {
	const days = month.days.flatMap((day, i) => {
		const oslo = visits('m0301', { conversations: 4, abandoned: 1 });
		const others = i < 3 ? visits('m4204', { conversations: 0, abandoned: 1 }) : {};
		return [
			{ kind: 'd', step: compact(day), counts: { ...oslo, ...others, 'm0301 by:oslo': 4 } },
			{ kind: 'o', step: compact(day), counts: { oslo: i < 20 ? 300 : 0 } },
		];
	});
	const topics = { 'm0301 family ended:left:1800': 4 * month.days.length };
	const taps = { 'oslo tapped': 12 };
	await addCounts(redis, 'no', ...days, { kind: 'm', step: compact(month.step), counts: topics }, { kind: 'a', step: compact(month.days[0]), counts: taps });
}

const table = (file, id) => Object.fromEntries(file.tables.find((one) => one.id === id).rows.map(({ key, cells }) => [key, cells]));

const first = await start();
await write(first.redis());
await first.stop();
const daemon = await start();
const report = (...args) => daemon.ctl('report', '--pool', 'no', '--step', month.step, ...args);
await until(() => report().ok, 'the tables of the month');
const { file } = report().data;

test('the tables of a month that is over tell its counters', () => {
	const n = month.days.length;
	assert.deepEqual([file.pool, file.step, file.from, file.to], ['no', month.step, month.from, month.to]);
	assert.deepEqual(table(file, 'sum').all.slice(0, 2), [5 * n + 3, 4 * n]);
	assert.deepEqual(table(file, 'topics').family, [4 * n]);
	assert.deepEqual(table(file, 'ledger')['oslo oslo'], [4 * n]);
	assert.deepEqual(table(file, 'taps').oslo, [12]);
	assert.deepEqual(table(file, 'doors').oslo, [20, 6000]);
	assert.deepEqual(table(file, 'time').wait, [4 * n, 60, 60]);
});

test('three visits of a county are told by no table', () => {
	assert.deepEqual(table(file, 'counties')['42'], [null, 0, null]);
	assert.deepEqual(table(file, 'counties')['03'][0], null);
	assert.deepEqual(table(file, 'agencies').kristiansand[0], null);
});

test('definitions, licence, the moment and the opening windows stand beside them', () => {
	assert.deepEqual([file.definitions, file.licence], ['2', 'CC BY 4.0']);
	assert.match(file.frozen, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
	const oslo = file.windows.find(({ slug }) => slug === 'oslo');
	assert.deepEqual([oslo.from, oslo.to, oslo.days], [month.from, month.days[19], 20]);
	assert.ok(!file.windows.some(({ slug }) => slug === 'practice'));
});

test('CSV is what a spreadsheet opens, without what is hidden', () => {
	const { csv } = report('--csv').data;
	assert.equal(csv.charCodeAt(0), 0xfeff);
	assert.match(csv, /\r\ncounties;c03;Oslo;arrived;··\r\n/);
	const shown = spawnSync(CTL, ['-s', join(daemon.state, 'control.sock'), 'report', '--pool', 'no', '--step', month.step, '--csv']);
	assert.equal(String(shown.stdout), csv);
});

test('a report for people has the tables below each other', () => {
	const run = spawnSync(CTL, ['-s', join(daemon.state, 'control.sock'), 'report', '--pool', 'no', '--step', month.step]);
	assert.match(String(run.stdout), /^no \d{4}-\d\d, frozen \S+, definitions 2, CC BY 4\.0\. Hidden: ··$/m);
	assert.match(String(run.stdout), new RegExp(`^all +${5 * month.days.length + 3} `, 'm'));
	assert.match(String(run.stdout), /^42 Agder +·· +0 +··$/m);
});

test('the tables stay as they were frozen', async () => {
	const redis = daemon.redis();
	const before = await redis.hgetall(`{no}:fz:${month.step}`);
	await write(redis);
	await daemon.stop();
	const again = await start();
	const ask = again.redis();
	await addCounts(ask, 'dk', { kind: 'd', step: compact(month.days[0]), counts: visits('m0751', { conversations: 6 }) });
	await again.stop();
	const third = await start();
	await until(() => third.ctl('report', '--pool', 'dk', '--step', month.step).ok, 'the other pool to be looked at');
	assert.deepEqual(await third.redis().hgetall(`{no}:fz:${month.step}`), before);
	assert.equal((await third.redis().keys('{practice}:fz*')).length, 0);
	assert.equal(third.ctl('fsck').data.violations.filter(({ violation }) => /fz/.test(violation)).length, 0);
});
