// Redis is down: both pages say so honestly, let people write on, and recover by themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../live/lib/demo.mjs';
import { checkClean, look, lookBoth, startBrowser } from './lib/browser.mjs';
import { keepRedisDown } from './lib/outage.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const daemon = await startDaemon({
	keys: { bucket_youth: 200 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' } },
});
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

test('while Redis is down both pages say so, and people write on', async () => {
	const from = daemon.lines.length;
	const letItCome = keepRedisDown(daemon);
	try {
		await phone.page.waitForFunction(() => document.querySelector('[data-test="strip"]').textContent.trim() !== '');
		await desk.mark('frozen').waitFor();
		await phone.say('under, fra telefonen');
		await desk.say('under, fra pulten');
		await look(phone.page, 'youth-frozen');
		await lookBoth(desk.page, 'desk-frozen');
	} finally {
		letItCome();
	}
	await daemon.ready(from);
});

test('when Redis is back both pages recover by themselves and nothing is lost', async () => {
	await desk.mark('frozen').waitFor({ state: 'detached' });
	await phone.page.waitForFunction(() => document.querySelector('[data-test="strip"]').textContent.trim() === '');
	await phone.shows(3);
	await desk.shows(3);
	await phone.say('etter');
	await desk.shows(4);
	await phone.shows(4);
	await phone.allStored();
	await desk.allStored();
	const onPhone = await phone.texts();
	assert.deepEqual(onPhone, await desk.texts());
	assert.deepEqual([...onPhone].sort(), ['etter', 'før', 'under, fra pulten', 'under, fra telefonen'].sort());
	assert.deepEqual([onPhone[0], onPhone[3]], ['før', 'etter']);
});

test('neither page did anything it must not do', async () => {
	await checkClean(phone.page, 'the phone');
	await checkClean(desk.page, 'the desk');
});
