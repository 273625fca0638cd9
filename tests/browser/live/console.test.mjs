// The supervisor's console as a whole: who comes in, which tabs there are for whom, and that nothing stays behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, lookBoth, mark, openPage, startBrowser } from '../lib/browser.mjs';
import { watch } from './lib/watcher.mjs';

const browser = await startBrowser();
const daemon = await startDaemon();
const TABS = ['now', 'figures', 'whatif', 'log'];

/* The tabs that are on the screen, in their order. */
const tabsOf = (page) => page.locator('[data-test^="tab-"]').evaluateAll((tabs) => tabs.map((tab) => tab.dataset.test.slice(4)));

for (const [role, tabs] of [
	['supervisor', TABS],
	['duty_lead', ['now', 'whatif', 'log']],
	['coordinator', ['now', 'whatif']],
	['owner', ['figures', 'whatif']],
]) {
	test(`a ${role} has the tabs ${tabs.join(', ')}`, async () => {
		const page = await watch(browser, daemon, `tabs-${role}`.replace('_', '-'), { user: { agency: 'oslo', role } });
		assert.deepEqual(await tabsOf(page), tabs);
		await page.locator(`main[data-tab="${tabs[0]}"]`).waitFor();
		await checkClean(page, `the console of a ${role}`);
		await page.context().close();
	});
}

test('a counsellor is told that the page is not for them', async () => {
	const page = await watch(browser, daemon, 'kim', { user: { agency: 'oslo' } });
	await mark(page, 'barred').waitFor();
	assert.deepEqual(await tabsOf(page), []);
});

test('an evaluator is led to the figures that are the same for all, and to nothing else', async () => {
	const page = await watch(browser, daemon, 'eva', { user: { agency: 'oslo', role: 'evaluator' } });
	await mark(page, 'evaluator').getByRole('link').click();
	await page.getByRole('heading', { level: 1, name: 'Åpne tall' }).waitFor();
	await page.context().close();
});

test('the login is shared with the desk: a reload keeps who is in, and logging out ends it', async () => {
	const page = await watch(browser, daemon, 'nora');
	await page.reload();
	await mark(page, 'tab-now').waitFor();
	await mark(page, 'logout').click();
	await mark(page, 'login').waitFor();
	await page.reload();
	await mark(page, 'login').waitFor();
	await checkClean(page, 'the console after a logout');
});

test('the login has no fault that axe knows', async () => {
	const page = await openPage(browser, daemon, '/live');
	await mark(page, 'name').waitFor();
	await lookBoth(page, 'live-login');
});
