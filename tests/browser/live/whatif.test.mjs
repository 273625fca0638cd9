// The tab "Hva om": a form filled with what the agency has, played anew with a change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, lookBoth, mark, startBrowser } from '../lib/browser.mjs';
import { watch } from './lib/watcher.mjs';

const browser = await startBrowser();
const daemon = await startDaemon({ keys: { workers: 1 }, agencies: { oslo: { hours: 'mon-thu 17:00-21:00' } } });

const number = async (page, name) => Number((await mark(page, name).textContent()).replace(/[^\d,]/g, '').replace(',', '.'));

test('one more counsellor on Saturday: the form says what is so today, the figures what it changes', async () => {
	const page = await watch(browser, daemon, 'liv', { path: '/live#whatif' });
	assert.equal(await mark(page, 'today-hours').inputValue(), 'man-tor 17:00-21:00');
	assert.match(await mark(page, 'from').textContent(), /Åpningstider: egne/);
	assert.match(await mark(page, 'assumed').textContent(), /Halvparten av de unge gir opp innen 6 minutter/);
	for (const side of ['today', 'changed']) await mark(page, `${side}-alone`).check();
	await mark(page, 'today-visits_day').fill('0,50');
	await mark(page, 'changed-visits_day').fill('0.5');
	await mark(page, 'changed-extra').fill('lørdag 17-21');
	await mark(page, 'play').click();
	await page.waitForFunction(() => document.querySelector('[data-test="changed-of-shift_hours_a_week"]').textContent === '20');
	assert.equal(await number(page, 'today-of-shift_hours_a_week'), 16);
	assert.ok((await number(page, 'changed-of-lost')) < (await number(page, 'today-of-lost')));
	const parts = await Promise.all(['door_closed', 'unskilled', 'abandoned', 'too_late'].map((name) => number(page, `today-of-${name}`)));
	const lost = await number(page, 'today-of-lost');
	assert.ok(Math.abs(parts.reduce((sum, one) => sum + one, 0) - lost) <= 0.25, `${parts.join(' + ')} is ${lost} but for the last digit`);
	await lookBoth(page, 'live-whatif');
	await checkClean(page, 'the what-if');
	await page.context().close();
});

test('a number in a field has the sign of the page, whatever the browser speaks', async () => {
	for (const [language, sign] of [['nb', ','], ['en', '.']]) {
		const page = await watch(browser, daemon, `sara-${language}`, { path: `/live?lang=${language}#whatif`, locale: language === 'nb' ? 'en-US' : 'nb-NO' });
		const typed = mark(page, 'today-visits_day');
		assert.equal(await typed.evaluate((field) => field.type), 'text', 'the browser would put its own sign');
		assert.equal(await typed.inputValue(), `0${sign}43`);
		await page.context().close();
	}
});

test('a field that is wrong is marked, and what was played stays', async () => {
	const page = await watch(browser, daemon, 'moa', { path: '/live#whatif' });
	await mark(page, 'changed-hours').fill('hver dag');
	await mark(page, 'play').click();
	await page.locator('[data-test="changed-hours"][aria-invalid="true"]').waitFor();
	assert.equal(await page.locator('[aria-invalid="true"]').count(), 1);
	assert.ok(await mark(page, 'outcome').isVisible());
	await page.setViewportSize({ width: 320, height: 700 });
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'nothing is wider than the screen');
	await lookBoth(page, 'live-whatif-320');
	await page.context().close();
});
