// What supervisors and duty leads do: what each act changes, how it is undone and how it ends, whom it reaches, and that what is
// done twice is done once. A queue that is led on: acts_led.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, OTHER, REDIRECTS, actsOf } from './lib/acts.mjs';
import { cid, one, room, sid } from './lib/pool.mjs';
import { later, receive, talk, withPool } from './lib/walk.mjs';

const t = withPool();
const { act, undo, rota, made, sweep, standing, lines } = actsOf(t);

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
		assert.deepEqual([word, reached], ['OK', wish.scopes || kind === 'announce' ? '1' : '0']);
		assert.deepEqual([await standing(), await lines()], [[], []]);
	});
}

test('who announces is told how many are on shift there, before and after', async () => {
	await rota();
	await t.n1.shift('per');
	await t.n1.shift('pia', OTHER);
	for (const [place, reached] of [['', 2], ['bergen', 1], ['nowhere', 0]]) {
		const wish = { place, texts: 'nb Hei.' };
		assert.deepEqual(await act('announce', { ...wish, check: 1 }), ['OK', '0', String(reached)], place);
		assert.equal((await made('announce', wish)).reached, reached, place);
	}
});

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

test('an agency has eight at a time, all of them no more than leave room for the duty lead, and a door always closes', async () => {
	await rota();
	const of = (agency, i) => act('announce', { who: 'siri', reach: agency, place: agency, texts: `nb Nummer ${i}.` });
	const close = (agency) => act('door', { who: 'siri', reach: agency, place: agency, target: 'closed' });
	const agencies = Array.from({ length: 7 }, (_, i) => `agency${i}`);
	for (const agency of agencies.slice(0, 6)) {
		for (let i = 0; i < 8; i++) assert.equal((await of(agency, i))[0], 'OK', `${agency} ${i}`);
		assert.deepEqual(await of(agency, 8), ['FULL']);
	}
	assert.deepEqual(await of(agencies[6], 0), ['FULL'], 'all agencies together');
	for (let i = 0; i < 16; i++) await made('text', { scopes: 'n', texts: `nb Nummer ${i}.` });
	assert.deepEqual(await act('text', { scopes: 'n', texts: 'nb En til.' }), ['FULL']);
	for (const agency of agencies) assert.equal((await close(agency))[0], 'OK', `the door of ${agency}`);
	assert.equal((await act('door', { target: 'closed' }))[0], 'OK', 'the pool\'s own');
	assert.equal((await standing()).length, 64 + 8);
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
