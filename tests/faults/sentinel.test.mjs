// R5: the primary of a real Sentinel set is killed while 200 rooms talk, again and again. A replica is promoted, the dead one
// comes back as its replica, and nothing that anybody was told is stored is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { SETTINGS, agreed, hasReplicas, modeOf, startSentinels, startSet } from '../live/lib/redis_set.mjs';
import { pause, until } from '../live/lib/wait.mjs';
import { Random } from '../routing/lib/random.mjs';
import { LONG, report } from './lib/report.mjs';
import { TALK_KEYS, Talk, percentile } from './lib/talkers.mjs';

const ROOMS = 200;
const KILLS = LONG ? 40 : 3;
const REPLICAS = 2;
const SAYS_EVERY_MS = 1000;
const BETWEEN_MS = [500, 2000];
const DOWN_AFTER_MS = 3000;
const BACK_BAR_MS = 15_000;
const BACK_MS = 6 * BACK_BAR_MS;

const random = new Random(Number(process.env.SEED ?? 1));
const settings = SETTINGS.replica(REPLICAS);
const servers = await startSet(REPLICAS, settings);
const sentinels = await startSentinels(3, servers[0], REPLICAS, { downAfterMs: DOWN_AFTER_MS });
const daemon = await startDaemon({
	keys: { ...TALK_KEYS, workers: 2, mode: modeOf(sentinels), durability: 'replica', replicas: REPLICAS },
});
const talk = await Talk.open(daemon, { rooms: ROOMS, redis: servers[0].client });

const serverAt = (port) => servers.find((server) => server.port === port);

/* Kills the primary under its talkers, and starts it again when another is named, as its supervisor would. Resolves when
 * everybody may talk again: {ms, firstAckMs}. */
async function killPrimary() {
	const dead = serverAt(await sentinels[0].primaryPort());
	const at = performance.now();
	await dead.kill();
	const port = await until(
		async () => {
			const ports = await Promise.all(sentinels.map((sentinel) => sentinel.primaryPort()));
			return ports.every((named) => named === ports[0] && named !== dead.port) && ports[0];
		},
		'another primary',
		{ ms: BACK_MS },
	);
	const promotedMs = performance.now() - at;
	const { host } = serverAt(port);
	await dead.start([...settings, '--replicaof', host, `${port}`]);
	const thawed = (person) => person.freezes.some((freeze) => freeze.on === 0 && freeze.at > at) && person.frozen.at(-1) === 0;
	await until(() => talk.people.every(thawed), 'everybody to go on', { ms: BACK_MS, more: () => talk.seen() });
	const ms = Math.max(...talk.people.map((person) => person.freezes.at(-1).at)) - at;
	// On a busy machine Sentinel may have promoted another one meanwhile.
	const isWhole = async () => hasReplicas(serverAt(await sentinels[0].primaryPort()), REPLICAS);
	await until(isWhole, 'the replicas', { ms: 2 * BACK_MS, step: 100 });
	await agreed(sentinels, REPLICAS);
	console.log(`killed: another was named after ${Math.round(promotedMs)} ms, going on after ${Math.round(ms)} ms`);
	return { ms, promotedMs };
}

test(`${ROOMS} rooms talk while the primary is killed ${KILLS} times: nothing acked is lost, doubled or reordered`, async () => {
	talk.chat(SAYS_EVERY_MS);
	const kills = [];
	for (let i = 0; i < KILLS; i++) {
		await pause(BETWEEN_MS[0] + random.below(BETWEEN_MS[1]));
		kills.push(await killPrimary());
	}
	await talk.settle({ ms: BACK_MS });
	const result = talk.verdict();
	const times = kills.map(({ ms }) => ms).sort((a, b) => a - b);
	report('R5', {
		faults: KILLS, ...result, unavailable: times.reduce((sum, ms) => sum + ms, 0) / 1000,
		more: {
			down_after_ms: DOWN_AFTER_MS, back_p50_ms: Math.round(percentile(times, 50)), back_most_ms: Math.round(times.at(-1)),
			back_bar_ms: BACK_BAR_MS, promoted_most_ms: Math.round(Math.max(...kills.map(({ promotedMs }) => promotedMs))),
			kills_over_the_bar: times.filter((ms) => ms > BACK_BAR_MS).length,
		},
	});
	assert.deepEqual(result.found, []);
	assert.equal(daemon.lines.filter((line) => /^<6>worker=\d+ pid=/.test(line)).length, 2, 'no worker was started again');
	await talk.leave();
});

test('the epoch of every log rose with the failovers, and both sides know it', async () => {
	const failovers = await sentinels[0].failovers(); // a busy machine has some of its own
	for (const { room, theirs } of talk.pairs) {
		assert.equal(room.epoch, theirs.epoch);
		assert.ok(room.epoch > 1 && room.epoch <= failovers + 1, `epoch ${room.epoch}, ${failovers} failovers`);
	}
});
