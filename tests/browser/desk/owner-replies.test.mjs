// The owner's page: canned replies of the agency beside the network's, reworded, hidden, written anew, and what counsellors get of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Bearer } from '../../live/lib/bearer.mjs';
import { CTL, startDaemon } from '../../live/lib/daemon.mjs';
import { writeDemo } from '../../live/lib/demo.mjs';
import { until } from '../../live/lib/wait.mjs';
import { checkAccess, checkClean, look, mark, startBrowser } from '../lib/browser.mjs';
import { enterOffice, goTo, NARROW, tabTo, WIDE } from './lib/office.mjs';

const browser = await startBrowser();
const daemon = await startDaemon();
const come = async (name, role) => new Bearer(daemon, name, daemon.addUser(name, { agency: 'oslo', role })).login();
const kim = await come('kim', 'counsellor');
const tor = await come('tor', 'owner');
const password = daemon.addUser('nora', { agency: 'oslo', role: 'owner' });
const nora = await enterOffice(browser, daemon, 'nora', password);
await goTo(nora, 'replies');

const row = (code, page = nora) => page.locator(`li[data-test="reply-${code}"]`);
const standing = (code, how, page = nora) => page.locator(`li[data-test="reply-${code}"][data-standing="${how}"]`).waitFor();
const press = (code, what, page = nora) => row(code, page).locator(`[data-test="reply-${what}"]`).click();
const found = async (code, language = 'nb') =>
	(await kim.get('/api/v1/replies')).data.replies.find((one) => one.code === code && one.language === language)?.text;

test('the network\'s replies stand there with the agency\'s own, and what it has reworded says so', async () => {
	await standing('hei', 'network');
	await standing('trapp', 'changed');
	await standing('trener', 'own');
	await row('trapp').getByText('Nettverkets:').waitFor();
});

test('a reply of the network is reworded here, seen as counsellors get it, and given back', async () => {
	const network = await found('hei');
	await press('hei', 'change');
	await mark(nora, 'reply-text').fill('Hei, så bra at du skriver til oss i Oslo.');
	await mark(nora, 'reply-preview').getByText('/hei Hei, så bra at du skriver til oss').waitFor();
	await checkAccess(nora, 'a reply that is being written');
	await mark(nora, 'reply-save').click();
	await standing('hei', 'changed');
	assert.equal(await found('hei'), 'Hei, så bra at du skriver til oss i Oslo.');
	await press('hei', 'back');
	await standing('hei', 'network');
	assert.equal(await found('hei'), network);
});

test('a reply that the agency hides is at no counsellor\'s hand until it is shown again', async () => {
	await press('hei', 'hide');
	await standing('hei', 'hidden');
	assert.equal(await found('hei'), undefined);
	assert.ok(await found('hei', 'nn'));
	await press('hei', 'show');
	await standing('hei', 'network');
	assert.ok(await found('hei'));
});

test('a new one is written in a language, refused with a code that is none or taken, and deleted', async () => {
	await mark(nora, 'reply-language').selectOption('en');
	await mark(nora, 'reply-new').click();
	for (const [code, words] of [['9', 'en bokstav først'], ['hei', 'Koden finnes alt']]) {
		await mark(nora, 'reply-code').fill(code);
		await mark(nora, 'reply-text').fill('Shall we look at it together?');
		await mark(nora, 'reply-save').click();
		await mark(nora, 'reply-fault').getByText(words).waitFor();
	}
	await mark(nora, 'reply-code').fill('together');
	await mark(nora, 'reply-save').click();
	await standing('together', 'own');
	assert.equal(await found('together', 'en'), 'Shall we look at it together?');
	await press('together', 'drop');
	await row('together').waitFor({ state: 'detached' });
	assert.equal(await found('together', 'en'), undefined);
	await mark(nora, 'reply-language').selectOption('nb');
});

test('leaving while one is being written asks, and staying keeps what was written', async () => {
	await press('hei', 'change');
	await mark(nora, 'reply-text').fill('Hei du.');
	await mark(nora, 'nav-hours').click();
	await mark(nora, 'leave-stay').click();
	assert.equal(await mark(nora, 'reply-text').inputValue(), 'Hei du.');
	await mark(nora, 'nav-hours').click();
	await mark(nora, 'leave-go').click();
	await nora.locator('main[data-section="hours"]').waitFor();
	await goTo(nora, 'replies');
	await standing('hei', 'network');
});

test('of two who change the same reply, the second sees what is there before hers replaces it', async () => {
	await press('trener', 'change');
	await mark(nora, 'reply-text').fill('Noras ord');
	const body = { scope: 'agency', code: 'trener', language: 'nb', text: 'Tors ord' };
	assert.equal((await tor.post('/api/v1/replies', body)).status, 200);
	await mark(nora, 'reply-save').click();
	await mark(nora, 'problem').getByText('Noen andre har endret').waitFor();
	await mark(nora, 'reply-was').getByText('Tors ord').waitFor();
	assert.equal(await found('trener'), 'Tors ord');
	await mark(nora, 'reply-save').click();
	await row('trener').getByText('Noras ord').waitFor();
	assert.equal(await found('trener'), 'Noras ord');
});

test('what the agency keeps is in its file, which a daemon takes', async () => {
	await press('hei', 'hide');
	await standing('hei', 'hidden');
	await goTo(nora, 'log');
	const [download] = await Promise.all([nora.waitForEvent('download'), mark(nora, 'export').click()]);
	const file = readFileSync(await download.path(), 'utf8');
	assert.match(file, /^ {2}"hei nb": "-"$/m);
	assert.match(file, /^ {2}"trener nb": "Noras ord"$/m);
	const place = writeDemo();
	writeFileSync(join(place.folder, 'agencies/oslo.yaml'), file);
	const { status, stderr } = spawnSync(join(CTL, '../samtaled'), ['-c', place.config, '--check'], { encoding: 'utf8' });
	rmSync(place.folder, { recursive: true });
	assert.equal(status, 0, stderr);
	await goTo(nora, 'replies');
	await press('hei', 'show');
	await standing('hei', 'network');
});

test('the keyboard alone hides one and shows it again, and keeps its place', async () => {
	const page = await enterOffice(browser, daemon, 'nora', password);
	await tabTo(page, 'nav-replies');
	await page.keyboard.press('Enter');
	await standing('hei', 'network', page);
	await tabTo(page, 'reply-language');
	await tabTo(page, 'reply-hide');
	await page.keyboard.press('Enter');
	await page.locator('[data-standing="hidden"]').waitFor();
	const focused = () => page.evaluate(() => document.activeElement.dataset.test);
	await until(async () => (await focused()) === 'reply-show', 'the focus on the same row');
	await page.keyboard.press('Enter');
	await page.locator('[data-standing="hidden"]').waitFor({ state: 'detached' });
	await until(async () => (await focused()) === 'reply-change', 'the focus on the same row again');
	await tabTo(page, 'reply-new');
	await page.keyboard.press('Enter');
	await page.keyboard.type('stille');
	await page.keyboard.press('Tab');
	await page.keyboard.type('Vi kan være stille litt.');
	await tabTo(page, 'reply-save');
	await page.keyboard.press('Enter');
	await standing('stille', 'own', page);
	await page.close();
});

test('the section is free of what axe finds and fits, wide and narrow, light and dark', async () => {
	await goTo(nora, 'log');
	await goTo(nora, 'replies');
	await standing('stille', 'own');
	for (const size of [WIDE, NARROW, { width: 320, height: 640 }]) {
		await nora.setViewportSize(size);
		for (const colorScheme of ['light', 'dark']) {
			await nora.emulateMedia({ colorScheme });
			await look(nora, `owner-replies-${size.width}-${colorScheme}`);
		}
	}
	await press('hei', 'change');
	await look(nora, 'owner-replies-edit-320-dark');
	await checkClean(nora, 'replies');
});
