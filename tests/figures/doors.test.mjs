// The minutes for which doors were open: told of the last days and of agencies that are there for youths, until they stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { until } from '../live/lib/wait.mjs';

const DAYS = 3, HOUR = 3_600_000;
/** As many acts as are kept of the past, daemon/directory/past.c. */
const PAST_MAX = 8192;
/** Open all day, also on the shortest of the year. */
const isAllDay = (minutes) => Number(minutes) >= 23 * 60;
const told = async (redis) => (await redis.keys('{no}:n:o:*')).sort();

async function start(place) {
	const daemon = launch(place);
	await daemon.ready();
	return { daemon, redis: daemon.redis() };
}

/** A daemon that has told its days, another one after these have been changed. */
async function startAfter(change) {
	const place = writeDemo({ keys: { workers: 1 } });
	const { daemon, redis } = await start(place);
	await until(async () => (await told(redis)).length >= DAYS, 'the days to be told of');
	const days = await told(redis);
	await change(redis, days);
	await daemon.stop();
	return { days, ...(await start(place)) };
}

test('a daemon that begins tells of the last three days', async () => {
	const { days, redis } = await startAfter((redis, days) => redis.del(...days));
	await until(async () => (await told(redis)).length >= DAYS, 'the days to be told of');
	for (const day of days) assert.ok(isAllDay(await redis.hget(day, 'oslo')), day);
});

test('a day that could not be told is told again', async () => {
	const { days, redis } = await startAfter(async (redis, days) => {
		await redis.del(...days);
		await redis.set(days[0], 'what takes no minutes');
	});
	await until(() => redis.exists(days[2]), 'the last day to be told of');
	await redis.del(days[0]);
	await until(async () => isAllDay(await redis.hget(days[0], 'oslo')), 'the first day to be told of');
});

test('an agency that is not there for youths has no minutes', async () => {
	const { days, redis } = await startAfter(async (redis, days) => {
		await redis.hset('{agencies}:a:oslo', 'live', 'no');
		await redis.del(...days);
	});
	await until(async () => (await told(redis)).length >= DAYS, 'the days to be told of');
	for (const day of days) {
		const minutes = await redis.hgetall(day);
		assert.ok(!('oslo' in minutes) && isAllDay(minutes.kristiansand), JSON.stringify(minutes));
	}
});

/** The start of a day as n:o names it, of a zone an hour or two east of UTC, in Unix milliseconds; hours behind it. */
function momentOf(key, hours) {
	const [, year, month, day] = /(\d{4})(\d\d)(\d\d)$/.exec(key);
	return Date.UTC(year, month - 1, day, hours - 1);
}

test('what was done about a door is reckoned with', async () => {
	const { days, redis } = await startAfter(async (redis, days) => {
		const from = momentOf(days[1], 10);
		const act = `door ${from} ${from + 3 * HOUR} 1 - oslo - - closed - 0 ab\nKari\nnb x`;
		for (const [what, at] of [['made', from], ['undone', from + 2 * HOUR]]) {
			await redis.xadd('{no}:acted', '*', 'at', String(at), 'who', 'ab', 'name', 'Kari', 'what', what, 'id', '7', 'act', act);
		}
		await redis.del(...days);
	});
	await until(async () => (await told(redis)).length >= DAYS, 'the days to be told of');
	const [oslo, other] = await Promise.all(['oslo', 'kristiansand'].map((slug) => redis.hget(days[1], slug)));
	assert.equal(Number(oslo), Number(other) - 120);
	assert.ok(isAllDay(await redis.hget(days[0], 'oslo')), 'the day before');
});

test('more about doors than is reckoned with keeps no day from being told', async () => {
	const { days, redis } = await startAfter(async (redis, days) => {
		const from = momentOf(days[1], 10), lines = redis.pipeline();
		const act = `door ${from} ${from + HOUR} 1 - elsewhere - - open - 0 ab\nKari\nnb x`;
		for (let id = 1; id <= PAST_MAX + 1; id++) {
			lines.xadd('{no}:acted', '*', 'at', String(from), 'who', 'ab', 'name', 'Kari', 'what', 'made', 'id', String(id), 'act', act);
		}
		await lines.exec();
		await redis.del(...days);
	});
	await until(async () => (await told(redis)).length >= DAYS, 'the days to be told of');
	for (const day of days) assert.ok(isAllDay(await redis.hget(day, 'oslo')), day);
});

test('an agency has no minutes of a time at which it was not there for youths', async () => {
	const { days, redis } = await startAfter(async (redis, days) => {
		await redis.hset('{agencies}:live', 'oslo', String(momentOf(days[1], 12)));
		await redis.del(...days);
	});
	await until(async () => (await told(redis)).length >= DAYS, 'the days to be told of');
	const minutes = await Promise.all(days.map((day) => redis.hget(day, 'oslo')));
	assert.equal(minutes[0], '0');
	assert.ok(Number(minutes[1]) >= 11 * 60 && Number(minutes[1]) <= 13 * 60, minutes[1]);
	assert.ok(isAllDay(minutes[2]));
});
