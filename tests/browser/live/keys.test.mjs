// The live view by keyboard alone, on a real daemon: everything by name, from one part of the screen to the next, which key does what,
// and an act from the first press to its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { comeCounsellor, comeYouth } from '../../live/lib/people.mjs';
import { until } from '../../live/lib/wait.mjs';
import { PHONE, checkClean, look, lookBoth, mark, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE } from '../lib/people.mjs';
import { WIDE, watch } from './lib/watcher.mjs';

const HOUR = 3_600_000;
const daemon = await startDaemon({ keys: { workers: 1, bucket_staff: 500, bucket_youth: 500, offer_seconds: 300 } });
const redis = daemon.redis();
const browser = await startBrowser();

const youth = await comeYouth(daemon);
await youth.ask({ region: '4204', topic: 'online' });
await comeCounsellor(daemon, 'kari', { password: daemon.addUser('kari', { agency: 'oslo' }), takes: false, topics: ['drugs'] });
const page = await watch(browser, daemon, 'lina', { user: { agency: 'oslo', role: 'duty_lead' }, allowed: BROKEN_LINE });
const id = await redis.hget('{staff}:u:lina', 'id');
await redis.zadd('{no}:rota', Date.now() - HOUR, `${id} ${Date.now() - HOUR} ${Date.now() + 8 * HOUR} Lina`);
await mark(page, 'act').waitFor();
await mark(page, 'cell-c42-online').waitFor();

const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const focused = () => page.evaluate(() => document.activeElement?.dataset.test ?? document.activeElement?.tagName);
const focusIs = (name) => page.waitForFunction((one) => document.activeElement?.dataset.test === one, name);

/** By name: what is typed leaves one thing, and Enter does it. */
async function does(words, what) {
	await press('Control+k');
	await focusIs('palette-find');
	await page.keyboard.type(words);
	assert.deepEqual(await mark(page, 'palette-item').evaluateAll((items) => items.map((item) => item.dataset.id)), [what]);
	await press('Enter');
}

/** Tab until the focus is there. */
async function tabTo(name) {
	for (let i = 0; i < 40 && (await focused()) !== name; i += 1) await press('Tab');
	assert.equal(await focused(), name);
}

test('the palette has everything on the screen by name', async () => {
	await press('Control+k');
	await lookBoth(page, 'live-palette');
	const ids = await mark(page, 'palette-item').evaluateAll((items) => items.map((item) => item.dataset.id));
	for (const one of ['act close', 'act announce', 'tab whatif', 'tab log', 'cell c42 online']) assert.ok(ids.includes(one), `${one} of ${ids}`);
	assert.ok(!ids.includes('act text'), 'no cell is chosen');
	await page.setViewportSize(PHONE);
	await look(page, 'live-palette-320');
	await page.setViewportSize(WIDE);
	await press('Escape');
	await mark(page, 'sheet-palette').waitFor({ state: 'detached' });
});

test('F6 goes from part to part and around, Shift and F6 back', async () => {
	/* The name of the part, by its mark or its class. */
	const part = () => page.evaluate(() => {
		const around = document.activeElement?.closest('.bar, main .card');
		return around?.dataset.test ?? around?.className ?? document.activeElement?.outerHTML.slice(0, 200);
	});
	const goes = async (key) => {
		const before = await part();
		await press(key);
		await until(async () => (await part()) !== before, `${key} leads on from ${before}`);
		return part();
	};
	await mark(page, 'palette').focus();
	const seen = [];
	while (seen.at(-1) !== 'bar' && seen.length < 12) seen.push(await goes('F6'));
	assert.deepEqual(seen.filter((one) => ['people', 'act', 'curve', 'bar'].includes(one)), ['people', 'act', 'curve', 'bar'], `all: ${seen}`);
	assert.equal(await goes('Shift+F6'), 'curve');
});

test('a text is chosen for, written and sent without a mouse', async () => {
	await does('agder nett', 'cell c42 online');
	await mark(page, 'act-head').getByText('Valgt: Nett i Agder').waitFor();
	await does('skriv til', 'act text');
	await focusIs('act-text-field');
	await page.keyboard.type('Hvor mange er dere?');
	assert.equal(await mark(page, 'act-text-field').inputValue(), 'Hvor mange er dere?', 'a sign is written where one writes');
	await mark(page, 'act-reach').getByText('Vises for 1 som venter nå.').waitFor();
	await tabTo('act-send');
	await press('Enter');
	assert.deepEqual((await youth.next('notice')).texts, ['nb Hvor mange er dere?']);
	await mark(page, 'standing').waitFor();
	const undo = `undo ${(await mark(page, 'standing').locator('li').getAttribute('data-test')).slice('standing-'.length)}`;
	await page.route('**/api/v1/acts/undo', (route) => route.abort('connectionreset'));
	await does('angre', undo);
	await mark(page, 'standing').getByRole('alert').waitFor();
	await page.unroute('**/api/v1/acts/undo');
	await does('angre', undo);
	await mark(page, 'standing').waitFor({ state: 'detached' });
});

test('somebody on shift is found by name, and what can be done opens', async () => {
	await does('handlinger for kari', `person ${await redis.hget('{staff}:u:kari', 'id')}`);
	await mark(page, 'person-pause').waitFor();
	await does('handlinger for kari', `person ${await redis.hget('{staff}:u:kari', 'id')}`);
	await focusIs(`person-acts-${await redis.hget('{staff}:u:kari', 'id')}`);
	assert.ok(await mark(page, 'person-pause').isVisible(), 'what is open stays open');
});

test('? shows the keys, which can be changed, and a key that is changed does its work', async () => {
	await page.evaluate(() => document.activeElement?.blur());
	await press('?');
	await look(page, 'live-keys');
	await mark(page, 'key-palette').press('Enter');
	await press('F4');
	await press('Escape');
	await press('F4');
	await mark(page, 'sheet-palette').waitFor();
	await press('Escape');
	await page.evaluate(() => document.activeElement?.blur());
	await press('?');
	await mark(page, 'keys-reset').press('Enter');
	await press('Escape');
	await page.evaluate(() => localStorage.removeItem('samtale.keys'));
	await checkClean(page, 'the live view by keyboard');
});
