// R12: a client that does not trust the line sends every message three times, and each arrives once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { workerOf } from '../live/lib/people.mjs';
import { until } from '../live/lib/wait.mjs';
import { sealed } from '../live/lib/wire.mjs';
import { report } from './lib/report.mjs';
import { TALK_KEYS, Talk } from './lib/talkers.mjs';

const ROOMS = 6;
const MESSAGES = 60;

const daemon = await startDaemon({ keys: { ...TALK_KEYS, workers: 2 } });
const talk = await Talk.open(daemon, { rooms: ROOMS });
let copies = 0;

/* Lets a side note what it says; gives what sends a message again, after its ACK too. */
function remember({ room }) {
	const say = room.say.bind(room);
	const texts = new Map();
	room.say = (text) => {
		texts.set(room.next, text);
		return say(text);
	};
	return (cseq) => {
		if (!room.open || !texts.has(cseq)) return;
		copies++;
		room.transmit(cseq, sealed(room.seat, cseq, texts.get(cseq)));
	};
}

const again = talk.sides.map(remember);

/* Says so many, each time followed by what `repeat` sends again. */
async function sayAll(count, repeat) {
	const acks = talk.sides.flatMap(({ room }, side) =>
		Array.from({ length: count }, (_, i) => {
			const cseq = room.next;
			const ack = room.say(`message ${i} of side ${side}`);
			repeat(again[side], cseq);
			return ack;
		}),
	);
	await Promise.all(acks);
	await talk.settle();
}

const total = () => talk.sides[0].room.history.events.filter(({ what }) => what === 'said').length;

function check() {
	assert.deepEqual(talk.verdict().found, []);
	for (const { room } of talk.sides) assert.equal(room.offset, 2 * total());
}

test('three times in a row', async () => {
	await sayAll(MESSAGES, (send, cseq) => {
		send(cseq);
		send(cseq);
	});
	check();
});

test('interleaved with later messages', async () => {
	await sayAll(MESSAGES, (send, cseq) => {
		send(cseq - 1);
		send(cseq - 2);
	});
	check();
});

test('long after the ack', async () => {
	await sayAll(3, (send, cseq) => {
		for (let old = 1; old < cseq; old += 7) send(old);
	});
	check();
});

test('once before the line is cut and twice behind it', async () => {
	const before = talk.people.map(({ resumes }) => resumes);
	const going = sayAll(MESSAGES, () => {});
	for (const { client } of talk.people) client.socket.terminate();
	await talk.everybody();
	await going;
	assert.ok(talk.people.every(({ resumes }, i) => resumes > before[i]));
	talk.sides.forEach(({ room }, side) => {
		for (let cseq = room.next - MESSAGES; cseq < room.next; cseq++) {
			again[side](cseq);
			again[side](cseq);
		}
	});
	await sayAll(1, () => {});
	check();
});

/* Where the person is from now on: on the other worker. */
async function moveOver(person) {
	const here = workerOf(daemon, person.client);
	await until(async () => {
		await person.reload();
		return workerOf(daemon, person.client) !== here;
	}, 'another node', { ms: 60_000 });
}

test('once on one node and twice on another', async () => {
	const [{ youth, room, counsellor }] = talk.pairs;
	const from = room.next;
	await sayAll(5, () => {});
	await moveOver(youth);
	await moveOver(counsellor);
	await talk.everybody();
	for (let cseq = from; cseq < room.next; cseq++) {
		for (const send of again.slice(0, 2)) {
			send(cseq);
			send(cseq);
		}
	}
	await sayAll(1, () => {});
	check();
	report('R12', { faults: copies, ...talk.verdict(), unavailable: 0 });
	await talk.leave();
});
