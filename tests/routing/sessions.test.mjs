// The staff's sessions of HTTP, and the logins that came by them: how many, until when, whose, and what ending them ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadLibrary } from './lib/library.mjs';
import { startRedis } from './lib/redis.mjs';

const KEY = '{staff}:';
const PERSON = `{w:${'c'.repeat(32)}}:`;
const AT = 1_700_000_000_000;
const HALF_DAY = 43_200;
const hash = (number) => String(number).padStart(64, '0');

let redis;
after(() => redis?.stop());
before(async () => {
	redis = await startRedis();
	await loadLibrary(redis.client);
});

const call = (name, key, ...args) => redis.client.call('FCALL', `s1_${name}`, 1, key, ...args.map(String));
const open = (name, number, at = AT, judged = '', closed = '') =>
	call('session_open', KEY, at, name, hash(number), HALF_DAY, judged, closed);
const use = async (number, at = AT) => (await call('session_use', KEY, at, hash(number)))[0];
const end = (name, only = '', keep = '') => call('session_end', KEY, name, only, keep);
const add = (name) =>
	call('staff_add', KEY, name, 'id', `id-of-${name}`, 'name', name, 'agency', 'oslo', 'role', 'owner', 'disabled', 0, 'hash', '$x');
const numbers = (answer) => answer.slice(1).filter((_, at) => at % 3 === 0).map(Number);

test('a session is its account as it is now, until its end', async () => {
	await add('ida');
	assert.deepEqual(await open('ida', 1), ['OK']);
	const [word, begun, ...fields] = await call('session_use', KEY, AT, hash(1));
	assert.equal(word, 'OK');
	assert.match(begun, /^\d+$/);
	assert.equal(fields[fields.indexOf('role') + 1], 'owner');
	await call('staff_set', KEY, 'ida', 'role', 'counsellor');
	const later = await call('session_use', KEY, AT + 1000 * HALF_DAY - 1, hash(1));
	assert.equal(later[later.indexOf('role') + 1], 'counsellor');
	assert.deepEqual(await call('session_use', KEY, AT + 1000 * HALF_DAY, hash(1)), ['GONE']);
	assert.deepEqual(await call('session_use', KEY, AT, hash(2)), ['GONE']);
});

test('what proves who somebody is, is not told with a session', async () => {
	await add('eva');
	await call('staff_set', KEY, 'eva', 'totp', 'JBSW', 'own', '1', 'alias', 'Eva', 'lives_in', '0301');
	await open('eva', 3);
	const [, , ...fields] = await call('session_use', KEY, AT, hash(3));
	assert.deepEqual(Object.fromEntries(Array.from({ length: fields.length / 2 }, (_, i) => fields.slice(2 * i, 2 * i + 2))), {
		id: 'id-of-eva', name: 'eva', alias: 'Eva', agency: 'oslo', role: 'owner', lives_in: '0301',
	});
});

test('nobody has a session who may not log in', async () => {
	await add('per');
	await open('per', 10);
	assert.equal(await use(10), 'OK');
	await call('staff_set', KEY, 'per', 'disabled', 1);
	assert.equal(await use(10), 'GONE');
	assert.deepEqual(await open('per', 11), ['GONE']);
	assert.deepEqual(await open('nobody', 12), ['GONE']);
	assert.deepEqual(await end('nobody'), ['GONE']);
});

test('no session is opened for a password that is another by now', async () => {
	await add('eli');
	assert.deepEqual(await open('eli', 13, AT, '$x'), ['OK']);
	await call('staff_set', KEY, 'eli', 'hash', '$later');
	assert.deepEqual(await open('eli', 14, AT, '$x'), ['STALE']);
	assert.equal(await use(14), 'GONE');
	assert.deepEqual(await open('eli', 14, AT, '$later'), ['OK']);
});

test('a person has eight sessions; the ninth takes the place of the oldest once its sockets are closed, one that is over counts for none', async () => {
	await add('siv');
	for (let number = 20; number < 28; number++) await open('siv', number, AT + number);
	assert.deepEqual(numbers(await call('session_list', KEY, AT, 'siv')), [20, 21, 22, 23, 24, 25, 26, 27]);
	assert.deepEqual(await open('siv', 28, AT + 28), ['FULL', 'id-of-siv', hash(20)]);
	assert.equal(await use(20), 'OK', 'until its sockets are closed');
	assert.deepEqual(await open('siv', 28, AT + 28, '', hash(24)), ['FULL', 'id-of-siv', hash(20)], 'not the oldest');
	assert.deepEqual(await open('siv', 28, AT + 28, '', hash(20)), ['OK']);
	assert.deepEqual(numbers(await call('session_list', KEY, AT + 28, 'siv')), [21, 22, 23, 24, 25, 26, 27, 28]);
	assert.equal(await use(20), 'GONE');
	const later = AT + 1000 * HALF_DAY + 24;
	assert.deepEqual(numbers(await call('session_list', KEY, later, 'siv')), [25, 26, 27, 28]);
	await open('siv', 29, later);
	assert.deepEqual(numbers(await call('session_list', KEY, later, 'siv')), [25, 26, 27, 28, 29]);
});

test('one, all but one, or all are ended, and of one person only', async () => {
	for (const name of ['a', 'b']) await add(name);
	for (const number of [40, 41, 42]) await open('a', number);
	await open('b', 43);
	assert.deepEqual(await call('session_look', KEY, 'b', hash(40)), ['OK', 'id-of-b', ''], 'of another person');
	assert.deepEqual(await call('session_look', KEY, 'a', hash(40)), ['OK', 'id-of-a', hash(40)]);
	assert.deepEqual(await call('session_look', KEY, 'nobody', hash(40)), ['GONE']);
	assert.deepEqual(await end('b', hash(40)), ['OK', 'id-of-b', '']);
	assert.deepEqual(await end('a', hash(40)), ['OK', 'id-of-a', hash(40)]);
	assert.deepEqual(await end('a', '', hash(42)), ['OK', 'id-of-a', hash(41)]);
	assert.deepEqual(await Promise.all([40, 41, 42, 43].map((number) => use(number))), ['GONE', 'GONE', 'OK', 'OK']);
	assert.deepEqual(await end('a'), ['OK', 'id-of-a', hash(42)]);
	assert.deepEqual(await redis.client.exists(`${KEY}so:a`), 0);
});

const bind = (number, session, fresh = 1) =>
	call('ticket_bind', PERSON, AT, hash(number), `${'c'.repeat(32)}\tname\t2\t${session}\twish`, 900, 'n1', 7, fresh);
const turn = (presented, next) => call('ticket_turn', PERSON, AT, hash(presented), hash(next), 0, 900);

test('ending a session ends the logins that came by it, also one that is bound later, and no other', async () => {
	await bind(1, hash(51));
	await bind(2, hash(52));
	assert.deepEqual(await call('ticket_revoke', PERSON, AT, `${hash(51)} ${hash(59)}`, 0, ''), ['OK']);
	assert.deepEqual(await turn(1, 5), ['GONE']);
	assert.deepEqual(await bind(1, hash(51), 0), ['STATE'], 'its socket is told so');
	assert.deepEqual(await bind(3, hash(59)), ['STATE'], 'it was under way');
	assert.deepEqual(await bind(2, hash(52), 0), ['OK']);
	assert.equal((await turn(2, 6))[0], 'OK');
});

test('sessions that were ended are remembered as long as a login by one of them could come', async () => {
	const HOUR = 3_600_000;
	const revoke = (number, at) => call('ticket_revoke', PERSON, at, hash(number), 0, '');
	for (let hour = 0; hour < 48; hour++) await revoke(1000 + hour, AT + hour * HOUR);
	assert.equal(await redis.client.zcard(`${PERSON}en`), 12);
});

test('all logins but those by one session are ended, also when the session it came by is in no list any more', async () => {
	await call('ticket_revoke', PERSON, AT, '', 1, '');
	for (const [number, session] of [[11, hash(61)], [12, hash(62)], [13, '']]) await bind(number, session);
	assert.deepEqual(await call('ticket_revoke', PERSON, AT, hash(69), 1, hash(62)), ['OK']);
	assert.deepEqual(await bind(11, hash(61), 0), ['STATE'], 'its session had had its time');
	assert.deepEqual(await bind(13, '', 0), ['STATE']);
	assert.deepEqual(await bind(14, hash(69)), ['STATE'], 'it was under way');
	assert.equal((await turn(12, 15))[0], 'OK');
});

test('all logins of a person are ended at once, whatever they came by', async () => {
	await bind(7, hash(53));
	await bind(8, '');
	assert.deepEqual(await call('ticket_revoke', PERSON, AT, hash(53), 1, ''), ['OK']);
	assert.deepEqual(await bind(7, hash(53), 0), ['STATE']);
	assert.deepEqual(await bind(8, '', 0), ['STATE']);
	assert.deepEqual(await turn(7, 9), ['GONE']);
	assert.deepEqual(await bind(9, hash(54)), ['OK'], 'a login anew');
});
