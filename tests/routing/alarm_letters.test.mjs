// Who is told of an alarm outside the house, when there is room for a letter and when there is none; and alarms that fsck finds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVENING, alarmsOf, crowd } from './lib/alarms.mjs';
import { withPool } from './lib/walk.mjs';

const t = withPool();
const { judgement, at, ids, put, arrivals } = alarmsOf(t);

const surging = (n) => Array.from({ length: n }, (_, i) => `topic${String(i).padStart(2, '0')}`);

async function surge(topics) {
	for (const topic of topics) await arrivals(topic, crowd(12));
}

/** What goes out by each way at a judgement so many seconds on. */
async function letters(ways, seconds) {
	await at(EVENING + seconds * 1000);
	const [late, rows] = await judgement({ ways });
	const of = (way) => rows.filter(([, , words]) => words.includes(way)).map(([id]) => id.slice('surge:'.length));
	return { late, mail: of('m'), hook: of('w') };
}

test('what there is no room to tell is told at a later judgement, what stands longest first, each way for itself', async () => {
	await at(EVENING);
	await surge(surging(3));
	const all = surging(5);
	assert.deepEqual(await letters('m:8 w:2', 0), { late: 1, mail: all.slice(0, 3), hook: all.slice(0, 2) });
	await surge(surging(5));
	assert.deepEqual(await letters('m:1 w:2', 5), { late: 2, mail: [all[3]], hook: [all[2], all[3]] });
	assert.deepEqual(await letters('m:8 w:8', 10), { late: 0, mail: [all[4]], hook: [all[4]] });
	assert.deepEqual(await letters('m:8 w:8', 15), { late: 0, mail: [], hook: [] }, 'once each');
});

test('what nobody has taken is told again as long as it stands, by the same way', async () => {
	await at(EVENING);
	await surge(['school']);
	await letters('m:8 w:8', 0);
	assert.deepEqual(await t.pool.raw('alarm_again', 'surge:school', 'w'), ['OK']);
	assert.deepEqual(await t.pool.raw('alarm_again', 'surge:school', 'w'), ['GONE']);
	assert.deepEqual(await letters('m:8 w:0', 5), { late: 1, mail: [], hook: [] });
	assert.deepEqual(await letters('m:8 w:8', 10), { late: 0, mail: [], hook: ['school'] });
	await letters('m:8 w:8', 3 * 3600);
	assert.deepEqual(await ids(), []);
	assert.deepEqual(await t.pool.raw('alarm_again', 'surge:school', 'w'), ['GONE'], 'it is over');
	await t.pool.clean();
});

test('an alarm that begins again is told again, and a pool that tells nobody has none that wait', async () => {
	await at(EVENING);
	await surge(['school']);
	assert.deepEqual(await letters('', 0), { late: 0, mail: [], hook: [] });
	assert.deepEqual(await letters('w:1', 5), { late: 0, mail: [], hook: ['school'] }, 'one way more than before');
	await letters('w:1', 3 * 3600);
	await surge(['school']);
	assert.deepEqual((await letters('w:1', 3 * 3600 + 5)).hook, ['school']);
});

test('a letter that lies somewhere still is not needed when its alarm is over, whichever machine judges and has it', async () => {
	const lying = 'surge:school surge:online';
	const asked = (machine) => t.pool.raw('alarms', machine, 0, 10, 15, '', 'w:8', lying);
	await at(EVENING);
	await surge(['school', 'online']);
	assert.deepEqual((await letters('w:8', 0)).hook.sort(), ['online', 'school']);
	await at(EVENING + 5000);
	assert.deepEqual(await asked('one'), ['OK', '0'], 'both stand');
	await t.pool.client.del(`${t.pool.prefix}rc`);
	await surge(['online']);
	await at(EVENING + 10000);
	assert.deepEqual(await asked('one'), ['OK', '0', 'surge:school', '', 'o']);
	assert.deepEqual(await asked('two'), ['DUP', '0', 'surge:school', '', 'o'], 'another one has just judged');
	await surge(['school']);
	await at(EVENING + 15000);
	const [, , id, , words] = await asked('one');
	assert.deepEqual([id, words], ['surge:school', 'bw'], 'it has begun again, and goes out again');
});

test('an alarm that nobody can read, and one that was told and does not stand, are found', async () => {
	await put('al', { 'wait:c03:online': 'wait soon' });
	assert.match(await t.pool.fsck(), /P21 alarm wait:c03:online is wait soon/);
	await put('al', { 'wait:c03:online': 'help 1 0 0 0 oslo x | ' });
	assert.match(await t.pool.fsck(), /P21 alarm wait:c03:online/);
	await t.pool.client.del(`${t.pool.prefix}al`);
	await put('als', { 't wait:c03:online': 'm' });
	assert.match(await t.pool.fsck(), /P21 wait:c03:online was told/);
});
