// The coordinator's page: a municipality is invited, its link is shown once, and who is open to youths is seen and changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from '../../live/lib/bearer.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { writeOwnLines } from '../../live/lib/own_lines.mjs';
import { checkAccess, checkClean, look, mark, openPage, startBrowser } from '../lib/browser.mjs';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 320, height: 640 };
const REFUSED = [/status of 4(04|09|10|22)/];

const browser = await startBrowser();
const daemon = await startDaemon();
const passwords = {};
for (const [name, role] of [['siv', 'coordinator'], ['ada', 'administrator'], ['eli', 'evaluator']]) {
	passwords[name] = daemon.addUser(name, { agency: 'oslo', role });
}

async function enter(name, path = '/owner') {
	const page = await openPage(browser, daemon, path, {
		size: WIDE, allowed: REFUSED, permissions: ['clipboard-read', 'clipboard-write'],
	});
	await mark(page, 'name').fill(name);
	await mark(page, 'password').fill(passwords[name]);
	await mark(page, 'login').click();
	await mark(page, 'logout').waitFor();
	return page;
}

const liveOf = (page, slug) => mark(page, `agency-${slug}`).getAttribute('data-live');

const siv = await enter('siv');
let link;

test('a coordinator sees the agencies of the own pool and which are open', async () => {
	await mark(siv, 'agency-oslo').waitFor();
	assert.equal(await liveOf(siv, 'oslo'), 'yes');
	assert.equal(await mark(siv, 'agency-kobenhavn').count(), 0, 'of another pool');
	await look(siv, 'network-1-1440-light');
});

test('a place suggests the name in the address, and one that has an agency is not offered', async () => {
	const places = mark(siv, 'invite-municipality');
	assert.equal(await places.locator('option[value="no 0301"]').count(), 0);
	await places.selectOption({ label: 'Bærum' });
	assert.equal(await mark(siv, 'invite-slug').inputValue(), 'baerum');
	await places.selectOption({ label: 'Ålesund' });
	assert.equal(await mark(siv, 'invite-slug').inputValue(), 'alesund');
	await mark(siv, 'invite-slug').fill('oslo');
	await places.selectOption({ label: 'Bærum' });
	assert.equal(await mark(siv, 'invite-slug').inputValue(), 'oslo', 'what was written by hand stays');
});

test('what is not right is told at its field, and nothing is lost', async () => {
	await mark(siv, 'invite-name').fill('Ung i Bærum');
	await mark(siv, 'invite-buddy').selectOption('oslo');
	await mark(siv, 'invite-owner').fill('siv');
	await mark(siv, 'invite-alias').fill('Per');
	await mark(siv, 'invite-go').click();
	await mark(siv, 'invite-slug-fault').getByText('a slug that no agency has yet').waitFor();
	await mark(siv, 'invite-owner-fault').getByText('a login name that nobody has yet').waitFor();
	assert.equal(await mark(siv, 'invite-name').inputValue(), 'Ung i Bærum');
	await siv.setViewportSize(NARROW);
	await look(siv, 'network-2-refused-320');
	await siv.setViewportSize(WIDE);
});

test('then there is a link to copy, once, and the agency stands in the list as not open', async () => {
	await mark(siv, 'invite-slug').fill('baerum');
	await mark(siv, 'invite-owner').fill('per');
	await mark(siv, 'invite-go').click();
	await mark(siv, 'invite-link').waitFor();
	link = await mark(siv, 'invite-link').textContent();
	assert.ok(link.startsWith(`${daemon.origin}/join#`), link);
	await mark(siv, 'invite-copy').click();
	await siv.getByText('Kopiert.').waitFor();
	assert.equal(await siv.evaluate(() => navigator.clipboard.readText()), link);
	await mark(siv, 'agency-baerum').waitFor();
	assert.equal(await liveOf(siv, 'baerum'), 'no');
	await siv.emulateMedia({ colorScheme: 'dark' });
	await look(siv, 'network-3-link-1440-dark');
	await siv.setViewportSize(NARROW);
	await look(siv, 'network-3-link-320-dark');
	await siv.setViewportSize(WIDE);
	await siv.emulateMedia({ colorScheme: 'light' });
	await siv.reload();
	await mark(siv, 'agency-baerum').waitFor();
	assert.equal(await mark(siv, 'invite-link').count(), 0);
});

test('its pages say that it is not open and what to do, and show no door', async () => {
	const ada = await enter('ada', '/owner?agency=baerum');
	await mark(ada, 'not-live').waitFor();
	assert.equal(await mark(ada, 'not-live-desk').getAttribute('href'), '/desk');
	assert.equal(await ada.locator('a[href="/w/baerum"]').count(), 0);
	await look(ada, 'network-4-not-live-1440');
	await ada.setViewportSize(NARROW);
	await checkAccess(ada, 'not live');
	await look(ada, 'network-4-not-live-320');
	await ada.setViewportSize(WIDE);
	await mark(ada, 'nav-network').click();
	await mark(ada, 'agency-kobenhavn').waitFor();
	await checkClean(ada, 'an administrator');
	await ada.context().close();
});

test('the link that was lost is made anew from the form, which has what is there already', async () => {
	const places = mark(siv, 'invite-municipality');
	await places.selectOption({ label: 'Bærum' });
	assert.equal(await mark(siv, 'invite-slug').inputValue(), 'baerum');
	assert.equal(await mark(siv, 'invite-name').inputValue(), 'Ung i Bærum');
	await places.selectOption({ label: 'Ålesund' });
	assert.equal(await mark(siv, 'invite-name').inputValue(), '', 'of another place');
	await places.selectOption({ label: 'Bærum' });
	await mark(siv, 'invite-buddy').selectOption('oslo');
	await mark(siv, 'invite-owner').fill('per');
	await mark(siv, 'invite-alias').fill('Per');
	await mark(siv, 'invite-go').click();
	await mark(siv, 'invite-link').waitFor();
	assert.notEqual(await mark(siv, 'invite-link').textContent(), link);
});

test('with its buddy\'s words it does not open, and why is said', async () => {
	await mark(siv, 'live-baerum').click();
	await mark(siv, 'live-baerum').click();
	await mark(siv, 'fault-live').getByText('who answers').waitFor();
	assert.equal(await liveOf(siv, 'baerum'), 'no');
	await siv.setViewportSize(NARROW);
	await look(siv, 'network-5-own-words-320');
	await siv.setViewportSize(WIDE);
});

test('it opens by two presses, and the national agency never closes', async () => {
	await writeOwnLines(await new Bearer(daemon, 'ada', passwords.ada).login(), 'baerum');
	await mark(siv, 'live-baerum').click();
	assert.equal(await liveOf(siv, 'baerum'), 'no', 'one press is none');
	await mark(siv, 'live-baerum').click();
	await siv.locator('[data-test="agency-baerum"][data-live="yes"]').waitFor();
	await mark(siv, 'live-ung-norge').click();
	await mark(siv, 'live-ung-norge').click();
	await mark(siv, 'fault-live').getByText('national agency').waitFor();
	assert.equal(await liveOf(siv, 'ung-norge'), 'yes');
	await checkClean(siv, 'the coordinator');
});

test('who has nothing to do there is told so', async () => {
	const eli = await enter('eli');
	await mark(eli, 'barred').waitFor();
	await eli.context().close();
});
