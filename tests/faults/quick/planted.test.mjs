// A daemon that breaks the promise is found out: its functions in Redis are replaced by some with a fault in them while rooms
// are open, and the same clients and the same judge that find nothing elsewhere name it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { librarySource } from '../../routing/lib/library.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { until, within } from '../../live/lib/wait.mjs';
import { sealed } from '../../live/lib/wire.mjs';
import { verdict } from '../lib/history.mjs';
import { TALK_KEYS, Talk } from '../lib/talkers.mjs';

const SOUND = librarySource().replace('local TEST = true', 'local TEST = false');

/* name -> a text of the functions, what stands there instead, and the kind of fault that must be named. */
const PLANTED = {
	'what is stored is forgotten': ['if new <= before then', 'if false then', 'doubled'],
	'a repetition is told another place': ["entries[i][1]:match('^%d+')", "digits(entries[i][1]:match('^%d+') + 1)", 'doubled'],
};

function plant([from, to]) {
	const places = SOUND.split(from).length - 1;
	if (places !== 1) throw new Error(`the planted fault fits ${places} times: ${from}`);
	return SOUND.replace(from, () => to);
}

const daemon = await startDaemon({ keys: TALK_KEYS });
const redis = daemon.redis();
const load = (text) => redis.call('FUNCTION', 'LOAD', 'REPLACE', text);

const talk = await Talk.open(daemon, { rooms: 2 * (1 + Object.keys(PLANTED).length) });

/* In two new rooms both sides say five messages, each of them twice. Gives the acks to come, and what judges the rooms. */
function sayTwice(round) {
	const pairs = talk.pairs.slice(2 * round, 2 * round + 2);
	const acks = pairs.flatMap((pair) => [pair.room, pair.theirs]).flatMap((room) =>
		Array.from({ length: 5 }, (_, i) => {
			const cseq = room.next;
			const ack = room.say(`message ${i}`);
			room.transmit(cseq, sealed(room.seat, cseq, `message ${i}`));
			return ack;
		}),
	);
	const found = () => verdict(pairs.map(({ room, theirs }) => [room.history, theirs.history]), { settled: false }).found;
	return { acks, found };
}

test('sound functions: no fault is found', async () => {
	await load(SOUND);
	const { acks, found } = sayTwice(0);
	await within(Promise.all(acks), 'all acks');
	await talk.settle();
	assert.deepEqual(found(), []);
});

Object.entries(PLANTED).forEach(([what, fault], i) => {
	test(`functions with a fault: ${what}`, async () => {
		await load(plant(fault));
		const { found } = sayTwice(1 + i);
		const named = (line) => line.includes(`: ${fault[2]}: `);
		await until(() => found().some(named), fault[2], { more: () => ` in ${found().slice(0, 5).join('\n')}` });
		await load(SOUND);
	});
});
