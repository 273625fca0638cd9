// States of the desk to which no tap leads: an end that comes near, a seal that is not to be had or was lost, a line that is gone. In
// each of them axe finds nothing by day or by night, and nothing is wider than the window.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, lookBoth, lookNarrow, startBrowser } from '../lib/browser.mjs';
import { Line } from '../lib/line.mjs';
import { BROKEN_LINE, Desk, Phone } from '../lib/people.mjs';
import { Relay } from '../lib/relay.mjs';
import { isSealed } from './lib/rooms.mjs';

/* A conversation of an hour is near its end after a second. */
const PERIOD = { frame_seconds: 3600, frame_warning_seconds: 3599 };
const QUARTER_MS = 900_000;
/* Longer than a page waits before it locks its rooms. */
const LOCK_MS = 36_000;

const relay = await Relay.open();
const [office, street] = [await Line.open(), await Line.open()];
const lists = {
	origins: JSON.stringify([office.origin, street.origin]),
	hosts: JSON.stringify([office.host, street.host]),
};
const daemon = await startDaemon({ keys: { ...lists, ...PERIOD, workers: 1, bucket_youth: 200 } });
relay.lead(daemon);
office.lead({ port: new URL(relay.origin).port });
street.lead(daemon);
const browser = await startBrowser();

/* Somebody of Oslo at a computer, logged in. */
async function comeIn(name) {
	const desk = await Desk.open(browser, office, { allowed: BROKEN_LINE, clocked: true });
	await desk.logIn(name, daemon.addUser(name, { agency: 'oslo' }));
	return desk;
}

const kari = await comeIn('kari');
await kari.goOnShift();
const phone = await Phone.open(browser, street, '/w/oslo', { allowed: BROKEN_LINE });
await phone.comeIn();
await phone.ask();
await kari.accept();
await isSealed(phone);
await phone.say('hei, tør ikke gå hjem');
await kari.shows(1);

const screen = (name) => kari.page.locator(`.desk[data-screen="${name}"]`).waitFor();

/* A state, how a desk comes to it, and the way on from it. */
function state(name, claim, come, more) {
	test(`${claim}: axe finds nothing by day or by night`, async () => {
		const { page } = (await come()) ?? kari;
		await lookBoth(page, `desk-state-${name}`);
		await lookNarrow(page, `desk-state-${name}`);
		await more?.(page);
	});
}

test('a queue that fills moves nothing', async () => {
	const topOfRoom = async () => (await kari.mark('room').boundingBox()).y;
	const before = await topOfRoom();
	relay.tell({ type: 'roster', waiting: 12, longest: 3500, on_duty: 34 });
	await kari.page.locator('[data-test="queue-line"][data-waiting="12"]').waitFor();
	assert.equal(await topOfRoom(), before);
});

state('uncertified', 'a certificate that does not hold', async () => {
	relay.bendDown = (frame) => frame.type === 'certified' && (frame.certificate = '00'.repeat(frame.certificate.length / 2));
	const ida = await comeIn('ida');
	await ida.mark('uncertified').waitFor();
	return ida;
}, async (page) => {
	relay.forget();
	await page.context().close();
});

state('period', 'a conversation near its end', () => kari.mark('period').waitFor());

const tellEnd = (what) => relay.tell({ type: 'period', room: '', ends_at: Date.now() + QUARTER_MS, what });

state('shift-end', 'a shift near its end', async () => {
	tellEnd(0);
	await kari.mark('shift-end').getByText(/Vakten slutter \d/).waitFor();
}, async () => {
	tellEnd(2);
	await kari.mark('shift-end').waitFor({ state: 'detached' });
});

state('held', 'a key that was lost on the phone, before the counsellor has read of it', async () => {
	await phone.page.addInitScript(() => {
		for (const key of Object.keys(sessionStorage)) {
			if (key.startsWith('seal.')) sessionStorage.removeItem(key);
		}
	});
	await phone.page.reload();
	await phone.click('asks-confirm');
	await kari.mark('restart').waitFor();
}, async () => {
	await kari.click('understood');
	await kari.mark('composer').waitFor();
});

state('lost', 'a line that is gone', async () => {
	office.cut();
	await kari.say('jeg skriver videre');
	await kari.mark('lost').waitFor();
});

state('locked', 'a line that has been gone for long, with rooms that are locked and youths who are told', async () => {
	await kari.page.clock.fastForward(LOCK_MS);
	await kari.page.locator('[data-test="lost"][data-locked="true"]').waitFor();
});

state('resuming', 'a page that was reloaded without a line', async () => {
	await kari.page.reload();
	await screen('resuming');
}, async (page) => {
	office.mend();
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await kari.mark('room').waitFor();
	await phone.mark('text').filter({ hasText: 'jeg skriver videre' }).waitFor();
});

state('broken', 'a page that was sent what it cannot read', async () => {
	relay.tell({ type: 'ping', nonce: 1 });
	await screen('broken');
});

test('the desk did nothing it must not do', () => checkClean(kari.page, 'the desk'));
