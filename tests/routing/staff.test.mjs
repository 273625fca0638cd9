// Accounts of the staff by agency: an index that finds those of before it, too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadLibrary } from './lib/library.mjs';
import { startRedis } from './lib/redis.mjs';

let redis;
const call = (name, ...args) => redis.client.call('FCALL', `s1_${name}`, 1, '{staff}:', ...args);
const namesOf = async (agency) => (await call('staff_of', agency)).sort();

after(() => redis?.stop());
before(async () => {
	redis = await startRedis();
	await loadLibrary(redis.client);
});

test('an agency has its own accounts and no others, those of before the index among them', async () => {
	for (const [name, agency] of [['kari', 'oslo'], ['nils', 'karasjok']]) {
		await redis.client.hset(`{staff}:u:${name}`, 'agency', agency);
		await redis.client.sadd('{staff}:names', name);
	}
	await call('staff_add', 'siri', 'id', 'x', 'agency', 'oslo');
	assert.deepEqual(await namesOf('oslo'), ['kari', 'siri']);
	await call('staff_add', 'berit', 'id', 'y', 'agency', 'karasjok');
	assert.deepEqual(await namesOf('karasjok'), ['berit', 'nils']);
	assert.deepEqual(await namesOf('bergen'), []);
});

/** Nora and Tor own Halden; Kari answers there, Ada administers all. */
async function halden() {
	for (const [name, role, ...been] of [['nora', 'owner', 'own', '1'], ['tor', 'owner'], ['kim', 'counsellor'], ['ada', 'administrator'], ['new', 'owner', 'own', '0']]) {
		await redis.client.del(`{staff}:u:${name}`);
		await call('staff_add', name, 'role', role, 'agency', 'halden', 'alias', name, 'disabled', '0', 'hash', '$x', ...been);
	}
	await call('session_open', 1, 'tor', 'a'.repeat(64), 60, '$x', '');
}

test('a change of an account answers what it was', async () => {
	await halden();
	assert.deepEqual(await call('staff_change', 'kim', 'halden', '0', 'role', 'supervisor'), ['OK', 'counsellor', 'kim', '0']);
	assert.deepEqual(await call('staff_change', 'kim', 'halden', '0'), ['OK', 'supervisor', 'kim', '0']);
});

test('nobody changes an account of another agency, and an owner none that reaches beyond it', async () => {
	await halden();
	assert.deepEqual(await call('staff_change', 'kim', 'oslo', '1', 'alias', 'x'), ['GONE']);
	assert.deepEqual(await call('staff_change', 'nobody', 'halden', '1', 'alias', 'x'), ['GONE']);
	assert.deepEqual(await call('staff_change', 'ada', 'halden', '0', 'disabled', '1'), ['RANGE']);
	assert.deepEqual(await call('staff_change', 'kim', 'halden', '0', 'role', 'administrator'), ['RANGE']);
	assert.deepEqual(await call('staff_change', 'kim', 'halden', '1', 'role', 'coordinator'), ['OK', 'counsellor', 'kim', '0']);
});

test('of two owners either can go, but not both: one who never came in does not count', async () => {
	await halden();
	assert.equal((await call('staff_change', 'nora', 'halden', '0', 'disabled', '1'))[0], 'OK');
	assert.deepEqual(await call('staff_change', 'tor', 'halden', '0', 'disabled', '1'), ['STATE']);
	assert.deepEqual(await call('staff_change', 'tor', 'halden', '0', 'role', 'counsellor'), ['STATE']);
	assert.equal((await call('staff_change', 'tor', 'halden', '0', 'alias', 'Thor'))[0], 'OK');
	assert.equal((await call('staff_change', 'nora', 'halden', '0', 'disabled', '0'))[0], 'OK');
	assert.equal((await call('staff_change', 'tor', 'halden', '0', 'role', 'counsellor'))[0], 'OK');
});
