// A duty hold in real browsers: a counsellor gives chosen lines to her supervisor, who reads them after the conversation is
// gone, keeps them once and deletes them; the youth is told, unless that raises the danger.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { until } from '../live/lib/wait.mjs';
import { look, lookBoth, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const MARKED = 'kaldtkvernkallvann';
const PLANTED = 'plantetmerkelapp';
const KEPT_BACK = 'dette blir mellom oss';
const FACT = 'slag hjemme sist fredag';
const TOLD = /noen er i fare/;

const daemon = await startDaemon({ keys: { bucket_youth: 200, wrap_up_seconds: 0 } });
const browser = await startBrowser();

const onShift = (name, user) => Desk.onShift(browser, daemon, name, { user, allowed: BROKEN_LINE });
const siri = await onShift('siri', { role: 'supervisor', agency: 'oslo' });
await siri.click('state-paused');
const kari = await onShift('kari', { agency: 'oslo' });

async function talk() {
	const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
	await phone.comeIn();
	await phone.ask();
	await kari.accept();
	await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
	await phone.say(MARKED);
	await phone.say(KEPT_BACK);
	await kari.shows(2);
	return phone;
}

/** The step at both widths of a desk, in light and dark, and what the supervisor has of it. */
async function lookAround() {
	const before = kari.page.viewportSize();
	for (const [width, colorScheme] of [[1440, 'light'], [1024, 'dark']]) {
		await kari.page.setViewportSize({ width, height: 900 });
		await kari.page.emulateMedia({ colorScheme });
		await look(kari.page, `desk-duty-${width}`);
	}
	await kari.page.setViewportSize(before);
	await lookBoth(siri.page, 'desk-duty-supervisor');
}

/** Why the step cannot be confirmed yet. */
const lacks = (words) => kari.mark('duty-lack').filter({ hasText: words }).waitFor();

/** Both decide to report, and the first line is given. */
async function give({ danger = false } = {}) {
	await kari.click('more');
	await kari.click('duty-open');
	await kari.mark('duty-numbers').filter({ hasText: '113' }).waitFor();
	await kari.mark('duty-what').fill(FACT);
	await kari.page.reload();
	await kari.click('more');
	await kari.click('duty-open');
	assert.equal(await kari.mark('duty-what').inputValue(), FACT, 'after a reload');
	await kari.mark('hold-line').first().check();
	await kari.mark('hold-to').selectOption({ label: 'siri' });
	if (danger) await kari.mark('hold-danger').check();
	await lacks('Velg hvem');
	await kari.click('decision-2');
	await siri.click('decide-3');
	await lacks('ulikt');
	await kari.page.locator('[data-test="hold-give"][aria-disabled="true"]').click({ force: true });
	await siri.click('decide-2');
	await kari.page.locator('[data-test="hold-give"][aria-disabled="false"]').waitFor();
	if (!danger) await lookAround();
	await kari.click('hold-give');
	await kari.mark('hold-done').waitFor();
	assert.ok(!(await kari.page.evaluate(() => JSON.stringify({ ...sessionStorage }))).includes(FACT), 'it is given');
	await kari.click('hold-seen');
}

/** Both sides are through with the conversation. */
async function end() {
	await kari.click('end');
	await kari.click('end-confirm');
	await kari.click('end-now');
	await kari.click('room-close');
}

const held = () => siri.page.locator('[data-test="held"][data-at="held"]');

const filesOf = (folder) =>
	readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());

test('chosen lines reach the supervisor, no others, and the youth is told by a line', async () => {
	const phone = await talk();
	await give();
	await phone.shows(3);
	assert.match((await phone.texts()).at(-1), TOLD);
	await held().waitFor();
	await end();
	await siri.click('hold-read');
	const lines = siri.mark('hold-lines').locator('li');
	await lines.first().waitFor();
	assert.equal(await lines.count(), 2);
	assert.equal(await lines.first().textContent(), `Hva: ${FACT}`);
	assert.match(await lines.last().textContent(), new RegExp(`Ungdom .*: ${MARKED}$`));
	await phone.page.close();
});

test('between the two lies nothing that can be read, where a planted word is found', async () => {
	const holding = (word) => filesOf(daemon.state).filter((path) => readFileSync(path).includes(word));
	const redis = daemon.redis();
	await redis.set('planted', PLANTED);
	await until(() => holding(PLANTED).length > 0, 'the planted word to be on the disk');
	await redis.del('planted');
	assert.deepEqual(holding(MARKED), []);
});

test('after a reload of the desk the supervisor reads them again', async () => {
	await siri.page.reload();
	await held().waitFor();
	await siri.click('hold-read');
	await siri.mark('hold-lines').locator('li', { hasText: MARKED }).waitFor();
});

test('the supervisor keeps them once, and deletes them for good', async () => {
	await siri.click('hold-keep');
	await siri.page.locator('[data-test="held"][data-extended="true"]').waitFor();
	assert.equal(await siri.mark('hold-keep').count(), 0);
	await siri.click('hold-drop');
	await siri.click('hold-drop-yes');
	await held().waitFor({ state: 'detached' });
	const redis = daemon.redis();
	await until(async () => (await redis.keys('{r:*')).length === 0, 'its keys to go');
	const bases = () => siri.page.evaluate(async () => {
		const names = (await indexedDB.databases()).map(({ name }) => name);
		return names.filter((name) => name.startsWith('samtale-holds-'));
	});
	await until(async () => (await bases()).length === 0, 'the base of its keys to go from the browser');
});

test('where telling raises the danger the youth is not told, and the audit says so', async () => {
	const phone = await talk();
	await give({ danger: true });
	await held().waitFor();
	assert.equal((await phone.texts()).filter((text) => TOLD.test(text)).length, 0);
	const { lines } = daemon.ctl('audit', 'oslo').data;
	assert.deepEqual(lines.slice(-4).map(({ what }) => what).filter((what) => /^(made|duty)/.test(what)), ['duty_report', 'made_untold']);
	await end();
	await phone.page.close();
});
