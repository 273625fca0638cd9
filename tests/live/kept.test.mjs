// One room a visit: whoever answers, the log and the youth's numbers go on, each counsellor has a seat of its own, and one who
// has given the room away says nothing more in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeCounsellor, talkWith, workerOf } from './lib/people.mjs';
import { until } from './lib/wait.mjs';
import { sayOf } from './lib/wire.mjs';

const daemon = await startDaemon({
	keys: {
		bucket_youth: 200, wrap_up_seconds: 0, park_seconds: 1, grace_room_seconds: 20, staff_told_seconds: 1, staff_choose_seconds: 2,
		staff_lost_seconds: 3,
	},
});
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });
const taker = await comeCounsellor(daemon, 'kristiansand', { slot: 2 });
const redis = daemon.redis();
const OFF = 3;

/** Only these are there to be asked. */
async function onShift(...people) {
	for (const one of [oslo, taker]) await one.shift({ state: people.includes(one) ? 0 : 1 });
}

/** An open room between a new youth and oslo, in which both have said something; the taker is free, unless alone. */
async function talked({ alone = false } = {}) {
	await onShift(oslo);
	const pair = await talkWith(daemon, oslo, { slot: 2 });
	await pair.room.say('en');
	await pair.theirs.say('to');
	await pair.room.say('tre');
	await onShift(...(alone ? [] : [taker]));
	return pair;
}

async function handOver({ youth, room }, kind, target) {
	oslo.send({ type: 'propose', room: room.id, kind, target });
	await youth.next('proposed');
	youth.send({ type: 'consent', room: room.id, yes: 1 });
}

/** One more counsellor of Oslo, paused at first. */
const colleague = (name, slot) => comeCounsellor(daemon, name, { slot, state: 1, password: daemon.addUser(name, { agency: 'oslo' }) });

const staffOf = (person) => person.client.received.find(({ type }) => type === 'person').staff;

/** The taker's side of the room, when it goes on for both. */
async function goesOn(room) {
	const theirs = await until(() => taker.rooms.get(room.id)?.open && taker.rooms.get(room.id), 'OPENED', {
		more: () => taker.client.seen(),
	});
	await until(() => room.open, 'MATCHED', { more: () => room.person.client.seen() });
	return theirs;
}

async function end(youth, room) {
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended, 'the end');
	await until(async () => (await redis.keys(`{r:${room.id}}*`)).length === 0, 'its keys to go');
	await youth.leaveTable();
}

/* How a room is given away, and what its counsellor hears of it. */
const KINDS = {
	'a hand-over to a colleague': [(pair) => handOver(pair, 0, staffOf(taker)), 'handed'],
	'a hand-over to a topic': [(pair) => handOver(pair, 1, 'school'), 'handed'],
	'a hand-over to an agency': [(pair) => handOver(pair, 2, 'kristiansand'), 'handed'],
	'a swap by the youth': [({ youth, room }) => youth.send({ type: 'swap', room: room.id, elsewhere: 0 }), 'swapped'],
	'a swap by the counsellor': [({ room }) => oslo.send({ type: 'swap', room: room.id, elsewhere: 0 }), 'swapped'],
};

for (const [what, [give, word]] of Object.entries(KINDS)) {
	test(`after ${what} the log goes on, and so do the youth's numbers; who gave it away is refused`, async () => {
		const pair = await talked();
		const { youth, room, theirs } = pair;
		await give(pair);
		const next = await goesOn(room);
		await until(() => theirs.ended, 'the end for the giver');
		assert.deepEqual([theirs.ended, next.seat], [word, 2]);
		oslo.send(sayOf(room.id, theirs.seat, theirs.next, 'sent'));
		assert.equal((await oslo.next('refused', (frame) => frame.room === room.id)).code, 'late');
		const matched = youth.client.received.filter(({ type, resumed }) => type === 'matched' && resumed === 1);
		assert.deepEqual(matched.map(({ seats }) => seats), [[1], [2]]);
		assert.deepEqual([matched[1].next_cseq, matched[1].topic], [3, what.endsWith('topic') ? 'school' : 'unsure']);
		await room.say('fire');
		await next.say('fem');
		const texts = ['en', 'to', 'tre', 'fire', 'fem'];
		await until(() => next.texts.length === 5 && room.texts.length === 5, 'all five', { more: () => taker.client.seen() });
		assert.deepEqual([next.texts, room.texts], [texts, texts]);
		await end(youth, room);
	});
}

test('a counsellor who is lost for too long loses the seat, and the room goes on with the next one', async () => {
	await onShift();
	const lost = await colleague('lost', 1);
	await lost.shift();
	const { youth, room } = await talkWith(daemon, lost, { slot: 2 });
	await room.say('er du der?');
	await onShift(taker);
	lost.redials = false;
	lost.client.socket.terminate();
	const next = await goesOn(room);
	assert.equal(next.seat, 2);
	await room.say('hei igjen');
	await until(() => next.texts.length === 2, 'both lines');
	assert.deepEqual(next.texts, ['er du der?', 'hei igjen']);
	await end(youth, room);
});

test('a room that was parked is there again when its youth is, with the same counsellor in another seat', async () => {
	const { youth, room, theirs } = await talked({ alone: true });
	youth.redials = false;
	youth.client.socket.terminate();
	await until(() => oslo.client.received.some(({ type, room: id, what }) => type === 'peer' && id === room.id && what === 2), 'PEER');
	const parked = () => {
		if (theirs.ended === null) oslo.send({ type: 'park', room: room.id });
		return theirs.ended;
	};
	assert.equal(await until(parked, 'the end', { step: 250 }), 'parked');
	await onShift(oslo);
	youth.redials = true;
	youth.comeBack();
	await until(() => room.open && oslo.rooms.get(room.id) !== theirs && oslo.rooms.get(room.id).open, 'the room');
	const again = oslo.rooms.get(room.id);
	assert.deepEqual([again.seat, room.texts], [2, ['en', 'to', 'tre']]);
	await again.say('velkommen tilbake');
	await until(() => room.texts.length === 4, 'the new line');
	assert.equal(again.texts[3], 'velkommen tilbake');
	await end(youth, room);
});

test('a youth that comes to another node between two counsellors finds its room with the next one', async () => {
	const pair = await talked({ alone: true });
	const { youth, room } = pair;
	await pair.theirs.say('jeg spør en annen');
	youth.send({ type: 'swap', room: room.id, elsewhere: 0 });
	await until(() => room.waits, 'QUEUED');
	youth.redials = false;
	youth.client.socket.terminate();
	await youth.connectTo(1);
	youth.redials = true;
	await youth.resume();
	assert.equal((await youth.next('queued')).why, '', 'it names no room, and hears of none');
	await onShift(taker);
	const next = await goesOn(room);
	assert.equal(workerOf(daemon, youth.client), 1);
	await room.say('fire');
	await until(() => next.texts.length === 5, 'all lines');
	assert.deepEqual([next.texts, room.texts], [room.texts, ['en', 'to', 'tre', 'jeg spør en annen', 'fire']]);
	await end(youth, room);
});

test('a counsellor whose node hung while the room was handed over writes nothing into it afterwards', async () => {
	const pair = await talked();
	const { youth, room, theirs } = pair;
	oslo.send({ type: 'propose', room: room.id, kind: 0, target: staffOf(taker) });
	await youth.next('proposed');
	const worker = daemon.workers[1];
	process.kill(worker, 'SIGSTOP');
	try {
		oslo.send(sayOf(room.id, theirs.seat, theirs.next, 'too late'));
		youth.send({ type: 'consent', room: room.id, yes: 1 });
		await goesOn(room);
	} finally {
		process.kill(worker, 'SIGCONT');
	}
	const refused = await oslo.next('refused', (frame) => frame.room === room.id && frame.number === theirs.next);
	assert.ok(['stale', 'late'].includes(refused.code), refused.code);
	await until(() => theirs.ended, 'the end for the giver');
	await room.say('fire');
	await until(() => taker.rooms.get(room.id).texts.length === 4, 'the line behind it');
	assert.deepEqual(taker.rooms.get(room.id).texts, ['en', 'to', 'tre', 'fire']);
	await end(youth, room);
});

test('no seat is given twice, however often the room changes hands', async () => {
	await onShift();
	const people = [];
	for (const slot of [1, 2, 1, 2]) people.push(await colleague(`p${people.length}`, slot));
	await people[0].shift();
	const { youth, room } = await talkWith(daemon, people[0], { slot: 1 });
	const seats = [people[0].rooms.get(room.id).seat];
	for (const [i, one] of people.entries()) {
		await room.say(`${i}`);
		if (i === people.length - 1) break;
		await people[i + 1].shift();
		youth.send({ type: 'swap', room: room.id, elsewhere: 0 });
		await until(() => people[i + 1].rooms.get(room.id)?.open && room.open, 'the next one');
		seats.push(people[i + 1].rooms.get(room.id).seat);
		await one.shift({ state: OFF });
	}
	assert.deepEqual(seats, [1, 2, 3, 4]);
	const last = people[3].rooms.get(room.id);
	await until(() => last.texts.length === 4, 'all lines');
	assert.deepEqual(last.texts, ['0', '1', '2', '3']);
	await end(youth, room);
});
