// A municipal site of another origin that shows a door of ours: by the plain link, by the loader's button in a frame, and on
// phones as a page. Its policy lets in our host and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../../live/lib/demo.mjs';
import { comeCounsellor } from '../../live/lib/people.mjs';
import { allowSites, openSite } from '../../live/lib/sites.mjs';
import { until } from '../../live/lib/wait.mjs';
import { DESK, PHONE, checkAccess, checkClean, look, openPage, shoot, startBrowser } from '../lib/browser.mjs';

const EXIT = 'https://www.yr.no/';
const TIMEOUT_MS = 15_000;

const daemon = await startDaemon({ agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' } } });
const site = await openSite(daemon);
await allowSites(daemon, 'oslo', site.origin);
const browser = await startBrowser();
const oslo = await comeCounsellor(daemon, 'oslo');

/*
 * What the tests see of a host page: its loader's shadow tree, which is closed to everybody else, and whatever its windows could
 * hear. Runs in every frame before its scripts.
 */
function watch() {
	const { attachShadow } = Element.prototype;
	Element.prototype.attachShadow = function open(options) {
		return attachShadow.call(this, { ...options, mode: 'open' });
	};
	window.heard = [];
	for (const type of ['message', 'error', 'securitypolicyviolation', 'storage']) {
		window.addEventListener(type, (event) => window.heard.push(`${type} ${event.violatedDirective ?? event.origin ?? ''}`));
	}
}

/* A page on a site, with everything it asks for in page.asked. */
async function visit(at, { size = DESK, ...options } = {}) {
	const context = await browser.newContext({ viewport: size, locale: 'nb-NO', ...options });
	await context.addInitScript(watch);
	const page = await context.newPage();
	page.setDefaultTimeout(TIMEOUT_MS);
	page.asked = [];
	page.said = [];
	context.on('request', (request) => page.asked.push(request.url()));
	page.on('console', (message) => message.type() === 'error' && page.said.push(message.text()));
	await page.goto(`${at.origin}/`);
	return page;
}

const buttonOf = (page) => page.locator('#here button').first();
const frameOf = (page) => page.frameLocator('#here iframe');
const mark = (frame, name) => frame.locator(`[data-test="${name}"]`);
const ofOurs = (page) => page.asked.filter((url) => url.startsWith(daemon.origin));

/* What a host page holds in the browser. */
const kept = (page) => page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);

/* Throws when a page that was opened at a site asks us for more than the loader, though nobody has tapped. */
async function checkQuiet(page) {
	await page.waitForLoadState('networkidle');
	assert.deepEqual(ofOurs(page), [`${daemon.origin}/e/v1.js`]);
}

/* Taps the button and talks until the counsellor has heard a word. */
async function talk(page) {
	await buttonOf(page).click();
	const frame = frameOf(page);
	await mark(frame, 'start').click();
	await mark(frame, 'know-next').click();
	await mark(frame, 'ask').click();
	await mark(frame, 'talk').waitFor();
	await mark(frame, 'composer').fill('hei');
	await mark(frame, 'send').click();
	return until(() => [...oslo.rooms.values()].find((room) => room.open && room.texts.length === 1), 'the word at the desk');
}

test('the plain link leads to the door, without any script', async () => {
	const page = await visit(site, { javaScriptEnabled: false });
	await page.locator('#link').click();
	await page.waitForURL(`${daemon.origin}/w/oslo`);
	assert.match(await page.locator('body').innerText(), /Ung i Oslo/);
	await page.context().close();
});

test('before somebody taps, nothing but the loader is asked for', async () => {
	const page = await visit(site);
	await buttonOf(page).waitFor();
	await checkQuiet(page);
	assert.equal(await buttonOf(page).textContent(), 'Chat med Ung i Oslo');
	await page.context().close();
});

test('a page that asks for the door by itself is found', async () => {
	const eager = await openSite(daemon, { change: (html) => html.replace('</main>', `<iframe src="${daemon.origin}/w/oslo"></iframe></main>`) });
	const page = await visit(eager);
	await assert.rejects(checkQuiet(page), /w\/oslo/);
	await page.context().close();
});

test('a tap shows the door in a sandboxed frame, a talk begins, and leaving quickly replaces the host page', async () => {
	const page = await visit(site);
	await page.context().route(`${EXIT}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Været</h1>' }));
	const room = await talk(page);
	const frame = page.locator('#here iframe');
	assert.deepEqual(await frame.evaluate(({ title, src, referrerPolicy }) => [title, src, referrerPolicy]), [
		'Chat med en rådgiver', `${daemon.origin}/w/oslo?lang=nb`, 'no-referrer',
	]);
	assert.equal(await frame.getAttribute('sandbox'), 'allow-scripts allow-same-origin allow-forms allow-popups');
	assert.equal(await page.locator('#here dialog a').count(), 0, 'the link to the full page is gone when the door has answered');
	await shoot(page, 'embed-talk');
	await checkAccess(page, 'a host page with the talk');
	assert.deepEqual(await page.evaluate(() => window.heard), []);
	assert.deepEqual(page.said, []);
	const before = await kept(page);
	await mark(frameOf(page), 'leave').click({ noWaitAfter: true });
	await page.waitForURL(EXIT);
	await until(() => room.ended, 'the end at the desk');
	assert.equal(room.ended, 'left_quickly');
	assert.deepEqual(before, [0, 0, '']);
	assert.deepEqual(await page.context().cookies(), []);
	assert.equal(await page.evaluate(() => history.length), 2, 'the exit stands where the host page stood');
	await page.goBack().catch(() => {});
	assert.equal(page.url(), 'about:blank');
	await page.context().close();
});

test('a code that leads to another agency, which may not be framed here, replaces the host page by its whole door', async () => {
	const page = await visit(site);
	await page.context().route('**/api/v1/code', (route) =>
		route.fulfill({ json: { ok: true, data: { agency: 'kristiansand', topic: 'mind' } } }));
	await buttonOf(page).click();
	const frame = frameOf(page);
	await mark(frame, 'code-entry').locator('summary').click();
	await mark(frame, 'code-typed').fill('ABCD EFGH JKMN PQRS');
	await mark(frame, 'code-find').click({ noWaitAfter: true });
	await page.waitForURL(`${daemon.origin}/w/kristiansand`);
	await mark(page, 'start').waitFor();
	assert.deepEqual(await kept(page), [0, 0, ''], 'no address and no tab has the topic');
	await page.context().close();
});

test('Shift three times leaves too, and the host page is blank before the exit has come', async () => {
	const page = await visit(site);
	/* A navigation that is aborted leaves the page as it stands, to be looked at. */
	await page.context().route(`${EXIT}**`, (route) => route.abort('aborted'));
	await buttonOf(page).click();
	await mark(frameOf(page), 'start').waitFor();
	await page.keyboard.press('Shift');
	await page.keyboard.press('Shift');
	/* Its end is never told: the frame that would tell it is gone. */
	page.keyboard.press('Shift').catch(() => {});
	await until(() => page.asked.includes(EXIT), 'the way out');
	assert.equal(await page.evaluate(() => document.documentElement.childNodes.length), 0);
	await page.context().close();
});

test('by keyboard alone: Enter opens, Escape in the frame hides, focus comes back, and the same frame is shown again', async () => {
	const page = await visit(site);
	await buttonOf(page).waitFor();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	assert.equal(await buttonOf(page).evaluate((button) => button.getRootNode().activeElement === button), true);
	await page.keyboard.press('Enter');
	await mark(frameOf(page), 'start').waitFor();
	assert.equal(await page.locator('#here dialog').getAttribute('aria-label'), 'Chat med en rådgiver');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Escape');
	await page.locator('#here dialog').waitFor({ state: 'hidden' });
	assert.equal(await buttonOf(page).evaluate((button) => button.getRootNode().activeElement === button), true);
	assert.equal(await buttonOf(page).textContent(), 'Vis chatten igjen');
	const asked = ofOurs(page).filter((url) => url.includes('/w/')).length;
	await page.keyboard.press('Enter');
	await mark(frameOf(page), 'start').waitFor();
	assert.equal(ofOurs(page).filter((url) => url.includes('/w/')).length, asked);
	await page.locator('#here dialog button').click();
	await page.locator('#here dialog').waitFor({ state: 'hidden' });
	await page.context().close();
});

test('on a phone the door is a page of its own that has no opener and is not told where one came from', async () => {
	const page = await visit(site, { size: PHONE, isMobile: true, hasTouch: true });
	await buttonOf(page).tap();
	await page.waitForURL(`${daemon.origin}/w/oslo?lang=nb`);
	await mark(page, 'start').waitFor();
	assert.deepEqual(await page.evaluate(() => [window.opener, document.referrer]), [null, '']);
	await page.context().close();
});

test('a site that is not listed shows no door: the browser refuses, and the link to the full page stays', async () => {
	const foreign = await openSite(daemon);
	const page = await visit(foreign);
	await buttonOf(page).click();
	await until(() => page.said.some((text) => /frame-ancestors/.test(text)), 'the refusal');
	assert.equal(page.frames().some((frame) => frame.url().startsWith(daemon.origin)), false);
	const link = page.locator('#here dialog a');
	assert.equal(await link.getAttribute('href'), `${daemon.origin}/w/oslo?lang=nb`);
	assert.deepEqual(await page.evaluate(() => window.heard), []);
	await page.context().close();
});

test('a door in a frame obeys no other window: a message with a port from its own origin changes nothing', async () => {
	const page = await visit(site);
	await buttonOf(page).click();
	await mark(frameOf(page), 'start').waitFor();
	const [, door] = page.frames();
	const answered = await door.evaluate(async () => {
		const { port1, port2 } = new MessageChannel();
		const first = new Promise((resolve) => port1.addEventListener('message', () => resolve(true)));
		port1.start();
		const passed = new Promise((resolve) => window.addEventListener('message', () => setTimeout(resolve, 0, false)));
		window.postMessage('', location.origin, [port2]);
		return Promise.race([first, passed]);
	});
	assert.equal(answered, false);
	await page.context().close();
});

test('what the page of snippets gives is all that a site needs: its tag, under its policy, opens the door', async () => {
	const page = await openPage(browser, daemon, '/embed', { size: PHONE, javaScriptEnabled: true });
	await page.locator('select[name="agency"]').selectOption('oslo');
	await page.locator('select[name="to"]').selectOption('en');
	await page.locator('input[name="label"]').fill('Talk "now"');
	await page.locator('form button').click();
	await page.waitForURL(/agency=oslo/);
	const [link, tag, pinned, policy] = await page.locator('code').allTextContents();
	await look(page, 'embed-snippets');
	await checkClean(page, 'the page of snippets');
	await page.context().close();
	assert.doesNotMatch(tag, /integrity/, 'a new edition must not break the page of who copies what stands first');
	assert.equal(pinned.replace(/ integrity="sha256-[^"]{44}" crossorigin="anonymous"/, ''), tag);
	assert.equal(link, `<a href="${daemon.origin}/w/oslo">Talk &quot;now&quot;</a>`);
	const other = await openSite(daemon, {
		change: (html) => html.replace(/<script.*<\/script>/, () => tag),
		policy: `default-src 'none'; ${policy.replaceAll('\n', ' ')}`,
	});
	const host = await visit(other);
	assert.equal(await buttonOf(host).textContent(), 'Talk "now"');
	await allowSites(daemon, 'oslo', `${site.origin} ${other.origin}`);
	await buttonOf(host).click();
	await mark(frameOf(host), 'start').waitFor();
	await host.context().close();
});

test('a loader whose bytes are not those of its integrity is not run, and the link still works', async () => {
	const other = await openSite(daemon, { change: (html) => html.replace(/integrity="sha256-.{4}/, 'integrity="sha256-AAAA') });
	const page = await visit(other);
	await until(() => page.said.some((text) => /integrity/.test(text)), 'the refusal');
	assert.equal(await page.locator('#here button').count(), 0);
	assert.equal(await page.locator('#link').getAttribute('href'), `${daemon.origin}/w/oslo`);
	await page.context().close();
});
