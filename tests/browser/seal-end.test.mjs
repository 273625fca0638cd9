// P2, P4: however a talk ends, no key of it stays in either browser. Where the pages are there to hear it, their clocks stand
// still meanwhile: it takes none of the sixty seconds that are promised.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { until } from '../live/lib/wait.mjs';
import { keepBrowser, startBrowser } from './lib/browser.mjs';
import { Line } from './lib/line.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const LIMIT_MS = 60_000;
const AHEAD_MS = 4_000;

const office = await Line.open();
const browser = await startBrowser();
const computer = keepBrowser();
await computer.start();
const daemon = await startDaemon({
	keys: {
		origins: JSON.stringify([office.origin]),
		hosts: JSON.stringify([office.host]),
		wrap_up_seconds: 0,
		grace_room_seconds: 5,
		park_seconds: 4,
	},
});
office.lead(daemon);
const password = daemon.addUser('oslo');
let desk;

async function sitDown() {
	desk = await Desk.open(computer, office, { allowed: BROKEN_LINE, clocked: true });
	await desk.logIn('oslo', password);
	await desk.goOnShift();
}

/** A phone and the desk that have written to each other. */
async function talk() {
	const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE, clocked: true });
	await phone.comeIn();
	await phone.ask();
	await desk.accept();
	await phone.say('hei');
	await desk.shows(1);
	await desk.say('hallo');
	await phone.shows(2);
	await phone.allStored();
	return phone;
}

/** What the browser keeps of a tab's visit: everything but the choice of a language. */
const keptIn = ({ page }) =>
	page.evaluate(async () => [
		...Object.keys(sessionStorage).filter((key) => key !== 'language'),
		...Object.keys(localStorage),
		...(await indexedDB.databases()).map(({ name }) => name),
		...(await caches.keys()),
	]);

/** The keys of rooms in the tab of the desk and in IndexedDB. */
const keysAtDesk = () =>
	desk.page.evaluate(
		() =>
			new Promise((resolve, reject) => {
				const inTab = Object.keys(sessionStorage).filter((key) => key.startsWith('seal.'));
				const opening = indexedDB.open('samtale-seal');
				opening.onerror = () => reject(opening.error);
				opening.onsuccess = () => {
					const keys = opening.result.transaction('rooms').objectStore('rooms').getAllKeys();
					keys.onsuccess = () => resolve([...inTab, ...keys.result]);
				};
			}),
	);

/* A clock can be stopped only where it has not been yet. */
const stop = async ({ page }) => page.clock.pauseAt((await page.evaluate(() => Date.now())) + AHEAD_MS);
const noneAtDesk = () => until(async () => (await keysAtDesk()).length === 0, 'the keys at the desk to be gone');

async function endAtPhone(phone) {
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
}

await sitDown();

for (const [who, end] of [
	['the youth', endAtPhone],
	['the counsellor', async () => {
		await desk.click('end');
		await desk.click('end-confirm');
		await desk.click('end-now');
	}],
]) {
	test(`when ${who} ends it, no key stays on either side while both clocks stand still, nor comes a minute later`, async () => {
		const phone = await talk();
		assert.ok((await keptIn(phone)).some((key) => key.startsWith('seal.')), 'the look finds what is there');
		assert.equal((await keysAtDesk()).length, 2, 'in the tab, and in IndexedDB');
		for (const screen of [phone, desk]) await stop(screen);
		await end(phone);
		await until(async () => (await keptIn(phone)).length === 0, 'the phone to be empty');
		await noneAtDesk();
		for (const { page } of [phone, desk]) await page.clock.runFor(LIMIT_MS);
		assert.deepEqual([await keptIn(phone), await keysAtDesk()], [[], []]);
		await desk.page.clock.resume();
		await desk.click('room-close');
		await phone.page.context().close();
	});
}

test('when the youth leaves quickly, its tab is empty and the desk has no key', async () => {
	const phone = await talk();
	await phone.page.context().route((url) => url.origin !== daemon.origin, (route) => route.fulfill({ body: 'elsewhere' }));
	await phone.click('leave');
	await phone.page.waitForURL((url) => url.origin !== daemon.origin);
	await phone.page.goto(`${daemon.origin}/w/oslo`);
	assert.deepEqual(await keptIn(phone), []);
	await noneAtDesk();
	await desk.click('room-close');
	await phone.page.context().close();
});

test('when the youth closes its tab and does not come back, the desk has no key', async () => {
	const phone = await talk();
	await phone.page.context().close();
	await desk.mark('room-ended').waitFor();
	await noneAtDesk();
	await desk.click('room-close');
});

test('a desk that had no socket when the talk ended has no key once it has one', async () => {
	const phone = await talk();
	office.cut();
	await endAtPhone(phone);
	assert.notDeepEqual(await keysAtDesk(), [], 'it has not heard of it');
	office.mend();
	await noneAtDesk();
	await desk.mark('room-ended').waitFor();
	await desk.click('room-close');
	await phone.page.context().close();
});

test('a desk that was dead when the talk ended has no key once its shift goes on', async () => {
	const phone = await talk();
	await computer.crash();
	await endAtPhone(phone);
	await computer.start();
	await sitDown();
	await noneAtDesk();
	await phone.page.context().close();
});

test('after the shift and the logout the tab of the desk is empty', async () => {
	await desk.click('state-draining');
	await desk.click('logout');
	await desk.mark('name').waitFor();
	assert.deepEqual(await desk.page.evaluate(() => Object.keys(sessionStorage)), []);
});
