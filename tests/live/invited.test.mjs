// Two of the staff in one room: the owner and a colleague, who comes in by the youth's yes. The browser's machines on real sockets,
// two workers between them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeSealedCounsellor, talkSealed } from './lib/sealed.mjs';
import { until, within } from './lib/wait.mjs';

const NOTES = ['note', 'note_ack', 'noted'];
const daemon = await startDaemon({ keys: { bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0 } });
const oslo = await comeSealedCounsellor(daemon, 'oslo', { slot: 1 });
const talk = await talkSealed(daemon, oslo, { slot: 2 });
const { youth, room, theirs } = talk;
const agder = await comeSealedCounsellor(daemon, 'kristiansand', { slot: 2 });
let beside;

const propose = (kind) => oslo.send({ type: 'propose', room: room.id, kind, target: agder.staff });
const seen = { more: () => `${youth.client.seen()} ${oslo.client.seen()} ${agder.client.seen()}` };

/** Both ways and a third one: everybody reads what each of them says. */
async function talkAll(round, sides) {
	for (const [i, side] of sides.entries()) await within(side.say(`${round} ${i}`), `${round} ${i}`, seen);
	const said = sides.map((_, i) => `${round} ${i}`);
	const all = () => sides.every((side) => said.every((text) => side.texts.includes(text)));
	await until(all, `what is said in ${round}`, { more: () => JSON.stringify(sides.map((side) => side.texts)) });
}

/** The key epochs of the log's texts, in order. */
async function epochs() {
	const entries = await daemon.redis().xrange(`{r:${room.id}}:log`, '-', '+');
	return entries.map(([, [, head]]) => head.split(' ')).filter(([, , , kind]) => kind === '5').map(([, , epoch]) => Number(epoch));
}

test('the colleague comes in by the youth\'s yes, and all three read each other, and what was before by the youth\'s choice', async () => {
	await room.say('før');
	propose(3);
	const asked = await youth.next('proposed');
	assert.equal(asked.kind, 3);
	assert.match(asked.name, /Kristiansand/);
	youth.send({ type: 'consent', room: room.id, yes: 1 });
	const opened = await agder.next('opened');
	assert.deepEqual([opened.room, opened.seat, opened.invited], [room.id, 2, 1]);
	beside = agder.rooms.get(room.id);
	await until(() => room.news.some((news) => news.type === 'asks' && news.seat === 2), 'the question', seen);
	room.seal.admit(2, 'everything');
	await until(() => beside.seal?.open, 'the colleague\'s seal', seen);
	assert.deepEqual(theirs.joined, [2]);
	await talkAll('tre', [room, theirs, beside]);
	assert.ok(beside.texts.includes('før'));
});

test('a note between the two is read by both, and nothing of the lane goes to the youth', async () => {
	await until(() => theirs.noting.messages && beside.noting.messages, 'the lanes');
	theirs.noting.write('MERKE til kollega');
	await until(() => beside.notes.includes('MERKE til kollega') && theirs.notes.length === 1, 'the note', seen);
	beside.noting.write('MERKE tilbake');
	await until(() => theirs.notes.includes('MERKE tilbake'), 'the answer', seen);
	await youth.client.ping();
	assert.deepEqual(youth.client.received.filter(({ type }) => NOTES.includes(type)), []);
	assert.notDeepEqual(oslo.client.received.filter(({ type }) => NOTES.includes(type)), [], 'the same search finds it at the desk');
});

test('the owner and the colleague come back after a broken line, and the room goes on as it was', async () => {
	for (const person of [oslo, agder, youth]) {
		await person.reload();
		await until(() => person.rooms.get(room.id).open, 'the room open again', seen);
	}
	await talkAll('etter brudd', [room, theirs, beside]);
	assert.equal(theirs.ended, null);
});

test('who was invited leaves alone, and what is said afterwards is of a key that it does not have', async () => {
	const last = beside.seal.order.epoch.epoch;
	beside.transmit({ type: 'leave', room: room.id });
	await until(() => beside.ended, 'the end for who leaves', seen);
	assert.equal(beside.ended, 'parted');
	assert.equal((await oslo.next('left')).seat, 2);
	await until(() => room.seal.order.epoch.epoch > last, 'the next key epoch', seen);
	await talkAll('to igjen', [room, theirs]);
	assert.ok((await epochs()).slice(-2).every((epoch) => epoch > last), 'a new key epoch');
	assert.ok(!beside.left.some((text) => text?.startsWith('to igjen')));
	assert.deepEqual(room.seal.people.map(({ seat }) => seat), [1]);
	assert.equal(theirs.ended, null);
});

test('a colleague who says no is nobody in the room, and both hear it', async () => {
	agder.takes = false;
	agder.rooms.delete(room.id);
	const offered = agder.next('offer');
	propose(3);
	await youth.next('proposed');
	youth.send({ type: 'consent', room: room.id, yes: 1 });
	const { offer, invited } = await offered;
	assert.equal(invited, 1);
	agder.send({ type: 'decline', offer });
	assert.deepEqual([(await oslo.next('handed')).result, (await youth.next('handed')).result], ['declined', 'off']);
});

test('the youth ends the room for everybody', async () => {
	agder.takes = true;
	propose(3);
	await youth.next('proposed');
	youth.send({ type: 'consent', room: room.id, yes: 1 });
	await agder.next('opened', (frame) => frame.seat === 3);
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended && agder.rooms.get(room.id).ended, 'the end for all three', seen);
	assert.deepEqual([theirs.ended, agder.rooms.get(room.id).ended], ['left', 'left']);
	await until(async () => (await daemon.redis().keys(`{r:${room.id}}:*`)).length === 0, 'the room to be gone');
});
