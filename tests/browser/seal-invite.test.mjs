// A colleague comes into a conversation, in real browsers: the youth is asked, all three read each other, a note stays between
// the two of the staff, and who was invited leaves alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { checkClean, look, lookBoth, startBrowser } from './lib/browser.mjs';
import { Desk, Phone } from './lib/people.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 200, wrap_up_seconds: 0 } });
const browser = await startBrowser();

const onShift = (name, user) => Desk.onShift(browser, daemon, name, { user });
const siri = await onShift('siri', { role: 'supervisor', agency: 'oslo' });
await siri.click('state-paused');
const kari = await onShift('kari', { agency: 'oslo' });
const phone = await Phone.open(browser, daemon, '/w/oslo');
const sealed = () => phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();

async function invite() {
	await kari.click('hand-open');
	await kari.mark('hand-to').selectOption({ label: 'siri' });
	await kari.click('hand-ask');
	await kari.page.locator('[data-test="room-item"][data-mark="asked"]').waitFor();
	await phone.mark('hand-ask').waitFor();
}

test('the youth is asked, and chooses what who comes may read; then all three read each other', async () => {
	await phone.comeIn();
	await phone.ask();
	await kari.accept();
	await sealed();
	await phone.say('fra før');
	await kari.shows(1);
	await siri.click('state-available');
	await invite();
	assert.match(await phone.mark('hand-ask').textContent(), /Ung i Oslo/);
	await look(phone.page, 'youth-invite-1-ask');
	await phone.mark('history-everything').check();
	await phone.click('hand-confirm');
	await siri.mark('offer-invited').waitFor();
	await siri.accept();
	await siri.shows(1);
	await sealed();
	assert.equal(await phone.mark('asks-ask').count(), 0, 'the yes is not asked for twice');
	await phone.say('hei begge to');
	await siri.say('hei, jeg er siri');
	await kari.say('og jeg er her ennå');
	for (const side of [phone, kari, siri]) await side.shows(4);
	assert.deepEqual((await siri.texts()).sort(), (await phone.texts()).sort());
	await kari.mark('beside').waitFor();
	await siri.mark('invited').waitFor();
	await look(phone.page, 'youth-invite-2-talk');
	await lookBoth(siri.page, 'desk-invite-beside');
	await lookBoth(kari.page, 'desk-invite-owner');
});

test('a note of one is read by the other, and the phone shows nothing of it', async () => {
	await kari.click('notes-open');
	await kari.mark('note-field').fill('MERKE mellom oss to');
	await kari.click('note-save');
	await siri.click('notes-open');
	await siri.mark('note-text').getByText('MERKE mellom oss to').waitFor();
	assert.doesNotMatch(await phone.page.content(), /MERKE/);
	assert.match(await siri.page.content(), /MERKE/, 'the same search finds it at the desk');
});

test('a desk that was reloaded says again that the colleague is there', async () => {
	await kari.page.reload();
	await kari.mark('beside').filter({ hasText: 'er med' }).waitFor();
	await kari.shows(4);
});

test('who was invited leaves alone, and reads nothing of what is said afterwards', async () => {
	await siri.click('leave');
	await siri.mark('room-ended').waitFor();
	assert.equal(await siri.mark('room-ended').getAttribute('data-reason'), 'parted');
	await sealed();
	await phone.say('bare oss igjen');
	await kari.shows(5);
	assert.ok(!(await siri.texts()).includes('bare oss igjen'));
	assert.match(await phone.mark('people').last().textContent(), /siri har gått/i);
	assert.equal(await kari.mark('room-ended').count(), 0);
	await siri.click('room-close');
});

test('a no leaves the youth with the one who is there', async () => {
	await invite();
	await phone.click('hand-no');
	await kari.page.locator('[data-test="handed"]').getByText('heller').waitFor();
	await phone.say('fremdeles her');
	await kari.shows(6);
	for (const [side, name] of [[phone, 'the phone'], [kari, 'kari'], [siri, 'siri']]) await checkClean(side.page, name);
});
