// The owner's page: a colleague is invited by a link that is shown once, and so is one whose phone is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkAccess, checkClean, checkWidth, look, mark, openPage, startBrowser } from '../lib/browser.mjs';
import { enterOffice, goTo, NARROW, tabTo } from './lib/office.mjs';

const browser = await startBrowser();
const daemon = await startDaemon();
const password = daemon.addUser('nora', { agency: 'oslo', role: 'owner' });
daemon.addUser('kim', { agency: 'oslo', role: 'counsellor' });
const permissions = ['clipboard-read', 'clipboard-write'];
const nora = await enterOffice(browser, daemon, 'nora', password, { permissions });
await goTo(nora, 'people');

const link = () => mark(nora, 'join-link').textContent();

/** Whether the page behind a link greets somebody by this name. */
async function leads(to, name) {
	const page = await openPage(browser, daemon, null);
	await page.goto(to);
	await page.getByText(name, { exact: false }).first().waitFor();
	await checkAccess(page, 'an invitation');
	await page.close();
}

test('a new colleague gets an account by name and role, and a link that is copied by a tap', async () => {
	await mark(nora, 'newcomer-name').fill('Åse Berg');
	await mark(nora, 'newcomer-go').click();
	await mark(nora, 'newcomer-fault').waitFor();
	await mark(nora, 'newcomer-name').fill('ase.berg');
	await mark(nora, 'newcomer-role').selectOption('supervisor');
	await mark(nora, 'newcomer-go').click();
	await mark(nora, 'state-ase.berg').getByText('Invitert, ikke kommet').waitFor();
	assert.equal(await mark(nora, 'role-ase.berg').inputValue(), 'supervisor');
	const shown = await link();
	assert.match(shown, new RegExp(`^${daemon.origin}/join#[0-9a-f]{64}$`));
	await mark(nora, 'copy-link').click();
	await mark(nora, 'link').getByText('Kopiert').waitFor();
	assert.equal(await nora.evaluate(() => navigator.clipboard.readText()), shown);
	await look(nora, 'owner-invite-1440-light');
	await leads(shown, 'ase.berg');
});

test('a name that somebody has is refused in words', async () => {
	await mark(nora, 'newcomer-name').fill('kim');
	await mark(nora, 'newcomer-go').click();
	await mark(nora, 'problem').getByText('Noen har dette navnet').waitFor();
	assert.equal(await mark(nora, 'link').count(), 0);
});

test('who has lost the phone gets a new link, the one before is good no more, and both are gone from the page later', async () => {
	await mark(nora, 'invite-kim').click();
	await mark(nora, 'link').getByText('kim').waitFor();
	const first = await link();
	await mark(nora, 'invite-kim').click();
	await mark(nora, 'join-link').filter({ hasNotText: first }).waitFor();
	const second = await link();
	await leads(second, 'kim');
	await goTo(nora, 'log');
	await mark(nora, 'log').getByText('ny lenke').first().waitFor();
	await goTo(nora, 'people');
	const page = await nora.content();
	assert.ok(!page.includes(first) && !page.includes(second));
	const told = await fetch(`${daemon.origin}/api/v1/join`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', origin: daemon.origin },
		body: JSON.stringify({ token: first.split('#')[1] }),
	});
	assert.equal(told.status, 410);
});

test('whoever is shut out gets no link before the account is open again', async () => {
	await mark(nora, 'disable-kim').click();
	await mark(nora, 'disable-kim').click();
	await mark(nora, 'invite-kim').waitFor({ state: 'detached' });
	await mark(nora, 'enable-kim').click();
	await mark(nora, 'invite-kim').waitFor();
});

test('the keyboard alone invites somebody', async () => {
	await tabTo(nora, 'newcomer-name');
	await nora.keyboard.type('per');
	await nora.keyboard.press('Enter');
	await mark(nora, 'link').getByText('per').waitFor();
	for (const size of [NARROW, { width: 320, height: 640 }]) {
		for (const colorScheme of ['light', 'dark']) {
			await nora.setViewportSize(size);
			await nora.emulateMedia({ colorScheme });
			await look(nora, `owner-invite-${size.width}-${colorScheme}`);
		}
	}
	await checkWidth(nora, 'people');
	await checkClean(nora, 'people');
});
