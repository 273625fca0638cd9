// Canned replies over HTTP: what a person may use, what its agency puts in the network's place, and who may change which.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { startDaemon } from './lib/daemon.mjs';

const daemon = await startDaemon({ keys: { workers: 2 } });
const redis = daemon.redis();

async function come(name, role = 'counsellor', agency = 'oslo') {
	return new Bearer(daemon, name, daemon.addUser(name, { agency, role })).login();
}

const ida = await come('ida');
const kari = await come('kari', 'counsellor', 'kristiansand');
const owner = await come('eva', 'owner');
const coordinator = await come('nils', 'coordinator', 'ung-norge');

/** The rows that somebody finds under a code, in bokmål. */
async function found(who, code, language = 'nb') {
	const { status, data } = await who.get('/api/v1/replies');
	assert.equal(status, 200);
	return data.replies.filter((row) => row.code === code && row.language === language);
}

const write = (who, scope, code, text, more = {}) =>
	who.post('/api/v1/replies', { scope, code, language: 'nb', text, ...more });

test('the demo begins with calm words in four languages, and an agency with some of its own in their place', async () => {
	const { data } = await ida.get('/api/v1/replies');
	const network = data.replies.filter(({ source, changed }) => source === 'network' && !changed);
	for (const language of ['nb', 'nn', 'da', 'en']) {
		assert.ok(network.filter((row) => row.language === language).length >= 8, language);
	}
	const [steps] = await found(ida, 'trapp');
	assert.deepEqual([steps.source, steps.changed], ['network', true]);
	const [theirs] = await found(kari, 'trapp');
	assert.deepEqual([theirs.source, theirs.changed, theirs.text, theirs.network], ['network', false, steps.network, '']);
	assert.notEqual(steps.text, steps.network);
	assert.deepEqual(await found(kari, 'trener'), []);
	assert.equal((await found(ida, 'trener'))[0].source, 'agency');
});

test('one\'s own reply is one\'s own on every node, and gone when its text is empty', async () => {
	assert.equal((await write(ida, 'own', 'min', 'Jeg er her.')).status, 200);
	for (let times = 0; times < 4; times++) {
		const rows = await found(ida, 'min');
		assert.deepEqual(rows, [{ code: 'min', language: 'nb', text: 'Jeg er her.', source: 'own', changed: false, network: '' }]);
	}
	assert.deepEqual(await found(owner, 'min'), []);
	assert.equal((await write(ida, 'own', 'min', '')).status, 200);
	assert.deepEqual(await found(ida, 'min'), []);
});

test('an agency\'s reply stands in the network\'s place for its own people alone, until it is deleted', async () => {
	assert.equal((await write(owner, 'agency', 'tid', 'Vi har tid.')).status, 200);
	const [mine] = await found(ida, 'tid');
	assert.deepEqual([mine.text, mine.source, mine.changed], ['Vi har tid.', 'network', true]);
	assert.equal((await found(kari, 'tid'))[0].text, mine.network);
	await write(owner, 'agency', 'tid', '');
	assert.deepEqual((await found(ida, 'tid'))[0], { ...(await found(kari, 'tid'))[0] });
});

test('an agency hides one of the network\'s from its own people alone, and its owner sees that it does', async () => {
	const all = async (who, slug) => (await who.get(`/api/v1/replies?slug=${slug}`)).data.replies;
	assert.equal((await write(owner, 'agency', 'tid', '-')).status, 200);
	assert.deepEqual(await found(ida, 'tid'), []);
	assert.equal((await found(kari, 'tid')).length, 1);
	const [hidden] = (await all(owner, 'oslo')).filter((row) => row.code === 'tid' && row.language === 'nb');
	assert.deepEqual([hidden.hidden, hidden.changed, hidden.network], [true, true, (await found(kari, 'tid'))[0].text]);
	await write(owner, 'agency', 'tid', '');
	assert.equal((await found(ida, 'tid')).length, 1);
	assert.ok((await all(owner, 'oslo')).every((row) => row.hidden === false && row.source !== 'own'));
	for (const [who, slug] of [[owner, 'kristiansand'], [ida, 'oslo']]) {
		assert.equal((await who.get(`/api/v1/replies?slug=${slug}`)).status, 403);
	}
});

test('who says what a reply was writes only over that', async () => {
	const [{ text }] = await found(ida, 'trener');
	const { status, error } = await write(owner, 'agency', 'trener', 'Nytt', { was: 'noe annet' });
	assert.deepEqual([status, error.code, (await found(ida, 'trener'))[0].text], [409, 'changed', text]);
	assert.equal((await write(owner, 'agency', 'trener', 'Nytt', { was: text })).status, 200);
	assert.equal((await found(ida, 'trener'))[0].text, 'Nytt');
});

test('a change of the network reaches every agency, and who changed what is a line that stays', async () => {
	assert.equal((await write(coordinator, 'network', 'ny', 'Velkommen.')).status, 200);
	assert.equal((await found(kari, 'ny'))[0].source, 'network');
	const [[, line]] = await redis.xrevrange('{agencies}:au:network:no', '+', '-', 'COUNT', 1);
	const fields = Object.fromEntries(Array.from({ length: line.length / 2 }, (_, i) => line.slice(2 * i, 2 * i + 2)));
	assert.deepEqual(
		[fields.name, fields.what, fields.about, fields.old, fields.new], ['nils', 'reply', 'ny nb', '', 'Velkommen.'],
	);
});

for (const [who, scope, more, what] of [
	[ida, 'agency', {}, 'a counsellor its agency\'s'],
	[ida, 'network', {}, 'a counsellor the network\'s'],
	[owner, 'own', {}, 'an owner own ones'],
	[owner, 'network', {}, 'an owner the network\'s'],
	[owner, 'agency', { agency: 'kristiansand' }, 'an owner those of another agency'],
	[coordinator, 'agency', { agency: 'oslo' }, 'a coordinator an agency\'s'],
]) {
	test(`${what} cannot change`, async () => {
		const { status, error } = await write(who, scope, 'nei', 'Nei', more);
		assert.deepEqual([status, error.code], [403, 'permission']);
		assert.deepEqual([...(await found(ida, 'nei')), ...(await found(kari, 'nei'))], []);
	});
}

test('what is no reply is refused, and nobody without a session reads or writes', async () => {
	for (const body of [
		{ scope: 'own', code: 'To ord', language: 'nb', text: 'x' },
		{ scope: 'own', code: 'x', language: 'nb', text: 'x'.repeat(1001) },
		{ scope: 'room', code: 'x', language: 'nb', text: 'x' },
		{ scope: 'own', code: 'x', language: 'nb' },
		{ scope: 'own', code: 7, language: 'nb', text: 'x' },
	]) {
		const { status, error } = await ida.post('/api/v1/replies', body);
		assert.deepEqual([status, error.code], [400, 'body'], JSON.stringify(body).slice(0, 80));
	}
	assert.equal((await ida.get('/api/v1/replies', null)).status, 401);
	assert.equal((await ida.post('/api/v1/replies', { scope: 'own', code: 'x', language: 'nb', text: 'x' }, null)).status, 401);
});
