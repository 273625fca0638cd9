// A page that cannot become what it should: no script, one that never comes or throws, a browser that cannot seal or has no sockets.
// It says what to do instead, and help can be reached.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../../live/lib/demo.mjs';
import { PHONE, checkAccess, checkWidth, mark, openPage, shoot, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE } from '../lib/people.mjs';

/** A name whose pages are no secure context, so that a browser gives them no WebCrypto. */
const PLAIN = 'http://samtale.example';
const SCRIPT = /\/a\/youth-[\w-]{8}\.js$/;

const daemon = await startDaemon({ agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' } } });
const browser = await startBrowser();

/** A phone that has loaded nothing yet; `prepare` says what it lacks. */
async function phoneWithout(prepare, options = {}) {
	const page = await openPage(browser, daemon, null, { size: PHONE, isMobile: true, hasTouch: true, ...options });
	await prepare(page);
	return page;
}

/** What stands below the page when something is wrong; empty: nothing that can be seen. */
const told = (page) => page.locator('.slow >> visible=true').allInnerTexts().then((texts) => texts.join(' ').trim());

/** The page says this, help can be opened and rung, and its ways out lead somewhere. */
async function helps(page, words) {
	await page.locator('.slow >> visible=true').first().waitFor();
	assert.match(await told(page), words);
	assert.match(await page.locator('h1').innerText(), /Ung i Oslo/);
	await page.locator('.help summary').tap();
	const calls = page.locator('.help a[href^="tel:"] >> visible=true');
	assert.ok((await calls.count()) >= 3, 'numbers to ring');
	const going = page.waitForRequest('https://www.yr.no/');
	await page.route('https://www.yr.no/**', (route) => route.fulfill({ body: 'elsewhere' }));
	await page.locator('a.exit').tap();
	await going;
}

/** Every request of a page under a plain name is answered by the daemon. */
async function servePlain(page) {
	await page.route(`${PLAIN}/**`, async (route) => {
		const answer = await fetch(route.request().url().replace(PLAIN, daemon.origin));
		const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^content-(encoding|length)$/.test(name)));
		await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
	});
}

const without = (name) => (page) => page.addInitScript((key) => {
	for (const place of [window, Object.getPrototypeOf(crypto)]) {
		if (key in place) Object.defineProperty(place, key, { value: undefined });
	}
	if (key === 'WebSocket') delete window.WebSocket;
}, name);

const CASES = [
	['without script', async () => undefined, /trenger JavaScript/, { javaScriptEnabled: false }],
	['with a script that throws on its first line', (page) => page.route(SCRIPT, async (route) => {
		const answer = await route.fetch();
		await route.fulfill({ response: answer, body: `throw new Error('first line');\n${await answer.text()}` });
	}), /lang tid/],
	['with a script that never comes', (page) => page.route(SCRIPT, (route) => route.abort('connectionreset')), /lang tid/],
	['without crypto.subtle', without('subtle'), /for gammel/],
	['without WebSocket', without('WebSocket'), /for gammel/],
	['on plain http under a name', servePlain, /for gammel/, {}, PLAIN],
];

for (const [name, prepare, words, options, origin = daemon.origin] of CASES) {
	test(`${name} the page says what to do instead, and helps`, async () => {
		const page = await phoneWithout(prepare, { ...options, allowed: BROKEN_LINE });
		await page.goto(`${origin}/w/oslo`);
		await helps(page, words);
		await page.context().close();
	});
}

test('a page that works says nothing of all that', async () => {
	const page = await phoneWithout(async () => undefined);
	await page.goto(`${daemon.origin}/w/oslo`);
	await mark(page, 'start').waitFor();
	assert.equal(await told(page), '');
	await page.context().close();
});

test('a page that a browser cannot run is accessible and fits a small phone', async () => {
	const page = await phoneWithout(without('subtle'));
	await page.goto(`${daemon.origin}/w/oslo`);
	await page.locator('.slow >> visible=true').first().waitFor();
	await shoot(page, 'youth-unable');
	await checkAccess(page, 'the page that cannot run');
	await checkWidth(page, 'the page that cannot run');
	assert.deepEqual(page.faults, []);
	await page.context().close();
});
