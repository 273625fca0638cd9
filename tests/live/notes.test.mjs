// Notes among the staff of a room: stored once, told to staff seats on any node, and never to the youth.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { librarySource } from '../routing/lib/library.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { KIND_NOTE, Lane, noteOf, NOTES } from './lib/notes.mjs';
import { comeCounsellor, talkWith, workerOf } from './lib/people.mjs';
import { until, within } from './lib/wait.mjs';
import { KIND, payloadOf } from './lib/wire.mjs';

const daemon = await startDaemon({ keys: { bucket_staff: 500, bucket_youth: 500, wrap_up_seconds: 0 } });
const redis = daemon.redis();
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });

/** A room, with the counsellor's lane in it. */
async function meet() {
	const pair = await talkWith(daemon, oslo, { slot: 2 });
	return { ...pair, lane: new Lane(oslo, pair.theirs) };
}

const lengthOf = (room) => redis.xlen(`{r:${room.id}}:notes`);
const NOTE_TYPES = ['note', 'note_ack', 'noted'];
const hex = (text) => Buffer.from(text).toString('hex');

/** What of the notes a client has been sent: frames of theirs, and frames with the word in whatever field. */
function leaks(client, word) {
	return client.received.filter((frame) => NOTE_TYPES.includes(frame.type) || JSON.stringify(frame).includes(hex(word)));
}

async function end({ youth, room, theirs }) {
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	await youth.leaveTable();
	oslo.rooms.delete(room.id);
}

/** An answer to a NOTE that this test sends by hand: NOTE_ACK or REFUSED. */
async function answerTo(frame) {
	oslo.client.skip();
	oslo.send(frame);
	return oslo.next(['note_ack', 'refused'], ({ room, type, frame: of }) => room === frame.room && (type === 'note_ack' || of === 70));
}

test('a note is acked, told to its writer under its header\'s sender, and no byte of it goes to the youth', async () => {
	const word = 'MERKE-notat-3f';
	const { youth, room, theirs, lane, ...rest } = await meet();
	const ack = await within(lane.write(word), 'NOTE_ACK');
	assert.deepEqual([ack.cseq, ack.offset], [1, 1]);
	await until(() => lane.heard.length === 1, 'NOTED');
	const [{ offset, sender, cseq, key_epoch, text }] = lane.heard;
	assert.deepEqual([offset, sender, cseq, key_epoch, text], [1, NOTES + theirs.seat, 1, 0, word]);
	// Both ways once more, so that whatever was to come has come.
	await room.say('hei');
	await theirs.say('hei du');
	await until(() => room.texts.length === 2, 'what is said');
	await youth.reload();
	await youth.client.ping();
	assert.ok(leaks(oslo.client, word).length >= 2, 'the same search finds it at the desk');
	assert.deepEqual(leaks(youth.client, word), []);
	assert.equal(leaks({ received: [{ type: 'entry', payload: hex(`x${word}`) }] }, word).length, 1, 'and a note in the log');
	await end({ youth, room, theirs, ...rest });
});

test('notes and texts have numbers of their own', async () => {
	const pair = await meet();
	for (let i = 1; i <= 3; i++) await pair.theirs.say(`tekst ${i}`);
	for (let i = 1; i <= 2; i++) assert.equal((await pair.lane.write(`notat ${i}`)).offset, i);
	assert.equal((await pair.theirs.say('tekst 4')).offset, 4);
	await until(() => pair.room.texts.length === 4, 'the texts, which are the whole log');
	await end(pair);
});

test('a note whose ack was lost with the line is sent again and stored once', async () => {
	const pair = await meet();
	await pair.lane.write('før');
	const writing = pair.lane.write('på vei');
	await until(async () => (await lengthOf(pair.room)) === 2, 'the note in the lane');
	await oslo.reload();
	await until(() => pair.theirs.open, 'OPENED');
	const ack = await within(writing, 'NOTE_ACK');
	assert.equal(ack.offset, 2);
	const again = await answerTo(noteOf(pair.room.id, pair.theirs.seat, 2, 'på vei'));
	assert.deepEqual([again.type, again.offset], ['note_ack', 2]);
	assert.equal(await lengthOf(pair.room), 2);
	await end(pair);
});

test('who resumes on another node is told the whole lane, and behind it the last own number', async () => {
	const pair = await meet();
	for (let i = 1; i <= 70; i++) await pair.lane.write(`notat ${i}`);
	pair.lane.heard = [];
	oslo.redials = false;
	oslo.client.socket.terminate();
	await oslo.client.closed;
	await oslo.connectTo(2);
	await oslo.resume();
	oslo.redials = true;
	await until(() => pair.lane.last?.cseq === 70, 'the end of the lane');
	assert.equal(workerOf(daemon, oslo.client), 2);
	assert.deepEqual(pair.lane.heard.map(({ offset }) => offset), Array.from({ length: 70 }, (_, i) => i + 1));
	assert.equal(pair.lane.last.offset, 70);
	pair.lane.next = 71;
	assert.equal((await pair.lane.write('videre')).offset, 71);
	await end(pair);
});

test('who resumes in a room without notes is told that there are none', async () => {
	const pair = await meet();
	await oslo.client.ping();
	await until(() => oslo.client.received.some((frame) => frame.type === 'note_ack' && frame.room === pair.room.id), 'NOTE_ACK');
	pair.lane.last = undefined;
	await oslo.reload();
	await until(() => pair.lane.last, 'NOTE_ACK');
	assert.deepEqual([pair.lane.last.cseq, pair.lane.last.offset], [0, 0]);
	await end(pair);
});

test('a number left out, another key epoch and another header are refused, and change nothing', async () => {
	const pair = await meet();
	const { id } = pair.room;
	const { seat } = pair.theirs;
	await pair.lane.write('en');
	const rows = [
		[noteOf(id, seat, 5, 'x'), 'gap', 2],
		[noteOf(id, seat, 2, 'x', { epoch: 1 }), 'epoch', 2],
		[noteOf(id, seat, 2, 'x', { kind: KIND.say }), 'seal', 2],
		[noteOf(id, seat, 2, 'x', { sender: seat }), 'seal', 2],
		[noteOf(id, seat, 2, 'x', { sender: NOTES }), 'seal', 2],
		[noteOf(id, seat, 2, 'x', { sender: NOTES + seat + 1 }), 'seal', 2],
	];
	for (const [frame, code, number] of rows) {
		const refused = await answerTo(frame);
		assert.deepEqual([refused.code, refused.number], [code, number]);
	}
	assert.equal(await lengthOf(pair.room), 1);
	await end(pair);
});

test('after a GRANT a note names the new key epoch', async () => {
	const pair = await meet();
	const { room, youth, theirs } = pair;
	const grant = payloadOf({ kind: KIND.grant, epoch: 1, seat: 0, cseq: 1 }, 'g');
	youth.send({ type: 'key', room: room.id, cseq: 1, key_epoch: 1, payload: grant });
	await youth.next('ack');
	assert.equal((await answerTo(noteOf(room.id, theirs.seat, 1, 'x'))).code, 'epoch');
	assert.equal((await answerTo(noteOf(room.id, theirs.seat, 1, 'x', { epoch: 1 }))).offset, 1);
	await end(pair);
});

test('a payload of a note is refused in SAY and KEY, so that it never comes into the log', async () => {
	const pair = await meet();
	const { room, theirs } = pair;
	const payload = payloadOf({ kind: KIND_NOTE, seat: NOTES + theirs.seat, cseq: 1 }, 'x');
	for (const type of ['say', 'key']) {
		oslo.send({ type, room: room.id, cseq: 1, key_epoch: 0, payload });
		const refused = await oslo.next('refused', (frame) => frame.room === room.id);
		assert.equal(refused.code, 'seal', type);
	}
	assert.equal(await redis.exists(`{r:${room.id}}:log`), 0);
	await end(pair);
});

test('a youth who writes a note is closed for it', async () => {
	const { youth, room, theirs } = await meet();
	youth.redials = false;
	youth.send(noteOf(room.id, room.seat, 1, 'x', { sender: NOTES + 1 }));
	assert.equal((await youth.client.ending()).code, 4003);
	assert.equal(await redis.exists(`{r:${room.id}}:notes`), 0);
	oslo.send({ type: 'leave', room: room.id });
	await until(() => theirs.ended, 'the end at the desk');
});

test('a lane takes five hundred notes and not one more, and the conversation goes on', async () => {
	const pair = await meet();
	const { room, theirs } = pair;
	await redis.xadd(`{r:${room.id}}:notes`, '499-0', 'h', '1 499 0 6 5', 'p', 'x', 'n', '499 1 499');
	assert.equal((await answerTo(noteOf(room.id, theirs.seat, 500, 'siste'))).offset, 500);
	const refused = await answerTo(noteOf(room.id, theirs.seat, 501, 'for mye'));
	assert.deepEqual([refused.code, refused.retry_after], ['room_full', 0]);
	await theirs.say('vi snakker videre');
	await until(() => room.texts.length === 1, 'the text');
	await end(pair);
});

test('the lane is gone from Redis with its room', async () => {
	const pair = await meet();
	await pair.lane.write('hemmelig');
	assert.equal(await lengthOf(pair.room), 1);
	await end(pair);
	await until(async () => (await redis.keys(`{r:${pair.room.id}}*`)).length === 0, 'its keys to go');
	const late = await answerTo(noteOf(pair.room.id, pair.theirs.seat, 2, 'x'));
	assert.equal(late.code, 'late');
});

const SOUND = librarySource().replace('local TEST = true', 'local TEST = false');
const STORES = "redis.call('XADD', p .. 'notes'";
/* The same note lies in the log, too, as if it had been said. */
const LEAKS = SOUND.replace(
	STORES,
	() => `redis.call('XADD', p .. 'log', digits(r.last + 1) .. '-0', 'h', head:gsub(' 6 ', ' 5 '), 'p', payload)\n\t${STORES}`,
);

test('functions with a fault that puts notes into the log are found out by the search in what the youth was sent', async () => {
	assert.equal(SOUND.split(STORES).length, 2, 'the planted fault fits once');
	const word = 'MERKE-lekkasje';
	const pair = await meet();
	await redis.call('FUNCTION', 'LOAD', 'REPLACE', LEAKS);
	await pair.lane.write(word);
	await until(() => leaks(pair.youth.client, word).length > 0, 'the leak to be found');
	await redis.call('FUNCTION', 'LOAD', 'REPLACE', SOUND);
	await end(pair);
});
