// The tab "Tall" and the owner's section of the same name: what was counted is what is read, and the file that is kept holds it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, checkWidth, lookBoth, mark, PHONE, startBrowser } from '../lib/browser.mjs';
import { watch } from './lib/watcher.mjs';

const browser = await startBrowser();
const daemon = await startDaemon({ keys: { workers: 1 } });
const redis = daemon.redis();
await redis.hset('{no}:n:d:20261001', {
	'm0301 arrived': 20, 'm0301 answered:30': 12, 'm0301 answered:120': 3, 'm0301 abandoned:gave_up': 4, 'm0301 diverted': 1,
	'm0301 ended:left:1800': 10, 'm0301 ended:left:3600': 3, 'm0301 silent': 1, 'm0301 by:oslo': 9, 'm0301 by:kristiansand': 6, 'm4204 by:oslo': 4,
});
await redis.hset('{no}:n:m:202610', { 'm0301 school ended:left:1800': 8, 'm0301 mind ended:left:1800': 5, 'm0301 mind silent': 1 });
await redis.hset('{no}:n:a:20261001', { 'oslo tapped': 31, 'oslo survey': 9, 'oslo place:yes': 8 });
await redis.hset('{no}:n:o:20261001', { oslo: 300 });

async function choose(page, from, to) {
	await mark(page, 'sum').waitFor();
	await mark(page, 'fig-from').fill(from);
	await mark(page, 'fig-to').fill(to);
	await mark(page, 'fig-show').click();
}

async function checkFigures(page) {
	await choose(page, '2026-10-01', '2026-10-31');
	await mark(page, 'fig-period').getByText('1.10.2026 – 31.10.2026').waitFor();
	const text = (name) => mark(page, name).innerText();
	const sum = await Promise.all(['arrived', 'answered', 'abandoned', 'refused', 'diverted', 'waiting'].map((name) => text(`sum-${name}`)));
	assert.deepEqual(sum, ['20', '15', '4', '0', '1', '0']);
	assert.match(await text('own-share'), /^60 % .*\(9 av 15\)/);
	assert.match(await text('per-hour'), /Åpne dager: 1\. Åpne timer: 5\..*4 kom, 2,6 ble besvart/s);
	assert.equal(await text('taps'), '31');
	assert.match(await text('ours'), /Ung i Oslo\s+9\s+Ung i Kristiansand\s+6/);
	assert.match(await text('others'), /Agder\s+4/);
	assert.match(await text('topics'), /Skole og stress\s+8/);
	assert.match(await text('times'), /Ventet\s+0,5\s+2\s+15/);
}

test('a supervisor reads the own figures, keeps them as a file, and is told what a wrong day is', async () => {
	const page = await watch(browser, daemon, 'liv', { path: '/live#figures', allowed: [/422/] });
	await checkFigures(page);
	const kept = page.waitForEvent('download');
	await mark(page, 'fig-csv').click();
	const file = await kept;
	assert.equal(file.suggestedFilename(), 'samtale-oslo-2026-10-01-2026-10-31.csv');
	const bytes = readFileSync(await file.path());
	assert.deepEqual([...bytes.subarray(0, 6)], [0xef, 0xbb, 0xbf, ...Buffer.from('tab')]);
	assert.match(bytes.toString(), /\r\nsum;all;;arrived;20\r\n/);
	await lookBoth(page, 'live-figures');
	await choose(page, '2026-10-02', '2026-10-01');
	await page.locator('[data-test="fig-to"][aria-invalid="true"]').waitFor();
	assert.equal(await mark(page, 'sum-arrived').innerText(), '20', 'what was shown stays');
	await page.setViewportSize(PHONE);
	await checkWidth(page, 'the own figures at 320');
	await lookBoth(page, 'live-figures-320');
	await checkClean(page, 'the own figures');
	await page.context().close();
});

test('an owner has the same as a section', async () => {
	const page = await watch(browser, daemon, 'nora', { user: { agency: 'oslo', role: 'owner' }, path: '/owner' });
	await mark(page, 'nav-figures').click();
	await checkFigures(page);
	await lookBoth(page, 'owner-figures');
	await page.context().close();
});
