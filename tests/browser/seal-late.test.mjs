// The parts of the youth's page that come later: on a network that fails just then, and after a deployment that has taken
// them away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../live/lib/demo.mjs';
import { comeCounsellor } from '../live/lib/people.mjs';
import { PHONE, checkClean, look, openPage, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Phone } from './lib/people.mjs';

const REST = '**/a/youth-rest-*';
const LATE = '**/a/youth-late-*';
const NO_NETWORK = [...BROKEN_LINE, /ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/];

const daemon = await startDaemon({
	keys: { bucket_youth: 200, workers: 1 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' } },
});
const browser = await startBrowser();

/** A phone at Oslo's door, before the page is loaded, so that what it loads can be interfered with. */
async function phoneBefore(allowed) {
	const page = await openPage(browser, daemon, null, { size: PHONE, isMobile: true, hasTouch: true, allowed });
	return new Phone(page);
}

const goTo = (phone, path) => phone.page.goto(daemon.origin + path);
const offline = (phone, on) => phone.page.context().setOffline(on);

/** Holds what fits the pattern, the first time, until the test has decided: the answer is the held request. */
function hold(phone, pattern) {
	return new Promise((resolve) => void phone.page.route(pattern, resolve, { times: 1 }));
}

/** What stands on the screen says that it takes longer. */
const saysSo = (phone) =>
	phone.page.waitForFunction(() => document.querySelector('[data-test="coming"] [role="status"]')?.textContent.trim());

test('a network that is cut while the rest of the page comes is told, and the page goes on by itself when it is back', async () => {
	const phone = await phoneBefore(NO_NETWORK);
	const held = hold(phone, REST);
	await goTo(phone, '/w/oslo');
	await phone.mark('start').waitFor();
	const request = await held;
	await offline(phone, true);
	await request.abort('internetdisconnected');
	await phone.click('start');
	await phone.click('know-next');
	await phone.mark('coming').waitFor();
	await saysSo(phone);
	await look(phone.page, 'youth-4-coming');
	await offline(phone, false);
	await phone.mark('ask').waitFor();
	await phone.ask();
	await phone.mark('wait').waitFor();
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
});

test('a visit that goes on after a reload waits for the rest of the page, and keeps its place', async () => {
	const phone = await phoneBefore(NO_NETWORK);
	await goTo(phone, '/w/oslo');
	await phone.comeIn();
	await phone.ask();
	await phone.mark('first').fill('det jeg skrev');
	const held = hold(phone, REST);
	await phone.page.reload();
	await phone.mark('coming').waitFor();
	await (await held).abort('connectionreset');
	await phone.mark('wait').waitFor();
	assert.equal(await phone.mark('first').inputValue(), 'det jeg skrev');
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
});

test('texts of another language that fail to come are asked for again', async () => {
	const phone = await phoneBefore(NO_NETWORK);
	const held = hold(phone, '**/a/youth-nn-*');
	await goTo(phone, '/w/oslo');
	await phone.mark('language').selectOption('nn');
	await (await held).abort('connectionreset');
	await phone.page.waitForFunction(() => document.documentElement.lang === 'nn');
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
});

/** The page as it was before a deployment: its script has another name, and names parts that are no longer there. */
async function showOldPage(phone) {
	const old = (text) => text.replace(/(youth)(-rest)?-[\w-]{8}\.js/g, '$1$2-OLDOLDOL.js');
	await phone.page.route('**/w/oslo', async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, body: old(await answer.text()) });
	}, { times: 1 });
	await phone.page.route('**/a/youth-OLDOLDOL.js', async (route) => {
		const page = await (await fetch(`${daemon.origin}/w/oslo`)).text();
		const [, script] = /src="(\/a\/youth-[\w-]+\.js)"/.exec(page);
		const answer = await fetch(daemon.origin + script);
		await route.fulfill({ contentType: 'text/javascript', body: old(await answer.text()) });
	});
	await goTo(phone, '/w/oslo');
}

test('a page whose rest was taken away by a deployment begins anew, and works', async () => {
	const phone = await phoneBefore([...NO_NETWORK, /404 \(Not Found\) .*OLDOLDOL/]);
	const missed = phone.page.waitForRequest(/youth-rest-OLDOLDOL/);
	await showOldPage(phone);
	await missed;
	const scripts = () => phone.page.evaluate(() => [...document.scripts].map(({ src }) => src).join(' '));
	await phone.page.waitForFunction(() => ![...document.scripts].some(({ src }) => src.includes('OLDOLDOL')));
	assert.match(await scripts(), /youth-/);
	await phone.comeIn();
	await phone.ask();
	await phone.mark('wait').waitFor();
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
});

test('a question of the talk whose part fails to come is waited for, can be closed, and comes', async () => {
	await comeCounsellor(daemon, 'oslo');
	const phone = await phoneBefore(NO_NETWORK);
	const held = hold(phone, LATE);
	await goTo(phone, '/w/oslo');
	await phone.comeIn();
	await phone.ask();
	await phone.mark('talk').waitFor();
	const request = await held;
	const open = async () => {
		await phone.click('menu');
		await phone.click('swap');
	};
	await open();
	await phone.mark('soon').waitFor();
	await look(phone.page, 'youth-6-soon');
	await phone.mark('soon').locator('button').click();
	await phone.mark('composer').waitFor();
	await phone.say('jeg kan skrive likevel');
	await phone.shows(1);
	await request.abort('connectionreset');
	await open();
	await phone.mark('swap-ask').waitFor();
	await phone.click('swap-no');
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
});

test('while one waits the page loads all that the talk, its questions and its end need', async () => {
	const phone = await phoneBefore(NO_NETWORK);
	const late = phone.page.waitForResponse(LATE);
	await goTo(phone, '/w/oslo');
	await phone.comeIn();
	await phone.ask();
	await (await late).finished();
	const more = [];
	phone.page.on('request', (request) => more.push(request.url()));
	await phone.mark('talk').waitFor();
	await phone.click('menu');
	await phone.click('swap');
	await phone.click('swap-no');
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	assert.deepEqual(more.filter((url) => url.includes('/a/')), []);
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
});
