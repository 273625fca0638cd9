// Alarms: when each begins and ends, that two machines judge once, the surge at its boundary, who may take one. Who is told outside the house:
// alarm_letters.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVENING, HOUR, MINUTE, WEEK, alarmsOf, crowd } from './lib/alarms.mjs';
import { cid, room } from './lib/pool.mjs';
import { later, talk, withPool } from './lib/walk.mjs';

const t = withPool();
const { judge, at, standing, ids, put, audited, arrivals, results } = alarmsOf(t);
const pass = (ms) => later(t, ms);

/** Arrivals are known for so many weeks, with a number in each of the hours that begin so long before now's hour. */
async function history(topic, byHoursBack, weeks = 8) {
	await put('als', { first: t.pool.day - weeks * WEEK });
	for (let week = 1; week <= 8; week += 1) {
		for (const [back, numbers] of Object.entries(byHoursBack)) {
			const hour = new Date(t.pool.day - back * HOUR - week * WEEK).toISOString().replace(/[-T]/g, '').slice(0, 10);
			await put(`n:w:${hour}`, { [topic]: numbers[week - 1] ?? 0 });
		}
	}
}

test('a wait above the limit begins an alarm of its county and topic, which ends with the wait', async () => {
	await t.n1.ask('ola', { topic: 'online', m: '4203', co: '42' });
	const asked = t.pool.day;
	await pass(10 * MINUTE);
	assert.deepEqual(await judge(), {});
	await pass(5000);
	const begun = { 'wait:c42:online': `wait ${t.pool.day} ${asked} 10 0 c42 online | ` };
	assert.deepEqual(await judge(), begun);
	await pass(MINUTE);
	assert.deepEqual(await judge(), {}, 'it begins once');
	assert.deepEqual(await standing(), begun);
	await t.n1.cancel('ola');
	await pass(5000);
	await judge();
	assert.deepEqual(await standing(), {});
	await t.pool.clean();
});

test('an agency that says a limit of its own has an alarm of its own municipality, and never of who asked for others', async () => {
	const doors = 'oslo:0301:0:5:0 bergen:4601:0:0:0';
	await t.n1.ask('ola', { topic: 'online' });
	await t.n1.ask('per', { topic: 'school', who: 2, session: '12' });
	await t.n1.ask('siv', { topic: 'school', m: '4601', co: '46', session: '13' });
	await pass(6 * MINUTE);
	assert.deepEqual(Object.keys(await judge({ doors })), ['wait:m0301:online']);
	assert.match((await standing())['wait:m0301:online'], / 5 0 m0301 online oslo \| $/);
});

test('an agency in its opening hours without anybody on duty is an alarm until somebody comes on', async () => {
	const doors = 'oslo:0301:1:0:0 bergen:4601:0:0:0';
	assert.deepEqual(Object.keys(await judge({ doors })), ['empty:oslo']);
	await t.n1.shift('mona', { agency: 'bergen', m: '4601', co: '46' });
	await pass(5000);
	await judge({ doors });
	assert.ok((await ids()).includes('empty:oslo'));
	await t.n1.shift('kari');
	await pass(5000);
	await judge({ doors });
	assert.deepEqual(await ids(), ['unled']);
});

test('a door that an act has closed is no alarm, and one that an act has opened is', async () => {
	const doors = 'oslo:0301:1:0:0 bergen:4601:0:0:0';
	const door = async (place, target) => {
		const [word, id] = await t.n1.call('act', cid('eva'), 'Eva', place, '', 'door', place, '', '', target, '', 0,
			t.pool.day + HOUR, '', 0);
		assert.equal(word, 'OK');
		return id;
	};
	const judged = async () => {
		await pass(5000);
		await judge({ doors });
		return ids();
	};
	const closed = await door('oslo', 'closed');
	assert.deepEqual(await judged(), []);
	await door('bergen', 'open');
	assert.deepEqual(await judged(), ['empty:bergen']);
	await t.n1.call('act_undo', cid('eva'), 'Eva', 'oslo', closed, '');
	assert.deepEqual(await judged(), ['empty:bergen', 'empty:oslo']);
	const from = t.pool.day;
	await t.pool.client.zadd(`${t.pool.prefix}rota`, from, `${cid('eva')} ${from} ${from + HOUR} Eva`);
	await door('', 'closed');
	assert.deepEqual(await judged(), [], 'a pool that is closed closes every door');
});

test('a call for help is an alarm until somebody answers it', async () => {
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n2.shift('siri', { topics: 'none', session: '78' });
	await t.n1.call('help', cid('kari'), room('ola'), 1);
	const [text] = Object.entries(await judge()).filter(([id]) => id === `help:${cid('kari')}`).map(([, value]) => value);
	assert.equal(text, `help ${t.pool.day} 0 0 0 oslo ${cid('kari')} | `);
	await t.n2.call('advise', cid('siri'), room('ola'), 1);
	await pass(5000);
	await judge();
	assert.deepEqual(await ids(), ['unled']);
});

test('a pool that is open needs somebody on the rota', async () => {
	await judge();
	assert.deepEqual(await ids(), []);
	await t.n1.shift('kari');
	await pass(5000);
	await judge();
	assert.deepEqual(await ids(), ['unled']);
	const [word] = await t.n1.call('rota_add', cid('eva'), 'oslo', cid('siri'), t.pool.day, t.pool.day + HOUR, 'Siri');
	assert.equal(word, 'OK');
	await pass(5000);
	await judge();
	assert.deepEqual(await ids(), []);
	await pass(HOUR);
	await judge();
	assert.deepEqual(await ids(), ['unled']);
	await t.n1.call('rota_add', cid('eva'), 'oslo', cid('siri'), t.pool.day, t.pool.day + HOUR, 'Siri');
	await pass(5000);
	await judge();
	assert.deepEqual(await ids(), []);
	assert.deepEqual(await t.pool.raw('rota_strike', 'oslo', cid('siri')), ['OK']);
	await pass(5000);
	await judge();
	assert.deepEqual(await ids(), ['unled'], 'who leads no more does not');
});

test('a share without an answer is an alarm above its limit, of eight visits and more, within the hour', async () => {
	await at(EVENING);
	await arrivals('school', { m0301: 6, c42: 1 });
	await results('abandoned', 5);
	await judge();
	assert.deepEqual(await ids(), [], 'seven visits are too few');
	await arrivals('mind', { n: 33 }, 59);
	await at(EVENING + 5000);
	await judge();
	assert.deepEqual(await ids(), [], '5 of 40 are not above 15 %');
	await results('refused', 2);
	await results('diverted', 20);
	await at(EVENING + 10000);
	await judge();
	assert.match((await standing()).lost, /^lost \d+ 7 15 0 40 \| $/);
	await at(EVENING + 10000 + MINUTE);
	await judge();
	assert.deepEqual(await ids(), [], 'what is older than an hour counts no more');
});

test('a share without an answer above an agency\'s own limit is an alarm of that agency, of its own municipality alone', async () => {
	const doors = 'oslo:0301:0:0:30 bergen:4601:0:0:30 nasjonal::0:0:30';
	await at(EVENING);
	await arrivals('school', { m0301: 7, c03: 9, m4601: 60 });
	await results('abandoned', 3);
	await results('abandoned', 9, 0, 'c03');
	await results('refused', 18, 0, 'm4601');
	await judge({ lost: 90, doors });
	assert.deepEqual(await ids(), [], 'seven are too few, and 18 of 60 are not above 30 %');
	await arrivals('mind', { m0301: 1 });
	await at(EVENING + 5000);
	await judge({ lost: 90, doors });
	const rows = await standing();
	assert.deepEqual(Object.keys(rows), ['lost:oslo']);
	assert.match(rows['lost:oslo'], /^lost \d+ 3 30 0 m0301 8 oslo \| $/);
	assert.deepEqual(await take('siri', 'lost:oslo', { agency: 'bergen' }), ['OFF']);
	await t.n1.call('rota_add', cid('eva'), 'oslo', cid('mona'), t.pool.day, t.pool.day + HOUR, 'Mona');
	assert.deepEqual(await take('mona', 'lost:oslo', { agency: 'bergen', whole: 1 }), ['OFF'], 'nor the pool\'s to take');
	assert.deepEqual(await take('siri', 'lost:oslo'), ['OK']);
	await at(EVENING + 10000);
	await judge({ lost: 90 });
	assert.deepEqual(await ids(), [], 'without a limit of its own it has none');
});

test('workers that do not run and a machine that is silent are alarms, of a machine that has left nothing is', async () => {
	await judge({ machine: 'one', missing: 1 });
	assert.match((await standing())['down:one'], /^down \d+ 1 0 0 worker \| $/);
	await pass(5000);
	await judge({ machine: 'one' });
	assert.deepEqual(await ids(), []);
	await pass(5000);
	await judge({ machine: 'two' });
	for (let i = 0; i < 7; i++) {
		await pass(5000);
		await judge({ machine: 'two' });
	}
	assert.match((await standing())['down:one'], /^down \d+ 0 0 0 machine \| $/);
	await t.pool.raw('alarms_leave', 'one');
	await pass(5000);
	await judge({ machine: 'two' });
	assert.deepEqual(await ids(), []);
});

test('after an outage of Redis each machine has its time to speak again', async () => {
	for (const machine of ['one', 'two']) await judge({ machine });
	await pass(HOUR / 2);
	await judge({ machine: 'two' });
	await pass(25000);
	await judge({ machine: 'two' });
	assert.deepEqual(await ids(), []);
	await pass(10000);
	await judge({ machine: 'two' });
	assert.deepEqual(await ids(), ['down:one'], 'and no more than that');
});

test('two machines judge once', async () => {
	await t.n1.ask('ola');
	await pass(11 * MINUTE);
	assert.deepEqual(Object.keys(await judge({ machine: 'one' })), ['wait:c03:unsure']);
	assert.equal(await judge({ machine: 'two' }), 'DUP');
	await t.pool.jump(-HOUR);
	assert.notEqual(await judge({ machine: 'two' }), 'DUP', 'a clock that was set back holds nobody up');
});

// The least n of which P(N >= n) is below 0.001, for a mean: computed apart from the functions, with 50 digits.
const BOUNDARIES = [[0.5, 8], [1, 8], [1.25, 8], [2, 9], [2.375, 9], [2.5, 10], [3, 11], [5, 14], [10, 22], [30, 49], [100, 133], [900, 995]];

for (const [mean, least] of BOUNDARIES) {
	test(`a topic surges with ${least} visits where ${mean} are usual, and with ${least - 1} not`, async () => {
		await at(EVENING);
		await history('online', { 0: [mean * 8], 1: [0] });
		await arrivals('online', crowd(least - 1));
		await judge();
		assert.deepEqual(await ids(), []);
		await arrivals('online', crowd(least));
		await at(EVENING + 5000);
		const { 'surge:online': text } = await judge();
		const [, since, n, usual] = text.split(' ');
		assert.deepEqual([since, n], [String(t.pool.day), String(least)]);
		assert.ok(Math.abs(usual - mean) < 0.051, `${usual} for ${mean}`);
		assert.ok(text.endsWith(` 0 online 3 ${t.pool.day} | `), text);
	});
}

test('the hours of the weeks before count by how much of them the two hours have', async () => {
	await at(Date.UTC(2026, 10, 19, 19, 29, 30));
	await history('online', { 0: [16], 1: [8], 2: [16] }); // 8 + 8 + 8 of 8 weeks: 3
	await arrivals('online', crowd(10));
	await judge();
	assert.deepEqual(await ids(), []);
	await arrivals('online', crowd(11));
	await at(t.pool.day + 5000);
	assert.match((await judge())['surge:online'], / 11 3\.0 0 /);
});

test('the weeks before are looked up by the local time of the pool', async () => {
	await at(EVENING - HOUR);
	await t.n1.beat('run1', '60');
	await history('online', { '-1': [24], 0: [0] }); // the hour that is one later in the pool's time
	await arrivals('online', crowd(10));
	await judge();
	assert.deepEqual(await ids(), []);
	await arrivals('online', crowd(11));
	await at(t.pool.day + 5000);
	assert.match((await judge())['surge:online'], / 11 3\.0 0 /);
});

test('a surge is of three municipalities; who asked for others counts and is of none', async () => {
	await at(EVENING);
	await history('online', { 0: [0] });
	await arrivals('online', { m0301: 9, m4601: 9, c11: 9, n: 9 });
	await judge();
	assert.deepEqual(await ids(), []);
	await arrivals('school', { m0301: 1, m4601: 1, m1103: 1, c11: 4 });
	await at(EVENING + 5000);
	await judge();
	assert.deepEqual(await ids(), []);
	await arrivals('school', { c11: 5 });
	await at(EVENING + 10000);
	await judge();
	assert.deepEqual(await ids(), ['surge:school']);
});

test('with less than eight weeks known a surge is of twelve visits', async () => {
	await at(EVENING);
	await history('online', { 0: [0] }, 7.99);
	await arrivals('online', crowd(11));
	await judge();
	assert.deepEqual(await ids(), []);
	await arrivals('online', crowd(12));
	await at(EVENING + 5000);
	assert.match((await judge())['surge:online'], / 12 - 0 online 3 /);
});

test('visits of more than two hours ago are no surge, and one that has not grown keeps its row', async () => {
	await at(EVENING);
	await history('online', { 0: [0], '-1': [0] });
	await arrivals('online', crowd(8), 120);
	await judge();
	assert.deepEqual(await ids(), []);
	await arrivals('online', crowd(8), 110);
	await at(EVENING + 5000);
	await judge();
	const rows = await standing();
	assert.deepEqual(Object.keys(rows), ['surge:online']);
	await at(EVENING + 9 * MINUTE);
	await judge();
	assert.deepEqual(await standing(), rows);
	await at(EVENING + 10 * MINUTE);
	await judge();
	assert.deepEqual(await ids(), []);
});

const take = (who, id, { agency = 'oslo', whole = 0 } = {}) => t.n1.call('alarm_take', cid(who), agency, `Name ${who}`, whole, id);

test('one takes an alarm of the own agency, with name, time and a line of audit; taken stays taken', async () => {
	const doors = 'oslo:0301:1:0:0 bergen:4601:1:0:0';
	await judge({ doors });
	assert.deepEqual(await take('siri', 'empty:bergen'), ['OFF']);
	assert.deepEqual(await take('siri', 'nothing'), ['GONE']);
	assert.deepEqual(await take('siri', 'empty:oslo'), ['OK']);
	assert.deepEqual(await take('siri', 'empty:oslo'), ['DUP']);
	const since = t.pool.day;
	const row = `empty ${since} 0 0 ${since} oslo | Name siri`;
	await pass(5000);
	await judge({ doors });
	assert.equal((await standing())['empty:oslo'], row);
	assert.deepEqual(await audited(), [[cid('siri'), 'alarm_taken', '', 'empty:oslo']]);
});

test('who has the pool by the rota takes what is the pool\'s, and only then; what is an agency\'s alone it leaves', async () => {
	await t.n1.ask('ola', { topic: 'online' });
	await pass(11 * MINUTE);
	await judge({ doors: 'oslo:0301:0:5:0 bergen:4601:1:0:0' });
	assert.deepEqual(await ids(), ['empty:bergen', 'wait:c03:online', 'wait:m0301:online']);
	assert.deepEqual(await take('siri', 'wait:c03:online', { whole: 1 }), ['OFF']);
	await t.n1.call('rota_add', cid('eva'), 'oslo', cid('siri'), t.pool.day, t.pool.day + HOUR, 'Siri');
	assert.deepEqual(await take('siri', 'wait:c03:online'), ['OFF']);
	assert.deepEqual(await take('siri', 'wait:c03:online', { whole: 1 }), ['OK']);
	assert.deepEqual(await take('siri', 'empty:bergen', { whole: 1 }), ['OK']);
	assert.deepEqual(await take('siri', 'wait:m0301:online', { whole: 1, agency: 'nasjonal' }), ['OFF']);
});
