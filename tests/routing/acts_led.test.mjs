// A queue that is led to another agency or topic: who goes there, who does not, and when it goes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OTHER, REDIRECTS, actsOf } from './lib/acts.mjs';
import { cid, one, room, sid } from './lib/pool.mjs';
import { accept, receive, withPool } from './lib/walk.mjs';

const t = withPool();
const { act, undo, rota, made, sweep } = actsOf(t);
const counted = async (key) => t.pool.client.hgetall(`${t.pool.prefix}${key}`);

for (const [where, wish] of Object.entries(REDIRECTS)) {
	test(`a queue is led to ${where}: who waits and who comes is asked there, at the place it had`, async () => {
		await rota();
		await t.n1.shift('per', { ...OTHER, capacity: 1 });
		await t.n1.ask('busy', { topic: 'specialist', m: '4601', co: '46' });
		await receive(t.n1, 'per');
		await t.n1.ask('ola', { topic: 'net' });
		const before = await t.pool.visit('ola');
		await made('redirect', wish);
		await sweep();
		await t.n1.ask('eli', { topic: 'net' });
		for (const name of ['ola', 'eli']) {
			const is = await t.pool.visit(name);
			assert.deepEqual([is.st, is.to || is.t], ['W', wish.place ?? 'specialist'], name);
		}
		assert.equal((await t.pool.visit('ola')).e, before.e);
		await t.pool.clean();
		one(await t.n1.news(), 'queued');
	});

	test(`a queue that was led to ${where} goes back when it is undone`, async () => {
		await rota();
		await t.n1.shift('per', { ...OTHER, capacity: 1 });
		await t.n1.ask('busy', { topic: 'specialist', m: '4601', co: '46' });
		await receive(t.n1, 'per');
		await t.n1.ask('ola', { topic: 'net' });
		const { id } = await made('redirect', wish);
		await sweep();
		await t.n1.ask('eli', { topic: 'net' });
		assert.deepEqual(await undo(id), ['OK']);
		assert.deepEqual(await undo(id), ['DUP']);
		await t.pool.clean('between the act and the sweep');
		await sweep();
		for (const name of ['ola', 'eli']) {
			const { st, to, tm, t: topic, rd } = await t.pool.visit(name);
			assert.deepEqual([st, to, tm, topic, rd], ['W', '', '', 'net', ''], name);
		}
		await t.pool.clean();
		await t.n1.ask('kim', { topic: 'net' });
		assert.equal((await t.pool.visit('kim')).t, 'net');
	});
}

test('a wish that is said again leaves a visit where it was led', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, capacity: 1 });
	await t.n1.ask('busy', { topic: 'specialist', m: '4601', co: '46' });
	await receive(t.n1, 'per');
	await t.n1.ask('ola', { topic: 'net', languages: 'nb en' });
	const { id } = await made('redirect', REDIRECTS['an agency']);
	await sweep();
	const before = await t.pool.visit('ola');
	assert.deepEqual([before.st, before.to], ['W', 'bergen']);
	assert.deepEqual(await t.n1.call('y_change', sid('ola'), 0, 'nb en'), ['OK', 'W', before.lv]);
	assert.deepEqual(await t.pool.visit('ola'), before);
	assert.deepEqual(await t.n1.call('y_change', sid('ola'), 0, 'en nb'), ['OK', 'W', before.lv]);
	assert.equal((await t.pool.visit('ola')).l, 'en nb');
	assert.deepEqual(await undo(id), ['OK']);
	await sweep();
	await t.pool.clean();
});

test('a visit that was led to another topic is counted where it asked', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, capacity: 3, scope: 2, topics: 'specialist' });
	await made('redirect', REDIRECTS['a hidden topic']);
	await t.n1.ask('ola', { topic: 'net' });
	await accept(t.n1, 'per', 'ola');
	await t.n1.ready('ola');
	await t.n1.end(sid('ola'), 'ola');
	const [key] = (await t.pool.client.keys('*n:m:*')).map((name) => name.slice(t.pool.prefix.length));
	const fields = Object.keys(await counted(key));
	assert.ok(fields.some((field) => field.startsWith('m0301 net arrived')), fields.join(', '));
	assert.ok(fields.every((field) => field.startsWith('m0301 net ')), fields.join(', '));
	await t.pool.clean();
});

test('who wishes otherwise is not led on: only its own municipality, not that one, promised to somebody', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, capacity: 1 });
	await t.n1.ask('busy', { topic: 'specialist', m: '4601', co: '46' });
	await receive(t.n1, 'per');
	await t.n1.ask('mine', { topic: 'net', who: 1 });
	await t.n1.ask('elsewhere', { topic: 'net', m: '4601', co: '46', who: 2 });
	await t.n1.ask('avoiding', { topic: 'net', avoid: '4601' });
	await made('redirect', { ...REDIRECTS['an agency'], scopes: 'n' });
	await sweep();
	await t.n1.ask('late', { topic: 'net', avoid: '4601' });
	for (const name of ['mine', 'elsewhere', 'avoiding', 'late']) assert.equal((await t.pool.visit(name)).to, '', name);
	await t.pool.clean();
});

test('a queue is led nowhere where nobody is available', async () => {
	await rota();
	assert.deepEqual(await act('redirect', REDIRECTS['a hidden topic']), ['OFF']);
	await t.n1.shift('per', { ...OTHER, state: 'P' });
	assert.deepEqual(await act('redirect', REDIRECTS['an agency']), ['OFF']);
});

test('when the last one there goes, whoever was led there is asked of everybody', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, capacity: 1, scope: 0 });
	await t.n1.ask('busy', { topic: 'specialist', m: '4601', co: '46' });
	await receive(t.n1, 'per');
	await t.n1.ask('ola', { topic: 'net' });
	await made('redirect', REDIRECTS['an agency']);
	await sweep();
	await t.n1.shift('per', { ...OTHER, capacity: 1, scope: 0, state: 'P' });
	await sweep();
	const ola = await t.pool.visit('ola');
	assert.deepEqual([ola.to, ola.lv], ['', '2']);
	await t.n1.ask('eli', { topic: 'net' });
	assert.equal((await t.pool.visit('eli')).to, '', 'nor is anybody led there meanwhile');
	await t.pool.clean();
});

/** Who is led where: to an agency, to a hidden topic, to the agency of the whole pool. */
const LED = {
	...REDIRECTS,
	'an agency of no municipality': { place: 'ung', m: '', topic: 'net', scopes: 'c03' },
};
const STAFF = { 'an agency of no municipality': { agency: 'ung', m: '', co: '', topics: 'net specialist' } };

for (const [where, wish] of Object.entries(LED)) {
	test(`who was led to ${where} comes back when the last one there goes, and is led on again when somebody comes`, async () => {
		await rota();
		const led = async (name) => (await t.pool.visit(name)).rd !== '';
		await t.n1.shift('far', { m: '5001', co: '50', agency: 'trondheim', topics: 'net', capacity: 1 });
		await t.n1.shift('per', { ...OTHER, ...STAFF[where], capacity: 1 });
		for (const name of ['busy', 'busy too']) await t.n1.ask(name, { topic: 'net', m: '5001', co: '50' });
		for (const name of ['far', 'per']) await receive(t.n1, name);
		await t.n1.ask('ola', { topic: 'net' });
		await made('redirect', wish);
		await sweep();
		assert.equal(await led('ola'), true);
		await t.n1.shift('per', { ...OTHER, ...STAFF[where], capacity: 1, state: 'P' });
		await t.pool.clean('before the sweep');
		await sweep();
		await t.n1.ask('eli', { topic: 'net' });
		for (const name of ['ola', 'eli']) {
			const { st, to, t: topic, rd } = await t.pool.visit(name);
			assert.deepEqual([st, to, topic, rd], ['W', '', 'net', ''], name);
		}
		await t.pool.clean();
		await t.n1.shift('pia', { ...OTHER, ...STAFF[where], session: '79', capacity: 1, state: 'P' });
		await t.n1.shift('pia', { ...OTHER, ...STAFF[where], session: '79', capacity: 1 });
		await sweep();
		const found = await Promise.all(['ola', 'eli'].map(led));
		assert.ok(found.includes(true), 'led on again, but for who was offered meanwhile');
		await t.pool.clean();
	});
}

test('nobody is led where only those are whom the youth cannot have: another language, too far away', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, capacity: 1, scope: 0, languages: 'nb', topics: 'specialist net' });
	await t.n1.ask('busy', { topic: 'specialist', m: '4601', co: '46' });
	await receive(t.n1, 'per');
	await t.n1.ask('far', { topic: 'net' });
	await t.n1.ask('near', { topic: 'net', m: '4601', co: '46' });
	await t.n1.ask('other', { topic: 'net', m: '4601', co: '46', languages: 'se' });
	await made('redirect', REDIRECTS['a hidden topic']);
	await sweep();
	const topics = await Promise.all(['far', 'near', 'other'].map((name) => t.pool.visit(name)));
	assert.deepEqual(topics.map(({ t: topic }) => topic), ['net', 'specialist', 'net']);
	await t.n1.change('near', 0, 'se');
	await sweep();
	assert.equal((await t.pool.visit('near')).t, 'net', 'nor when it writes another now');
	await t.pool.clean();
});

test('an offer that is out is taken back when the one who has it does not answer what it was led to', async () => {
	await rota();
	await t.n1.shift('kari', { topics: 'net' });
	await t.n1.ask('ola', { topic: 'net' });
	await receive(t.n1, 'kari');
	await t.n1.shift('per', { ...OTHER, topics: 'specialist', session: '78' });
	await t.n1.news();
	await made('redirect', REDIRECTS['a hidden topic']);
	await sweep();
	const news = await t.n1.news();
	assert.deepEqual([one(news, 'revoked').i, one(news, 'offer').i], [cid('kari'), cid('per')]);
	await t.pool.clean();
});

test('many are led on in parts, and no part is left out', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, capacity: 1, topics: 'specialist' });
	await t.n1.ask('busy', { topic: 'specialist', m: '4601', co: '46' });
	await receive(t.n1, 'per');
	for (let i = 0; i < 150; i++) await t.n1.ask(`y${i}`, { topic: 'net', session: `${1000 + i}` });
	const { reached } = await made('redirect', REDIRECTS['a hidden topic']);
	assert.equal(reached, 150);
	await t.n1.call('sweep', 1);
	await t.pool.clean('in the middle');
	await sweep();
	const led = await Promise.all(Array.from({ length: 150 }, (_, i) => t.pool.visit(`y${i}`)));
	assert.deepEqual(new Set(led.map(({ t: topic }) => topic)), new Set(['specialist']));
	await t.pool.clean();
});

test('a text reaches who asked with its topic, also when the visit was led to another', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, topics: 'specialist', capacity: 1 });
	await t.n1.ask('busy', { topic: 'specialist' });
	await receive(t.n1, 'per');
	await t.n1.ask('ola', { topic: 'net' });
	await made('redirect', REDIRECTS['a hidden topic']);
	await sweep();
	for (const [topic, reached] of [['net', '1'], ['specialist', '2']]) {
		assert.equal((await act('text', { scopes: 'c03', topic, texts: 'nb x', check: 1 }))[2], reached, topic);
	}
	const status = await t.pool.raw('status', sid('ola'));
	assert.deepEqual([status[16], status[19]], ['specialist', 'net']);
});

test('a room that was opened keeps its topic when what led it there is undone', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, capacity: 1, scope: 2, topics: 'specialist' });
	const { id } = await made('redirect', REDIRECTS['a hidden topic']);
	await t.n1.ask('ola', { topic: 'net' });
	await accept(t.n1, 'per', 'ola');
	await t.n1.ready('ola');
	await undo(id);
	await sweep();
	const ola = await t.pool.visit('ola');
	assert.deepEqual([ola.st, ola.t, ola.r], ['C', 'specialist', room('ola')]);
	await t.pool.clean();
});

// --- whom nobody is left for ---

for (const [where, wish] of Object.entries(REDIRECTS)) {
	test(`whom the only one of ${where} declines goes back to everybody, and on again to the next who comes there`, async () => {
		await rota();
		await t.n1.shift('per', OTHER);
		await made('redirect', wish);
		await t.n1.ask('ola', { topic: 'net' });
		const { o } = await t.pool.visit('ola');
		assert.equal((await t.pool.visit('ola')).c, cid('per'));
		await t.n1.call('decline', cid('per'), o);
		await t.pool.clean('declined');
		await sweep();
		const back = await t.pool.visit('ola');
		assert.deepEqual([back.st, back.rd, back.to, back.t], ['W', '', '', 'net']);
		await t.pool.clean();
		await t.n1.shift('pia', { ...OTHER, session: '79', capacity: 1 });
		await sweep();
		const on = await t.pool.visit('ola');
		assert.deepEqual([on.st, on.c, on.to || on.t], ['O', cid('pia'), wish.place ?? 'specialist']);
		await t.pool.clean();
	});
}
