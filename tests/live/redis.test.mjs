// Redis is killed: everybody is told, it comes back by itself, and what was acked is there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { judge } from '../faults/lib/history.mjs';
import { readLog } from './lib/log.mjs';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { pause, until, within } from './lib/wait.mjs';

/* What failed at the start is tried again after five seconds, if all lines are up. */
const LONGER_THAN_A_TRY_MS = 6000;

const daemon = await startDaemon({ keys: { bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1, capacity: 2 });
const pair = await talkWith(daemon, oslo, { slot: 2 });
const waiting = await comeYouth(daemon);
await waiting.ask({ region: '4601', who: 1 });

test('messages written before, during and after an outage of Redis arrive exactly once', async () => {
	const { room, theirs } = pair;
	const saying = [];
	for (let i = 0; i < 10; i++) saying.push(room.say(`før ${i}`), theirs.say(`før, svar ${i}`));
	await within(Promise.any(saying), 'a first ack');
	const killing = daemon.killRedis();
	await until(() => pair.youth.frozen.length > 0, 'FROZEN');
	for (let i = 0; i < 10; i++) saying.push(room.say(`under ${i}`), theirs.say(`under, svar ${i}`));
	await killing;
	for (let i = 0; i < 10; i++) saying.push(room.say(`etter ${i}`), theirs.say(`etter, svar ${i}`));
	await within(Promise.all(saying), 'all acks', { more: () => pair.youth.client.seen() + oslo.client.seen() });
	await until(() => room.texts.length === 60 && theirs.texts.length === 60, 'all messages on both sides');
	assert.deepEqual(judge([room.history, theirs.history]), []);
	const log = await readLog(daemon.redis(), room.id);
	assert.deepEqual(log.map((entry) => entry.text), room.texts);
});

test('everybody is told FROZEN 1, then 0', async () => {
	for (const person of [pair.youth, oslo, waiting]) {
		await until(() => person.frozen.at(-1) === 0, 'the thaw');
		assert.deepEqual(person.frozen, [1, 0]);
		assert.equal(person.client.end, undefined);
	}
});

test('who waited waits on, and can still be answered', async () => {
	waiting.send({ type: 'change', who: 0, languages: ['nb'] });
	const room = await waiting.room();
	await waiting.say('endelig');
	await until(() => oslo.rooms.get(room.id)?.texts.includes('endelig'), 'the message at the desk');
});

test('a Redis that was started again writes its log anew, so that the next start does not wait for it', async () => {
	const redis = daemon.redis();
	const rewrites = async () => Number(/aof_rewrites:(\d+)/.exec(await redis.info('persistence'))[1]);
	await until(async () => (await rewrites()) > 0, 'a new file');
});

test('whoever left while Redis was away is missed when it is back', async () => {
	await oslo.shift({ capacity: 3 });
	const gone = await talkWith(daemon, oslo, { slot: 2 });
	gone.youth.redials = false;
	const killing = daemon.killRedis();
	await until(() => gone.youth.frozen.length > 0, 'FROZEN');
	gone.youth.client.socket.terminate();
	await killing;
	await oslo.next('peer', (frame) => frame.room === gone.room.id && frame.what === 2);
});

test('the workers were not started again', () => {
	assert.equal(daemon.lines.filter((line) => /^<6>worker=\d+ pid=/.test(line)).length, 2);
});

test('a parent that loses its bell alone is ready again', async () => {
	const redis = daemon.redis();
	const from = daemon.lines.length;
	const list = (await redis.call('CLIENT', 'LIST')).split('\n');
	const bell = list.find((line) => / cmd=subscribe user=loader /.test(line));
	await redis.call('CLIENT', 'KILL', 'ID', /^id=(\d+)/.exec(bell)[1]);
	await daemon.logged(/^<4>the redis link bell is lost/, { from });
	await daemon.ready(from);
});

test('a parent whose bell comes long after its other line is ready then, and not before', async () => {
	const redis = daemon.redis();
	const from = daemon.lines.length;
	const isReady = () => daemon.lines.slice(from).some((line) => /ready workers=/.test(line));
	await redis.call('ACL', 'SETUSER', 'loader', 'resetchannels');
	await redis.call('CLIENT', 'KILL', 'USER', 'loader');
	await pause(LONGER_THAN_A_TRY_MS);
	assert.equal(isReady(), false);
	await redis.call('ACL', 'SETUSER', 'loader', 'allchannels');
	await daemon.ready(from);
});
