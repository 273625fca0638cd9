// The live view on a real daemon: what stands on it is what happened. Who may see a municipality beside a topic does, and nobody else;
// a line that breaks, a worker or a Redis that is killed leave it right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { comeCounsellor, comeYouth, talkWith } from '../../live/lib/people.mjs';
import { until } from '../../live/lib/wait.mjs';
import { checkClean, mark, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE } from '../lib/people.mjs';
import { watch } from './lib/watcher.mjs';

const OWN_ONLY = 1;
const NOT_MINE = 2;
const daemon = await startDaemon({ keys: { workers: 2 } });
const browser = await startBrowser();
const counsellor = await comeCounsellor(daemon, 'ida', { password: daemon.addUser('ida', { agency: 'oslo' }), capacity: 1 });
await talkWith(daemon, counsellor, { topic: 'school' });
const waits = [];

async function wait(region, topic, who = 0) {
	const youth = await comeYouth(daemon);
	assert.equal((await youth.ask({ region, topic, who })).type, 'queued');
	waits.push(youth);
	return youth;
}

await wait('0301', 'school');
await wait('0301', 'school', OWN_ONLY);
const hidden = await wait('0301', 'mind', NOT_MINE);
await wait('4204', 'family');

const options = { allowed: BROKEN_LINE };
const oslo = await watch(browser, daemon, 'tone', { user: { agency: 'oslo', role: 'supervisor' }, ...options });
const agder = await watch(browser, daemon, 'geir', { user: { agency: 'kristiansand', role: 'supervisor' }, ...options });
const lead = await watch(browser, daemon, 'kari', { user: { agency: 'ung-norge', role: 'coordinator' }, ...options });
const pages = { oslo, agder, lead };

/* How many wait in a cell, as it is written there; undefined: nobody. */
const waitsIn = async (page, cell) => {
	const found = mark(page, `cell-${cell}`);
	return (await found.count()) === 0 ? undefined : Number(/\((\d+)\)/.exec(await found.textContent())[1]);
};
const figure = async (page, name) => (await mark(page, `fig-${name}`).locator('.value').innerText()).trim();

/** Waits until so many wait in that cell. */
const shows = (page, cell, n) => until(async () => (await waitsIn(page, cell)) === n, `${cell} to be ${n}`);

test('every viewer sees who waits by county and topic', async () => {
	for (const page of Object.values(pages)) {
		await shows(page, 'c03-school', 2);
		await shows(page, page === oslo ? 'n-mind' : 'c03-mind', 1);
		await shows(page, 'c42-family', 1);
		assert.equal(await figure(page, 'waiting'), '4');
		assert.match(await mark(page, 'row-total').innerText(), /\(4\)$/);
	}
});

test('below the county only who serves the municipality sees a topic, and nobody who asked for somebody from elsewhere', async () => {
	await mark(oslo, 'open-c03').click();
	await shows(oslo, 'm0301-school', 2);
	assert.equal(await waitsIn(oslo, 'm0301-mind'), undefined);
	assert.equal(await waitsIn(oslo, 'c03-mind'), undefined, 'Oslo is its county alone');
	assert.equal(await oslo.locator('button[data-test^="cell-n-"]').count(), 0, 'the rest is no place for an act');
	await mark(agder, 'open-c42').click();
	await shows(agder, 'm4204-family', 1);
	assert.equal(await mark(agder, 'open-c03').count(), 0);
	assert.equal(await lead.locator('[data-test^="open-"]').count(), 0);
	assert.equal(await lead.locator('[data-test^="row-m"]').count(), 0);
});

test('who came is who was answered, went and waits', async () => {
	const sum = /1 besvart \+ 0 gikk \+ 4 venter/;
	await until(async () => sum.test(await mark(lead, 'fig-arrived').innerText()), 'the sum');
	assert.equal(await figure(lead, 'arrived'), '5');
	assert.match(await mark(lead, 'fig-unanswered').innerText(), /0\s+av 5 siste 60 min\s+for få til å vurdere/);
});

test('who is on stands with name, state and load for the own agency and the pool; for others with a number', async () => {
	for (const page of [oslo, lead]) {
		await until(async () => /ida Oslo.*\d+ min\s+1\/1/s.test(await mark(page, 'people').innerText()), 'ida with one of one');
	}
	await mark(agder, 'agency-oslo').waitFor();
	const others = await mark(agder, 'people').innerText();
	assert.match(others, /Ung i Oslo\s+1 på vakt, 1 ledige\s+1\/1/);
	assert.doesNotMatch(others, /ida/);
});

test('what changes is there within moments: one goes, one comes', async () => {
	hidden.send({ type: 'cancel', why: 0 });
	await wait('4204', 'online');
	await shows(lead, 'c42-online', 1);
	await shows(lead, 'c03-mind', undefined);
	assert.match(await mark(lead, 'fig-arrived').innerText(), /1 besvart \+ 1 gikk \+ 4 venter/);
});

test('when all workers are killed everything is right again with the next ones', async () => {
	const from = daemon.lines.length;
	for (const pid of Object.values(daemon.workers)) process.kill(pid, 'SIGKILL');
	await daemon.ready(from);
	await wait('4204', 'body');
	for (const page of Object.values(pages)) {
		await shows(page, 'c42-body', 1);
		await shows(page, 'c42-family', 1);
	}
});

test('a Redis that is killed stops the figures with words, and they go on after', async () => {
	await daemon.killRedis();
	await wait('4204', 'sex');
	for (const page of Object.values(pages)) await shows(page, 'c42-sex', 1);
	assert.equal(await mark(oslo, 'frozen').count(), 0);
});

test('the pages did nothing that they must not do', async () => {
	for (const [name, page] of Object.entries(pages)) await checkClean(page, name);
	for (const youth of waits) youth.redials = false;
});
