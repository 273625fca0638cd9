// A rolling restart in the middle of everything: a hundred rooms talk, fifty youths wait, an offer rings.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { verdict } from './lib/history.mjs';
import { report } from './lib/report.mjs';
import { comeCounsellor, comeYouth } from '../live/lib/people.mjs';
import { until, within } from '../live/lib/wait.mjs';
import { allThere, comeCounsellors, figures, noticed, talkOn, unavailable, watch } from './moving.mjs';

const ROOMS = 100;
const WAITING = 50;
const A_COUNSELLOR = 3;
/** Milliseconds between two messages of one side. */
const EVERY = 400;
/** The bar is two seconds. */
const BACK_MS = 30_000;

const daemon = await startDaemon({ keys: { bucket_youth: 10000, bucket_staff: 10000, wrap_up_seconds: 0 } });
const people = [];
const rooms = [];

async function fill() {
	const counsellors = await comeCounsellors(daemon, Math.ceil(ROOMS / A_COUNSELLOR));
	people.push(...counsellors);
	while (rooms.length < ROOMS) {
		const counsellor = () => counsellors.find((one) => one.rooms.size > before.get(one));
		const before = new Map(counsellors.map((one) => [one, one.rooms.size]));
		const youth = await comeYouth(daemon);
		await youth.ask();
		const mine = await youth.room();
		const theirs = await until(() => counsellor()?.rooms.get(mine.id), 'OPENED');
		await until(() => theirs.open, 'the room at the desk');
		people.push(youth);
		rooms.push([mine, theirs]);
	}
	for (const one of counsellors) await one.shift({ state: 1 });
}

/** {sid: [state, place, offer]} of all visits, as Redis has them. */
async function places() {
	const redis = daemon.redis();
	const keys = (await redis.keys('{no}:y:*')).sort();
	const rows = keys.map(async (key) => [key, await redis.hmget(key, 'st', 'e', 'o')]);
	return Object.fromEntries(await Promise.all(rows));
}

await fill();
const ringing = await comeCounsellor(daemon, 'per', {
	password: daemon.addUser('per', { agency: 'oslo' }), takes: false, capacity: 1,
});
people.push(ringing);
for (let i = 0; i < WAITING; i++) {
	const youth = await comeYouth(daemon);
	await youth.ask();
	people.push(youth);
}
const { offer } = await ringing.next('offer');
ringing.send({ type: 'received', offer });
await ringing.client.ping();
const seen = people.map(watch);

test('nobody notices a rolling restart, and nobody loses a message, the place or the offer', async () => {
	const before = await places();
	const workers = daemon.workers;
	const stop = talkOn(rooms.flat(), EVERY);
	const restart = await daemon.ctlBeside('restart');
	assert.equal(restart.ok, true, restart.text);
	assert.equal(Object.keys(daemon.workers).filter((slot) => daemon.workers[slot] === workers[slot]).length, 0);
	await until(() => allThere(seen), 'everybody to be back', { ms: BACK_MS });
	await within(stop(), 'the last acks');
	const whole = () => rooms.every(([mine, theirs]) => mine.offset === theirs.offset && mine.outbox.size + theirs.outbox.size === 0);
	await until(whole, 'both sides to know all');
	const judged = verdict(rooms.map((pair) => pair.map((room) => room.history)));
	report('R16', {
		faults: Object.keys(workers).length, ...judged, unavailable: unavailable(seen) / 1000,
		more: figures(seen.flatMap(({ gaps }) => gaps)),
	});
	assert.deepEqual(noticed(seen), []);
	assert.deepEqual(judged.found, []);
	assert.deepEqual(await places(), before);
	assert.deepEqual(daemon.ctl('fsck').data.violations, []);
});

test('the offer that rang is accepted afterwards', async () => {
	const [told] = ringing.client.received.filter(({ type }) => type === 'offer');
	if (told) assert.equal(told.offer, offer, 'the same offer is told again');
	ringing.send({ type: 'accept', offer });
	await until(() => [...ringing.rooms.values()].some((room) => room.open), 'the room of that offer');
});

test('the same eyes see a worker that is killed', async () => {
	const from = daemon.lines.length;
	for (const one of seen) one.notices.length = 0;
	process.kill(daemon.workers[1], 'SIGKILL');
	await daemon.ready(from);
	await until(() => allThere(seen), 'everybody to be back');
	assert.ok(noticed(seen).some((line) => /closed with 1006/.test(line)), noticed(seen).join('\n'));
});

after(() => people.forEach((person) => (person.redials = false)));
