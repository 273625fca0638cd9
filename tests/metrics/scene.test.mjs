// The numbers of /metrics after a short scene: two youths wait, one talks, one resumes, a worker is killed, all are replaced.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readWords } from '../../protocol/def.mjs';
import { startDaemon } from '../live/lib/daemon.mjs';
import { ask } from '../live/lib/http.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { comeCounsellor, comeYouth, talkWith } from '../live/lib/people.mjs';
import { until } from '../live/lib/wait.mjs';
import { askAdmin, scrape } from './lib/exposition.mjs';

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0 } });
const NO = { pool: 'no' };
const GROWING = /_(total|bucket|count|sum)$/;

/* What fell between two scrapes although it only grows. */
function fallen(before, after) {
	const key = ({ name, labels }) => `${name} ${JSON.stringify(labels)}`;
	const now = new Map(after.samples.map((sample) => [key(sample), sample.value]));
	return before.samples.filter((sample) => GROWING.test(sample.name) && now.get(key(sample)) < sample.value).map(key);
}

/* A scrape in which this holds. */
const scrapeUntil = (holds, what) => until(async () => {
	const now = await scrape(daemon);
	return holds(now) && now;
}, what);

const oslo = await comeCounsellor(daemon, 'oslo', { capacity: 1, topics: ['unsure', 'school', 'family'] });
const { youth: talking, room } = await talkWith(daemon, oslo, { topic: 'school' });
await talking.say('words that nobody else reads');
await oslo.say('an answer');
const waiting = [await comeYouth(daemon), await comeYouth(daemon)];
await waiting[0].ask({ topic: 'family' });
await waiting[1].ask({ topic: 'family', who: 2 });
const everybody = [talking, oslo, ...waiting];

test('who waits is counted by agency, and apart from that by topic', async () => {
	const { at } = await scrape(daemon);
	assert.equal(at('samtale_waiting', NO), 2);
	assert.equal(at('samtale_waiting', { ...NO, agency: 'oslo' }), 1);
	assert.equal(at('samtale_waiting_by_topic', NO), 2);
	assert.equal(at('samtale_waiting_by_topic', { ...NO, topic: 'family' }), 2);
	assert.equal(at('samtale_waiting', { pool: 'dk' }), 0);
});

test('who asked not to be its municipality\'s counts for no agency', async () => {
	const { at } = await scrape(daemon);
	assert.equal(at('samtale_waiting', { ...NO, agency: '(none)' }), 1);
});

test('rooms, staff, free capacity, sessions and visits are what they are', async () => {
	const { at } = await scrape(daemon);
	assert.equal(at('samtale_rooms', NO), 1);
	assert.equal(at('samtale_counsellors', { ...NO, state: 'available' }), 1);
	assert.equal(at('samtale_counsellors', NO), 1);
	assert.equal(at('samtale_capacity_free', NO), 0);
	assert.deepEqual([at('samtale_sessions', { side: 'youth' }), at('samtale_sessions', { side: 'staff' })], [3, 1]);
	assert.deepEqual([at('samtale_visits_arrived_total', NO), at('samtale_visits_answered_total', NO)], [3, 1]);
	assert.equal(at('samtale_messages_total'), 2);
	assert.equal(at('samtale_wait_seconds_count', NO), 1);
	assert.equal(at('samtale_wait_seconds_bucket', { ...NO, le: '+Inf' }), 1);
	assert.deepEqual([at('samtale_ready'), at('samtale_redis_up'), at('samtale_workers', { state: 'serving' })], [1, 1, 2]);
});

test('the first reply is counted once, whatever else is said', async () => {
	await scrapeUntil(({ at }) => at('samtale_first_reply_seconds_count', NO) === 1, 'the first reply');
	await oslo.say('and more');
	assert.equal((await scrape(daemon)).at('samtale_first_reply_seconds_count', NO), 1);
});

test('a paused counsellor is paused and free for nobody', async () => {
	await oslo.shift({ state: 1, capacity: 3 });
	const { at } = await scrape(daemon);
	assert.deepEqual([at('samtale_counsellors', { ...NO, state: 'paused' }), at('samtale_capacity_free', NO)], [1, 0]);
});

test('a resume is counted, and so is the line that broke', async () => {
	const before = await scrape(daemon);
	await waiting[0].reload();
	const after = await scrapeUntil(({ at }) => at('samtale_sessions', { side: 'youth' }) === 3, 'three youths');
	assert.equal(after.at('samtale_resumes_total', { result: 'ok' }) - before.at('samtale_resumes_total', { result: 'ok' }), 1);
	assert.equal(after.at('samtale_closes_total') - before.at('samtale_closes_total'), 1);
});

test('the endings that are counted are those that there are', async () => {
	const { endings } = readWords(readFileSync(join(ROOT, 'protocol/words.def'), 'utf8'));
	const { samples } = await scrape(daemon);
	const told = samples.filter(({ name }) => name === 'samtale_closes_total').map(({ labels }) => [Number(labels.code), labels.ending]);
	assert.deepEqual(told, endings.map(({ code, word }) => [code, word]));
});

test('nothing private is among them: no token, room, name, address or word', async () => {
	const { text } = await scrape(daemon);
	const secrets = [talking.token, talking.leave, oslo.token, room.id, 'nobody else reads', '127.0.0.1', String(daemon.port), oslo.password];
	for (const secret of secrets) assert.ok(!text.includes(secret), secret);
	assert.doesNotMatch(text, /[0-9a-f]{16}/);
});

test('a worker that is killed takes nothing with it that was counted, and leaves nobody counted as there', async () => {
	const before = await scrape(daemon);
	const resumes = everybody.map((person) => person.resumes);
	for (const pid of Object.values(daemon.workers)) process.kill(pid, 'SIGKILL');
	await until(() => everybody.every((person, i) => person.resumes > resumes[i]), 'everybody to resume');
	const after = await scrapeUntil(({ at }) => at('samtale_sessions') === 4, 'four sessions');
	assert.deepEqual(fallen(before, after), []);
	assert.equal(after.at('samtale_messages_total'), 3);
	assert.equal(after.at('samtale_rooms', NO), 1);
});

test('a rolling restart lets no counter fall, not for a moment', async () => {
	let before = await scrape(daemon);
	let done = false;
	const restart = daemon.ctlBeside('restart').then((answer) => (done = answer));
	while (!done) {
		const now = await scrape(daemon);
		assert.deepEqual(fallen(before, now), []);
		before = now;
	}
	assert.equal((await restart).ok, true);
	assert.ok(before.at('samtale_closes_total', { ending: 'drain' }) >= 1);
	await scrapeUntil(({ at }) => at('samtale_sessions') === 4 && everybody.every((person) => !person.dialling), 'everybody to be back');
});

test('a counter that fell would be found', async () => {
	const before = await scrape(daemon);
	const after = structuredClone({ samples: before.samples });
	after.samples.find(({ name }) => name === 'samtale_messages_total').value = 0;
	assert.deepEqual(fallen(before, after), ['samtale_messages_total {}']);
});

test('the ends of visits are counted by result and why', async () => {
	waiting[1].redials = false;
	await waiting[1].client.close(4000);
	const { at } = await scrapeUntil(({ at }) => at('samtale_visits_ended_total', NO) === 1, 'an end');
	assert.equal(at('samtale_visits_ended_total', { ...NO, result: 'abandoned', why: 'left_quickly' }), 1);
	assert.ok(at('samtale_closes_total', { code: '4000' }) >= 1);
});

test('the listener answers three addresses, to its own names, and opens no socket', async () => {
	const status = async (path, options) => (await askAdmin(daemon, path, options)).status;
	assert.deepEqual([await status('/healthz'), await status('/readyz')], [200, 200]);
	assert.deepEqual([await status('/'), await status('/api/v1/status?pool=no'), await status('/metrics/x')], [404, 404, 404]);
	assert.equal(await status('/metrics', { method: 'POST' }), 405);
	assert.equal(await status('/metrics', { headers: { host: 'evil.example' } }), 421);
	const upgrade = {
		connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-protocol': 'samtale.v1',
		'sec-websocket-key': Buffer.alloc(16).toString('base64'), origin: `http://127.0.0.1:${daemon.adminPort}`,
	};
	assert.equal(await status('/socket', { headers: upgrade }), 404);
	assert.equal(await status('/healthz'), 200);
	const { headers } = await askAdmin(daemon, '/metrics');
	assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
	assert.equal(headers['cache-control'], 'no-store');
});

test('the listener of the public answers none of them', async () => {
	for (const path of ['/metrics', '/healthz', '/readyz']) assert.equal((await ask(daemon, path)).status, 404, path);
});

test('without Redis it is healthy and not ready, and tells what needs no Redis', async () => {
	process.kill(daemon.redisPid, 'SIGKILL');
	await until(async () => (await askAdmin(daemon, '/readyz')).status === 503, 'not ready');
	assert.equal((await askAdmin(daemon, '/healthz')).status, 200);
	await until(async () => (await askAdmin(daemon, '/readyz')).status === 200, 'ready again');
	assert.ok((await scrape(daemon)).at('samtale_redis_lost_total') >= 1);
});

test('while it drains it is not ready, and says so', async () => {
	const mute = await comeYouth(daemon);
	mute.redials = false;
	mute.client.socket._socket.pause(); // it will not answer our close
	assert.equal(daemon.ctl('drain').ok, true);
	assert.equal((await askAdmin(daemon, '/readyz')).status, 503);
	const { at } = await scrape(daemon);
	assert.deepEqual([at('samtale_ready'), at('samtale_workers', { state: 'serving' })], [0, 0]);
});
