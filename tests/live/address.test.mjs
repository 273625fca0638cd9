// Redis at an address: users by name and file, rights as they must be, a replica that is no primary.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launch, runToEnd, startDaemon } from './lib/daemon.mjs';
import { writeDemo } from './lib/demo.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { RedisServer, SETTINGS, holdAll, startSet } from './lib/redis_set.mjs';
import { until } from './lib/wait.mjs';

const SECRET = 'a password of others';

/* The rights of a worker, as an operator finds them: in the file that an embedded Redis is given. */
async function workersRights() {
	const daemon = await startDaemon({ keys: { workers: 1 } });
	const users = readFileSync(join(daemon.state, 'redis/users.acl'), 'utf8');
	return /^user worker on #\w+ (.*)$/m.exec(users)[1].split(' ');
}

test('two users by name and file, the worker with exactly the rights of the list, serve a conversation', async () => {
	const rights = await workersRights();
	const server = await new RedisServer().start(SETTINGS.fsync());
	await server.client.call('ACL', 'SETUSER', 'talker', 'on', `>${SECRET}`, ...rights);
	await server.client.call('ACL', 'SETUSER', 'keeper', 'on', `>${SECRET} 2`, '~*', '&*', '+@all');
	await server.client.call('ACL', 'SETUSER', 'default', 'resetpass', '>closed');
	const files = { 'redis/secret_file': join(server.folder, 'talker'), loader_secret_file: join(server.folder, 'keeper') };
	writeFileSync(files['redis/secret_file'], `${SECRET}\n`);
	writeFileSync(files.loader_secret_file, `${SECRET} 2`);
	const mode = `redis://127.0.0.1:${server.port}`;
	const daemon = launch(writeDemo({ keys: { workers: 1, mode, 'redis/user': 'talker', loader_user: 'keeper', ...files } }));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, theirs } = await talkWith(daemon, oslo);
	await youth.say('hei');
	await until(() => theirs.texts.length === 1, 'the message');
	const clients = await server.client.call('CLIENT', 'LIST');
	assert.match(clients, / laddr=127\.0\.0\.1:\d+ .* user=talker /);
	assert.doesNotMatch(daemon.lines.join('\n'), new RegExp(SECRET));
});

/** A configuration that nothing is started with for long. */
function onPaper(keys) {
	const place = writeDemo({ keys });
	after(() => rmSync(place.folder, { recursive: true, force: true }));
	return place;
}

test('a Redis that is not there is named in the log, with the reason, and looked for until it is', async () => {
	const daemon = launch(writeDemo({ keys: { workers: 1, mode: 'redis://127.0.0.1:1' } }));
	await daemon.logged(/^<3>the redis link routing cannot be made, and is tried again: Connection refused$/);
	assert.equal(daemon.code, undefined);
});

test('a password that Redis does not take is named in the log', async () => {
	const server = await new RedisServer().start(SETTINGS.fsync());
	const file = join(server.folder, 'wrong');
	writeFileSync(file, 'a word that it does not know\n');
	const keys = { workers: 1, mode: `unix://${server.socket}`, 'redis/user': 'nobody', 'redis/secret_file': file };
	const daemon = launch(writeDemo({ keys }));
	await daemon.logged(/^<3>the redis link routing cannot be made, and is tried again: WRONGPASS /);
	assert.ok(!daemon.lines.some((line) => line.includes('a word that')), daemon.tail());
});

test('a name instead of an address is refused by --check with the reason', async () => {
	const place = onPaper({ mode: 'redis://localhost:6379' });
	const { code, stderr } = await runToEnd(['-c', place.config, '--check']);
	assert.equal(code, 78);
	assert.match(stderr, /redis\.mode: expects a numeric address, not localhost: looking up a name/);
});

test('a replica is not used: the daemon is not ready until it is the primary', async () => {
	const [, replica] = await startSet(1, SETTINGS.fsync());
	const daemon = launch(writeDemo({ keys: { workers: 1, mode: `redis://127.0.0.1:${replica.port}` } }));
	await daemon.logged(/is no primary: not used/);
	assert.notEqual(daemon.ctl('status').data?.ready, true);
	await replica.client.call('REPLICAOF', 'NO', 'ONE');
	await daemon.ready();
});

test('a primary that becomes a replica under way is let go, and taken again when it is the primary', async () => {
	const [primary, other] = await startSet(1, SETTINGS.fsync());
	const daemon = launch(writeDemo({ keys: { workers: 1, mode: `redis://127.0.0.1:${primary.port}` } }));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, theirs } = await talkWith(daemon, oslo);
	await holdAll(primary, 1);
	await other.client.call('REPLICAOF', 'NO', 'ONE');
	await primary.client.call('REPLICAOF', other.host, `${other.port}`);
	await until(() => youth.frozen.at(-1) === 1, 'FROZEN');
	await until(() => primary.ask('REPLICAOF', 'NO', 'ONE'), 'the primary again');
	await youth.say('hei').catch((error) => assert.fail(`${error.message}${daemon.tail()}`));
	await until(() => theirs.texts.length === 1, 'the message');
});

// Without its data it has neither functions, nor shifts, nor rooms: the parent loads them, the worker puts back whom it knows.
test('a primary that was emptied under way, as a replica of an empty one, is given all anew, and the youth her place', async () => {
	const servers = [new RedisServer(), new RedisServer()];
	const [primary, empty] = await Promise.all(servers.map((server) => server.start(SETTINGS.fsync())));
	const daemon = launch(writeDemo({ keys: { workers: 1, mode: `redis://127.0.0.1:${primary.port}` } }));
	await daemon.ready();
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth } = await talkWith(daemon, oslo);
	youth.client.skip();
	await primary.client.call('REPLICAOF', empty.host, `${empty.port}`);
	await until(async () => (await primary.ask('ROLE'))?.[3] === 'connected', 'the end of the copy');
	assert.deepEqual(await primary.client.call('FUNCTION', 'LIST'), []);
	await primary.client.call('REPLICAOF', 'NO', 'ONE');
	const resumed = oslo.next('shifted', (frame) => frame.why === 'resumed');
	await resumed.catch((error) => assert.fail(`${error.message}${daemon.tail()}`));
	await oslo.shift();
	const { room } = await youth.next('matched', (frame) => frame.resumed === 1);
	await youth.rooms.get(room).say('hei');
	await until(() => oslo.rooms.get(room)?.texts.includes('hei'), 'the message');
});
