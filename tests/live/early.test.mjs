// A worker that has only just started does not know the agencies yet. Who comes then is told to wait, and never that a
// visit, a shift, a ticket or a door is gone. The moment is held by taking from the worker the right to the agencies' keys.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { ask } from './lib/http.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { roleNumber } from './lib/wire.mjs';

const daemon = await startDaemon({ keys: { workers: 1, wrap_up_seconds: 0 } });
const redis = daemon.redis();
const password = daemon.addUser('oslo');
const oslo = await comeCounsellor(daemon, 'oslo', { password });
const { youth, room, theirs } = await talkWith(daemon, oslo);
/* Everything a worker may touch but the agencies' keys. */
const BUT_AGENCIES = ['~{no}*', '~{dk}*', '~{practice}*', '~{staff}*', '~{durable}*', '~{?:*'];
let ticket;

/* The answer of a fresh socket to one frame; a refusal that passes by itself stands for itself. */
async function answerTo(side, frame, types) {
	const client = new Client(daemon);
	await client.hello(roleNumber(side));
	client.send(frame);
	const { type, code, why, retry_after: again } = await client.next([...types, 'lost', 'refused']);
	await client.ping();
	assert.deepEqual(client.received.filter((got) => got.type === 'lost'), []);
	await client.close(1000);
	return { type, code, why, again };
}

const resumeOf = (person, seat) => ({
	type: 'resume', token: person.token, attempt: 0, rooms: [seat.id], log_epochs: [seat.epoch], offsets: [seat.offset],
});
const LATER = { type: 'refused', code: 'delayed', why: undefined, again: 1 };

before(async () => {
	for (const person of [oslo, youth]) person.redials = false;
	const login = { method: 'POST', body: JSON.stringify({ name: 'oslo', password }) };
	ticket = (await (await fetch(`${daemon.origin}/api/v1/login`, login)).json()).data.ticket;
	const from = daemon.lines.length;
	await redis.call('ACL', 'SETUSER', 'worker', 'resetkeys', ...BUT_AGENCIES);
	process.kill(daemon.workers[1], 'SIGKILL');
	await daemon.logged(/worker=1 the agencies cannot be read/, { from });
});

test('a counsellor that resumes too early is told to try again', async () => {
	assert.deepEqual(await answerTo('counsellor', resumeOf(oslo, theirs), ['resumed']), LATER);
});

test('a youth that resumes too early is taken up, or told to try again', async () => {
	const answer = await answerTo('youth', resumeOf(youth, room), ['resumed']);
	assert.ok(answer.type === 'resumed' || answer.code === 'delayed', JSON.stringify(answer));
});

test('a ticket that comes too early is not used up', async () => {
	assert.deepEqual(await answerTo('counsellor', { type: 'login', ticket }, ['person']), LATER);
});

test('an agency\'s door is not called unknown', async () => {
	for (const path of ['/w/oslo', '/api/v1/door?agency=oslo']) {
		const { status } = await ask(daemon, path);
		assert.ok([200, 503].includes(status), `${path}: ${status}`);
	}
});

test('once the worker knows the agencies, all of them get what they came for', async () => {
	const from = daemon.lines.length;
	await redis.call('ACL', 'SETUSER', 'worker', 'allkeys');
	await redis.call('CLIENT', 'KILL', 'USER', 'worker');
	await daemon.ready(from);
	for (const person of [oslo, youth]) {
		await person.connect();
		assert.equal((await person.resume()).type, 'resumed', person.side);
	}
	await room.say('her er jeg');
	// Last, because a new login makes the older shift ticket of the same person void.
	assert.equal((await answerTo('counsellor', { type: 'login', ticket }, ['person'])).type, 'person');
	assert.equal((await ask(daemon, '/w/oslo')).status, 200);
});
