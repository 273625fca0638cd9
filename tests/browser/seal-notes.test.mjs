// Notes in real browsers: written by the keys of the desk, there again after a reload, and no byte of them on its way to the
// youth's phone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { until } from '../live/lib/wait.mjs';
import { decode } from '../live/lib/wire.mjs';
import { look, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const MARKED = 'brunostnotatet';

const daemon = await startDaemon({ keys: { bucket_youth: 200 } });
const browser = await startBrowser();
const password = daemon.addUser('oslo');

/** All that comes to a page on its sockets from now on: {bytes, frame}. */
function listen({ page }) {
	const heard = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => {
			const bytes = Buffer.from(payload);
			heard.push({ bytes: bytes.toString('hex'), frame: decode(bytes) });
		}),
	);
	return heard;
}

/** What of a note is in what a page was sent: frames of notes, and the sealed bytes of one in whatever frame. */
const traces = (heard, payload) =>
	heard.filter(({ bytes, frame }) => frame.type.startsWith('note') || bytes.includes(payload)).map(({ frame }) => frame.type);

const desk = await Desk.open(browser, daemon, { allowed: BROKEN_LINE });
const atDesk = listen(desk);
await desk.logIn('oslo', password);
await desk.goOnShift();
const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
const atPhone = listen(phone);
await phone.comeIn();
await phone.ask();
await desk.accept();
await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
await desk.say('hei');
await phone.shows(1);

const stored = (count) => desk.page.locator('[data-test="note"][data-state="sent"]').nth(count - 1).waitFor();
const notes = () => desk.mark('note-text').allTextContents();
const focused = () => desk.page.evaluate(() => document.activeElement?.getAttribute('data-test'));

test('F8 leads to the field for notes, where Enter is a new line, Ctrl Enter saves and Esc leads back', async () => {
	await desk.mark('composer').focus();
	await desk.page.keyboard.press('F8');
	await until(async () => (await focused()) === 'note-field', 'the field for notes');
	await desk.page.keyboard.type(MARKED);
	await desk.page.keyboard.press('Enter');
	await desk.page.keyboard.type('to linjer');
	assert.equal(await desk.mark('note').count(), 0, 'nothing is saved yet');
	await desk.page.keyboard.press('Control+Enter');
	await stored(1);
	assert.deepEqual(await notes(), [`${MARKED}\nto linjer`]);
	assert.equal(await desk.mark('note-field').inputValue(), '');
	await look(desk.page, 'desk-notes');
	await desk.page.keyboard.press('Escape');
	assert.equal(await focused(), 'composer');
	assert.equal(await desk.mark('composer').inputValue(), '');
});

test('after a reload the note is there, once, and what stood in the field too', async () => {
	await desk.click('notes-open');
	await desk.mark('note-field').fill('halvferdig');
	await desk.page.reload();
	await desk.shows(1);
	await desk.click('notes-open');
	await stored(1);
	assert.deepEqual(await notes(), [`${MARKED}\nto linjer`]);
	assert.equal(await desk.mark('note-field').inputValue(), 'halvferdig');
	await desk.mark('sealing').waitFor({ state: 'detached' });
	await desk.click('note-save');
	await stored(2);
	assert.deepEqual(await notes(), ['halvferdig', `${MARKED}\nto linjer`]);
});

test('the phone has been sent no frame and no byte of a note, where the same search finds them at the desk', async () => {
	await desk.say('og hei');
	await phone.shows(2);
	await phone.page.reload();
	await phone.shows(2);
	await phone.say('takk');
	await desk.shows(3);
	await phone.shows(3);
	await phone.allStored();
	const { payload } = atDesk.find(({ frame }) => frame.type === 'noted').frame;
	assert.ok(traces(atDesk, payload).includes('noted'));
	assert.ok(atPhone.length > 10, 'the phone was listened to');
	assert.deepEqual(traces(atPhone, payload), []);
	assert.deepEqual(await phone.texts(), ['hei', 'og hei', 'takk']);
	assert.deepEqual(await desk.texts(), ['hei', 'og hei', 'takk']);
	assert.doesNotMatch(await phone.page.content(), new RegExp(MARKED));
});
