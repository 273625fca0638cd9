// Every screen of the desk, light and dark: axe finds nothing, nothing is wider than the window, and a picture is kept of each.
// Those that no tap leads to are in states; those of an outage, a holder's approvals, duty holds, an invited colleague and of what
// was told are judged where they are made: outage, seal-agency, seal-hold, seal-invite, seal-safety.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, lookBoth, lookNarrow, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from '../lib/people.mjs';

const OFFER_SECONDS = 5;
const daemon = await startDaemon({ keys: { bucket_youth: 200, workers: 1, offer_seconds: OFFER_SECONDS } });
const browser = await startBrowser();
const password = daemon.addUser('kari', { agency: 'oslo' });
const siri = await Desk.onShift(browser, daemon, 'siri', { user: { role: 'supervisor', agency: 'oslo' } });
await siri.click('state-paused');
const kari = await Desk.open(browser, daemon, { allowed: BROKEN_LINE });
const { page } = kari;

/** The screen that stands now. */
const both = (name, desk = kari) => lookBoth(desk.page, `desk-screen-${name}`);
const narrow = (name) => lookNarrow(page, `desk-screen-${name}`);

async function ask() {
	const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
	await phone.comeIn();
	await phone.ask();
	await kari.mark('offer').waitFor();
	return phone;
}

async function talk() {
	const phone = await ask();
	await kari.accept();
	await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
	await phone.say('hei, tør ikke gå hjem');
	await kari.shows(1);
	return phone;
}

/** A button opens it, another one lets it go. */
async function step(name, open, close) {
	for (const mark of open) await kari.click(mark);
	await both(name);
	await kari.click(close);
}

test('before a shift: the login, its refusal is judged by staff-join, and the choices', async () => {
	await kari.mark('login').waitFor();
	await both('login');
	await kari.logIn('kari', password);
	await kari.mark('own-agency').getByText('mandag–søndag: 00.00–24.00').waitFor();
	await both('start');
	await narrow('start');
});

test('on shift: nobody there, sound, an offer, one that was missed', async () => {
	await kari.goOnShift();
	await both('empty');
	await step('sound', ['sound'], 'sound');
	const phone = await ask();
	assert.doesNotMatch(await page.locator('.list .more').innerText(), /plass.* (ledig|i bruk)/, 'nothing about other offers');
	await both('offer');
	await kari.mark('missed').waitFor();
	await both('missed');
	await phone.page.context().close();
	await kari.click('back-to-available');
	await kari.mark('missed').waitFor({ state: 'detached' });
});

test('who declines three offers in a row is paused, and is told so until available again', async () => {
	for (let i = 0; i < 3; i++) {
		const phone = await ask();
		await kari.click('decline');
		await kari.mark('offer').waitFor({ state: 'detached' });
		await phone.page.context().close();
	}
	await kari.mark('declined').waitFor();
	await both('declined');
	await narrow('declined');
	await kari.click('back-to-available');
	await kari.mark('declined').waitFor({ state: 'detached' });
});

test('in a room: its head, the steps that open there, the pane', async () => {
	await talk();
	await both('room');
	await narrow('room');
	await step('more', ['more'], 'more');
	await step('end-ask', ['end'], 'end-cancel');
	await step('block-ask', ['end', 'block'], 'block-cancel');
	await kari.click('end-cancel');
	await step('swap-ask', ['more', 'swap'], 'swap-cancel');
	await step('hand', ['hand-open'], 'hand-cancel');
	await step('duty', ['more', 'duty-open'], 'hold-cancel');
	await kari.click('notes-open');
	await both('notes');
	await kari.click('tab-services');
	await kari.mark('service').first().waitFor();
	await both('services');
	await kari.click('help');
	await siri.mark('call').waitFor();
	await both('help');
	await both('call', siri);
});

test('over the desk: the palette, the keys, one\'s own replies', async () => {
	await step('palette', ['palette'], 'sheet-close');
	await step('keys', ['keys'], 'sheet-close');
	await kari.click('palette');
	await kari.mark('palette-find').fill('faste svar: se');
	await page.keyboard.press('Enter');
	await kari.mark('sheet-replies').waitFor();
	await both('replies');
	await kari.click('sheet-close');
});

test('at the end: the seconds in which it is taken back, the form, that the shift is over, and another window that has it', async () => {
	await kari.click('state-draining');
	await kari.click('end');
	await kari.click('end-confirm');
	await kari.mark('undo').waitFor();
	await both('undo');
	await kari.click('end-now');
	await kari.mark('wrap').waitFor();
	await both('form');
	await narrow('form');
	await kari.click('form-done');
	await kari.mark('room').waitFor({ state: 'detached' });
	await kari.mark('drained').waitFor();
	await both('drained');
	await kari.click('notice-read');
	await kari.mark('drained').waitFor({ state: 'detached' });
	await kari.goOnShift();
	const other = await Desk.open(browser, daemon);
	await other.logIn('kari', password);
	await other.goOnShift();
	await kari.mark('halt').waitFor();
	await both('elsewhere');
	await checkClean(page, 'the desk');
});
