// What supervisors and duty leads do, over HTTP and sockets between two workers: whom it reaches, what youths and staff are told and
// when no more, what a page meets that is loaded anew, and who is refused.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { launch, startDaemon } from './lib/daemon.mjs';
import { writeDemo } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { comeCounsellor, comeYouth } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const HOUR = 3_600_000;
const PAUSED = 1;

const daemon = await startDaemon({ keys: { workers: 2, bucket_staff: 500, bucket_youth: 500, offer_seconds: 300 } });
const redis = daemon.redis();
const bearer = (name, role, agency) => new Bearer(daemon, name, daemon.addUser(name, { role, agency })).login();
const lead = await bearer('lina', 'duty_lead', 'oslo');
const siri = await bearer('siri', 'supervisor', 'oslo');
const other = await bearer('mona', 'supervisor', 'kristiansand');

/** The rota names this person from an hour ago on. */
async function onRota(person, where = daemon) {
	const redis = where.redis();
	const id = await redis.hget('{staff}:u:lina', 'id');
	await redis.zadd('{no}:rota', Date.now() - HOUR, `${id} ${Date.now() - HOUR} ${Date.now() + 8 * HOUR} ${person.name}`);
}
const act = (person, body) => person.post('/api/v1/acts', { until: Date.now() + HOUR, ...body });
const undo = (person, id) => person.post('/api/v1/acts/undo', { id });
const look = (person) => person.get('/api/v1/acts');

async function made(person, body) {
	const { status, data, error } = await act(person, body);
	assert.equal(status, 200, JSON.stringify(error));
	return data;
}

/** As many connections as it takes to have met both workers. */
const ofEach = (asking) => Promise.all(Array.from({ length: 12 }, asking));

/** What each worker answers. */
const doors = async (path) => (await ofEach(() => ask(daemon, path))).map(({ text }) => JSON.parse(text));

const everywhere = (path, fits, what) => until(async () => (await doors(path)).every(fits), what);

/** Until both workers tell this person that the act stands: each keeps what stands, and hears of it in a moment of its own. */
const stands = (person, act) =>
	until(async () => (await ofEach(() => look(person))).every(({ data }) => data.standing.some(({ id }) => id === act)), `act ${act} on both workers`);

test('a duty lead whom the rota does not name is refused, with words', async () => {
	const { status, error } = await act(lead, { kind: 'scope', scopes: ['n'], topic: 'unsure', level: 1 });
	assert.deepEqual([status, error.code], [409, 'not_leading']);
	assert.notEqual(error.message, '');
});

test('outside its hours a duty lead reads what its agency may, and in them everything', async () => {
	const announced = [];
	for (const [person, place] of [[siri, 'oslo'], [other, 'kristiansand']]) {
		const { id } = await made(person, { kind: 'announce', place, texts: { nb: 'Møte.' } });
		announced.push([person, id]);
		await stands(person, id);
	}
	const told = async () => {
		const { data } = await look(lead);
		return [data.standing, data.lines.map(({ act }) => act)].map((acts) => acts.map(({ place }) => place).sort());
	};
	assert.deepEqual(await told(), [['oslo'], ['oslo']]);
	await onRota(lead);
	assert.deepEqual(await told(), [['kristiansand', 'oslo'], ['kristiansand', 'oslo']]);
	for (const [person, id] of announced) await undo(person, id);
});

test('a text reaches those it is for, on both workers, after a reload too, and goes when it is undone', async () => {
	const [near, far] = [await comeYouth(daemon, 1), await comeYouth(daemon, 2)];
	await near.ask({ region: '0301', topic: 'school' });
	await far.ask({ region: '4204', topic: 'school' });
	const body = { kind: 'text', scopes: ['c03'], topic: 'school', texts: { nb: 'Mange skriver nå.', en: 'Many are writing.' } };
	const asked = await act(lead, { ...body, check: true });
	assert.deepEqual([asked.data.id, asked.data.reached], [0, 1]);
	const { id, reached } = await made(lead, body);
	assert.equal(reached, 1);
	const told = await near.next('notice');
	assert.deepEqual([told.id, told.texts], [id, ['nb Mange skriver nå.', 'en Many are writing.']]);
	near.client.skip();
	await near.reload();
	assert.equal((await near.next('notice')).id, id, 'after a reload');
	const late = await comeYouth(daemon, 2);
	await late.ask({ region: '0301', topic: 'school' });
	assert.equal((await late.next('notice')).id, id, 'who comes later');
	assert.equal((await undo(lead, id)).status, 200);
	for (const youth of [near, late]) assert.deepEqual((await youth.next('notice', (frame) => frame.id === 0)).texts, []);
	await far.client.ping();
	assert.ok(!far.client.received.some(({ type }) => type === 'notice'), 'another county');
	for (const youth of [near, far, late]) {
		youth.send({ type: 'cancel', why: 0 });
		await youth.next('ended');
		await youth.leaveTable();
	}
});

test('an agency that closes its door is shut on every worker, says why, and opens again', async () => {
	await comeCounsellor(daemon, 'kristiansand', { takes: false, topics: ['school'] });
	const until_ = Date.now() + HOUR;
	const { id } = await made(siri, { kind: 'door', place: 'oslo', target: 'closed', until: until_, texts: { nb: 'Vi er på kurs.', da: 'Vi er på kursus.' } });
	await everywhere('/api/v1/door?agency=oslo', ({ state }) => state === 'pool', 'the shut door');
	const [door] = await doors('/api/v1/door?agency=oslo&lang=da');
	assert.deepEqual([door.said, door.opens_at], ['Vi er på kursus.', Math.ceil(until_ / 1000)]);
	assert.match((await ask(daemon, '/w/oslo')).text, /Vi er på kurs\./);
	await everywhere('/api/v1/status?agency=oslo', ({ state }) => state === 'closed', 'the status that tells it');
	const mine = await comeYouth(daemon, 1);
	const refused = await mine.ask({ who: 1 });
	assert.deepEqual([refused.type, refused.code], ['refused', 'off']);
	const queued = await mine.ask({ who: 0, topic: 'body' });
	assert.equal(queued.type, 'queued', 'others are asked');
	mine.send({ type: 'cancel', why: 0 });
	await mine.next('ended');
	await undo(siri, id);
	await everywhere('/api/v1/door?agency=oslo', ({ state, said }) => state === 'open' && said === undefined, 'the door that is open again');
	await everywhere('/api/v1/status?agency=oslo', ({ state }) => state === 'open', 'the status too');
	await mine.leaveTable();
});

test('a pool that is closed lets nobody ask, and shuts every door', async () => {
	const { id } = await made(lead, { kind: 'door', place: '', target: 'closed' });
	await everywhere('/api/v1/door?agency=oslo', ({ state }) => state === 'closed', 'the door of an agency');
	await everywhere('/api/v1/status?pool=no', ({ pool }) => pool.state === 'closed', 'the pool');
	for (const slot of [1, 2]) {
		const youth = await comeYouth(daemon, slot);
		assert.equal((await youth.ask({})).code, 'off');
		await youth.leaveTable();
	}
	await undo(lead, id);
	await everywhere('/api/v1/door?agency=oslo', ({ state }) => state === 'open', 'the open door');
});

test('who is on shift is told what is announced and by whom, also after coming back, and when it is over', async () => {
	const kari = await comeCounsellor(daemon, 'kari', { password: daemon.addUser('kari', { agency: 'oslo' }), slot: 1, state: PAUSED });
	const away = await comeCounsellor(daemon, 'pia', { password: daemon.addUser('pia', { agency: 'kristiansand' }), slot: 2, state: PAUSED });
	const { id } = await made(siri, { kind: 'announce', place: 'oslo', texts: { nb: 'Møte klokka ni.' } });
	const told = await kari.next('announced');
	assert.deepEqual([told.id, told.what, told.texts], [id, 0, ['nb Møte klokka ni.']]);
	assert.notEqual(told.by, '');
	kari.client.skip();
	await kari.reload();
	assert.equal((await kari.next('announced')).id, id);
	await undo(siri, id);
	assert.deepEqual((await kari.next('announced', (frame) => frame.id === 0)).texts, []);
	await away.client.ping();
	assert.ok(!away.client.received.some(({ type }) => type === 'announced'), 'another agency');
	await Promise.all([kari.shift({ state: 3 }), away.shift({ state: 3 })].map((going) => going.catch(() => {})));
	await Promise.all([kari.leaveTable(), away.leaveTable()]);
});

test('a counsellor who is paused or drained hears by whom', async () => {
	const per = await comeCounsellor(daemon, 'per', { password: daemon.addUser('per', { agency: 'oslo' }), takes: false, topics: ['drugs'] });
	const person = await redis.hget('{staff}:u:per', 'id');
	for (const [kind, what, state, who] of [['pause', 1, 1, lead], ['drain', 2, 3, siri]]) {
		per.client.skip();
		assert.equal((await act(other, { kind, target: person })).error.code, 'missing', 'not of another agency');
		await made(who, { kind, target: person });
		const told = await per.next('announced');
		assert.equal(told.what, what);
		assert.notEqual(told.by, '');
		await until(() => per.client.received.some((frame) => frame.type === 'shifted' && frame.state === state), `state ${state}`,
			{ more: () => per.client.seen() });
	}
	await per.leaveTable();
});

test('a queue is led to an agency, who waits keeps its place there, and goes back when it is undone', async () => {
	const special = await comeCounsellor(daemon, 'spes', { password: daemon.addUser('spes', { agency: 'karasjok' }), takes: false, topics: ['sex'],
		capacity: 1, scope: 0 });
	const busy = await comeYouth(daemon);
	await busy.ask({ region: '5610', topic: 'sex' });
	await special.next('offer');
	special.send({ type: 'received', offer: special.client.received.find(({ type }) => type === 'offer').offer });
	const youth = await comeYouth(daemon, 2);
	await youth.ask({ region: '0301', topic: 'sex' });
	const { id, reached } = await made(lead, { kind: 'redirect', scopes: ['n'], topic: 'sex', place: 'karasjok' });
	assert.ok(reached >= 1);
	const [sid] = (await redis.keys('{no}:y:*')).map((key) => key.split(':').at(-1)).slice(0, 1);
	assert.ok(sid);
	await until(async () => {
		const all = await Promise.all((await redis.keys('{no}:y:*')).map((key) => redis.hget(key, 'to')));
		return all.includes('karasjok');
	}, 'the visit that is led on');
	await undo(lead, id);
	await until(async () => {
		const all = await Promise.all((await redis.keys('{no}:y:*')).map((key) => redis.hget(key, 'to')));
		return !all.includes('karasjok');
	}, 'the visit that goes back');
	assert.equal(daemon.ctl('fsck').code ?? 0, 0);
	for (const one of [busy, youth]) await one.leaveTable();
	await special.leaveTable();
});

test('what stands and what was done is told within reach: a supervisor sees its own and the pool\'s', async () => {
	const own = await made(other, { kind: 'text', scopes: ['m4204'], texts: { nb: 'Bare her.' } });
	await stands(other, own.id);
	const [mine, theirs, whole] = [await look(other), await look(siri), await look(lead)];
	const texts = (answer) => JSON.stringify(answer.data);
	assert.match(texts(mine), /Bare her\./);
	assert.match(texts(whole), /Bare her\./);
	assert.doesNotMatch(texts(theirs), /Bare her\./);
	assert.ok(theirs.data.lines.some(({ act: { kind, reach } }) => kind === 'redirect' && reach === ''), 'the pool\'s');
	const paused = ({ data }) => data.lines.some(({ act: { kind, reach } }) => kind === 'pause' && reach === '');
	assert.deepEqual([mine, theirs, whole].map(paused), [false, true, true], 'people of another agency are not for everybody');
	assert.deepEqual(whole.data.standing.find((one) => one.id === own.id).scopes, ['c42'], 'the pool reads no municipality beside a topic');
	const [line] = mine.data.lines;
	assert.deepEqual([line.what, line.act.kind, line.act.texts, line.act.scopes], ['made', 'text', { nb: 'Bare her.' }, ['m4204']]);
	assert.equal((await undo(siri, own.id)).status, 404);
	assert.equal((await undo(lead, own.id)).status, 200);
});

test('a worker that begins knows what stands before it takes anybody', async () => {
	const { id } = await made(siri, { kind: 'door', place: 'oslo', target: 'closed', texts: { nb: 'Vi flytter.' } });
	await everywhere('/api/v1/door?agency=oslo', ({ said }) => said === 'Vi flytter.', 'the shut door');
	const from = daemon.lines.length;
	for (const pid of Object.values(daemon.workers)) process.kill(pid, 'SIGKILL');
	await daemon.ready(from);
	const said = await doors('/api/v1/door?agency=oslo');
	assert.deepEqual([...new Set(said.map((door) => door.said))], ['Vi flytter.']);
	await undo(siri, id);
});

test('the words of a text stand in no log', () => {
	assert.ok(!daemon.lines.join('\n').includes('Bare her'));
});

test('what is not an act of this person is refused', async () => {
	const bodies = [[{ kind: 'text', scopes: ['c03'], texts: { nb: 'x' } }, 422], [{ kind: 'text', scopes: ['m4204'], texts: { nb: 'x' } }, 422],
		[{ kind: 'door', place: 'kristiansand', target: 'closed' }, 422], [{ kind: 'door', place: 'nobody', target: 'closed' }, 422],
		[{ kind: 'text', scopes: ['m0301'], texts: { xx: 'x' } }, 422], [{ kind: 'text', scopes: ['m0301'], texts: { nb: 'x\ny' } }, 422],
		[{ kind: 'text', scopes: ['m0301'], texts: { nb: 'x'.repeat(401) } }, 422], [{ kind: 'scope', scopes: ['m9999'], level: 1 }, 422],
		[{ kind: 'scope', scopes: ['m0301'], topic: 'nothing', level: 1 }, 422], [{ kind: 'nothing' }, 400], [{ kind: 'door', more: 1 }, 400],
		[{ kind: 'scope', level: '1' }, 400]];
	for (const [body, status] of bodies) assert.equal((await act(siri, body)).status, status, JSON.stringify(body));
	assert.equal((await undo(siri, 0)).status, 400);
});

test('what the pool\'s policy does not name, a duty lead may not do, and a supervisor of its own agency may', async () => {
	const place = writeDemo({ keys: { workers: 1 } });
	const regions = 'regions: no-kommuner.tsv';
	writeFileSync(place.config, readFileSync(place.config, 'utf8').replace(regions, `${regions}\n    duty_lead: redirect text`));
	const strict = launch(place);
	await strict.ready();
	const leader = await new Bearer(strict, 'lina', strict.addUser('lina', { role: 'duty_lead', agency: 'oslo' })).login();
	const own = await new Bearer(strict, 'siri', strict.addUser('siri', { role: 'supervisor', agency: 'oslo' })).login();
	const body = { kind: 'door', place: 'oslo', target: 'closed', until: Date.now() + HOUR };
	assert.equal((await leader.post('/api/v1/acts', body)).error.code, 'policy');
	const { status, data } = await own.post('/api/v1/acts', body);
	assert.equal(status, 200);
	await onRota(leader, strict);
	assert.equal((await undo(leader, data.id)).error.code, 'policy');
	assert.equal((await undo(own, data.id)).status, 200);
});

test('an agency that is not live acts on no municipality, nor hears how many wait there', async () => {
	const daemon_ = launch(writeDemo({ keys: { workers: 1 }, agencies: { kristiansand: { live: 'no' } } }));
	await daemon_.ready();
	const mona = await new Bearer(daemon_, 'mona', daemon_.addUser('mona', { role: 'supervisor', agency: 'kristiansand' })).login();
	const text = { kind: 'text', scopes: ['m4204'], topic: 'school', texts: { nb: 'x' }, until: Date.now() + HOUR };
	for (const check of [true, false]) assert.equal((await mona.post('/api/v1/acts', { ...text, check })).error?.code, 'value', `${check}`);
	const door = { kind: 'door', place: 'kristiansand', target: 'closed', until: Date.now() + HOUR };
	assert.equal((await mona.post('/api/v1/acts', door)).status, 200, 'its own door');
});
