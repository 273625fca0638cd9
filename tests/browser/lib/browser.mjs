// Real Chromium for the tests: pages of a given size that are watched for everything a page of ours must not do.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { ROOT, load } from '../../live/lib/npm.mjs';
import { until } from '../../live/lib/wait.mjs';

const { chromium } = load('playwright-core');
const AXE = load('axe-core').source;

const SHOTS = join(ROOT, 'build', 'shots');
export const ARGUMENTS = [
	'--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync',
];
const TIMEOUT_MS = 15_000;
const STAFF_PAGES = ['/desk', '/live', '/join', '/owner', '/account'];
/* The marks that logins leave: staff/src/marks.ts. */
const STAFF_KEY = 'samtale.marks';
/* Keys that cannot be read out: those of the rooms, gone with the shift, the device's and a holder's; and certificates. */
const DESK_BASES = /^samtale-(seal|device|holder|certificate|holds-[0-9a-f]{32})$/;

/** The sizes of the walk: a small phone and a desk. */
export const PHONE = { width: 320, height: 640 };
export const DESK = { width: 1280, height: 800 };

/**
 * Starts Chromium with a folder of its own for what it and its sound library leave behind; it ends with the test file. more:
 * arguments beside the usual ones.
 */
export async function startBrowser({ more = [] } = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'b-'));
	const env = { ...process.env, TMPDIR: folder, PULSE_RUNTIME_PATH: folder };
	const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...ARGUMENTS, ...more], env });
	after(async () => {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	});
	return browser;
}

/* The processes of the browser on this profile; `first`: the one that began the others. */
function processesOn(profile) {
	const commandOf = (pid) => {
		try {
			return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
		} catch {
			return '';
		}
	};
	const all = readdirSync('/proc').filter((pid) => commandOf(pid).includes(`--user-data-dir=${profile}`));
	return { all, first: Number(all.find((pid) => !commandOf(pid).includes('--type='))) };
}

/**
 * Chromium on a folder that outlives it, like a computer at work: `start` and `crash` as often as one likes. A crash kills its
 * process, which has no time for anything. Pages are opened in it as in any other. It and its folder end with the test file,
 * so it is made outside of tests.
 */
export function keepBrowser() {
	const folder = mkdtempSync(join(tmpdir(), 'b-'));
	const profile = join(folder, 'profile');
	const env = { ...process.env, TMPDIR: folder, PULSE_RUNTIME_PATH: folder };
	const options = { executablePath: '/usr/bin/chromium', args: ARGUMENTS, env, viewport: DESK, locale: 'nb-NO' };
	let context;
	after(async () => {
		await context?.close();
		rmSync(folder, { recursive: true, force: true });
	});
	return {
		newContext: async () => context,
		async start() {
			context = await chromium.launchPersistentContext(profile, options);
		},
		async crash() {
			const ended = new Promise((resolve) => context.once('close', resolve));
			process.kill(processesOn(profile).first, 'SIGKILL');
			await ended;
			await until(() => processesOn(profile).all.length === 0, 'the end of its other processes');
		},
	};
}

/**
 * A fresh page at an address of the daemon (null: at none yet), in a context of its own. Its faults (errors of scripts, of the
 * console, breaches of the policy, requests to others) are kept in page.faults; allowed says which console texts are expected.
 * clocked: its clock can be stopped with page.clock.
 */
export async function openPage(browser, daemon, path, { size = DESK, allowed = [], clocked = false, ...options } = {}) {
	const context = await browser.newContext({ viewport: size, locale: 'nb-NO', ...options });
	const page = await context.newPage();
	page.setDefaultTimeout(TIMEOUT_MS);
	page.faults = [];
	page.allowed = [...allowed];
	page.on('pageerror', (error) => page.faults.push(`script: ${error.message}`));
	page.on('console', (message) => {
		const text = `${message.text()} ${message.location().url}`.trim();
		if (message.type() === 'error' && !page.allowed.some((pattern) => pattern.test(text))) page.faults.push(text);
	});
	let own = null;
	page.on('request', (request) => {
		const { origin } = new URL(request.url());
		own = daemon.code === undefined ? daemon.origin : own; // its port goes with it
		if (origin !== own && origin !== 'null') page.faults.push(`a request to ${origin}`);
	});
	if (clocked) await page.clock.install();
	if (path !== null) await page.goto(daemon.origin + path);
	return page;
}

/** The element with this mark for tests. */
export const mark = (page, name) => page.locator(`[data-test="${name}"]`);

/** Keeps a picture as build/shots/<name>.png. */
export async function shoot(page, name) {
	mkdirSync(SHOTS, { recursive: true });
	await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/**
 * What axe finds on the screen that stands now. A target that the edge of what scrolls happens to cut is judged where one would
 * scroll it to before a tap; then everything is put back.
 */
async function axe(page) {
	const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
	return page.evaluate(async (values) => {
		const SIZE = 'target-size';
		const found = await globalThis.axe.run({ runOnly: { type: 'tag', values } });
		const isSmall = async ({ target }) => {
			const element = document.querySelector(target[0]);
			const scrolled = [...document.querySelectorAll('*')].map((one) => [one, one.scrollTop]);
			element.scrollIntoView({ block: 'center' });
			const { violations } = await globalThis.axe.run(element, { runOnly: { type: 'rule', values: [SIZE] } });
			for (const [one, top] of scrolled) one.scrollTop = top;
			return violations.length > 0;
		};
		for (const violation of found.violations.filter(({ id }) => id === SIZE)) {
			const small = [];
			for (const node of violation.nodes) if (await isSmall(node)) small.push(node);
			violation.nodes = small;
		}
		return { ...found, violations: found.violations.filter(({ nodes }) => nodes.length > 0) };
	}, tags);
}

/** Asserts that axe finds no fault of WCAG 2.2 A and AA on the screen that stands now. */
export async function checkAccess(page, name) {
	if (await page.evaluate(() => globalThis.axe === undefined)) await page.evaluate(AXE);
	const found = await axe(page);
	const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
	assert.deepEqual(told, [], `axe on ${name}`);
	assert.ok(found.passes.length > 5, `axe looked at ${name}`);
}

/** Asserts that nothing is wider than the screen. A phone's window.innerWidth grows with what is too wide. */
export async function checkWidth(page, name) {
	const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
	assert.ok(wide <= seen, `${name} is ${wide} wide on a screen of ${seen}`);
}

/** A screen is looked at as a whole: picture, access, width. */
export async function look(page, name) {
	await shoot(page, name);
	await checkAccess(page, name);
	await checkWidth(page, name);
}

/** The same by day and by night; then it is day again. */
export async function lookBoth(page, name) {
	for (const colorScheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme });
		await look(page, `${name}-${colorScheme}`);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

/** The same on the narrowest screen, where everything stands in one column. */
export async function lookNarrow(page, name) {
	const before = page.viewportSize();
	await page.setViewportSize(PHONE);
	await look(page, `${name}-320`);
	await page.setViewportSize(before);
}

/** Asserts that the page did nothing it must not do, and left nothing in the browser. */
export async function checkClean(page, name) {
	assert.deepEqual(page.faults, [], name);
	assert.deepEqual(await page.context().cookies(), [], `cookies of ${name}`);
	const kept = await page.evaluate(() => Object.keys(window.localStorage));
	const isStaff = STAFF_PAGES.includes(new URL(page.url()).pathname);
	assert.deepEqual(kept.filter((key) => !(isStaff && key === STAFF_KEY)), [], `localStorage of ${name}`);
	const databases = await page.evaluate(async () => ((await indexedDB.databases?.()) ?? []).map((base) => base.name));
	const foreign = databases.filter((base) => !(new URL(page.url()).pathname === '/desk' && DESK_BASES.test(base)));
	assert.deepEqual(foreign, [], `databases of ${name}`);
}
