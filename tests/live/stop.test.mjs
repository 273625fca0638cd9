// Stopping: clients are told, everything ends, nothing is left; the next start finds what was there.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch, startDaemon } from './lib/daemon.mjs';
import { writeDemo } from './lib/demo.mjs';
import { lives, processesOfGroup } from './lib/proc.mjs';
import { Counsellor, comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { until, within } from './lib/wait.mjs';

test('SIGTERM closes every socket with 1012 and ends with 0', async () => {
	const daemon = await startDaemon();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth } = await talkWith(daemon, oslo);
	const waiting = await comeYouth(daemon);
	const people = [oslo, youth, waiting];
	for (const person of people) person.redials = false;
	const { code } = await daemon.stop();
	assert.equal(code, 0);
	for (const person of people) {
		const end = await person.client.ending();
		assert.deepEqual([end.code, /^drain/.test(end.reason)], [1012, true], end.reason);
	}
});

test('Ctrl-C, which reaches every process, leaves none and no socket file behind', async () => {
	const daemon = await startDaemon();
	// Parent, signing process, Redis and two workers; and, for a moment after the start, a child of Redis that writes its file.
	await until(() => processesOfGroup(daemon.pid).length === 5, 'five processes', { more: () => `: ${processesOfGroup(daemon.pid)}` });
	const pids = processesOfGroup(daemon.pid);
	daemon.kill('SIGINT');
	const { code } = await within(daemon.ended, 'the end', { more: () => daemon.tail() });
	assert.equal(code, 0);
	await until(() => !pids.some(lives), 'all processes to end');
	for (const name of ['port', 'pid', 'control.sock']) assert.equal(existsSync(join(daemon.state, name)), false, name);
});

test('a parent that is killed takes all its children with it', async () => {
	const daemon = await startDaemon();
	const pids = processesOfGroup(daemon.pid);
	process.kill(daemon.pid, 'SIGKILL');
	await until(() => !pids.some(lives), 'all processes to end');
});

test('it ends although Redis has died in the same moment', async () => {
	const daemon = await startDaemon();
	const pids = processesOfGroup(daemon.pid);
	process.kill(daemon.redisPid, 'SIGKILL');
	const { code } = await daemon.stop();
	assert.equal(code, 0);
	assert.deepEqual(pids.filter(lives), []);
});

test('samtalectl drain ends it too', async () => {
	const daemon = await startDaemon();
	assert.equal(daemon.ctl('drain').code, 0);
	const { code } = await within(daemon.ended, 'the end', { more: () => daemon.tail() });
	assert.equal(code, 0);
});

test('samtalectl restart replaces every worker, and a talk goes on behind it', async () => {
	const daemon = await startDaemon({ keys: { wrap_up_seconds: 0 } });
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	const before = daemon.workers;
	assert.deepEqual((await daemon.ctlBeside('restart')).data, { restarted: true });
	for (const slot of Object.keys(before)) assert.notEqual(daemon.workers[slot], before[slot], `slot ${slot}`);
	await until(() => [youth, oslo].every((person) => person.resumes > 0) && room.open && theirs.open, 'both to be back');
	await room.say('hei igjen');
	await until(() => theirs.texts.length === 1, 'the message at the desk');
	const { ready, workers, draining } = daemon.ctl('status').data;
	assert.deepEqual({ ready, workers, draining }, { ready: true, workers: 2, draining: 0 });
});

test('a second start keeps accounts, and a waiting youth comes back to its place', async () => {
	const place = { ...writeDemo({ keys: { wrap_up_seconds: 0 } }), kept: true };
	const first = launch(place);
	await first.ready();
	const password = first.addUser('oslo');
	const youth = await comeYouth(first);
	youth.redials = false;
	await youth.ask({ who: 1 });
	await first.stop();
	const second = launch({ ...place, kept: false });
	await second.ready();
	const oslo = new Counsellor(second, 'oslo', password);
	await oslo.connect();
	await oslo.login();
	await oslo.shift();
	youth.daemon = second;
	await youth.connect();
	assert.equal((await youth.resume()).type, 'resumed');
	const room = await youth.room();
	await youth.say('jeg er her ennå');
	await until(() => oslo.rooms.get(room.id)?.texts.length === 1, 'the message at the desk');
	assert.equal(second.ctl('user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'oslo').ok, false);
});

test('a talk goes on after a restart of everything, with all that was acked', async () => {
	const place = { ...writeDemo({ keys: { wrap_up_seconds: 0 } }), kept: true };
	const first = launch(place);
	await first.ready();
	const oslo = await comeCounsellor(first, 'oslo');
	const { youth, room, theirs } = await talkWith(first, oslo);
	await room.say('før');
	await theirs.say('ja');
	for (const person of [youth, oslo]) person.redials = false;
	await first.stop('SIGKILL');
	const second = launch({ ...place, kept: false });
	await second.ready();
	for (const person of [youth, oslo]) {
		person.daemon = second;
		await person.connect();
		assert.equal((await person.resume()).type, 'resumed', person.side);
	}
	await until(() => room.open && theirs.open, 'the room on both sides');
	await room.say('etter');
	await until(() => theirs.texts.length === 3, 'the message at the desk');
	assert.deepEqual(theirs.texts, ['før', 'ja', 'etter']);
});
