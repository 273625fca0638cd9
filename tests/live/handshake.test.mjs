// Before the upgrade: what a client must send, each header by itself, and what it is told when one is wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { shakeHands } from './lib/http.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo');
const { room, theirs } = await talkWith(daemon, oslo);
const port = daemon.port;

test('the right handshake is accepted with the one subprotocol', async () => {
	const answer = await shakeHands(daemon);
	assert.equal(answer.status, 101);
	assert.equal(answer.headers['sec-websocket-protocol'], 'samtale.v1');
	assert.equal(answer.headers['sec-websocket-extensions'], undefined);
});

test('localhost is a name of the demo', async () => {
	const name = `localhost:${port}`;
	assert.equal((await shakeHands(daemon, { host: name, origin: `http://${name}` })).status, 101);
});

const REFUSED = [
	['a missing Origin', { origin: undefined }, 403, /^Origin/],
	['an empty Origin', { origin: '' }, 403, /^Origin/],
	['the Origin null', { origin: 'null' }, 403, /^Origin/],
	['a foreign Origin', { origin: 'https://evil.example' }, 403, /^Origin/],
	['an Origin of another port', { origin: `http://127.0.0.1:${port + 1}` }, 403, /^Origin/],
	['an Origin with another scheme', { origin: `https://127.0.0.1:${port}` }, 403, /^Origin/],
	['an Origin that only begins right', { origin: `http://127.0.0.1:${port}.evil.example` }, 403, /^Origin/],
	['an Origin with a path', { origin: `http://127.0.0.1:${port}/` }, 403, /^Origin/],
	['an Origin that ends right', { origin: `http://evil.example@127.0.0.1:${port}` }, 403, /^Origin/],
	['a foreign Host', { host: 'evil.example' }, 421, /^Host/],
	['a Host without the port', { host: '127.0.0.1' }, 421, /^Host/],
	['a Host of another port', { host: `127.0.0.1:${port + 1}` }, 421, /^Host/],
	['version 12', { 'sec-websocket-version': '12' }, 426, /Version/],
	['no version', { 'sec-websocket-version': undefined }, 426, /Version/],
	['no key', { 'sec-websocket-key': undefined }, 400, /Key/],
	['a short key', { 'sec-websocket-key': 'c2hvcnQ=' }, 400, /Key/],
	['a key that is no base64', { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZ!==' }, 400, /Key/],
	['no subprotocol', { 'sec-websocket-protocol': undefined }, 400, /Protocol/],
	['a wrong subprotocol', { 'sec-websocket-protocol': 'samtale.v2' }, 400, /Protocol/],
	['a second subprotocol', { 'sec-websocket-protocol': 'samtale.v1, chat' }, 400, /Protocol/],
];

for (const [what, changes, status, reason] of REFUSED) {
	test(`${what} is refused with ${status} and its reason`, async () => {
		const answer = await shakeHands(daemon, changes);
		assert.deepEqual([answer.status, reason.test(answer.text)], [status, true], answer.text);
	});
}

for (const path of ['/', '/desk', '/socket/', '/socket2', '/w/oslo']) {
	test(`an upgrade at ${path} is refused with 404`, async () => {
		assert.equal((await shakeHands(daemon, {}, path)).status, 404);
	});
}

test('a good room talks on meanwhile', async () => {
	await room.say('fortsatt her');
	await until(() => theirs.texts.length === 1, 'the message at the desk');
});
