// Doors that are shut, pages without script, leaving quickly, a wrong password: what a page shows and what it leaves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { HOURS_ALWAYS, hoursInTwoDays } from '../live/lib/demo.mjs';
import { ask } from '../live/lib/http.mjs';
import { comeCounsellor } from '../live/lib/people.mjs';
import { until } from '../live/lib/wait.mjs';
import { PHONE, checkAccess, checkClean, look, openPage, shoot, startBrowser } from './lib/browser.mjs';
import { Desk, Phone } from './lib/people.mjs';

const shut = { hours: hoursInTwoDays(), exceptions: '' };
const EXIT = 'https://www.yr.no/';
const daemon = await startDaemon({
	keys: { wrap_up_seconds: 0 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' }, aarhus: shut, 'ung-danmark': shut },
});
const browser = await startBrowser();
const oslo = await comeCounsellor(daemon, 'oslo');

test('a shut door tells when it opens next and where else there is help', async () => {
	const page = await openPage(browser, daemon, '/w/aarhus', { size: PHONE, locale: 'da-DK' });
	await page.locator('[data-test="opens"]').waitFor();
	assert.match(await page.locator('[data-test="opens"]').textContent(), /\bkl\.? 10\b/);
	assert.equal(await page.locator('[data-test="start"]').count(), 0);
	assert.ok((await page.locator('a[href^="tel:"], a[href^="https:"]').count()) > 0);
	await look(page, 'youth-door-closed');
	await checkClean(page, 'the shut door');
	await page.context().close();
});

for (const [path, pattern] of [['/w/oslo', /Ung i Oslo/], ['/w/aarhus', /Ung i Aarhus/], ['/', /\S/]]) {
	test(`without script ${path} still tells the door's name, its state and where there is help`, async () => {
		const page = await openPage(browser, daemon, path, { size: PHONE, javaScriptEnabled: false });
		assert.match(await page.locator('body').innerText(), pattern);
		assert.ok((await page.locator('a[href^="tel:"]').count()) > 0);
		await shoot(page, `youth-noscript-${path.replaceAll('/', '-').slice(1) || 'front'}`);
		await page.context().close();
	});
}

test('the page of an address that leads nowhere is accessible and runs no script', async () => {
	const page = await openPage(browser, daemon, '/w/nobody', { size: PHONE, allowed: [/404/] });
	await checkAccess(page, 'the page of 404');
	assert.equal(await page.locator('script').count(), 0);
	assert.deepEqual(page.faults, []);
	await page.context().close();
});

test('the front door speaks each of the five languages', async () => {
	const phone = await Phone.open(browser, daemon, '/');
	for (const language of ['nn', 'se', 'da', 'en', 'nb']) {
		await phone.mark('language').selectOption(language);
		await phone.page.waitForFunction((code) => document.documentElement.lang === code, language);
	}
	await checkClean(phone.page, 'the front door');
	await phone.page.context().close();
});

/* A phone in a talk with the counsellor. */
async function phoneInTalk() {
	const phone = await Phone.open(browser, daemon);
	await phone.comeIn();
	await phone.ask();
	await phone.mark('talk').waitFor();
	await phone.say('hemmelig');
	await until(() => [...oslo.rooms.values()].some((room) => room.open && room.texts.length === 1), 'the message at the desk');
	return { phone, room: [...oslo.rooms.values()].find((room) => room.open) };
}

for (const [how, act] of [
	['one tap on Leave quickly', (phone) => phone.mark('leave').click({ noWaitAfter: true })],
	['Shift pressed three times', async (phone) => {
		for (let i = 0; i < 3; i++) await phone.page.keyboard.press('Shift');
	}],
]) {
	test(`${how} blanks the page, forgets everything, tells the desk and goes away`, async () => {
		const { phone, room } = await phoneInTalk();
		const { page } = phone;
		page.faults = [];
		/* A navigation that is aborted leaves the page as it stands, to be looked at. */
		await page.context().route(`${EXIT}**`, (route) => route.abort('aborted'));
		const going = page.waitForRequest(EXIT);
		await act(phone);
		await going;
		const left = await page.evaluate(() => [
			document.body.innerText.trim().length < 40,
			document.querySelectorAll('input, textarea, button, main').length,
			sessionStorage.length,
		]);
		assert.deepEqual(left, [true, 0, 0]);
		await until(() => room.ended, 'the end at the desk');
		assert.equal(room.ended, 'left_quickly');
		await page.goto(`${daemon.origin}/w/oslo`);
		assert.deepEqual(await page.evaluate(() => [sessionStorage.length, localStorage.length]), [0, 0]);
		await phone.mark('start').waitFor();
		assert.deepEqual(page.faults, [`a request to ${new URL(EXIT).origin}`]);
		await page.context().close();
	});
}

test('a wrong password is told by the field and what was typed stays', async () => {
	const desk = await Desk.open(browser, daemon, { allowed: [/401/] });
	await desk.mark('name').fill('oslo');
	await desk.mark('password').fill('feil');
	await desk.click('login');
	await desk.mark('login-error').waitFor();
	assert.equal(await desk.mark('login-error').getAttribute('data-code'), 'login');
	assert.equal(await desk.mark('name').inputValue(), 'oslo');
	await look(desk.page, 'desk-login-wrong');
	await checkClean(desk.page, 'the desk');
	await desk.page.context().close();
});

test('a talk taken over by another window stops in the first', async () => {
	const { phone, room } = await phoneInTalk();
	const storage = await phone.page.evaluate(() => ({ ...sessionStorage }));
	const other = await phone.page.context().newPage();
	await other.addInitScript((items) => {
		for (const [key, value] of Object.entries(items)) sessionStorage.setItem(key, value);
	}, storage);
	await other.goto(`${daemon.origin}/w/oslo`);
	await other.locator('[data-test="talk"]').waitFor();
	await phone.page.waitForFunction(() => document.querySelector('[data-test="strip"] button') !== null);
	await look(phone.page, 'youth-taken-over');
	oslo.send({ type: 'leave', room: room.id });
	await other.locator('[data-test="after"]').waitFor();
	await phone.page.context().close();
});

test('counsellors of the other country come on shift, and each worker has heard of it', async () => {
	await comeCounsellor(daemon, 'aarhus');
	let same = 0;
	await until(async () => {
		const { state } = JSON.parse((await ask(daemon, '/api/v1/door?agency=aarhus')).text);
		same = state === 'closed' ? 0 : same + 1;
		return same >= 20;
	}, 'the door to be open everywhere');
});

for (const [path, locale, told] of [
	['/w/oslo', 'nb-NO', [/^I Norge .* i det offentlige\. .* barnevernet\. .* ambulanse\.$/]],
	['/w/karasjok', 'nb-NO', [/^I Norge .* i helsetjenesten\. .* barnevernet\. .* ambulanse\.$/]],
	['/w/aarhus', 'da-DK', [/^I Danmark .* i det offentlige\. .* kommunen besked\. .* 112\.$/]],
	['/', 'en-GB', [/^In Norway .* public service\./, /^In Denmark .* public service\./]],
]) {
	test(`what ${path} says of the duty to tell is that of its country and of the profession of who answers`, async () => {
		const page = await openPage(browser, daemon, path, { size: PHONE, locale });
		await page.locator('[data-test="start"]').click();
		await page.locator('[data-test="duty"] > summary').click();
		const texts = await page.locator('[data-test="duty"] p').allTextContents();
		assert.equal(texts.length, told.length, texts.join(' | '));
		told.forEach((pattern, i) => assert.match(texts[i], pattern));
		await page.context().close();
	});
}
