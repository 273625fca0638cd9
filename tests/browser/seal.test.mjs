// Sealed in real browsers: the talk outlives a reload of the phone and the death of the desk's whole browser. What is found of
// it elsewhere: seal-canary.test.mjs; what stays of it: seal-end.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { keepBrowser, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const TEXTS = ['brunostvaffelfest', 'kvitebjørnkongen'];

const daemon = await startDaemon({ keys: { bucket_youth: 200 } });
const browser = await startBrowser();
const password = daemon.addUser('oslo');
const kept = keepBrowser();
await kept.start();
let desk = await Desk.open(kept, daemon, { allowed: BROKEN_LINE });
await desk.logIn('oslo', password);
await desk.goOnShift();
const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
await phone.comeIn();
await phone.ask();
await phone.mark('first').fill(TEXTS[0]);
await phone.click('first-ready');
await desk.accept();

/** Resolves when the phone says that the talk is sealed. */
const isSealed = () => phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();

test('the first text goes out by itself behind the proof, and both sides talk', async () => {
	await isSealed();
	await desk.shows(1);
	await desk.say(TEXTS[1]);
	await phone.shows(2);
	await phone.allStored();
	assert.deepEqual(await phone.texts(), TEXTS);
	assert.deepEqual(await desk.texts(), TEXTS);
	const seal = phone.mark('seal');
	assert.equal(await seal.getAttribute('data-mode'), '1');
	assert.match(await seal.textContent(), /går god/);
});

test('a reload of the phone reads the talk again, and it goes on', async () => {
	await phone.page.reload();
	await phone.shows(2);
	await isSealed();
	await phone.say('etter');
	await desk.shows(3);
	await phone.shows(3);
	assert.deepEqual(await phone.texts(), [...TEXTS, 'etter']);
});

test("the desk's browser dies, and comes back to a room that it can read", async () => {
	await kept.crash();
	await kept.start();
	desk = await Desk.open(kept, daemon, { allowed: BROKEN_LINE });
	await desk.logIn('oslo', password);
	await desk.goOnShift();
	await desk.shows(3);
	assert.deepEqual(await desk.texts(), [...TEXTS, 'etter']);
	await desk.say('tilbake');
	await phone.shows(4);
});
