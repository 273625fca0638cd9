// The page of a month that was frozen as any month is: each of its numbers is the file's, and it leads to the months beside it. What
// other tests draw by a file that was made up has the shape of one that was not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, startBrowser } from '../browser/lib/browser.mjs';
import { ask } from '../live/lib/http.mjs';
import { startFrozen } from './lib/frozen.mjs';
import { asPrinted, plantOnPage, printed, wordsOf } from './lib/printed.mjs';
import { sheet } from './lib/sheet.mjs';
import { cellsOfJson, faultsOf } from './lib/tabled.mjs';

const frozen = await startFrozen();
const { daemon, steps: [older, newer] } = frozen;
const file = frozen.file(newer);
const browser = await startBrowser();

test('every number, name and window on the page is the one of the file', async (t) => {
	const page = await openPage(browser, daemon, `/figures/no/${newer}?lang=nb`);
	const faults = async () => faultsOf((await printed(page, file)).cells, asPrinted(cellsOfJson(file)));
	const { names, windows } = await printed(page, file);
	assert.deepEqual({ names, windows }, wordsOf(file));
	assert.deepEqual(await faults(), []);
	const all = Object.values(cellsOfJson(file));
	t.diagnostic(`${all.filter((number) => number === null).length} of ${all.length} cells are hidden`);
	assert.ok(all.includes(null) && all.some((number) => number > 100));
	await plantOnPage(page, async (where) => assert.ok((await faults()).length > 0, `${where} was not found`));
	await page.context().close();
});

test('it leads to the month before and the month after, as far as there are any', async () => {
	const page = await openPage(browser, daemon, `/figures/no/${older}?lang=da`);
	assert.equal(await page.locator('a[rel=prev]').count(), 0);
	await page.locator('a[rel=next]').click();
	await page.waitForURL(`**/figures/no/${newer}?lang=da`);
	assert.equal(await page.locator('a[rel=next]').count(), 0);
	await page.locator('a[rel=prev]').click();
	await page.waitForURL(`**/figures/no/${older}?lang=da`);
	await page.context().close();
});

test('the licence is the one that the configuration names', async () => {
	assert.equal(file.licence, 'CC BY 4.0');
	const { text } = await ask(daemon, `/figures/no/${newer}?lang=nb`);
	assert.match(text, /Lisens for tallene: CC BY 4\.0\./);
});

/** What a file consists of, without its numbers and without whom they are about. */
const shapeOf = (one) => ({
	members: Object.keys(one).sort(),
	tables: one.tables.map(({ id, columns }) => [id, columns]),
	keys: ['sum', 'counties', 'topics', 'who', 'time', 'survey'].map((id) => one.tables.find((table) => table.id === id).rows.map(({ key }) => key)),
	members_of_rows: one.tables.map(({ id, rows }) => [id, [...new Set(rows.flatMap(Object.keys))].sort()]),
	window: Object.keys(one.windows[0]).sort(),
});

test('the file that other tests draw has the shape of one that was frozen', () => {
	assert.deepEqual(shapeOf(sheet(newer)), shapeOf(file));
});
