// Rooms: claims, the order of the checks of append, retransmissions, limits, and the end of a log.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { hex, room } from './lib/pool.mjs';
import { loadLibrary } from './lib/library.mjs';
import { startRedis } from './lib/redis.mjs';

const KEY = `{r:${room('r')}}:`;
let redis;
const call = (name, ...args) => redis.client.call('FCALL', `s1_${name}`, 1, KEY, ...args.map(String));
const TIME = 1700000000000;
const [OFFER, ANSWER, GRANT, CONFIRM, SAY] = [1, 2, 3, 4, 5];
const append = (seat, claim, cseq, payload = 'x', { epoch = 0, kind = SAY } = {}) =>
	call('room_append', claim, `${seat} ${cseq} ${epoch} ${kind} ${TIME}`, payload);
/** Takes a seat; one of the staff that comes after another closes that one's. */
const attach = (seat, session, node, { history = '', from = seat } = {}) => call('room_attach', seat, session, node, history, from);
/** An answer's words. */
const words = (answer) => answer.split(' ');
/** Puts other numbers at the front of st: last offset, bytes. */
const put = async (last, bytes) => {
	const front = Buffer.alloc(8);
	front.writeUInt32BE(last, 0);
	front.writeUInt32BE(bytes, 4);
	await redis.client.setrange(`${KEY}st`, 0, front);
};

before(async () => {
	redis = await startRedis();
	await loadLibrary(redis.client);
});
after(() => redis.stop());
beforeEach(async () => {
	await redis.client.flushall();
	await call('room_open', 1);
	await attach(0, '11', 'n1');
	await attach(1, '22', 'n2');
});

test('opening twice is the same room', async () => {
	await append(0, 1, 1);
	assert.deepEqual(await call('room_open', 1), ['DUP']);
	assert.equal(await redis.client.xlen(`${KEY}log`), 1);
});

test('entries lie in the stream under their offsets, with everything that was sent', async () => {
	const payload = Buffer.from([0, 255, 13, 10, 0xc3, 0xa5]);
	assert.equal(await append(0, 1, 1, 'hei', { epoch: 1, kind: GRANT }), 'OK 1 1 - 0 0 11 n1 1 0 22 n2');
	await redis.client.callBuffer('FCALL', 's1_room_append', 1, KEY, '1', `1 1 1 4 ${TIME}`, payload);
	const entries = await redis.client.callBuffer('XRANGE', `${KEY}log`, '-', '+');
	assert.deepEqual(entries.map(([id]) => id.toString()), ['1-0', '2-0']);
	const fields = entries[1][1].map((value, i) => (i === 3 ? value : value.toString()));
	assert.deepEqual(fields, ['h', `1 1 1 4 ${TIME}`, 'p', payload]);
});

test('a message costs one read, one entry and one write', async () => {
	await append(0, 1, 1);
	await redis.client.config('RESETSTAT');
	for (let i = 2; i <= 11; i++) await append(0, 1, i);
	const stats = await redis.client.info('commandstats');
	const calls = [...stats.matchAll(/cmdstat_(\w+):calls=(\d+)/g)].map(([, name, count]) => `${name} ${count}`).sort();
	assert.deepEqual(calls.filter((line) => !/^(info|config)/.test(line)), ['fcall 10', 'get 10', 'setrange 10', 'xadd 10']);
});

test('a retransmission is stored once and answered with its own offset, however old', async () => {
	for (let i = 1; i <= 80; i++) {
		await append(0, 1, i, `a${i}`);
		await append(1, 1, i, `b${i}`);
	}
	assert.equal(await append(0, 1, 3, 'a3'), 'DUP 5 1 - 0 0 11 n1 1 0 22 n2');
	assert.equal(await append(1, 1, 1, 'b1'), 'DUP 2 1 - 0 0 11 n1 1 0 22 n2');
	assert.deepEqual(words(await append(0, 1, 80, 'a80')).slice(0, 3), ['DUP', '159', '1']);
	assert.equal(await redis.client.xlen(`${KEY}log`), 160);
});

test('a message whose words are no such words is refused and changes nothing', async () => {
	const before = await redis.client.get(`${KEY}st`);
	const rows = [['-1 1 0 5 5'], ['1000 1 0 5 5'], ['0 1 0 5'], ['0 1 0 5 5 6'], [' 0 1 0 5 5'], ['0 x 0 5 5'], ['0 1 -1 5 5'], ['0  1 0 5 5'],
		['0 1 0 5 5\n'], ['0 1234567890123456 0 5 5'], ['0 1 1234567890123456 5 5'], ['0 1 0 0 5'], ['0 1 0 6 5'],
		['0 1 0 11 5'], ['0 1 0 5 5', 'x'.repeat(65537)]];
	for (const [head, payload = 'x'] of rows) {
		assert.equal(await call('room_append', 1, head, payload), 'RANGE', head);
	}
	assert.equal(await call('room_append', 1, '0 1 0 5 5'), 'RANGE', 'without a payload');
	assert.equal(await redis.client.call('FCALL', 's1_room_append', 1, '{r:x}:', 1, '0 1 0 5 5', 'x'), 'RANGE', 'no room');
	assert.equal(await redis.client.get(`${KEY}st`), before);
});

test('a cseq that was left out is a gap and says what comes next', async () => {
	await append(0, 1, 1);
	assert.equal(await append(0, 1, 3), 'GAP 2');
});

const epochOf = async (seat, history) => (await attach(seat, '11', 'n1', { history }))[2];

test('under another replication id the log begins a new epoch, once for both seats, and its entries stay', async () => {
	assert.equal(await epochOf(0, 'a1'), '1', 'the first id that is known');
	await append(0, 2, 1);
	assert.equal(await epochOf(0, 'b2'), '2');
	assert.equal(await epochOf(1, 'b2'), '2');
	assert.equal(await epochOf(0, 'b2'), '2');
	assert.deepEqual(words(await append(0, 4, 2)).slice(0, 3), ['OK', '2', '2']);
	assert.deepEqual(words(await append(0, 4, 1)).slice(0, 3), ['DUP', '1', '2'], 'a retransmission finds its entry');
});

test('a Redis that loses nothing names no replication id, and the epoch stays', async () => {
	await epochOf(0, 'a1');
	assert.equal(await epochOf(0, ''), '1');
	assert.equal(await epochOf(0, 'a1'), '1');
});

test('a stale claim is refused before anything else', async () => {
	await append(0, 1, 1);
	const again = await attach(0, '33', 'n2');
	assert.deepEqual(again.slice(0, 5), ['OK', 2, '1', 2, 1]);
	assert.equal(await append(0, 1, 1), 'STALE');
	assert.equal(await append(0, 1, 2), 'STALE');
	assert.equal(words(await append(0, 2, 2))[0], 'OK');
});

/** Raises the room's key epoch, which is 0 at first, by grants of the youth with claim 1; their cseqs are 1 to epoch. */
async function raise(epoch) {
	for (let i = 1; i <= epoch; i++) assert.equal(words(await append(0, 1, i, 'g', { epoch: i, kind: GRANT }))[0], 'OK');
}

/* Each kind, and the key epochs that it may name where the room's is 2, out of 0 to 4. */
const EPOCHS = [
	['OFFER', 0, OFFER, [0, 1, 2]],
	['ANSWER', 1, ANSWER, [0, 1, 2]],
	['GRANT', 0, GRANT, [3]],
	['CONFIRM', 1, CONFIRM, [2]],
	['SAY', 0, SAY, [2]],
	['SAY of staff', 1, SAY, [2]],
];

for (const [name, seat, kind, right] of EPOCHS) {
	test(`${name} names the key epoch ${right.join(', ')} where the room has 2`, async () => {
		for (const epoch of [0, 1, 2, 3, 4]) {
			await redis.client.flushall();
			await call('room_open', 1);
			for (const [one, session] of [[0, '11'], [1, '22']]) await attach(one, session, 'n1');
			await raise(2);
			const before = await redis.client.getBuffer(`${KEY}st`);
			const said = await append(seat, 1, seat === 0 ? 3 : 1, 'x', { epoch, kind });
			assert.equal(words(said)[0], right.includes(epoch) ? 'OK' : 'EPOCH', `epoch ${epoch}`);
			if (!right.includes(epoch)) assert.deepEqual(await redis.client.getBuffer(`${KEY}st`), before, 'and nothing changes');
		}
	});
}

test('a GRANT alone raises the key epoch of the room, for both seats', async () => {
	await append(0, 1, 1, 'o', { kind: OFFER });
	await append(1, 1, 1, 'a', { kind: ANSWER });
	assert.equal(await append(0, 1, 2, 'x', { epoch: 1 }), 'EPOCH', 'neither OFFER nor ANSWER did');
	await append(0, 1, 2, 'g', { epoch: 1, kind: GRANT });
	assert.equal(await append(1, 1, 2, 'x'), 'EPOCH', 'what was said before it');
	assert.equal(words(await append(1, 1, 2, 'c', { epoch: 1, kind: CONFIRM }))[0], 'OK');
	assert.equal(words(await append(0, 1, 3, 'x', { epoch: 1 }))[0], 'OK');
	await append(0, 1, 4, 'o', { epoch: 0, kind: OFFER });
	assert.equal(words(await append(1, 1, 3, 'x', { epoch: 1 }))[0], 'OK', 'an older OFFER does not lower it');
});

test('the claim, a duplicate and a gap come before the key epoch', async () => {
	await raise(2);
	assert.equal(words(await append(0, 1, 1, 'g', { epoch: 1, kind: GRANT }))[0], 'DUP', 'of an older epoch');
	assert.equal(words(await append(0, 1, 2, 'x', { epoch: 0 }))[0], 'DUP', 'whatever it names');
	assert.equal(await append(0, 1, 4, 'x', { epoch: 0 }), 'GAP 3');
	assert.equal(await append(0, 7, 3, 'x', { epoch: 0 }), 'STALE');
	await call('room_close');
	assert.equal(await append(0, 1, 3, 'x', { epoch: 0 }), 'GONE');
});

test('a room holds 5,000 entries and 8 MiB and no more', async () => {
	await put(4999, 0);
	assert.equal(words(await append(0, 1, 1))[0], 'OK');
	assert.equal(await append(0, 1, 2), 'FULL');
	await put(5, 8 * 1024 * 1024 - 3);
	assert.equal(await append(1, 1, 1, 'four'), 'FULL');
});

test('seen goes up and never down, and not beyond the log', async () => {
	for (let i = 1; i <= 3; i++) await append(0, 1, i);
	for (const offset of [2, 1, 9]) await call('room_seen', 1, 1, offset);
	const view = await attach(0, '12', 'n1');
	assert.deepEqual(view.slice(5), [1, '2', '22', 'n2']);
});

test('a room that routing forgets expires, but not when the clock is put forward by a day', async () => {
	await append(0, 1, 1);
	for (const key of ['st', 'log']) {
		const days = await redis.client.ttl(KEY + key) / 86400;
		assert.ok(days > 2 && days <= 3, `${key} ${days}`);
	}
});

test('after the first seat left nothing is added; after the last the room is gone', async () => {
	await append(0, 1, 1);
	await call('room_leave', 0);
	assert.equal(await append(1, 1, 1), 'GONE');
	assert.deepEqual(await attach(1, '9', 'n2'), ['GONE']);
	assert.equal(await redis.client.xlen(`${KEY}log`), 1);
	assert.deepEqual(await call('room_leave', 0), ['DUP']);
	await call('room_leave', 1);
	assert.deepEqual(await redis.client.keys('{r:*}:[sl]*'), []);
	assert.equal(await append(1, 1, 1), 'GONE');
});

test('the next one of the staff has a seat of its own: the log, the key epoch and the youth\'s numbers go on, its own begin', async () => {
	await raise(1);
	await append(0, 1, 2, 'a', { epoch: 1 });
	await append(1, 1, 1, 'b', { epoch: 1 });
	assert.deepEqual(await attach(2, '33', 'n3'), ['OK', 1, '1', 1, 3, 0, '0', '11', 'n1'], 'and the one before is no peer');
	assert.equal(await append(0, 1, 3, 'c', { epoch: 1 }), 'OK 4 1 - 0 0 11 n1 2 0 33 n3');
	assert.equal(words(await append(2, 1, 1, 'd', { epoch: 1 }))[1], '5');
	assert.equal(words(await append(2, 1, 1, 'd', { epoch: 1 }))[0], 'DUP');
	const heads = (await redis.client.xrange(`${KEY}log`, '-', '+')).map(([, [, head]]) => head.split(' ').slice(0, 2).join(' '));
	assert.deepEqual(heads, ['0 1', '0 2', '1 1', '0 3', '2 1']);
});

test('a seat that was closed takes nothing from whoever had it, repeats nothing and is never taken again', async () => {
	await append(1, 1, 1);
	assert.deepEqual(await call('room_vacate', 1, 1), ['OK']);
	const left = await redis.client.getBuffer(`${KEY}st`);
	for (const cseq of [1, 2]) assert.equal(await append(1, 1, cseq), 'STALE');
	assert.deepEqual(await call('room_seen', 1, 1, 1), ['STALE']);
	assert.deepEqual(await attach(1, '44', 'n2'), ['STALE']);
	assert.deepEqual(await call('room_vacate', 1, 1), ['DUP']);
	assert.deepEqual(await redis.client.getBuffer(`${KEY}st`), left, 'and nothing has changed');
	assert.equal(words(await append(0, 1, 1))[0], 'OK', 'the youth\'s seat stays');
	assert.equal((await attach(2, '44', 'n2'))[0], 'OK');
});

test('a seat that nobody took before it was closed is not taken later', async () => {
	assert.deepEqual(await call('room_vacate', 3, 1), ['OK']);
	for (const seat of [2, 3]) assert.deepEqual(await attach(seat, '44', 'n2'), ['STALE']);
	assert.equal((await attach(4, '44', 'n2'))[0], 'OK');
});

test('three seats of staff may be open at once, each with its own numbers, and a fourth has to wait for a place', async () => {
	for (const seat of [2, 3]) assert.equal((await attach(seat, `${seat}`, 'n3', { from: 1 }))[0], 'OK');
	assert.deepEqual(await attach(4, '4', 'n3', { from: 1 }), ['STATE']);
	for (const seat of [0, 1, 2, 3]) {
		for (const cseq of [1, 2]) assert.equal(words(await append(seat, 1, cseq))[0], 'OK', `${seat} ${cseq}`);
		assert.equal(await append(seat, 1, 4), 'GAP 3');
	}
	const view = await attach(2, '5', 'n1', { from: 1 });
	assert.deepEqual(view, ['OK', 2, '1', 3, 8, 0, '0', '11', 'n1', 1, '0', '22', 'n2', 3, '0', '3', 'n3']);
	assert.equal((await attach(4, '4', 'n3', { from: 3 }))[0], 'OK', 'two have gone');
});

test('who is invited comes in behind the one who answers, also where a failover lost the room', async () => {
	await redis.client.flushall();
	await call('room_open', 2);
	assert.deepEqual(await attach(2, '33', 'n3', { from: 0 }), ['STATE']);
	assert.equal((await attach(1, '22', 'n2'))[0], 'OK', 'whose own seat is not lost by it');
	assert.equal((await attach(2, '33', 'n3', { from: 0 }))[0], 'OK');
	assert.equal((await attach(1, '22', 'n2'))[0], 'OK', 'nor does coming back close the other one');
	assert.equal(words(await append(2, 1, 1))[0], 'OK');
});

test('the seat of who was invited is closed alone, and for good', async () => {
	await attach(2, '33', 'n3', { from: 0 });
	assert.deepEqual(await call('room_vacate', 2, 2), ['OK']);
	assert.equal(await append(2, 1, 1), 'STALE');
	assert.equal(words(await append(1, 1, 1))[0], 'OK');
	assert.deepEqual(await attach(2, '33', 'n3', { from: 0 }), ['STALE']);
	assert.equal((await attach(3, '44', 'n3', { from: 0 }))[0], 'OK');
});

test('the highest seat is 127', async () => {
	assert.equal((await attach(127, '44', 'n2'))[0], 'OK');
	assert.equal(words(await append(127, 1, 1))[0], 'OK');
	assert.deepEqual(await attach(128, '44', 'n2'), ['RANGE']);
	assert.deepEqual(await call('room_vacate', 128, 1), ['RANGE']);
	assert.equal(await append(128, 1, 1), 'STALE');
});

test('a room that a failover lost begins again in the epoch that it is told, so that its offsets are no old ones', async () => {
	await redis.client.flushall();
	await call('room_open', 4);
	assert.deepEqual(await attach(0, '11', 'n1'), ['OK', 1, '4', 1, 0]);
	assert.equal((await attach(5, '22', 'n2'))[0], 'OK', 'whatever seat comes next');
});

test('of those that are there when a room ends each must have left; who was there before them need not', async () => {
	await attach(2, '33', 'n3');
	await append(0, 1, 1);
	assert.deepEqual(await call('room_leave', 0), ['OK']);
	assert.deepEqual(await call('room_leave', 1), ['DUP']);
	assert.equal(await redis.client.xlen(`${KEY}log`), 1);
	assert.deepEqual(await call('room_leave', 2), ['OK']);
	assert.deepEqual(await redis.client.keys('{r:*}:*'), []);
});

test('who was closed has nothing to say of the room that goes on, and the last one to go takes a closed log along', async () => {
	await call('room_vacate', 1, 1);
	assert.deepEqual(await call('room_leave', 1), ['DUP']);
	assert.equal(words(await append(0, 1, 1))[0], 'OK', 'the log is open');
	await attach(2, '33', 'n3');
	await call('room_leave', 0);
	assert.equal(await redis.client.xlen(`${KEY}log`), 1);
	assert.deepEqual(await call('room_vacate', 2, 1), ['OK']);
	assert.deepEqual(await redis.client.keys('{r:*}:*'), []);
});

/** The logins of a person of its own, at a time that the test sets: bind(hash, changes), turn, rest. */
function loginsOf(letter) {
	const key = `{w:${room(letter)}}:`;
	const scene = { key, at: 1700000000000 };
	const call = (name, ...args) => redis.client.call('FCALL', `s1_ticket_${name}`, 1, key, ...[scene.at, ...args].map(String));
	scene.bind = (hash, { text = 'who\tno\tKari', node = 'n1', session = 7, fresh = 1 } = {}) =>
		call('bind', hash, text, 900, node, session, fresh);
	scene.turn = (presented, next, attempt = 0) => call('turn', presented, next, attempt, 900);
	scene.rest = (hash) => call('rest', hash);
	return scene;
}

const HASHES = ['a', 'b', 'c', 'd', 'e'].map((name) => hex(name, 64));

test('a shift ticket turns like a token and rests for its time only', async () => {
	const person = loginsOf('w');
	const [a, b, c] = HASHES;
	await person.bind(a);
	assert.deepEqual(await person.turn(a, b), ['OK', 'who\tno\tKari', '1']);
	assert.deepEqual(await person.turn(a, c, 1), ['OK', 'who\tno\tKari', '2']);
	assert.deepEqual(await person.turn(a, b), ['LATE'], 'overtaken');
	assert.deepEqual(await person.turn(b, c), ['GONE']);
	assert.equal((await person.turn(c, b))[0], 'OK');
	assert.deepEqual(await person.turn(a, b, 2), ['GONE']);
	assert.deepEqual(await person.bind(c), ['DUP'], 'a node that hung says it again');
	person.at += 43199999;
	assert.equal((await person.turn(b, a))[0], 'OK', 'as long as a session may last');
	await person.rest(a);
	person.at += 899999;
	assert.equal((await person.turn(a, b))[0], 'OK', 'while it rests');
	await person.rest(a);
	person.at += 43199999;
	assert.equal((await person.turn(b, c))[0], 'OK', 'the socket that was gone is not the one that has it now');
	await person.rest(c);
	person.at += 900000;
	assert.deepEqual(await person.turn(c, a), ['GONE'], 'it has rested for too long');
	assert.ok(await redis.client.ttl(`${person.key}1`) > 86400, 'a clock put forward by a day does not take it');
});

test('three logins of a person are good at once, each by its own ticket; a fourth takes the place of the oldest', async () => {
	const person = loginsOf('x');
	const [a, b, c, d, e] = HASHES;
	for (const [i, hash] of [a, b, c].entries()) {
		person.at += 1000;
		assert.deepEqual(await person.bind(hash, { node: `n${i}`, session: 10 + i }), ['OK']);
	}
	assert.deepEqual(await person.bind(a, { node: 'n0', session: 10, fresh: 0 }), ['OK'], 'said again it keeps its place');
	assert.deepEqual(await person.bind(d, { node: 'n3', session: 13 }), ['OK', 'n0', '10']);
	assert.deepEqual(await person.turn(a, e), ['GONE']);
	assert.deepEqual(await person.bind(a, { fresh: 0 }), ['GONE'], 'it does not come back by being said again');
	for (const hash of [b, c, d]) assert.equal((await person.turn(hash, hash))[0], 'OK');
	assert.equal((await redis.client.keys(`${person.key}[1-9]`)).length, 3);
});

test('a login whose node has died gives way before an older one that is said again', async () => {
	const person = loginsOf('z');
	const [a, b, c, d] = HASHES;
	for (const hash of [a, b, c]) {
		person.at += 1000;
		await person.bind(hash);
	}
	person.at += 661_000;
	for (const hash of [a, c]) await person.bind(hash, { fresh: 0 });
	assert.equal((await person.bind(d)).length, 3);
	assert.deepEqual(await person.turn(b, b), ['GONE']);
	for (const hash of [a, c, d]) assert.equal((await person.turn(hash, hash))[0], 'OK');
});

test('a login that rests gives way before an older one with a socket', async () => {
	const person = loginsOf('y');
	const [a, b, c, d] = HASHES;
	for (const hash of [a, b, c]) {
		person.at += 1000;
		await person.bind(hash, { session: hash.charCodeAt(0) });
	}
	await person.rest(b);
	assert.deepEqual(await person.bind(d), ['OK', 'n1', String(b.charCodeAt(0))]);
	assert.deepEqual(await person.turn(b, a), ['GONE']);
	assert.equal((await person.turn(a, a))[0], 'OK');
});
