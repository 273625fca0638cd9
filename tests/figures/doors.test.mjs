// The minutes for which doors were open: told of the last days and of agencies that are there for youths, until they stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { until } from '../live/lib/wait.mjs';

const DAYS = 3;
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
