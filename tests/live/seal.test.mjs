// What the daemon does for a seal: the steps of the handshake in their order and under their key epochs, the papers that clients
// are given. What is inside is opaque to it, so here it is anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { KIND, payloadOf } from './lib/wire.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 200, wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });

/** One side of a room, which counts its own messages: step(kind, epoch) gives the frame that answers it, ACK or REFUSED. */
function sideOf(person, room) {
	let cseq = 1;
	return async (kind, epoch) => {
		const type = kind === KIND.say ? 'say' : 'key';
		const payload = payloadOf({ kind, epoch, seat: room.seat, cseq }, `step ${kind}`);
		person.send({ type, room: room.id, cseq, key_epoch: epoch, payload });
		const answer = await person.next(['ack', 'refused'], (frame) => frame.room === room.id);
		if (answer.type === 'ack') cseq++;
		return answer;
	};
}

const code = ({ type, code, retry_after }) => (type === 'refused' ? [code, retry_after] : type);

test('a handshake is stored step by step, the GRANT raises the key epoch, and both sides read it in one order', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	const [young, staff] = [sideOf(youth, room), sideOf(oslo, theirs)];
	const steps = [
		[young, KIND.offer, 0],
		[staff, KIND.answer, 0],
		[young, KIND.grant, 1],
		[staff, KIND.confirm, 1],
		[young, KIND.say, 1],
		[staff, KIND.say, 1],
		[young, KIND.offer, 0],
	];
	for (const [side, kind, epoch] of steps) assert.equal(code(await side(kind, epoch)), 'ack', `kind ${kind}`);
	const heard = (person, sender) => person.client.received
		.filter((frame) => frame.type === 'entry' && frame.room === room.id && frame.sender === sender)
		.map(({ offset, kind, key_epoch }) => [offset, kind, key_epoch]);
	await youth.client.ping();
	await oslo.client.ping();
	const sent = (side) => steps.flatMap(([who, kind, epoch], i) => (who === side ? [[i + 1, kind, epoch]] : []));
	await oslo.next('entry', (frame) => frame.room === room.id && frame.offset === steps.length);
	assert.deepEqual(heard(oslo, 0), sent(young));
	await youth.next('entry', (frame) => frame.offset === 6);
	assert.deepEqual(heard(youth, 1), sent(staff));
	await youth.client.close(4000);
});

test('a message of another key epoch than its kind may name is refused for good, and its number is free', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	const [young, staff] = [sideOf(youth, room), sideOf(oslo, theirs)];
	const refused = ['epoch', 0];
	assert.deepEqual(code(await young(KIND.say, 1)), refused, 'a text before its GRANT');
	assert.deepEqual(code(await young(KIND.grant, 2)), refused, 'a GRANT that leaves one out');
	assert.equal(code(await young(KIND.grant, 1)), 'ack');
	assert.deepEqual(code(await staff(KIND.say, 0)), refused, 'a text of before the GRANT');
	assert.deepEqual(code(await staff(KIND.confirm, 0)), refused);
	assert.deepEqual(code(await young(KIND.offer, 2)), refused, 'an OFFER of an epoch to come');
	assert.equal(code(await staff(KIND.answer, 0)), 'ack', 'an ANSWER that the GRANT overtook');
	assert.equal(code(await staff(KIND.say, 1)), 'ack');
	await youth.client.close(4000);
});

test('PERSON says who that is for ever', () => {
	const person = oslo.client.received.find((frame) => frame.type === 'person');
	assert.match(person.staff, /^[0-9a-f]{32}$/);
});

test('MATCHED names the seats to make the handshake with, and the agency', async () => {
	const { youth } = await talkWith(daemon, oslo, { slot: 2 });
	for (const { seats, agency_slug } of youth.client.received.filter((frame) => frame.type === 'matched')) {
		assert.deepEqual([seats, agency_slug], [[1], 'oslo']);
	}
	await youth.client.close(4000);
});
