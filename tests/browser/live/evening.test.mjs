// An evening on a real daemon: a normal Tuesday, then two topics surge across six municipalities. Each alarm comes with the visit
// that the rule names and not with the one before; the duty lead takes one, leads a topic to a hidden one that somebody has,
// writes to those who wait, and undoes both.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { DayClock } from '../../figures/lib/clock.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { freshFolder } from '../../live/lib/demo.mjs';
import { comeCounsellor, comeYouth } from '../../live/lib/people.mjs';
import { until } from '../../live/lib/wait.mjs';
import { checkClean, lookBoth, mark, startBrowser } from '../lib/browser.mjs';
import { Phone } from '../lib/people.mjs';
import { watch } from './lib/watcher.mjs';

const HOUR = 3_600_000;
const WEEKS = 8;
const WEEK = 7 * 24 * HOUR;
/* 20.20 in Oslo, so that the two hours have parts of three. */
const TUESDAY = Date.parse('2026-11-24T19:20:00Z');
const TUESDAY_HOURS = ['18', '19', '20'];
/* Visits in each of those hours, of one week and of the next. */
const USUAL = { school: [5, 5], online: [1, 2], crime: [1, 1] };
const PLACES = ['0301', '4204', '5610', '4601', '1103', '5001'];
const COUNTIES = PLACES.map((code) => `c${code.slice(0, 2)}`);
const TOLD = 'Mange skriver om det samme i kveld. Du beholder plassen din.';

/* What two hours usually have, and with which visit that is a surge: P(N >= n) of a Poisson, as one sum. */
const meanOf = (topic) => USUAL[topic][0] + USUAL[topic][1];
function surgesWith(topic) {
	const mean = meanOf(topic);
	let [n, term, below] = [0, Math.exp(-mean), 0];
	while (n < 8 || 1 - below >= 0.001) {
		below += term;
		n += 1;
		term *= mean / n;
	}
	return n;
}

const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const clock = new DayClock(folder);
clock.set(new Date(TUESDAY).toISOString());
const daemon = await clock.under(() => startDaemon({ keys: { workers: 2, bucket_staff: 500, bucket_youth: 500, offer_seconds: 300 } }));
const redis = daemon.redis();
const browser = await startBrowser();

for (let week = 1; week <= WEEKS; week += 1) {
	const day = new Date(TUESDAY - week * WEEK).toISOString().slice(0, 10).replaceAll('-', '');
	const numbers = Object.fromEntries(Object.entries(USUAL).map(([topic, two]) => [topic, two[week % 2]]));
	for (const hour of TUESDAY_HOURS) await redis.hset(`{no}:n:w:${day}${hour}`, numbers);
}
await redis.hset('{no}:als', 'first', TUESDAY - WEEKS * WEEK);

const comes = (name, agency, more) => comeCounsellor(daemon, name, { password: daemon.addUser(name, { agency }), ...more });
for (const [name, agency] of [['ida', 'oslo'], ['mona', 'kristiansand'], ['mari', 'karasjok']]) await comes(name, agency, { topics: ['school'] });
const special = await comes('spes', 'ung-norge', { takes: false, topics: ['leaving'], capacity: 1 });

const page = await watch(browser, daemon, 'lina', { user: { agency: 'oslo', role: 'duty_lead' } });
const lina = await redis.hget('{staff}:u:lina', 'id');
await redis.zadd('{no}:rota', TUESDAY - HOUR, `${lina} ${TUESDAY - HOUR} ${TUESDAY + 3 * HOUR} Lina`);

const textOf = (name) => mark(page, name).innerText();
const standing = async () => Object.keys(await redis.hgetall('{no}:al')).sort();
const machine = await until(async () => (await redis.hkeys('{no}:als')).find((field) => field.startsWith('m ')), 'the first judgement');
const youths = { school: [], online: [], crime: [] };
let arrived = 0;

/** The judgement that the parent asks for every five seconds, now. DUP: the parent has just been faster. */
async function judged() {
	await redis.hdel('{no}:als', 'at');
	const [word] = await redis.call('FCALL', 's1_alarms', 1, '{no}:', machine.slice(2), 0, 10, 15, '', '', '');
	assert.ok(word === 'OK' || word === 'DUP', word);
	return standing();
}

/** One more visit; gives the alarms that stand with it. */
async function visits(topic, region) {
	const youth = await comeYouth(daemon);
	assert.equal((await youth.ask({ region, topic })).type, 'queued');
	youths[topic].push(youth);
	arrived += 1;
	return judged();
}

/** Until the page knows of all visits. */
const seen = () => until(async () => Number((await mark(page, 'fig-arrived').locator('.value').innerText()).trim()) === arrived, `${arrived} arrived`);

/** How many visits are asked of each topic's counsellors, and not in a room yet. */
async function queued() {
	const sums = {};
	for (const key of await redis.keys('{no}:y:*')) {
		const [wish, state] = await redis.hmget(key, 'q', 'st');
		const topic = ['online', 'crime', 'leaving', 'school'].find((one) => wish.includes(`,${one},`));
		if (state !== 'C') sums[topic] = (sums[topic] ?? 0) + 1;
	}
	return sums;
}

const becomes = (sums) => until(async () => JSON.stringify(Object.entries(await queued()).sort()) === JSON.stringify(Object.entries(sums).sort()), JSON.stringify(sums));

async function picks(topic) {
	for (const county of COUNTIES) await mark(page, `cell-${county}-${topic}`).click();
}

const sends = async () => {
	await mark(page, 'act-send').click();
	await mark(page, 'act-send').waitFor({ state: 'detached' });
};

/** Undoes the one act that is so described. */
async function undoes(words) {
	const row = mark(page, 'standing').getByRole('listitem').filter({ hasText: words });
	await row.getByRole('button').click();
	await row.waitFor({ state: 'detached' });
}

let phone;

test('a normal Tuesday: as many as usual come, all are answered, nothing rings', async () => {
	for (let i = 0; i < 8; i += 1) assert.deepEqual(await visits('school', PLACES[i % PLACES.length]), [], `school ${i + 1}`);
	for (const youth of youths.school) await youth.room();
	await seen();
	await until(async () => /8 besvart \+ 0 gikk \+ 0 venter/.test(await textOf('fig-arrived')), 'eight answers');
	assert.match(await textOf('alarm-state'), /Ingen alarmer/);
});

test('the first topic: no alarm with the visit before the one that the rule names, and the sum in words with that one', async () => {
	const last = surgesWith('online');
	assert.equal(last, 11, 'of the rule, where 3 are usual');
	phone = await Phone.open(browser, daemon);
	await phone.comeIn();
	await phone.mark('topic-online').check();
	await phone.ask();
	arrived += 1;
	assert.deepEqual(await judged(), []);
	for (let i = 1; i < last - 1; i += 1) assert.deepEqual(await visits('online', PLACES[i % PLACES.length]), [], `online ${i + 1}`);
	await seen();
	assert.equal(await mark(page, 'alarm-surge:online').count(), 0);
	assert.deepEqual(await visits('online', PLACES[4]), ['surge:online']);
	await mark(page, 'alarm-surge:online').waitFor();
	assert.match(await textOf('alarm-surge:online'), /Mange flere om Nett, deling og mobbing enn vanlig/);
	assert.match(await textOf('alarm-surge:online'), /11 besøk fra 6 kommuner på 2 timer\. Vanlig tirsdag 18–20: 3,0\. Så mange kommer ved en tilfeldighet sjeldnere enn 1 av 1000 slike timer\./);
});

test('the second topic: many from two municipalities are none, one from a third is, and the sum grows with the evening', async () => {
	const enough = surgesWith('crime');
	assert.equal(enough, 9, 'of the rule, where 2 are usual');
	for (let i = 0; i < enough; i += 1) assert.deepEqual(await visits('crime', PLACES[i % 2]), ['surge:online'], `crime ${i + 1}`);
	await seen();
	assert.equal(await mark(page, 'alarm-surge:crime').count(), 0);
	assert.deepEqual(await visits('crime', PLACES[2]), ['surge:crime', 'surge:online']);
	await mark(page, 'alarm-surge:crime').waitFor();
	assert.match(await textOf('alarm-surge:crime'), /10 besøk fra 3 kommuner på 2 timer\. Vanlig tirsdag 18–20: 2,0\./);
	for (const place of PLACES.slice(3)) await visits('crime', place);
	await until(async () => /13 besøk fra 6 kommuner/.test(await textOf('alarm-surge:crime')), 'the sum to grow');
	assert.equal(await page.title(), '(2) Alarm – Samtale');
	await lookBoth(page, 'live-evening');
	await mark(page, 'take-surge:crime').click();
	await until(async () => /Tatt av deg/.test(await textOf('alarm-surge:crime')), 'the alarm to be taken');
	assert.equal(await page.title(), '(1) Alarm – Samtale');
});

test('one topic is led to a hidden one: who has it is offered a visit, who comes follows, and each is counted where it was', async () => {
	await becomes({ online: 11, crime: 13 });
	await picks('crime');
	assert.match(await textOf('act-head'), /Valgt: Uro i Oslo, Agder, Finnmark, Vestland, Rogaland og Trøndelag\s+13 venter/);
	await mark(page, 'act-redirect').click();
	await mark(page, 'act-to').locator('option[value="tleaving"]').waitFor({ state: 'attached' });
	await mark(page, 'act-to').selectOption('tleaving');
	await sends();
	const { offer, topic } = await special.next('offer');
	special.send({ type: 'received', offer });
	assert.equal(topic, 'leaving');
	await becomes({ online: 11, leaving: 13 });
	await visits('crime', PLACES[0]);
	await becomes({ online: 11, leaving: 14 });
	special.send({ type: 'accept', offer });
	await special.room();
	await becomes({ online: 11, leaving: 13 });
	await until(async () => /13 venter/.test(await textOf('act-head')), 'who waits to stand where it asked');
	assert.match(await textOf('standing'), /Uro i Oslo, .+ ledes til Vil ut, til \d\d\.\d\d lina/);
	await picks('crime');
});

test('a text stands on the page of who waits for that topic, loaded anew too, and on no other', async () => {
	await picks('online');
	await mark(page, 'act-text').click();
	await mark(page, 'act-text-field').fill(TOLD);
	assert.match(await textOf('act-send'), /Vis til 11 som venter/);
	await sends();
	await phone.mark('told').waitFor();
	assert.equal(await phone.mark('told').innerText(), TOLD);
	for (const youth of youths.online) assert.deepEqual((await youth.next('notice')).texts, [`nb ${TOLD}`]);
	for (const youth of youths.crime) assert.ok(youth.client.received.every(({ type }) => type !== 'notice'));
	await lookBoth(phone.page, 'evening-told');
	await phone.page.reload();
	await phone.mark('told').waitFor();
});

test('both are undone: the text goes, who still waits is asked as before, and who talks goes on talking', async () => {
	await undoes('Tekst til Nett');
	await phone.mark('told').waitFor({ state: 'detached' });
	await undoes('ledes til Vil ut');
	await becomes({ online: 11, crime: 13 });
	await special.say('Hei');
	assert.equal(await mark(page, 'standing').count(), 0);
	assert.deepEqual(await judged(), ['surge:crime', 'surge:online']);
	await mark(page, 'tab-log').click();
	await mark(page, 'log').locator('tbody tr').first().waitFor();
	const rows = await mark(page, 'log').locator('tbody tr').allInnerTexts();
	assert.deepEqual(rows.map((row) => /angret|satte/.exec(row)?.[0]), ['angret', 'angret', 'satte', 'satte'], rows.join('\n'));
	await checkClean(page, 'the duty lead');
	await checkClean(phone.page, 'the phone');
});
