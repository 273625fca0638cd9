// The young person's page in two languages that are none (lib/pseudo.mjs), on the smallest phone: on every screen nothing is cut
// off though every text is two fifths longer, nothing is read that no dictionary knows, and each line says which language it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { freshFolder, hoursInTwoDays } from '../../live/lib/demo.mjs';
import { comeCounsellor } from '../../live/lib/people.mjs';
import { PHONE, openPage, shoot, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone, frontDoorOpens } from '../lib/people.mjs';
import { buildPseudo, faultsOf, namesOf } from '../lib/pseudo.mjs';

const shut = { hours: hoursInTwoDays(), exceptions: '' };
const folder = freshFolder();
const pseudo = buildPseudo(folder);
const daemon = await startDaemon({
	folder,
	keys: { ...pseudo, wrap_up_seconds: 0, bucket_youth: 200 },
	agencies: { kristiansand: shut, aarhus: shut, 'ung-danmark': shut },
});
const browser = await startBrowser();
const names = await namesOf(daemon);
const SAID = ['hei', 'hei på deg', 'Noe kort om det', 'oslo'];
for (const text of SAID) names.add(text);

const SE = { locale: 'se-NO' };
const open = (path, options = {}) => Phone.open(browser, daemon, `${path}?lang=se`, { ...SE, ...options });

/* What is wrong with the screens of a test; the walk goes on. */
const found = [];

/* Judges the screen that stands now. */
async function judge(page, name) {
	const faults = await faultsOf(page, names);
	if (faults.length > 0) await shoot(page, `pseudo-${name.replace(/\W+/g, '-')}`);
	found.push(...faults.map((fault) => `${name}: ${fault}`));
}

/* A test whose screens must have no fault. */
const screens = (name, walk) => test(`${name} has all its texts, each in its language, and nothing is cut off`, async () => {
	await walk();
	assert.deepEqual(found.splice(0), []);
});

/* A door, before and after its script, with help opened. */
async function judgeDoor(path, name, selector) {
	const plain = await openPage(browser, daemon, `${path}?lang=se`, { size: PHONE, javaScriptEnabled: false, ...SE });
	await plain.locator('main').waitFor();
	await judge(plain, `${name} before its script`);
	await plain.context().close();
	const phone = await open(path);
	await phone.page.locator(selector).first().waitFor();
	await judge(phone.page, name);
	await phone.page.locator('[data-test="help"] > summary').click();
	await judge(phone.page, `${name} with help`);
	return phone;
}

let door;

test('a screen without a fault has none', async () => {
	door = await open('/w/oslo');
	await door.mark('language').waitFor();
	assert.deepEqual(await faultsOf(door.page, names), []);
});

for (const [kind, plant] of [
	['no dictionary', () => document.querySelector('main').append('Say hello')],
	['no dictionary', () => document.querySelector('button').setAttribute('aria-label', 'Leave')],
	['no dictionary', () => (document.title = 'Samtale')],
	['language', () => (document.documentElement.lang = 'nb')],
	['language', () => document.querySelector('[data-test="unreviewed"] span').removeAttribute('lang')],
	['language', () => document.querySelector('[data-test="unreviewed"] span').append('⟦Låst í ⟪fávttas⟫⟧')],
	['cut', () => (document.querySelector('h1').style.cssText = 'height:1rem;overflow:hidden')],
	['cut', () => (document.querySelector('h1').style.cssText = 'width:3rem;white-space:nowrap')],
	['wide', () => (document.querySelector('main').style.width = '400px')],
]) {
	test(`what is planted is found: ${kind}, ${plant.toString().slice(6)}`, async () => {
		const before = await door.page.evaluate(() => [document.documentElement.outerHTML, document.documentElement.lang]);
		await door.page.evaluate(plant);
		const faults = await faultsOf(door.page, names);
		await door.page.evaluate(([html, lang]) => {
			document.documentElement.innerHTML = html.replace(/<script[^]*?<\/script>/g, '');
			document.documentElement.lang = lang;
		}, before);
		assert.ok(faults.some((fault) => fault.startsWith(`${kind}: `)), faults.join('\n'));
	});
}

screens('a shut door', async () => {
	const phone = await judgeDoor('/w/aarhus', 'the shut door', '[data-test="opens"]');
	await phone.page.context().close();
});

screens('an address that leads nowhere', async () => {
	const page = await openPage(browser, daemon, '/w/nobody?lang=se', { size: PHONE, allowed: [/404/], ...SE });
	await judge(page, 'nowhere');
	await page.context().close();
});

let oslo;
let phone;

test('a counsellor comes', async () => {
	oslo = await Desk.onShift(browser, daemon, 'oslo');
	await frontDoorOpens(daemon);
});

screens('an open door', async () => {
	const open = await judgeDoor('/w/oslo', 'the open door', '[data-test="start"]');
	await open.page.context().close();
});

screens('a door that leads to others, and a code that nobody knows', async () => {
	const pool = await judgeDoor('/w/kristiansand', 'the door to others', '[data-test="start"]');
	await pool.page.locator('[data-test="help"] > summary').click();
	await pool.mark('code-entry').locator('summary').click();
	await pool.mark('code-typed').fill('ABCD EFGH JKMN PQRS');
	await pool.click('code-find');
	await pool.page.locator('[data-test="code-said"]:not(:empty)').waitFor();
	await judge(pool.page, 'a code that nobody knows');
	await pool.page.context().close();
});

screens('what one should know, the municipality, the choices', async () => {
	phone = await open('/', { allowed: [...BROKEN_LINE, /ERR_INTERNET_DISCONNECTED/] });
	const { page } = phone;
	await phone.click('start');
	await phone.mark('duty').waitFor();
	for (const more of await page.locator('details.more > summary').all()) await more.click();
	await judge(page, 'what to know');
	await phone.click('know-next');
	await phone.mark('municipality').waitFor();
	await judge(page, 'where one lives');
	await phone.mark('municipality').fill('Oslo');
	await phone.mark('place-no-0301').waitFor();
	await judge(page, 'the municipality');
	await phone.click('place-no-0301');
	await phone.mark('ask').waitFor();
	await phone.mark('urgency-2').check();
	await judge(page, 'the choices');
	await phone.mark('urgency-0').check();
});

screens('the queue', async () => {
	const { page } = phone;
	await phone.ask();
	await phone.mark('wait').waitFor();
	await page.locator('[data-test="band"][data-band]').waitFor({ state: 'attached' });
	await phone.mark('go-on-in').waitFor();
	await phone.mark('reading').waitFor();
	await judge(page, 'the queue');
	await phone.click('go-on-in');
	await phone.mark('go-on-in').waitFor({ state: 'detached' });
	await phone.click('change');
	await judge(page, 'another choice');
	await phone.click('change-save');
	await phone.click('cancel');
	await judge(page, 'out of the queue?');
	await page.locator('[data-test="cancel-diverted"] + button').click();
	await phone.mark('first').fill('hei');
	await phone.click('first-ready');
	await judge(page, 'a first message');
	await phone.click('first-edit');
});

screens('the talk', async () => {
	const { page } = phone;
	await oslo.accept();
	await phone.mark('talk').waitFor();
	await page.locator('[data-test="seal"][data-seal="open"]').waitFor();
	await judge(page, 'somebody came');
	await phone.click('send');
	await oslo.shows(1);
	await oslo.say('hei på deg');
	await phone.shows(2);
	await judge(page, 'the talk');
	await phone.click('menu');
	await judge(page, 'the menu');
	await phone.click('know');
	await judge(page, 'what to know, again');
	await page.locator('.sheet > button').click();
	await phone.click('menu');
	await phone.click('swap');
	await phone.mark('history-summary').check();
	await judge(page, 'somebody else');
	await phone.click('swap-no');
	await phone.click('menu');
	await phone.click('end');
	await judge(page, 'the end?');
	await phone.click('end-no');
});

screens('a hand-over', async () => {
	const { page } = phone;
	const topic = await page.evaluate(async () => {
		const directory = await (await fetch('/api/v1/directory')).json();
		return directory.topics.find(({ id }) => id !== 'unsure').id;
	});
	await comeCounsellor(daemon, 'kristiansand');
	for (const target of ['2 kristiansand', `1 ${topic}`]) {
		await oslo.click('hand-open');
		await oslo.mark('hand-to').selectOption(target);
		await oslo.click('hand-ask');
		await phone.mark('hand-ask').waitFor();
		await judge(page, `a hand-over to ${target}`);
		await phone.click('hand-no');
		await phone.mark('hand-ask').waitFor({ state: 'detached' });
		await oslo.page.locator('[data-test="handed"]').filter({ hasText: 'heller' }).waitFor();
	}
});

screens('no network', async () => {
	const { page } = phone;
	await page.context().setOffline(true);
	await page.locator('[data-test="strip"].strip').waitFor();
	await judge(page, 'no network');
	await page.context().setOffline(false);
	await page.locator('[data-test="strip"].ds-sr-only').waitFor({ state: 'attached' });
});

screens('the end', async () => {
	const { page } = phone;
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('survey').waitFor();
	await judge(page, 'after');
	await phone.mark('place-2').check({ force: true });
	await phone.mark('now-3').check({ force: true });
	await phone.click('survey-send');
	await page.locator('[data-test="survey-said"][data-is="sent"]').waitFor();
	await phone.click('code-ask');
	names.add((await phone.mark('code').textContent()).trim());
	await judge(page, 'after, with the answers sent and a code');
	await page.context().close();
});
