// What a room held is off the files of Redis when the pages say that it is gone: on the primary and on each replica, by one
// writing for many ends; and a file that cannot be written anew is told.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { childrenOf } from './lib/proc.mjs';
import { SETTINGS, startSet } from './lib/redis_set.mjs';
import { until } from './lib/wait.mjs';

const MARK = 'Hemmelig-brev-91c4';
/** The page promises a minute here; the bar of waiting is three of them. */
const KEYS = { wrap_up_seconds: 0, delete_minutes: 1 };
const PROMISED = { ms: 180_000, step: 500 };

const servers = await startSet(1, [...SETTINGS.replica(1), '--appendonly', 'yes']);
const [primary] = servers;
const daemon = await startDaemon({
	keys: { ...KEYS, mode: `redis://${primary.host}:${primary.port}`, durability: 'replica', replicas: 1 },
});
const oslo = await comeCounsellor(daemon, 'oslo');

const holds = (server) =>
	server.files().some((name) => /\.(aof|rdb)$/.test(name) && readFileSync(join(server.data, name)).includes(MARK));
const rewrites = async (redis) => Number(/aof_rewrites:(\d+)/.exec(await redis.info('persistence'))[1]);

test('after the promised minutes no file of the primary or of a replica holds what a room held', async () => {
	for (let talks = 0; talks < 3; talks++) {
		const { youth, room, theirs } = await talkWith(daemon, oslo);
		await room.say(MARK);
		if (talks === 0) await until(() => servers.every(holds), 'the search to find it while they talk');
		youth.redials = false;
		youth.send({ type: 'leave', room: room.id });
		await until(() => room.ended && theirs.ended, 'the end on both sides');
		await youth.leaveTable();
	}
	await until(() => !servers.some(holds), 'both files to be written anew', PROMISED);
	for (const server of servers) assert.ok((await rewrites(server.client)) <= 2, 'not once for each end');
});

test('a file that cannot be written anew is told by status and the log, until it can', async () => {
	const own = await startDaemon({ keys: KEYS });
	const redis = own.redis();
	assert.equal(own.ctl('status').data.rewrite, 'ok');
	await until(async () => (await rewrites(redis)) > 0 && childrenOf(own.redisPid).length === 0, 'the writing at the start');
	await redis.config('SET', 'rdb-key-save-delay', '1000000');
	await redis.set('planted', '1');
	await redis.unlink('planted');
	const child = await until(() => childrenOf(own.redisPid)[0], 'the process that writes the file', PROMISED);
	process.kill(child, 'SIGKILL');
	await own.logged(/cannot write its append-only file anew/, PROMISED);
	assert.equal(own.ctl('status').data.rewrite, 'failed');
	await redis.config('SET', 'rdb-key-save-delay', '0');
	for (const next of childrenOf(own.redisPid)) process.kill(next, 'SIGKILL');
	await own.logged(/has written its append-only file anew again/, PROMISED);
	assert.equal(own.ctl('status').data.rewrite, 'ok');
});
