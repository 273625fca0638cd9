// Whoever leaves, ends or closes the tab leaves nothing behind in the browser, is blank first and waits for nobody, not even for
// a service that stands still or is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, within } from '../../live/lib/wait.mjs';
import { processesOfGroup } from '../../live/lib/proc.mjs';
import { frontDoorOpens } from '../lib/people.mjs';
import { NOTHING_KEPT, kept } from './lib/checks.mjs';
import { Stage } from './lib/stage.mjs';

const stage = await Stage.set();
const oslo = await stage.staff('oslo');
await frontDoorOpens(stage.daemon);

const SAID = 'Brunostvaffelfest';

/* A phone in a talk in which something was said. */
async function inTalk() {
	const phone = await stage.phone('/w/oslo');
	await phone.comeIn();
	await phone.ask();
	const room = await stage.take(oslo);
	await phone.page.locator('[data-seal="open"]').waitFor();
	await phone.say(SAID);
	await until(() => room.texts.includes(SAID), 'the text at the desk');
	return { phone, room, page: phone.page };
}

/* The visit is over for the counsellor too, who has room for three. */
async function over({ page, room }) {
	await page.context().close();
	if (room.ended === null) oslo.send({ type: 'leave', room: room.id });
}

/* Where leaving leads; the page that stands there. */
async function neutralOf(page) {
	const { exit } = JSON.parse(await page.locator('#door').textContent());
	const { origin } = new URL(exit);
	const answer = { contentType: 'text/html', body: '<h1>Vær</h1>' };
	await page.context().route(`${origin}/**`, (route) => route.fulfill(answer));
	return exit;
}

test('the look into the stores finds an entry in each', async () => {
	const { page } = await stage.phone('/w/oslo');
	assert.deepEqual(await kept(page), NOTHING_KEPT);
	await page.evaluate(async () => {
		document.cookie = 'planted=1';
		localStorage.setItem('planted', '1');
		sessionStorage.setItem('planted', '1');
		await new Promise((resolve) => (indexedDB.open('planted').onsuccess = resolve));
	});
	const found = await kept(page);
	const one = { cookies: 1, localStorage: 1, sessionStorage: 1, databases: 1 };
	assert.deepEqual(found, { ...NOTHING_KEPT, ...one, cookie: 'planted=1'.length });
	await page.context().close();
});

for (const [how, act] of [
	['leaving quickly from a talk', async ({ phone, page }) => {
		const exit = await neutralOf(page);
		await phone.mark('leave').tap({ noWaitAfter: true });
		await page.waitForURL(exit);
		await page.goto(`${stage.line.origin}/w/oslo`);
		await phone.mark('start').waitFor();
	}],
	['ending a talk', async ({ phone }) => {
		await phone.click('menu');
		await phone.click('end');
		await phone.click('end-confirm');
		await phone.mark('after').waitFor();
	}],
	['being ended by the counsellor', async ({ phone, room: { id } }) => {
		oslo.send({ type: 'leave', room: id });
		await phone.mark('after').waitFor();
	}],
]) {
	test(`${how} leaves no cookie, store, cache or worker in the browser, and no request went to anybody else`, async () => {
		const visit = await inTalk();
		await act(visit);
		const found = await kept(visit.page);
		assert.deepEqual(found, NOTHING_KEPT);
		assert.deepEqual(visit.page.faults.filter((fault) => !fault.includes('www.yr.no')), []);
		await over(visit);
	});
}

test('closing the tab leaves nothing in the browser', async () => {
	const { page, room } = await inTalk();
	const other = await page.context().newPage();
	await page.close();
	await other.goto(`${stage.line.origin}/w/oslo`);
	await other.locator('[data-test="start"]').waitFor();
	assert.deepEqual(await kept(other), NOTHING_KEPT);
	await over({ page: other, room });
});

test('the back button shows nothing of the talk, and no page of ours stands between', async () => {
	const visit = await inTalk();
	const { phone, page } = visit;
	const exit = await neutralOf(page);
	const entries = await page.evaluate(() => history.length);
	await phone.mark('leave').tap({ noWaitAfter: true });
	await page.waitForURL(exit);
	assert.equal(await page.evaluate(() => history.length), entries, 'it took the place of our page');
	await page.goBack();
	assert.ok(!(await page.content()).includes(SAID));
	assert.ok(!page.url().startsWith(stage.line.origin));
	await over(visit);
});

test('a page that was left and comes back from the memory of the browser stays blank and goes again', async () => {
	const visit = await inTalk();
	const { phone, page } = visit;
	const { exit } = JSON.parse(await page.locator('#door').textContent());
	/* A navigation that is aborted leaves the page as it stands: as it would come back. */
	await page.context().route(`${exit}**`, (route) => route.abort('aborted'));
	let going = page.waitForRequest(exit);
	await phone.mark('leave').tap({ noWaitAfter: true });
	await going;
	going = page.waitForRequest(exit);
	await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
	await going;
	assert.equal(await page.locator('main, button, input, textarea, a').count(), 0);
	assert.ok(!(await page.locator('body').innerText()).includes(SAID));
	assert.deepEqual(await kept(page), NOTHING_KEPT);
	await over(visit);
});

/*
 * What leaving did, in its order, from the tap to the navigation; and how often anything gave way in between: a promise that was
 * waited for would show as a turn of the loop.
 */
async function watchLeaving(page) {
	await page.evaluate(() => {
		window.steps = [];
		const note = (name) => window.steps.push(name);
		const wrap = (owner, name, word) => {
			const own = owner[name];
			owner[name] = function (...words) {
				note(word);
				return own.apply(this, words);
			};
		};
		wrap(Storage.prototype, 'clear', 'forget');
		wrap(navigator, 'sendBeacon', 'tell');
		wrap(WebSocket.prototype, 'close', 'close');
		wrap(window, 'fetch', 'ask');
		new MutationObserver(() => note('turn')).observe(document.body, { attributes: true });
		document.querySelector('[data-test="leave"]').addEventListener('click', () => note('tap'), { capture: true });
		window.navigation.addEventListener('navigate', ({ destination }) => note(`go ${destination.url}`));
	});
}

/* From the tap to the way out: what the page did before is not of leaving. */
const stepsOf = (page) => page.evaluate(() => {
	const end = window.steps.findIndex((step) => step.startsWith('go'));
	return window.steps.slice(window.steps.indexOf('tap'), end + 1);
});

async function leavesAtOnce(page, phone) {
	const { exit } = JSON.parse(await page.locator('#door').textContent());
	await page.context().route(`${exit}**`, (route) => route.abort('aborted'));
	await watchLeaving(page);
	const going = page.waitForRequest(exit);
	await phone.mark('leave').tap({ noWaitAfter: true });
	await within(going, 'the way out');
	return stepsOf(page);
}

const EXIT = 'https://www.yr.no/';
const LEFT = ['tap', 'forget', 'tell', 'close', `go ${EXIT}`];

test('leaving goes from the tap to the way out in one go, and waits for no answer', async () => {
	const visit = await inTalk();
	const { phone, page } = visit;
	assert.deepEqual(await leavesAtOnce(page, phone), LEFT);
	await over(visit);
});

test('leaving a service that stands still takes the same steps', async () => {
	const visit = await inTalk();
	const { phone, page } = visit;
	const all = processesOfGroup(stage.daemon.pid);
	all.forEach((pid) => process.kill(pid, 'SIGSTOP'));
	try {
		assert.deepEqual(await leavesAtOnce(page, phone), LEFT);
		assert.equal(await page.locator('main').count(), 0);
	} finally {
		all.forEach((pid) => process.kill(pid, 'SIGCONT'));
	}
	await over(visit);
});

test('the watch finds a page that waits before it goes', async () => {
	const visit = await inTalk();
	const { phone, page } = visit;
	await page.evaluate(() => {
		document.querySelector('[data-test="leave"]').addEventListener('click', async (event) => {
			event.stopImmediatePropagation();
			window.steps.push('tap');
			sessionStorage.clear();
			await fetch('/api/v1/door?agency=oslo').catch(() => {});
			location.replace('https://www.yr.no/');
		}, { capture: true });
	});
	assert.notDeepEqual(await leavesAtOnce(page, phone), LEFT);
	await over(visit);
});

test('leaving a service that is gone takes the same steps', async () => {
	const visit = await inTalk();
	const { phone, page } = visit;
	stage.daemon.kill('SIGKILL');
	await until(() => processesOfGroup(stage.daemon.pid).length === 0, 'the end of the daemon');
	const steps = await leavesAtOnce(page, phone);
	/* There may be a socket that is being dialled. */
	assert.deepEqual(steps.filter((step) => step !== 'close'), LEFT.filter((step) => step !== 'close'));
	await page.context().close();
});
