// Redis is back, its last words are still on the way, and it is lost again meanwhile: nobody may be taken up for the first
// time. A line of the test's own stands between the daemon and Redis and holds exactly that moment.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, test } from 'node:test';
import { launch } from './lib/daemon.mjs';
import { writeDemo } from './lib/demo.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { RedisServer, SETTINGS } from './lib/redis_set.mjs';
import { until } from './lib/wait.mjs';

/** What only the reading of news asks. */
const INBOX = '\r\nBLOCK\r\n';

/** One connection of the daemon's to Redis. What it asked is known by its words. */
class Link {
	constructor(line, client, port) {
		Object.assign(this, { client, asked: '' });
		this.server = connect(port, '127.0.0.1');
		client.on('data', (bytes) => {
			this.asked += bytes.toString('latin1');
			line.onAsked(this, bytes.toString('latin1'));
			this.server.write(bytes);
		});
		this.server.on('data', (bytes) => client.write(bytes));
		for (const [one, other] of [[client, this.server], [this.server, client]]) {
			one.on('close', () => other.destroy());
			one.on('error', () => other.destroy());
		}
	}

	count(word) {
		return this.asked.split(word).length - 1;
	}

	/* The parent's link brings the functions, whose text has every word that a worker may say. */
	get isWorkers() {
		return this.count('FUNCTION') === 0;
	}
}

class Line {
	constructor(port) {
		Object.assign(this, { links: new Set(), open: true, holds: undefined, held: undefined });
		this.server = createServer({ noDelay: true }, (client) => {
			if (!this.open) return client.destroy();
			const link = new Link(this, client, port);
			this.links.add(link);
			client.on('close', () => this.links.delete(link));
		});
		after(() => this.close());
	}

	async listen() {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		this.port = this.server.address().port;
		return this;
	}

	/* The answer to this word, and what is answered behind it, waits. */
	onAsked(link, text) {
		if (this.holds === undefined || !link.isWorkers || !text.includes(this.holds)) return;
		this.holds = undefined;
		this.held = link;
		link.server.pause();
	}

	/** Breaks the connections that have asked this. */
	cut(word) {
		for (const link of this.links) if (link.isWorkers && link.count(word) > 0) link.client.destroy();
	}

	close() {
		this.server.close();
		for (const { client } of this.links) client.destroy();
	}
}

test('who is taken up again after two outages at once belongs to the node\'s last lease', async () => {
	const redis = await new RedisServer().start(SETTINGS.fsync());
	const line = await new Line(redis.port).listen();
	const daemon = launch(writeDemo({ keys: { workers: 1, mode: `redis://127.0.0.1:${line.port}` } }));
	await daemon.ready();
	// The line lives in this process, which must not stand still for the control tool.
	const { data } = await daemon.ctlBeside('user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'oslo');
	const oslo = await comeCounsellor(daemon, 'oslo', { password: data.password });
	const { youth, theirs } = await talkWith(daemon, oslo);

	line.holds = 'SMEMBERS';
	line.cut(INBOX);
	await until(() => line.held, 'the worker to read the agencies again');
	const from = daemon.lines.length;
	line.open = false;
	line.cut(INBOX);
	await daemon.logged(/redis=down/, { from });
	// Two beats after the last agency: by then its answer has been worked on.
	const agencies = (await redis.client.call('SMEMBERS', '{agencies}:all')).length;
	const read = line.held.count('HGETALL') + agencies;
	line.held.server.resume();
	await until(() => line.held.count('HGETALL') >= read, 'the agencies to be read');
	const beats = line.held.count('_node_beat');
	await until(() => line.held.count('_node_beat') >= beats + 2, 'two beats');
	line.open = true;

	const home = async () => {
		const cfg = await redis.client.call('HGETALL', '{no}:cfg');
		const at = cfg.findIndex((name) => name.startsWith('epoch '));
		return `${cfg[at].slice('epoch '.length)}#${cfg[at + 1]}`;
	};
	const [visit] = await redis.client.call('KEYS', '{no}:y:*');
	await until(() => youth.frozen.at(-1) === 0, 'the end of FROZEN');
	await until(async () => (await redis.client.call('HGET', visit, 'n')) === (await home()), 'the visit to be taken up');
	await youth.say('hei');
	await until(() => theirs.texts.length === 1, 'the message');
	assert.deepEqual(youth.frozen, [1, 0]);
});
