// R15, descriptors: with 256 of them, and with none left at all, rooms live on, newcomers get an honest no, nothing spins.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Client } from '../live/lib/client.mjs';
import { startDaemon } from '../live/lib/daemon.mjs';
import { judge, verdict } from './lib/history.mjs';
import { report } from './lib/report.mjs';
import { comeCounsellor, comeYouth, talkWith } from '../live/lib/people.mjs';
import { lives } from '../live/lib/proc.mjs';
import { until, within } from '../live/lib/wait.mjs';
import { cpuShare, descriptorsOf } from './measure.mjs';

const DESCRIPTORS = 256;
/** More than it may be in any honest state, far less than a spinning loop uses. */
const SPIN = 0.5;
const WINDOW_MS = 3000;
const NEWCOMERS = 200;

const daemon = await startDaemon({
	prefix: ['prlimit', `--nofile=${DESCRIPTORS}:${DESCRIPTORS}`],
	keys: { workers: 1, bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0, ping_seconds: 5, hello_seconds: 60 },
});
const worker = daemon.workers[1];
const oslo = await comeCounsellor(daemon, 'oslo');
const { youth, room, theirs } = await talkWith(daemon, oslo);
let said = 0;
const storms = []; // what was seen of each
let awayMs;

async function talkOn(what) {
	const texts = Array.from({ length: 5 }, () => `${what} ${said++}`);
	await within(Promise.all(texts.map((text) => room.say(text))), `the acks while ${what}`);
	await until(() => theirs.texts.includes(texts.at(-1)), `the messages while ${what}`);
	assert.deepEqual(judge([room.history, theirs.history]), []);
	assert.equal(youth.client.end, undefined);
}

/** A newcomer who says nothing: {socket, refused}, refused resolving to what it was told before it was closed. */
function newcomer() {
	const socket = connect(daemon.port, '127.0.0.1');
	let told = '';
	socket.on('data', (bytes) => (told += bytes)).on('error', () => {});
	return { socket, refused: new Promise((resolve) => socket.once('close', () => resolve(told))) };
}

/** As many as are wanted at a time, each followed by another when it is turned away, until stopped. */
function storm(count) {
	const all = new Set();
	const seen = { refused: 0, word: '' };
	let going = true;
	const one = () => {
		const guest = newcomer();
		all.add(guest.socket);
		guest.refused.then((word) => {
			all.delete(guest.socket);
			seen.refused++;
			seen.word ||= word;
			if (going) one();
		});
	};
	for (let i = 0; i < count; i++) one();
	return { seen, stop: () => ((going = false), all.forEach((socket) => socket.destroy())) };
}

async function withStorm(what) {
	const guests = storm(NEWCOMERS);
	await until(() => guests.seen.refused > 0, 'somebody to be turned away');
	const [share] = await Promise.all([cpuShare(worker, WINDOW_MS), talkOn(what)]);
	const descriptors = descriptorsOf(worker);
	guests.stop();
	storms.push({ ...guests.seen, share, descriptors });
	return storms.at(-1);
}

test('at its limit of sockets it answers 503 with a time, and rooms live on', async () => {
	const seen = await withStorm('at the limit');
	assert.match(seen.word, /^HTTP\/1\.1 503 .*\r\nRetry-After: \d+\r\n/);
	assert.ok(seen.descriptors <= DESCRIPTORS, `${seen.descriptors}`);
	assert.ok(seen.share < SPIN, `${seen.share} of a core`);
});

test('when there is room again, who comes is let in', async () => {
	const waiting = await until(
		async () => {
			const client = new Client(daemon);
			return client.hello(1).then(() => client, () => undefined);
		},
		'a newcomer to be let in',
	);
	await waiting.close(1000);
	await talkOn('after the limit');
});

test('without a single descriptor left it refuses all the same, and does not spin', async () => {
	const now = descriptorsOf(worker);
	execFileSync('prlimit', ['--pid', String(worker), `--nofile=${now + 8}:${DESCRIPTORS}`]);
	const seen = await withStorm('without descriptors');
	assert.match(seen.word, /^HTTP\/1\.1 503 /);
	assert.ok(seen.share < SPIN, `${seen.share} of a core`);
	execFileSync('prlimit', ['--pid', String(worker), `--nofile=${DESCRIPTORS}:${DESCRIPTORS}`]);
	const late = await until(() => comeYouth(daemon).catch(() => undefined), 'a newcomer to be let in');
	assert.equal((await late.ask({ region: '4601', who: 1 })).type, 'queued');
	await late.client.close(4000);
	await talkOn('after that');
});

test('who is cut off while there is no room comes back when there is', async () => {
	const guests = storm(NEWCOMERS);
	await until(() => guests.seen.refused > 0, 'somebody to be turned away');
	youth.client.socket.terminate();
	const at = performance.now();
	const saying = room.say('skrevet uten plass');
	guests.stop();
	await until(() => youth.resumes > 0, 'the youth to resume', { more: () => `; ${youth.failure?.message}` });
	awayMs = performance.now() - at;
	await within(saying, 'the ack');
	await until(() => theirs.texts.includes('skrevet uten plass'), 'the message at the desk');
	assert.deepEqual(judge([room.history, theirs.history]), []);
});

test('nothing has crashed', () => {
	assert.ok(lives(worker), daemon.tail());
	assert.equal(daemon.lines.filter((line) => /^<6>worker=1 pid=/.test(line)).length, 1);
});

test('R15 in figures, descriptors', () => {
	const result = verdict([[room.history, theirs.history]]);
	const most = (name) => Math.max(...storms.map((storm) => storm[name]));
	report('R15a', {
		faults: storms.reduce((sum, { refused }) => sum + refused, 0), ...result, unavailable: awayMs / 1000,
		more: { descriptors_most: most('descriptors'), cpu_percent_most: Math.round(100 * most('share')) },
	});
	assert.deepEqual(result.found, []);
});

test('a loop that spins is seen by the same measure', async () => {
	const spinner = spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
	try {
		// Others may use the machine, so it is given several windows.
		await until(async () => (await cpuShare(spinner.pid, 500)) > SPIN, 'the spinner to be seen', { ms: 60_000 });
	} finally {
		spinner.kill('SIGKILL');
	}
});
