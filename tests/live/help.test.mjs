// Calls for help over real sockets, between two workers: who hears of one, what answers it, what it outlives. And that nothing of
// it, and no note, reaches the youth: looked for in every frame that it was sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeCounsellor, comeYouth, talkWith, workerOf } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const PAUSED = 1;
const OFF = 3;
const [HELP, ADVISE, DECIDE] = [92, 95, 96];
const NOBODY = '00'.repeat(16);

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0, bucket_staff: 500 } });
const supervisor = (name, agency, slot) =>
	comeCounsellor(daemon, name, { password: daemon.addUser(name, { role: 'supervisor', agency }), state: PAUSED, slot });

const kari = await comeCounsellor(daemon, 'oslo', { slot: 1 });
const siri = await supervisor('siri', 'oslo', 2);
const other = await supervisor('other', 'kristiansand', 2);

/** CALLED of a person, from now on, that fits. */
const called = (person, fits) => person.next('called', fits);
const isUp = (room) => (frame) => frame.rooms.includes(room.id);
const isDown = (room) => (frame) => !frame.rooms.includes(room.id);
const call = (room, on = 1) => kari.send({ type: 'help', room: room.id, on });
const everybody = [kari, siri, other];

/** All that the client was ever sent, as one text. */
const heard = (...people) => JSON.stringify(people.flatMap(({ client }) => client.received));

async function part(youth, theirs) {
	youth.redials = false;
	youth.send({ type: 'leave', room: theirs.id });
	await until(() => theirs.ended, 'the end at the desk');
}

async function list(person) {
	person.client.skip();
	person.send({ type: 'calls', number: 1 });
	return called(person);
}

test('a supervisor on another worker hears of a call, answers it, and nobody of another agency does', async () => {
	const { youth, theirs } = await talkWith(daemon, kari);
	for (const person of everybody) person.client.skip();
	call(theirs);
	const there = await called(siri, isUp(theirs));
	assert.deepEqual([there.rooms, there.topics.length, there.answers, there.by, there.own, there.supervisors],
		[[theirs.id], 1, [0], [''], [0], [NOBODY]]);
	assert.equal((await called(kari, isUp(theirs))).own[0], 1);
	siri.send({ type: 'advise', room: theirs.id, answer: 2 });
	const answered = await called(kari, ({ answers }) => answers[0] === 2);
	assert.notEqual(answered.by[0], '', 'who answered has a name');
	assert.deepEqual((await list(other)).rooms, []);
	call(theirs, 0);
	await called(siri, isDown(theirs));
	await part(youth, theirs);
});

test('a call outlives the socket of who calls, and the death of its worker', async () => {
	const { youth, theirs } = await talkWith(daemon, kari);
	call(theirs);
	await called(kari, isUp(theirs));
	await kari.reload();
	assert.deepEqual((await list(kari)).rooms, [theirs.id]);
	const slot = workerOf(daemon, kari.client);
	const there = everybody.filter(({ client }) => workerOf(daemon, client) === slot);
	const [before, from] = [there.map(({ resumes }) => resumes), daemon.lines.length];
	process.kill(daemon.workers[slot], 'SIGKILL');
	await until(() => there.every(({ resumes }, i) => resumes > before[i]), 'everybody of that worker to come back');
	await daemon.ready(from);
	assert.deepEqual((await list(kari)).rooms, [theirs.id]);
	assert.deepEqual((await list(siri)).rooms, [theirs.id]);
	siri.client.skip();
	await part(youth, theirs);
	await called(siri, isDown(theirs));
});

test('who calls can know whether any supervisor of the agency is on shift', async () => {
	const there = async () => {
		kari.client.skip();
		kari.send({ type: 'holds', number: 1 });
		return (await kari.next('deciders')).on;
	};
	assert.deepEqual(await there(), [1]);
	await siri.shift({ state: OFF });
	assert.deepEqual(await there(), [0]);
	await siri.shift({ state: PAUSED });
	assert.deepEqual(await there(), [1]);
});

test('what is no call of theirs is refused', async () => {
	const { youth, theirs } = await talkWith(daemon, kari);
	const refusal = async (person, frame, number) => {
		person.client.skip();
		person.send(frame);
		return (await person.next('refused', (one) => one.frame === number)).code;
	};
	const room = theirs.id;
	assert.equal(await refusal(siri, { type: 'help', room, on: 1 }, HELP), 'late');
	assert.equal(await refusal(siri, { type: 'advise', room, answer: 1 }, ADVISE), 'late');
	call(theirs);
	await called(kari, isUp(theirs));
	assert.equal(await refusal(other, { type: 'advise', room, answer: 1 }, ADVISE), 'late');
	assert.equal(await refusal(kari, { type: 'decide', room, supervisor: NOBODY, decision: 2 }, DECIDE), 'unknown');
	const { staff } = other.client.received.find(({ type }) => type === 'person');
	assert.equal(await refusal(kari, { type: 'decide', room, supervisor: staff, decision: 2 }, DECIDE), 'unknown', 'of another agency');
	await part(youth, theirs);
});

test('a counsellor that answers a call is no client of this protocol', async () => {
	const { youth, theirs } = await talkWith(daemon, kari);
	const eager = await comeCounsellor(daemon, 'eager', { password: daemon.addUser('eager', { agency: 'oslo' }), state: PAUSED });
	eager.redials = false;
	eager.send({ type: 'advise', room: theirs.id, answer: 1 });
	assert.equal((await eager.client.closed).code, 4003);
	await part(youth, theirs);
});

test('the youth is told nothing of a call, its answer or a decision, and what it is sent is looked through', async () => {
	const { youth, theirs } = await talkWith(daemon, kari);
	const { staff } = siri.client.received.find(({ type }) => type === 'person');
	call(theirs);
	siri.client.skip();
	await called(siri, isUp(theirs));
	siri.send({ type: 'advise', room: theirs.id, answer: 3 });
	kari.send({ type: 'decide', room: theirs.id, supervisor: staff, decision: 2 });
	await called(siri, ({ asks }) => asks[0] === 2);
	siri.send({ type: 'decide', room: theirs.id, supervisor: staff, decision: 2 });
	const { by } = await called(kari, ({ decides }) => decides[0] === 2);
	await theirs.say('planted');
	await until(() => youth.rooms.get(theirs.id).texts.includes('planted'), 'the line');
	assert.ok(heard(siri).includes(staff), 'the search finds what is there');
	assert.ok(heard(kari).includes(by[0]));
	for (const word of [staff, 'called', 'advise', 'decide']) assert.ok(!heard(youth).includes(word), word);
	await part(youth, theirs);
});

test('who gives a youth back as known names the own place too, and nobody there is offered it again', async () => {
	const { youth, theirs } = await talkWith(daemon, kari);
	kari.send({ type: 'swap', room: theirs.id, elsewhere: 1 });
	assert.equal((await youth.next('queued', ({ why }) => why === 'swapped')).why, 'swapped');
	await until(() => theirs.ended === 'swapped', 'the end at the desk');
	const second = await comeCounsellor(daemon, 'second', { password: daemon.addUser('second', { agency: 'oslo' }) });
	const third = await comeCounsellor(daemon, 'third', { password: daemon.addUser('third', { agency: 'kristiansand' }) });
	await third.next('opened', (frame) => frame.room === theirs.id);
	assert.ok(!heard(second).includes('"offer"'), 'the same place is not asked');
	youth.redials = false;
	youth.send({ type: 'leave', room: theirs.id });
	await youth.next('ended', () => true);
});

test('who is not on shift is told of no call', async () => {
	const idle = await comeYouth(daemon);
	idle.redials = false;
	idle.send({ type: 'calls', number: 1 });
	assert.equal((await idle.client.closed).code, 4003);
});
