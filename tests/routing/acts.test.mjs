// What supervisors and duty leads do: what each act changes, how it is undone and how it ends, whom it reaches, and that what is
// done twice is done once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cid, one, room, sid } from './lib/pool.mjs';
import { accept, later, receive, talk, withPool } from './lib/walk.mjs';

const HOUR = 3600000;
const t = withPool();

/** An act as the defaults have it: a duty lead's, in the whole pool, for an hour. */
function act(kind, wish = {}, node = t.n1) {
	const { who = 'lead', reach = '', own = '', place = '', scopes = '', topic = '', target = '', m = '', level = 0,
		to = t.pool.day + HOUR, texts = '', check = 0 } = wish;
	return node.call('act', cid(who), `Alias ${who}`, reach, own, kind, place, scopes, topic, target, m, level, to, texts, check);
}

const undo = (id, { who = 'lead', reach = '', may = 'redirect scope text' } = {}) => t.n1.call('act_undo', cid(who), `Alias ${who}`, reach, id, may);

/** The hours that the rota gives to somebody. */
function rota(who = 'lead', from = t.pool.day - HOUR, to = t.pool.day + 4 * HOUR) {
	return t.pool.client.zadd(`${t.pool.prefix}rota`, from, `${cid(who)} ${from} ${to} Alias ${who}`);
}

async function made(kind, wish) {
	const [word, id, reached] = await act(kind, wish);
	assert.equal(word, 'OK', `${kind}: ${word}`);
	return { id, reached: Number(reached) };
}

/** Everything that is due now happens. */
async function sweep() {
	for (let n = '1'; n !== '0';) [, n] = await t.n1.sweep();
}

async function standing() {
	const [, ...rest] = await t.pool.raw('acts');
	return Array.from({ length: rest.length / 2 }, (_, i) => rest[2 * i + 1].split(' ')[0]);
}

async function lines() {
	const [, ...rest] = await t.pool.raw('act_lines', '');
	return Array.from({ length: rest.length / 7 }, (_, i) => {
		const [id, at, who, name, what, number, text] = rest.slice(7 * i, 7 * i + 7);
		return { id, at, who, name, what, number, kind: text.split(' ')[0], text };
	});
}

const OTHER = { agency: 'bergen', m: '4601', co: '46', topics: 'net specialist' };
const counted = async (key) => t.pool.client.hgetall(`${t.pool.prefix}${key}`);

/** Redirects: to an agency, to a hidden topic. */
const REDIRECTS = {
	'an agency': { place: 'bergen', m: '4601', topic: 'net', scopes: 'c03' },
	'a hidden topic': { target: 'specialist', topic: 'net', scopes: 'n' },
};

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

test('a scope that is raised holds for who waits and who comes, and not for those who want their own', async () => {
	await rota();
	for (const name of ['kari', 'per']) await t.n1.shift(name, { topics: 'net', capacity: 1, scope: 0 });
	for (const name of ['a', 'b']) await t.n1.ask(name, { topic: 'net' });
	for (const name of ['kari', 'per']) await receive(t.n1, name);
	await t.n1.ask('ola', { topic: 'net' });
	await t.n1.ask('mine', { topic: 'net', who: 1 });
	assert.equal((await t.pool.visit('ola')).lv, '0');
	const { id } = await made('scope', { scopes: 'c03', topic: 'net', level: 2 });
	await sweep();
	await t.n1.ask('eli', { topic: 'net' });
	const levels = await Promise.all(['ola', 'eli', 'mine'].map((name) => t.pool.visit(name)));
	assert.deepEqual(levels.map(({ lv }) => lv), ['2', '2', '0']);
	await undo(id);
	await sweep();
	await t.n1.ask('kim', { topic: 'net' });
	assert.equal((await t.pool.visit('kim')).lv, '0');
	await t.pool.clean();
});

const STANDING = {
	door: { place: 'oslo', target: 'closed', texts: 'nb Vi er på tur.' },
	redirect: { target: 'specialist', topic: 'net', scopes: 'n' },
	scope: { scopes: 'n', topic: 'net', level: 1 },
	announce: { texts: 'nb Hei alle.' },
	text: { scopes: 'c03', topic: 'net', texts: 'nb Mange skriver nå.\nen Many are writing.' },
};

for (const [kind, wish] of Object.entries(STANDING)) {
	test(`${kind} stands once however often it is said, ends at its time, and each step is a line`, async () => {
		await rota();
		await t.n1.shift('per', { topics: 'specialist' });
		const to = t.pool.day + HOUR;
		const { id } = await made(kind, { ...wish, to });
		const [word, again] = await act(kind, { ...wish, to });
		assert.deepEqual([word, again], ['DUP', id]);
		assert.deepEqual(await standing(), [kind]);
		await t.pool.clean();
		await later(t, HOUR - 1000);
		assert.deepEqual(await standing(), [kind]);
		await later(t, 2000);
		assert.deepEqual(await standing(), []);
		await t.pool.clean();
		const all = await lines();
		assert.deepEqual(all.map(({ what, name, number }) => [what, name, number]), [['over', '', id], ['made', 'Alias lead', id]]);
		assert.ok(all[1].text.endsWith(wish.texts ?? ''), 'as it was shown');
	});

	test(`${kind} is asked about without being done`, async () => {
		await rota();
		await t.n1.shift('per', { topics: 'specialist' });
		await t.n1.ask('ola', { topic: 'net' });
		const [word, , reached] = await act(kind, { ...wish, check: 1 });
		assert.deepEqual([word, reached], ['OK', wish.scopes ? '1' : '0']);
		assert.deepEqual([await standing(), await lines()], [[], []]);
	});
}

test('an act ends by the time of the day that it was given, however the clock was set meanwhile', async () => {
	await rota();
	await made('text', { scopes: 'n', texts: 'nb Hei.' });
	await t.pool.jump(-HOUR);
	await later(t, HOUR + 1000);
	assert.deepEqual(await standing(), ['text']);
	await t.pool.clean();
	await later(t, HOUR);
	assert.deepEqual(await standing(), []);
	await t.pool.clean();
});

test('an act that a wrong clock let stand for longer is over soon after the clock is right', async () => {
	await rota();
	await made('text', { scopes: 'n', texts: 'nb Hei.' });
	await t.pool.jump(-5 * HOUR);
	await later(t, HOUR + 1000);
	await t.pool.jump(5 * HOUR);
	await later(t, 60000);
	assert.deepEqual(await standing(), []);
	await t.pool.clean();
});

test('what is past leads nobody on, though the clock was set and nothing has ended it yet', async () => {
	await rota();
	await t.n1.shift('per', { ...OTHER, topics: 'specialist', capacity: 1 });
	await t.n1.ask('busy', { topic: 'specialist' });
	await receive(t.n1, 'per');
	await made('redirect', REDIRECTS['a hidden topic']);
	await made('scope', { scopes: 'n', topic: 'net', level: 2 });
	await t.n1.shift('kari', { topics: 'net', capacity: 1, session: '78' });
	await t.n1.ask('busy too', { topic: 'net', who: 1 });
	await t.pool.jump(2 * HOUR);
	await t.n1.ask('ola', { topic: 'net' });
	const { t: topic, lv } = await t.pool.visit('ola');
	assert.deepEqual([topic, lv], ['net', '0']);
	await t.pool.clean();
});

test('a door has one act at a time: the next takes the place of the one before', async () => {
	await rota();
	await made('door', STANDING.door);
	await made('door', { place: 'oslo', target: 'open' });
	await made('door', { place: '', target: 'closed' });
	assert.deepEqual(await standing(), ['door', 'door']);
	assert.deepEqual((await lines()).map(({ what }) => what), ['made', 'made', 'replaced', 'made']);
	await t.pool.clean();
});

test('a duty lead acts in the hours of the rota and in no others', async () => {
	const bar = { scopes: 'n', topic: 'net', level: 1 };
	assert.deepEqual(await act('scope', bar), ['STATE']);
	await rota('lead', t.pool.day + 1000, t.pool.day + HOUR);
	assert.deepEqual(await act('scope', bar), ['STATE']);
	await later(t, 1000);
	const { id } = await made('scope', bar);
	await later(t, HOUR);
	assert.deepEqual(await act('scope', bar), ['STATE']);
	assert.deepEqual(await undo(id), ['STATE']);
	assert.deepEqual(await act('scope', { ...bar, who: 'other' }), ['STATE']);
});

test('a duty lead undoes what the pool lets it do', async () => {
	await rota();
	const { id } = await made('scope', STANDING.scope);
	assert.deepEqual(await undo(id, { may: 'door people' }), ['OFF']);
	assert.deepEqual(await undo(id, { may: 'door scope' }), ['OK']);
});

test('a supervisor acts in the own agency alone', async () => {
	const own = { who: 'siri', reach: 'oslo', own: '0301' };
	await t.n1.shift('per', OTHER);
	for (const [kind, wish] of [['door', { place: 'bergen', target: 'closed' }], ['door', { target: 'closed' }],
		['scope', { scopes: 'n', topic: 'net', level: 1 }], ['scope', { scopes: 'm0301 c03', topic: 'net', level: 1 }],
		['text', { scopes: 'c03', texts: 'nb x' }], ['announce', { texts: 'nb x' }], ['drain', { place: 'bergen' }]]) {
		assert.deepEqual(await act(kind, { ...own, ...wish }), ['RANGE'], `${kind} ${JSON.stringify(wish)}`);
	}
	for (const kind of ['pause', 'drain', 'reassign']) {
		assert.deepEqual(await act(kind, { ...own, target: cid('per') }), ['GONE'], kind);
	}
	const { id } = await made('text', { ...own, scopes: 'm0301', texts: 'nb Hei.' });
	assert.deepEqual(await undo(id, { who: 'mona', reach: 'bergen' }), ['GONE']);
	assert.deepEqual(await undo(id, { who: 'sara', reach: 'oslo', may: '' }), ['OK']);
});

test('in the whole pool nobody is told, nor acts on, what a municipality has of a topic', async () => {
	await rota();
	for (const [kind, wish] of [['text', { texts: 'nb x' }], ['scope', { level: 1 }], ['redirect', { target: 'specialist' }]]) {
		assert.deepEqual(await act(kind, { topic: 'net', scopes: 'c03 m0301', check: 1, ...wish }), ['RANGE'], kind);
	}
});

test('"not my municipality" is not among those whom an act on a municipality reaches', async () => {
	await rota();
	await t.n1.ask('ola', { topic: 'net', who: 2 });
	await t.n1.ask('eli', { topic: 'net' });
	const [, , own] = await act('text', { who: 'siri', reach: 'oslo', own: '0301', scopes: 'm0301', topic: 'net', texts: 'nb x', check: 1 });
	const [, , county] = await act('text', { scopes: 'c03', texts: 'nb x', check: 1 });
	assert.deepEqual([own, county], ['1', '2']);
});

test('an offer that is out goes to another who is free, at its place', async () => {
	await rota();
	await t.n1.shift('kari', { topics: 'net' });
	await t.n1.ask('ola', { topic: 'net' });
	const { e } = await t.pool.visit('ola');
	await t.n1.shift('per', { ...OTHER, session: '78' });
	await t.n1.news();
	assert.deepEqual(await act('reassign', { target: cid('kari'), place: cid('per') }), ['OK', '0', '0']);
	const news = await t.n1.news();
	assert.equal(one(news, 'revoked').i, cid('kari'));
	assert.equal(one(news, 'offer').i, cid('per'));
	assert.deepEqual([(await t.pool.visit('ola')).c, (await t.pool.visit('ola')).e], [cid('per'), e]);
	await t.pool.clean();
	assert.deepEqual(await act('reassign', { target: cid('kari'), place: cid('per') }), ['GONE']);
	await t.pool.clean();
});

test('an offer goes to nobody who is away, busy, unskilled or unwished', async () => {
	await rota();
	await t.n1.shift('kari', { topics: 'net' });
	await t.n1.ask('ola', { topic: 'net', avoid: '4601' });
	const to = async (name, wish) => {
		await t.n1.shift(name, { session: '78', ...wish });
		return (await act('reassign', { target: cid('kari'), place: cid(name) }))[0];
	};
	assert.equal(await to('per', OTHER), 'WISH');
	assert.equal(await to('pia', { topics: 'net', state: 'P' }), 'OFF');
	assert.equal(await to('pal', { topics: 'body' }), 'OFF');
	assert.equal(await to('pernille', { ...OTHER, m: '5001', co: '50', agency: 'trondheim', scope: 0 }), 'OFF', 'where it is not asked');
	assert.equal((await act('reassign', { target: cid('kari'), place: cid('nobody') }))[0], 'GONE');
	await t.pool.clean();
});

test('who is paused by a supervisor hears by whom, and the offer goes on', async () => {
	await t.n1.shift('kari');
	await t.n1.ask('ola');
	await t.n1.shift('per', { session: '78' });
	await t.n1.news();
	const siri = { who: 'siri', reach: 'oslo', own: '0301', target: cid('kari') };
	assert.deepEqual(await act('pause', siri), ['OK', '0', '0']);
	const news = await t.n1.news();
	assert.deepEqual([one(news, 'bidden').w, one(news, 'bidden').al, one(news, 'bidden').i], ['pause', 'Alias siri', cid('kari')]);
	assert.equal((await t.pool.counsellor('kari')).st, 'P');
	assert.equal(one(news, 'offer').i, cid('per'));
	assert.deepEqual(await act('pause', siri), ['DUP', '0', '0']);
	assert.equal((await lines()).length, 1);
	await t.pool.clean();
});

test('an agency that is drained lets nobody new in, and nobody who talks is cut off', async () => {
	await rota();
	await talk(t.n1, 'ola', t.n1, 'kari');
	await t.n1.shift('per', { session: '78' });
	await t.n1.shift('pia', { ...OTHER, session: '79' });
	assert.deepEqual(await act('drain', { place: 'oslo' }), ['OK', '0', '0']);
	assert.equal((await t.pool.counsellor('kari')).st, 'Z');
	assert.deepEqual(await t.pool.counsellor('per'), {});
	assert.equal((await t.pool.counsellor('pia')).st, 'A');
	assert.deepEqual(await act('drain', { place: 'oslo' }), ['DUP', '0', '0']);
	await t.pool.clean();
});

test('what no act looks like is refused', async () => {
	await rota();
	await t.n1.shift('per', { topics: 'specialist' });
	for (const [kind, wish] of [['nothing', {}], ['door', { target: 'ajar' }], ['door', { target: 'open' }], ['scope', { scopes: 'n', topic: 'net', level: 3 }],
		['scope', { scopes: 'x1', level: 1 }], ['scope', { scopes: '', level: 1 }], ['announce', {}], ['text', { scopes: 'n' }],
		['redirect', { scopes: 'n', topic: 'net' }], ['redirect', { scopes: 'n', target: 'specialist' }],
		['redirect', { scopes: 'n', topic: 'net', target: 'specialist', place: 'oslo' }], ['pause', { target: cid('per'), check: 1 }],
		['scope', { scopes: 'n', topic: 'net', level: 1, to: t.pool.day }],
		['scope', { scopes: 'n', topic: 'net', level: 1, to: t.pool.day + 25 * HOUR }]]) {
		assert.equal((await act(kind, wish))[0], 'RANGE', `${kind} ${JSON.stringify(wish)}`);
	}
	assert.deepEqual(await lines(), []);
});

test('as many acts as a pool has room for stand, and no more', async () => {
	await rota();
	for (let i = 0; i < 64; i++) await made('text', { scopes: 'n', texts: `nb Nummer ${i}.` });
	assert.equal((await act('text', { scopes: 'n', texts: 'nb En til.' }))[0], 'FULL');
	await t.pool.clean();
});

test('an act without its end, rules that are not those of the acts, and a visit that nobody led on are found', async () => {
	await rota();
	await t.n1.shift('per', { topics: 'specialist' });
	const { id } = await made('redirect', REDIRECTS['a hidden topic']);
	await sweep();
	const { client, prefix } = t.pool;
	await client.zrem(`${prefix}dl`, `a:${id}`);
	assert.match(await t.pool.fsck(), /P9 act \d+ without its deadline/);
	await client.hset(`${prefix}cfg`, 'rules', '');
	assert.match(await t.pool.fsck(), /P10 rules/);
	await t.n1.ask('ola', { topic: 'none' });
	await client.hset(`${prefix}y:${sid('ola')}`, 'rd', '9999 net');
	assert.match(await t.pool.fsck(), /P20 visit \S+ is led on by no act/);
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
