// R9, a reconnect storm: every TLS line of a machine is lost in one moment, and everybody comes back by himself. Nobody loses
// the place in the queue or a message, and who writes on another machine meanwhile is measured.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { Beside } from '../bench/lib/beside.mjs';
import { wordsFor } from '../bench/lib/generator.mjs';
import { addStaff } from '../bench/lib/staff.mjs';
import { Authority } from '../live/lib/certificates.mjs';
import { freshFolder } from '../live/lib/demo.mjs';
import { within } from '../live/lib/wait.mjs';
import { LONG, report } from './lib/report.mjs';
import { TALK_KEYS, Talk } from './lib/talkers.mjs';
import { startMachines } from './machines.mjs';

const HERD = LONG ? 10_000 : 1000;
/** In the herd as well, and they talk: their counsellors are full and take nobody else. */
const ROOMS = 15;
const SAYS_EVERY_MS = 1000;
/** On the other machine. */
const OTHERS = { rooms: 30, desks: 10, rate: 150, warm: 1 };
/** The state of a visit, which is not written when it is this one. */
const WAITING = 'W';
const BACK_BAR_MS = 60_000;
const OTHERS_BAR_MS = 500;
const PATIENCE_S = (3 * BACK_BAR_MS) / 1000;
/** The generator's own patience is shorter. */
const PATIENCE_MS = 1000 * PATIENCE_S + 60_000;
/** A whole handshake for each of them. */
const COMING_S = LONG ? 400 : 100;

const folder = freshFolder();
after(() => rmSync(folder, { recursive: true }));
const authority = new Authority(folder);
const tls = { ...authority.issue('server'), ca: authority.ca };
const keys = { ...TALK_KEYS, queue_visits: 100_000 };
const { redis, machines } = await startMachines(2, { keys, tls });
const [theirs, elsewhere] = machines.map(({ daemon }) => daemon);

/** A run of the generator on a daemon; it ends with the test file. */
function generator(daemon, scenario, options) {
	const service = { daemon, daemonPids: [], redisPids: [], workerPids: [] };
	const beside = new Beside(wordsFor(service, scenario, { patience: PATIENCE_S, ...options }));
	after(() => beside.end());
	return beside;
}

/** {visit: place in the queue} of everybody who waits, as Redis has them. */
async function places() {
	const keys = await redis.client.keys('{no}:y:*');
	const rows = await Promise.all(keys.map(async (key) => [key, ...(await redis.client.hmget(key, 'st', 'e'))]));
	return Object.fromEntries(rows.filter(([, state]) => (state ?? WAITING) === WAITING).map(([key, , place]) => [key, place]));
}

/** Ends all sockets of a machine in one moment; its workers are started anew. */
function cut(daemon) {
	for (const pid of Object.values(daemon.workers)) process.kill(pid, 'SIGKILL');
}

test(`${HERD} TLS clients lose their lines at once: all come back to their places, and nothing is lost`, async () => {
	const talk = await Talk.open(theirs, { rooms: ROOMS, redis: redis.client });
	const staff = await addStaff(redis.client, elsewhere.place.folder, OTHERS.desks);
	const others = generator(elsewhere, 'beside', { ...OTHERS, staff });
	await within(others.said('ready'), 'the others to talk', { ms: PATIENCE_MS });
	const herd = generator(theirs, 'herd', { connections: HERD, parallel: 32 });
	await within(herd.said('ready'), 'the herd to wait', { ms: 1000 * COMING_S });
	talk.chat(SAYS_EVERY_MS);
	const before = await places();

	herd.tell();
	others.tell();
	await others.said('open');
	cut(theirs);
	await within(herd.said('back'), 'the herd to be back', { ms: PATIENCE_MS });
	await talk.everybody(PATIENCE_MS);
	const [beside] = await others.result();
	const now = await places();
	const moved = Object.entries(before).filter(([visit, place]) => now[visit] !== place);
	const [storm] = await herd.result();
	await talk.settle({ ms: PATIENCE_MS });

	const judged = talk.verdict();
	report('R9', {
		faults: 1, ...judged, unavailable: storm.all_back_ms / 1000,
		more: {
			clients: storm.members, all_back_ms: Math.round(storm.all_back_ms), all_back_bar_ms: BACK_BAR_MS,
			back_p50_ms: Math.round(storm.back_p50_ms), back_p99_ms: Math.round(storm.back_p99_ms),
			dials: storm.dials, dials_in_vain: storm.late_dials, put_off: storm.put_off,
			others_messages: beside.messages, others_p50_ms: beside.hear_p50_ms, others_p99_ms: beside.hear_p99_ms,
			others_p99_bar_ms: OTHERS_BAR_MS,
		},
	});
	assert.deepEqual([storm.members, storm.cut], [HERD, HERD]);
	assert.deepEqual(judged.found, []);
	assert.equal(Object.keys(before).length, HERD);
	assert.deepEqual(moved, []);
	await talk.leave();
});

test('one of a herd whose place is gone is noticed', async () => {
	const there = new Set(Object.keys(await places()));
	const herd = generator(theirs, 'herd', { connections: 10 });
	await within(herd.said('ready'), 'the herd to wait', { ms: 1000 * COMING_S });
	const visit = Object.keys(await places()).find((one) => !there.has(one));
	await redis.client.del(visit);
	herd.tell();
	cut(theirs);
	await assert.rejects(within(herd.said('back'), 'the herd', { ms: PATIENCE_MS }), /one of the herd was sent lost/);
});
