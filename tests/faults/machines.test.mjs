// Two machines on one Redis: each knows what the other knows, and either may die in the middle of a conversation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLog } from '../live/lib/log.mjs';
import { lives } from '../live/lib/proc.mjs';
import { Counsellor } from '../live/lib/people.mjs';
import { pause, until, within } from '../live/lib/wait.mjs';
import { roleNumber } from '../live/lib/wire.mjs';
import { Client } from '../live/lib/client.mjs';
import { judge, verdict } from './lib/history.mjs';
import { report } from './lib/report.mjs';
import { Machine, counsellorAt, startMachines, youthAt } from './machines.mjs';

const KEYS = { bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0 };
const BAR_MS = 3000;
const ANSWER_MS = 10 * BAR_MS;
const MESSAGES = 12;

const { redis, machines } = await startMachines(2, { keys: KEYS });
const [first, second] = machines;
const password = first.daemon.addUser('oslo');

const figures = (machine) => machine.daemon.ctl('status').data.pools;
const door = async (machine, path) => (await fetch(`http://127.0.0.1:${machine.port}/api/v1/${path}`)).json();

test('both started in the same moment, and each answers for itself', () => {
	for (const { daemon, port } of machines) {
		const { ready, workers, port: told } = daemon.ctl('status').data;
		assert.deepEqual([ready, workers, told], [true, 2, port]);
	}
	assert.notEqual(first.port, second.port);
});

test('every worker of both is a node of its own', async () => {
	const nodes = (await redis.client.hkeys('{no}:cfg')).filter((name) => name.startsWith('epoch '));
	assert.equal(new Set(nodes).size, 4, nodes.join(', '));
});

test('a login at one machine is good at the other', async () => {
	const oslo = new Counsellor(first.daemon, 'oslo', password);
	await oslo.connect();
	const answer = await fetch(`${second.daemon.origin}/api/v1/login`, {
		method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'oslo', password }),
	});
	const { data } = await answer.json();
	oslo.send({ type: 'login', ticket: data.ticket });
	await oslo.next('person');
	await oslo.leaveTable();
});

/** A youth at one machine talks with a counsellor at the other. */
async function talkAcross(youthsMachine, staffsMachine) {
	const oslo = await counsellorAt(machines, staffsMachine, { name: 'oslo', password });
	const youth = await youthAt(machines, youthsMachine);
	await youth.ask({});
	const room = await youth.room();
	const theirs = await until(() => oslo.rooms.get(room.id), 'OPENED', { more: () => oslo.client.seen() });
	return { youth, oslo, room, theirs };
}

async function end({ youth, oslo, room, theirs }) {
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	await youth.leaveTable();
	await oslo.shift({ state: 3 });
	await oslo.leaveTable();
}

test('all figures are the same wherever one asks', async () => {
	const talk = await talkAcross(0, 1);
	const waiting = await youthAt(machines, 0);
	await waiting.ask({ region: '4601', who: 1 });
	const pools = figures(first);
	assert.deepEqual([pools[0].rooms, pools[0].waiting, pools[0].on_duty], [1, 1, 1]);
	const timeless = (list) => list.map((pool) => ({ ...pool, longest_s: 0 }));
	assert.deepEqual(timeless(figures(second)), timeless(pools));
	for (const path of ['door?agency=oslo', 'door?pool=no']) {
		let seen;
		const same = async () => {
			seen = await Promise.all(machines.map((machine) => door(machine, path)));
			return JSON.stringify({ ...seen[0], now: 0 }) === JSON.stringify({ ...seen[1], now: 0 });
		};
		await until(same, 'the same door', { more: () => JSON.stringify(seen) });
	}
	waiting.send({ type: 'cancel', why: 0 });
	await waiting.next('ended');
	await waiting.leaveTable();
	await end(talk);
});

/** Both sides talk; in the middle something happens; gives how long after it each side had an answer to a new message. */
async function talkThrough({ youth, oslo, room, theirs }, happens) {
	const sides = { youth: room, counsellor: theirs };
	const saying = [];
	const say = (what) => Object.values(sides).map((side, i) => saying[saying.push(side.say(`${what} ${i}`)) - 1]);
	for (let i = 0; i < MESSAGES; i++) say(`before ${i}`);
	await within(Promise.any(saying), 'a first ack');
	const at = performance.now();
	await happens();
	const took = {};
	const acks = say('after').map((ack, i) => ack.then(() => (took[Object.keys(sides)[i]] = Math.round(performance.now() - at))));
	for (let i = 0; i < MESSAGES; i++) say(`later ${i}`);
	const more = () => youth.client.seen() + oslo.client.seen();
	await within(Promise.all(acks), 'an answer on both sides', { ms: ANSWER_MS, more });
	await within(Promise.all(saying), 'all acks', { more });
	await until(() => room.offset === saying.length && theirs.offset === saying.length, 'all messages on both sides', { more });
	assert.deepEqual(judge([room.history, theirs.history]), []);
	const log = await readLog(redis.client, room.id);
	assert.deepEqual(log.map(({ text }) => text), room.texts);
	assert.deepEqual(theirs.texts, room.texts);
	return took;
}

async function comeBack(machine) {
	await machine.start();
	await machine.ready();
}

for (const [who, at] of [['youth', 0], ['counsellor', 1]]) {
	test(`the machine of the ${who} dies and the conversation goes on at the other, exactly once`, async (t) => {
		const talk = await talkAcross(0, 1);
		const dying = machines[at];
		let pids;
		const took = await talkThrough(talk, async () => (pids = await dying.crash()));
		t.diagnostic(`ms until an answer, bar ${BAR_MS}: ${JSON.stringify(took)}`);
		assert.deepEqual(pids.filter(lives), []);
		assert.equal(machines[1 - at].daemon.ctl('status').data.ready, true);
		await comeBack(dying);
		await end(talk);
	});

	test(`the parent of the ${who}'s machine is killed alone: its workers end with it and the conversation goes on`, async (t) => {
		const talk = await talkAcross(0, 1);
		const dying = machines[at];
		const workers = Object.values(dying.daemon.workers);
		assert.ok(workers.every(lives));
		const took = await talkThrough(talk, () => process.kill(dying.daemon.pid, 'SIGKILL'));
		t.diagnostic(`ms until an answer, bar ${BAR_MS}: ${JSON.stringify(took)}`);
		await until(() => !workers.some(lives), 'the workers to end');
		await comeBack(dying);
		await end(talk);
	});
}

/** The youth's token at another machine, from another address; gives how long until each socket knew. */
async function takeOver({ youth, room }) {
	const other = new Client(second, { localAddress: '127.0.0.2' });
	await other.hello(roleNumber('youth'));
	const at = performance.now();
	other.send({
		type: 'resume', token: youth.token, attempt: 0, rooms: [room.id], log_epochs: [room.epoch], offsets: [room.offset],
	});
	const closed = youth.client.ending().then((end) => ({ ...end, ms: Math.round(performance.now() - at) }));
	await other.next('matched', (frame) => frame.resumed === 1);
	const opened = Math.round(performance.now() - at);
	return { other, opened, ...(await closed) };
}

test('R8 the same token from another address, at the other machine: the first socket is closed with 4001 and stays away', async () => {
	const talk = await talkAcross(0, 1);
	const { room, theirs } = talk;
	await Promise.all([room.say('before'), theirs.say('before too')]);
	await until(() => room.offset === 2 && theirs.offset === 2, 'both messages on both sides');
	const { other, opened, code, ms } = await takeOver(talk);
	assert.equal(code, 4001);
	const counts = verdict([[room.history, theirs.history]]);
	report('R8', { faults: 1, ...counts, unavailable: opened / 1000, more: { taken_over_ms: opened, first_closed_ms: ms } });
	assert.deepEqual(counts.found, []);
	await pause(200); // longer than a client that dials again would wait
	assert.equal(talk.youth.resumes, 0);
	other.send({ type: 'leave', room: talk.room.id });
	await other.next('ended', (frame) => frame.reason === 'left');
	await until(() => talk.theirs.ended, 'the end on the other side');
	await other.close(1000);
	await talk.oslo.shift({ state: 3 });
	await talk.oslo.leaveTable();
});

test('a machine that came back serves again: a youth there meets a counsellor at the other', async () => {
	await end(await talkAcross(0, 1));
	await end(await talkAcross(1, 0));
	assert.deepEqual(first.daemon.ctl('fsck').data.violations, []);
});

test('an agency changed at one machine is not undone by one that starts with its own files', async () => {
	await redis.client.hset('{agencies}:a:oslo', 'name', 'Ung i Tigerstaden');
	const third = new Machine(redis, { keys: KEYS });
	await third.start();
	await third.ready();
	assert.equal((await door(third, 'door?agency=oslo')).name, 'Ung i Tigerstaden');
	await third.daemon.stop();
});

test('machines that are configured differently say so, naming what differs', async () => {
	const third = new Machine(redis, { keys: { ...KEYS, offer_seconds: 25, queue_visits: 77 } });
	await third.start();
	await third.ready();
	const lines = third.daemon.lines.filter((line) => /configured differently/.test(line));
	assert.equal(lines.length > 0, true, third.daemon.tail());
	assert.match(lines[0], /pool no .*: offer limit$/);
	await third.daemon.stop();
	assert.equal(second.daemon.lines.some((line) => /configured differently/.test(line)), false);
});
