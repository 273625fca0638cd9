// Where staff practise: a shift and a talk like any other, whose youths nobody else is offered, which no list names and no
// counter knows. The search for counters is seen to find those of a talk that is none of practice.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { countersIn, ofVisits } from './lib/counters.mjs';
import { launch, startDaemon } from './lib/daemon.mjs';
import { PRACTICE, writeDemo } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { ROOT } from './lib/npm.mjs';
import { Counsellor, comeCounsellor, comeYouth, talkWith } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const daemon = await startDaemon({ keys: { workers: 2, bucket_youth: 200, bucket_staff: 500 } });
const redis = daemon.redis();
const AT_PRACTICE = { pool: PRACTICE, region: '', languages: ['nb'] };

/** The page's own words, in which the key of one may be "practice". */
const TEXTS = /<script[^>]* id="texts">.*?<\/script>/s;

const come = (name, role = 'counsellor', agency = 'oslo') =>
	new Bearer(daemon, name, daemon.addUser(name, { agency, role })).login();

/** A desk by a ticket to practise, and what PERSON said. */
async function practise(bearer, slot) {
	const { status, data, error } = await bearer.post('/api/v1/ticket', { practice: true });
	assert.equal(status, 200, JSON.stringify(error));
	const desk = new Counsellor(daemon, bearer.name, bearer.password);
	await (slot === undefined ? desk.connect() : desk.connectTo(slot));
	return { desk, person: await desk.redeem(data.ticket) };
}

async function practiseOnShift(bearer, slot) {
	const { desk } = await practise(bearer, slot);
	await desk.shift({ languages: ['nb'] });
	return desk;
}

const json = async (path) => {
	const { status, text } = await ask(daemon, path);
	return { status, body: JSON.parse(text) };
};

/** A talk in which both write, over; then the form and the survey, and a tap at the door. */
async function wholeTalk(desk, agency, wish) {
	const { youth, room, theirs } = await talkWith(daemon, desk, wish);
	await room.say('hei');
	await theirs.say('hei igjen');
	desk.send({ type: 'leave', room: theirs.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	desk.send({ type: 'registration', room: theirs.id, send: 1, ticks: ['kind:yes'] });
	const told = await desk.next(['registered', 'refused'], (frame) => frame.room === theirs.id);
	assert.equal(told.counted, 1);
	youth.send({ type: 'survey', pool: wish.pool, token: youth.token, place: 1, before: 2, now: 4 });
	await youth.next('surveyed');
	await youth.leaveTable();
	const tapped = await ask(daemon, '/api/v1/tap', { method: 'POST', body: agency, headers: { origin: daemon.origin } });
	assert.equal(tapped.status, 204);
	desk.send({ type: 'wrap', room: theirs.id, more: 0 });
	await desk.next('shifted', ({ why }) => why === 'wrapped');
}

const [COUNSELLOR, SUPERVISOR] = [2, 3];

test('whoever has an account practises at the agency to practise in, under the own alias: a supervisor as one, the rest as counsellors', async () => {
	for (const [role, as] of Object.entries({ counsellor: COUNSELLOR, supervisor: SUPERVISOR, owner: COUNSELLOR, duty_lead: COUNSELLOR })) {
		const { desk, person } = await practise(await come(`who-${role}`, role, 'aarhus'));
		assert.deepEqual([person.role, person.alias, person.agency, person.pool, person.region],
			[as, `who-${role}`, PRACTICE, PRACTICE, ''], role);
		await desk.leaveTable();
	}
});

test('two practise a call for help and the decision about a duty, of whatever agencies they are, and leave no line of audit', async () => {
	await come('absent', 'supervisor');
	const kari = await practiseOnShift(await come('calls'), 1);
	const { youth, theirs } = await talkWith(daemon, kari, AT_PRACTICE);
	const deciders = async () => {
		kari.client.skip();
		kari.send({ type: 'holds', number: 1 });
		return (await kari.next('deciders')).names;
	};
	assert.deepEqual(await deciders(), [], 'nobody practises with her');
	const siri = await practiseOnShift(await come('helps', 'supervisor', 'aarhus'), 2);
	assert.deepEqual(await deciders(), ['helps']);
	kari.send({ type: 'help', room: theirs.id, on: 1 });
	await siri.next('called', ({ rooms }) => rooms.includes(theirs.id));
	siri.send({ type: 'advise', room: theirs.id, answer: 1 });
	await kari.next('called', ({ by }) => by[0] === 'helps');
	const { staff } = siri.client.received.find(({ type }) => type === 'person');
	kari.send({ type: 'decide', room: theirs.id, supervisor: staff, decision: 2 });
	await siri.next('called', ({ asks }) => asks[0] === 2);
	siri.send({ type: 'decide', room: theirs.id, supervisor: staff, decision: 2 });
	await kari.next('called', ({ decides }) => decides[0] === 2);
	kari.send({ type: 'hold', room: theirs.id, supervisor: staff, told: 1 });
	const { hold } = await kari.next('held');
	await siri.next('held', (frame) => frame.hold === hold);
	kari.send({ type: 'drop', hold });
	await kari.next('ended', ({ reason }) => reason === 'hold_dropped');
	assert.deepEqual(await redis.keys(`{${PRACTICE}}:au:*`), []);
	for (const one of [kari, siri, youth]) await one.leaveTable();
});

test('what is no wish to practise is refused in words, and an empty body is a ticket of one\'s own', async () => {
	const ida = await come('ida');
	const refused = await ida.post('/api/v1/ticket', { practice: 'yes' });
	assert.deepEqual([refused.status, refused.error.code], [400, 'body']);
	for (const body of [{}, { practice: false }]) {
		const { data } = await ida.post('/api/v1/ticket', body);
		const desk = new Counsellor(daemon, 'ida', ida.password);
		await desk.connect();
		assert.equal((await desk.redeem(data.ticket)).agency, 'oslo');
		await desk.leaveTable();
	}
});

test('a talk in practice, with form, survey and tap, leaves no counter, and the search finds those of another talk', async () => {
	const desk = await practiseOnShift(await come('uncounted'), 1);
	const before = ofVisits(await countersIn(redis));
	await wholeTalk(desk, PRACTICE, AT_PRACTICE);
	assert.deepEqual(ofVisits(await countersIn(redis)), before);
	assert.deepEqual((await redis.keys(`{${PRACTICE}}:n:*`)), []);
	assert.deepEqual(daemon.ctl('fsck').data, { violations: [], clean: true });
	await desk.leaveTable();

	const counted = await comeCounsellor(daemon, 'oslo', { slot: 1 });
	await wholeTalk(counted, 'oslo', { pool: 'no' });
	const grown = (await countersIn(redis)).filter((line) => !before.includes(line));
	for (const what of ['arrived', 'answered', 'ended:', 'oslo forms', 'oslo kind:yes', 'oslo survey', 'oslo change:better']) {
		assert.ok(grown.some((line) => line.includes(what)), `${what} in ${grown.join('\n')}`);
	}
	await counted.leaveTable();
});

test('a counter that came into the pool to practise in all the same is told by fsck', async () => {
	const key = `{${PRACTICE}}:n:d:20261123`;
	await redis.call('HSET', key, 'n arrived', '1');
	const { violations } = daemon.ctl('fsck').data;
	await redis.call('DEL', key);
	assert.deepEqual(violations, [{ pool: PRACTICE, violation: 'P16 n:d:20261123 in a pool that is not counted' }]);
});

test('its door promises no help and no hours, and leads to the real one', async () => {
	const texts = JSON.parse(readFileSync(join(ROOT, 'config/texts/nb.json'), 'utf8'));
	const promises = ['lead', 'free', 'state.open_now'].map((key) => texts[`youth.door.${key}`]);
	const drawn = async (path) => (await ask(daemon, path)).text.replaceAll(/<script.*?<\/script>/gs, '');
	const [practice, real] = [await drawn(`/w/${PRACTICE}`), await drawn('/w/oslo')];
	assert.ok(practice.includes(`href="/">${texts['youth.practice_out']}</a>`), practice);
	assert.deepEqual(promises.filter((text) => practice.includes(text)), []);
	assert.ok(!real.includes(texts['youth.practice_out']));
});

test('no public list, status or national door knows of it, however busy it is', async () => {
	const desk = await practiseOnShift(await come('unseen'), 1);
	const directory = (await ask(daemon, '/api/v1/directory')).text;
	for (const path of ['/api/v1/directory', '/api/v1/services', '/api/v1/door', '/api/v1/status?agency=oslo', '/', '/embed']) {
		const { status, text } = await ask(daemon, path);
		assert.equal(status, 200, path);
		assert.doesNotMatch(text.replace(TEXTS, ''), /practice|Øvelse/, path);
	}
	assert.match(directory, /"ung-norge"/);
	for (const query of ['agency=practice', 'pool=practice']) {
		assert.equal((await json(`/api/v1/status?${query}`)).status, 404, query);
	}
	assert.equal((await json('/api/v1/door?pool=practice')).status, 404);
	assert.doesNotMatch((await ask(daemon, '/embed?agency=practice')).text, /w\/practice/);
	const { status, text } = await ask(daemon, '/?pool=practice');
	assert.equal(status, 200);
	assert.doesNotMatch(text.replace(TEXTS, ''), /practice/);
	await desk.leaveTable();
});

test('its door is always open, says what it is and asks no one to list it', async () => {
	const { status, body } = await json('/api/v1/door?agency=practice');
	assert.deepEqual([status, body.practice, body.pool, body.municipality], [200, true, PRACTICE, '']);
	await until(async () => (await json('/api/v1/door?agency=practice')).body.state === 'open', 'a door that no youth before stands at');
	const { text } = await ask(daemon, '/w/practice?lang=nb');
	assert.match(text, /<meta name="robots" content="noindex">/);
	assert.match(text, /<header class="bar practice">.*<p>[^<]*øvelse/i);
	assert.doesNotMatch((await ask(daemon, '/w/oslo?lang=nb')).text, /bar practice/);
	assert.equal((await json('/api/v1/door?agency=oslo')).body.practice, undefined);
});

test('its youths and counsellors meet nobody of another pool, in the queue and at hand-over', async () => {
	const oslo = await comeCounsellor(daemon, 'elsewhere', { slot: 1, password: daemon.addUser('elsewhere', { agency: 'ung-norge' }) });
	const offers = [];
	const handle = oslo.handle.bind(oslo);
	oslo.handle = (frame) => {
		if (frame.type === 'offer') offers.push(frame);
		handle(frame);
	};
	const youth = await comeYouth(daemon, 1);
	assert.equal((await youth.ask(AT_PRACTICE)).type, 'queued');
	const desk = await practiseOnShift(await come('meets-none'), 1);
	const room = await youth.room();
	await until(() => desk.rooms.get(room.id)?.open, 'OPENED', { more: () => `${desk.client.seen()} ${room.id}` });
	desk.send({ type: 'propose', room: room.id, kind: 2, target: 'oslo', note: '' });
	assert.equal((await desk.next('refused')).code, 'unknown');
	await desk.leaveTable();
	await youth.leaveTable();
	const { theirs } = await talkWith(daemon, oslo, { slot: 1 });
	oslo.send({ type: 'propose', room: theirs.id, kind: 2, target: PRACTICE, note: '' });
	assert.equal((await oslo.next('refused')).code, 'unknown');
	assert.equal(offers.length, 1);
	await oslo.leaveTable();
});

test('who comes back after the line broke is in practice, on its shift, as before', async () => {
	const { desk } = await practise(await come('again'), 1);
	await desk.shift({ languages: ['nb'] });
	await desk.reload();
	const person = await desk.next('person');
	assert.equal(person.agency, PRACTICE);
	assert.equal(person.role, 2);
	await desk.leaveTable();
});

/** A desk on shift for the own agency, and that shift's hash in Redis. */
async function ownShift(bearer) {
	const desk = new Counsellor(daemon, bearer.name, bearer.password);
	await desk.connectTo(1);
	const { staff } = await desk.login();
	await desk.shift();
	return { desk, key: `{no}:c:${staff}` };
}

test('a shift whose line is lost is not taken up by who practises meanwhile, and comes back with its room', async () => {
	const bearer = await come('twice');
	const own = await ownShift(bearer);
	const { room } = await talkWith(daemon, own.desk);
	own.desk.redials = false;
	own.desk.client.socket.terminate();
	await until(async () => (await redis.hget(own.key, 'st')) === 'L', 'the shift to be lost');

	const { desk } = await practise(bearer, 2);
	await desk.reload();
	const { state } = await desk.next('shifted');
	const { rooms } = desk.client.received.find(({ type }) => type === 'resumed');
	assert.deepEqual([state, rooms], [3, 0], 'off, without a room');
	assert.equal(await redis.hget(own.key, 'st'), 'L');
	await desk.leaveTable();

	own.desk.redials = true;
	await own.desk.comeBack();
	await until(() => own.desk.rooms.get(room.id).open, 'its room', { more: () => own.desk.client.seen() });
	await own.desk.say('her er jeg igjen');
	await until(() => room.texts.includes('her er jeg igjen'), 'the words at the youth');
	await own.desk.leaveTable();
});

test('who is on shift and practises in another tab keeps both when Redis is back, each with its own rooms and offers', async () => {
	const bearer = await come('both');
	const own = await ownShift(bearer);
	const desk = await practiseOnShift(bearer, 2);
	const talk = await talkWith(daemon, own.desk);
	const play = await talkWith(daemon, desk, AT_PRACTICE);
	await daemon.killRedis();
	for (const [one, { room }] of [[own.desk, talk], [desk, play]]) {
		await one.next('shifted', ({ why }) => why === 'resumed');
		await one.say('jeg er her');
		await until(() => room.texts.includes('jeg er her'), 'the words at the youth');
	}
	const more = await talkWith(daemon, own.desk);
	assert.deepEqual([...own.desk.rooms.keys()], [talk.room.id, more.room.id]);
	assert.deepEqual([...desk.rooms.keys()], [play.room.id]);
	assert.equal(desk.client.received.filter(({ type }) => type === 'offer').length, 1);
	for (const one of [own.desk, desk]) {
		assert.equal(one.client.end, undefined);
		await one.leaveTable();
	}
	assert.deepEqual(daemon.ctl('fsck').data, { violations: [], clean: true });
});

test('the end of the session, and of the account, closes the socket in practice too', async () => {
	const first = await come('ended');
	const { desk } = await practise(first, 2);
	assert.equal((await first.post('/api/v1/logout', {})).status, 200);
	assert.deepEqual(await desk.client.ending().then(({ code, reason }) => [code, reason]), [4002, 'revoked']);
	const second = await practise(await come('disabled'), 1);
	daemon.ctl('user', 'disable', 'disabled');
	assert.deepEqual(await second.desk.client.ending().then(({ code, reason }) => [code, reason]), [4002, 'revoked']);
});

test('it cannot be given hours, a place or a seal of its own', async () => {
	const ada = await come('ada', 'administrator');
	for (const [field, value] of [['hours', 'mon 10:00-12:00'], ['seal', 'agency']]) {
		const { status, error } = await ada.post('/api/v1/agency', { slug: PRACTICE, changes: { [field]: value }, was: { [field]: '' } });
		assert.deepEqual([status, Object.keys(error.fields)], [422, [field]]);
	}
});

test('where no pool is to practise in, the ticket is refused in words and the desk is not told of one', async () => {
	const place = writeDemo({ keys: { workers: 1 } });
	const yaml = readFileSync(place.config, 'utf8');
	writeFileSync(place.config, yaml.slice(0, yaml.indexOf('  - id: practice')));
	const bare = launch(place);
	await bare.ready();
	const kim = await new Bearer(bare, 'kim', bare.addUser('kim', { agency: 'oslo' })).login();
	const { status, error } = await kim.post('/api/v1/ticket', { practice: true });
	assert.deepEqual([status, error.code], [404, 'practice']);
	assert.match(error.message, /nowhere to practise/);
	assert.doesNotMatch((await ask(bare, '/desk')).text, /"practice"/);
	assert.match((await ask(daemon, '/desk')).text, /"practice":\{.*"agency":"practice"/);
	assert.equal((await ask(bare, '/w/practice')).status, 404);
});
