// The habits of a phone: no network, a line that lies, sleep, the page put aside and brought back, the same tab twice.
// Whatever happens, each text is on the other screen once and in order, and the page says what is true.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../live/lib/demo.mjs';
import { until } from '../live/lib/wait.mjs';
import { checkClean, look, startBrowser } from './lib/browser.mjs';
import { Line } from './lib/line.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const allowed = [...BROKEN_LINE, /ERR_INTERNET_DISCONNECTED/];
const line = await Line.open();
const office = await Line.open();
const lists = {
	origins: JSON.stringify([line.origin, office.origin]),
	hosts: JSON.stringify([line.host, office.host]),
};
const daemon = await startDaemon({ keys: lists, agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' } } });
line.lead(daemon);
office.lead(daemon);
const browser = await startBrowser();
const desk = await Desk.open(await startBrowser(), office, { allowed });
await desk.logIn('oslo', daemon.addUser('oslo'));
await desk.goOnShift();
const phone = await Phone.open(browser, line, '/w/oslo', { allowed });
const said = [];

/* How many sockets a page opens from now on. */
function socketsOf(page) {
	const sockets = { opened: 0 };
	page.on('websocket', () => sockets.opened++);
	return sockets;
}
const sockets = socketsOf(phone.page);

async function say(who, text) {
	said.push(text);
	await who.say(text);
}

/* Both screens hold all that was said, once and in order. */
async function bothShowAll(mobile = phone) {
	await desk.shows(said.length);
	await mobile.shows(said.length);
	await mobile.allStored();
	await desk.allStored();
	assert.deepEqual(await mobile.texts(), said, 'on the phone');
	assert.deepEqual(await desk.texts(), said, 'at the desk');
}

/* The strip says this. */
const strip = (pattern, { page } = phone) =>
	page.waitForFunction(
		(source) => new RegExp(source).test(document.querySelector('[data-test="strip"]')?.textContent ?? ''),
		pattern.source,
	);
const quiet = (mobile = phone) => strip(/^$/, mobile);

test('a place that is asked for without a network is not promised, and had when the network is back', async () => {
	await phone.comeIn();
	line.cut();
	await phone.page.context().setOffline(true);
	await phone.ask();
	await strip(/Du kommer i køen når nettet er tilbake/);
	assert.doesNotMatch(await phone.mark('wait').textContent(), /holder (vi )?plassen/);
	await look(phone.page, 'phone-1-ask-offline');
	assert.equal(await desk.mark('offer').count(), 0);
	await phone.page.context().setOffline(false);
	line.mend();
	await desk.accept();
	await phone.mark('talk').waitFor();
	await quiet();
	await say(phone, 'hei');
	await say(desk, 'hei du');
	await bothShowAll();
});

test('an ask that the daemon never heard survives a reload', async () => {
	const other = await Phone.open(browser, line, '/w/oslo', { allowed });
	await other.comeIn();
	line.cut();
	await other.ask();
	await strip(/Du kommer i køen/, other);
	await other.page.reload();
	await other.mark('wait').waitFor();
	line.mend();
	await until(async () => (await other.mark('band').getAttribute('data-band')) !== null, 'a place in the queue');
	await quiet(other);
	await other.page.context().close();
});

test('what is written while the line is cut waits on the screen, over a reload too, and is said once', async () => {
	line.cut();
	for (let i = 1; i <= 25; i++) await say(phone, `uten nett ${i}`);
	await strip(/Ikke noe nett/);
	await look(phone.page, 'phone-2-waiting');
	await phone.page.reload();
	await phone.mark('talk').waitFor();
	await phone.shows(25);
	assert.deepEqual(await phone.texts(), said.slice(-25), 'they stand there before there is a socket');
	const kept = await phone.page.evaluate(() => JSON.stringify({ ...window.sessionStorage }));
	assert.match(kept, /outbox/);
	line.mend();
	await phone.page.waitForFunction(
		() => document.querySelector('[data-test="message"][data-state="waiting"]') === null, undefined, { timeout: 60_000 },
	);
	await bothShowAll();
	await quiet();
});

test('a socket that swallows what is said is found out, and the text is said on another', async () => {
	line.swallow();
	await say(phone, 'inn i tomme lufta');
	await bothShowAll();
});

for (const [event, what] of [
	['the network changes', () => navigator.connection.dispatchEvent(new Event('change'))],
	['the browser thaws the page', () => document.dispatchEvent(new Event('resume'))],
]) {
	test(`a socket that fell silent is found out when ${event}`, async () => {
		line.swallow();
		await say(desk, `er du der når ${event}?`);
		await phone.page.evaluate(what);
		await bothShowAll();
	});
}

/* The processes that draw the pages stand still, as on a locked phone: no timer runs, and the clock goes on. */
async function sleepThrough(ms, meanwhile) {
	const devtools = await browser.newBrowserCDPSession();
	const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
	const pages = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
	pages.forEach((id) => process.kill(id, 'SIGSTOP'));
	try {
		await Promise.all([meanwhile(), new Promise((wake) => setTimeout(wake, ms))]);
	} finally {
		pages.forEach((id) => process.kill(id, 'SIGCONT'));
	}
}

test('a phone that slept finds out by its clock that its socket is dead', async () => {
	await sleepThrough(6_000, async () => {
		line.swallow();
		await say(desk, 'sover du?');
		await desk.shows(said.length);
	});
	await bothShowAll();
	await say(phone, 'ikke nå lenger');
	await bothShowAll();
});

test('a page that is left closes its socket, and goes on when one comes back to it', async () => {
	await phone.page.goto(`${line.origin}/w/kristiansand`);
	await until(() => line.standing === 0, 'the socket to close');
	await say(desk, 'mens du var et annet sted');
	await phone.page.goBack();
	await phone.mark('talk').waitFor();
	await bothShowAll();
});

test('a page from memory asks for what it has missed', async () => {
	const { opened } = sockets;
	await phone.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
	await until(() => line.standing === 0, 'the socket to close');
	await say(desk, 'i minnet');
	await phone.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
	await bothShowAll();
	assert.equal(sockets.opened, opened + 1);
});

test('of the same tab twice one says that the other has the talk, and neither fights for it', async () => {
	const [page] = await Promise.all([
		phone.page.waitForEvent('popup'),
		phone.page.evaluate(() => void window.open(location.href)),
	]);
	const copy = new Phone(page);
	const others = socketsOf(page);
	await copy.mark('talk').waitFor();
	await strip(/åpen i et annet vindu/);
	await look(phone.page, 'phone-3-taken-over');
	assert.equal(await phone.mark('composer').count(), 0);
	await say(copy, 'fra kopien');
	await bothShowAll(copy);
	const before = [sockets.opened, others.opened];
	await phone.page.evaluate(() => ['focus', 'online'].forEach((name) => window.dispatchEvent(new Event(name))));
	await phone.page.locator('[data-test="strip"] button').click();
	await strip(/åpen i et annet vindu/, copy);
	await bothShowAll();
	await say(phone, 'tilbake i det første');
	await bothShowAll();
	assert.deepEqual([sockets.opened, others.opened], [before[0] + 1, before[1]]);
	await page.close();
});

test('the desk comes back from a reload in a dead hour with its field, and says once what waited', async () => {
	office.cut();
	await say(desk, 'fra pulten uten nett');
	await desk.mark('lost').waitFor();
	await desk.mark('composer').fill('halvferdig');
	await look(desk.page, 'phone-4-desk-lost');
	await desk.page.reload();
	office.mend();
	await desk.mark('room').waitFor();
	await bothShowAll();
	assert.equal(await desk.mark('composer').inputValue(), 'halvferdig');
});

test('what was never sent is told at the end, and lies ready for another visit', async () => {
	line.cut();
	await phone.say('rakk ikke fram');
	await desk.click('end');
	await desk.click('end-confirm');
	await desk.click('end-now');
	await desk.mark('room-ended').waitFor();
	line.mend();
	await phone.mark('after').waitFor();
	await phone.mark('unsent').waitFor();
	await look(phone.page, 'phone-5-after-unsent');
	const kept = await phone.page.evaluate(() => JSON.stringify({ ...window.sessionStorage }));
	assert.doesNotMatch(kept, /outbox|token|rakk/);
});

test('no page did anything it must not do', async () => {
	await checkClean(desk.page, 'the desk');
	await checkClean(phone.page, 'the phone');
});

test('leaving quickly waits for no line', async () => {
	await phone.page.getByRole('button', { name: /Skriv med noen igjen|Begynn på nytt/ }).click();
	await phone.comeIn();
	await phone.ask();
	assert.equal(await phone.mark('first').inputValue(), 'rakk ikke fram');
	const neutral = /^https:\/\/www\.yr\.no/;
	await phone.page.route(neutral, (route) => route.fulfill({ body: '' }));
	line.cut();
	await phone.page.context().setOffline(true);
	await phone.mark('leave').click();
	await phone.page.waitForURL(neutral);
});
