// What a login uses up is used up once, whatever node it is on; and guessing elsewhere keeps nobody out who is known.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { loadLibrary } from './lib/library.mjs';
import { startRedis } from './lib/redis.mjs';

const AT = 1_700_000_000_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const hash = (digit) => String(digit).repeat(64);
const [BUCKET, DEVICE, CODE, OTHER, TOKEN] = [1, 2, 3, 4, 5].map(hash);

let redis;
const call = (name, ...args) => redis.client.call('FCALL', `s1_${name}`, 1, '{staff}:', ...args);
const attempt = (at, { device = '', code = '', room = 1, bucket = BUCKET } = {}) =>
	call('staff_try', at, at, 'siri', bucket, device, code, room);
const pass = (step, { code = '', device = DEVICE, at = AT, bucket = OTHER, judged = '$x', totp = '' } = {}) =>
	call('staff_pass', at, 'siri', judged, totp, step, code, bucket, device);
const invite = (name, token, judged = '') => call('staff_invite', AT, name, token, 60, judged);
const enrol = (at, token = TOKEN) => call('staff_enrol', at, token, '$new', 'Siri', 'SECRET', 40, `${CODE} ${OTHER}`, DEVICE);

after(() => redis?.stop());
before(async () => {
	redis = await startRedis();
	await loadLibrary(redis.client);
});
beforeEach(async () => {
	await redis.client.flushall();
	await call('staff_add', 'siri', 'id', 'x', 'agency', 'oslo', 'disabled', '0', 'alias', 'S', 'hash', '$x');
});

/** Tries until there are none left; gives how many there were, and the last answer. */
async function guess(at, known) {
	for (let tries = 0; ; tries++) {
		const answer = await attempt(at, known);
		if (answer[0] !== 'OK') return { tries, answer };
	}
}

test('a name has ten tries, and one more each minute', async () => {
	assert.deepEqual(await guess(AT), { tries: 10, answer: ['FULL', '0', `${MINUTE}`] });
	assert.deepEqual(await attempt(AT + MINUTE - 1), ['FULL', '0', '1']);
	assert.deepEqual(await attempt(AT + MINUTE), ['OK', '0', '0']);
	assert.equal((await guess(AT + 60 * MINUTE)).tries, 10);
});

test('a try that was no guess is given back', async () => {
	for (let i = 0; i < 30; i++) {
		assert.equal((await attempt(AT))[0], 'OK');
		await pass(0, { bucket: BUCKET });
	}
	assert.equal((await guess(AT)).tries, 10);
});

test('a try is kept until its bucket is full again and a minute more, also when it is given back', async () => {
	for (const [tries, seconds] of [[1, 120], [9, 660]]) {
		for (let i = 0; i < tries; i++) await attempt(AT);
		const left = await redis.client.ttl(`{staff}:tr:${BUCKET}`);
		assert.ok(left > 60 && left <= seconds, `${left}`);
	}
	await call('staff_give_back', BUCKET);
	assert.ok((await redis.client.ttl(`{staff}:tr:${BUCKET}`)) > 60);
	assert.deepEqual(await guess(AT), { tries: 1, answer: ['FULL', '0', `${MINUTE}`] });
});

test('strangers for whom a worker has no room leave nothing behind, and keep nobody out who is known', async () => {
	await pass(0);
	await redis.client.sadd('{staff}:rc:siri', CODE);
	const before = await redis.client.dbsize();
	for (const known of [{}, { device: OTHER }, { code: OTHER }]) {
		for (const bucket of [BUCKET, hash('e'), hash('f')]) {
			assert.deepEqual(await attempt(AT, { ...known, bucket, room: 0 }), ['FULL', '0', '0']);
		}
	}
	assert.equal(await redis.client.dbsize(), before);
	await guess(AT);
	assert.deepEqual(await attempt(AT, { room: 0 }), ['FULL', '0', `${MINUTE}`], 'the time is told where it is known');
	assert.deepEqual(await attempt(AT, { device: DEVICE, room: 0 }), ['OK', '1', '0']);
	assert.deepEqual(await attempt(AT, { code: CODE, room: 0 }), ['OK', '1', '0']);
});

test('a recovery code has ten tries of its own, so that who finds one cannot guess passwords by it', async () => {
	await redis.client.sadd('{staff}:rc:siri', CODE, OTHER);
	assert.deepEqual(await guess(AT, { code: CODE }), { tries: 10, answer: ['FULL', '1', `${MINUTE}`] });
	assert.deepEqual(await attempt(AT, { code: OTHER }), ['OK', '1', '0']);
	assert.deepEqual(await attempt(AT), ['OK', '0', '0'], 'the name has its own');
});

test('a device that has logged in, and a recovery code, are not asked for the tries of the name', async () => {
	await pass(0);
	await redis.client.sadd('{staff}:rc:siri', CODE);
	await guess(AT);
	assert.deepEqual(await attempt(AT, { device: DEVICE }), ['OK', '1', '0']);
	assert.deepEqual(await attempt(AT, { code: CODE }), ['OK', '1', '0']);
	assert.deepEqual((await attempt(AT, { device: OTHER }))[0], 'FULL');
	assert.deepEqual((await attempt(AT, { code: OTHER }))[0], 'FULL');
});

test('a device has ten tries of its own, and is forgotten half a year after its last login', async () => {
	await pass(0);
	assert.deepEqual((await guess(AT, { device: DEVICE })).tries, 10);
	assert.deepEqual(await attempt(AT + 179 * DAY, { device: DEVICE }), ['OK', '1', '0']);
	assert.deepEqual(await attempt(AT + 181 * DAY, { device: DEVICE }), ['OK', '0', '0']);
});

test('of ten devices the one that was longest away gives way to another', async () => {
	for (let i = 0; i < 11; i++) await pass(0, { device: hash('abcdef01234'[i]), at: AT + i });
	assert.equal(await redis.client.zcard('{staff}:dv:siri'), 10);
	assert.equal(await redis.client.zscore('{staff}:dv:siri', hash('a')), null);
});

test('a code of the app is good once, and none of a step before it', async () => {
	assert.deepEqual(await pass(40), ['OK']);
	assert.deepEqual(await pass(40), ['STATE']);
	assert.deepEqual(await pass(39), ['STATE']);
	assert.deepEqual(await pass(41), ['OK']);
});

test('of two nodes that try the same code at once, one has it', async () => {
	const answers = await Promise.all([pass(40), pass(40), pass(40), pass(40)]);
	assert.deepEqual(answers.map(([word]) => word).sort(), ['OK', 'STATE', 'STATE', 'STATE']);
});

test('a recovery code is good once', async () => {
	await redis.client.sadd('{staff}:rc:siri', CODE);
	assert.deepEqual(await pass(0, { code: CODE }), ['OK']);
	assert.deepEqual(await pass(0, { code: CODE }), ['STATE']);
});

test('who is disabled does not pass, whatever was proven', async () => {
	await call('staff_set', 'siri', 'disabled', '1');
	assert.deepEqual(await pass(40), ['GONE']);
	assert.equal(await redis.client.exists('{staff}:dv:siri'), 0);
});

test('a login that was judged by the password or the code app of before does not pass, nor is it sent to enrol', async () => {
	await call('staff_set', 'siri', 'hash', '$later', 'own', '0');
	assert.deepEqual(await pass(40), ['STALE']);
	assert.deepEqual(await invite('siri', TOKEN, '$x'), ['STALE']);
	assert.equal(await redis.client.exists('{staff}:dv:siri'), 0);
	assert.deepEqual(await pass(40, { judged: '$later' }), ['OK'], 'its code was not used up');
	await call('staff_second', 'siri', 'FRESH', '');
	assert.deepEqual(await pass(0, { judged: '$later' }), ['STALE'], 'it was judged when there was no app');
	assert.deepEqual(await pass(41, { judged: '$later', totp: 'FRESH' }), ['OK']);
	assert.deepEqual(await invite('siri', TOKEN, '$later'), ['OK']);
});

test('a new password ends the invitation of before', async () => {
	await invite('siri', TOKEN);
	await call('staff_set', 'siri', 'disabled', '0', 'hash', '$later');
	assert.deepEqual(await call('staff_invited', AT, TOKEN), ['GONE']);
	assert.deepEqual(await enrol(AT), ['GONE']);
});

test('an invitation is used once, and puts everything in its place', async () => {
	assert.deepEqual(await invite('siri', TOKEN), ['OK']);
	assert.deepEqual(await call('staff_invited', AT, TOKEN), ['OK', 'siri']);
	assert.deepEqual(await enrol(AT), ['OK', 'siri']);
	assert.deepEqual(await enrol(AT), ['GONE']);
	assert.deepEqual(await call('staff_invited', AT, TOKEN), ['GONE']);
	const { hash: kept, own, totp, alias, step, inv } = await redis.client.hgetall('{staff}:u:siri');
	assert.deepEqual([kept, own, totp, alias, step, inv], ['$new', '1', 'SECRET', 'Siri', '40', undefined]);
	assert.deepEqual((await redis.client.smembers('{staff}:rc:siri')).sort(), [CODE, OTHER].sort());
	assert.deepEqual(await pass(40, { judged: '$new', totp: 'SECRET' }), ['STATE'], 'the code of joining is used, too');
});

test('with an invitation that is used the sessions of before are over', async () => {
	await call('session_open', AT, 'siri', hash('a'), 3600, '$x', '');
	await invite('siri', TOKEN);
	await enrol(AT);
	assert.deepEqual(await call('session_use', AT, hash('a')), ['GONE']);
	assert.deepEqual(await call('session_list', AT, 'siri'), ['OK']);
});

test('an invitation ends at its time, when there is a newer one, and when the account is disabled', async () => {
	await invite('siri', TOKEN);
	assert.deepEqual(await enrol(AT + MINUTE), ['GONE']);
	await invite('siri', OTHER);
	assert.deepEqual(await enrol(AT), ['GONE']);
	await call('staff_set', 'siri', 'disabled', '1');
	assert.deepEqual(await enrol(AT, OTHER), ['GONE']);
	assert.deepEqual(await invite('nobody', OTHER), ['GONE']);
});

test('another code app leaves the recovery codes of before behind', async () => {
	await redis.client.sadd('{staff}:rc:siri', CODE);
	await pass(40);
	assert.deepEqual(await call('staff_second', 'siri', 'FRESH', OTHER), ['OK']);
	assert.deepEqual(await redis.client.smembers('{staff}:rc:siri'), [OTHER]);
	assert.deepEqual(await pass(40, { totp: 'FRESH' }), ['OK'], 'its steps begin anew');
	assert.deepEqual(await call('staff_second', 'nobody', 'FRESH', ''), ['GONE']);
});

const renew = ({ judged = '$x', totp = '', step = 0, code = '', wish = '', secret = '', shown = 0, codes = '', keep = '' } = {}) =>
	call('staff_renew', 'siri', judged, totp, step, code, BUCKET, wish, secret, shown, codes, keep);
const account = () => redis.client.hgetall('{staff}:u:siri');

test('what is renewed is that alone; a new password or app leaves devices and invitations of before behind', async () => {
	await pass(0);
	await invite('siri', TOKEN);
	assert.deepEqual(await renew({ codes: `${CODE} ${OTHER}` }), ['OK']);
	assert.equal((await attempt(AT, { device: DEVICE }))[1], '1', 'codes alone leave devices known');
	assert.deepEqual(await renew({ wish: '$y' }), ['OK']);
	const { hash: kept, own, inv, totp } = await account();
	assert.deepEqual([kept, own, inv, totp], ['$y', '1', undefined, undefined]);
	assert.equal((await attempt(AT, { device: DEVICE }))[1], '0');
	assert.deepEqual(await renew({ judged: '$y', secret: 'FRESH', shown: 40, codes: OTHER }), ['OK']);
	assert.deepEqual(await redis.client.smembers('{staff}:rc:siri'), [OTHER]);
	assert.deepEqual(await pass(40, { judged: '$y', totp: 'FRESH' }), ['STATE'], 'the code that it has shown is used');
	assert.deepEqual(await pass(41, { judged: '$y', totp: 'FRESH' }), ['OK']);
});

test('with another password or app all sessions but the own are over in the same step, and can be named to close their sockets', async () => {
	const sessions = ['a', 'b', 'c'].map(hash);
	for (const session of sessions) await call('session_open', AT, 'siri', session, 3600, '', '');
	const good = async () => (await Promise.all(sessions.map((session) => call('session_use', AT, session)))).map(([word]) => word);
	await renew({ codes: OTHER, keep: sessions[1] });
	assert.deepEqual(await good(), ['OK', 'OK', 'OK'], 'codes alone end none');
	await renew({ wish: '$y', keep: sessions[1] });
	assert.deepEqual(await good(), ['GONE', 'OK', 'GONE']);
	const [word, , ended] = await call('session_end', 'siri', '', sessions[1]);
	assert.deepEqual([word, ended.split(' ').sort()], ['OK', [sessions[0], sessions[2]]]);
	await call('session_open', AT, 'siri', sessions[0], 3600, '', '');
	await renew({ judged: '$y', secret: 'FRESH', shown: 40, keep: sessions[1] });
	assert.deepEqual(await good(), ['GONE', 'OK', 'GONE']);
});

test('nothing is renewed by a code that was used, by a password that is another by now, or when disabled', async () => {
	await redis.client.hset('{staff}:u:siri', 'totp', 'SECRET', 'step', '40');
	await redis.client.sadd('{staff}:rc:siri', CODE);
	const before = await account();
	assert.deepEqual(await renew({ totp: 'SECRET', step: 40, wish: '$y' }), ['STATE']);
	assert.deepEqual(await renew({ totp: 'SECRET', code: OTHER, wish: '$y' }), ['STATE']);
	assert.deepEqual(await renew({ totp: 'SECRET', judged: '$old', step: 41, wish: '$y' }), ['STALE']);
	assert.deepEqual(await renew({ step: 41, wish: '$y' }), ['STALE']);
	assert.deepEqual(await account(), before);
	assert.deepEqual(await renew({ totp: 'SECRET', code: CODE, codes: OTHER }), ['OK']);
	assert.deepEqual(await renew({ totp: 'SECRET', code: CODE, codes: CODE }), ['STATE'], 'a recovery code is good once here, too');
	await call('staff_set', 'siri', 'disabled', '1');
	assert.deepEqual(await renew({ totp: 'SECRET', step: 41, wish: '$y' }), ['GONE']);
});
