// What a client may not send, refused with its reason, while a good room talks on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { judge } from '../faults/lib/history.mjs';
import { ROOT } from './lib/npm.mjs';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { encode, frames, payloadOf, roleNumber, sayOf } from './lib/wire.mjs';
import { until } from './lib/wait.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 1000, wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });
const good = await talkWith(daemon, oslo, { slot: 2 });
const vectors = JSON.parse(readFileSync(join(ROOT, 'protocol/vectors/frames.json'), 'utf8'));
const ROOM = 'ab'.repeat(16);

after(() => {
	assert.deepEqual(judge([good.room.history, good.theirs.history]), [], 'the good room');
});

async function greeted(side = 'youth') {
	const client = new Client(daemon);
	await client.hello(roleNumber(side));
	return client;
}

async function checkGoodRoom() {
	const { room, theirs } = good;
	await room.say('vi snakker videre');
	await theirs.say('ja, det gjør vi');
	await until(() => theirs.texts.length === room.texts.length, 'the messages');
}

test('every malformed message of the vectors closes its socket with 4003 and its reason', async () => {
	const bad = vectors.filter((vector) => vector.direction === 'up' && vector.error);
	assert.ok(bad.length > 80, `${bad.length} vectors`);
	for (const { name, hex, error } of bad) {
		const client = await greeted();
		client.sendRaw(Buffer.from(hex, 'hex'));
		const { code, reason } = await client.ending();
		assert.deepEqual([code, reason], [4003, `protocol: ${error}`], name);
	}
	await checkGoodRoom();
});

test('every frame that only the daemon sends is refused from a client', async () => {
	const down = vectors.filter((vector) => vector.direction === 'down' && vector.name.endsWith(', usual'));
	assert.equal(down.length, frames.filter((frame) => !frame.up).length);
	for (const { name, hex } of down) {
		const client = await greeted();
		client.sendRaw(Buffer.from(hex, 'hex'));
		assert.deepEqual(await client.ending(), { code: 4003, reason: 'protocol: wrong direction' }, name);
	}
});

test('a text message is refused', async () => {
	const client = await greeted();
	client.sendRaw('hei', { binary: false });
	const { code, reason } = await client.ending();
	assert.equal(code, 4003);
	assert.match(reason, /^protocol: text frame/);
	await checkGoodRoom();
});

test('an empty message is refused', async () => {
	const client = await greeted();
	client.sendRaw(Buffer.alloc(0));
	assert.deepEqual(await client.ending(), { code: 4003, reason: 'protocol: empty' });
});

const TOO_EARLY = [
	{ type: 'ping', nonce: 1 },
	{ type: 'cancel', why: 0 },
	{ type: 'resume', token: '00'.repeat(32), attempt: 0, rooms: [], log_epochs: [], offsets: [] },
];

for (const frame of TOO_EARLY) {
	test(`${frame.type.toUpperCase()} before HELLO ends the socket with 4003`, async () => {
		const client = new Client(daemon);
		await client.opened;
		client.send(frame);
		const { code, reason } = await client.ending();
		assert.equal(code, 4003);
		assert.match(reason, /^protocol: HELLO comes first|^protocol: this role/);
	});
}

test('another version in HELLO is refused', async () => {
	for (const version of [0, 2, 255]) {
		const client = new Client(daemon);
		await client.opened;
		client.send({ type: 'hello', version, side: 1, language: 'nb' });
		const { code, reason } = await client.ending();
		assert.equal(code, 4003, `${version}`);
		assert.match(reason, /^protocol: version/);
	}
});

test('HELLO as a guest is refused', async () => {
	const client = new Client(daemon);
	await client.opened;
	client.send({ type: 'hello', version: 1, side: 0, language: 'nb' });
	const { code, reason } = await client.ending();
	assert.equal(code, 4003);
	assert.match(reason, /^protocol: side/);
});

/* Frames that are right, at a moment that is not. */
const WRONG_STATE = [
	['SAY before a room', sayOf(ROOM, 0, 1, 'h')],
	['LEAVE before a room', { type: 'leave', room: ROOM }],
	['READY before a match', { type: 'ready', room: ROOM, log_epoch: 0, offset: 0 }],
	['CANCEL before ASK', { type: 'cancel', why: 0 }],
	['CHANGE before ASK', { type: 'change', who: 0, languages: ['nb'] }],
];

for (const [what, frame] of WRONG_STATE) {
	test(`${what} is refused as a wrong state and the socket stays`, async () => {
		const client = await greeted();
		client.send(frame);
		const refused = await client.next('refused');
		assert.deepEqual([refused.code, refused.frame], ['state', encode(frame)[1]]);
		await client.ping();
		await client.close(1000);
	});
}

test('a second ASK while one waits is refused as a wrong state', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ region: '4601', who: 1 });
	const again = await youth.ask({ region: '4601', who: 1 });
	assert.deepEqual([again.type, again.frame, again.code], ['refused', 16, 'state']);
	await youth.client.close(4000);
});

/* Frames that this role may never send. */
const WRONG_ROLE = [
	['SHIFT from a youth', 'youth', { type: 'shift', state: 0, capacity: 1, scope: 2, topics: [], languages: [] }],
	['ACCEPT from a youth', 'youth', { type: 'accept', offer: 1 }],
	['LOGIN from a youth', 'youth', { type: 'login', ticket: '00'.repeat(32) }],
	['ASK from staff', 'counsellor', {
		type: 'ask', pool: 'no', region: '', door: '', topic: 'unsure', languages: ['nb'], urgency: 0, who: 0, avoid: [],
	}],
	['SHIFT before LOGIN', 'counsellor', { type: 'shift', state: 0, capacity: 1, scope: 2, topics: [], languages: [] }],
	['a second HELLO', 'youth', { type: 'hello', version: 1, side: 1, language: 'nb' }],
];

for (const [what, side, frame] of WRONG_ROLE) {
	test(`${what} ends the socket with 4003`, async () => {
		const client = await greeted(side);
		client.send(frame);
		const { code, reason } = await client.ending();
		assert.deepEqual([code, reason], [4003, 'protocol: this role may not send this frame']);
	});
}

test('SAY into somebody else\'s room is refused', async () => {
	const other = await talkWith(daemon, oslo);
	other.youth.send(sayOf(good.room.id, 0, 1, 'h'));
	const refused = await other.youth.next('refused', (frame) => frame.room === good.room.id);
	assert.equal(refused.code, 'late');
	await other.youth.client.close(4000);
	await checkGoodRoom();
});

/* What a header may not say, beside the youth's own next number 1 in a room of key epoch 0: [what, frame, header, key epoch]. */
const WRONG_HEADER = [
	['another version', 'say', { version: 2 }],
	['no seal at all', 'say', { version: 0 }],
	['a kind of its own', 'say', { kind: 7 }],
	['a note', 'say', { kind: 6, seat: 128 }],
	['a key in SAY', 'say', { kind: 1 }],
	['a text in KEY', 'key', { kind: 5 }],
	["an ANSWER of the youth's", 'key', { kind: 2 }],
	["a CONFIRM of the youth's", 'key', { kind: 4 }],
	["somebody else's seat", 'say', { seat: 1 }],
	['another number', 'say', { cseq: 2 }],
	['another key epoch', 'say', { epoch: 1 }],
];

test('a payload whose header is not that of frame and seat is refused for good, whatever is behind it', async () => {
	const { youth, room } = await talkWith(daemon, oslo);
	for (const [what, type, wrong] of WRONG_HEADER) {
		const payload = payloadOf({ seat: 0, cseq: 1, ...wrong }, 'hei');
		youth.send({ type, room: room.id, cseq: 1, key_epoch: 0, payload });
		const { code, number, retry_after } = await youth.next('refused', (frame) => frame.room === room.id);
		assert.deepEqual([code, number, retry_after], ['seal', 1, 0], what);
	}
	for (const payload of ['', '00', payloadOf({ seat: 0, cseq: 1 }, '').slice(0, -2)]) {
		youth.send({ type: 'say', room: room.id, cseq: 1, key_epoch: 0, payload });
		assert.equal((await youth.next('refused', (frame) => frame.room === room.id)).code, 'seal', `"${payload}"`);
	}
	await room.say('so much was needed');
	await youth.client.close(4000);
});

test('a LOGIN ticket is good once', async () => {
	const client = await greeted('counsellor');
	client.send({ type: 'login', ticket: 'cd'.repeat(32) });
	const refused = await client.next('refused');
	assert.deepEqual([refused.frame, refused.code], [32, 'ticket']);
	await client.close(1000);
});

test('the log names each ending and its reason', async () => {
	const lines = daemon.lines.filter((line) => /ending=protocol/.test(line));
	assert.ok(lines.some((line) => line.includes('why=unknown frame')), lines.slice(-3).join('\n'));
	await checkGoodRoom();
});
