// POST /api/v1/whatif: the simulator from a form, today beside what is changed; who may, what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { until } from './lib/wait.mjs';

const HOURS = 'mon-thu 17:00-21:00';
const daemon = await startDaemon({ keys: { workers: 1 }, agencies: { oslo: { hours: HOURS } } });
const login = (name, role, agency = 'oslo') => new Bearer(daemon, name, daemon.addUser(name, { agency, role })).login();
const leader = await login('liv', 'supervisor');
const lead = await login('dag', 'duty_lead');
const pooled = { duty_lead: lead, coordinator: await login('kai', 'coordinator') };
/** The most that a form takes. */
const MOST = { visits_day: 200, counsellors: 20, hours: 'mon-sun 0-24', capacity: 3 };

const ask = async (body, who = leader) => who.post('/api/v1/whatif', body);
async function play(body, who) {
	const { status, data, error } = await ask(body, who);
	assert.equal(status, 200, JSON.stringify(error));
	return data;
}

test('an empty form is filled with what the agency has, and says whose it is', async () => {
	const { today, changed, from, assumed } = await play({});
	assert.deepEqual(today.form, {
		visits_day: 3 / 7, counsellors: 1, capacity: 2, widen_s: 30, pooled: true, extra: 'none',
		hours: 'mon 17:00-21:00; tue 17:00-21:00; wed 17:00-21:00; thu 17:00-21:00',
	});
	assert.deepEqual(changed, today);
	assert.deepEqual(from, { visits: 'preset', hours: 'own', come: 'preset', others: 'pool' });
	assert.ok(assumed.some(({ name, value }) => name === 'patience_min' && value === 'lognormal 6 1'), JSON.stringify(assumed));
});

test('one more counsellor is four hours more a week, and nobody more is lost', async () => {
	const { today, changed } = await play({ today: { pooled: false }, changed: { extra: 'sat 17:00-21:00', pooled: false } });
	assert.equal(changed.figures.arrivals, today.figures.arrivals);
	assert.equal(Math.round(changed.figures.shift_hours_a_week - today.figures.shift_hours_a_week), 4);
	assert.ok(changed.figures.lost < today.figures.lost, `${changed.figures.lost} < ${today.figures.lost}`);
});

test('alone, who comes when the door is closed is lost; in the pool others answer', async () => {
	const { today, changed } = await play({ today: { pooled: false }, changed: { pooled: true } });
	assert.equal(today.figures.own, 1);
	assert.ok(today.figures.door_closed > 0.5 && changed.figures.door_closed < 0.1, JSON.stringify([today.figures, changed.figures]));
	assert.ok(changed.figures.own < 1);
});

test('a wrong value says what was expected, and of which side', async () => {
	const { status, error } = await ask({ today: { capacity: 4 }, changed: { hours: 'monday 9', counsellors: 1.5, pooled: 'yes' } });
	assert.equal(status, 422);
	assert.deepEqual(error.fields, {
		'today.capacity': 'expected a whole number from 1 to 3',
		'changed.counsellors': 'expected a whole number from 0 to 20',
		'changed.pooled': 'expected true or false',
	});
	const hours = await ask({ changed: { hours: 'monday 9', extra: 'x' } });
	assert.deepEqual([hours.status, Object.keys(hours.error.fields)], [422, ['changed.hours', 'changed.extra']]);
	assert.match(hours.error.fields['changed.hours'], /^expected/);
});

/** Two of one person at once, and one of another; until the two meet: one may be over before the other is there. */
async function meet() {
	let answers;
	await until(async () => {
		answers = await Promise.all([ask({ changed: MOST }), ask({ changed: MOST }), ask({}, lead)]);
		return answers.some(({ status }) => status !== 200);
	}, 'two runs of one person to meet');
	return answers;
}

test('one person has one run at a time, and is told when to ask again', async () => {
	const answers = await meet();
	assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 429]);
	assert.equal(answers[2].status, 200, 'another person has a run of its own');
	const { error, headers } = answers.find(({ status }) => status === 429);
	assert.deepEqual([error.code, headers['retry-after']], ['busy', '2']);
	assert.equal((await ask({})).status, 200);
});

test('a leader asks for the own agency, a duty lead for any of the pool', async () => {
	assert.equal((await ask({ slug: 'kristiansand' })).status, 403);
	assert.equal((await ask({ slug: 'kristiansand' }, lead)).status, 200);
	assert.equal((await ask({ slug: 'aarhus' }, lead)).status, 403);
	assert.equal((await ask({ slug: 'nowhere' }, lead)).status, 403);
});

test('the most that can be asked for is played', async () => {
	const { changed } = await play({ changed: MOST });
	assert.ok(changed.weeks >= 20 && changed.figures.arrivals > 20_000, JSON.stringify(changed));
});

test('what was counted fills the form: visits of the own municipality, hours of the whole pool', async () => {
	const redis = daemon.redis();
	const dayBefore = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
	await redis.hset(`{no}:n:d:${dayBefore(10)}`, { 'm0301 arrived': 8, 'm4204 arrived': 70, 'c03 arrived': 5 });
	await redis.hset(`{no}:n:h:${dayBefore(3)}20`, { arrived: 60, 'answered:30': 40 });
	const { today, from } = await play({});
	assert.deepEqual(from, { visits: 'own', hours: 'own', come: 'pool', others: 'pool' });
	/* The pool's day may have begun while that of this machine has not. */
	assert.ok([8 / 10, 8 / 11].some((visits) => Math.abs(today.form.visits_day - visits) < 1e-9), `${today.form.visits_day}`);
});

for (const [who, slug] of [['duty_lead', 'oslo'], ['duty_lead', 'kristiansand'], ['coordinator', 'kristiansand']]) {
	test(`a ${who} is not told what was counted of ${slug}`, async () => {
		const { today, from } = await play({ slug }, pooled[who]);
		assert.deepEqual([from.visits, today.form.visits_day], ['preset', 3 / 7]);
	});
}
