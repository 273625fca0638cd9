// The proxy does to both ends what its names say. The server behind it is this file's own and answers every byte.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { freshFolder } from '../../live/lib/demo.mjs';
import { until, within } from '../../live/lib/wait.mjs';
import { openProxy } from '../lib/proxy.mjs';

/* What an end of a connection notices. */
class End {
	constructor(socket, echoes) {
		Object.assign(this, { socket, pieces: [], count: 0, code: undefined, ended: false, closed: false });
		socket.on('data', (bytes) => {
			this.pieces.push(bytes);
			this.count += bytes.length;
			if (echoes) socket.write(bytes);
		});
		socket.on('error', ({ code }) => (this.code = code));
		socket.on('end', () => (this.ended = true));
		socket.on('close', () => (this.closed = true));
	}

	get text() {
		return Buffer.concat(this.pieces).toString();
	}

	/** Neither an error nor an end was seen. */
	get believes() {
		return this.code === undefined && !this.ended && !this.closed;
	}
}

async function listen(place) {
	const ends = [];
	const server = createServer((socket) => ends.push(new End(socket, true)));
	server.listen(place);
	await once(server, 'listening');
	after(() => {
		for (const { socket } of ends) socket.destroy();
		server.close();
	});
	return { ends, port: server.address().port };
}

const house = await listen({ port: 0, host: '127.0.0.1' });

async function proxyOf(options, target = { port: house.port }) {
	const proxy = await openProxy(target, options);
	after(() => proxy.close());
	return proxy;
}

function dial(proxy) {
	const socket = connect(proxy.path ? { path: proxy.path } : { port: proxy.port, host: '127.0.0.1' });
	after(() => socket.destroy());
	return new End(socket);
}

/* Both ends of a new connection on which one word has gone to and fro. */
async function pair(proxy, ends = house.ends) {
	const near = dial(proxy);
	const word = `hello ${ends.length} `;
	near.socket.write(word);
	await until(() => near.text === word, 'the echo', { more: () => `; ${near.code}` });
	return { near, far: ends.find((end) => end.text === word), word };
}

test('a sound line passes everything on, and an end too', async () => {
	const { near, far, word } = await pair(await proxyOf());
	const much = 'x'.repeat(1_000_000);
	near.socket.write(much);
	await until(() => near.count === word.length + much.length, 'the echo of a million bytes');
	assert.equal(far.text, word + much);
	near.socket.end();
	await until(() => far.closed && near.closed, 'both ends closed');
	assert.deepEqual([near.code, far.code], [undefined, undefined]);
});

test('a delay makes everything late and keeps the order', async () => {
	const proxy = await proxyOf();
	const { near, word } = await pair(proxy);
	proxy.change('up', { delay: 100, jitter: 50 });
	proxy.change('down', { delay: 100 });
	const start = performance.now();
	for (const piece of ['a', 'b', 'c', 'd']) {
		near.socket.write(piece);
		await new Promise(setImmediate);
	}
	await until(() => near.text === `${word}abcd`, 'the echo');
	const ms = performance.now() - start;
	assert.ok(ms >= 199, `${ms} ms`);
});

test('a throttled way passes no more bytes a second than it may', async () => {
	const proxy = await proxyOf();
	const { near, word } = await pair(proxy);
	proxy.change('down', { rate: 10_000 });
	const start = performance.now();
	near.socket.write('y'.repeat(4000));
	await until(() => near.count === word.length + 4000, 'the echo');
	const ms = performance.now() - start;
	assert.ok(ms >= 340, `${ms} ms`);
});

test('a reset is seen as a reset by both ends', async () => {
	const proxy = await proxyOf();
	const { near, far } = await pair(proxy);
	assert.equal(proxy.reset(), 1);
	await until(() => near.closed && far.closed, 'both ends closed');
	assert.deepEqual([near.code, far.code], ['ECONNRESET', 'ECONNRESET']);
});

test('a cut is seen as an end by both ends', async () => {
	const proxy = await proxyOf();
	const { near, far } = await pair(proxy);
	assert.equal(proxy.cut(), 1);
	await until(() => near.closed && far.closed, 'both ends closed');
	assert.deepEqual([near.code, far.code, near.ended, far.ended], [undefined, undefined, true, true]);
});

test('loss breaks connections while they talk, the same ones for the same seed', async () => {
	const brokenAfter = async (seed) => {
		const proxy = await proxyOf({ seed });
		const { near } = await pair(proxy);
		proxy.change('up', { loss: 0.2 });
		let pieces = 0;
		for (; near.code === undefined && pieces < 200; pieces++) {
			const so = near.count;
			near.socket.write('z');
			await until(() => near.count > so || near.closed, 'the echo or the end');
		}
		return pieces;
	};
	const counts = [await brokenAfter(7), await brokenAfter(7), await brokenAfter(11)];
	assert.ok(counts[0] > 0 && counts[0] < 200, `${counts}`);
	assert.equal(counts[0], counts[1]);
	assert.notEqual(counts[0], counts[2]);
});

for (const [way, heard] of [['up', 'far'], ['down', 'near']]) {
	test(`half-open (${way}): bytes vanish, also an end, and both ends believe that the line is open`, async () => {
		const proxy = await proxyOf();
		const ends = await pair(proxy);
		const before = ends[heard].text;
		proxy.change(way, { swallows: true });
		ends.near.socket.write('lost');
		// What a second connection's bytes have outrun would have come.
		const other = await proxyOf();
		await pair(other);
		assert.equal(ends[heard].text, before);
		assert.ok(ends.near.believes && ends.far.believes);
		const gone = way === 'up' ? ends.near : ends.far;
		gone.socket.destroy();
		await pair(other);
		assert.ok(ends[heard].believes, 'it heard of the end');
	});
}

test('half-open both ways: healed, the connection goes on without what was swallowed', async () => {
	const proxy = await proxyOf();
	const { near, far, word } = await pair(proxy);
	proxy.change('both', { swallows: true });
	near.socket.write('lost');
	await pair(await proxyOf());
	proxy.heal();
	near.socket.write('kept');
	await until(() => near.text === `${word}kept`, 'the echo');
	assert.equal(far.text, `${word}kept`);
});

test('a stalled way holds everything back, and lets all of it go when it is released', async () => {
	const proxy = await proxyOf();
	const { near, far, word } = await pair(proxy);
	proxy.change('up', { stalled: true });
	near.socket.write('held');
	await pair(await proxyOf());
	assert.equal(far.text, word);
	assert.ok(near.believes && far.believes);
	proxy.change('up', { stalled: false });
	await until(() => near.text === `${word}held`, 'the echo');
});

test('a stalled way backs up to the sender', async () => {
	const proxy = await proxyOf();
	const { near, far } = await pair(proxy);
	proxy.change('up', { stalled: true });
	const much = Buffer.alloc(16 * 1024 * 1024, 'w');
	assert.equal(near.socket.write(much), false);
	await pair(await proxyOf());
	assert.ok(near.socket.writableLength > 0, 'everything was taken');
	proxy.change('up', { stalled: false });
	await until(() => far.count > much.length, 'all of it', { step: 100 });
});

test('silent: a connection is accepted and nobody answers, behind it nobody is called', async () => {
	const proxy = await proxyOf();
	proxy.admit('silent');
	const count = house.ends.length;
	const near = dial(proxy);
	near.socket.write('anybody?');
	const { word } = await pair(await proxyOf());
	assert.ok(word);
	assert.ok(near.believes);
	assert.equal(near.text, '');
	assert.equal(house.ends.length, count + 1);
});

test('none: a new connection is reset, an old one lives on', async () => {
	const proxy = await proxyOf();
	const { near, word } = await pair(proxy);
	proxy.admit('none');
	const other = dial(proxy);
	await until(() => other.closed, 'the end');
	assert.equal(other.code, 'ECONNRESET');
	near.socket.write('still');
	await until(() => near.text === `${word}still`, 'the echo');
});

test('a server that is not there resets the client', async () => {
	const nobody = createServer().listen(0);
	await once(nobody, 'listening');
	const { port } = nobody.address();
	await new Promise((resolve) => nobody.close(resolve));
	const near = dial(await proxyOf({}, { port }));
	await until(() => near.closed, 'the end');
	assert.equal(near.code, 'ECONNRESET');
});

test('unix sockets on both sides: passes on, and a reset is an end', async () => {
	const folder = freshFolder();
	after(() => rmSync(folder, { recursive: true, force: true }));
	const target = { path: join(folder, 'a') };
	const { ends } = await listen(target);
	const proxy = await proxyOf({ path: join(folder, 'b') }, target);
	const { near, far } = await within(pair(proxy, ends), 'the echo');
	proxy.reset();
	await until(() => near.closed && far.closed, 'both ends closed');
});
