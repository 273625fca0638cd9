// A coordinator invites a municipality: an agency that no youth can reach yet, with its buddy's texts, and a link for its owner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { Client } from './lib/client.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { HOURS_ALWAYS } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { comeCounsellor } from './lib/people.mjs';
import { writeOwnLines } from './lib/own_lines.mjs';
import { until } from './lib/wait.mjs';
import { roleNumber } from './lib/wire.mjs';

const BERGEN = '4601';
const daemon = await startDaemon({
	keys: { workers: 2, bucket_staff: 500 }, agencies: { oslo: { hours: HOURS_ALWAYS, form: 'met=Møtt før?: yes=Ja, no=Nei' } },
});
const redis = daemon.redis();
const entered = (name, role, agency = 'oslo') => new Bearer(daemon, name, daemon.addUser(name, { role, agency })).login();
const siv = await entered('siv', 'coordinator');
const ada = await entered('ada', 'administrator');
const nora = await entered('nora', 'owner');

const WISH = {
	slug: 'ny-by', name: 'Ung i Ny by', pool: 'no', municipality: BERGEN, buddy: 'oslo', owner: 'ragnhild', alias: 'Ragnhild',
};
const invite = (wish, who = siv) => who.post('/api/v1/agencies/invite', { ...WISH, ...wish });
const listed = async (slug, who = siv) => (await who.get('/api/v1/agencies')).data.agencies.find((agency) => agency.slug === slug);
const fieldsOf = async (slug) => (await ada.get(`/api/v1/agency?slug=${slug}`)).data.fields;
const setLive = (slug, was, live, who = siv) => who.post('/api/v1/agencies', { slug, changes: { live }, was: { live: was } });
const look = async (join) => JSON.parse((await ask(daemon, '/api/v1/join', { method: 'POST', body: JSON.stringify({ token: join.split('#')[1] }) })).text);
const read = async (path) => {
	const { status, text } = await ask(daemon, path);
	return { status, text };
};

/** Whether every worker says so: each answer comes from one of them. */
async function everywhere(path, holds) {
	let same = 0;
	await until(async () => {
		same = holds(await read(path)) ? same + 1 : 0;
		return same >= 20;
	}, `${path} on every worker`);
}

async function refused(wish, fields, who) {
	const { status, error } = await invite(wish, who);
	assert.deepEqual([status, error.code, error.fields], [422, 'value', fields]);
}

test('each field that is not right is told, and nothing is made', async () => {
	await refused({ slug: 'Ny by' }, { slug: '1 to 64 lower-case letters, digits and hyphens' });
	await refused({ slug: 'oslo' }, { slug: 'a slug that no agency has yet' });
	await refused({ name: '' }, { name: 'a value' });
	await refused({ municipality: '0301' }, { municipality: 'a municipality that no agency has yet' });
	await refused({ municipality: '9999' }, { municipality: 'a code of the pool\'s regions' });
	await refused({ buddy: 'nobody' }, { buddy: 'an agency of the same pool' });
	await refused({ owner: 'Ragnhild B' }, { owner: '1 to 64 lower-case letters, digits, dots, hyphens and underscores' });
	await refused({ owner: 'nora' }, { owner: 'a login name that nobody has yet' });
	await refused({ alias: '', name: 'x'.repeat(129) }, {
		alias: '1 to 32 bytes on one line, as youths see it', name: 'a name of at most 128 bytes, on one line',
	});
	assert.equal(await listed('ny-by'), undefined);
	assert.equal(await redis.exists('{staff}:u:ragnhild'), 0);
});

test('only who invites agencies may, a coordinator in the own pool', async () => {
	assert.equal((await invite({}, nora)).status, 403);
	assert.equal((await invite({ pool: 'dk' })).status, 403);
	assert.equal((await invite({ slug: undefined })).status, 400);
	assert.equal((await siv.get('/api/v1/agencies')).data.agencies.some(({ pool }) => pool !== 'no'), false);
	assert.equal((await ada.get('/api/v1/agencies')).data.agencies.some(({ pool }) => pool === 'dk'), true);
});

let join;
test('an invited agency has the texts, hours, form and replies of its buddy, and nothing that speaks for the place', async () => {
	const seed = { scope: 'agency', agency: 'oslo', code: 'hei', language: 'nb', text: 'Hei, så fint at du skriver.' };
	assert.equal((await nora.post('/api/v1/replies', seed)).status, 200);
	const { status, data, error } = await invite({});
	assert.equal(status, 200, JSON.stringify(error));
	assert.deepEqual([data.slug, data.owner], ['ny-by', 'ragnhild']);
	join = data.join;
	assert.match(join, /^\/join#[0-9a-f]{64}$/);
	assert.ok(!JSON.stringify(data).includes('password'));
	const [own, buddy] = [await fieldsOf('ny-by'), await fieldsOf('oslo')];
	for (const field of ['hours', 'answers.nb', 'works_with.en', 'exceptions', 'exit', 'form', 'languages']) {
		assert.equal(own[field], buddy[field], field);
	}
	for (const field of ['letterbox', 'privacy', 'accessibility', 'sites']) {
		assert.notEqual(buddy[field], '', field);
		assert.equal(own[field], '', field);
	}
	assert.deepEqual([own.name, own.municipality, own.kind, own.live], ['Ung i Ny by', BERGEN, 'municipality', 'no']);
	assert.equal(await redis.hget('{agencies}:re:agency:ny-by', 'hei nb'), seed.text);
	assert.equal((await look(join)).data.agency, 'Ung i Ny by');
});

test('it stands in the audit: who invited the agency, and whom', async () => {
	const lines = (await ada.get('/api/v1/agency/audit?slug=ny-by')).data.lines;
	assert.deepEqual(lines.map(({ name, what, about }) => [name, what, about]), [
		['siv', 'staff.invited', 'ragnhild'], ['siv', 'agency.invited', ''],
	]);
	assert.ok(!JSON.stringify(lines).includes(join.split('#')[1]));
});

test('no youth finds it: no door, no status, no list, and its municipality is served as before', async () => {
	await everywhere('/w/ny-by', ({ status }) => status === 404);
	assert.equal((await read('/api/v1/status?agency=ny-by')).status, 404);
	assert.equal((await read('/api/v1/door?agency=ny-by')).status, 404);
	assert.ok(!(await read('/api/v1/directory')).text.includes('ny-by'));
	const door = JSON.parse((await read(`/api/v1/door?municipality=${BERGEN}`)).text);
	assert.ok(!JSON.stringify(door).includes('Ny by'), 'the pool\'s own door');
});

test('the same again makes nothing new but a link, and the one before is good no more', async () => {
	const { status, data } = await invite({ name: 'Another name' });
	assert.equal(status, 200);
	assert.notEqual(data.join, join);
	assert.equal((await look(join)).error.code, 'invitation');
	assert.equal((await look(data.join)).data.name, 'ragnhild');
	assert.equal((await fieldsOf('ny-by')).name, 'Ung i Ny by');
	join = data.join;
});

test('what went half is finished: an agency without its account, and a second owner', async () => {
	await redis.del('{staff}:u:ragnhild');
	assert.equal((await look(join)).error.code, 'invitation');
	assert.equal((await look((await invite({})).data.join)).data.name, 'ragnhild');
	assert.equal((await look((await invite({ owner: 'olav', alias: 'Olav' })).data.join)).data.name, 'olav');
	await refused({ municipality: '1103' }, { slug: 'a slug that no agency has yet' });
});

test('two at once make one agency, and each has a link', async () => {
	const wish = { slug: 'to-by', municipality: '5501', name: 'Ung i To' };
	const answers = await Promise.all(['liv', 'eva'].map((owner) => invite({ ...wish, owner, alias: owner })));
	assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
	const lines = (await ada.get('/api/v1/agency/audit?slug=to-by')).data.lines;
	assert.equal(lines.filter(({ what }) => what === 'agency.invited').length, 1);
});

test('its owner logs in, and nobody of it comes on shift, in words', async () => {
	const password = daemon.addUser('kai', { agency: 'ny-by' });
	const { ticket } = await new Bearer(daemon, 'kai', password).login();
	const client = new Client(daemon);
	await client.hello(roleNumber('counsellor'));
	client.send({ type: 'login', ticket });
	assert.equal((await client.next('person')).agency, 'ny-by');
	client.send({ type: 'shift', state: 0, capacity: 1, scope: 2, topics: ['unsure'], languages: ['nb'] });
	assert.equal((await client.next('refused')).code, 'not_live');
});

test('once somebody of an agency has come, no invitation goes on: not for one more owner, and none for an owner who is awaited', async () => {
	for (const owner of ['ragnhild', 'mallory']) await refused({ owner }, { slug: 'a slug that no agency has yet' });
	assert.equal(await redis.exists('{staff}:u:mallory'), 0);
});

test('nobody becomes the owner of an agency by closing it first and inviting then', async () => {
	await entered('eva-k', 'owner', 'kristiansand');
	const { municipality, live } = await fieldsOf('kristiansand');
	assert.equal((await setLive('kristiansand', live, 'no')).status, 200);
	await refused({ slug: 'kristiansand', municipality, owner: 'mallory' }, { slug: 'a slug that no agency has yet' });
	await refused({ slug: 'kristiansand', municipality, owner: 'mallory' }, { slug: 'a slug that no agency has yet' }, ada);
	assert.equal(await redis.exists('{staff}:u:mallory'), 0);
	/* Though another agency of the pool works with the same ones, in the same words. */
	assert.equal((await setLive('kristiansand', 'no', 'yes')).status, 200);
});

test('it does not open with its buddy\'s words about who answers', async () => {
	const opened = async () => {
		const { status, error } = await setLive('ny-by', 'no', 'yes');
		return [status, error?.fields?.live];
	};
	assert.deepEqual(await opened(), [422, 'a line about who answers that is no other agency\'s']);
	assert.equal((await listed('ny-by')).live, 'no');
	const { changes, was } = await writeOwnLines(ada, 'ny-by');
	const [own, others] = [changes, was].map((lines) => ({ 'answers.en': lines['answers.en'] }));
	const write = async (now, before) => (await ada.post('/api/v1/agency', { slug: 'ny-by', changes: now, was: before })).status;
	assert.equal(await write(others, own), 200);
	assert.deepEqual(await opened(), [422, 'a line about who answers that is no other agency\'s']);
	assert.equal(await write(own, others), 200);
});

test('only who invites opens it, and then it has its door on every worker', async () => {
	assert.equal((await nora.post('/api/v1/agency', { slug: 'oslo', changes: { live: 'no' }, was: { live: '' } })).status, 403);
	assert.equal((await setLive('oslo', '', 'no', nora)).status, 403);
	assert.equal((await setLive('ny-by', 'yes', 'no')).status, 409);
	assert.equal((await setLive('ny-by', 'no', 'yes')).status, 200);
	await everywhere('/w/ny-by', ({ status }) => status === 200);
	await everywhere('/api/v1/directory', ({ text }) => text.includes('ny-by'));
	assert.equal((await listed('ny-by')).live, 'yes');
	await refused({}, { slug: 'a slug that no agency has yet' });
});

test('the shift of an agency that is closed ends, on whatever worker it is, and is told why', async () => {
	const kai = await comeCounsellor(daemon, 'stays', { password: daemon.addUser('stays', { agency: 'kristiansand' }) });
	kai.client.skip();
	assert.equal((await setLive('kristiansand', 'yes', 'no')).status, 200);
	const { state } = await kai.next('shifted', ({ why }) => why === 'closed');
	assert.equal(state, 3);
	kai.send({ type: 'shift', state: 0, capacity: 1, scope: 2, topics: ['unsure'], languages: ['nb'] });
	assert.equal((await kai.next('refused')).code, 'not_live');
	assert.equal((await setLive('kristiansand', 'no', 'yes')).status, 200);
	await kai.leaveTable();
});

test('the national agency of a pool stays open', async () => {
	const { status, error } = await setLive('ung-norge', '', 'no');
	assert.deepEqual([status, Object.keys(error.fields)], [422, ['live']]);
});
