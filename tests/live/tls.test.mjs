// TLS of our own: the same conversation over it, what a handshake agrees on, and what strangers do to the port.
import assert from 'node:assert/strict';
import { connect as connectPlain } from 'node:net';
import { after, test } from 'node:test';
import { rmSync } from 'node:fs';
import { Authority } from './lib/certificates.mjs';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { freshFolder } from './lib/demo.mjs';
import { refusalOf, shakeTls } from './lib/handshake.mjs';
import { judge } from '../faults/lib/history.mjs';
import { ask, shakeHands } from './lib/http.mjs';
import { comeCounsellor, talkWith, workerOf } from './lib/people.mjs';
import { pause, until, within } from './lib/wait.mjs';
import { roleNumber } from './lib/wire.mjs';

const SOCKETS = 24;
const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const authority = new Authority(folder);
const tls = { ...authority.issue('server'), ca: authority.ca };
const daemon = await startDaemon({
	tls, keys: { wrap_up_seconds: 0, sockets: SOCKETS, bucket_youth: 100, bucket_staff: 1000, refill_staff: 500 },
});
const plain = await startDaemon({ keys: { sockets: SOCKETS } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 2, capacity: 3 });

const TLS_1_2 = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' };
const TLS_1_3 = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' };

test('a whole conversation goes over wss, between two workers', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 1 });
	assert.equal(youth.client.socket._socket.encrypted, true);
	for (const text of ['hei', 'ø'.repeat(100), 'x'.repeat(7000), 'æ'.repeat(2000)]) {
		await within(room.say(text), `the ack of ${text.length}`);
		await within(theirs.say(`svar på ${text}`), `the ack of the answer to ${text.length}`);
	}
	await until(() => room.texts.length === 8 && theirs.texts.length === 8, 'all eight on both sides');
	await youth.reload();
	await within(room.say('her igjen'), 'the ack after the resume');
	await until(() => theirs.texts.length === 9, 'the ninth at the desk');
	assert.deepEqual(judge([room.history, theirs.history]), []);
	await youth.client.close(4000);
});

test('many messages in one record are all dealt with, however they are cut', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	const texts = Array.from({ length: 20 }, (_, i) => `${i} ${'y'.repeat(i % 3 === 0 ? 7000 : 10)}`);
	const socket = youth.client.socket._socket;
	socket.cork();
	const saying = texts.map((text) => room.say(text));
	socket.uncork();
	await within(Promise.all(saying), 'all acks');
	await until(() => theirs.texts.length === 20, 'all of them at the desk');
	assert.deepEqual(theirs.texts, texts);
	await youth.client.close(4000);
});

test('a youth that never reads is closed as slow over TLS, and resumes without a loss', async () => {
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
	youth.client.socket.resume();
	await youth.client.ending();
	await until(() => youth.resumes === 1 && room.texts.length === saying.length, 'everything after the resume');
	assert.deepEqual(judge([room.history, theirs.history]), []);
	await youth.client.close(4000);
});

for (const version of ['TLSv1', 'TLSv1.1']) {
	test(`${version} is refused`, async () => {
		const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
		assert.equal(await refusalOf(daemon, options), 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
	});
}

test('TLS 1.2 and 1.3 are taken', async () => {
	assert.equal((await shakeTls(daemon, TLS_1_2)).protocol, 'TLSv1.2');
	assert.equal((await shakeTls(daemon, TLS_1_3)).protocol, 'TLSv1.3');
	assert.equal((await shakeTls(daemon)).protocol, 'TLSv1.3');
});

for (const ciphers of ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES128-SHA256', 'AES128-GCM-SHA256', 'DHE-RSA-AES128-GCM-SHA256']) {
	test(`the cipher ${ciphers} is refused`, async () => {
		const options = { ...TLS_1_2, ciphers: `${ciphers}@SECLEVEL=0` };
		assert.match(await refusalOf(daemon, options), /HANDSHAKE_FAILURE/);
	});
}

test('among good ciphers the client chooses', async () => {
	const best = ['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-GCM-SHA256'];
	for (const first of best) {
		const ciphers = [first, ...best].join(':');
		assert.equal((await shakeTls(daemon, { ...TLS_1_2, ciphers })).cipher, first);
	}
});

test('ALPN agrees on http/1.1, which may also be left unsaid', async () => {
	assert.equal((await shakeTls(daemon, { ALPNProtocols: ['h2', 'http/1.1'] })).alpn, 'http/1.1');
	assert.equal((await shakeTls(daemon)).alpn, false);
});

test('a client that speaks only HTTP/2 is refused', async () => {
	const code = await refusalOf(daemon, { ALPNProtocols: ['h2'] });
	assert.equal(code, 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL');
});

test('renegotiation is refused', async () => {
	const { socket } = await shakeTls(daemon, { ...TLS_1_2, keep: true });
	const ended = new Promise((resolve) => socket.once('close', () => resolve('closed')));
	const refused = new Promise((resolve) => socket.renegotiate({}, (error) => resolve(error ? 'refused' : 'done')));
	assert.notEqual(await within(Promise.race([ended, refused]), 'an answer'), 'done');
	socket.destroy();
});

for (const version of [TLS_1_2, TLS_1_3]) {
	test(`a full handshake of ${version.minVersion} gives one ticket, which every worker takes`, async () => {
		const first = await shakeTls(daemon, version);
		assert.equal(first.reused, false);
		assert.equal(first.tickets.length, 1);
		const slots = new Set();
		for (let i = 0; i < 60 && slots.size < 2; i++) {
			const again = await shakeTls(daemon, { ...version, session: first.tickets[0], keep: true });
			slots.add(workerOf(daemon, again));
			again.socket.destroy();
			assert.equal(again.reused, true, `attempt ${i}`);
		}
		assert.deepEqual([...slots].sort(), [1, 2]);
	});
}

test('every answer over TLS asks for TLS from now on, and none without it does', async () => {
	const answers = [
		await ask(daemon, '/'), await ask(daemon, '/nowhere'), await ask(daemon, '/', { host: 'evil.example' }),
		await shakeHands(daemon, { origin: 'https://evil.example' }),
	];
	for (const { status, headers } of answers) {
		assert.equal(headers['strict-transport-security'], 'max-age=63072000', `${status}`);
	}
	assert.equal((await ask(plain, '/')).headers['strict-transport-security'], undefined);
});

test('the demo\'s own origins are those with https', async () => {
	const name = `localhost:${daemon.port}`;
	assert.equal((await shakeHands(daemon)).status, 101);
	assert.equal((await shakeHands(daemon, { host: name, origin: `https://${name}` })).status, 101);
	assert.equal((await shakeHands(daemon, { origin: `http://127.0.0.1:${daemon.port}` })).status, 403);
});

/* Sends bytes; gives what came back when the other side has closed. */
function throwAt(port, bytes) {
	return new Promise((resolve) => {
		const parts = [];
		const socket = connectPlain(port, '127.0.0.1', () => socket.write(bytes));
		socket.on('data', (part) => parts.push(part));
		socket.on('error', () => {});
		socket.on('close', () => resolve(Buffer.concat(parts)));
	});
}

const HELLO = Buffer.from('16030100c8010000c40303', 'hex');
const REQUEST = Buffer.from('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');

for (const [what, on, bytes, rounds = 3] of [
	['a plain request at the TLS port', daemon, REQUEST],
	['noise at the TLS port', daemon, Buffer.alloc(300, 0x41)],
	['a TLS record that lies about its length', daemon, Buffer.from('1603010001ff', 'hex'), 1],
	['a TLS handshake at the plain port', plain, Buffer.concat([HELLO, Buffer.alloc(300)])],
]) {
	test(`${what} is closed without a page, a line in the log or a lost place`, async () => {
		const from = on.lines.length;
		for (let i = 0; i < rounds; i++) {
			const answers = await Promise.all(Array.from({ length: SOCKETS }, () => throwAt(on.port, bytes)));
			for (const answer of answers) assert.doesNotMatch(answer.toString('latin1'), /200 OK/);
		}
		const client = new Client(on);
		await client.hello(roleNumber('youth'));
		await client.close(1000);
		assert.deepEqual(on.lines.slice(from).filter((line) => !/no room for more|ending=done|<6>alarm /.test(line)), []);
	});
}

test('handshakes that stop half-way are dropped, and their places are free again', async () => {
	const halves = Array.from({ length: SOCKETS }, (_, i) => throwAt(daemon.port, HELLO.subarray(0, i % 2 === 0 ? 3 : 11)));
	await within(Promise.all(halves), 'all of them to be dropped', { ms: 36_000 });
	const clients = Array.from({ length: SOCKETS }, () => new Client(daemon));
	for (const client of clients) await client.hello(roleNumber('youth'));
	for (const client of clients) await client.close(1000);
	await pause();
});

test('a handshake that the client gives up does no harm to those that go on', async () => {
	for (let i = 0; i < 40; i++) {
		const socket = connectPlain(daemon.port, '127.0.0.1', () => socket.write(HELLO, () => socket.resetAndDestroy()));
		socket.on('error', () => {});
		if (i % 10 === 0) assert.equal((await shakeTls(daemon)).protocol, 'TLSv1.3');
	}
	assert.equal(oslo.client.end, undefined);
	await oslo.client.ping();
});
