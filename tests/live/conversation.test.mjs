// The main job: a youth and a counsellor write to each other, each on another worker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { judge } from '../faults/lib/history.mjs';
import { readLog } from './lib/log.mjs';
import { comeCounsellor, talkWith, workerOf } from './lib/people.mjs';
import { DIALOGUE } from './lib/sentences.mjs';
import { until } from './lib/wait.mjs';
import { KIND, payloadOf, sayOf } from './lib/wire.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 200, bucket_staff: 200, wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });
const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });

test('youth and counsellor of this file are on different workers', () => {
	assert.deepEqual([workerOf(daemon, oslo.client), workerOf(daemon, youth.client)], [1, 2]);
});

test('twenty messages each way arrive exactly once and in order on both sides and in the log', async () => {
	for (const { from, text } of DIALOGUE) await (from === 'youth' ? room : theirs).say(text);
	const texts = DIALOGUE.map((said) => said.text);
	await until(() => room.texts.length === 40 && theirs.texts.length === 40, 'all messages on both sides');
	assert.deepEqual(room.texts, texts);
	assert.deepEqual(theirs.texts, texts);
	const log = await readLog(daemon.redis(), room.id);
	assert.deepEqual(log.map((entry) => entry.text), texts);
	assert.deepEqual(log.map((entry) => entry.offset), texts.map((_, i) => i + 1));
	assert.deepEqual(judge([room.history, theirs.history]), []);
});

test('both sides writing at once agree on one order', async () => {
	const saying = [];
	for (let i = 0; i < 30; i++) saying.push(room.say(`fra ungdom ${i}`), theirs.say(`fra rådgiver ${i}`));
	await Promise.all(saying);
	await until(() => room.texts.length === 100 && theirs.texts.length === 100, 'all messages on both sides');
	assert.deepEqual(room.texts, theirs.texts);
	assert.deepEqual(judge([room.history, theirs.history]), []);
});

test('a message sent three times is stored once and acked with the same offset', async () => {
	const ack = await room.say('tre ganger');
	const { cseq, offset } = ack;
	const [said] = (await readLog(daemon.redis(), room.id)).filter((entry) => entry.offset === offset);
	for (let i = 0; i < 2; i++) {
		youth.send(sayOf(room.id, room.seat, cseq, said.text));
		const again = await youth.next('ack', (frame) => frame.cseq === cseq && frame !== ack);
		assert.equal(again.offset, offset);
	}
	const log = await readLog(daemon.redis(), room.id);
	assert.equal(log.filter((entry) => entry.text === 'tre ganger').length, 1);
	assert.deepEqual(judge([room.history, theirs.history]), []);
});

test('a cseq left out is refused with the one that comes next', async () => {
	const next = room.next;
	youth.send(sayOf(room.id, room.seat, next + 5, 'h'));
	const refused = await youth.next('refused', (frame) => frame.code === 'gap');
	assert.deepEqual([refused.frame, refused.room, refused.number], [48, room.id, next]);
});

test('seen and typing reach the other side', async () => {
	const ack = await room.say('ser du dette?');
	await until(() => theirs.offset >= ack.offset, 'the message at the desk');
	oslo.send({ type: 'seen', room: room.id, offset: ack.offset });
	const seen = await youth.next('peer', (frame) => frame.what === 0 && frame.value === ack.offset);
	assert.equal(seen.seat, theirs.seat);
	oslo.send({ type: 'typing', room: room.id });
	const typing = await youth.next('peer', (frame) => frame.what === 1);
	assert.deepEqual([typing.room, typing.seat], [room.id, theirs.seat]);
});

test('KEY is stored and relayed like SAY, with the same numbers and the bytes untouched', async () => {
	const offer = { kind: KIND.offer, seat: room.seat, cseq: room.next };
	const payload = payloadOf(offer, [0, 0xc3, 0xa6, 7, 10, 13]);
	const heard = oslo.next('entry', (frame) => frame.kind === KIND.offer);
	const acked = youth.next('ack', (frame) => frame.cseq === room.next);
	youth.send({ type: 'key', room: room.id, cseq: room.next, key_epoch: 0, payload });
	const [entry, { offset }] = await Promise.all([heard, acked]);
	assert.deepEqual([entry.offset, entry.cseq, entry.sender, entry.payload], [offset, room.next, room.seat, payload]);
});
