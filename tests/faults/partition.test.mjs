// R6: the primary is cut off from its replicas and from most of the Sentinels, and the daemon with it. What it then takes is
// acknowledged to nobody; the other side promotes a replica; when the cut heals, everybody goes on there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { SETTINGS, Sentinel, agreed, modeOf, startSet } from '../live/lib/redis_set.mjs';
import { until } from '../live/lib/wait.mjs';
import { report } from './lib/report.mjs';
import { TALK_KEYS, Talk } from './lib/talkers.mjs';

const ROOMS = 20;
const REPLICAS = 2;
const CUT_MS = 30_000;
const SAYS_EVERY_MS = 1000;
const BACK_MS = 60_000;

if (process.getuid() !== 0) {
	console.log('not root: no network namespaces');
	process.exit(77);
}

const run = (...words) => execFileSync(words[0], words.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] });

/* A namespace behind a line of its own, which goes with it: {near, far, prefix, cut(), heal()}. */
function openFarSide() {
	const mark = (process.env.SAMTALE_TEST_RUN ?? `${process.pid}`).split('.')[0];
	const name = `st-${mark}-far`;
	const line = `st${process.pid}`;
	// 198.18.0.0/15 is for tests of networks (RFC 2544); a /30 of it for this process.
	const block = (process.pid % 16_384) * 4;
	const address = (host) => `198.18.${Math.floor(block / 256)}.${(block % 256) + host}`;
	const [near, far] = [address(1), address(2)];
	run('ip', 'netns', 'add', name);
	after(() => run('ip', 'netns', 'del', name));
	const inside = ['ip', 'netns', 'exec', name];
	run('ip', 'link', 'add', line, 'type', 'veth', 'peer', 'name', 'far', 'netns', name);
	run('ip', 'address', 'add', `${near}/30`, 'dev', line);
	run('ip', 'link', 'set', line, 'up');
	for (const words of [['address', 'add', `${far}/30`, 'dev', 'far'], ['link', 'set', 'far', 'up'], ['link', 'set', 'lo', 'up']]) {
		run(...inside, 'ip', ...words);
	}
	// As when a cable is pulled: connections stay as they are and hear nothing.
	const cut = () => run(...inside, 'ip', 'link', 'set', 'far', 'down');
	const heal = () => run(...inside, 'ip', 'link', 'set', 'far', 'up');
	return { near, far, prefix: inside, cut, heal };
}

const side = openFarSide();
const settings = SETTINGS.replica(REPLICAS);
const places = [{ host: side.near }, { host: side.far, prefix: side.prefix }, { host: side.far, prefix: side.prefix }];
const servers = await startSet(REPLICAS, settings, (i) => places[i]);
const sentinels = places.map((place) => new Sentinel(place));
await Promise.all(sentinels.map((sentinel) => sentinel.watch(servers[0], { quorum: 2, downAfterMs: 3000 })));
await agreed(sentinels, REPLICAS);
const daemon = await startDaemon({
	keys: { ...TALK_KEYS, workers: 2, mode: modeOf(sentinels), durability: 'replica', replicas: REPLICAS },
});
const talk = await Talk.open(daemon, { rooms: ROOMS, redis: servers[0].client });
const acks = () => talk.people.flatMap(({ rooms }) => [...rooms.values()]).flatMap(({ history }) => history.events)
	.filter(({ what }) => what === 'acked').length;

test('the minority side acknowledges nothing for half a minute, and after healing nothing acked is lost', async () => {
	talk.chat(SAYS_EVERY_MS);
	await until(() => acks() > ROOMS, 'acks');
	side.cut();
	const at = performance.now();
	// What was on its way when the line went may still be answered, before the word that nothing is.
	const frozen = () => talk.people.every((person) => person.frozen.at(-1) === 1);
	await until(frozen, 'everybody to be told', { more: () => daemon.tail() });
	const before = acks();
	const stored = await servers[0].client.dbsize();
	await until(async () => (await sentinels[1].primaryPort()) !== servers[0].port, 'the other side to promote a replica', { ms: CUT_MS });
	await until(() => performance.now() - at > CUT_MS, 'the end of the cut', { ms: 2 * CUT_MS });
	assert.equal(acks(), before, 'an ack on the minority side');
	assert.ok(stored > 0 && talk.sides.some(({ room }) => room.outbox.size > 0), 'people wrote meanwhile');
	assert.ok(frozen(), 'nobody was told otherwise meanwhile');
	side.heal();
	const healed = performance.now();
	const thawed = () => talk.people.every((person) => person.frozen.at(-1) === 0);
	await until(thawed, 'everybody to go on', { ms: BACK_MS, more: () => daemon.tail() });
	const back = performance.now() - healed;
	await talk.settle({ ms: BACK_MS });
	const result = talk.verdict();
	report('R6', {
		faults: 1, ...result, unavailable: (CUT_MS + back) / 1000,
		more: { cut_s: CUT_MS / 1000, acks_on_the_minority_side: 0, back_after_healing_ms: Math.round(back) },
	});
	assert.deepEqual(result.found, []);
	await talk.leave();
});
