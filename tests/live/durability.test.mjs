// The three durability profiles: what Redis must be set to, what an ACK waits for, and what is on no disk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch } from './lib/daemon.mjs';
import { writeDemo } from './lib/demo.mjs';
import { judge } from '../faults/lib/history.mjs';
import { Lane } from './lib/notes.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { RedisServer, SETTINGS, startSet } from './lib/redis_set.mjs';
import { until, within } from './lib/wait.mjs';

const CONFIGURATION = 78;
/** Milliseconds that an ACK would have taken by far, had it not waited for the replicas. */
const LONG_ENOUGH_MS = 1500;

const placeOn = (server, durability, replicas, keys = {}) =>
	writeDemo({ keys: { workers: 1, mode: `unix://${server.socket}`, durability, replicas, ...keys } });

/* Settings that break a profile, and the words that name them. */
const WRONG = [
	['fsync', 0, ['--appendonly', 'no'], 'appendonly is "no" and must be yes'],
	['fsync', 0, ['--appendonly', 'yes', '--appendfsync', 'everysec'], 'appendfsync is "everysec" and must be always'],
	['fsync', 0, [...SETTINGS.fsync(), '--no-appendfsync-on-rewrite', 'yes'], 'no-appendfsync-on-rewrite is "yes"'],
	['fsync', 0, [...SETTINGS.fsync(), '--maxmemory-policy', 'allkeys-lru'], 'maxmemory-policy is "allkeys-lru"'],
	['replica', 1, [], 'min-replicas-to-write is "0" and must be at least redis.replicas'],
	['replica', 2, SETTINGS.replica(1), 'min-replicas-to-write is "1" and must be at least redis.replicas'],
	['replica', 1, ['--min-replicas-to-write', '1', '--min-replicas-max-lag', '60'], 'min-replicas-max-lag is "60"'],
	['memory', 1, [...SETTINGS.memory(1), '--appendonly', 'yes'], 'appendonly is "yes" and must be no'],
	['memory', 1, [...SETTINGS.memory(1), '--save', '3600 1'], 'save is "3600 1" and must be empty'],
	['memory', 1, [...SETTINGS.memory(1), '--repl-diskless-load', 'disabled'], 'repl-diskless-load is "disabled"'],
];

for (const [durability, replicas, settings, words] of WRONG) {
	test(`${durability} is refused at the start where ${words}`, async () => {
		const server = await new RedisServer().start(settings);
		const daemon = launch(placeOn(server, durability, replicas));
		const { code } = await within(daemon.ended, 'the refusal', { more: () => daemon.tail() });
		assert.equal(code, CONFIGURATION);
		const told = daemon.lines.filter((line) => line.startsWith(`<3>durability ${durability} is not kept`));
		assert.equal(told.length, 1, daemon.tail());
		assert.ok(told[0].includes(words), told[0]);
	});
}

test('the settings of an fsync Redis of others are taken, and what is acked is on its disk', async () => {
	const server = await new RedisServer().start(SETTINGS.fsync());
	const daemon = launch(placeOn(server, 'fsync', 0));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, theirs } = await talkWith(daemon, oslo);
	await youth.say('før');
	await server.kill();
	await until(() => youth.frozen.at(-1) === 1, 'FROZEN');
	await server.start(SETTINGS.fsync());
	await youth.say('etter');
	await until(() => theirs.texts.length === 2, 'both');
	assert.deepEqual(theirs.texts, ['før', 'etter']);
	assert.equal(theirs.epoch, 1, 'a restart loses nothing, so the log goes on');
});

test('a setting that is changed under way stops the acks with an alarm, and nothing else, until it is changed back', async () => {
	const server = await new RedisServer().start(SETTINGS.fsync());
	const daemon = launch(placeOn(server, 'fsync', 0));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	await youth.say('før');
	await server.client.call('CONFIG', 'SET', 'appendfsync', 'everysec');
	await daemon.logged(/durability fsync is not kept: appendfsync is "everysec"/);
	await until(() => youth.frozen.at(-1) === 1, 'FROZEN');
	assert.equal(daemon.ctl('status').data.ready, false);
	const acked = room.say('mens');
	await server.client.call('CONFIG', 'SET', 'appendfsync', 'always');
	await within(acked, 'the ack');
	await until(() => theirs.texts.length === 2, 'both');
	assert.deepEqual(judge([room.history, theirs.history]), []);
	assert.equal(daemon.code, undefined);
});

test('no ACK comes while a replica stands still, not of a note either, and they come when it goes on', async () => {
	const [primary, replica] = await startSet(1, SETTINGS.replica(1));
	const daemon = launch(placeOn(primary, 'replica', 1));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	await youth.say('før');
	const lane = new Lane(oslo, theirs);
	replica.signal('SIGSTOP');
	let [acked, noted] = [false, false];
	const saying = room.say('mens').then(() => (acked = true));
	const writing = lane.write('notat').then(() => (noted = true));
	// The entry is in the primary's log and in nobody's window.
	await until(async () => (await primary.client.xlen(`{r:${room.id}}:log`)) === 2, 'the entry at the primary');
	await until(async () => (await primary.client.xlen(`{r:${room.id}}:notes`)) === 1, 'the note at the primary');
	const end = performance.now() + LONG_ENOUGH_MS;
	await until(() => performance.now() > end, 'time to pass');
	assert.deepEqual([acked, noted, lane.heard], [false, false, []]);
	assert.deepEqual(theirs.texts, ['før'], 'nobody reads what a failover could still lose');
	await daemon.logged(/0 of 1 replicas answer: nothing is acknowledged/);
	assert.equal(daemon.ctl('status').data.pools.length > 0, true, 'the operator is answered all the same');
	replica.signal('SIGCONT');
	await within(Promise.all([saying, writing]), 'the acks');
	await until(() => theirs.texts.length === 2 && lane.heard.length === 1, 'all of it');
	assert.deepEqual(judge([room.history, theirs.history]), []);
	assert.equal(theirs.epoch, 1);
});

test('a daemon that finds too few replicas waits for them with an alarm', async () => {
	const [primary, replica] = await startSet(1, SETTINGS.replica(1));
	await replica.kill();
	const daemon = launch(placeOn(primary, 'replica', 1));
	await daemon.logged(/durability replica is not kept: 0 of 1 replicas are connected/);
	assert.equal(daemon.ctl('status').data.ready, false);
	await replica.start([...SETTINGS.replica(1), '--replicaof', primary.host, `${primary.port}`]);
	await daemon.ready();
});

test('after a replica has come back every room answers again, and nothing acked is lost', async () => {
	const [primary, replica] = await startSet(1, SETTINGS.replica(1));
	const daemon = launch(placeOn(primary, 'replica', 1));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	await youth.say('før');
	await replica.kill();
	const saying = [room.say('mens'), theirs.say('svar')];
	await until(() => youth.frozen.at(-1) === 1, 'FROZEN');
	await replica.start([...SETTINGS.replica(1), '--replicaof', primary.host, `${primary.port}`]);
	await within(Promise.all(saying), 'the acks', { more: () => youth.client.seen() });
	await until(() => room.texts.length === 3 && theirs.texts.length === 3, 'all on both sides');
	assert.deepEqual(judge([room.history, theirs.history]), []);
});

test('memory acknowledges, and leaves nothing on the disk of any Redis', async () => {
	const servers = await startSet(1, SETTINGS.memory(1));
	const daemon = launch(placeOn(servers[0], 'memory', 1));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth } = await talkWith(daemon, oslo);
	for (let i = 0; i < 20; i++) await youth.say(`linje ${i}`);
	for (const server of servers) assert.deepEqual(server.files(), []);
	await servers[1].kill();
	await servers[1].start([...SETTINGS.memory(1), '--replicaof', servers[0].host, `${servers[0].port}`]);
	await youth.say('etter en ny synkronisering');
	for (const server of servers) assert.deepEqual(server.files(), [], 'a replica was filled through a file');
	// The same search finds what a Redis with a file leaves.
	const planted = await new RedisServer().start(SETTINGS.fsync());
	assert.notDeepEqual(planted.files(), []);
});
