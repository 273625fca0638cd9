// R10: a hundred who never read and a hundred who read 100 bytes a second are closed with 4008 and come back without a loss;
// what is kept for them is bounded, and everybody else talks on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { addStaff, PASSWORD } from '../bench/lib/staff.mjs';
import { startDaemon } from '../live/lib/daemon.mjs';
import { judge, verdict } from './lib/history.mjs';
import { Counsellor, talkWith } from '../live/lib/people.mjs';
import { lives } from '../live/lib/proc.mjs';
import { pause, until, within } from '../live/lib/wait.mjs';
import { report } from './lib/report.mjs';
import { percentile } from './lib/talkers.mjs';
import { memoryOf, mib } from './measure.mjs';

const [NEVER, SLOWLY, GOOD] = [100, 100, 4];
const BYTES_A_SECOND = 100;
const ROOMS_EACH = 3;
const BACKLOG = 64 * 1024;
/** One message that the library holds, and what each kept one costs beside. */
const BESIDE = 32 * 1024;
/** What allocators keep, and what the workers need for the messages under way. */
const SLACK = 48 * 1024 * 1024;
const TEXT = 'ø'.repeat(3900);
const PATIENCE_MS = 120_000;

const daemon = await startDaemon({
	keys: {
		bucket_youth: 10000, refill_youth: 10000, bucket_staff: 10000, refill_staff: 10000, wrap_up_seconds: 0,
		backlog_youth_bytes: BACKLOG, excess: 100000,
	},
});
const redis = daemon.redis();
const workers = Object.values(daemon.workers);
const memory = () => workers.reduce((sum, pid) => sum + memoryOf(pid), 0);
const slowEndings = () => daemon.lines.filter((line) => / role=youth .*ending=slow/.test(line)).length;

const DESKS = Math.ceil((NEVER + SLOWLY + GOOD) / ROOMS_EACH);
const names = readFileSync(await addStaff(redis, daemon.place.folder, DESKS), 'utf8').split('\n');

/** A counsellor on shift, by the real login on a cheap password. */
async function comeDesk(name) {
	const desk = new Counsellor(daemon, name, PASSWORD);
	await desk.connect();
	await desk.login();
	await desk.shift({ capacity: ROOMS_EACH });
	return desk;
}

const desks = [];
const talks = [];
for (let i = 0; talks.length < NEVER + SLOWLY + GOOD; i++) {
	desks.push(await comeDesk(names[i]));
	for (let n = 0; n < ROOMS_EACH; n++) talks.push(await meet());
}

/** A room with whichever desk is offered the youth: the last one has the only free places. */
async function meet() {
	return talkWith(daemon, desks.at(-1));
}

const good = talks.slice(0, GOOD);
const never = talks.slice(GOOD, GOOD + NEVER);
const slowly = talks.slice(GOOD + NEVER, GOOD + NEVER + SLOWLY);
const slow = [...never, ...slowly];
const reading = [];

/** Both sides of the good rooms talk until told to stop; gives the times until the other side had each message. */
function talkOn(word) {
	let going = true;
	const talk = async ({ room, theirs }) => {
		const spans = [];
		for (let i = 0; going; i++) {
			const [from, to] = i % 2 === 0 ? [room, theirs] : [theirs, room];
			const start = performance.now();
			await within(from.say(`${word} ${i}`), `the ack of a good room, ${word}`, { ms: 60_000 });
			await until(() => to.texts.includes(`${word} ${i}`), 'its delivery', { ms: 60_000, step: 1 });
			spans.push(performance.now() - start);
			await pause(20);
		}
		return spans;
	};
	const all = Promise.all(good.map(talk));
	return async () => {
		going = false;
		return (await all).flat().sort((a, b) => a - b);
	};
}

function stopReading({ youth }) {
	youth.client.socket.pause();
}

/** From now on a hundred bytes a second: a paused socket gives what is asked for. */
function readSlowly({ youth }) {
	youth.client.socket.pause();
	const { _socket: socket } = youth.client.socket;
	reading.push(setInterval(() => socket.read(BYTES_A_SECOND), 1000));
}

const saying = [];
let used = 0;
const others = {}; // milliseconds until the other side had each message of the good rooms, sorted

test('a hundred who never read and a hundred who read 100 B/s are closed as slow, the others talk on', async () => {
	const calm = talkOn('før');
	await pause(1000);
	others.before = await calm();
	never.forEach(stopReading);
	slowly.forEach(readSlowly);
	const base = memory();
	const stop = talkOn('under');
	const end = Date.now() + PATIENCE_MS;
	for (let round = 0; slowEndings() < slow.length; round++) {
		assert.ok(Date.now() < end, `${slowEndings()} of ${slow.length} were closed after ${round} rounds`);
		const said = slow.map(({ theirs }) => theirs.say(`${round} ${TEXT}`));
		saying.push(...said);
		await within(Promise.all(said), 'the acks of a round', { ms: 60_000 });
		used = Math.max(used, memory() - base);
	}
	others.meanwhile = await stop();
});

test('what was kept for them is bounded', () => {
	const bound = slow.length * (BACKLOG + BESIDE) + SLACK;
	console.log(`# memory of the workers: +${mib(used)} MiB at most, bound ${mib(bound)} MiB, said to them ${mib(saying.length * TEXT.length * 2)} MiB`);
	assert.ok(used < bound, `${mib(used)} MiB`);
});

test('all of them come back, and nothing is lost, doubled or out of order', async () => {
	reading.forEach(clearInterval);
	const first = slow.map(({ youth }) => youth.client);
	const at = performance.now();
	first.forEach((client) => client.socket.resume());
	const ends = await within(Promise.all(first.map((client) => client.closed)), 'all sockets to end', { ms: PATIENCE_MS });
	const count = (code) => ends.filter((one) => one.code === code).length;
	// Who reads again within five seconds hears the code, who does not finds the line cut.
	assert.equal(count(4008) + count(1006), ends.length);
	await until(() => slow.every(({ youth }) => youth.resumes > 0), 'all to resume', { ms: PATIENCE_MS });
	const back = performance.now() - at;
	for (const { room, theirs, youth } of slow) {
		await until(() => room.texts.length === theirs.texts.length, 'all that was said', { ms: PATIENCE_MS, more: () => youth.client.seen() });
	}
	const result = verdict(talks.map(({ room, theirs }) => [room.history, theirs.history]));
	report('R10', {
		faults: slow.length, ...result, unavailable: back / 1000,
		more: {
			closed_with_4008: count(4008), cut_before_they_read_it: count(1006), memory_mib: mib(used), said_to_them_mib: mib(saying.length * TEXT.length * 2),
			others_p99_ms_before: percentile(others.before, 99), others_p99_ms_meanwhile: percentile(others.meanwhile, 99),
		},
	});
	assert.deepEqual(result.found, []);
});

test('no worker has ended', () => {
	for (const pid of workers) assert.ok(lives(pid), daemon.tail());
});
