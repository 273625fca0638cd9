// Notes: a lane of the room's staff beside its log, with its own numbers, checks and limits, and never a word of it in the log.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { room } from './lib/pool.mjs';
import { loadLibrary } from './lib/library.mjs';
import { startRedis } from './lib/redis.mjs';

const KEY = `{r:${room('r')}}:`;
const LANE = `${KEY}notes`;
const TIME = 1700000000000;
const [GRANT, NOTE] = [3, 6];
let redis;
const call = (name, ...args) => redis.client.call('FCALL', `s1_${name}`, 1, KEY, ...args.map(String));
const write = (claim, cseq, payload = 'x', { seat = 1, epoch = 0, kind = NOTE } = {}) =>
	call('note_append', claim, `${seat} ${cseq} ${epoch} ${kind} ${TIME}`, payload);
/** `from`: staff seats below it are closed. */
const attach = (seat, session, node, from = Math.min(seat, 1)) => call('room_attach', seat, session, node, '', from);
/** Puts a note there that says of the lane what is counted: bytes, then seat and cseq. */
const put = (offset, counts, cseq = 1) =>
	redis.client.xadd(LANE, `${offset}-0`, 'h', `1 ${cseq} 0 6 ${TIME}`, 'p', 'x', 'n', counts);

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

test('a note lies in its lane under its offset, with everything that was sent, and the log has nothing of it', async () => {
	const before = await redis.client.getBuffer(`${KEY}st`);
	const payload = Buffer.from([0, 255, 13, 10, 0xc3, 0xa5]);
	assert.deepEqual(await redis.client.call('FCALL', 's1_note_append', 1, KEY, '1', `1 1 0 6 ${TIME}`, payload), ['OK', '1']);
	assert.deepEqual(await write(1, 2, 'more'), ['OK', '2']);
	const [[id, fields]] = await redis.client.callBuffer('XRANGE', LANE, '-', '+');
	assert.equal(id.toString(), '1-0');
	assert.deepEqual(fields.map((value, i) => (i === 3 ? value : value.toString())), ['h', `1 1 0 6 ${TIME}`, 'p', payload, 'n', '6 1 1']);
	assert.deepEqual((await redis.client.xrevrange(LANE, '+', '-', 'COUNT', 1))[0][1].at(-1), '10 1 2');
	assert.equal(await redis.client.exists(`${KEY}log`), 0);
	assert.deepEqual(await redis.client.getBuffer(`${KEY}st`), before);
});

test('a retransmission is stored once and answered with its own offset, however old', async () => {
	for (let i = 1; i <= 200; i++) assert.deepEqual(await write(1, i, `n${i}`), ['OK', String(i)]);
	assert.deepEqual(await write(1, 3, 'n3'), ['DUP', '3']);
	assert.deepEqual(await write(1, 200, 'n200'), ['DUP', '200']);
	assert.equal(await redis.client.xlen(LANE), 200);
});

test('the numbers of notes are not those of the log', async () => {
	await call('room_append', 1, `1 1 0 5 ${TIME}`, 'said');
	await call('room_append', 1, `1 2 0 5 ${TIME}`, 'said');
	assert.deepEqual(await write(1, 1), ['OK', '1']);
	assert.deepEqual(await write(1, 3), ['GAP', 2]);
	assert.match(await call('room_append', 1, `1 3 0 5 ${TIME}`, 'said'), /^OK 3 /);
});

test('no seat but one of staff writes a note, and the log takes no payload of a note', async () => {
	const rows = [[1, { seat: 0 }], [1, { seat: '01' }], [1, { seat: 1000 }], [1, { kind: 5 }], [1, { kind: 16 }]];
	for (const [claim, head] of rows) assert.deepEqual(await write(claim, 1, 'x', head), ['RANGE'], JSON.stringify(head));
	for (const seat of [2, 127, 128]) assert.deepEqual(await write(1, 1, 'x', { seat }), ['STALE'], `nobody took ${seat}`);
	assert.equal(await call('room_append', 1, `1 1 0 6 ${TIME}`, 'x'), 'RANGE');
	assert.equal(await redis.client.exists(LANE), 0);
});

test('words that are no such words are refused and change nothing', async () => {
	for (const head of ['1 1 0 6', '1 1 0 6 5 6', ' 1 1 0 6 5', '1 x 0 6 5', '1 1 -1 6 5', '1 1234567890123456 0 6 5']) {
		assert.deepEqual(await call('note_append', 1, head, 'x'), ['RANGE'], head);
	}
	assert.deepEqual(await call('note_append', 1, `1 1 0 6 ${TIME}`, 'x'.repeat(65537)), ['RANGE']);
	assert.deepEqual(await call('note_append', 1, `1 1 0 6 ${TIME}`), ['RANGE'], 'without a payload');
	assert.deepEqual(await redis.client.call('FCALL', 's1_note_append', 1, '{r:x}:', 1, `1 1 0 6 ${TIME}`, 'x'), ['RANGE'], 'no room');
	assert.equal(await redis.client.exists(LANE), 0);
});

test('the claim comes first, then a duplicate, the end of the room, a gap, the key epoch', async () => {
	await write(1, 1);
	assert.match(await call('room_append', 1, `0 1 1 ${GRANT} ${TIME}`, 'g'), /^OK/);
	assert.deepEqual(await write(7, 1), ['STALE']);
	assert.deepEqual(await write(1, 1), ['DUP', '1'], 'of an epoch that is over');
	assert.deepEqual(await write(1, 3), ['GAP', 2]);
	for (const epoch of [0, 2]) assert.deepEqual(await write(1, 2, 'x', { epoch }), ['EPOCH'], `epoch ${epoch}`);
	assert.deepEqual(await write(1, 2, 'x', { epoch: 1 }), ['OK', '2']);
	await call('room_close');
	assert.deepEqual(await write(1, 2, 'x', { epoch: 1 }), ['DUP', '2']);
	assert.deepEqual(await write(1, 3, 'x', { epoch: 1 }), ['GONE']);
	assert.equal(await redis.client.xlen(LANE), 2);
});

test('who took the seat anew fences the one before it, and goes on with its numbers', async () => {
	await write(1, 1);
	await attach(1, '33', 'n1');
	assert.deepEqual(await write(1, 2), ['STALE']);
	assert.deepEqual(await write(2, 2), ['OK', '2']);
});

test('two of staff write into one lane, each with its own numbers, and each hears whom to ring: never the youth', async () => {
	await attach(2, '44', 'n3');
	const second = (cseq, payload) => write(1, cseq, payload, { seat: 2 });
	assert.deepEqual(await write(1, 1), ['OK', '1', 2, '44', 'n3']);
	assert.deepEqual(await second(1), ['OK', '2', 1, '22', 'n2']);
	assert.deepEqual(await second(3), ['GAP', 2]);
	assert.deepEqual(await second(2), ['OK', '3', 1, '22', 'n2']);
	assert.deepEqual(await write(1, 2), ['OK', '4', 2, '44', 'n3']);
	assert.deepEqual(await second(1), ['DUP', '2', 1, '22', 'n2']);
});

test('a staff seat that was closed writes nothing more, and who comes next begins with number 1', async () => {
	await write(1, 1);
	await attach(2, '44', 'n3', 2);
	assert.deepEqual(await write(1, 2), ['STALE']);
	assert.deepEqual(await write(1, 1), ['STALE'], 'not even what is there');
	assert.deepEqual(await write(1, 1, 'x', { seat: 2 }), ['OK', '2']);
});

test('a lane holds 500 notes and 1 MiB and no more', async () => {
	await put(499, '10 1 1');
	assert.deepEqual(await write(1, 2), ['OK', '500']);
	assert.deepEqual(await write(1, 3), ['FULL']);
	await redis.client.del(LANE);
	await put(1, `${1024 * 1024 - 3} 1 1`);
	assert.deepEqual(await write(1, 2, 'four'), ['FULL']);
	assert.deepEqual(await write(1, 2, 'six'), ['OK', '2']);
});

test('a lane ends with its room: at once when all have left, by itself when routing forgot it', async () => {
	await write(1, 1);
	const days = (await redis.client.ttl(LANE)) / 86400;
	assert.ok(days > 2 && days <= 3, `${days}`);
	await call('room_leave', 0);
	assert.equal(await redis.client.exists(LANE), 1);
	await call('room_leave', 1);
	assert.deepEqual(await redis.client.keys('{r:*'), []);
	assert.deepEqual(await write(1, 2), ['GONE']);
});
