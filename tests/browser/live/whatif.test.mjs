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
	await mark(page, 'changed-extra').fill('lørdag 17-21');
	await mark(page, 'play').click();
	await page.waitForFunction(() => document.querySelector('[data-test="changed-of-shift_hours_a_week"]').textContent === '20');
	assert.equal(await number(page, 'today-of-shift_hours_a_week'), 16);
	assert.ok((await number(page, 'changed-of-lost')) < (await number(page, 'today-of-lost')));
	await lookBoth(page, 'live-whatif');
	await checkClean(page, 'the what-if');
	await page.context().close();
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
