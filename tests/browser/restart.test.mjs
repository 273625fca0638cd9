// A rolling restart under both pages: they come back by themselves, and no word on the screen tells of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { checkClean, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 200 } });
const browser = await startBrowser();
const desk = await Desk.open(browser, daemon, { allowed: BROKEN_LINE });
await desk.logIn('oslo', daemon.addUser('oslo'));
await desk.goOnShift();
const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
await phone.comeIn();
await phone.ask();
await desk.accept();
await phone.mark('talk').waitFor();
await phone.say('før');
await desk.shows(1);

/** From now on the page keeps every text that stands in a place for notices, whether it stays or not. */
async function watchNotices(page) {
	await page.evaluate(() => {
		const PLACES = '[role="alert"], [role="status"], .strip, [data-test="strip"], dialog, [data-test="halt"]';
		const seen = (window.noticesSeen = new Set());
		const read = () => {
			for (const place of document.querySelectorAll(PLACES)) {
				const text = place.textContent.trim();
				if (text !== '') seen.add(text);
			}
		};
		read();
		window.noticesBefore = new Set(seen);
		new MutationObserver(read).observe(document, {
			subtree: true, childList: true, characterData: true, attributes: true,
		});
	});
}

/** What came up there since. */
const notices = (page) => page.evaluate(() => [...window.noticesSeen].filter((text) => !window.noticesBefore.has(text)));

/** Resolves when the page has opened another socket, and been answered on it. */
async function movedOn(page) {
	const socket = await page.waitForEvent('websocket');
	await socket.waitForEvent('framereceived');
}

test('a rolling restart moves both pages without a word, and the talk goes on', async () => {
	for (const { page } of [phone, desk]) await watchNotices(page);
	const moved = Promise.all([phone, desk].map(({ page }) => movedOn(page)));
	const restart = daemon.ctlBeside('restart');
	await phone.say('under, fra telefonen');
	await desk.say('under, fra pulten');
	assert.equal((await restart).ok, true);
	await moved;
	await phone.shows(3);
	await desk.shows(3);
	await phone.allStored();
	await desk.allStored();
	await phone.say('etter');
	await desk.shows(4);
	await phone.shows(4);
	assert.deepEqual(await phone.texts(), await desk.texts());
	assert.deepEqual(await notices(phone.page), [], 'on the phone');
	assert.deepEqual(await notices(desk.page), [], 'at the desk');
});

test('the same eyes see a service that is gone', async () => {
	await daemon.stop();
	await phone.page.waitForFunction(() => document.querySelector('[data-test="strip"]').textContent.trim() !== '');
	await desk.mark('lost').waitFor();
	assert.notDeepEqual(await notices(phone.page), []);
	assert.notDeepEqual(await notices(desk.page), []);
	for (const [{ page }, name] of [[phone, 'the phone'], [desk, 'the desk']]) await checkClean(page, name);
});
