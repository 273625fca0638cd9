// After the end: the survey is counted once whatever the sockets do, a code leads back to agency and topic until its time is
// over, and a tap at a shut door is counted. None of it leaves more in Redis than the documents say.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { countedOf } from './lib/counters.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { HOURS_ALWAYS, hoursInTwoDays } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const DAY_S = 86_400;
const daemon = await startDaemon({
	keys: { bucket_youth: 200, wrap_up_seconds: 0, code_days: 2 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' }, aarhus: { hours: hoursInTwoDays(), exceptions: '' } },
});
const redis = daemon.redis();
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });

const counted = (pool, agency) => countedOf(redis, pool, agency);

/** What has been counted by act. */
async function grown(act, pool = 'no', agency = 'oslo') {
	const before = await counted(pool, agency);
	await act();
	const now = await counted(pool, agency);
	return Object.fromEntries(Object.entries(now).map(([what, n]) => [what, n - (before[what] ?? 0)]).filter(([, n]) => n > 0));
}

/** A talk that the counsellor has ended, and the youth's token of it. */
async function ended(wish = {}) {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2, ...wish });
	oslo.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	return youth;
}

const survey = (token, answers = {}) => ({ type: 'survey', pool: 'no', token, place: 1, before: 0, now: 0, ...answers });
const wanted = (token) => ({ type: 'code_wanted', pool: 'no', token });
const post = (path, body) => ask(daemon, path, { method: 'POST', headers: { 'content-type': 'text/plain', origin: daemon.origin }, body });

async function codeFor(youth) {
	youth.send(wanted(youth.token));
	return youth.next('code');
}

test('the answers are counted for the agency that answered, and confirmed', async () => {
	const youth = await ended();
	const sum = await grown(async () => {
		youth.send(survey(youth.token, { place: 2, before: 2, now: 4 }));
		await youth.next('surveyed');
	});
	assert.deepEqual(sum, { survey: 1, 'place:partly': 1, 'before:2': 1, 'now:4': 1, 'change:better': 1 });
	await youth.leaveTable();
});

test('answers said on the same socket, on another worker, and with other words are confirmed and counted once', async () => {
	const youth = await ended();
	const { token } = youth;
	const sum = await grown(async () => {
		youth.send(survey(token));
		await youth.next('surveyed');
		youth.send(survey(token));
		await youth.next('surveyed');
		await youth.leaveTable();
		const other = await comeYouth(daemon, 1);
		other.send(survey(token, { place: 3 }));
		await other.next('surveyed');
		await other.leaveTable();
	});
	assert.deepEqual(sum, { survey: 1, 'place:yes': 1 });
});

test('a youth that was away when the talk ended answers on the next socket', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	const { token } = youth;
	youth.redials = false;
	youth.client.socket.terminate();
	oslo.send({ type: 'leave', room: room.id });
	await until(() => theirs.ended, 'the end at the desk');
	const again = await comeYouth(daemon, 1);
	const sum = await grown(async () => {
		again.send(survey(token));
		await again.next('surveyed');
	});
	assert.deepEqual(sum, { survey: 1, 'place:yes': 1 });
	await again.leaveTable();
});

test('a token of no talk that has ended is refused as late, and nothing is counted', async () => {
	const youth = await comeYouth(daemon, 2);
	const sum = await grown(async () => {
		for (const frame of [survey('ab'.repeat(32)), survey(youth.token), wanted('ab'.repeat(32))]) {
			youth.send(frame);
			assert.equal((await youth.next('refused')).code, 'late');
		}
	});
	assert.deepEqual(sum, {});
	await youth.leaveTable();
});

test('in the queue and in a talk the frames are refused', async () => {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	for (const frame of [survey(youth.token), wanted(youth.token)]) {
		youth.send(frame);
		assert.equal((await youth.next('refused')).code, 'state');
	}
	youth.send({ type: 'leave', room: room.id });
	await until(() => theirs.ended, 'the end at the desk');
	await youth.leaveTable();
});

test('a code leads to the agency and the topic, however it is typed, and is the same when it is asked for again', async () => {
	const youth = await ended({ topic: 'school' });
	const { code, days } = await codeFor(youth);
	assert.equal(days, 2);
	assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
	assert.equal((await codeFor(youth)).code, code);
	const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
	for (const text of [code, ` ${typed}\n`, code.replaceAll('-', '')]) {
		const { status, text: body, headers } = await post('/api/v1/code', text);
		assert.equal(status, 200, text);
		assert.deepEqual(JSON.parse(body).data, { agency: 'oslo', topic: 'school' });
		assert.match(headers['cache-control'], /no-store/);
	}
	await youth.leaveTable();
});

test('Redis keeps a hash of the code with agency, topic and an end, and no code', async () => {
	const youth = await ended({ topic: 'school' });
	const before = new Set(await redis.keys('{c:*'));
	const { code } = await codeFor(youth);
	const [key, ...more] = (await redis.keys('{c:*')).filter((name) => !before.has(name));
	assert.deepEqual(more, []);
	assert.equal(await redis.get(key), 'oslo school');
	const seconds = await redis.ttl(key);
	assert.ok(seconds > 2 * DAY_S - 10 && seconds <= 3 * DAY_S, String(seconds));
	const fromMidnight = (await redis.call('EXPIRETIME', key)) % DAY_S;
	assert.ok(fromMidnight < 10 || fromMidnight > DAY_S - 10, `it ends ${fromMidnight} s into a day, which tells when the talk was`);
	const bare = code.replaceAll('-', '');
	for (const form of [bare, createHash('sha256').update(bare).digest('hex')]) assert.ok(!key.includes(form), 'another hash than of its text');
	/* Its time is over: Redis' own clock is put on for this key alone. */
	await redis.pexpireat(key, Date.now() - 1);
	const over = await post('/api/v1/code', code);
	const unknown = await post('/api/v1/code', 'K7QM-2XTA-9WHD-4RPE');
	assert.deepEqual([over.status, unknown.status], [404, 404]);
	assert.equal(over.text, unknown.text, 'one answer for what is over and what never was');
	await youth.leaveTable();
});

test('a code stands in no address: GET is refused', async () => {
	assert.equal((await ask(daemon, '/api/v1/code?code=K7QM2XTA9WHD4RPE')).status, 405);
});

test('a tap at a shut door is counted for its agency, one at an open door is not', async () => {
	const before = (await counted('dk', 'aarhus')).tapped ?? 0;
	const open = await grown(async () => {
		for (const slug of ['oslo', 'aarhus']) assert.equal((await post('/api/v1/tap', slug)).status, 204);
		await until(async () => ((await counted('dk', 'aarhus')).tapped ?? 0) === before + 1, 'the tap to be counted');
	});
	assert.deepEqual(open, {});
});

test('what is left of the talks names no room, no person and no text, and ends by itself', async () => {
	const youth = await ended();
	const keys = await redis.keys('{no}:af:*');
	assert.ok(keys.length > 0);
	for (const key of keys) {
		const fields = Object.keys(await redis.hgetall(key));
		assert.deepEqual(fields.filter((name) => !['ag', 'm', 't', 'sv', 'to'].includes(name)), []);
		assert.ok((await redis.ttl(key)) > 0, key);
	}
	await youth.leaveTable();
});
