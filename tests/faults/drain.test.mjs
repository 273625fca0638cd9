// What may go wrong while a worker is stopped or replaced: it ends in bounded time, and people go on elsewhere.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Client } from '../live/lib/client.mjs';
import { launch, startDaemon } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { comeCounsellor, comeYouth, talkWith, workerOf } from '../live/lib/people.mjs';
import { processesOfGroup } from '../live/lib/proc.mjs';
import { until, within } from '../live/lib/wait.mjs';
import { allThere, figures, noticed, watch } from './moving.mjs';

/** Seconds a worker is given here, and milliseconds in which everything must be over: three times what it may take. */
const DRAIN = 2;
const BOUND_MS = 3 * (4 * DRAIN + 5 + 5) * 1000;

const start = (keys = {}) => startDaemon({ keys: { drain_seconds: DRAIN, wrap_up_seconds: 0, workers: 2, ...keys } });

/** A youth that was matched and does not answer: nobody who may be moved. */
async function comeUnready(daemon, { slot } = {}) {
	const oslo = await comeCounsellor(daemon, 'oslo', { slot });
	const youth = await comeYouth(daemon, slot);
	youth.answers = false;
	youth.redials = oslo.redials = false;
	await youth.ask();
	await youth.next('matched');
	return { youth, oslo };
}

async function ends(daemon, what) {
	const { code } = await within(daemon.ended, what, { ms: BOUND_MS, more: () => daemon.tail() });
	// A child of Redis that writes a file ends a moment after it.
	await until(() => processesOfGroup(daemon.pid).length === 0, 'the end of all its processes');
	return code;
}

async function talkAndWatch(daemon, slot) {
	const oslo = await comeCounsellor(daemon, 'oslo', { slot });
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot });
	await room.say('før');
	return { room, theirs, seen: [watch(youth), watch(oslo)] };
}

test('who is in the middle of a match is waited for, but no longer than drain_seconds', async () => {
	const daemon = await start({ drain_seconds: 2 * DRAIN });
	const { youth, oslo } = await comeUnready(daemon);
	process.kill(daemon.pid, 'SIGTERM');
	const { code } = await oslo.client.ending();
	assert.equal(code, 1012);
	assert.equal(youth.client.end, undefined, 'the youth is still there when the counsellor has gone');
	const end = await youth.client.ending();
	assert.deepEqual([end.code, /^drain: retry_after=\d\.\d$/.test(end.reason)], [1012, true], end.reason);
	assert.equal(await ends(daemon, 'the end'), 0);
});

test('a second SIGTERM waits for nobody, and clients are told all the same', async () => {
	const daemon = await start({ drain_seconds: 600 });
	const { youth, oslo } = await comeUnready(daemon);
	process.kill(daemon.pid, 'SIGTERM');
	await oslo.client.ending();
	process.kill(daemon.pid, 'SIGTERM');
	assert.equal((await youth.client.ending()).code, 1012);
	assert.equal(await ends(daemon, 'the end'), 0);
});

test('while it drains it is not ready, and nobody new gets in', async () => {
	const daemon = await start({ drain_seconds: 600 });
	const { oslo } = await comeUnready(daemon);
	assert.equal(daemon.ctl('drain').data.draining, true);
	await oslo.client.ending();
	const { ready, workers, draining } = daemon.ctl('status').data;
	assert.deepEqual({ ready, workers }, { ready: false, workers: 0 });
	assert.ok(draining >= 1);
	await assert.rejects(new Client(daemon).opened, /ECONNREFUSED/);
	assert.equal(daemon.ctl('restart').code, 1);
	process.kill(daemon.pid, 'SIGTERM');
	assert.equal(await ends(daemon, 'the end'), 0);
});

test('a worker that hangs while it drains is killed', async () => {
	const daemon = await start();
	await comeUnready(daemon);
	process.kill(daemon.workers[1], 'SIGSTOP');
	process.kill(daemon.pid, 'SIGTERM');
	assert.equal(await ends(daemon, 'the end'), 0);
});

test('with a Redis that hangs it ends all the same', async () => {
	const daemon = await start();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, room } = await talkWith(daemon, oslo);
	youth.redials = oslo.redials = false;
	process.kill(daemon.redisPid, 'SIGSTOP');
	room.say('wird nie beantwortet');
	process.kill(daemon.pid, 'SIGTERM');
	for (const person of [youth, oslo]) assert.equal((await person.client.ending()).code, 1012);
	assert.equal(await ends(daemon, 'the end'), 0);
});

test('a Redis that dies while it drains, and a line that breaks, do not keep it', async () => {
	const daemon = await start();
	const { youth, oslo } = await comeUnready(daemon);
	process.kill(daemon.pid, 'SIGTERM');
	await oslo.client.ending();
	process.kill(daemon.redisPid, 'SIGKILL');
	youth.client.socket.terminate();
	assert.equal(await ends(daemon, 'the end'), 0);
});

test('a worker that hangs while it is replaced is killed, and its people go on with the other', async () => {
	const daemon = await start();
	const { room, theirs, seen } = await talkAndWatch(daemon, 2);
	process.kill(daemon.workers[1], 'SIGSTOP');
	const restart = await within(daemon.ctlBeside('restart'), 'the restart', { ms: BOUND_MS, more: () => daemon.tail() });
	assert.equal(restart.ok, true, restart.text);
	await until(() => allThere(seen), 'both to be back');
	await room.say('etter');
	await until(() => theirs.texts.length === 2, 'the message at the desk');
	assert.deepEqual(noticed(seen), []);
});

test('with one worker a restart moves everybody to its follower', async () => {
	const daemon = await start({ workers: 1 });
	const { room, theirs, seen } = await talkAndWatch(daemon);
	const [before] = Object.values(daemon.workers);
	assert.equal((await daemon.ctlBeside('restart')).ok, true);
	assert.notEqual(Object.values(daemon.workers)[0], before);
	await until(() => allThere(seen), 'both to be back');
	await room.say('etter');
	await until(() => theirs.texts.length === 2, 'the message at the desk');
	assert.equal(workerOf(daemon, seen[0].person.client), 1);
	assert.deepEqual(noticed(seen), []);
	console.log(`one worker: ${JSON.stringify(figures(seen.flatMap(({ gaps }) => gaps)))}`);
});

test('a follower that does not come up leaves the worker in its place, and nobody moves', async () => {
	const place = writeDemo({ keys: { drain_seconds: DRAIN } });
	const daemon = launch(place);
	await daemon.ready();
	const { room, theirs, seen } = await talkAndWatch(daemon);
	const [first, second] = Object.values(daemon.workers);
	const good = readFileSync(place.config, 'utf8');
	writeFileSync(place.config, `${good}nonsense: 1\n`);
	const restart = await daemon.ctlBeside('restart');
	assert.deepEqual([restart.ok, restart.error.code], [false, 'restart']);
	const left = processesOfGroup(daemon.pid);
	assert.ok(left.includes(first) && left.includes(second), 'both workers live');
	const { ready, workers, draining } = daemon.ctl('status').data;
	assert.deepEqual({ ready, workers, draining }, { ready: true, workers: 2, draining: 0 });
	await room.say('etter');
	await until(() => theirs.texts.length === 2, 'the message at the desk');
	assert.deepEqual(seen.flatMap(({ gaps }) => gaps), []);
	writeFileSync(place.config, good);
	assert.equal((await daemon.ctlBeside('restart')).ok, true, 'with the file mended it works');
	await until(() => allThere(seen), 'both to be back');
	assert.deepEqual(noticed(seen), []);
});

test('SIGTERM in the middle of a restart ends everything', async () => {
	const daemon = await start({ drain_seconds: 4 * DRAIN });
	const { youth } = await comeUnready(daemon, { slot: 1 });
	const restart = daemon.ctlBeside('restart');
	await daemon.logged(/worker=1 stopping sessions/);
	assert.equal((await daemon.ctlBeside('restart')).error.code, 'moment');
	process.kill(daemon.pid, 'SIGTERM');
	assert.equal(await ends(daemon, 'the end'), 0);
	assert.equal((await youth.client.ending()).code, 1012);
	assert.notEqual((await restart).code, 0);
});
