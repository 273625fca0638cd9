// A whole practice in real browsers: from the screen before a shift into practice, a conversation through the practice door, and
// back to the own agency; on every screen both sides can read that it is practice. Looked at as pictures.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkAccess, checkClean, checkWidth, look, lookBoth, mark, shoot, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from '../lib/people.mjs';
import { checkScreen } from '../youth/lib/checks.mjs';

const DOOR = '/w/practice';
const daemon = await startDaemon({ keys: { workers: 1, bucket_youth: 200 } });
const browser = await startBrowser();
const password = daemon.addUser('nora', { agency: 'oslo', role: 'owner' });
const desk = await Desk.open(browser, daemon, { allowed: BROKEN_LINE });
const { page } = desk;
const phone = await Phone.open(browser, daemon, DOOR, { allowed: BROKEN_LINE });

/** Asserts that the phone's screen says what it is, and is looked at. */
async function phoneSays(name) {
	assert.match(await phone.page.locator('.bar.practice > p').innerText(), /Dette er øvelse/, name);
	await lookBoth(phone.page, `practice-phone-${name}`);
	await checkScreen(phone.page, name);
}

/** The same of the desk. */
async function deskSays(name) {
	await desk.mark('practice').waitFor();
	assert.equal(await desk.mark('practice-door').getAttribute('href'), daemon.origin + DOOR, name);
	await look(page, `practice-desk-${name}`);
}

test('an owner, who has no shifts, finds the way into practice and is a counsellor there', async () => {
	await desk.mark('name').fill('nora');
	await desk.mark('password').fill(password);
	await desk.click('login');
	await desk.mark('practise').waitFor();
	assert.equal(await desk.mark('practice').count(), 0);
	assert.equal(await desk.mark('go-on-shift').count(), 0);
	await look(page, 'practice-desk-0-before');
	await desk.click('practise');
	await desk.mark('go-on-shift').waitFor();
	assert.equal(await desk.mark('practise').count(), 0);
	await deskSays('1-start');
});

test('the phone reads on every screen that it is practice, from the door to the end, and no place is asked for', async () => {
	await desk.goOnShift();
	await deskSays('2-shift');
	await phone.mark('start').waitFor();
	await phoneSays('1-door');
	assert.equal(await phone.mark('start').innerText(), 'Øv');
	assert.equal(await phone.mark('practice-out').getAttribute('href'), '/');
	assert.equal(await phone.page.locator('main .state').count(), 0, 'no hours and nothing that is open now');
	assert.doesNotMatch(await phone.page.locator('main').innerText(), /Gratis|skrive med en rådgiver/);
	await phone.click('start');
	await phone.mark('know-next').waitFor();
	await phoneSays('2-know');
	await phone.click('know-next');
	await phone.mark('ask').waitFor();
	await phoneSays('3-choose');
	await phone.ask();
	await phoneSays('4-wait');
	await desk.accept();
	await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
	await phone.say('hei, dette er en øvelse');
	await desk.shows(1);
	await desk.say('ja, vi øver');
	await phone.shows(2);
	await phoneSays('5-talk');
	await deskSays('3-room');
});

test('there is no way out of practice while somebody is in a room', async () => {
	assert.equal(await desk.mark('practice-end').getAttribute('aria-disabled'), 'true');
	await desk.mark('practice-end').click({ force: true });
	assert.equal(await desk.mark('practice').count(), 1);
	assert.equal(await desk.mark('room').count(), 1);
});

test('a reload comes back into practice, with the room', async () => {
	await page.reload();
	await desk.mark('room').waitFor();
	await desk.shows(2);
	await deskSays('4-again');
});

test('at the size of a large screen and of a small window the strip stands and cuts nothing off', async () => {
	for (const [width, height] of [[1440, 900], [720, 450]]) {
		await page.setViewportSize({ width, height });
		await look(page, `practice-desk-${width}`);
	}
	await page.setViewportSize({ width: 1280, height: 800 });
});

test('whoever needs help comes from the practice door to the real one, which takes up nothing of practice', async () => {
	const other = await phone.page.context().newPage();
	await other.goto(daemon.origin + DOOR);
	await mark(other, 'start').waitFor();
	await other.evaluate(() => sessionStorage.setItem('token', '0'.repeat(64)));
	await mark(other, 'practice-out').click();
	await other.waitForURL(`${daemon.origin}/`);
	await other.locator('header.bar:not(.practice)').waitFor();
	assert.equal(await other.evaluate(() => sessionStorage.getItem('token')), null);
	await other.close();
});

test('the end, the way back, and the own agency again', async () => {
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	await phoneSays('6-after');
	await desk.click('form-done');
	await desk.mark('room').waitFor({ state: 'detached' });
	await desk.click('practice-end');
	await desk.mark('practise').waitFor();
	assert.equal(await desk.mark('practice').count(), 0);
	assert.match(await page.locator('.bar .who').innerText(), /Ung i Oslo/);
	await checkClean(phone.page, 'the phone');
	await checkAccess(page, 'the desk again');
	await checkWidth(page, 'the desk again');
	await shoot(page, 'practice-desk-5-back');
	assert.deepEqual(page.faults, []);
});
