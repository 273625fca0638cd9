// Who is not there for a while: a node that is stopped and goes on as if nothing had been (R3), a phone whose radio is off (R7).
// All of it happens side by side, for it is mostly waiting. FAULTS=long: the radio is off nearly for as long as it may be.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { readLog } from '../live/lib/log.mjs';
import { pause, until, within } from '../live/lib/wait.mjs';
import { judge, verdict } from './lib/history.mjs';
import { openProxy } from './lib/proxy.mjs';
import { LONG, report } from './lib/report.mjs';
import { counsellorAt, startMachines, youthAt } from './machines.mjs';

const STOPS = [5, 20, 60]; // s
const RADIO = LONG ? { waiting: [60, 130, 540], talking: [60, 130, 840] } : { waiting: [60, 130], talking: [60, 130] };
// A counsellor's room goes to somebody else 20 s after its node lost its lease: behind a stop of 20 s, within one of 60 s.
const KEYS = {
	workers: 1, bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0, staff_told_seconds: 2, staff_choose_seconds: 4,
	staff_lost_seconds: 20,
};

const radios = [];
for (let i = 0; i < RADIO.waiting.length + RADIO.talking.length; i++) radios.push(await openProxy({ port: 0 }));
const hosts = `[${radios.map(({ port }) => `"127.0.0.1:${port}"`)}]`;
const { redis, machines } = await startMachines(STOPS.length + 1, { keys: { ...KEYS, hosts } });
const healthy = machines.at(-1);
for (const radio of radios) {
	radio.target.port = healthy.port;
	after(() => radio.close());
}
const accounts = ['spare', 'desk', 'phones', ...STOPS.map((seconds) => `stopped${seconds}`)];
const passwords = new Map(accounts.map((name) => [name, healthy.daemon.addUser(name, { agency: 'oslo' })]));

const comeCounsellor = (where, at, name, shift) =>
	counsellorAt(where, at, { name, password: passwords.get(name), capacity: 3, ...shift });

/** A youth at where[at] whom the counsellor gets: nobody else is on shift for its topic. */
async function talk(where, at, counsellor, topic) {
	const youth = await youthAt(where, at);
	await youth.ask({ topic });
	const room = await youth.room();
	const theirs = await until(() => counsellor.rooms.get(room.id), 'OPENED', { more: () => counsellor.client.seen() });
	return { youth, counsellor, room, theirs };
}

async function settle({ youth, counsellor, room, theirs }, saying) {
	const more = () => youth.client.seen() + counsellor.client.seen();
	await within(Promise.all(saying), 'all acks', { more });
	await until(() => room.offset === saying.length && theirs.offset === saying.length, 'all messages on both sides', { more });
	assert.deepEqual(judge([room.history, theirs.history]), []);
	const log = await readLog(redis.client, room.id);
	assert.deepEqual(log.map(({ text }) => text), room.texts);
}

// --- R3 ---

const stopped = []; // the histories of rooms that both sides saw to the end
const wellMs = []; // from the moment that the node went on
const missedMs = []; // from the moment that it was stopped

/* Both pairs of a machine that will be stopped: its counsellor with a youth elsewhere, its youth with a counsellor elsewhere. */
async function pairsOf(machine, desk, topic) {
	const where = [machine, healthy];
	const own = await comeCounsellor(where, 0, `stopped${topic.seconds}`, { topics: [topic.id], capacity: 1 });
	return {
		staffs: await talk(where, 1, own, topic.id),
		youths: await talk(where, 0, desk, 'unsure'),
	};
}

const TOPICS = STOPS.map((seconds, i) => ({ seconds, id: ['school', 'family', 'love'][i] }));

/** What a counsellor was told is stored, although it was said when the youth had been given to another. */
function late({ room, theirs }) {
	const since = spare.rooms.get(room.id)?.history.events.find(({ what }) => what === 'joined').at ?? Infinity;
	const acked = new Set(theirs.history.events.filter(({ what }) => what === 'acked').map(({ cseq }) => cseq));
	return theirs.history.events.filter(({ what, at, cseq }) => what === 'said' && at > since && acked.has(cseq));
}

const desk = await comeCounsellor([healthy], 0, 'desk', { topics: ['unsure'] });
const pairs = [];
for (const [i, topic] of TOPICS.entries()) pairs.push(await pairsOf(machines[i], desk, topic));
const phones = await comeCounsellor([healthy], 0, 'phones', { topics: ['body'] });
const spare = await comeCounsellor([healthy], 0, 'spare', { topics: TOPICS.map(({ id }) => id) });

/** The youth of a node that hangs notices, and dials the other machine. */
async function leaveNode(pair) {
	pair.youth.daemon.turn();
	await pair.youth.reload();
}

/** Stops a node for so long; both sides write all the while, and once more when it has gone on. */
async function stopNode(machine, { staffs, youths }, seconds) {
	const [worker] = Object.values(machine.daemon.workers);
	const saying = { staffs: [], youths: [] };
	const say = (name, { room, theirs }, what) => saying[name].push(room.say(`${what} y`), theirs.say(`${what} c`));
	const both = (what) => {
		say('staffs', staffs, what);
		say('youths', youths, what);
	};
	both('before');
	await within(Promise.all([...saying.staffs, ...saying.youths]), 'the first acks');
	process.kill(worker, 'SIGSTOP');
	const since = performance.now();
	try {
		both('stopped');
		if (seconds > 5) await leaveNode(youths);
		both('stopped, later');
		await pause(seconds * 1000);
		if (spare.rooms.has(staffs.room.id)) staffs.theirs.say('written to a youth that has been given to another');
	} finally {
		process.kill(worker, 'SIGCONT');
	}
	return { saying, since };
}

describe('a node is stopped and goes on', { concurrency: true }, () => {
	for (const [i, seconds] of STOPS.entries()) {
		test(`R3 after ${seconds} s`, async () => {
			const { staffs, youths } = pairs[i];
			const { saying, since } = await stopNode(machines[i], pairs[i], seconds);
			const at = performance.now();
			const moved = spare.rooms.has(staffs.room.id);
			assert.equal(moved, seconds > 50, 'the room goes to somebody else when its counsellor is away for too long');
			if (moved) {
				await until(() => staffs.room.open, 'the room to be open again');
				await within(staffs.room.say('to the new one'), 'an ack behind the change');
				await until(() => spare.rooms.get(staffs.room.id).texts.includes('to the new one'), 'the message at the new desk');
				await until(() => staffs.theirs.ended !== null || !staffs.theirs.open, 'the old desk to hear it');
			} else {
				saying.staffs.push(staffs.room.say('after y'), staffs.theirs.say('after c'));
				await settle(staffs, saying.staffs);
			}
			if (seconds > 10) await until(() => staffs.counsellor.frozen.length > 0 || staffs.counsellor.resumes > 0, 'a sign of the fence');
			saying.youths.push(youths.room.say('after y'), youths.theirs.say('after c'));
			await settle(youths, saying.youths);
			assert.deepEqual(late(staffs), [], 'nobody writes where another has taken over');
			assert.deepEqual(judge([staffs.room.history, staffs.theirs.history], { settled: !moved }), []);
			wellMs.push(Math.round(performance.now() - at));
			missedMs.push(performance.now() - since);
			stopped.push([youths.room.history, youths.theirs.history], ...(moved ? [] : [[staffs.room.history, staffs.theirs.history]]));
		});
	}
});

// --- R7 ---

const talked = [];
const noticedMs = []; // until the other side was told that the phone is away
const backMs = []; // from the moment that the radio is on again

/** When the counsellor was told that the youth is away; undefined: it was not. */
const awayAt = ({ peers }, room) => peers.find((frame) => frame.room === room.id && frame.what === 2)?.at;

/** Nothing gets through for so long, and nobody is told; what was open then stays dark for good. */
async function turnOff(radio, seconds) {
	radio.abandon();
	radio.admit('silent');
	await pause(seconds * 1000);
	radio.admit('all');
}

/** A youth whose phone is behind a radio of its own. */
async function phoneYouth() {
	const radio = radios.pop();
	const door = Object.create(healthy, { port: { value: radio.port }, origin: { value: healthy.origin } });
	return { radio, youth: await youthAt([door], 0) };
}

/** The place in the queue of the one who waits in that region. */
async function placeIn(region) {
	const keys = await redis.client.keys('{no}:y:*');
	const visits = await Promise.all(keys.map((key) => redis.client.hgetall(key)));
	return visits.find(({ q }) => q.startsWith(`${region},`))?.e;
}

describe('the radio of a phone is off', { concurrency: true }, () => {
	for (const seconds of RADIO.waiting) {
		test(`R7 for ${seconds} s while it waits: it has its place again`, async () => {
			const { radio, youth } = await phoneYouth();
			const region = ['4601', '1103', '5001'][RADIO.waiting.indexOf(seconds)];
			await youth.ask({ region, who: 1 });
			const before = await placeIn(region);
			await turnOff(radio, seconds);
			const on = performance.now();
			await youth.reload();
			await youth.next('queued');
			backMs.push(performance.now() - on);
			assert.ok(before > 0);
			assert.equal(await placeIn(region), before);
			await youth.leaveTable();
		});
	}

	for (const seconds of RADIO.talking) {
		test(`R7 for ${seconds} s in a room: nothing is lost, and the daemon has noticed`, async () => {
			const { radio, youth } = await phoneYouth();
			await youth.ask({ topic: 'body' });
			const room = await youth.room();
			const counsellor = phones;
			const theirs = await until(() => counsellor.rooms.get(room.id), 'OPENED', { more: () => counsellor.client.seen() });
			const saying = [room.say('before'), theirs.say('before')];
			await within(Promise.all(saying), 'the first acks');
			const at = performance.now();
			const dark = turnOff(radio, seconds);
			saying.push(room.say('into the dark'), theirs.say('into the dark too'));
			await dark;
			const on = performance.now();
			const noticed = awayAt(counsellor, room);
			await youth.reload();
			saying.push(room.say('after'), theirs.say('after'));
			await settle({ youth, counsellor, room, theirs }, saying);
			backMs.push(performance.now() - on);
			if (seconds > 100) assert.ok(noticed, 'the other side was told that the youth is away');
			if (noticed) noticedMs.push(Math.round(noticed - at));
			talked.push([room.history, theirs.history]);
			await youth.leaveTable();
		});
	}
});

function tell(id, rooms, spans, more) {
	const counts = verdict(rooms);
	report(id, { faults: spans.length, ...counts, unavailable: spans.reduce((sum, ms) => sum + ms, 0) / 1000, more });
	assert.deepEqual(counts.found, []);
}

test('R3 and R7 in figures', () => {
	tell('R3', stopped, missedMs, { well_again_ms: Math.max(...wellMs) });
	tell('R7', talked, backMs, { noticed_ms: Math.max(...noticedMs) });
	assert.deepEqual([missedMs.length, backMs.length], [STOPS.length, RADIO.waiting.length + RADIO.talking.length]);
});
