// From an invitation to the desk in the browser alone: password, code app, recovery codes, and the next login; and what a
// refused login says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { codeOf } from '../live/lib/totp.mjs';
import { checkClean, look, lookBoth, mark, openPage, shoot, startBrowser } from './lib/browser.mjs';

const PASSWORD = 'fire gamle sykler';
const WRONG = 'x00000'; // never one
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };
/* The browser says so itself of every answer that is no success. */
const REFUSED = [/Failed to load resource/];

const daemon = await startDaemon();
const browser = await startBrowser();
const { data } = daemon.ctl('user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'ingrid');
let page;
let secret;
let codes;

test('an invitation shows who one is and a code app to enrol; a short password is refused in words', async () => {
	page = await openPage(browser, daemon, data.join, { size: WIDE, allowed: REFUSED });
	await mark(page, 'join-picture').waitFor();
	assert.equal(new URL(page.url()).hash, '', 'the token left the address');
	await look(page, 'join-1-form-1440-light');
	secret = (await mark(page, 'join-secret').textContent()).replaceAll(' ', '');
	await mark(page, 'join-alias').fill('Ingrid S');
	await mark(page, 'join-password').fill('kort');
	await mark(page, 'join-code').fill(codeOf(secret));
	await mark(page, 'join-go').click();
	assert.equal(await mark(page, 'join-error').getAttribute('data-code'), 'short');
	await page.setViewportSize(NARROW);
	await page.emulateMedia({ colorScheme: 'dark' });
	await look(page, 'join-2-refused-1024-dark');
});

test('with a good one come ten recovery codes, and the desk', async () => {
	await mark(page, 'join-password').fill(PASSWORD);
	await mark(page, 'join-code').fill(codeOf(secret));
	await mark(page, 'join-go').click();
	await mark(page, 'join-codes').waitFor();
	codes = await mark(page, 'join-codes').locator('code').allTextContents();
	assert.equal(new Set(codes).size, 10);
	assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'the form that had the focus is gone');
	await lookBoth(page, 'join-3-codes-1024');
	await mark(page, 'join-desk').click();
	await mark(page, 'go-on-shift').waitFor();
	await checkClean(page, 'after joining');
});

test('the same link is good no more', async () => {
	const again = await openPage(browser, daemon, data.join, { size: WIDE, allowed: REFUSED });
	await mark(again, 'join-error').waitFor();
	assert.equal(await mark(again, 'join-error').getAttribute('data-code'), 'gone');
	await lookBoth(again, 'join-4-gone');
	await again.context().close();
});

async function attempt(desk, password, code) {
	await mark(desk, 'name').fill('ingrid');
	await mark(desk, 'password').fill(password);
	await mark(desk, 'code').fill(code);
	await mark(desk, 'login').click();
}

test('at another computer a refusal names nothing; where one has been in before it names what was wrong', async () => {
	const other = await openPage(browser, daemon, '/desk', { size: WIDE, allowed: REFUSED });
	await mark(other, 'code').waitFor();
	await shoot(other, 'login-1440-light');
	await attempt(other, PASSWORD, WRONG);
	await mark(other, 'login-error').waitFor();
	assert.equal(await mark(other, 'login-error').getAttribute('data-code'), 'login');
	await mark(other, 'code').fill(codes[0]);
	await mark(other, 'login').click();
	await mark(other, 'go-on-shift').waitFor();
	await mark(other, 'logout').click();
	await mark(other, 'code').waitFor();
	await attempt(other, PASSWORD, WRONG);
	await mark(other, 'login-error').waitFor();
	assert.equal(await mark(other, 'login-error').getAttribute('data-code'), 'code');
	assert.equal(await other.evaluate(() => document.activeElement?.id), 'code');
	await other.emulateMedia({ colorScheme: 'dark' });
	await look(other, 'login-error-1440-dark');
	await attempt(other, 'feil passord her', codeOf(secret, 1));
	await other.waitForFunction(() => document.querySelector('[data-test="login-error"]')?.dataset.code === 'password');
	await attempt(other, PASSWORD, codeOf(secret, 1));
	await mark(other, 'go-on-shift').waitFor();
	await checkClean(other, 'after the login');
});

test('a login that took too long says so in words, keeps what was typed, and the next one is good', async () => {
	const redis = daemon.redis();
	const slow = await openPage(browser, daemon, '/desk', { size: WIDE, allowed: REFUSED });
	/* Half a minute passes between the answer and the socket. */
	const takesLong = async (route) => {
		const answer = await route.fetch();
		await Promise.all((await redis.keys('{k:*}')).map(async (key) => redis.set(key, (await redis.get(key)).replace(/^\d+/, '1'))));
		await route.fulfill({ response: answer });
	};
	await slow.route('**/api/v1/login', takesLong, { times: 1 });
	await attempt(slow, PASSWORD, codes[1]);
	await mark(slow, 'login-error').waitFor();
	assert.equal(await mark(slow, 'login-error').getAttribute('data-code'), 'expired');
	assert.match(await mark(slow, 'login-error').textContent(), /gikk ut. Logg inn på nytt/);
	assert.deepEqual([await mark(slow, 'name').inputValue(), await mark(slow, 'password').inputValue()], ['ingrid', PASSWORD]);
	await look(slow, 'login-expired-1440');
	await slow.setViewportSize({ width: 320, height: 640 });
	await look(slow, 'login-expired-320');
	await slow.setViewportSize(WIDE);
	await mark(slow, 'code').fill(codes[2]);
	await mark(slow, 'login').click();
	await mark(slow, 'go-on-shift').waitFor();
	await checkClean(slow, 'after the login');
});
