// What runs short is refused with a word and a time, nothing is lost by it, and it works again by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { judge } from '../faults/lib/history.mjs';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { until, within } from './lib/wait.mjs';
import { roleNumber, sayOf } from './lib/wire.mjs';

const COMMANDS = 32;

const daemon = await startDaemon({
	keys: {
		workers: 1, bucket_youth: 5000, bucket_staff: 5000, wrap_up_seconds: 0, redis_commands: COMMANDS, payload_bytes: 1024,
		excess: 300, session_youth_seconds: 30,
	},
});
const redis = daemon.redis();
const lasting = new Client(daemon);
await lasting.hello(roleNumber('youth'));
const oslo = await comeCounsellor(daemon, 'oslo', { capacity: 3 });

const refusals = (person, code) => person.client.received.filter((frame) => frame.type === 'refused' && frame.code === code);

test('more commands than may be under way are refused with a time, and stored in the end', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	process.kill(daemon.redisPid, 'SIGSTOP');
	const texts = Array.from({ length: 3 * COMMANDS }, (_, i) => `venter ${i}`);
	const saying = texts.map((text) => room.say(text));
	try {
		await until(() => refusals(youth, 'full').length > 0, 'a refusal', { more: () => youth.client.seen() });
	} finally {
		process.kill(daemon.redisPid, 'SIGCONT');
	}
	assert.ok(refusals(youth, 'full')[0].retry_after >= 1);
	await within(Promise.all(saying), 'all acks', { ms: 30_000, more: () => youth.client.seen() });
	await until(() => theirs.texts.length === texts.length, 'all at the desk');
	assert.deepEqual(theirs.texts, texts);
	assert.deepEqual(judge([room.history, theirs.history]), []);
	await youth.client.close(4000);
});

test('a Redis without memory refuses what is new, lets go what ends, and takes it when there is memory', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	const gone = await talkWith(daemon, oslo);
	await room.say('før');
	await redis.config('SET', 'maxmemory', '1mb');
	const saying = room.say('fullt');
	await until(() => refusals(youth, 'full').length > 0, 'a refusal', { more: () => youth.client.seen() });
	gone.youth.send({ type: 'leave', room: gone.room.id });
	await until(() => gone.room.ended !== null && gone.theirs.ended !== null, 'the other room to end', {
		more: () => gone.youth.client.seen(),
	});
	const asker = await comeYouth(daemon);
	assert.equal((await asker.ask()).code, 'full');
	assert.deepEqual(youth.frozen, []);
	await redis.config('SET', 'maxmemory', '512mb');
	await within(saying, 'the ack', { more: () => youth.client.seen() });
	await until(() => theirs.texts.includes('fullt'), 'the message at the desk');
	assert.equal((await asker.ask()).type, 'queued');
	assert.deepEqual(judge([room.history, theirs.history]), []);
	await asker.client.close(4000);
	await youth.client.close(4000);
});

test('the embedded Redis has the memory that its key says, and throws nothing away', async () => {
	assert.equal((await redis.config('GET', 'maxmemory'))[1], String(512 * 1024 * 1024));
	assert.equal((await redis.config('GET', 'maxmemory-policy'))[1], 'noeviction');
});

/** Where these numbers stand in a room's text, four bytes each; docs/routing.md has them all. */
const [LAST, BYTES] = [0, 4];

/** Puts another number in its place. */
async function putNumber(redis, room, place, number) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(number);
	await redis.setrange(`{r:${room}}:st`, place, bytes);
}

test('a room that is full says so for good, and there is a way on', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	await room.say('nesten fullt');
	await putNumber(redis, room.id, BYTES, 8 * 1024 * 1024 - 1);
	youth.send(sayOf(room.id, room.seat, 2, 'for mye'));
	const refused = await youth.next('refused', (frame) => frame.frame === 48);
	assert.deepEqual([refused.code, refused.retry_after], ['room_full', 0]);
	theirs.person.send({ type: 'leave', room: room.id });
	await until(() => room.ended !== null, 'the end of the full room');
	await youth.client.next('ended');
	await youth.ask();
	const next = await until(() => [...youth.rooms.values()].find((other) => other.open), 'another room');
	assert.notEqual(next.id, room.id);
	await within(next.say('videre her'), 'the ack');
	await youth.client.close(4000);
});

test('a room takes five thousand messages and not one more', async () => {
	const { youth, room } = await talkWith(daemon, oslo);
	await putNumber(redis, room.id, LAST, 4999);
	youth.send(sayOf(room.id, room.seat, 1, 'den siste'));
	assert.equal((await youth.next('ack')).offset, 5000);
	youth.send(sayOf(room.id, room.seat, 2, 'en til'));
	assert.equal((await youth.next('refused', (frame) => frame.frame === 48)).code, 'room_full');
	await youth.client.close(4000);
});

test('a payload above the service\'s own limit is refused as too large', async () => {
	const { youth, room } = await talkWith(daemon, oslo);
	youth.send(sayOf(room.id, room.seat, 1, 'x'.repeat(1024 - 10)));
	assert.equal((await youth.next('refused', (frame) => frame.frame === 48)).code, 'large');
	await within(room.say('x'.repeat(1024 - 11)), 'the ack of the longest');
	await youth.client.close(4000);
});

test('who floods on in spite of everything is closed with 4029, and resumes', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ region: '4601', who: 1 });
	const flooded = youth.client;
	for (let nonce = 0; nonce < 5400 && flooded.end === undefined; nonce++) flooded.send({ type: 'ping', nonce });
	const { code, reason } = await flooded.ending();
	assert.deepEqual([code, reason], [4029, 'flood']);
	await until(() => youth.resumes === 1, 'the visit to be taken up again');
	await youth.client.close(4000);
});

test('no session is longer than its time', async () => {
	const { code, reason } = await within(lasting.closed, 'the end of the first session', { ms: 90_000 });
	assert.deepEqual([code, reason], [1000, 'done: no session is longer']);
});
