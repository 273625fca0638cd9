// Alarms that are told by letter whatever happens: a worker that never comes up, Redis that does not come back, and many at once; and
// one that is over before its letter has gone, which is not.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { launch } from './lib/daemon.mjs';
import { writeDemo } from './lib/demo.mjs';
import { receiver } from './lib/receivers.mjs';
import { until } from './lib/wait.mjs';

/** Looks of the parent until something has been missed for long enough. */
const SLOW = { ms: 60_000 };
const BARS = '{wait_minutes: 10, abandoned_percent: 15}';

const answers = [];
const hook = await receiver({ answers });

/** The demo, whose pools all send to the hook. */
function written() {
	const place = writeDemo({ keys: { workers: 2 } });
	const bars = BARS.replace('}', `, webhook: "http://127.0.0.1:${hook.port}/"}`);
	writeFileSync(place.config, readFileSync(place.config, 'utf8').replaceAll(`alarms: ${BARS}`, `alarms: ${bars}`));
	return place;
}

const letters = (kind) => hook.posts.map(({ body }) => JSON.parse(body)).filter((letter) => letter.kind === kind);

/** Kills each process that the log names by such a line, from now on until the function that is given back is called. */
function killing(daemon, pattern) {
	let from = 0;
	const check = () => {
		for (; from < daemon.lines.length; from += 1) {
			const pid = pattern.exec(daemon.lines[from])?.[1];
			if (pid !== undefined) process.kill(Number(pid), 'SIGKILL');
		}
	};
	daemon.waiting.add(check);
	check();
	return () => daemon.waiting.delete(check);
}

const daemon = launch(written());
const spare = killing(daemon, /^<6>worker=2 pid=(\d+)$/);

test('a worker that has never come up is an alarm, on the screen and by letter', async () => {
	await daemon.logged(/worker=2 died 5 times in a minute and is given up/, SLOW);
	const redis = daemon.redis();
	const down = async () => Object.entries(await redis.hgetall('{no}:al')).filter(([id]) => id.startsWith('down:'));
	await until(async () => (await down()).length === 1, 'the alarm', SLOW);
	const [[, row]] = await down();
	assert.match(row, /^down \d{13} 1 0 0 worker \| $/);
	await until(() => letters('down').length >= 2, 'a letter of each pool', SLOW);
	assert.deepEqual(letters('down').map(({ pool }) => pool).sort(), ['dk', 'no']);
	spare();
});

test('Redis that stays away is told by letter, once a pool', async () => {
	const stop = killing(daemon, /redis pid=(\d+)/);
	await until(() => letters('redis').length >= 2, 'a letter of each pool', SLOW);
	stop();
	const from = daemon.lines.length;
	await daemon.logged(/redis pid=/, { from, ...SLOW });
	const told = letters('redis');
	assert.deepEqual(told.map(({ pool, county, number }) => [pool, county, number]).sort(), [['dk', '', 0], ['no', '', 0]]);
});

test('of fifty alarms at once each is told, in their order', async () => {
	const redis = daemon.redis();
	const topics = Array.from({ length: 50 }, (_, i) => `topic${String(i).padStart(2, '0')}`);
	const from = hook.posts.length;
	const minute = Math.floor(Date.now() / 60_000);
	const counts = topics.flatMap((topic, i) => [['m0301', 10 + i], ['m4204', 1], ['m5610', 1]].map(([place, n]) => [`${minute} a ${topic} ${place}`, n]));
	await redis.hset('{no}:rc', ...counts.flat());
	const surges = () => hook.posts.slice(from).map(({ body }) => JSON.parse(body)).filter(({ kind }) => kind === 'surge');
	await until(() => surges().length >= topics.length, 'a letter of each', SLOW);
	assert.deepEqual(surges().map(({ number }) => number), topics.map((_, i) => 12 + i));
	await daemon.logged(/alarm pool=no letters=\d+ wait until others are gone/);
});

test('an alarm that is over before anybody has taken its letter is told no more, and the next one is', async () => {
	const redis = daemon.redis();
	const told = (kind) => hook.posts.slice(from).map(({ body }) => JSON.parse(body)).filter((letter) => letter.kind === kind);
	const numbers = () => told('surge').map(({ number }) => number);
	const minute = Math.floor(Date.now() / 60_000);
	const surge = async (topic, n) => {
		await redis.call('DEL', '{no}:rc');
		await redis.hset('{no}:rc', `${minute} a ${topic} m0301`, n - 2, `${minute} a ${topic} m4204`, 1, `${minute} a ${topic} m5610`, 1);
	};
	const from = hook.posts.length;
	const line = daemon.lines.length;
	answers.push(...Array(8).fill(500));
	await surge('bullying', 20);
	await daemon.logged(/alarm pool=no kind=surge/, { from: line, ...SLOW });
	await surge('school', 30);
	await daemon.logged(/alarm pool=no by=webhook is over before its letter has gone: it does not go/, { from: line, ...SLOW });
	const tries = numbers().filter((n) => n === 20).length;
	answers.length = 0;
	await until(() => numbers().includes(30), 'the letter of what stands', SLOW);
	assert.equal(numbers().filter((n) => n === 20).length, tries);
});
