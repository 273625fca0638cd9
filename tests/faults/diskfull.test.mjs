// R13: the disk under an embedded Redis is full. Nothing is acked that is not there, everybody is told, and it goes on by
// itself when there is room. The disk is a small tmpfs in a mount namespace of the daemon's own, gone with its last process.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { verdict } from './lib/history.mjs';
import { report } from './lib/report.mjs';
import { comeCounsellor, comeYouth, talkWith } from '../live/lib/people.mjs';
import { pause, until, within } from '../live/lib/wait.mjs';

const DISK_MIB = 24;
const SPARE_MIB = 4;
/** Left free by the ballast: a few messages. */
const LEFT_BYTES = 64 * 1024;
const BAR_MS = 10_000;
const TEXT = 'x'.repeat(4000);

const place = writeDemo({
	keys: { bucket_youth: 5000, bucket_staff: 5000, wrap_up_seconds: 0, spare_mib: SPARE_MIB },
});
const disk = join(place.state, 'redis');
mkdirSync(disk, { recursive: true });
place.prefix = ['unshare', '-m', 'sh', '-c', `mount -t tmpfs -o size=${DISK_MIB}m samtale "${disk}" && exec "$@"`, 'sh'];
const daemon = launch(place);
await daemon.ready();

/** The disk as the daemon sees it. */
const inside = (name = '') => join(`/proc/${daemon.pid}/root`, disk, name);
const freeBytes = () => {
	const { bavail, bsize } = statfsSync(inside());
	return bavail * bsize;
};
const starts = () => daemon.lines.filter((line) => /redis pid=/.test(line)).length;

const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1, capacity: 2 });
const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
const waiting = await comeYouth(daemon);
await waiting.ask({ region: '4601', who: 1 });
const saying = [];
let acks = 0;
let fullAt;
const say = (by, text) => saying.push(by.say(text).then(() => acks++));

test('on a full disk nothing more is acked, and everybody is told', async () => {
	for (let i = 0; i < 10; i++) say(room, `før ${i}`), say(theirs, `før, svar ${i}`);
	await within(Promise.all(saying), 'the acks before');
	execFileSync('fallocate', ['-l', String(freeBytes() - LEFT_BYTES), inside('ballast')]);
	const from = daemon.lines.length;
	fullAt = performance.now();
	for (let i = 0; i < 100; i++) {
		say(room, `full ${i} ${TEXT}`);
		say(theirs, `full, svar ${i} ${TEXT}`);
	}
	await daemon.logged(/the disk is full: redis is started again when there are 4 MiB/, { from });
	for (const person of [youth, oslo, waiting]) {
		await until(() => person.frozen.at(-1) === 1, 'FROZEN', { more: () => person.client.seen() });
		assert.equal(person.client.end, undefined);
	}
	assert.ok(acks < saying.length, 'everything was acked: the disk was not full');
});

test('while the disk is full Redis is not started again, and nothing is acked', async () => {
	const before = { acks, starts: starts() };
	const asker = await comeYouth(daemon);
	assert.equal((await asker.ask()).code, 'delayed');
	say(room, 'skrevet mens alt stod stille');
	for (let i = 0; i < 5; i++) await youth.client.ping();
	await pause(1500); // three of the parent's looks at the disk: there is nothing else to wait for
	assert.deepEqual({ acks, starts: starts() }, before);
	await asker.client.close(4000);
});

test('when there is room it goes on by itself, with nothing lost, doubled or out of order', async () => {
	const from = daemon.lines.length;
	const start = performance.now();
	rmSync(inside('ballast'));
	await until(() => youth.frozen.at(-1) === 0 && oslo.frozen.at(-1) === 0, 'the thaw', { ms: 3 * BAR_MS, more: () => daemon.tail() });
	await within(saying[20], 'an ack', { ms: 3 * BAR_MS });
	const back = performance.now();
	await within(Promise.all(saying), 'all acks', { ms: 3 * BAR_MS, more: () => youth.client.seen() + daemon.tail() });
	await until(() => room.texts.length === saying.length && theirs.texts.length === saying.length, 'all messages on both sides');
	const result = verdict([[room.history, theirs.history]]);
	report('R13', {
		faults: 1, ...result, unavailable: (back - fullAt) / 1000, more: { recovered_ms: Math.round(back - start), recovered_bar_ms: BAR_MS },
	});
	assert.deepEqual(result.found, []);
	assert.equal(daemon.lines.slice(from).filter((line) => /redis pid=/.test(line)).length, 1);
});

test('who waited waits on, and is answered', async () => {
	await until(() => waiting.frozen.at(-1) === 0, 'the thaw of who waits');
	waiting.send({ type: 'change', who: 0, languages: ['nb'] });
	const next = await waiting.room();
	await within(next.say('endelig'), 'the ack');
});
