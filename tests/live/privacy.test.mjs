// What must not be kept is not kept: words, addresses, tokens and names of browsers, in logs and in Redis' files.
// Each search first finds what was planted for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { judge } from '../faults/lib/history.mjs';
import { comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { writtenPlaces } from './lib/search.mjs';
import { until } from './lib/wait.mjs';

const MARK = 'Kjærlighetsbrev-7f3a';
const BROWSER = 'MarkedBrowser/1.0';

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0, delete_minutes: 1 } });
const password = daemon.addUser('oslo');
const oslo = await comeCounsellor(daemon, 'oslo', { password });
const { youth, room, theirs } = await talkWith(daemon, oslo);
await room.say(`${MARK} fra ungdommen`);
await theirs.say(`${MARK} fra rådgiveren`);
const tokens = [youth.token, youth.leave, oslo.token];
await youth.reload();
tokens.push(youth.token, youth.leave);
const bad = await comeYouth(daemon);
bad.client.sendRaw(Buffer.from(`\x91\xa4${MARK}`, 'latin1'));
await bad.client.ending();
const marked = `${daemon.origin}/w/${encodeURIComponent(MARK)}?ticket=${tokens[0]}`;
await fetch(marked, { headers: { 'user-agent': BROWSER } });
await until(() => theirs.texts.length === 2 && room.texts.length === 2, 'the messages');

/* Which files of the daemon hold these bytes. */
const filesWith = (bytes) => writtenPlaces(daemon, [Buffer.from(bytes)]).filter((place) => place !== 'the log');

const formsOf = (token) => [token, token.toUpperCase(), Buffer.from(token, 'hex'), Buffer.from(token, 'hex').toString('base64')];

test('the log holds no word of a conversation', () => {
	const planted = `<6>${MARK}`;
	assert.ok(`${daemon.output.stderr}${planted}`.includes(MARK), 'the search finds what is planted');
	assert.ok(!daemon.output.stderr.includes(MARK));
	assert.ok(!/Kj.{1,8}rlighetsbrev/.test(daemon.output.stderr), 'nor escaped');
});

test('the log holds no address, browser, password or token', () => {
	const log = daemon.output.stderr.replaceAll(/listening on http:\/\/127\.0\.0\.1:\d+/g, '');
	assert.match(daemon.output.stderr, /session=/, 'sessions are logged');
	assert.doesNotMatch(log, /\d+\.\d+\.\d+\.\d+/);
	assert.doesNotMatch(log, new RegExp(`:${youth.client.localPort}\\b`));
	assert.ok(!log.includes(BROWSER));
	assert.ok(!log.includes(password));
	for (const token of tokens) for (const form of formsOf(token)) assert.ok(!log.includes(form), 'a token');
	assert.ok(!log.includes(room.id), 'a room');
});

test('Redis\' files hold the payload of a running talk, which the search finds', () => {
	assert.ok(filesWith(MARK).length > 0, 'what is behind the header lies in the append-only file');
});

test('Redis\' files and keys hold no token, only hashes, and no password', async () => {
	const redis = daemon.redis();
	await redis.set('planted', tokens[0]);
	assert.ok(filesWith(tokens[0]).length > 0, 'the search finds what is planted');
	await redis.del('planted');
	for (const token of tokens.slice(1)) {
		for (const form of formsOf(token)) assert.deepEqual(filesWith(form), [], 'a token');
	}
	assert.deepEqual(filesWith(password), []);
	assert.ok(filesWith('$argon2id$').length > 0);
});

test('Redis holds no address and no browser', () => {
	assert.deepEqual(filesWith(BROWSER), []);
	assert.deepEqual(filesWith('127.0.0.1:'), []);
});

test('when both have left, no key of the visit stays', async () => {
	assert.deepEqual(judge([room.history, theirs.history]), []);
	youth.redials = false;
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	await youth.leaveTable();
	const redis = daemon.redis();
	await until(async () => (await redis.keys('*')).every((key) => !/^\{(r|t|l):|:y:/.test(key)), 'its keys to go', {
		ms: 20_000,
		step: 200,
	});
});

test('within the minutes that the page promises, Redis\' files hold nothing of it either', async () => {
	await until(() => filesWith(MARK).length === 0, 'the append-only file to be written anew', { ms: 180_000, step: 500 });
});
