// Who is asked first: the youth's own municipality, then others, and that is said in words. "Only mine" waits for its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { hoursInTwoDays } from './lib/demo.mjs';
import { comeCounsellor, comeYouth } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const OSLO = '0301';
const KRISTIANSAND = '4204';
const KARASJOK = '5610';
const BERGEN = '4601';

const daemon = await startDaemon({
	keys: { wrap_up_seconds: 0 },
	agencies: { karasjok: { hours: hoursInTwoDays(), exceptions: '' } },
});
const oslo = await comeCounsellor(daemon, 'oslo');
const kristiansand = await comeCounsellor(daemon, 'kristiansand');

async function askFrom(region, wish = {}) {
	const youth = await comeYouth(daemon);
	return { youth, queued: await youth.ask({ region, ...wish }) };
}

/* Which of the two has the youth's room. */
async function answeredBy(youth) {
	const { id } = await youth.room();
	return until(() => [oslo, kristiansand].find((one) => one.rooms.get(id)?.open)?.name, 'a counsellor with the room');
}

test('two youths of two municipalities get their own ones', async () => {
	for (const [region, name] of [[OSLO, 'oslo'], [KRISTIANSAND, 'kristiansand']]) {
		const { youth, queued } = await askFrom(region);
		assert.deepEqual([queued.type, queued.level, queued.widened, queued.opens_at], ['queued', 0, 0, 0]);
		assert.equal(await answeredBy(youth), name);
		await youth.client.close(4000);
	}
});

test('the one who answers knows the municipality, for its own agency only', async () => {
	const { youth } = await askFrom(OSLO);
	const { id } = await youth.room();
	const offer = await oslo.next('opened', (frame) => frame.room === id);
	assert.deepEqual([offer.region, offer.level, offer.topic, offer.languages], [OSLO, 0, 'unsure', ['nb']]);
	await youth.client.close(4000);
});

test('a youth of a municipality without staff is widened and told so', async () => {
	const { youth, queued } = await askFrom(BERGEN);
	assert.equal(queued.widened, 1);
	assert.ok(queued.level > 0, `level ${queued.level}`);
	const name = await answeredBy(youth);
	const { id } = await youth.room();
	const opened = await { oslo, kristiansand }[name].next('opened', (frame) => frame.room === id);
	assert.deepEqual([opened.region, opened.level], ['46', 2]);
	await youth.client.close(4000);
});

test('with "only mine" nobody else is asked, and the next opening is told', async () => {
	const { youth, queued } = await askFrom(KARASJOK, { who: 1 });
	assert.deepEqual([queued.type, queued.level, queued.band, queued.widened], ['queued', 0, 0, 0]);
	const door = await (await fetch(`${daemon.origin}/api/v1/door?agency=karasjok`)).json();
	assert.ok(queued.opens_at > Date.now() / 1000, `opens at ${queued.opens_at}`);
	assert.equal(queued.opens_at, door.opens_at);

	const later = await askFrom(KARASJOK);
	assert.match(await answeredBy(later.youth), /oslo|kristiansand/);
	await later.youth.client.close(4000);
	assert.equal(youth.client.received.filter((frame) => frame.type === 'matched').length, 0);

	const karasjok = await comeCounsellor(daemon, 'karasjok', { scope: 0 });
	const { id } = await youth.room();
	await until(() => karasjok.rooms.get(id)?.open, 'its own counsellor');
	await youth.client.close(4000);
	await karasjok.shift({ state: 3 });
	await karasjok.leaveTable();
});

test('changing the wish from "only mine" to the first who is free keeps the place and is answered', async () => {
	const { youth } = await askFrom(KARASJOK, { who: 1 });
	youth.send({ type: 'change', who: 0, languages: ['nb'] });
	assert.match(await answeredBy(youth), /oslo|kristiansand/);
	await youth.client.close(4000);
});

test('with "not my municipality" the own one is not asked', async () => {
	const { youth, queued } = await askFrom(OSLO, { who: 2 });
	assert.ok(queued.level >= 1, `level ${queued.level}`);
	assert.equal(await answeredBy(youth), 'kristiansand');
	await youth.client.close(4000);
});

test('a counsellor who serves the own municipality only is not asked for others', async () => {
	await oslo.shift({ scope: 0 });
	for (let i = 0; i < 2; i++) {
		const { youth } = await askFrom(BERGEN);
		assert.equal(await answeredBy(youth), 'kristiansand');
		await youth.client.close(4000);
	}
	await oslo.shift({ scope: 2 });
});

test('a youth of another pool waits for its own pool', async () => {
	const { youth, queued } = await askFrom('0751', { pool: 'dk', languages: ['da'] });
	assert.deepEqual([queued.type, queued.band], ['queued', 0]);
	const aarhus = await comeCounsellor(daemon, 'aarhus');
	const { id } = await youth.room();
	await until(() => aarhus.rooms.get(id)?.open, 'the Danish counsellor');
	await youth.client.close(4000);
	await aarhus.shift({ state: 3 });
	await aarhus.leaveTable();
});

for (const [what, wish] of [
	['pool', { pool: 'xx' }], ['municipality', { region: '9999' }], ['municipality of the other pool', { region: '0751' }],
	['topic', { topic: 'nothing' }], ['language', { languages: ['tlh'] }], ['empty list of languages', { languages: [] }],
	['municipality of "only mine"', { region: '', who: 1 }],
]) {
	test(`an unknown ${what} in ASK is refused`, async () => {
		const { youth, queued } = await askFrom(OSLO, wish);
		assert.deepEqual([queued.type, queued.code], ['refused', 'unknown']);
		await youth.leaveTable();
	});
}

test('a topic that nobody on duty takes is told as that, as long as somebody takes others', async () => {
	const { youth, queued } = await askFrom(OSLO, { topic: 'body' });
	assert.deepEqual([queued.type, queued.band, queued.others], ['queued', 0, 1]);
	const taker = await comeCounsellor(daemon, 'kari', { password: daemon.addUser('kari', { agency: 'oslo' }), topics: ['body'] });
	const { id } = await youth.room();
	await until(() => taker.rooms.get(id)?.open, 'the room of who takes it');
	await youth.client.close(4000);
});
