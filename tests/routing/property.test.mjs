// The properties of routing under random operations: fsck after every one, and the reference model beside it. How
// many is set by ROUTING_SEEDS, ROUTING_OPS and ROUTING_FIRST_SEED; a finding names its seed. mutants/ plants faults.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { libraryCommands, loadLibrary } from './lib/library.mjs';
import { OPERATIONS } from './lib/operations.mjs';
import { runProperty } from './lib/property.mjs';
import { startRedis } from './lib/redis.mjs';

const SEEDS = Number(process.env.ROUTING_SEEDS ?? 4);
const OPS = Number(process.env.ROUTING_OPS ?? 1000);
const FIRST = Number(process.env.ROUTING_FIRST_SEED ?? 1);
const all = new Map(); // operation -> how often, in all seeds
let redis;

before(async () => {
	redis = await startRedis(['--enable-debug-command', 'yes']);
});
after(() => redis.stop());

for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
	test(`${OPS} random operations of seed ${seed} keep every property`, async () => {
		await loadLibrary(redis.client);
		const { states, done } = await runProperty(redis.client, seed, OPS);
		for (const [name, times] of done) all.set(name, (all.get(name) ?? 0) + times);
		assert.equal(states, 'CDMOWalpz', 'every state is reached');
	});
}

test('every operation did something', { skip: SEEDS * OPS < 4000 && 'too few operations' }, (t) => {
	const early = OPERATIONS.map(([{ name }]) => name).filter((name) => !/^late (ready|shift)$/.test(name));
	const names = [...early, 'company', 'failover', 'zombie', 'clock set'];
	t.diagnostic([...all].map(([name, times]) => `${name} ${times}`).join(', '));
	assert.deepEqual(names.filter((name) => !all.has(name)), []);
});

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
		await runProperty(redis.client, FIRST, 500, { caller });
	} finally {
		caller.disconnect();
	}
});

test('a right that is missing is noticed', async () => {
	const caller = await restricted(libraryCommands().filter((name) => name !== 'ZREM'));
	try {
		await assert.rejects(runProperty(redis.client, FIRST, 500, { caller }), /NOPERM|can't run this command/);
	} finally {
		caller.disconnect();
	}
});
