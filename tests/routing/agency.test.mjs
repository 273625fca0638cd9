// An agency that people change: each field only while it is what its editor saw, each change a line that stays.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { loadLibrary } from './lib/library.mjs';
import { startRedis } from './lib/redis.mjs';

const KARI = 'a'.repeat(32);
let redis;
const call = (name, ...args) => redis.client.call('FCALL', `s1_${name}`, 1, '{agencies}:', ...args);
const fields = () => redis.client.hgetall('{agencies}:a:oslo');
const edit = (...changes) => call('agency_edit', 'oslo', KARI, 'kari', ...changes);

/** The lines of an agency as objects, newest first. */
async function lines(from = '') {
	const [word, ...texts] = await call('agency_audit', 'oslo', from);
	assert.equal(word, 'OK');
	const names = ['id', 'at', 'who', 'name', 'what', 'about', 'was', 'now'];
	const rows = [];
	for (let i = 0; i < texts.length; i += names.length) {
		rows.push(Object.fromEntries(names.map((name, j) => [name, texts[i + j]])));
	}
	return rows;
}

after(() => redis?.stop());
before(async () => {
	redis = await startRedis();
	await loadLibrary(redis.client);
});
beforeEach(async () => {
	await redis.client.flushdb();
	await call('agency_write', '1', 'oslo', 'name', 'Ung i Oslo', 'hours', 'mon 16:00-20:00', 'exit', 'https://yr.no/');
});

test('a field changes, the others stay, and the line says who, what, before and after', async () => {
	assert.deepEqual(await edit('hours', 'mon 16:00-20:00', 'mon 16:00-21:00', 'letterbox', '', 'https://post.example/'), ['OK']);
	assert.deepEqual(await fields(), {
		name: 'Ung i Oslo', hours: 'mon 16:00-21:00', exit: 'https://yr.no/', letterbox: 'https://post.example/',
	});
	const rows = await lines();
	assert.deepEqual(rows.map(({ who, name, what, was, now }) => [who, name, what, was, now]), [
		[KARI, 'kari', 'letterbox', '', 'https://post.example/'],
		[KARI, 'kari', 'hours', 'mon 16:00-20:00', 'mon 16:00-21:00'],
	]);
});

test('of two who change the same field, the second is told what it is now and nothing of hers is written', async () => {
	await edit('hours', 'mon 16:00-20:00', 'tue 16:00-20:00');
	const second = await edit('exit', 'https://yr.no/', 'https://dr.dk/', 'hours', 'mon 16:00-20:00', 'wed 16:00-20:00');
	assert.deepEqual(second, ['STATE', 'hours', 'tue 16:00-20:00']);
	assert.equal((await fields()).exit, 'https://yr.no/');
	assert.equal((await lines()).length, 1);
});

test('what is only held against what it was is no line', async () => {
	assert.deepEqual(await edit('name', 'Ung i Oslo', 'Ung i Oslo', 'hours', 'mon 16:00-20:00', ''), ['OK']);
	assert.deepEqual((await lines()).map(({ what }) => what), ['hours']);
});

test('the moment at which an agency is opened to youths stays, however it is opened', async () => {
	const since = () => redis.client.hget('{agencies}:live', 'oslo');
	const at = (ms) => redis.client.set('{agencies}:testclock', String(ms));
	assert.equal(await since(), null, 'one that always was');
	await edit('live', '', 'no');
	assert.equal(await since(), null);
	await at(5000);
	await edit('live', 'no', 'yes');
	assert.equal(await since(), '5000');
	await at(6000);
	await edit('live', 'yes', 'no', 'name', 'Ung i Oslo', 'Oslo');
	assert.equal(await since(), '5000');
	await call('agency_write', '0', 'oslo', 'name', 'Ung i Oslo', 'live', 'yes');
	assert.equal(await since(), '6000');
});

test('an agency that the operator imports open is noted from then on, one that is shut or comes with a first start is not', async () => {
	await redis.client.set('{agencies}:testclock', '7000');
	await call('agency_write', '0', 'bergen', 'name', 'Bergen', 'live', '');
	await call('agency_write', '0', 'hamar', 'name', 'Hamar');
	await call('agency_write', '1', 'molde', 'name', 'Molde', 'live', 'yes');
	assert.deepEqual(await redis.client.hgetall('{agencies}:live'), { bergen: '7000' });
});

test('what the operator imports over an agency is a line a field that differs, the first import none', async () => {
	assert.deepEqual(await lines(), []);
	await call('agency_write', '0', 'oslo', 'name', 'Ung i Oslo', 'hours', 'fri 12:00-14:00', 'exit', '');
	assert.deepEqual((await lines()).map(({ who, what, was, now }) => [who, what, was, now]), [
		['', 'exit', 'https://yr.no/', ''],
		['', 'hours', 'mon 16:00-20:00', 'fri 12:00-14:00'],
	]);
});

test('more lines than one answer holds are read on from the last', async () => {
	for (let i = 0; i < 70; i++) {
		await call('agency_note', 'oslo', KARI, 'kari', 'staff.alias', `person${i}`, 'a', 'b');
	}
	const first = await lines();
	const rest = await lines(first.at(-1).id);
	assert.deepEqual([first.length, rest.length, first[0].about, rest.at(-1).about], [64, 6, 'person69', 'person0']);
});

const note = (about) => call('agency_note', 'oslo', KARI, 'kari', 'staff.alias', about, 'a', 'b');

/** So many lines of an agency, of those days ago. */
const write = (count, days) => redis.client.eval(`for i = 1, ARGV[1] do
	redis.call('XADD', '{agencies}:au:oslo', ARGV[2] .. '-' .. i, 'at', '0') end`, 0, count, Date.now() - days * 86_400_000);
const length = () => redis.client.xlen('{agencies}:au:oslo');

test('whoever changes much pushes no line out of the audit that is younger than 90 days: the change is refused', async () => {
	await redis.client.set('{agencies}:testclock', Date.now());
	await write(4094, 89);
	assert.deepEqual(await edit('hours', 'mon 16:00-20:00', 'a', 'exit', 'https://yr.no/', 'b'), ['OK']);
	assert.deepEqual(await edit('hours', 'a', ''), ['FULL']);
	assert.deepEqual(await edit('hours', 'c', ''), ['STATE', 'hours', 'a'], 'who is overtaken is told that first');
	assert.deepEqual(await edit('hours', 'a', 'a'), ['OK'], 'what changes nothing needs no room');
	assert.equal((await fields()).hours, 'a');
	assert.deepEqual([await length(), (await lines())[0].what], [4096, 'exit']);
	await note('siv');
	assert.deepEqual([await length(), (await lines())[0].about], [4097, 'siv'], 'what was done to a person is never refused');
});

test('lines beyond their number go, the oldest first, when they are 90 days old', async () => {
	await redis.client.set('{agencies}:testclock', Date.now());
	await write(3, 91);
	await write(4095, 89);
	assert.deepEqual(await edit('hours', 'mon 16:00-20:00', 'a'), ['OK']);
	assert.equal(await length(), 4097);
	assert.deepEqual(await edit('hours', 'a', 'b'), ['OK']);
	assert.equal(await length(), 4097, 'the last that was old');
	assert.deepEqual(await edit('hours', 'b', 'c'), ['FULL']);
});

test('the lines of an agency end with their number and with their age', async () => {
	const sixYears = 6 * 366 * 86_400_000;
	await redis.client.set('{agencies}:testclock', Date.now());
	await write(16_384, 1);
	await note('one more');
	assert.equal(await length(), 16_384);
	await redis.client.del('{agencies}:au:oslo');
	await redis.client.xadd('{agencies}:au:oslo', `${Date.now() - sixYears}-0`, 'at', '0');
	await redis.client.xadd('{agencies}:au:oslo', `${Date.now() - sixYears / 2}-0`, 'at', '1');
	await note('now');
	assert.equal(await redis.client.xlen('{agencies}:au:oslo'), 2);
});

test('nobody changes an agency that is not there, or without saying who', async () => {
	assert.deepEqual(await call('agency_edit', 'bergen', KARI, 'kari', 'name', '', 'x'), ['GONE']);
	assert.deepEqual(await call('agency_note', 'bergen', KARI, 'kari', 'x', '', '', ''), ['GONE']);
	assert.deepEqual(await call('agency_edit', 'oslo', '', 'kari', 'name', 'Ung i Oslo', 'x'), ['RANGE']);
	assert.deepEqual(await call('agency_edit', 'oslo', KARI, 'kari', 'name', 'Ung i Oslo'), ['RANGE']);
});

test('an agency is added once, with the replies of its buddy and a line', async () => {
	await call('reply_seed', 'agency', 'oslo', 'hei', 'nb', 'Hei.');
	const add = () => call('agency_add', 'by', KARI, 'kari', 'oslo', 'name', 'Ung i By', 'live', 'no');
	assert.deepEqual(await add(), ['OK']);
	assert.deepEqual(await redis.client.hgetall('{agencies}:a:by'), { name: 'Ung i By', live: 'no' });
	assert.deepEqual(await redis.client.hgetall('{agencies}:re:agency:by'), { 'hei nb': 'Hei.' });
	assert.deepEqual(await call('reply_seed', 'agency', 'by', 'x', 'nb', 'of a file'), ['DUP']);
	const answer = await call('agency_audit', 'by', '');
	assert.deepEqual(answer.slice(3, 6), [KARI, 'kari', 'agency.invited']);
	assert.deepEqual(await add(), ['STATE']);
	assert.equal((await call('agency_audit', 'by', '')).length, answer.length);
});

test('an agency without fields, or added by nobody, is none', async () => {
	for (const args of [['by', KARI, 'kari', 'oslo'], ['by', '', 'kari', 'oslo', 'name', 'x'], ['', KARI, 'kari', 'oslo', 'name', 'x']]) {
		assert.deepEqual(await call('agency_add', ...args), ['RANGE']);
	}
	assert.equal(await redis.client.exists('{agencies}:a:by'), 0);
});
