// The menu of sound in the desk's bar: what is muted is said, and comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, look, startBrowser } from '../lib/browser.mjs';
import { Desk } from '../lib/people.mjs';

const daemon = await startDaemon();
const browser = await startBrowser();
const desk = await Desk.onShift(browser, daemon, 'oslo');

test('what is muted is said in the bar, also after a reload, until it is on again', async () => {
	await desk.click('sound');
	await look(desk.page, 'desk-sound');
	await desk.click('mute-15');
	assert.match(await desk.mark('sound').textContent(), /Lyd av til \d\d\.\d\d/);
	await desk.page.reload();
	await desk.mark('state-available').waitFor();
	assert.match(await desk.mark('sound').textContent(), /Lyd av til \d\d\.\d\d/);
	await desk.page.emulateMedia({ colorScheme: 'dark' });
	await desk.page.setViewportSize({ width: 1024, height: 768 });
	await desk.click('sound');
	const { x } = await desk.mark('volume').boundingBox();
	assert.ok(x > 0, `the menu lies outside of the window, at ${x}`);
	await look(desk.page, 'desk-sound-dark');
	await desk.click('unmute');
	assert.match(await desk.mark('sound').textContent(), /Lyd på/);
	await checkClean(desk.page, 'the desk');
});
