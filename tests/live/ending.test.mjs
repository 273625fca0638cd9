// Every way out of a room and of the queue, and what the other side is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { nameOf } from './lib/token.mjs';
import { until } from './lib/wait.mjs';
import { sayOf } from './lib/wire.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 200, wrap_up_seconds: 0, park_seconds: 1, grace_room_seconds: 5 } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });

const leaveByBeacon = (body) =>
	fetch(`${daemon.origin}/api/v1/leave`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });

/** Its worker has told Redis of the leave ticket, which it does beside its answer: another one may be asked before. */
async function bound(youth) {
	const redis = daemon.redis();
	const sid = (await redis.get(`{t:${nameOf(youth.token)}}`)).split(' ')[1];
	const hash = nameOf(youth.leave);
	await until(async () => (await redis.hget(`{no}:y:${sid}`, 'lh')) === hash, 'the ticket to be bound');
}

test('a youth that ends the talk tells both sides why, behind the last message', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	await room.say('ha det');
	await theirs.say('lykke til');
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	assert.deepEqual([room.ended, theirs.ended], ['left', 'left']);
	assert.deepEqual(theirs.texts, ['ha det', 'lykke til']);
	assert.deepEqual(room.texts, ['ha det', 'lykke til']);
	await youth.leaveTable();
});

test('a counsellor that ends the talk tells both sides why', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	await theirs.say('vi må slutte nå');
	oslo.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	assert.deepEqual([room.ended, theirs.ended], ['counsellor', 'counsellor']);
	assert.deepEqual(room.texts, ['vi må slutte nå']);
	await youth.leaveTable();
});

test('after the end nothing is taken any more', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	oslo.send(sayOf(room.id, theirs.seat, theirs.next, 'h'));
	const refused = await oslo.next('refused', (frame) => frame.room === room.id);
	assert.deepEqual([refused.frame, refused.code], [48, 'late']);
	youth.send(sayOf(room.id, room.seat, room.next, 'h'));
	assert.equal((await youth.next('refused')).code, 'state');
	await youth.leaveTable();
});

test('the room and its log are gone from Redis once both have left it', async () => {
	const redis = daemon.redis();
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	await room.say('hemmelig');
	assert.equal(await redis.exists(`{r:${room.id}}:log`), 1);
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	await until(async () => (await redis.keys(`{r:${room.id}}*`)).length === 0, 'its keys to go');
	await youth.leaveTable();
});

test('closing the socket with 4000 leaves quickly', async () => {
	const { youth, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	await youth.client.close(4000);
	await until(() => theirs.ended, 'the end at the desk');
	assert.equal(theirs.ended, 'left_quickly');
});

test('the beacon of who left calmly without a socket ends the talk as LEAVE does', async () => {
	const { youth, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	assert.equal((await leaveByBeacon(`${youth.leave} left`)).status, 204);
	await until(() => theirs.ended, 'the end at the desk');
	assert.equal(theirs.ended, 'left');
});

test('the beacon with the leave ticket leaves quickly', async () => {
	const { youth, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	assert.equal((await leaveByBeacon(youth.leave)).status, 204);
	await until(() => theirs.ended, 'the end at the desk');
	assert.equal(theirs.ended, 'left_quickly');
	await youth.leaveTable();
});

test('after a resume the new socket has the leave ticket that counts', async () => {
	const { youth, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	await youth.reload();
	youth.redials = false;
	await bound(youth);
	assert.equal((await leaveByBeacon(youth.leave)).status, 204);
	await until(() => theirs.ended, 'the end at the desk');
	assert.equal(theirs.ended, 'left_quickly');
	await youth.leaveTable();
});

test('the beacon gives the same answer to a ticket that is nobody\'s', async () => {
	assert.equal((await leaveByBeacon('ab'.repeat(32))).status, 204);
});

test('a youth that stays away longer than the grace ends the talk', async () => {
	const { youth, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	youth.redials = false;
	youth.client.socket.terminate();
	await until(() => theirs.ended, 'the end at the desk');
	assert.equal(theirs.ended, 'away');
});

test('leaving quickly while waiting takes the offer back', async () => {
	oslo.takes = false;
	oslo.client.skip();
	const youth = await comeYouth(daemon);
	await youth.ask();
	const { offer } = await oslo.next('offer');
	await youth.client.close(4000);
	const revoked = await oslo.next('revoked', (frame) => frame.offer === offer);
	assert.equal(revoked.why, 'cancelled');
	oslo.takes = true;
});
