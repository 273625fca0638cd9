// The keyboard alone does everything at the desk: from the login to the logout without a pointer. The focus is seen at each step,
// nothing lies over it, and after each thing that was done it is somewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { until } from '../../live/lib/wait.mjs';
import { checkAccess, checkClean, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from '../lib/people.mjs';
import { DeskKeys } from './lib/desk-keys.mjs';
import { focuses } from './lib/rooms.mjs';

const FACT = 'slag hjemme';
/* Longer than a youth has to be away before the room can be put aside. */
const LONG_MS = 301_000;
/* The same for the daemon of this test. */
const PARK_MS = 1_000;

const daemon = await startDaemon({ keys: { bucket_youth: 200, workers: 1, park_seconds: 1 } });
const browser = await startBrowser();
const siri = await Desk.onShift(browser, daemon, 'siri', { user: { role: 'supervisor', agency: 'oslo' } });
await siri.click('state-paused');
const password = daemon.addUser('kari', { agency: 'oslo' });
const kari = await Desk.open(browser, daemon, { allowed: BROKEN_LINE });
const keys = new DeskKeys(kari);
const { page } = kari;
const { keyboard } = page;
let phone;

const gone = (name) => () => kari.mark(name).waitFor({ state: 'detached' });
const sealed = () => phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
const marked = (mark) => page.locator(`[data-test="room-item"][data-mark="${mark}"]`).waitFor();
const ended = (reason) => () => page.locator(`[data-test="room-ended"][data-reason="${reason}"]`).waitFor();

/** A youth asks, and the offer is taken by F2 and Enter. */
async function talk() {
	phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
	await phone.comeIn();
	await phone.ask();
	await kari.mark('offer').waitFor();
	await keyboard.press('F2');
	await focuses(kari, 'accept');
	await keys.keyDoes('Enter', 'composer');
	await focuses(kari, 'composer');
	await sealed();
}

test('a lost focus is found', async () => {
	await kari.mark('login').waitFor();
	await keys.stays('opening');
	await page.evaluate(() => document.activeElement.blur());
	await assert.rejects(keys.stays('the planted loss'), /lost after: the planted loss/);
	await page.evaluate(() => document.querySelector('#name').focus());
});

test('login, the choices of a shift, and on shift', async () => {
	await keys.write('name', 'kari');
	await keys.write('password', 'feil');
	await keys.keyDoes('Enter', 'login-error');
	page.faults.splice(0);
	await keys.reach('password');
	await keyboard.press('Control+a');
	await keyboard.type(password);
	await keys.keyDoes('Enter', 'go-on-shift');
	await keys.does('capacity-2', () => page.locator('[data-test="capacity-2"][aria-pressed="true"]').waitFor());
	await keys.choose('scope-1');
	await keys.does('go-on-shift', 'state-available');
});

test('pause and back, by the bar and by the palette; sound off, on and softer', async () => {
	const is = (state) => () => page.locator(`[data-test="state-${state}"][aria-pressed="true"]`).waitFor();
	await keys.does('state-paused', is('paused'));
	await keys.finds('bli ledig', is('available'));
	await keys.does('sound', 'mute-15');
	await keys.does('mute-15', () => page.locator('.sounds[data-muted="true"]').waitFor());
	await keyboard.press('Enter');
	await keys.does('unmute', () => page.locator('.sounds[data-muted="false"]').waitFor());
	await keyboard.press('Enter');
	await keys.reach('volume');
	const before = await kari.mark('volume').inputValue();
	await keys.keyDoes('ArrowLeft', async () => assert.ok(Number(await kari.mark('volume').inputValue()) < Number(before)));
	await keys.keyDoes('Escape', gone('volume[open]'));
	await focuses(kari, 'sound');
});

test('an offer is turned down, another taken; a text, a canned reply, a card of a service', async () => {
	const other = await Phone.open(browser, daemon, '/w/oslo');
	await other.comeIn();
	await other.ask();
	await kari.mark('offer').waitFor();
	await keyboard.press('F2');
	await keyboard.press('Escape');
	await focuses(kari, 'sound');
	await keyboard.press('F2');
	await keys.does('decline', gone('offer'));
	await other.page.context().close();
	await talk();
	await keyboard.type('hei');
	await keys.keyDoes('Enter', () => phone.shows(1));
	await keyboard.type('/tr');
	await keys.keyDoes('ArrowDown', 'picker');
	await keys.keyDoes('Enter', gone('picker'));
	await keys.keyDoes('Enter', () => phone.shows(2));
	await keys.keyDoes('F9', () => focuses(kari, 'service-find'));
	await keyboard.type('alarm');
	await kari.mark('service').first().waitFor();
	await keys.does('service-insert', () => focuses(kari, 'composer'));
	await keys.keyDoes('Enter', () => phone.shows(3));
});

test('a note, the help sheet, a call for help and back', async () => {
	await keys.keyDoes('F8', () => focuses(kari, 'note-field'));
	await keyboard.type('husk skolen');
	await keys.keyDoes('Control+Enter', 'note');
	await keys.keyDoes('Escape', () => focuses(kari, 'composer'));
	await keys.finds('taster', 'sheet-keys');
	await keys.keyDoes('Escape', gone('sheet-keys'));
	await keys.does('help', 'help-state');
	await siri.mark('call').waitFor();
	await keys.does('help', gone('help-state'));
});

test('what looks like a number is told by a key', async () => {
	await phone.say('ring meg på 412 34 567');
	await kari.mark('looks-like').waitFor();
	await keys.does('tell', 'told');
});

test('a colleague is asked in, and the list says that the youth is asked', async () => {
	await siri.click('state-available');
	await keys.does('hand-open', 'hand');
	await focuses(kari, 'hand-to');
	await keys.does('hand-cancel', gone('hand'));
	await keys.does('hand-open', 'hand');
	await keys.picks('hand-to', 'siri');
	await keys.does('hand-ask', () => marked('asked'));
	await phone.click('hand-confirm');
	await siri.accept();
	await kari.mark('beside').waitFor();
	await keys.stays('the colleague came');
	await siri.click('leave');
	await siri.click('room-close');
	await siri.click('state-paused');
	await keys.stays('the colleague left');
});

test('the duty step, to the decision', async () => {
	await keys.does('more', 'duty-open');
	await keys.does('duty-open', 'duty');
	await keys.keyDoes('F6', () => focuses(kari, 'duty-what'));
	await keyboard.type(FACT);
	await keys.picks('hold-to', 'siri');
	await keys.choose('decision-2');
	await siri.click('decide-2');
	await page.locator('[data-test="hold-give"][aria-disabled="false"]').waitFor();
	await keys.stays('the other decided');
	await keys.until('Tab', ({ name }) => name === 'hold-line', 'duty');
	await keyboard.press('Space');
	await keys.does('hold-give', 'hold-done');
	await keys.does('hold-seen', gone('hold-done'));
});

test('the end is taken back, then kept; the form, more time after it, and the room is closed', async () => {
	await keys.does('end', 'end-ask');
	await keys.does('end-cancel', gone('end-ask'));
	await keys.does('end', 'end-ask');
	await keys.does('end-confirm', 'undo');
	await keys.does('undo-do', 'composer');
	await keys.does('end', 'end-ask');
	await keys.does('end-confirm', 'undo');
	await keys.does('end-now', 'wrap');
	await keys.choose('tick-age-13-15');
	await keys.does('wrap-more', gone('wrap-more'));
	await keys.does('form-done', gone('room'));
});

test('a room is put aside, comes back, and is handed over', async () => {
	await talk();
	await phone.say('hei');
	await kari.shows(1);
	await phone.page.goto('about:blank');
	await marked('away');
	const away = Date.now();
	await page.evaluate((ms) => {
		const real = Date.now;
		Date.now = () => real() + ms;
	}, LONG_MS);
	await kari.mark('park').waitFor();
	await until(() => Date.now() - away > PARK_MS, 'the time after which a room may be put aside');
	await keys.does('park', ended('parked'));
	await keys.does('room-close', gone('room'));
	await page.reload();
	await phone.page.goto(`${daemon.origin}/w/oslo`);
	await kari.mark('offer').waitFor();
	await keys.finds('ta samtalen', 'composer');
	await phone.mark('asks-ask').waitFor();
	await phone.click('asks-confirm');
	await sealed();
	await Desk.onShift(browser, daemon, 'kristiansand');
	await keys.does('hand-open', 'hand');
	await keys.picks('hand-to', 'Ung i Kri');
	await keys.does('hand-ask', () => marked('asked'));
	await phone.click('hand-no');
	await kari.mark('handed').getByText('heller').waitFor();
	await keys.stays('the youth said no');
	await keys.does('more', 'swap');
	await keys.does('swap', 'swap-ask');
	await keys.does('swap-confirm', ended('swapped'));
	await keys.does('room-close', gone('room'));
});

test('off shift and logged out', async () => {
	await keys.does('state-off', 'go-on-shift');
	await checkAccess(page, 'off shift');
	await keys.does('logout', 'login');
	await focuses(kari, 'name');
	await checkClean(page, 'the desk');
});
