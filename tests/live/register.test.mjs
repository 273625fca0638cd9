// The form after a conversation: counted once whatever the sockets and the workers do, as numbers and as nothing else; the
// minutes after it; and the end that blocks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { HOURS_ALWAYS } from './lib/demo.mjs';
import { comeCounsellor, talkWith, workerOf } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const FORM = 'age: 13-15, 16-17; met=Har vi skrevet før?: yes=Ja, no=Nei';
const daemon = await startDaemon({
	keys: { bucket_youth: 200 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '', form: FORM } },
});
const redis = daemon.redis();
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });

/** All hashes of counters whose key begins so, summed by field. */
async function sums(prefix) {
	const sum = {};
	for (const key of await redis.keys(`{no}:${prefix}*`)) {
		for (const [field, n] of Object.entries(await redis.hgetall(key))) sum[field] = (sum[field] ?? 0) + Number(n);
	}
	return sum;
}

/** What act has added to those sums. */
async function grown(prefix, act) {
	const before = await sums(prefix);
	await act();
	const after = Object.entries(await sums(prefix)).map(([field, n]) => [field, n - (before[field] ?? 0)]);
	return Object.fromEntries(after.filter(([, n]) => n !== 0));
}

async function register(room, ticks, who = oslo) {
	who.send({ type: 'registration', room: room.id, send: ticks ? 1 : 0, ticks: ticks ?? [] });
	return who.next(['registered', 'refused'], (frame) => frame.room === room.id);
}

const wrapDone = async (room) => {
	oslo.send({ type: 'wrap', room: room.id, more: 0 });
	await oslo.next('shifted', ({ why }) => why === 'wrapped');
};

/** A talk in which both have written, over. */
async function ended({ leave = (theirs) => oslo.send({ type: 'leave', room: theirs.id }) } = {}) {
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	await room.say('hei');
	await theirs.say('hei igjen');
	leave(theirs, youth);
	await until(() => theirs.ended, 'the end at the desk');
	return { youth, theirs };
}

test('the questions of the agency are told while the talk goes on', async () => {
	const { youth, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	const told = await register(theirs);
	assert.deepEqual([told.form, told.counted, told.wrap_left, told.ticks], [FORM, 0, 0, []]);
	youth.send({ type: 'leave', room: theirs.id });
	await until(() => theirs.ended, 'the end at the desk');
	assert.equal((await register(theirs)).more, 1);
	await wrapDone(theirs);
	await youth.leaveTable();
});

test('a form is counted by month and agency, and a correction takes its place', async () => {
	const { youth, theirs } = await ended();
	const sum = await grown('n:f:', async () => {
		assert.equal((await register(theirs, ['age:13-15', 'kind:hoax'])).counted, 1);
		const told = await register(theirs, ['age:16-17', 'met:no', 'kind:yes']);
		assert.deepEqual(told.ticks, ['age:16-17', 'met:no', 'kind:yes']);
		assert.ok(told.wrap_left > 0 && told.wrap_left <= 300, String(told.wrap_left));
	});
	assert.deepEqual(sum, { 'oslo forms': 1, 'oslo age:16-17': 1, 'oslo met:no': 1, 'oslo kind:yes': 1 });
	await wrapDone(theirs);
	await youth.leaveTable();
});

test('a form that comes once more, after a reload and after its worker was killed, is counted once', async () => {
	const { youth, theirs } = await ended({ leave: (theirs, youth) => youth.send({ type: 'leave', room: theirs.id }) });
	const sum = await grown('n:f:', async () => {
		await register(theirs, ['age:13-15', 'kind:yes']);
		await oslo.reload();
		await register(theirs, ['age:13-15', 'kind:yes']);
		const before = oslo.resumes;
		process.kill(daemon.workers[workerOf(daemon, oslo.client)], 'SIGKILL');
		await until(() => oslo.resumes > before && oslo.client.end === undefined, 'the desk to come back');
		assert.equal((await register(theirs, ['age:13-15', 'kind:yes'])).counted, 1);
	});
	assert.deepEqual(sum, { 'oslo forms': 1, 'oslo age:13-15': 1, 'oslo kind:yes': 1 });
	await wrapDone(theirs);
	await youth.leaveTable();
});

test('a talk in which both wrote is a conversation until its form says otherwise, and fsck agrees', async () => {
	let done;
	const sum = await grown('n:h:', async () => {
		done = await ended();
	});
	const end = Object.keys(sum).find((field) => field.startsWith('ended:counsellor:'));
	assert.deepEqual([sum[end], sum.silent, sum.uncounted], [1, undefined, undefined]);
	const taken = await grown('n:h:', () => register(done.theirs, ['kind:wrong']));
	assert.deepEqual(taken, { uncounted: 1 });
	assert.equal(daemon.ctl('fsck').data.clean, true);
	await wrapDone(done.theirs);
	await done.youth.leaveTable();
});

test('a tick that the agency does not ask for is refused, and counted nowhere', async () => {
	const { youth, theirs } = await ended();
	const sum = await grown('n:f:', async () => {
		for (const ticks of [['age:18-20', 'kind:yes'], ['name:kari', 'kind:yes'], ['age:13-15']]) {
			assert.equal((await register(theirs, ticks)).code, 'unknown', ticks.join(' '));
		}
	});
	assert.deepEqual(sum, {});
	await wrapDone(theirs);
	await youth.leaveTable();
});

test('who was blocked has no survey, no code, and cannot ask on this socket; a line without a name of it stays', async () => {
	const { youth, theirs } = await ended({ leave: (theirs) => oslo.send({ type: 'block', room: theirs.id }) });
	assert.equal(theirs.ended, 'blocked');
	await youth.next('ended', ({ reason }) => reason === 'blocked');
	for (const frame of [
		{ type: 'survey', pool: 'no', token: youth.token, place: 1, before: 0, now: 0 },
		{ type: 'code_wanted', pool: 'no', token: youth.token },
	]) {
		youth.send(frame);
		assert.equal((await youth.next('refused')).code, 'late', frame.type);
	}
	const refused = await youth.ask();
	assert.equal(refused.code, 'blocked');
	assert.ok(refused.retry_after > 1700 && refused.retry_after <= 1800, String(refused.retry_after));
	const lines = await until(async () => {
		const found = await redis.xrange('{agencies}:au:oslo', '-', '+');
		return found.length > 0 && found;
	}, 'the line');
	const line = Object.fromEntries(lines.at(-1)[1].flatMap((text, i, all) => (i % 2 ? [] : [[text, all[i + 1]]])));
	assert.deepEqual([line.what, line.name, line.about, line.old, line.new], ['block', 'oslo', '', '', '']);
	await wrapDone(theirs);
	await youth.leaveTable();
});
