// The owner's page on a slow machine: what is typed and what is clicked while something else is under way is not lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { mark, startBrowser } from '../lib/browser.mjs';
import { enterOffice, goTo, says } from './lib/office.mjs';

const browser = await startBrowser();
const daemon = await startDaemon({ agencies: { oslo: {} } });
const password = daemon.addUser('nora', { agency: 'oslo', role: 'owner' });

const slow = async (page) => {
	const line = await page.context().newCDPSession(page);
	await line.send('Emulation.setCPUThrottlingRate', { rate: 6 });
};
const nora = await enterOffice(browser, daemon, 'nora', password);
await slow(nora);

test('a colour that is being typed stays when the door is looked at meanwhile', async () => {
	await goTo(nora, 'texts');
	const door = /\/api\/v1\/door/;
	let looks = 0;
	/* The look right after saving passes, the one a second later waits. */
	const held = new Promise((resolve) => void nora.route(door, (route) => (++looks === 1 ? route.continue() : resolve(route))));
	await mark(nora, 'field-answers.en').fill('two who listen');
	await mark(nora, 'save-texts').click();
	await says(nora, 'texts', 'Lagret');
	await goTo(nora, 'colours');
	await mark(nora, 'own-light').check();
	await mark(nora, 'good-light').waitFor();
	await mark(nora, 'theme.light-brand').fill('#1d4f91');
	const seen = nora.waitForResponse(door);
	await (await held).continue();
	await (await seen).finished();
	await nora.unroute(door);
	await nora.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
	assert.equal(await mark(nora, 'theme.light-brand').inputValue(), '#1d4f91');
	await mark(nora, 'theme.light-brand').press('Tab');
	await mark(nora, 'good-light').waitFor();
	await mark(nora, 'discard-light').click();
});

test('a section that is chosen right behind another one is shown', async () => {
	await goTo(nora, 'hours');
	await nora.evaluate(async () => {
		const changed = new Promise((resolve) => window.addEventListener('hashchange', () => setTimeout(resolve), { once: true }));
		document.querySelector('[data-test="nav-texts"]').click();
		await changed;
		document.querySelector('[data-test="nav-hours"]').click();
	});
	await mark(nora, 'save-hours').waitFor();
	assert.equal(await nora.locator('main').getAttribute('data-section'), 'hours');
});
