// Whatever a stranger can make grow has an end: size, fragments, time, rate, and what waits to be read.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { judge } from '../faults/lib/history.mjs';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { holderOf } from './lib/proc.mjs';
import { encode, roleNumber } from './lib/wire.mjs';
import { until, within } from './lib/wait.mjs';

const YOUTH_LIMIT = 16384;
const STAFF_LIMIT = 65536;

const daemon = await startDaemon({
	keys: {
		hello_seconds: 3, message_seconds: 2, ping_seconds: 2, dead_seconds: 6, bucket_youth: 12, wrap_up_seconds: 0,
		backlog_youth_bytes: 32768, bucket_staff: 10000, refill_staff: 10000,
	},
});
const oslo = await comeCounsellor(daemon, 'oslo');

/* Begun first and looked at last, because it takes the library ten seconds. */
const slowHead = new Promise((resolve) => {
	const socket = connect(daemon.port, '127.0.0.1').once('close', resolve);
	socket.write('GET / HTTP/1.1\r\nHost: 127');
});

/** A connection that writes a little each half second until it is closed; paused: it never reads. */
function slowRequest(start, { drip = '', paused = false } = {}) {
	const socket = connect(daemon.port, '127.0.0.1');
	const closed = new Promise((resolve) => socket.once('close', resolve)).finally(() => clearInterval(dripping));
	const port = new Promise((resolve) => socket.once('connect', () => resolve(socket.localPort)));
	const dripping = setInterval(() => socket.write(drip), 500);
	dripping.unref();
	socket.on('error', () => {}).write(start.replaceAll('HOST', `127.0.0.1:${daemon.port}`));
	if (paused) socket.pause();
	else socket.resume();
	return { socket, closed, port };
}

async function greeted(side = 'youth') {
	const client = new Client(daemon);
	await client.hello(roleNumber(side));
	return client;
}

test('a message above the limit of a youth is refused as oversize', async () => {
	const client = await greeted();
	client.sendRaw(Buffer.alloc(YOUTH_LIMIT + 1, 0x91));
	const { code, reason } = await client.ending();
	assert.deepEqual([code, reason], [4003, 'protocol: oversize']);
});

test('a huge message that is only announced is refused as oversize', async () => {
	const client = await greeted();
	const { _socket: socket } = client.socket;
	const header = Buffer.alloc(14);
	header.set([0x82, 0xff]);
	header.writeBigUInt64BE(1n << 40n, 2);
	socket.write(Buffer.concat([header, Buffer.from('91')]));
	const { code, reason } = await client.ending();
	assert.deepEqual([code, reason], [4003, 'protocol: oversize']);
});

test('staff may send longer messages, up to their own limit', async () => {
	oslo.client.sendRaw(Buffer.alloc(STAFF_LIMIT + 1, 0x91));
	const { code, reason } = await oslo.client.ending();
	assert.deepEqual([code, reason], [4003, 'protocol: oversize']);
	await oslo.comeBack();
	oslo.client.sendRaw(Buffer.alloc(YOUTH_LIMIT + 1, 0x91));
	assert.deepEqual(await oslo.client.ending(), { code: 4003, reason: 'protocol: nested too deep' });
	await oslo.comeBack();
});

test('a message in sixteen fragments is taken, one in seventeen is not', async () => {
	const client = await greeted();
	const ping = encode({ type: 'ping', nonce: 2 ** 53 - 1 });
	const sendIn = (fragments) => {
		for (let i = 0; i < fragments - 1; i++) client.sendRaw(ping.subarray(i, i + 1), { binary: true, fin: false });
		client.sendRaw(ping.subarray(fragments - 1), { binary: true, fin: true });
	};
	const parts = ping.length;
	assert.ok(parts < 16, `${parts} bytes`);
	sendIn(parts);
	await client.next('pong');
	for (let i = 0; i < 17; i++) client.sendRaw(Buffer.from([0x91]), { binary: true, fin: false });
	const { code, reason } = await client.ending();
	assert.deepEqual([code, reason], [4003, 'protocol: too many fragments']);
});

test('a socket without HELLO is closed in time, and may dial again', async () => {
	const client = new Client(daemon);
	await client.opened;
	const { code, reason } = await client.ending();
	assert.deepEqual([code, reason], [4008, 'dead: no HELLO in time']);
});

test('a message that is never completed is closed in time, and may be sent again', async () => {
	const client = await greeted();
	client.sendRaw(Buffer.from([0x92]), { binary: true, fin: false });
	const { code, reason } = await client.ending();
	assert.deepEqual([code, reason], [4008, 'dead: a message took too long']);
});

test('an idle socket that answers pings lives on; one that does not is closed as dead', async () => {
	const alive = await greeted();
	const silent = new Client(daemon, { autoPong: false });
	await silent.hello(roleNumber('youth'));
	const { code, reason } = await silent.ending();
	assert.equal(code, 4008);
	assert.match(reason, /^dead/);
	await alive.ping();
	await alive.close(1000);
});

test('what a youth sends too fast is refused with a time, and stored when sent again', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	const texts = Array.from({ length: 14 }, (_, i) => `fort ${i}`);
	await within(Promise.all(texts.map((text) => room.say(text))), 'all acks', { ms: 30_000 });
	assert.ok(room.refused?.rate > 0, JSON.stringify(room.refused));
	const refused = youth.client.received.find((frame) => frame.code === 'rate');
	assert.deepEqual([refused.frame, refused.room], [48, room.id]);
	assert.ok(refused.retry_after >= 1, `${refused.retry_after}`);
	await until(() => theirs.texts.length === 14, 'all messages at the desk');
	assert.deepEqual(theirs.texts, texts);
	assert.deepEqual(judge([room.history, theirs.history]), []);
	await youth.client.close(4000);
});

test('passing signs beyond their rate are dropped without a word', async () => {
	const client = await greeted();
	for (let nonce = 1; nonce <= 100; nonce++) client.send({ type: 'ping', nonce });
	await until(() => client.received.some((frame) => frame.type === 'pong'), 'a PONG');
	await client.next('pong', (frame) => frame.nonce >= 10);
	const pongs = client.received.filter((frame) => frame.type === 'pong').length;
	assert.ok(pongs < 60, `${pongs} PONGs`);
	assert.equal(client.received.filter((frame) => frame.type === 'refused').length, 0);
	assert.equal(client.end, undefined);
	await client.close(1000);
});

test('a youth that never reads is closed as slow, and resumes without a loss', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	const from = daemon.lines.length;
	youth.client.socket.pause();
	const saying = [];
	const text = 'ø'.repeat(4000);
	for (let i = 0; i < 900 && !daemon.lines.slice(from).some((line) => /ending=slow/.test(line)); i++) {
		saying.push(theirs.say(`${i} ${text}`));
		if (i % 20 === 19) await Promise.all(saying);
	}
	await daemon.logged(/ending=slow/, { from });
	const client = youth.client;
	client.socket.resume();
	const { code } = await client.ending();
	assert.ok([4008, 1006].includes(code), `${code}`);
	await until(() => youth.resumes === 1 && room.texts.length === saying.length, 'everything after the resume');
	assert.deepEqual(judge([room.history, theirs.history]), []);
	await youth.client.close(4000);
});

test('waiting youths are not touched by any of it', async () => {
	const youth = await comeYouth(daemon);
	const queued = await youth.ask({ region: '4601', who: 1 });
	assert.equal(queued.type, 'queued');
	await youth.client.close(4000);
});

test('an HTTP head that never ends is dropped', async () => {
	await within(slowHead, 'the connection to be dropped', { ms: 40_000 });
});

test('a body that comes drop by drop is dropped', async () => {
	const post = 'POST /api/v1/login HTTP/1.1\r\nHost: HOST\r\nContent-Length: 500\r\n\r\n{';
	await within(slowRequest(post, { drip: ' ' }).closed, 'the connection to be dropped', { ms: 40_000 });
});

test('an answer that nobody reads is not kept for long', async () => {
	const [script] = /\/a\/[^"]+\.js/.exec(await (await fetch(`${daemon.origin}/`)).text());
	const { socket, port } = slowRequest(`GET ${script} HTTP/1.1\r\nHost: HOST\r\n\r\n`.repeat(60), { paused: true });
	const holder = async () => holderOf(Object.values(daemon.workers), daemon.port, await port);
	await until(holder, 'a worker to have it');
	await until(async () => (await holder()) === undefined, 'the worker to drop it', { ms: 30_000 });
	socket.destroy();
});
