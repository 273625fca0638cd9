// How the youth's page looks under what agencies, phones and eyes ask of it: two agencies' colours in light and dark, a
// system's own colours, no motion, letters and pages of twice the size, a keyboard over half of the screen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PAIRS, contrast, styleColours } from '../../lint/colours.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { ROOT } from '../../live/lib/npm.mjs';
import { PHONE, checkAccess, checkWidth, look, mark, openPage, shoot, startBrowser } from '../lib/browser.mjs';
import { Line } from '../lib/line.mjs';
import { BROKEN_LINE, Desk, Phone } from '../lib/people.mjs';

const NAMES = ['brand', 'brand-hover', 'on-brand', 'mine', 'on-mine', 'tint'];
const USUAL = styleColours(readFileSync(join(ROOT, 'clients/web/youth/src/samtale.css'), 'utf8'));
const SCHEMES = ['light', 'dark'];
const LARGE = ['--blink-settings=defaultFontSize=32'];

const line = await Line.open();
const daemon = await startDaemon({ keys: { origins: `["${line.origin}"]`, hosts: `["${line.host}"]` } });
line.lead(daemon);
const browser = await startBrowser();
const desk = await Desk.onShift(browser, daemon, 'oslo');
/** One phone walks on through this file; other tests open pages of their own. */
const phone = await Phone.open(browser, { origin: line.origin }, '/w/kristiansand', { colorScheme: 'light', allowed: BROKEN_LINE });
const { page } = phone;

/** What an agency's file says of a scheme, with the names of the style sheet. */
function themeOf(agency, scheme) {
	const yaml = readFileSync(join(ROOT, `config/demo/agencies/${agency}.yaml`), 'utf8');
	const [, text] = new RegExp(`^"theme\\.${scheme}": "(.*)"$`, 'm').exec(yaml);
	return Object.fromEntries(text.split('; ').map((one) => one.replaceAll('_', '-').split(' ')));
}

/** All colours of the page by name, as #rrggbb. */
const coloursOf = (page) =>
	page.evaluate((names) => {
		const style = getComputedStyle(document.documentElement);
		const whole = (value) => (value.length === 4 ? value.replace(/[^#]/g, '$&$&') : value);
		return Object.fromEntries(names.map((name) => [name, whole(style.getPropertyValue(`--${name}`).trim())]));
	}, Object.keys(USUAL.light));

/** A computed style of the first element that fits. */
const styleOf = (page, selector, name, pseudo) =>
	page.locator(selector).first().evaluate((node, [key, part]) => getComputedStyle(node, part)[key], [name, pseudo]);

const rgb = (colour) => `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ')})`;
const pick = (colours, names) => Object.fromEntries(names.map((name) => [name, colours[name]]));
const weak = (colours) => PAIRS.filter(([front, back, need]) => contrast(colours[front], colours[back]) < need);

test('a pair that is too weak would be found', () => {
	assert.deepEqual(weak({ ...USUAL.light, brand: '#8a8a8a' }).map(([front, back]) => `${front} on ${back}`), [
		'brand on page', 'brand on surface', 'brand on tint', 'brand on lamp-tint', 'on-brand on brand',
	]);
});

for (const agency of ['kristiansand', 'aarhus']) {
	test(`the door of ${agency} has its own colours in light and dark, all of them readable, and nothing else changes`, async () => {
		const door = await openPage(browser, daemon, `/w/${agency}`, { size: PHONE });
		await mark(door, 'start').waitFor();
		for (const colorScheme of SCHEMES) {
			await door.emulateMedia({ colorScheme });
			const colours = await coloursOf(door);
			const theme = themeOf(agency, colorScheme);
			assert.deepEqual(colours, { ...USUAL[colorScheme], ...theme });
			assert.deepEqual(weak(colours), []);
			assert.equal(await styleOf(door, '[data-test="start"]', 'backgroundColor'), rgb(theme.brand));
			assert.equal(await styleOf(door, '[data-test="start"]', 'color'), rgb(theme['on-brand']));
			assert.equal(await styleOf(door, '[data-test="leave"]', 'backgroundColor'), rgb(USUAL[colorScheme].exit));
			await look(door, `theme-${agency}-${colorScheme}`);
		}
		assert.deepEqual(door.faults, []);
		await door.context().close();
	});
}

test('a page whose policy has another hash than its style shows the usual colours', async () => {
	const door = await openPage(browser, daemon, '/w/oslo', { size: PHONE, colorScheme: 'light', allowed: [/style-src/] });
	await door.route('**/w/kristiansand', async (route) => {
		const response = await route.fetch();
		const { 'content-encoding': _packed, 'content-length': _length, ...headers } = response.headers();
		const policy = headers['content-security-policy'].replace(/sha256-./, (hash) => hash.slice(0, -1) + (hash.endsWith('A') ? 'B' : 'A'));
		await route.fulfill({ response, headers: { ...headers, 'content-security-policy': policy } });
	});
	await door.goto(`${daemon.origin}/w/kristiansand`);
	await mark(door, 'start').waitFor();
	assert.equal(await door.locator('style').count(), 1, 'the style is there');
	assert.deepEqual(await coloursOf(door), USUAL.light);
	await door.context().close();
});

test('the national door has the usual colours, also on the way to a municipality that has its own', async () => {
	const other = await Phone.open(browser, daemon, '/?municipality=4204', { colorScheme: 'dark' });
	await other.comeIn();
	assert.deepEqual(await coloursOf(other.page), USUAL.dark);
	await other.page.context().close();
});

/** The screen that stands now, in both schemes. */
async function lookInBoth(name) {
	for (const colorScheme of SCHEMES) {
		await page.emulateMedia({ colorScheme });
		await checkAccess(page, `${name} in the ${colorScheme}`);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

/** Waits until the page shows somebody typing and so many moving dots, while the desk types on: a sign of it fades. */
async function dotsMove(count) {
	let seen = false;
	const shown = page.waitForFunction(
		(n) => document.querySelector('[data-test="typing"]') !== null && document.getAnimations().length === n, count,
	).finally(() => (seen = true));
	while (!seen) await desk.mark('composer').pressSequentially('x', { delay: 300 });
	await shown;
}

test('who came by an agency\'s door keeps its colours in the queue and in a talk with another agency', async () => {
	await phone.comeIn();
	await lookInBoth('the choices');
	await phone.ask();
	await lookInBoth('the queue');
	await desk.accept();
	await phone.mark('talk').waitFor();
	await page.locator('[data-seal="open"]').waitFor();
	assert.match(await phone.mark('who').textContent(), /Oslo/);
	assert.deepEqual(pick(await coloursOf(page), NAMES), themeOf('kristiansand', 'light'));
});

test('the dots of who types move, and stand still where motion is not wanted', async () => {
	await phone.say('er det noen der?');
	await desk.shows(1);
	await desk.say('hei, jeg er her');
	await phone.shows(2);
	await page.emulateMedia({ reducedMotion: 'no-preference' });
	await dotsMove(3);
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await dotsMove(0);
});

test('in a talk every word is readable in both schemes, and one\'s own bubble has the theme\'s colour', async () => {
	await lookInBoth('the talk');
	assert.equal(await styleOf(page, '[data-mine="true"]', 'backgroundColor'), rgb(themeOf('kristiansand', 'light').mine));
});

/** Where an element stands; null: not to be seen. */
const boxOf = (name) => phone.mark(name).boundingBox();

/** Asserts that field and button stand above this height, and the bar, and the strip below it, on the screen. */
async function checkReach(height, name) {
	const [leave, strip, field, send] = await Promise.all(['leave', 'strip', 'composer', 'send'].map(boxOf));
	assert.ok(leave.y >= 0 && leave.y + leave.height <= strip.y, `${name}: the bar`);
	assert.ok(strip.y + strip.height <= field.y, `${name}: the strip ends at ${strip.y + strip.height}, the field begins at ${field.y}`);
	for (const box of [field, send]) assert.ok(box.y + box.height <= height, `${name}: ${box.y + box.height} of ${height}`);
	assert.ok(field.height >= 44 && send.height >= 44, name);
	await checkWidth(page, name);
}

test('with a keyboard over the page the field, the strip and the bar stay in sight, whether the page shrinks or the view', async () => {
	line.cut();
	await page.locator('.strip').waitFor();
	await phone.say('kommer dette fram?');
	await page.setViewportSize({ width: PHONE.width, height: 340 });
	await checkReach(340, 'a page that shrinks');
	await shoot(page, 'youth-keyboard-page');
	await page.setViewportSize(PHONE);
	/* Safari leaves the page as it is, and says only by this that less of it is seen. */
	const see = (height, scale) => page.evaluate(([h, s]) => {
		const view = window.visualViewport;
		for (const [name, value] of [['height', h], ['scale', s]]) Object.defineProperty(view, name, { value, configurable: true });
		view.dispatchEvent(new Event('resize'));
		return document.body.clientHeight;
	}, [height, scale]);
	assert.equal(await see(340, 1), 340);
	await checkReach(340, 'a view that shrinks');
	await shoot(page, 'youth-keyboard-view');
	assert.equal(await see(PHONE.height / 2, 2), PHONE.height, 'two fingers that zoom in do not make the page lower');
	assert.equal(await see(PHONE.height, 1), PHONE.height);
	await page.evaluate(() => {
		delete window.visualViewport.height;
		delete window.visualViewport.scale;
	});
});

test('in a system\'s own colours bubbles, states, the lamp and what has the focus are told apart', async () => {
	for (const colorScheme of SCHEMES) {
		await page.emulateMedia({ colorScheme, forcedColors: 'active' });
		const bubble = (fits) => Promise.all(['backgroundColor', 'color', 'borderTopStyle'].map((key) => styleOf(page, fits, key)));
		const theirs = await bubble('[data-mine="false"]');
		const seen = await bubble('[data-mine="true"]:not([data-state="waiting"])');
		const waits = await bubble('[data-mine="true"][data-state="waiting"]');
		assert.notEqual(seen[0], theirs[0], 'own and other');
		assert.notEqual(seen[0], seen[1]);
		assert.deepEqual([theirs[2], seen[2], waits[2]], ['solid', 'solid', 'dashed']);
		assert.notEqual(waits[0], seen[0], 'waiting and sent');
		await phone.mark('leave').focus();
		await page.keyboard.press('Tab');
		const summary = '[data-test="help"] summary';
		assert.equal(await styleOf(page, summary, 'outlineStyle'), 'solid');
		assert.notEqual(await styleOf(page, summary, 'outlineColor'), await styleOf(page, 'body', 'backgroundColor'));
		await shoot(page, `youth-forced-${colorScheme}`);
	}
	await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
});

test('of a conversation that stands still a system\'s own colours show what was said as grey and what waits as it was', async () => {
	await page.emulateMedia({ forcedColors: 'active' });
	const [said, waits] = await page.evaluate(() => {
		document.body.classList.add('stale');
		const colour = (fits) => getComputedStyle(document.querySelector(fits)).color;
		const found = [colour('.msg.mine:not(.wait)'), colour('.msg.mine.wait')];
		document.body.classList.remove('stale');
		return found;
	});
	assert.notEqual(said, waits);
	await page.emulateMedia({ forcedColors: 'none' });
	line.mend();
	await phone.allStored();
});

test('a door\'s lamp is lit in a system\'s own colours too', async () => {
	const door = await openPage(browser, daemon, '/w/kristiansand', { size: PHONE, colorScheme: 'dark', forcedColors: 'active' });
	await door.locator('.state').waitFor();
	assert.equal(await styleOf(door, '.state', 'backgroundColor', '::before'), rgb(USUAL.dark.lamp));
	await door.context().close();
});

/** Asserts that nothing on the screen is cut off, wider than the screen, or too small to be hit. */
async function checkRoom(on, name) {
	const found = await on.evaluate(() => {
		/* Not window.innerWidth: a phone zooms out until all is seen. */
		const screen = document.documentElement.clientWidth;
		const said = (node) => `${node.tagName}.${node.className} ${node.textContent.slice(0, 30)}`;
		const shown = [...document.querySelectorAll('body *')].filter((node) => {
			const { width, height } = node.getBoundingClientRect();
			return width > 2 && height > 2 && getComputedStyle(node).visibility === 'visible' && !node.closest('.ds-sr-only');
		});
		return shown.flatMap((node) => {
			const { left, right, width, height } = node.getBoundingClientRect();
			const { overflowX, fontSize } = getComputedStyle(node);
			const isTarget = node.matches('button, summary, textarea, select, a.ds-button, a.go, label.opt, [role=option]');
			return [
				(left < -0.5 || right > screen + 0.5) && `outside: ${said(node)}`,
				overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1 && `cut off: ${said(node)}`,
				Number.parseFloat(fontSize) < 16 && `${fontSize}: ${said(node)}`,
				isTarget && (width < 43.9 || height < 43.9) && `${width} by ${height}: ${said(node)}`,
			].filter(Boolean);
		});
	});
	assert.deepEqual(found, [], name);
	await checkWidth(on, name);
}

test('what is cut off or too small to be hit would be found', async () => {
	const bad = await Phone.open(browser, daemon);
	await bad.mark('start').waitFor();
	await bad.page.evaluate(() => {
		document.querySelector('[data-test="start"]').style.cssText = 'width:400px;font-size:12px;min-height:0;height:20px';
	});
	await assert.rejects(checkRoom(bad.page, 'a bad page'), /outside: BUTTON[^]*12px: BUTTON[^]*400 by 20: BUTTON/);
	await assert.rejects(checkWidth(bad.page, 'a bad page'), /is 4\d\d wide on a screen of 320/);
	await bad.page.context().close();
});

test('a talk on a page of 400 % keeps its field, its menu and its help in reach', async () => {
	await page.setViewportSize({ width: 320, height: 256 });
	await checkRoom(page, 'the talk');
	const send = await boxOf('send');
	assert.ok(send.y + send.height <= 256, `the button to send ends at ${send.y + send.height} of 256`);
	await phone.click('menu');
	await page.locator('.menu .end').scrollIntoViewIfNeeded();
	const end = await boxOf('end');
	assert.ok(end.y >= 0 && end.y + end.height <= 256, `the end of the menu stands at ${end.y}`);
	await shoot(page, 'youth-400-menu');
	await phone.click('menu');
	await page.setViewportSize(PHONE);
	assert.deepEqual(page.faults, []);
});

/** From the door to the queue, each screen checked. */
async function walkThrough(one, name) {
	const seen = async (screen) => {
		await checkRoom(one.page, `${name}, ${screen}`);
		await shoot(one.page, `youth-${name}-${screen}`);
	};
	await one.mark('start').waitFor();
	await seen('door');
	await one.mark('help').locator('summary').click();
	await seen('help');
	const panel = await one.page.locator('.help .panel').boundingBox();
	assert.ok(panel.y + panel.height <= PHONE.height, `${name}: the help ends at ${panel.y + panel.height}`);
	await one.mark('help').locator('summary').click();
	await one.click('start');
	await one.mark('know-next').waitFor();
	await seen('know');
	await one.click('know-next');
	await one.mark('ask').waitFor();
	await one.click('urgency-2');
	await seen('choose');
	await one.ask();
	await seen('wait');
}

test('at 200 % on a screen of 640 points nothing is cut off and nothing scrolls sideways', async () => {
	const half = await Phone.open(browser, daemon, '/w/kristiansand', { deviceScaleFactor: 2 });
	await walkThrough(half, 'page200');
	await half.click('cancel');
	await half.click('cancel-confirm');
	await half.page.context().close();
});

test('with letters of 200 % nothing is cut off, and a talk still has room for its log and its field', async () => {
	const large = await startBrowser({ more: LARGE });
	const one = await Phone.open(large, daemon, '/w/kristiansand');
	assert.equal(await styleOf(one.page, 'body', 'fontSize'), '34px');
	await walkThrough(one, 'text200');
	await desk.click('accept');
	await one.mark('talk').waitFor();
	await one.page.locator('[data-seal="open"]').waitFor();
	await one.say('hei');
	await checkRoom(one.page, 'the talk in large letters');
	await shoot(one.page, 'youth-text200-talk');
	const [log, field, send] = await Promise.all(
		['[role="log"]', '[data-test="composer"]', '[data-test="send"]'].map((fits) => one.page.locator(fits).boundingBox()),
	);
	assert.ok(log.height >= 3 * 51, `the log is ${log.height} high`);
	for (const box of [field, send]) assert.ok(box.y + box.height <= PHONE.height, `${box.y + box.height} of ${PHONE.height}`);
	await one.click('menu');
	await one.click('swap');
	await one.mark('swap-ask').waitFor();
	const [sheet, question, yes] = await Promise.all(
		['[data-test="swap-ask"]', '[data-test="swap-ask"] h2', '[data-test="swap-confirm"]']
			.map((fits) => one.page.locator(fits).boundingBox()),
	);
	assert.ok(question.y + question.height <= Math.min(yes.y, sheet.y + sheet.height), 'the answers hide the question');
	await one.click('swap-no');
});
