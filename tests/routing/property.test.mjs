// The properties of spec/routing.md, section 6, under random operations: fsck after every one. How many is set by
// ROUTING_SEEDS, ROUTING_OPS and ROUTING_FIRST_SEED; a finding names its seed. Then planted faults, each of which the
// property of its name must find.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { libraryCommands, loadLibrary } from './lib/library.mjs';
import { Violation, runProperty } from './lib/property.mjs';
import { startRedis } from './lib/redis.mjs';

const SEEDS = Number(process.env.ROUTING_SEEDS ?? 4);
const OPS = Number(process.env.ROUTING_OPS ?? 1000);
const FIRST = Number(process.env.ROUTING_FIRST_SEED ?? 1);
let redis;

before(async () => {
	redis = await startRedis(['--enable-debug-command', 'yes']);
});
after(() => redis.stop());

for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
	test(`${OPS} random operations of seed ${seed} keep every property`, async () => {
		await loadLibrary(redis.client);
		const reached = await runProperty(redis.client, seed, OPS);
		assert.equal(reached, 'CDMOWalpz', 'every state is reached');
	});
}

async function restricted(commands) {
	const rights = commands.map((name) => `+${name}`);
	await redis.client.call('ACL', 'SETUSER', 'worker', 'reset', 'on', '>secret', '~*', '&*', '-@all', '+auth', '+fcall',
		'+info', ...rights);
	const caller = redis.connect();
	await caller.call('AUTH', 'worker', 'secret');
	return caller;
}

test('a user with the listed commands alone can do everything', async () => {
	await loadLibrary(redis.client);
	const caller = await restricted(libraryCommands());
	try {
		await runProperty(redis.client, FIRST, 500, caller);
	} finally {
		caller.disconnect();
	}
});

test('a right that is missing is noticed', async () => {
	const caller = await restricted(libraryCommands().filter((name) => name !== 'ZREM'));
	try {
		await assert.rejects(runProperty(redis.client, FIRST, 500, caller), /NOPERM|can't run this command/);
	} finally {
		caller.disconnect();
	}
});

const FAULTS = [
	['P1', 'a pause leaves the offer standing', [
		['	withdraw(x, sid, c, cid, why)\n	return sid, y', '	return sid, y']]],
	['P2', 'the slot is not freed when a room ends', [
		["put(x.p .. 'c:' .. cid, c, 'ld', tonumber(c.ld) - 1, 'id', x.now)\n\tend\nend",
			"put(x.p .. 'c:' .. cid, c, 'id', x.now)\n\tend\nend"]]],
	['P3', 'a youth who leaves the queue stays in its widest cell', [
		["	for i = 1, #scopes do\n		local cell = x.p .. 'd:'", "	for i = 1, #scopes - 1 do\n		local cell = x.p .. 'd:'"]]],
	['P4', 'a counsellor who comes on shift takes nobody who waits', [
		['	local sid, y = find_youth(x, c, cid)\n	if sid then return', '	local sid, y = nil, nil\n	if sid then return']]],
	['P5', 'the last instead of the first is offered', [
		['(not best or s.score < best.score)', '(not best or s.score > best.score)']]],
	['P8', 'a youth who comes back goes to the end of the queue', [
		["put(key, y, 'st', 'D', 'c', '', 'o', '')", "put(key, y, 'st', 'D', 'c', '', 'o', '', 'eff', x.now, 'at', x.now)"]]],
	['P9', 'an accepted offer has no deadline for the youth\'s answer', [
		["	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.ready, 'r:' .. sid)\n", '']]],
	['P10', 'the head index forgets the next in line', [
		["redis.call('ZADD', x.p .. 'h:' .. scopes[i], head[2], y.t)", "redis.call('ZREM', x.p .. 'h:' .. scopes[i], y.t)"]]],
	['P11', 'an old epoch may write', [
		['if not x.epoch or x.epoch ~= epoch then', 'if not x.epoch then']]],
	['P12', 'accepting twice is accepted twice', [
		["if redis.call('HGET', x.p .. 'y:' .. sid, 'o') == a.offer then return {'DUP'} end",
			"if redis.call('HGET', x.p .. 'y:' .. sid, 'o') == a.offer then redis.call('INCR', x.p .. 'seq') return {'DUP'} end"]]],
	['P14', 'who lives there is not asked about', [
		["if c.m == code or c.li == code then return false end", 'if c.m == code then return false end']]],
	['P15', 'an ended visit leaves its owner entry', [
		["	if y.n ~= '' then redis.call('SREM', x.p .. 'own:' .. y.n, 'y:' .. sid) end\n	redis.call('ZREM', x.p .. 'dl', 'w:'",
			"	redis.call('ZREM', x.p .. 'dl', 'w:'"]]],
	['P16', 'an answer is counted twice', [
		["count(x, y, 'answered')", "count(x, y, 'answered') count(x, y, 'answered')"]]],
];

for (const [property, what, changes] of FAULTS) {
	test(`planted fault: ${what} is found by ${property}`, async () => {
		await loadLibrary(redis.client, changes);
		let finding = null;
		for (let seed = 1; seed <= 4 && !finding; seed++) {
			try {
				await runProperty(redis.client, seed, 1000);
			} catch (error) {
				if (!(error instanceof Violation)) throw error;
				finding = error.message;
			}
		}
		assert.ok(finding, 'not found');
		assert.match(finding, new RegExp(`${property} `));
	});
}
