// Canned replies as the functions keep them: bounded, found by code and language, audited where they are shared.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { loadLibrary } from './lib/library.mjs';
import { startRedis } from './lib/redis.mjs';

const CID = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
let redis;

after(() => redis?.stop());
before(async () => {
	redis = await startRedis();
	await loadLibrary(redis.client);
});
beforeEach(async () => {
	const keys = await redis.client.keys('{agencies}:*');
	if (keys.length > 0) await redis.client.del(keys);
});

const call = (name, ...args) => redis.client.call('FCALL', `s1_reply_${name}`, 1, '{agencies}:', ...args);
/** was: what the writer saw there; undefined: whatever is there goes. */
const write = (scope, owner, text, { code = 'trygt', language = 'nb', was } = {}) =>
	call('write', scope, owner, CID, 'Ida', code, language, text, was === undefined ? 0 : 1, was ?? '');
const lines = async (owner) =>
	(await redis.client.xrange(`{agencies}:au:${owner}`, '-', '+')).map(([, fields]) => fields.slice(2));

/** The rows as "scope code language text". */
async function rows(cid = CID) {
	const [word, ...texts] = await call('list', cid, 'oslo', 'no');
	assert.equal(word, 'OK');
	return Array.from({ length: texts.length / 4 }, (_, i) => texts.slice(4 * i, 4 * i + 4).join(' ')).sort();
}

test('a person finds its own replies, its agency\'s and its network\'s, and nobody else\'s', async () => {
	await write('own', CID, 'Mitt');
	await write('own', OTHER, 'Ditt');
	await write('agency', 'oslo', 'Vårt');
	await write('agency', 'karasjok', 'Deres');
	await write('network', 'no', 'Alles');
	await write('network', 'dk', 'Danskes');
	assert.deepEqual(await rows(), ['agency trygt nb Vårt', 'network trygt nb Alles', 'own trygt nb Mitt']);
});

test('an empty text deletes, and the same text once more changes nothing', async () => {
	assert.deepEqual(await write('own', CID, 'Mitt'), ['OK']);
	assert.deepEqual(await write('own', CID, 'Mitt'), ['DUP']);
	assert.deepEqual(await write('own', CID, ''), ['OK']);
	assert.deepEqual(await write('own', CID, ''), ['DUP']);
	assert.deepEqual(await rows(), []);
});

test('what changes in an agency\'s or a network\'s is a line of audit with before and after; one\'s own is not', async () => {
	await write('own', CID, 'Mitt');
	await write('agency', 'oslo', 'Ein');
	await write('agency', 'oslo', 'Ein');
	await write('agency', 'oslo', 'To');
	await write('network', 'no', 'Alles');
	await write('network', 'no', '');
	const line = (old, fresh) => ['who', CID, 'name', 'Ida', 'what', 'reply', 'about', 'trygt nb', 'old', old, 'new', fresh];
	assert.deepEqual(await lines('oslo'), [line('', 'Ein'), line('Ein', 'To')]);
	assert.deepEqual(await lines('network:no'), [line('', 'Alles'), line('Alles', '')]);
	assert.deepEqual((await redis.client.keys('{agencies}:au:*')).length, 2);
});

test('a person keeps a hundred and no more; what is there can still be changed', async () => {
	for (let i = 0; i < 100; i++) assert.deepEqual(await write('own', CID, 'x', { code: `c${i}` }), ['OK']);
	assert.deepEqual(await write('own', CID, 'x', { code: 'c100' }), ['FULL']);
	assert.deepEqual(await write('own', CID, 'y', { code: 'c7' }), ['OK']);
});

for (const [what, ...args] of [
	['a code with a space', 'own', CID, 'x', { code: 'to ord' }],
	['a code in capitals', 'own', CID, 'x', { code: 'Trygt' }],
	['a code of 25 letters', 'own', CID, 'x', { code: 'x'.repeat(25) }],
	['a language that is none', 'own', CID, 'x', { language: 'n' }],
	['a text of 1001 bytes', 'own', CID, 'x'.repeat(1001)],
	['a scope that is none', 'room', CID, 'x'],
	['an owner that is no person', 'own', 'oslo', 'x'],
]) {
	test(`${what} is refused`, async () => {
		assert.deepEqual(await write(...args), ['RANGE']);
		assert.deepEqual(await rows(), []);
	});
}

test('what the configuration brings is taken once, so that what was deleted stays away', async () => {
	const seed = () => call('seed', 'network', 'no', 'trygt', 'nb', 'Alles', 'trist', 'nb', 'Lov');
	assert.deepEqual(await seed(), ['OK']);
	await write('network', 'no', '');
	assert.deepEqual(await seed(), ['DUP']);
	assert.deepEqual(await rows(), ['network trist nb Lov']);
	assert.deepEqual(await call('seed', 'agency', 'oslo', 'trygt', 'nb'), ['RANGE']);
	assert.deepEqual(await call('seed', 'agency', 'oslo', 'trygt', 'nb', ''), ['RANGE']);
});

test('who has not seen what is there does not write over it', async () => {
	await write('agency', 'oslo', 'Først');
	assert.deepEqual(await write('agency', 'oslo', 'Sist', { was: 'Noe annet' }), ['STATE']);
	assert.deepEqual(await write('agency', 'oslo', 'Sist', { was: 'Først' }), ['OK']);
	assert.deepEqual(await write('agency', 'oslo', 'Nytt', { code: 'ny', was: '' }), ['OK']);
	assert.deepEqual(await rows(), ['agency ny nb Nytt', 'agency trygt nb Sist']);
});

test('what the configuration brings does not go over what people have written before', async () => {
	await write('agency', 'oslo', 'Vårt');
	assert.deepEqual(await call('seed', 'agency', 'oslo', 'trygt', 'nb', 'Filens', 'trist', 'nb', 'Lov'), ['DUP']);
	assert.deepEqual(await rows(), ['agency trygt nb Vårt']);
});

test('an agency is given exactly these, told in order, and each change is a line in nobody\'s name', async () => {
	await write('agency', 'oslo', 'Blir');
	await write('agency', 'oslo', 'Før', { code: 'tid' });
	await write('agency', 'oslo', 'Borte', { code: 'hei' });
	await redis.client.del('{agencies}:au:oslo');
	const fresh = ['trygt', 'nb', 'Blir', 'tid', 'nb', 'Nå', 'abc', 'nn', '-'];
	assert.deepEqual(await call('replace', 'oslo', ...fresh), ['OK']);
	const kept = ['agency', 'abc', 'nn', '-', 'agency', 'tid', 'nb', 'Nå', 'agency', 'trygt', 'nb', 'Blir'];
	assert.deepEqual(await call('kept', 'oslo'), ['OK', ...kept]);
	const line = (about, old, now) => ['who', '', 'name', '', 'what', 'reply', 'about', about, 'old', old, 'new', now];
	const expected = [line('tid nb', 'Før', 'Nå'), line('abc nn', '', '-'), line('hei nb', 'Borte', '')];
	assert.deepEqual(await lines('oslo'), expected);
	assert.deepEqual(await call('replace', 'oslo', ...fresh), ['OK']);
	assert.equal((await lines('oslo')).length, 3);
	assert.deepEqual(await call('replace', 'oslo'), ['OK']);
	assert.deepEqual(await call('kept', 'oslo'), ['OK']);
	assert.deepEqual(await call('seed', 'agency', 'oslo', 'trygt', 'nb', 'Filens'), ['DUP']);
});

test('one row that is none, or the 201st, and nothing is replaced', async () => {
	await write('agency', 'oslo', 'Blir');
	const many = (count) => Array.from({ length: count }, (_, i) => [`c${i}`, 'nb', 'x']).flat();
	for (const args of [['hei', 'nb'], ['hei', 'nb', ''], ['Hei', 'nb', 'x'], ['hei', 'nb', 'x'.repeat(1001)], many(201)]) {
		assert.deepEqual(await call('replace', 'oslo', ...args), ['RANGE']);
	}
	assert.deepEqual(await rows(), ['agency trygt nb Blir']);
	assert.deepEqual(await call('replace', 'oslo', ...many(200)), ['OK']);
	assert.equal((await call('kept', 'oslo')).length, 801);
});
