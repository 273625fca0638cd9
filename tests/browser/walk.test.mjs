// The main job in real browsers: a youth at 320 pixels and a counsellor at a desk talk; a reload and two killed workers
// come between, and every message is there once and in order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../live/lib/demo.mjs';
import { readLog } from '../live/lib/log.mjs';
import { DIALOGUE } from '../live/lib/sentences.mjs';
import { checkClean, look, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const TEXTS = DIALOGUE.map((said) => said.text);
/* Texts of the log by their kind; the rest are steps of the handshake. */
const SAY_KIND = 5;

const daemon = await startDaemon({
	keys: { bucket_youth: 200 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' } },
});
const browser = await startBrowser();
const password = daemon.addUser('oslo');
let desk;
let phone;
let roomId;
let said = 0;

/* Says the next lines of the dialogue in turns; each is on the other screen before the next one is said. */
async function talk(count) {
	for (const { from, text } of DIALOGUE.slice(said, said + count)) {
		const [speaker, listener] = from === 'youth' ? [phone, desk] : [desk, phone];
		await speaker.say(text);
		said++;
		await listener.shows(said);
		await speaker.shows(said);
	}
}

async function checkBothScreens() {
	assert.deepEqual(await phone.texts(), TEXTS.slice(0, said), 'on the phone');
	assert.deepEqual(await desk.texts(), TEXTS.slice(0, said), 'at the desk');
}

test('a counsellor logs in and goes on shift', async () => {
	desk = await Desk.open(browser, daemon, { allowed: BROKEN_LINE });
	await desk.mark('name').waitFor();
	await look(desk.page, 'desk-1-login');
	await desk.logIn('oslo', password);
	await look(desk.page, 'desk-2-shift');
	await desk.goOnShift();
	await look(desk.page, 'desk-3-waiting');
});

test('a youth comes through the door of its municipality and asks', async () => {
	phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
	await phone.comeIn({ shots: 'youth' });
	await phone.ask();
	await look(phone.page, 'youth-5-wait');
});

test('the offer rings at the desk and opens the room on both screens', async () => {
	await desk.mark('offer').waitFor();
	await look(desk.page, 'desk-4-offer');
	await desk.accept();
	await phone.mark('talk').waitFor();
	roomId = await desk.mark('room').getAttribute('data-id');
	await look(phone.page, 'youth-6-matched');
});

test('they write to each other', async () => {
	await talk(10);
	await checkBothScreens();
	await look(phone.page, 'youth-7-talk');
	await look(desk.page, 'desk-5-talk');
});

test('the youth reloads the page and the whole talk stands there again', async () => {
	await phone.page.reload();
	await phone.mark('talk').waitFor();
	await phone.shows(said);
	await checkBothScreens();
	await talk(10);
	await checkBothScreens();
});

test('each worker is killed in turn and the talk goes on', async () => {
	for (const slot of [1, 2]) {
		const from = daemon.lines.length;
		process.kill(daemon.workers[slot], 'SIGKILL');
		await talk(10);
		await daemon.ready(from);
	}
	await checkBothScreens();
});

test('all forty messages stand exactly once and in order on both screens, and sealed in the log', async () => {
	await phone.allStored();
	await desk.allStored();
	assert.equal(said, 40);
	await checkBothScreens();
	const log = await readLog(daemon.redis(), roomId);
	const says = log.filter((entry) => entry.kind === SAY_KIND);
	assert.deepEqual(says.map((entry) => (entry.sender === 0 ? 'youth' : 'counsellor')), DIALOGUE.map((line) => line.from));
	for (const { payload } of log) assert.ok(!TEXTS.some((text) => payload.includes(text)), 'a text in the log');
	await look(phone.page, 'youth-8-all');
	await look(desk.page, 'desk-6-all');
});

test('ending tells both sides', async () => {
	await phone.click('menu');
	await phone.click('end');
	await look(phone.page, 'youth-9-end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	await desk.mark('room-ended').waitFor();
	assert.equal(await phone.mark('after').getAttribute('data-reason'), 'left');
	assert.equal(await desk.mark('room-ended').getAttribute('data-reason'), 'left');
	await look(phone.page, 'youth-10-after');
	await look(desk.page, 'desk-7-ended');
});

test('nothing of the talk stays on the phone', async () => {
	const kept = await phone.page.evaluate(() => JSON.stringify({ ...window.sessionStorage }));
	for (const text of TEXTS) assert.ok(!kept.includes(JSON.stringify(text).slice(1, -1)), text);
	assert.doesNotMatch(kept, /token|leave|[0-9a-f]{64}/);
});

test('neither page did anything it must not do', async () => {
	await checkClean(phone.page, 'the phone');
	await checkClean(desk.page, 'the desk');
});
