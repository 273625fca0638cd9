// The live view by its pictures: a normal evening and a surge, relayed as the daemon would send them, at every size, by day and by
// night, in bokmål and Northern Sami. What is on the screen is what the scene says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { PHONE, checkClean, checkWidth, look, lookBoth, mark, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE } from '../lib/people.mjs';
import { Relay } from '../lib/relay.mjs';
import { frames, normal, surge, waiting } from './lib/scenes.mjs';
import { WIDE, watch } from './lib/watcher.mjs';

const relay = await Relay.open();
const daemon = await startDaemon({ keys: { origins: JSON.stringify([relay.origin]), hosts: JSON.stringify([relay.host]) } });
relay.lead(daemon);
/* Accounts are the daemon's, pages the relay's. */
const place = { origin: relay.origin, addUser: (...args) => daemon.addUser(...args) };
const browser = await startBrowser();
/* A port at which nobody listens. */
const NOBODY = 1;
const LEAD = { agency: 'oslo', role: 'duty_lead' };

/** A page that has this scene, and no other one comes. */
async function shows(facts, name, options = {}) {
	const page = await watch(browser, place, name, { user: LEAD, ...options });
	/* the daemon's own scene first: it would end the one that is told */
	await page.locator('[data-test="updated"]', { hasText: /\d/ }).waitFor();
	for (const frame of frames(facts)) relay.tell(frame);
	return page;
}

const textOf = (page, name) => mark(page, name).innerText();

const page = await shows(normal(), 'kari');

test('a normal evening stands in the figures, with n beside each rate and none below eight', async () => {
	await mark(page, 'cell-c03-mind').waitFor();
	assert.match(await textOf(page, 'fig-unanswered'), /Gikk uten svar \(forlatt eller avvist\)\s+1\s+av 22 · 5 % siste 60 min\s+0 av 5 siste 15 min, for få til å vurdere \(n under 8\)/);
	assert.match(await textOf(page, 'fig-waiting'), /3\s+lengst 4 min/);
	assert.match(await textOf(page, 'fig-expected'), /2\s+min/);
	assert.match(await textOf(page, 'fig-rooms'), /11\s+1 borte · 2 i etterarbeid/);
	assert.match(await textOf(page, 'fig-on'), /9\s+5 ledige plasser av 19/);
	assert.match(await textOf(page, 'fig-arrived'), /22\s+18 besvart \+ 1 gikk \+ 3 venter/);
});

test('the heat table has all counties and all topics, and who waits in its cells', async () => {
	assert.equal(await mark(page, 'heat').locator('tbody tr').count(), 15);
	assert.equal(await mark(page, 'heat').getByRole('columnheader').count(), 15);
	assert.deepEqual(await Promise.all(['cell-c03-mind', 'cell-c42-school', 'cell-c46-friends'].map((cell) => textOf(page, cell))), ['4 (1)', '2 (1)', '1 (1)']);
	assert.equal(await mark(page, 'cell-c42-school').getAttribute('aria-label'), 'Agder, Skole og stress: lengst 2 min, 1 venter');
	assert.match(await textOf(page, 'row-total'), /4 \(3\)$/);
});

test('people stand with state, time in it and load', async () => {
	assert.match(await textOf(page, 'person-1'), /Ingrid S\. .*Ledig\s+1 t 42\s+1\/2/s);
	assert.match(await textOf(page, 'person-5'), /Lena M\. .*Pause\s+6 min\s+1\/2/s);
	assert.match(await textOf(page, 'people'), /9 · 5 ledige plasser/);
});

test('the day has its table beside the curve, newest first', async () => {
	const rows = mark(page, 'curve').locator('tbody tr');
	assert.equal(await rows.count(), 24);
	assert.match(await rows.first().innerText(), /22\s+18\s+1$/);
	assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => /utenom åpningstid/.test(row.innerText)).join('').replaceAll('false', '.').replaceAll('true', 'x')),
		`${'.'.repeat(8)}${'x'.repeat(14)}..`, 'hours without an open door');
	await mark(page, 'plot').locator('canvas').waitFor();
});

test('a normal evening has no fault that axe knows, at every size, by day and by night', async () => {
	await lookBoth(page, 'live-normal-1440');
	await page.setViewportSize({ width: 1280, height: 720 });
	await lookBoth(page, 'live-normal-1280');
	await page.setViewportSize(PHONE);
	await lookBoth(page, 'live-normal-320');
	await page.setViewportSize(WIDE);
	await checkClean(page, 'the live view');
	await page.context().close();
});

test('a surge is told by number, mark, weight and ground, and cells are chosen by a press', async () => {
	const busy = await shows(surge(), 'siv');
	await mark(busy, 'cell-c42-online').waitFor();
	assert.equal(await textOf(busy, 'cell-c42-online'), '18! (4)');
	assert.match(await textOf(busy, 'fig-unanswered'), /8\s+av 47 · 17 % siste 60 min\s+5 av 16 siste 15 min, 31 %/);
	assert.match(await textOf(busy, 'fig-arrived'), /23 besvart \+ 8 gikk \+ 2 vist videre \+ 14 venter/);
	for (const cell of ['c42', 'c11', 'c40']) await mark(busy, `cell-${cell}-online`).click();
	assert.equal(await mark(busy, 'cell-c42-online').getAttribute('aria-pressed'), 'true');
	await lookBoth(busy, 'live-surge-1440');
	await busy.setViewportSize({ width: 720, height: 450 });
	const items = busy.locator('[data-test^="item-"]');
	await items.first().waitFor();
	assert.deepEqual(await items.evaluateAll((all) => all.map((one) => one.firstChild.textContent)),
		['18! (4)', '12! (3)', '9 (2)', '6 (1)', '4 (1)', '3 (1)', '2 (1)', '1 (1)']);
	await look(busy, 'live-surge-720');
	await mark(busy, 'heat-tabled').click();
	await look(busy, 'live-surge-720-table');
	await busy.setViewportSize(PHONE);
	await look(busy, 'live-surge-320');
	await busy.context().close();
});

/* Of the heads, names, cells and sums of the heat table the text that is wider than its place, or that touches the next head. */
const tooWide = (page) => mark(page, 'heat').evaluate((box) => {
	const textOf = (cell) => {
		const range = document.createRange();
		range.selectNodeContents(cell);
		return [...range.getClientRects()].reduce(([from, to], { left, right }) => [Math.min(from, left), Math.max(to, right)], [Infinity, -Infinity]);
	};
	const filled = [...box.querySelectorAll('th, td')].filter((cell) => cell.textContent !== '');
	const wide = filled.filter((cell) => {
		const [[from, to], { left, right }] = [textOf(cell), cell.getBoundingClientRect()];
		return from < left - 0.5 || to > right + 0.5 || cell.scrollWidth > cell.clientWidth;
	});
	/* the last one stays in sight, over those behind it */
	const heads = [...box.querySelectorAll('thead th:not(:last-child)')];
	const touching = heads.filter((head, i) => i > 0 && textOf(head)[0] - textOf(heads[i - 1])[1] < 2);
	return [...wide, ...touching].map((cell) => cell.textContent);
});

test('every head, name and cell of the heat table has room for its text, and the box scrolls sideways where the screen has none', async () => {
	const many = { ...surge(), ...waiting([['c03', 'selfharm', 20, 30], ['c15', 'family', 12, 14], ['c50', 'mind', 7, 125], ['c55', 'leaving', 2, 11]]) };
	for (const [language, facts] of [['nb', many], ['nn', surge()], ['da', many], ['en', surge()]]) {
		const page = await shows(facts, `ida-${language}`, { path: `/live?lang=${language}` });
		await mark(page, 'cell-c42-online').waitFor();
		for (const size of [WIDE, { width: 1280, height: 720 }, PHONE]) {
			await page.setViewportSize(size);
			if (size === PHONE) await mark(page, 'heat-tabled').click();
			assert.deepEqual(await tooWide(page), [], `${language} at ${size.width}`);
			await checkWidth(page, `${language} at ${size.width}`);
			const [wide, seen] = await mark(page, 'heat').evaluate((box) => [box.scrollWidth, box.clientWidth]);
			if (size !== PHONE && facts !== many) assert.equal(wide, seen, `${language} at ${size.width} has no need to scroll`);
		}
		await mark(page, 'heat').evaluate((box) => (box.scrollLeft = 200));
		const shift = await mark(page, 'heat').evaluate((box) => box.querySelector('tbody th').getBoundingClientRect().left - box.getBoundingClientRect().left);
		assert.ok(Math.abs(shift) < 1, 'the names of counties stay');
		const bottoms = await mark(page, 'row-total').locator('th, td').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().bottom));
		assert.ok(Math.max(...bottoms) - Math.min(...bottoms) < 0.5, 'what is scrolled behind a name or a sum is covered');
		await page.context().close();
	}
});

test('while the line is down it is said from when the figures are, they stay, and all is new when it is back', async () => {
	const page = await shows(normal(), 'tor', { allowed: BROKEN_LINE });
	await mark(page, 'cell-c03-mind').waitFor();
	const { port } = relay;
	relay.port = NOBODY;
	for (const socket of relay.pairs) socket.terminate();
	await mark(page, 'lost').getByText('Tallene er fra da').waitFor();
	assert.equal(await textOf(page, 'cell-c42-school'), '2 (1)');
	assert.equal(await page.title(), '(!) Samtale');
	await look(page, 'live-lost-1440');
	relay.port = port;
	await mark(page, 'retry').click();
	await mark(page, 'lost').waitFor({ state: 'detached' });
	await mark(page, 'cell-c03-mind').waitFor({ state: 'detached' });
	await page.context().close();
});

test('a store that does not answer is said, and from when the figures are', async () => {
	const page = await shows(normal(), 'ane');
	await mark(page, 'cell-c03-mind').waitFor();
	relay.tell({ type: 'frozen', on: 1 });
	await mark(page, 'frozen').waitFor();
	await look(page, 'live-frozen-1440');
	relay.tell({ type: 'frozen', on: 0 });
	await mark(page, 'frozen').waitFor({ state: 'detached' });
	await page.context().close();
});

test('in Northern Sami what stands in bokmål says so', async () => {
	const page = await shows(normal(), 'mette', { path: '/live?lang=se' });
	await mark(page, 'cell-c03-mind').waitFor();
	assert.equal(await page.getByText('Venter nå').first().getAttribute('lang'), 'nb');
	await lookBoth(page, 'live-normal-se');
	await page.context().close();
});
