// Duty holds over real sockets: a counsellor gives lines to a supervisor of the agency, who reads them after the conversation
// has ended, on another socket, keeps them longer once and deletes them; and nobody else does any of it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { setKey } from './lib/demo.mjs';
import { ROOT } from './lib/npm.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { Room } from './lib/room.mjs';
import { until } from './lib/wait.mjs';

const WEEK = 7 * 86_400_000;
const PAUSED = 1;
const [HOLD, CONSULT, KEEP, DROP] = [80, 84, 85, 86];

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0, bucket_staff: 500 } });
const supervisor = (name, agency, slot) =>
	comeCounsellor(daemon, name, { password: daemon.addUser(name, { role: 'supervisor', agency }), state: PAUSED, slot });

const kari = await comeCounsellor(daemon, 'oslo', { slot: 1 });
const siri = await supervisor('siri', 'oslo', 2);
const other = await supervisor('other', 'kristiansand', 1);

/** HOLDS: {holds, staff, names}. */
async function list(person) {
	person.client.skip();
	person.send({ type: 'holds', number: 7 });
	const { holds, staff, names } = await person.next('deciders');
	return { holds, staff, names };
}

const refusal = async (person, frame, number) => {
	person.send(frame);
	return (await person.next('refused', (one) => one.frame === number)).code;
};

/** A hold that is open is a room of this person from HELD on, for its ENTRYs follow at once. */
function opensHolds(person) {
	const handle = person.handle.bind(person);
	person.handle = (frame) => {
		if (frame.type === 'held' && frame.open === 1) {
			person.rooms.set(frame.hold, new Room(person, { ...frame, type: 'opened', room: frame.hold }));
		}
		handle(frame);
	};
}
for (const person of [kari, siri, other]) opensHolds(person);

/** Both have said that something is to be reported. */
async function decide(room, supervisor) {
	kari.send({ type: 'decide', room: room.id, supervisor, decision: 2 });
	await siri.next('called', (frame) => frame.rooms.includes(room.id));
	siri.send({ type: 'decide', room: room.id, supervisor, decision: 2 });
	await kari.next('called', (frame) => frame.decides[frame.rooms.indexOf(room.id)] === 2);
}

async function make(room, { told = 1 } = {}) {
	const { staff } = await list(kari);
	await decide(room, staff[0]);
	kari.send({ type: 'hold', room: room.id, supervisor: staff[0], told });
	return kari.next('held', (frame) => frame.open === 1);
}

async function consult(person, hold) {
	person.send({ type: 'consult', hold, on: 1 });
	return person.next('held', (frame) => frame.hold === hold && frame.open === 1);
}

/** The conversation is over. */
async function part(youth, theirs) {
	youth.redials = false;
	youth.send({ type: 'leave', room: theirs.id });
	await until(() => theirs.ended, 'the end at the desk');
	await youth.leaveTable();
}

/** HELD of a hold whose lines are given, and whose conversation is over. */
async function given(lines = ['første linje', 'andre linje']) {
	const { youth, theirs } = await talkWith(daemon, kari);
	const held = await make(theirs);
	const giving = kari.rooms.get(held.hold);
	for (const line of lines) await giving.say(line);
	siri.client.skip();
	kari.send({ type: 'consult', hold: held.hold, on: 0 });
	const there = await siri.next('held', (frame) => frame.hold === held.hold && frame.given === 1);
	await part(youth, theirs);
	return there;
}

test('those who may decide are the other supervisors of the own agency', async () => {
	assert.equal((await list(kari)).staff.length, 1);
	assert.deepEqual((await list(siri)).staff, []);
	assert.deepEqual((await list(other)).staff, []);
});

test('lines are read by the supervisor after the conversation has ended, on another node and once more', async () => {
	const held = await given();
	assert.equal(held.until - held.since, WEEK);
	for (let times = 0; times < 2; times++) {
		const opened = await consult(siri, held.hold);
		assert.deepEqual([opened.seat, opened.about, opened.given], [1, '', 1]);
		const reading = siri.rooms.get(held.hold);
		await until(() => reading.texts.length === 2, 'the lines');
		assert.deepEqual(reading.texts, ['første linje', 'andre linje']);
		siri.send({ type: 'consult', hold: held.hold, on: 0 });
	}
	const ttl = await daemon.redis().ttl(`{r:${held.hold}}:log`);
	assert.ok(ttl > WEEK / 1000, `the log is kept for ${ttl} s`);
});

test('the supervisor keeps it once, and the second and third time are refused', async () => {
	const held = await given();
	siri.send({ type: 'keep', hold: held.hold });
	const kept = await siri.next('held', (frame) => frame.hold === held.hold && frame.extended === 1);
	assert.equal(kept.until - kept.since, 2 * WEEK);
	for (let times = 0; times < 2; times++) {
		assert.equal(await refusal(siri, { type: 'keep', hold: held.hold }, KEEP), 'state');
	}
});

test('deleted by decision, its keys are gone and whoever has it open is told', async () => {
	const held = await given();
	await consult(siri, held.hold);
	const reading = siri.rooms.get(held.hold);
	siri.send({ type: 'drop', hold: held.hold });
	await until(() => reading.ended === 'hold_dropped', 'the end');
	const redis = daemon.redis();
	await until(async () => (await redis.keys(`{r:${held.hold}}*`)).length === 0, 'its keys to go');
	assert.equal(await refusal(siri, { type: 'consult', hold: held.hold, on: 1 }, CONSULT), 'late');
	assert.ok(!(await list(siri)).holds.includes(held.hold));
});

test('a supervisor of another agency, and who gave it, can do nothing with it', async () => {
	const held = await given();
	for (const person of [other, kari]) {
		const late = person === kari ? 'state' : 'late';
		assert.equal(await refusal(person, { type: 'consult', hold: held.hold, on: 1 }, CONSULT), 'late');
		assert.equal(await refusal(person, { type: 'drop', hold: held.hold }, DROP), late);
		assert.deepEqual((await list(person)).holds, []);
	}
	assert.equal(await refusal(other, { type: 'keep', hold: held.hold }, KEEP), 'late');
});

test('nobody of another agency, and no counsellor, can be given one', async () => {
	const { youth, theirs } = await talkWith(daemon, kari);
	const { staff } = await list(siri);
	assert.deepEqual(staff, []);
	const id = (person) => person.client.received.find(({ type }) => type === 'person').staff;
	for (const whose of [other, kari]) {
		const frame = { type: 'hold', room: theirs.id, supervisor: id(whose), told: 1 };
		assert.equal(await refusal(kari, frame, HOLD), 'unknown');
	}
	const stranger = { type: 'hold', room: 'ab'.repeat(16), supervisor: id(siri), told: 1 };
	assert.equal(await refusal(kari, stranger, HOLD), 'late');
	await part(youth, theirs);
});

test('LEAVE, SWAP and PARK do not end a hold', async () => {
	const held = await given();
	await consult(siri, held.hold);
	for (const [type, number, more] of [['leave', 55], ['swap', 57, { elsewhere: 0 }], ['park', 58]]) {
		assert.equal(await refusal(siri, { type, room: held.hold, ...more }, number), 'late');
	}
	siri.client.socket.terminate();
	await until(() => siri.resumes > 0, 'the supervisor to come back');
	await consult(siri, held.hold);
	const reading = siri.rooms.get(held.hold);
	await until(() => reading.texts.length === 2, 'the lines');
});

test('a hold that is open when Redis is killed is open again when it is back', async () => {
	const held = await given();
	await consult(siri, held.hold);
	const reading = siri.rooms.get(held.hold);
	const from = daemon.lines.length;
	siri.client.skip();
	process.kill(daemon.redisPid, 'SIGKILL');
	await daemon.ready(from);
	await siri.next('held', (frame) => frame.hold === held.hold && frame.open === 1);
	assert.equal(siri.rooms.get(held.hold).ended, null);
});

test('an agency that came after the start has an audit too', () => {
	let yaml = readFileSync(join(ROOT, 'config/demo/agencies/oslo.yaml'), 'utf8');
	for (const [key, value] of [['slug', 'stavanger'], ['municipality', '1103']]) yaml = setKey(yaml, key, `"${value}"`);
	const file = join(daemon.place.folder, 'stavanger.yaml');
	writeFileSync(file, yaml);
	assert.equal(daemon.ctl('agency', 'import', '--pool', 'no', file).code, 0);
	assert.deepEqual(daemon.ctl('audit', 'stavanger').data?.lines, []);
	assert.equal(daemon.ctl('audit', 'nobody').data, undefined);
});

test('what the audit has says who, when and what, and no word of a line', async () => {
	const held = await given(['Hemmelig-ord-5521']);
	const answer = daemon.ctl('audit', 'oslo');
	const mine = answer.data.lines.filter(({ hold }) => hold === held.hold).map(({ what }) => what);
	assert.deepEqual(mine, ['made', 'given']);
	assert.ok(!answer.text.includes('Hemmelig'));
	assert.deepEqual(daemon.ctl('audit', 'kristiansand').data.lines, []);
});
