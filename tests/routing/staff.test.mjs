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
