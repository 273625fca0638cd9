// R17: rooms come and go for a long time. The daemon holds no more memory at the end than it needs, no descriptor stays
// open, and each conversation is whole. Without FAULTS=long it is the same for half a minute, too short for a slope.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { comeYouth } from '../live/lib/people.mjs';
import { pause, until } from '../live/lib/wait.mjs';
import { verdict } from './lib/history.mjs';
import { LONG, report } from './lib/report.mjs';
import { ROOMS_EACH, TALK_KEYS, openDesks, sceneOf } from './lib/talkers.mjs';
import { descriptorsOf, memoryOf, slope } from './measure.mjs';

const ROOMS = LONG ? 500 : 60;
const SECONDS = LONG ? 1500 : 25;
/** After so long everybody has been there, and every pool of memory has its size. */
const SETTLED_SECONDS = LONG ? 300 : 5;
const SAMPLE_MS = 1000;
const STAY_MS = LONG ? 25_000 : 2000;
const TURNS = 3;
const SLOPE_MOST = 1024 * 1024; // bytes an hour
const HOUR = 3600;

const daemon = await startDaemon({ keys: { ...TALK_KEYS, workers: 2 } });
const scene = sceneOf(daemon);
const desks = await openDesks(scene, daemon.redis(), Math.ceil(ROOMS / ROOMS_EACH));
const processes = () => [daemon.pid, ...Object.values(daemon.workers)];
const sum = (measure) => processes().reduce((total, pid) => total + measure(pid), 0);
const began = performance.now();
const seconds = () => (performance.now() - began) / 1000;
const total = { operations: 0, acked: 0, lost: 0, doubled: 0, reordered: 0 };
const found = [];
let visits = 0;

/** Adds what both sides of a room saw, and forgets it. */
function judge(room, theirs, desk) {
	desk.rooms.delete(room.id);
	const seen = verdict([[room.history, theirs.history]]);
	for (const name of Object.keys(total)) total[name] += seen[name];
	found.push(...seen.found);
	visits++;
}

/** One visit: it comes, both write in turns, it leaves. */
async function visit() {
	const youth = await comeYouth(daemon);
	await youth.ask();
	const room = await youth.room();
	const desk = await until(() => desks.find(({ rooms }) => rooms.get(room.id)?.open), 'the room on a desk');
	const theirs = desk.rooms.get(room.id);
	for (let turn = 0; turn < TURNS; turn++) {
		await room.say(`y${turn}`);
		await theirs.say(`c${turn}`);
		await pause((STAY_MS / TURNS) * 2 * scene.random.next());
	}
	await until(() => room.offset === theirs.offset, 'both screens');
	youth.send({ type: 'leave', room: room.id });
	await until(() => theirs.ended, 'the end on the desk');
	await youth.leaveTable();
	judge(room, theirs, desk);
}

async function lane() {
	while (seconds() < SECONDS) await visit();
}

/** [[seconds, bytes], ..] while the rooms come and go. */
async function measured(lanes) {
	const points = [];
	let over = false;
	const all = Promise.all(lanes).finally(() => (over = true));
	while (!over && seconds() < SECONDS) {
		await pause(SAMPLE_MS);
		if (seconds() >= SETTLED_SECONDS) points.push([seconds(), sum((pid) => memoryOf(pid, 'RssAnon'))]);
	}
	await all;
	return points;
}

test(`${ROOMS} rooms that come and go leave nothing open and lose nothing`, async () => {
	const before = sum(descriptorsOf);
	const pids = processes().join(' ');
	const points = await measured(Array.from({ length: ROOMS }, lane));
	const hourly = slope(points) * HOUR;
	report('R17', {
		faults: 0, ...total,
		more: {
			visits, seconds: Math.round(seconds()), mib_at_the_end: points.at(-1)[1] / 2 ** 20,
			...(LONG && { slope_kib_an_hour: hourly / 1024 }),
		},
	});
	assert.deepEqual(found, []);
	await until(() => sum(descriptorsOf) === before, `the ${before} descriptors of before`, { more: () => `: ${sum(descriptorsOf)}` });
	assert.equal(processes().join(' '), pids, 'no process was started anew');
	if (LONG) assert.ok(hourly < SLOPE_MOST, `the memory grows by ${Math.round(hourly / 1024)} KiB an hour`);
	await Promise.all(desks.map((desk) => desk.leaveTable()));
});
