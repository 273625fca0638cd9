// What other sites make their visitors send: a POST that names a foreign Origin is refused, whatever it is about, and counts
// nothing. Without the header, which browsers send with every POST, it is a program that asks, and is heard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedOf } from './lib/counters.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { hoursInTwoDays } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { until } from './lib/wait.mjs';

const daemon = await startDaemon({ agencies: { aarhus: { hours: hoursInTwoDays(), exceptions: '' } } });
const { port } = daemon;
const redis = daemon.redis();
const ROUTES = ['/api/v1/tap', '/api/v1/code', '/api/v1/login', '/api/v1/leave'];
const BODIES = { '/api/v1/tap': 'aarhus', '/api/v1/code': 'ABCDE', '/api/v1/login': '{}', '/api/v1/leave': 'a'.repeat(64) };

const post = (path, origin) =>
	ask(daemon, path, { method: 'POST', headers: { 'content-type': 'text/plain', ...(origin === undefined ? {} : { origin }) }, body: BODIES[path] });

const HOSTILE = [
	'https://evil.example', 'http://evil.example', 'https://www.oslo.example', 'http://127.0.0.1', `https://127.0.0.1:${port}`,
	`http://127.0.0.1:${port + 1}`, `http://127.0.0.1:${port}.evil.example`, `http://127.0.0.1:${port}/`, `http://127.0.0.1:${port}/w/oslo`,
	`http://evil.example@127.0.0.1:${port}`, `http://127.0.0.1:${port}@evil.example`, `http://127.0.0.1:${port}, https://evil.example`,
	`https://evil.example, http://127.0.0.1:${port}`, `https://evil.example http://127.0.0.1:${port}`, `HTTP://127.0.0.1:${port}`,
	`http://[::1]:${port}`, `http://127.1:${port}`, `http://2130706433:${port}`, `ws://127.0.0.1:${port}`, `127.0.0.1:${port}`, `//127.0.0.1:${port}`,
	'file://', 'moz-extension://a', `http://localhost.:${port}`, `http://${'a'.repeat(600)}.example`,
];

const taps = async () => (await countedOf(redis, 'dk', 'aarhus')).tapped ?? 0;

test('a POST that names another site is refused, and counts nothing', async () => {
	const before = await taps();
	for (const origin of HOSTILE) {
		const answer = await post('/api/v1/tap', origin);
		assert.deepEqual([answer.status, JSON.parse(answer.text).error.code], [403, 'origin'], origin);
	}
	assert.equal((await post('/api/v1/tap', daemon.origin)).status, 204);
	await until(async () => (await taps()) > before, 'the one of our own');
	assert.equal(await taps(), before + 1);
});

test('no address takes one', async () => {
	for (const path of ROUTES) assert.equal((await post(path, 'https://evil.example')).status, 403, path);
});

test('a page that hides where it is from is refused too, but may leave: the ticket is a secret', async () => {
	for (const path of ROUTES) assert.equal((await post(path, 'null')).status, path === '/api/v1/leave' ? 204 : 403, path);
});

test('without Origin, and from our own pages under each name, it is heard', async () => {
	for (const origin of [undefined, '', daemon.origin, `http://localhost:${port}`]) {
		for (const path of ROUTES) assert.notEqual((await post(path, origin)).status, 403, `${path} ${origin}`);
	}
});

test('a GET is answered whoever asks', async () => {
	for (const path of ['/', '/api/v1/status?agency=oslo', '/e/v1.js']) {
		assert.equal((await ask(daemon, path, { headers: { origin: 'https://evil.example' } })).status, 200, path);
	}
});
