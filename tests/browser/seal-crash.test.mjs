// A counsellor's browser is killed with three rooms open: on the same profile all three can be read again, on another one
// they go on and say which lines cannot be shown.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { until } from '../live/lib/wait.mjs';
import { keepBrowser, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const ROOMS = [0, 1, 2];
const TEXTS = JSON.parse(readFileSync(join(ROOT, 'config/texts/nb.json'), 'utf8'));
const UNREADABLE = TEXTS['staff.room.unreadable'];
const MOVED = new RegExp(TEXTS['youth.trouble.moved'].replace('{name}', ''));

const daemon = await startDaemon({ keys: { bucket_youth: 200 } });
const browser = await startBrowser();
const [here, elsewhere] = [keepBrowser(), keepBrowser()];
const password = daemon.addUser('oslo');
let desk;

async function sitDown(computer) {
	await computer.start();
	desk = await Desk.open(computer, daemon, { allowed: BROKEN_LINE });
	await desk.logIn('oslo', password);
	await desk.click('capacity-3');
	await desk.goOnShift();
}

const column = (id) => desk.page.locator(`[data-test="room"][data-id="${id}"]`);
const columns = () => desk.mark('room').evaluateAll((rooms) => rooms.map((room) => room.dataset.id));
const textsOf = (id) => column(id).locator('[data-test="text"]').allTextContents();

/** Waits until the room has that many texts, and gives them. */
async function read(id, count) {
	await until(async () => (await textsOf(id)).length === count, `${count} texts in a room`);
	return textsOf(id);
}

async function answer(id, text) {
	await column(id).locator('[data-test="composer"]').fill(text);
	await column(id).locator('[data-test="send"]').click();
}

await sitDown(here);
const phones = [];
const ids = [];
for (const i of ROOMS) {
	const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
	await phone.comeIn();
	await phone.ask();
	await desk.click('accept');
	ids.push(await until(async () => (await columns()).find((id) => !ids.includes(id)), 'a room'));
	await phone.say(`fra ${i}`);
	phones.push(phone);
}

test('a counsellor writes in three rooms', async () => {
	for (const i of ROOMS) {
		assert.deepEqual(await read(ids[i], 1), [`fra ${i}`]);
		await answer(ids[i], `til ${i}`);
		await phones[i].shows(2);
	}
});

test('a browser that is killed comes back with all three readable, and they go on', async () => {
	await here.crash();
	await sitDown(here);
	for (const i of ROOMS) {
		assert.deepEqual(await read(ids[i], 2), [`fra ${i}`, `til ${i}`]);
		await answer(ids[i], `igjen ${i}`);
		await phones[i].shows(3);
	}
});

test('on another profile the three go on and say which lines cannot be shown', async () => {
	await here.crash();
	await sitDown(elsewhere);
	for (const i of ROOMS) {
		await phones[i].say(`er du der ${i}`);
		await answer(ids[i], `på en annen maskin ${i}`);
		await phones[i].shows(5);
		await phones[i].say(`ja ${i}`);
		assert.deepEqual((await read(ids[i], 6)).slice(0, 3), [UNREADABLE, UNREADABLE, UNREADABLE]);
		assert.match(await phones[i].mark('strip').textContent(), MOVED);
	}
});
