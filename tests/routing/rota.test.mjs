// The rota of duty leads: who may be on it and when, what the scene tells of it, and who is taken off it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid } from './lib/pool.mjs';
import { later, withPool } from './lib/walk.mjs';

const t = withPool();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pass = (ms) => later(t, ms);

async function audited() {
	const [, ...rest] = await t.pool.raw('hold_audit', 'oslo', '');
	return Array.from({ length: rest.length / 6 }, (_, i) => rest.slice(6 * i + 2, 6 * i + 6));
}

async function facts() {
	const [, , ...flat] = await t.pool.raw('scene');
	return Object.fromEntries(flat.flatMap((_, i) => (i % 2 ? [] : [[flat[i], flat[i + 1]]])));
}

const add = (who, from, till, by = 'eva') => t.n1.call('rota_add', cid(by), 'oslo', cid(who), from, till, `Name ${who}`);
const drop = (who, from) => t.n1.call('rota_drop', cid('eva'), 'oslo', cid(who), from);

test('a watch on the rota is told with its name, nobody has two at a time, and it can be taken away', async () => {
	const now = t.pool.day;
	assert.deepEqual(await add('siri', now + HOUR, now + 3 * HOUR), ['OK']);
	assert.deepEqual(await add('siri', now + HOUR, now + 3 * HOUR), ['DUP']);
	assert.deepEqual(await add('siri', now + 2 * HOUR, now + 4 * HOUR), ['STATE']);
	assert.deepEqual(await add('siri', now, now + HOUR + 1), ['STATE']);
	assert.deepEqual(await add('siri', now, now + HOUR), ['OK']);
	assert.deepEqual(await add('mona', now, now + 2 * HOUR), ['OK']);
	const first = [[cid('siri'), now, now + HOUR, 'Name siri'], [cid('mona'), now, now + 2 * HOUR, 'Name mona']]
		.sort(([a], [b]) => (a < b ? -1 : 1)).flat();
	const second = [cid('siri'), now + HOUR, now + 3 * HOUR, 'Name siri'];
	assert.deepEqual(await t.pool.raw('rota', now), ['OK', ...first, ...second].map(String));
	assert.deepEqual(await t.pool.raw('rota', now + 2 * HOUR), ['OK', ...second].map(String));
	assert.deepEqual(await drop('siri', now + HOUR + 1), ['GONE']);
	assert.deepEqual(await drop('siri', now + HOUR), ['OK']);
	assert.deepEqual(await t.pool.raw('rota', now + 2 * HOUR), ['OK']);
});

test('the scene names who has the pool the longest, and says who else has it', async () => {
	const now = t.pool.day;
	await add('siri', now, now + HOUR);
	await pass(1000);
	await add('mona', now + 1000, now + 3 * HOUR);
	await pass(1000);
	const { lead, leads } = await facts();
	assert.deepEqual([lead, leads], [`${cid('siri')} ${now + HOUR} Name siri`, `${cid('siri')} ${cid('mona')}`]);
	await pass(HOUR);
	assert.equal((await facts()).leads, cid('mona'));
	await pass(2 * HOUR);
	assert.equal((await facts()).leads, undefined);
});

test('a watch that is over, turned round or longer than a day is refused', async () => {
	const now = t.pool.day;
	assert.deepEqual(await add('siri', now - HOUR, now), ['RANGE']);
	assert.deepEqual(await add('siri', now + HOUR, now + HOUR), ['RANGE']);
	assert.deepEqual(await add('siri', now, now + 24 * HOUR + 1), ['RANGE']);
	assert.deepEqual(await add('siri', now, now + 24 * HOUR), ['OK']);
	assert.deepEqual(await audited(), [[cid('eva'), 'rota_added', '', `${cid('siri')} ${now}`]]);
});

const strike = (who) => t.pool.raw('rota_strike', 'oslo', cid(who));

test('who leads no more has the pool no more, now or later, and what has been stays to be read', async () => {
	const now = t.pool.day;
	await add('siri', now, now + HOUR);
	await add('siri', now + 2 * HOUR, now + 3 * HOUR);
	await add('mona', now + 1000, now + HOUR);
	await pass(1000);
	assert.equal((await facts()).leads, `${cid('siri')} ${cid('mona')}`);
	assert.deepEqual(await strike('siri'), ['OK']);
	assert.equal((await facts()).leads, cid('mona'));
	assert.deepEqual(await t.pool.raw('rota', now + 1000), ['OK', cid('mona'), now + 1000, now + HOUR, 'Name mona'].map(String));
	assert.deepEqual((await t.pool.raw('rota', now)).slice(0, 4), ['OK', cid('siri'), now, now + 1000].map(String));
	const scope = ['act', cid('siri'), 'Siri', '', '', 'scope', '', 'n', 'net', '', '', 1, now + HOUR, '', 0];
	assert.deepEqual(await t.n1.call(...scope), ['STATE']);
	assert.deepEqual(await strike('siri'), ['GONE'], 'once');
	const struck = [now, now + 2 * HOUR].map((from) => ['', 'rota_struck', '', `${cid('siri')} ${from}`]);
	assert.deepEqual((await audited()).filter(([, what]) => what === 'rota_struck'), struck);
	await t.pool.clean();
});

test('what has been over for long is forgotten by the judgements, and a watch that is none is found', async () => {
	const key = `${t.pool.prefix}rota`;
	const old = t.pool.day - 62 * DAY;
	await t.pool.client.zadd(key, old, `${cid('siri')} ${old} ${old + HOUR} Siri`);
	assert.match(await t.pool.fsck(), /P21 watch .* is long over/);
	await t.pool.raw('alarms', 'one', 0, 10, 15, '', '', '');
	assert.equal(await t.pool.client.zcard(key), 0);
	await t.pool.clean();
	for (const [score, member] of [[5, `${cid('siri')} 6 7 Siri`], [7, `${cid('siri')} 7 6 Siri`], [8, 'nobody 8 9 Siri'], [9, 'x']]) {
		await t.pool.client.zadd(key, score, member);
		assert.ok((await t.pool.fsck()).includes(`P21 watch ${member}`), member);
		await t.pool.client.del(key);
	}
});
