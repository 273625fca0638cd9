// One of each fault on a running daemon, while a few rooms talk: on the lines of the clients, on the line to Redis, and to a
// process. Every message is stored once and shown to both, in order.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startRedis } from '../../routing/lib/redis.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { pause, until } from '../../live/lib/wait.mjs';
import { openProxy } from '../lib/proxy.mjs';
import { TALK_KEYS, Talk, through } from '../lib/talkers.mjs';

const ROOMS = 6;
const EACH = 20;
const QUIET_MS = 1000;
// Somebody may dial in vain more than once, for five seconds each, with a growing pause between.
const PATIENCE_MS = 60_000;
const MOMENT_MS = 300; // so long a fault lasts that heals by itself

async function proxyTo(target, options) {
	const proxy = await openProxy(target, options);
	after(() => proxy.close());
	return proxy;
}

const redis = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always']);
after(() => redis.stop());
const behind = await proxyTo({ path: redis.socket }, { path: `${redis.socket}p` });
const daemon = await startDaemon({ keys: { ...TALK_KEYS, mode: `unix://${behind.path}` } });
const before = await proxyTo({ port: daemon.port });
const talk = await Talk.open(daemon, {
	rooms: ROOMS, doors: [through(before, daemon)], redis: redis.client, quietMs: QUIET_MS,
});

const resumes = () => talk.people.map((person) => person.resumes);

/* Resolves when everybody's line was lost and taken up again. */
async function allAnew(act) {
	const earlier = resumes();
	await act();
	await until(() => resumes().every((count, i) => count > earlier[i]), 'everybody to resume', { ms: PATIENCE_MS, more: () => talk.seen() });
	await talk.everybody(PATIENCE_MS);
}

async function forAMoment(proxy, way, settings) {
	proxy.change(way, settings);
	await pause(MOMENT_MS);
	proxy.heal();
}

/* Resolves when everybody was told that the store was out of reach, and is back. */
async function frozen(act) {
	const since = performance.now();
	const told = (on) => talk.people.every(({ freezes }) => freezes.some((freeze) => freeze.on === on && freeze.at > since));
	await act();
	await until(() => told(1) && told(0), 'FROZEN and its end', { ms: PATIENCE_MS, more: () => talk.seen() });
}

const FAULTS = {
	'a slow line': () => forAMoment(before, 'both', { delay: 40, jitter: 60 }),
	'a thin line': () => forAMoment(before, 'down', { rate: 5000 }),
	'a line that stalls': () => forAMoment(before, 'both', { stalled: true }),
	'lines that are reset': () => allAnew(() => before.reset()),
	'lines that are cut': () => allAnew(() => before.cut()),
	'lines that break while they talk': () => forAMoment(before, 'both', { loss: 0.05 }),
	'lines that are open to both ends and dead': () => allAnew(() => before.abandon()),
	'a door behind which nobody answers at first': () =>
		allAnew(async () => {
			before.admit('silent');
			before.reset();
			await until(() => before.silent.size > 0, 'a connection');
			before.heal();
		}),
	'a slow Redis': () => forAMoment(behind, 'both', { delay: 20, jitter: 20 }),
	'a Redis that stalls': () => forAMoment(behind, 'down', { stalled: true }),
	'a line to Redis that is reset': () => frozen(() => behind.reset()),
	'a line to Redis that is open to both ends and dead': () => frozen(() => behind.abandon()),
	'a Redis that accepts and does not answer at first': () =>
		frozen(async () => {
			behind.admit('silent');
			behind.reset();
			await until(() => behind.silent.size > 0, 'a connection');
			behind.heal();
		}),
	'a node that is killed': async () => {
		const from = daemon.lines.length;
		process.kill(daemon.workers[1], 'SIGKILL');
		await daemon.ready(from);
	},
};

for (const [what, happens] of Object.entries(FAULTS)) {
	test(`${what}: nothing is lost, doubled or reordered`, async () => {
		const going = talk.exchange(EACH, { ms: PATIENCE_MS });
		await happens();
		await going;
		await talk.settle({ ms: PATIENCE_MS });
		assert.deepEqual(talk.verdict().found, []);
	});
}
