// The control tool: shapes and exit codes of its answers, accounts, what the pools are doing.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CTL, startDaemon } from './lib/daemon.mjs';
import { spawnSync } from 'node:child_process';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const USAGE = 2;
const UNAVAILABLE = 69;
const PASSWORD = /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/;

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0 } });
const run = (...args) => spawnSync(CTL, args, { encoding: 'utf8' });
const poolOf = (id) => daemon.ctl('status').data.pools.find((pool) => pool.pool === id);

test('status tells that it is ready, with its workers, port and pools', () => {
	const { code, ok, data } = daemon.ctl('status');
	assert.deepEqual([code, ok, data.ready, data.redis, data.workers, data.port], [0, true, true, true, 2, daemon.port]);
	assert.deepEqual(data.pools.map((pool) => pool.pool), ['no', 'dk', 'practice']);
	assert.deepEqual([data.profile, /^\d+\.\d+\.\d+/.test(data.version)], ['demo', true]);
});

test('status counts who waits, who is on duty and the rooms', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ who: 1 });
	assert.deepEqual([poolOf('no').waiting, poolOf('no').on_duty, poolOf('dk').waiting], [1, 0, 0]);
	const oslo = await comeCounsellor(daemon, 'oslo', { capacity: 2 });
	const room = await youth.room();
	await until(() => oslo.rooms.get(room.id)?.open, 'OPENED');
	const { waiting, on_duty, rooms } = poolOf('no');
	assert.deepEqual([waiting, on_duty, rooms], [0, 1, 1]);
	await youth.client.close(4000);
	await until(() => poolOf('no').rooms === 0, 'the room to end');
	await oslo.shift({ state: 3 });
	await oslo.leaveTable();
});

test('a new account has a random one-time password and none by default', () => {
	const made = daemon.ctl('user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'ny');
	const { password: given, join, ...rest } = made.data;
	assert.deepEqual([made.code, made.ok, rest], [0, true, { name: 'ny', role: 'counsellor', agency: 'oslo' }]);
	assert.match(given, PASSWORD);
	assert.match(join, /^\/join#[0-9a-f]{64}$/);
	const other = daemon.ctl('user', 'add', '--role', 'supervisor', '--agency', 'oslo', 'nyere');
	assert.notEqual(other.data.password, given);
});

test('a fresh daemon has no account at all', async () => {
	const fresh = await startDaemon({ keys: { workers: 1 } });
	assert.deepEqual(fresh.ctl('user', 'list').data.users, []);
	for (const [name, password] of [['admin', 'admin'], ['oslo', 'oslo'], ['demo', 'demo'], ['samtale', '']]) {
		const answer = await fetch(`${fresh.origin}/api/v1/login`, { method: 'POST', body: JSON.stringify({ name, password }) });
		assert.equal(answer.status, 401, name);
	}
});

test('the list of accounts names everybody and no password or hash', () => {
	const { data, text } = daemon.ctl('user', 'list');
	assert.ok(data.users.some((user) => user.name === 'ny' && user.role === 'counsellor' && user.disabled === false), text);
	assert.doesNotMatch(text, /argon2|password|hash/);
});

for (const [what, args, code] of [
	['a name twice', ['user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'ny'], 'taken'],
	['an unknown role', ['user', 'add', '--role', 'boss', '--agency', 'oslo', 'a'], 'value'],
	['a youth as staff', ['user', 'add', '--role', 'youth', '--agency', 'oslo', 'a'], 'value'],
	['an unknown agency', ['user', 'add', '--role', 'counsellor', '--agency', 'nobody', 'a'], 'agency'],
	['a bad name', ['user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'a b'], 'value'],
	['a password for nobody', ['user', 'passwd', 'nobody'], 'missing'],
	['disabling nobody', ['user', 'disable', 'nobody'], 'missing'],
	['inviting nobody', ['user', 'invite', 'nobody'], 'missing'],
	['another secret for nobody', ['user', 'totp', 'nobody'], 'missing'],
	['exporting nobody', ['agency', 'export', 'nobody'], 'missing'],
	['tables of no pool', ['report', '--pool', 'nobody', '--step', '2026'], 'missing'],
	['tables of no month', ['report', '--pool', 'no', '--step', 'yesterday'], 'usage'],
]) {
	test(`${what} is answered as an error with code, message and hint`, () => {
		const answer = daemon.ctl(...args);
		assert.deepEqual([answer.ok, answer.error?.code], [false, code], answer.text);
		assert.ok(answer.code !== 0, 'exit code');
		assert.match(answer.error.message, /^(There is no such (agency|pool)|There is no account of that name|[Ee]xpected .*)\.?$/);
		assert.match(answer.error.hint, /^(samtalectl .* shows them|See samtalectl --help|A step is .*)\.$/);
	});
}

const MISTAKES = [[], ['--json'], ['nothing'], ['user'], ['user', 'add'], ['user', 'add', '--role'], ['--nothing', 'status']];

for (const args of MISTAKES) {
	test(`"samtalectl ${args.join(' ')}" is a mistake of usage: ${USAGE}`, () => {
		const { status, stderr } = run('-s', join(daemon.state, 'control.sock'), ...args);
		assert.equal(status, USAGE);
		assert.match(stderr, /^samtalectl: .*\nsamtalectl --help shows the verbs\.\n$/);
	});
}

test('without a daemon it says so and ends with 69', () => {
	const { status, stdout } = run('-s', '/nowhere/control.sock', '--json', 'status');
	assert.equal(status, UNAVAILABLE);
	const { ok, error } = JSON.parse(stdout);
	assert.deepEqual([ok, typeof error.code, typeof error.hint], [false, 'string', 'string']);
});

test('without --json people get words, not JSON', () => {
	const { status, stdout } = run('-s', join(daemon.state, 'control.sock'), 'status');
	assert.equal(status, 0);
	assert.doesNotMatch(stdout, /^\{/);
	assert.match(stdout, /ready/);
});

test('the control socket is for owner and group only', () => {
	assert.equal(statSync(join(daemon.state, 'control.sock')).mode & 0o777, 0o660);
	assert.equal(statSync(join(daemon.state, 'redis-loader.secret')).mode & 0o077, 0);
	assert.equal(statSync(join(daemon.state, 'redis', 'users.acl')).mode & 0o077, 0);
});

test('fsck finds a clean house after a conversation', async () => {
	const per = await comeCounsellor(daemon, 'per', { password: daemon.addUser('per', { agency: 'oslo' }) });
	const { youth } = await talkWith(daemon, per);
	const clean = daemon.ctl('fsck');
	assert.deepEqual([clean.ok, clean.data.clean, clean.data.violations], [true, true, []]);
	await youth.client.close(4000);
	await per.leaveTable();
});

test('fsck finds what somebody has damaged', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ who: 1 });
	const redis = daemon.redis();
	const [key] = await redis.keys('{no}:d:*');
	const members = await redis.zrange(key, 0, -1, 'WITHSCORES');
	await redis.del(key);
	assert.equal(daemon.ctl('fsck').data.clean, false);
	await redis.zadd(key, members[1], members[0]);
	await youth.client.close(4000);
});
