// Profiles: what a question about everybody on duty reads instead of each shift. The property tests hold them against the
// shifts after every operation; here are what a youth is told by them, and what they save.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, sid } from './lib/pool.mjs';
import { withPool } from './lib/walk.mjs';

const MANY = 100;
const LOOKS = 8; // at whole visits and shifts, in a call that walks past many
const t = withPool();

const slots = async (name) => Number((await t.pool.raw('status', sid(name)))[7]);

/** How many whole visits and shifts one call has read. */
async function looksOf(call) {
	await t.redis.client.call('CONFIG', 'RESETSTAT');
	const answer = await call();
	const [, looks] = (await t.redis.client.info('commandstats')).match(/cmdstat_hgetall:calls=(\d+)/) ?? [0, 0];
	return [answer, Number(looks)];
}

test('the status counts nobody of a place the youth does not wish, or who lives there', async () => {
	const people = { own: {}, near: { m: '0302' }, lives: { m: '4204', co: '42', lives: '0301' }, far: { m: '4204', co: '42' } };
	for (const [name, wish] of Object.entries(people)) await t.n1.shift(name, { capacity: 1, ...wish });
	for (const name of ['a', 'b', 'c', 'd']) await t.n1.ask(name, { urgency: 2 });
	await t.n1.ask('anybody', { urgency: 2 });
	await t.n1.ask('elsewhere', { urgency: 2, who: 2 });
	await t.n1.ask('careful', { urgency: 2, who: 2, avoid: '0302' });
	await t.n1.ask('mine', { urgency: 2, who: 1 });
	assert.deepEqual([await slots('anybody'), await slots('elsewhere'), await slots('careful'), await slots('mine')], [4, 2, 1, 1]);
	await t.pool.clean();
});

test('the status does not count who has declined', async () => {
	await t.n1.shift('kari', { capacity: 3 });
	await t.n1.ask('ola');
	assert.equal(await slots('ola'), 3, 'while offered');
	await t.n1.call('decline', cid('kari'), (await t.pool.visit('ola')).o);
	assert.equal(await slots('ola'), 0);
	await t.n1.shift('per', { languages: 'se', capacity: 1 });
	const status = await t.pool.raw('status', sid('ola'));
	assert.deepEqual([status[7], status[13]], ['0', 'se'], 'nor is her language named');
	await t.pool.clean();
});

test('the status says when nobody takes the topic and somebody who may answer takes others', async () => {
	const others = async (name) => (await t.pool.raw('status', sid(name)))[20];
	await t.n1.shift('kari', { topics: 'school unsure', languages: 'nb' });
	await t.n1.ask('ola', { topic: 'family', languages: 'nb' });
	assert.deepEqual([await slots('ola'), await others('ola')], [0, '1']);
	await t.n1.ask('sami', { topic: 'family', languages: 'se' });
	assert.equal(await others('sami'), '0', 'nobody writes that language, whatever the topic');
	await t.n1.ask('elsewhere', { topic: 'family', languages: 'nb', avoid: '0301' });
	assert.equal(await others('elsewhere'), '0', 'nobody of the places that the youth wishes');
	await t.n1.ask('mine', { topic: 'family', languages: 'nb', who: 1 });
	assert.equal(await others('mine'), '0', 'only her own, who will be there some time: she keeps her place');
	await t.n1.shift('per', { topics: 'family unsure', languages: 'se' });
	assert.equal(await others('ola'), '0', 'somebody takes it: it is the language that she lacks');
	await t.n1.ask('unsure', { topic: 'unsure', languages: 'se' });
	assert.equal(await others('unsure'), '0');
	await t.pool.clean();
});

test('an offered youth is told which languages there are when its first is not among them', async () => {
	await t.n1.shift('kari', { languages: 'nb en' });
	await t.n1.ask('sami', { languages: 'se nb' });
	const status = await t.pool.raw('status', sid('sami'));
	assert.deepEqual([status[1], status[7], status[13]], ['O', '2', 'nb en']);
});

test('who moves to another agency while available is found under that one', async () => {
	await t.n1.shift('kari', { agency: 'oslo' });
	await t.n1.shift('kari', { agency: 'asker' });
	await t.pool.clean();
});

test('somebody whom one of many can answer is offered to that one, without a look at each of the others', async () => {
	for (let i = 0; i < MANY; i++) await t.n1.shift(`c${i}`);
	await t.pool.pass(1000);
	await t.n1.shift('last', { languages: 'se' });
	const [answer, looks] = await looksOf(() => t.n1.ask('sami', { languages: 'se' }));
	assert.equal(answer[1], 'O');
	assert.equal((await t.pool.visit('sami')).c, cid('last'));
	assert.ok(looks <= LOOKS, `${looks} looks`);
	await t.pool.clean();
});

test('who can answer one of many that wait takes that one, without a look at each of the others', async () => {
	for (let i = 0; i < MANY; i++) await t.n1.ask(`y${i}`, { languages: 'se' });
	await t.pool.pass(1000);
	await t.n1.ask('ola');
	const [, looks] = await looksOf(() => t.n1.shift('kari'));
	assert.equal((await t.pool.visit('ola')).c, cid('kari'));
	assert.ok(looks <= LOOKS, `${looks} looks`);
	await t.pool.clean();
});

test('a profile that is miscounted is a finding of fsck', async () => {
	await t.n1.shift('kari');
	const key = `${t.pool.prefix}pr:unsure`;
	const [profile] = await t.redis.client.hkeys(key);
	await t.redis.client.hincrby(key, profile, 1);
	assert.match(await t.pool.fsck(), /^P10 profile unsure 0301,03,,oslo,2,nb en is 1000003$/);
	await t.redis.client.del(key);
	assert.match(await t.pool.fsck(), /^P10 profile .* is missing$/);
});
