// How a room ends at the desk: the ten seconds, the form by mouse and by keyboard, the minutes after it, and the end that blocks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { until } from '../live/lib/wait.mjs';
import { checkClean, look, startBrowser } from './lib/browser.mjs';
import { Desk, Phone, frontDoorOpens } from './lib/people.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 200 } });
const redis = daemon.redis();
const browser = await startBrowser();
const oslo = await Desk.onShift(browser, daemon, 'oslo');
await frontDoorOpens(daemon);

async function counted() {
	const sum = {};
	for (const key of await redis.keys('{no}:n:f:*')) {
		for (const [field, n] of Object.entries(await redis.hgetall(key))) {
			if (n !== '0') sum[field.replace('oslo ', '')] = (sum[field.replace('oslo ', '')] ?? 0) + Number(n);
		}
	}
	return sum;
}

async function grown(act) {
	const before = await counted();
	await act();
	const after = Object.entries(await counted()).map(([field, n]) => [field, n - (before[field] ?? 0)]);
	return Object.fromEntries(after.filter(([, n]) => n !== 0));
}

/** A youth who talks with the desk. */
async function talks() {
	const phone = await Phone.open(browser, daemon);
	await phone.comeIn();
	await phone.ask();
	await oslo.mark('offer').waitFor();
	await oslo.accept();
	await phone.mark('talk').waitFor();
	await phone.say('hei');
	await oslo.shows(1);
	return phone;
}

async function endAsked() {
	await oslo.click('end');
	await oslo.click('end-confirm');
	await oslo.mark('undo').waitFor();
}

async function leave(phone) {
	await checkClean(phone.page, 'the phone');
	await phone.page.goto('about:blank');
	await phone.page.context().close();
}

const wide = (width) => oslo.page.setViewportSize({ width, height: 900 });

test('an end is taken back by a tap, and the youth never hears of it', async () => {
	const phone = await talks();
	await endAsked();
	await oslo.click('undo-do');
	await oslo.mark('composer').waitFor();
	await oslo.say('vi skriver videre');
	await phone.shows(2);
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	await oslo.mark('form').waitFor();
	await oslo.click('form-done');
	await oslo.mark('room').waitFor({ state: 'detached' });
	await leave(phone);
});

test('a text of the youth within the ten seconds takes the end back', async () => {
	const phone = await talks();
	await endAsked();
	await phone.say('vent litt');
	await oslo.mark('end-wrote').waitFor();
	await endAsked();
	await oslo.click('end-now');
	await phone.mark('after').waitFor();
	await oslo.click('form-done');
	await oslo.mark('room').waitFor({ state: 'detached' });
	await leave(phone);
});

test('the form is filled with the mouse, after a reload, and counted; the slot is free when it is done', async () => {
	const phone = await talks();
	await endAsked();
	await oslo.click('end-now');
	await phone.mark('after').waitFor();
	await oslo.mark('wrap').waitFor();
	await oslo.page.locator('label:has([data-test="tick-age-13-15"])').click();
	for (const width of [1440, 1024]) {
		await wide(width);
		for (const colorScheme of ['light', 'dark']) {
			await oslo.page.emulateMedia({ colorScheme });
			await look(oslo.page, `form-${width}-${colorScheme}`);
		}
	}
	await oslo.page.emulateMedia({ colorScheme: 'light' });
	await oslo.page.reload();
	await oslo.mark('wrap').waitFor();
	assert.equal(await oslo.mark('tick-age-13-15').isChecked(), true);
	const sum = await grown(async () => {
		await oslo.page.locator('label:has([data-test="tick-outcome-talked"])').click();
		await oslo.click('form-done');
		await oslo.mark('room').waitFor({ state: 'detached' });
	});
	assert.deepEqual(sum, { forms: 1, 'age:13-15': 1, 'outcome:talked': 1, 'kind:yes': 1 });
	await leave(phone);
});

test('a youth who leaves first leaves the form, which the keyboard alone fills and sends', async () => {
	const phone = await talks();
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await oslo.mark('form').waitFor();
	const { keyboard } = oslo.page;
	const sum = await grown(async () => {
		await oslo.mark('tick-kind-yes').focus();
		await keyboard.press('ArrowRight');
		assert.equal(await oslo.mark('tick-kind-test').isChecked(), true);
		await keyboard.press('Tab');
		assert.equal(await oslo.page.evaluate(() => document.activeElement.dataset.test), 'form-done');
		await keyboard.press('Enter');
		await oslo.mark('room').waitFor({ state: 'detached' });
	});
	assert.deepEqual(sum, { forms: 1, 'kind:test': 1 });
	await leave(phone);
});

test('five minutes more can be had once', async () => {
	const phone = await talks();
	await endAsked();
	await oslo.click('end-now');
	await oslo.click('wrap-more');
	await oslo.mark('wrap-more').waitFor({ state: 'detached' });
	assert.match(await oslo.mark('wrap-left').textContent(), /^(9|10) min/);
	await oslo.click('form-done');
	await oslo.mark('room').waitFor({ state: 'detached' });
	await leave(phone);
});

test('who is blocked is told so, and has no way to ask again on this page', async () => {
	const phone = await talks();
	await oslo.click('end');
	await oslo.click('block');
	await oslo.mark('block-ask').waitFor();
	await look(oslo.page, 'block');
	await oslo.click('block-confirm');
	await phone.mark('after').waitFor();
	assert.equal(await phone.mark('after').getAttribute('data-reason'), 'blocked');
	await look(phone.page, 'blocked');
	assert.equal(await phone.page.locator('[data-test="after"] button.big').count(), 0);
	assert.equal(await phone.mark('survey').count(), 0);
	await oslo.click('form-done');
	await until(async () => (await oslo.mark('room').count()) === 0, 'the column to close');
	await leave(phone);
	await checkClean(oslo.page, 'the desk');
});
