// A new device and its approver, through the store: who hears of it, one try in ten minutes, and nothing that stays longer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, one } from './lib/pool.mjs';
import { later, withPool } from './lib/walk.mjs';

const LIFE_MS = 600_000;
const [REQUEST, COMMITMENT, RA, RD, CERTIFICATE] = ['a request', 'c'.repeat(32), 'a'.repeat(32), 'd'.repeat(32), 'a certificate'];
const t = withPool();

const enrol = (node = t.n1, { who = 'kari', agency = 'oslo', commitment = COMMITMENT } = {}) =>
	node.call('enrol', cid(who), agency, 'Kari', REQUEST, commitment);
const vouch = (node = t.n2, { who = 'eva', agency = 'oslo', commitment = COMMITMENT, number = RA } = {}) =>
	node.call('vouch', cid(who), agency, 'Eva', cid('kari'), commitment, number);
const reveal = (node = t.n1) => node.call('reveal', cid('kari'), RD);
const approve = (certificate = CERTIFICATE, who = 'eva', agency = 'oslo') =>
	t.n2.call('approve', cid(who), agency, cid('kari'), certificate);

/** The requests of an agency, by stage: [stage, request, commitment, ra, approver's alias, rd, certificate, seconds left]. */
async function shown(agency = 'oslo') {
	const [word, ...texts] = await t.n2.call('enrolments', agency);
	assert.equal(word, 'OK');
	assert.equal(texts.length % 11, 0);
	return Array.from({ length: texts.length / 11 }, (_, i) => {
		const [person, alias, stage, request, commitment, ra, by, byAlias, rd, certificate, left] = texts.slice(11 * i, 11 * i + 11);
		return { person, alias, stage, request, commitment, ra, by, byAlias, rd, certificate, left };
	});
}

test('a device and an approver on two nodes come to a certificate, and every node hears of each step', async () => {
	for (const [step, stage] of [[enrol, 'W'], [vouch, 'V'], [reveal, 'R'], [approve, 'D']]) {
		assert.deepEqual(await step(), ['OK']);
		for (const node of [t.n1, t.n2]) {
			const { i, ag, s } = one(await node.news(), 'enrol');
			assert.deepEqual([i, ag, s], [cid('kari'), 'oslo', '0']);
		}
		assert.equal((await shown())[0].stage, stage);
	}
	assert.deepEqual(await shown(), [{
		person: cid('kari'), alias: 'Kari', stage: 'D', request: REQUEST, commitment: COMMITMENT, ra: RA, by: cid('eva'),
		byAlias: 'Eva', rd: RD, certificate: CERTIFICATE, left: '600',
	}]);
	await t.pool.clean();
});

test('each step that is said again is done once', async () => {
	await enrol();
	await vouch();
	assert.deepEqual(await vouch(), ['DUP']);
	await reveal();
	assert.deepEqual(await reveal(), ['DUP']);
	await approve();
	assert.deepEqual(await approve(), ['DUP']);
});

test('no step comes before its own', async () => {
	assert.deepEqual(await vouch(), ['GONE']);
	assert.deepEqual(await reveal(), ['GONE']);
	assert.deepEqual(await approve(), ['GONE']);
	await enrol();
	assert.deepEqual(await reveal(), ['STATE']);
	assert.deepEqual(await approve(), ['GONE']);
	await vouch();
	assert.deepEqual(await approve(), ['STATE'], 'nothing is certified before the device has opened itself');
});

test('an approver of another agency, or another approver of the same, has no part in it', async () => {
	await enrol();
	assert.deepEqual(await vouch(t.n2, { agency: 'karasjok' }), ['GONE']);
	assert.deepEqual(await shown('karasjok'), []);
	await vouch();
	assert.deepEqual(await vouch(t.n1, { who: 'per', number: 'x'.repeat(32) }), ['STATE']);
	await reveal();
	assert.deepEqual(await approve(CERTIFICATE, 'per'), ['GONE']);
	assert.deepEqual(await approve(CERTIFICATE, 'eva', 'karasjok'), ['GONE']);
	assert.equal((await shown())[0].stage, 'R');
});

test('until somebody has answered, a request takes the place of another, and the old one cannot be answered', async () => {
	await enrol();
	assert.deepEqual(await enrol(t.n2, { commitment: 'e'.repeat(32) }), ['OK']);
	assert.equal((await shown()).length, 1);
	assert.deepEqual(await vouch(), ['STATE']);
	assert.deepEqual(await vouch(t.n2, { commitment: 'e'.repeat(32) }), ['OK']);
});

test('a second number for the device is refused: digits cannot be looked for', async () => {
	await enrol();
	await vouch();
	assert.deepEqual(await vouch(t.n2, { number: 'b'.repeat(32) }), ['STATE']);
	assert.equal((await shown())[0].ra, RA);
});

for (const [title, end] of [
	['that an approver has answered', async () => {}],
	['that was not approved', async () => assert.deepEqual(await approve(''), ['OK'])],
	['that was approved', async () => (await reveal(), approve())],
]) {
	test(`a try ${title} is the only one of this person in ten minutes`, async () => {
		await enrol();
		await vouch();
		await end();
		await later(t, 1000);
		assert.deepEqual(await enrol(), ['STATE', '599']);
		assert.deepEqual(await enrol(t.n1, { who: 'ola' }), ['OK'], 'somebody else may');
		await later(t, LIFE_MS - 2000);
		assert.deepEqual(await enrol(), ['STATE', '1']);
		await later(t, 1000);
		assert.deepEqual(await enrol(), ['OK']);
	});
}

test('ten minutes after it was made a request is nowhere, also by Redis\' own clock', async () => {
	await enrol();
	await later(t, 300_000);
	await vouch();
	const keys = await t.redis.client.keys(`${t.pool.prefix}e[rat]:*`);
	assert.equal(keys.length, 3);
	for (const key of keys) {
		const left = await t.redis.client.ttl(key);
		assert.ok(left > 0 && left <= LIFE_MS / 1000, `${key}: ${left}`);
	}
	await later(t, LIFE_MS - 300_001);
	assert.equal((await shown()).length, 1);
	await later(t, 1);
	assert.deepEqual(await shown(), []);
	assert.deepEqual(await reveal(), ['GONE']);
	assert.deepEqual(await enrol(), ['STATE', '300'], 'the try counts from when it was begun');
});

test('sixteen requests of an agency are enough', async () => {
	for (let i = 0; i < 16; i++) assert.deepEqual(await enrol(t.n1, { who: `p${i}` }), ['OK']);
	assert.deepEqual(await enrol(t.n1, { who: 'p16' }), ['FULL']);
	assert.deepEqual(await enrol(t.n1, { who: 'p3' }), ['OK'], 'one that has a place keeps it');
	assert.deepEqual(await enrol(t.n1, { who: 'p16', agency: 'karasjok' }), ['OK']);
	await later(t, LIFE_MS);
	assert.deepEqual(await enrol(t.n1, { who: 'p16' }), ['OK']);
});
