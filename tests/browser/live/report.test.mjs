// /figures without a script: the list and the sheet of a month that was frozen as any month is, narrow and wide, light and dark, and as
// it is printed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFrozen } from '../../figures/lib/frozen.mjs';
import { PHONE, checkWidth, lookBoth, openPage, shoot, startBrowser } from '../lib/browser.mjs';

const browser = await startBrowser();
const { daemon, steps: [, step] } = await startFrozen();
const month = new Intl.DateTimeFormat('nb', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${step}-15`));
const address = `/figures/no/${step}?lang=nb`;

for (const [name, path] of [['open', '/figures?lang=nb'], ['sheet', address]]) {
	test(`${path} is read at 1280 and 320 pixels, light and dark, without a script`, async () => {
		const page = await openPage(browser, daemon, path, { javaScriptEnabled: true });
		assert.equal(await page.locator('script').count(), 0);
		await lookBoth(page, `figures-${name}`);
		await page.setViewportSize(PHONE);
		await checkWidth(page, `figures-${name} at 320`);
		await lookBoth(page, `figures-${name}-320`);
		await page.context().close();
	});
}

test('one walks from the list to a step and back', async () => {
	const page = await openPage(browser, daemon, '/figures?lang=nb');
	await page.getByRole('link', { name: month }).click();
	await page.getByRole('heading', { level: 1, name: `Poolen Norge, ${month}` }).waitFor();
	await page.getByRole('link', { name: 'Alle perioder' }).click();
	await page.getByRole('heading', { level: 1, name: 'Åpne tall' }).waitFor();
	await page.context().close();
});

test('the sheet of a month is printed on A4, without what only a screen needs', async () => {
	const page = await openPage(browser, daemon, address, { size: { width: 794, height: 1123 } });
	await page.emulateMedia({ media: 'print' });
	assert.equal(await page.locator('.noprint:visible').count(), 0);
	assert.ok(await page.getByRole('cell', { name: 'skjult' }).first().isVisible());
	await shoot(page, 'figures-sheet-print');
	const pages = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g);
	assert.ok(pages.length <= 2, `${pages.length} pages`);
	await page.context().close();
});
