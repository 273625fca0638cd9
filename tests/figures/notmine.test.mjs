// Who asked for somebody who is not of its municipality is hidden from that municipality: in nothing that its supervisor, owner and
// counsellors can read does the visit stand below the county. The search is seen to find a visit that may be seen.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { Bearer } from '../live/lib/bearer.mjs';
import { launch } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { Counsellor, comeCounsellor, comeYouth } from '../live/lib/people.mjs';
import { Watcher } from '../live/lib/scene.mjs';
import { until } from '../live/lib/wait.mjs';
import { Readable } from './lib/readable.mjs';

const FIRST = { slug: 'aarhus', pool: 'dk', scopes: ['m0751', 'c1082', 'n'], topics: ['body', 'mind'] };
/** The municipality by its code, its agency's name and its own; none of them is in those of the county. */
const FIRST_NAMED = /\bm?0751\b|aarhus/i;
const COUNTY = 'c1082';
/** That nobody of it is there is an alarm of its own people, about no visit; it ends a while after they have come. */
const UNSTAFFED = /^scene a empty:/;
const WISH = { pool: 'dk', region: '0751', languages: ['da'] };

/** Bodies of what went to the pool's webhook. */
const letters = [];
const hook = createServer((request, response) => {
	let body = '';
	request.on('data', (chunk) => (body += chunk));
	request.on('end', () => (letters.push(body), response.writeHead(204).end()));
});
await new Promise((resolve) => hook.listen(0, '127.0.0.1', resolve));
after(() => hook.close());
const address = `http://127.0.0.1:${hook.address().port}/`;

const place = writeDemo({ keys: { workers: 1, wrap_up_seconds: 0, bucket_staff: 5000, bucket_youth: 2000 }, agencies: { aarhus: { alarm_wait: '10' } } });
const bars = 'abandoned_percent: 15}';
writeFileSync(place.config, readFileSync(place.config, 'utf8').replaceAll(bars, bars.replace('}', `, webhook: "${address}"}`)));
const daemon = launch(place);
await daemon.ready();
const redis = daemon.redis();

const password = (name, role, agency = FIRST.slug) => daemon.addUser(name, { role, agency });

/** A counsellor of whom all frames are kept. */
class Listener extends Counsellor {
	heard = [];

	handle(frame) {
		super.handle(frame);
		this.heard.push(frame);
	}
}

async function come(kind, name, secret) {
	const person = new kind(daemon, name, secret);
	await person.connect();
	await person.login();
	return person;
}

const secrets = Object.fromEntries(['supervisor', 'owner', 'counsellor'].map((role) => [role, password(`${role}-1`, role)]));
const siri = await come(Watcher, 'supervisor-1', secrets.supervisor);
siri.watch();
const kari = await come(Listener, 'counsellor-1', secrets.counsellor);
kari.takes = false;
const people = [siri, kari];
const bearers = await Promise.all(Object.entries(secrets).map(([role, secret]) => new Bearer(daemon, `${role}-1`, secret).login()));
const first = new Readable(daemon, { bearers, acts: [bearers[0]], people, letters, agency: FIRST });

const SHIFT = { topics: ['unsure', 'mind', 'body'], languages: ['da'] };
const shiftOf = (person, more = {}) => person.shift({ ...SHIFT, ...more });
await shiftOf(siri, { state: 1 });
await shiftOf(kari);
/* Places enough in the pool that one who waits makes no door full: how long one waits is the pool's, and told at each of its doors. */
for (const agency of ['sonderborg', 'halsnaes']) {
	await comeCounsellor(daemon, agency, { ...SHIFT, topics: ['drugs'], scope: 0, takes: false });
}
await siri.sees(() => true, 'a moment');

const shown = (place, topic, n) => siri.sees((scene) => (scene.words(`w ${place} ${topic}`)?.[0] ?? '0') === String(n), `${n} at ${place}`);
const named = (lines) => lines.filter((line) => FIRST_NAMED.test(line) && !UNSTAFFED.test(line));

/** What changes by itself while nobody asks is no news. */
async function settle() {
	await first.news();
	await first.news();
}

/** It has waited longer than it may, so that it rings; that is heard when the letter has gone. */
async function rings(topic) {
	const before = letters.length;
	const [key] = (await Promise.all((await redis.keys('{dk}:y:*')).map(async (one) => [one, await redis.hgetall(one)])))
		.find(([, visit]) => visit.q.split(',')[2] === topic);
	await redis.hset(key, 'e', Number(await redis.hget(key, 'e')) - 700_000);
	const isOf = (name) => name.startsWith('a wait:') && name.endsWith(`:${topic}`);
	await until(() => Object.keys(siri.scene.of('a')).some(isOf), 'an alarm', { ms: 30_000 });
	await until(() => letters.slice(before).some((letter) => letter.includes('"wait"')), 'a letter', { ms: 30_000 });
}

/** A talk with somebody of another agency of the county, with words from both, the form and the end; what was new meanwhile. */
async function wholeVisit(wish) {
	const found = [];
	const youth = await comeYouth(daemon);
	await youth.ask({ ...WISH, ...wish });
	await shown(COUNTY, wish.topic, 1);
	await rings(wish.topic);
	found.push(...await first.news());
	const other = await comeCounsellor(daemon, 'odder', { ...SHIFT });
	const room = await youth.room();
	await room.say('hej');
	await until(() => other.rooms.get(room.id)?.open, 'the room at the desk');
	await other.rooms.get(room.id).say('hej igen');
	await shown(COUNTY, wish.topic, 0);
	found.push(...await first.news());
	other.send({ type: 'leave', room: room.id });
	await until(() => room.ended, 'the end');
	other.send({ type: 'registration', room: room.id, send: 1, ticks: ['kind:yes'] });
	await other.next('registered', ({ counted }) => counted === 1);
	await other.shift({ ...SHIFT, state: 3 });
	await other.leaveTable();
	await youth.leaveTable();
	await siri.sees((scene) => scene.words('now')[0] === '0', 'no room');
	found.push(...await first.news());
	return found;
}

test('the search finds a visit of the municipality: in the live view, in an offer, in the metrics, in an alarm, in the check of an act', async () => {
	await settle();
	const youth = await comeYouth(daemon);
	await youth.ask({ ...WISH, topic: 'body' });
	await shown('m0751', 'body', 1);
	await until(() => kari.heard.some(({ type }) => type === 'offer'), 'an offer');
	await rings('body');
	letters.push('{"kind":"wait","pool":"dk","county":"0751"}'); // no letter names a municipality: this one is planted
	const found = named(await first.news());
	for (const where of [/^scene a wait:m0751:body = wait /, /^check text m0751 body: 200 1$/, /^letter .*"0751"/, /^scene w m0751 body = 1 /, /^frame {"type":"offer".*"region":"0751"/, /^\/metrics samtale_waiting.*agency="aarhus".* 1$/]) {
		assert.ok(found.some((line) => where.test(line)), `${where} in\n${found.join('\n')}`);
	}
	youth.send({ type: 'cancel', why: 0 });
	await youth.next('ended');
	await youth.leaveTable();
	await shown('m0751', 'body', 0);
	await until(() => !Object.keys(siri.scene.of('a')).some((name) => name.startsWith('a wait:')), 'the alarm to be over', { ms: 30_000 });
	await shiftOf(kari);
});

test('what is counted of a visit of the municipality would be found too', async () => {
	const counted = await redis.hgetall(`{dk}:n:d:${(await redis.keys('{dk}:n:d:*'))[0].split(':').at(-1)}`);
	assert.ok(Object.keys(counted).some((field) => field.startsWith('m0751 ')), JSON.stringify(counted));
});

test('a visit that asked for somebody else stands nowhere below the county', async () => {
	await settle();
	const offers = kari.heard.filter(({ type }) => type === 'offer').length;
	const found = await wholeVisit({ topic: 'mind', who: 2 });
	assert.deepEqual(named(found), []);
	for (const where of [`scene w ${COUNTY} mind = 1 `, `scene a wait:${COUNTY}:mind = wait `, 'letter {"kind":"wait","pool":"dk","county":"1082"']) {
		assert.ok(found.some((line) => line.startsWith(where)), `${where} in\n${found.join('\n')}`);
	}
	assert.equal(kari.heard.filter(({ type }) => type === 'offer').length, offers, 'nobody of the municipality was asked');
});

test('nothing that is kept of it names the municipality beside what became of it', async () => {
	for (const key of await redis.keys('{dk}:n:*')) {
		for (const field of Object.keys(await redis.hgetall(key))) {
			assert.ok(!(field.includes('mind') && FIRST_NAMED.test(field)), `${key} ${field}`);
		}
	}
});

test('who answers a visit of the municipality from another one reads of it in its own figures by county alone', async () => {
	const other = await come(Counsellor, 'counsellor-2', password('counsellor-2', 'counsellor', 'odder'));
	await shiftOf(other, { topics: ['school'] });
	const leader = await new Bearer(daemon, 'supervisor-2', password('supervisor-2', 'supervisor', 'odder')).login();
	const youth = await comeYouth(daemon);
	await youth.ask({ ...WISH, topic: 'school' });
	const room = await youth.room();
	await until(() => other.rooms.get(room.id), 'the room at the desk');
	const [day] = await redis.keys('{dk}:n:d:*');
	assert.equal(await redis.hget(day, 'm0751 by:odder'), '1', 'it is counted where it came from');
	const { data } = await leader.get('/api/v1/agency/figures');
	const { rows } = data.tables.find(({ id }) => id === 'ledger');
	assert.ok(rows.some(({ key }) => key === `${COUNTY} odder`), JSON.stringify(rows));
	assert.doesNotMatch(JSON.stringify(data), FIRST_NAMED);
});
