// The line breaks, the page is reloaded, a worker dies: the talk goes on and nothing that was acked is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { judge } from '../faults/lib/history.mjs';
import { readLog } from './lib/log.mjs';
import { comeCounsellor, comeYouth, talkWith, workerOf } from './lib/people.mjs';
import { roleNumber } from './lib/wire.mjs';
import { until, within } from './lib/wait.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });

/* Both sides say `count` messages each; `middle` happens when a third of them is acked. */
async function talkThrough(pair, count, middle) {
	const { room, theirs } = pair;
	const saying = [];
	let happening;
	for (let i = 0; i < count; i++) {
		saying.push(room.say(`spørsmål ${i} 🌧️`), theirs.say(`svar ${i} ☀️`));
		if (i === Math.floor(count / 3)) {
			await within(Promise.any(saying), 'a first ack');
			happening = middle();
		}
	}
	await happening;
	await within(Promise.all(saying), 'all acks', { more: () => pair.youth.client.seen() + oslo.client.seen() });
	const total = 2 * count;
	await until(() => room.texts.length === total && theirs.texts.length === total, 'all messages on both sides', {
		more: () => `: ${room.texts.length} and ${theirs.texts.length} of ${total}`,
	});
}

async function checkRoom({ room, theirs }) {
	assert.deepEqual(judge([room.history, theirs.history]), []);
	const log = await readLog(daemon.redis(), room.id);
	assert.deepEqual(log.map((entry) => entry.text), room.texts);
	assert.deepEqual(theirs.texts, room.texts);
}

async function end({ youth, room, theirs }) {
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	await youth.leaveTable();
	oslo.rooms.delete(room.id);
}

test('a youth that resumes in the middle misses and doubles nothing', async () => {
	const pair = await talkWith(daemon, oslo, { slot: 2 });
	await talkThrough(pair, 15, () => pair.youth.reload());
	await checkRoom(pair);
	await end(pair);
});

test('a counsellor that resumes in the middle misses and doubles nothing', async () => {
	const pair = await talkWith(daemon, oslo, { slot: 2 });
	await talkThrough(pair, 15, () => oslo.reload());
	await checkRoom(pair);
	await end(pair);
});

test('the other side is told that somebody is away and back', async () => {
	const pair = await talkWith(daemon, oslo);
	// Who is back before the other node has missed it was never away.
	pair.youth.redials = false;
	pair.youth.client.socket.terminate();
	const away = await oslo.next('peer', (frame) => frame.room === pair.room.id && frame.what === 2);
	pair.youth.redials = true;
	await pair.youth.comeBack();
	const back = await oslo.next('peer', (frame) => frame.room === pair.room.id && frame.what === 3);
	assert.deepEqual([away.seat, back.seat], [0, 0]);
	await within(pair.room.say('her igjen'), 'the ack after the resume'); // the other node may hear of it first
	await end(pair);
});

test('a youth that was waiting keeps its place and its token goes on', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ region: '4601', who: 1 });
	const before = youth.token;
	await youth.reload();
	assert.notEqual(youth.token, before);
	await youth.next('queued');
	await youth.reload();
	await youth.next('queued');
	youth.send({ type: 'cancel', why: 0 });
	await youth.next('ended', (frame) => frame.reason === 'cancelled');
	await youth.leaveTable();
});

test('the token presented stays good until the next one is used', async () => {
	const pair = await talkWith(daemon, oslo);
	const presented = pair.youth.token;
	await pair.youth.reload();
	pair.youth.token = presented;
	await pair.youth.reload();
	await pair.room.say('samme nøkkel');
	await end(pair);
});

test('a token nobody has is answered by LOST', async () => {
	const youth = await comeYouth(daemon);
	youth.token = 'ab'.repeat(32);
	const answer = await youth.resume();
	assert.deepEqual(answer, { type: 'lost', room: '', why: 'gone' });
	await youth.leaveTable();
});

test('a second socket with the same token takes over and the first is closed with 4001', async () => {
	const pair = await talkWith(daemon, oslo);
	const { youth, room } = pair;
	const first = youth.client;
	const second = new Client(daemon);
	await second.hello(roleNumber('youth'));
	second.send({ type: 'resume', token: youth.token, attempt: 0, rooms: [room.id], log_epochs: [room.epoch], offsets: [room.offset] });
	await second.next('matched', (frame) => frame.resumed === 1);
	const { code, reason } = await first.ending();
	assert.equal(code, 4001);
	assert.match(reason, /^taken over/);
	second.send({ type: 'leave', room: room.id });
	await second.next('ended', (frame) => frame.reason === 'left');
	await until(() => pair.theirs.ended, 'the end on the other side');
	await second.close(1000);
	oslo.rooms.delete(room.id);
});

test('a killed worker is started again and both sides of its room talk on', async () => {
	const pair = await talkWith(daemon, oslo, { slot: 2 });
	const slot = workerOf(daemon, oslo.client);
	const killed = daemon.workers[slot];
	const from = daemon.lines.length;
	await talkThrough(pair, 20, async () => {
		process.kill(killed, 'SIGKILL');
		await until(() => oslo.resumes > 0 && oslo.client.end === undefined, 'the counsellor to resume');
	});
	await checkRoom(pair);
	await daemon.logged(new RegExp(`worker=${slot} pid=(?!${killed}$)`), { from });
	await daemon.ready(from);
	await end(pair);
});

test('the worker of both is killed and they meet again on others', async () => {
	const slot = workerOf(daemon, oslo.client);
	const pair = await talkWith(daemon, oslo, { slot });
	const from = daemon.lines.length;
	await talkThrough(pair, 20, () => process.kill(daemon.workers[slot], 'SIGKILL'));
	await checkRoom(pair);
	await daemon.ready(from);
	await end(pair);
});
