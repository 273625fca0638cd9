// The live view of a whole country: 357 municipalities by thirteen topics, 1,000 waiting. The scene is relayed: no viewer may see so
// many municipalities, and a daemon would take minutes to have them. How it moves on a slow machine is measured by ./dev bench scroll.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, look, mark, startBrowser } from '../lib/browser.mjs';
import { Relay } from '../lib/relay.mjs';
import { MUNICIPALITIES, TOPICS, crowd, frames } from './lib/scenes.mjs';
import { watch } from './lib/watcher.mjs';

const COUNTIES = 15;
const ROWS_MOST = 60;
const relay = await Relay.open();
const daemon = await startDaemon({ keys: { origins: JSON.stringify([relay.origin]), hosts: JSON.stringify([relay.host]) } });
relay.lead(daemon);
const browser = await startBrowser();
const place = { origin: relay.origin, addUser: (...args) => daemon.addUser(...args) };
const page = await watch(browser, place, 'kari', { user: { agency: 'ung-norge', role: 'coordinator' } });
await mark(page, 'heat').waitFor();
const facts = crowd(1000);
for (const frame of frames(facts)) relay.tell(frame);
const heat = mark(page, 'heat');

const rowsThere = () => heat.locator('tr').count();
const indexes = () => heat.locator('tbody tr[aria-rowindex]').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))));
const scrollTo = async (top) => {
	await heat.evaluate((box, to) => (box.scrollTop = to), top);
	await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
};

test('all who wait are counted once, whatever is opened', async () => {
	assert.equal(MUNICIPALITIES.length, 357);
	assert.equal(TOPICS.length, 13);
	await mark(page, 'heat-open-all').click();
	assert.match(await mark(page, 'row-total').innerText(), /\(1000\)$/);
	assert.equal(await heat.locator('table').getAttribute('aria-rowcount'), String(COUNTIES + 357 + 2));
});

test('at most 60 rows are in the document wherever it is scrolled to, and each says which it is', async () => {
	const end = await heat.evaluate((box) => box.scrollHeight - box.clientHeight);
	for (let i = 0; i <= 20; i++) {
		await scrollTo((end * i) / 20);
		assert.ok((await rowsThere()) <= ROWS_MOST, `${await rowsThere()} rows`);
		const seen = await indexes();
		assert.deepEqual(seen, [...seen].sort((a, b) => a - b));
	}
	assert.equal((await indexes()).at(-1), COUNTIES + 357 + 1);
});

test('what is seen has no gap: a row stands at each height of the box', async () => {
	for (const top of [0, 1000, 3333, 7000]) {
		await scrollTo(top);
		const gaps = await heat.evaluate((box) => {
			const { left, top: from, bottom } = box.getBoundingClientRect();
			const head = box.querySelector('thead').getBoundingClientRect().height;
			const foot = box.querySelector('tfoot').getBoundingClientRect().height;
			const ys = Array.from({ length: 20 }, (_y, i) => from + head + 4 + ((bottom - foot - 8 - from - head) * i) / 19);
			return ys.filter((y) => document.elementFromPoint(left + 20, y)?.closest('tr.gap')).length;
		});
		assert.equal(gaps, 0, `at ${top}`);
	}
});

/* Of each row in the document: its region, its place, and of its cells how many wait by what is read and by what is said. */
const rowsSay = () => heat.locator('tbody tr[aria-rowindex]').evaluateAll((rows) => rows.map((row) => {
	const [head, ...cells] = row.children;
	const numberOf = (cell) => Number(/\((\d+)\)$/.exec(cell.textContent)?.[1] ?? 0);
	return {
		region: row.dataset.test.slice(4), numbers: cells.slice(0, -1).map(numberOf), sum: numberOf(cells.at(-1)),
		isSaid: cells.flatMap((cell) => [...cell.children]).every((button) => button.ariaLabel.startsWith(`${head.textContent}, `)),
	};
}));

test('a row that was scrolled away and is taken up for another says what stands there, and nothing of before', async () => {
	for (const top of [0, 500, 8000, 4000, 4100, 0]) {
		await scrollTo(top);
		for (const { region, numbers, sum, isSaid } of await rowsSay()) {
			const wanted = TOPICS.map((topic) => Number(facts[`w ${region} ${topic}`]?.split(' ')[0] ?? 0));
			assert.deepEqual(numbers, wanted, `${region} at ${top}`);
			assert.equal(sum, wanted.reduce((all, n) => all + n, 0), `${region} at ${top}`);
			assert.ok(isSaid, `${region} at ${top} says another place`);
		}
	}
});

test('a cell that has the focus keeps it when it is scrolled away, and nothing jumps', async () => {
	await scrollTo(0);
	const first = heat.locator('tbody button[data-test^="cell-"]').first();
	await first.focus();
	const name = await first.getAttribute('data-test');
	await scrollTo(5000);
	assert.equal(await page.evaluate(() => document.activeElement.dataset.test), name);
	assert.equal(await heat.evaluate((box) => Math.round(box.scrollTop)), 5000);
	assert.ok((await rowsThere()) <= ROWS_MOST);
});

test('it has no fault that axe knows, at its beginning and in its middle', async () => {
	await look(page, 'live-crowd-1440');
	await page.setViewportSize({ width: 320, height: 640 });
	const items = page.locator('[data-test^="item-"]');
	await items.first().waitFor(); // the list is drawn after the page has heard of its width
	assert.equal(await items.count(), 20);
	await look(page, 'live-crowd-320');
	await checkClean(page, 'the live view of a crowd');
});
