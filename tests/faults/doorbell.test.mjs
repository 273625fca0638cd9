// R11: every doorbell between nodes is dropped, and conversations go on by the sweep.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { judge, verdict } from './lib/history.mjs';
import { report } from './lib/report.mjs';
import { percentile } from './lib/talkers.mjs';
import { comeCounsellor, talkWith } from '../live/lib/people.mjs';
import { until, within } from '../live/lib/wait.mjs';

/** Milliseconds within which a lost bell is made good; a wait gives up after three times that. */
const BAR_MS = 2000;
const TALKS = 3;

const daemon = await startDaemon({ keys: { bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0 } });
const redis = daemon.redis();
// Youths on one worker, the counsellor on the other: every message needs a bell.
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1, capacity: TALKS });
const talks = [];
for (let i = 0; i < TALKS; i++) talks.push(await talkWith(daemon, oslo, { slot: 2 }));

const rights = (...changes) => redis.call('ACL', 'SETUSER', 'worker', ...changes);

/** How many bells have been refused. */
async function dropped() {
	const stats = await redis.info('commandstats');
	return Number(/^cmdstat_publish:.*rejected_calls=(\d+)/m.exec(stats)?.[1] ?? 0);
}

/** Says it, and gives the milliseconds until the other side has it. */
async function timed(from, to, text) {
	const start = performance.now();
	await within(from.say(text), `the ack of ${text}`);
	await until(() => to.texts.includes(text), `"${text}" on the other side`, { ms: 3 * BAR_MS });
	return Math.round(performance.now() - start);
}

// The rights are tried by the parent when Redis starts; what is taken away later is missed in silence.
await rights('-publish');
let spans;
let faults;

test('without any doorbell every message arrives, in order and once', async () => {
	const took = await Promise.all(
		talks.map(async ({ room, theirs }, i) => {
			const spans = [];
			for (let n = 0; n < 6; n++) {
				spans.push(await timed(room, theirs, `${i}: spørsmål ${n}`), await timed(theirs, room, `${i}: svar ${n}`));
			}
			return spans;
		}),
	);
	spans = took.flat().sort((a, b) => a - b);
	assert.ok(daemon.lines.some((line) => /NOPERM.*publish/i.test(line)), 'no bell was dropped');
	for (const { room, theirs } of talks) assert.deepEqual(judge([room.history, theirs.history]), []);
});

test('a burst of more than one reading arrives whole', async () => {
	const [{ room, theirs }] = talks;
	const before = theirs.texts.length;
	const texts = Array.from({ length: 150 }, (_, n) => `mye ${n}`);
	await within(Promise.all(texts.map((text) => room.say(text))), 'all acks');
	await until(() => theirs.texts.length === before + texts.length, 'the burst', { ms: 3 * BAR_MS });
	assert.deepEqual(theirs.texts.slice(before), texts);
	assert.deepEqual(judge([room.history, theirs.history]), []);
});

test('it is the look at the log that brings them: without the right to read it nothing comes', async () => {
	const [{ room, theirs }] = talks;
	const from = daemon.lines.length;
	await rights('-xrange');
	const said = room.say('bare i loggen');
	await within(said, 'the ack');
	await daemon.logged(/NOPERM.*xrange/i, { from });
	assert.ok(!theirs.texts.includes('bare i loggen'), 'it came by another way');
	await rights('+xrange');
	await until(() => theirs.texts.includes('bare i loggen'), 'the message', { ms: 3 * BAR_MS });
});

test('with the bells back, nothing is told twice', async () => {
	await rights('+publish');
	faults = await dropped();
	for (const { room, theirs } of talks) {
		await timed(room, theirs, 'med klokke');
		await timed(theirs, room, 'svar med klokke');
		assert.deepEqual(judge([room.history, theirs.history]), []);
	}
});

test('R11 in figures', () => {
	const result = verdict(talks.map(({ room, theirs }) => [room.history, theirs.history]));
	report('R11', {
		faults, ...result, unavailable: 0, more: { arrived_p50_ms: percentile(spans, 50), arrived_most_ms: spans.at(-1), bar_ms: BAR_MS },
	});
	assert.deepEqual(result.found, []);
});
