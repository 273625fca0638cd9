// The own account in the browser: where one is logged in, password, code app, recovery codes; the login of an organisation; and a
// log-out that does not promise more than it does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from '../../live/lib/bearer.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { loginKeys, startLoginProxy } from '../../live/lib/login_proxy.mjs';
import { codeOf } from '../../live/lib/totp.mjs';
import { checkAccess, checkClean, look, mark, openPage, startBrowser } from '../lib/browser.mjs';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };
const WISH = 'fire gamle sykler';
const WRONG = 'x00000'; // never one
/* The browser says so itself of every answer that is no success, or of none. */
const REFUSED = [/Failed to load resource/];

let person;
const daemon = await startDaemon({ keys: { ...loginKeys(), service: '"Ansattporten"' } });
const proxy = await startLoginProxy(daemon, () => person);
const browser = await startBrowser();
const passwords = {};
for (const [name, role] of [['nora', 'owner'], ['kim', 'counsellor']]) passwords[name] = daemon.addUser(name, { agency: 'oslo', role });

async function logIn(page, name, password = passwords[name]) {
	await mark(page, 'name').fill(name);
	await mark(page, 'password').fill(password);
	await mark(page, 'login').click();
}

const errorOf = async (page) => {
	await mark(page, 'account-error').waitFor();
	return mark(page, 'account-error').getAttribute('data-code');
};
const focused = (page, id) => page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
const dark = (page) => page.emulateMedia({ colorScheme: 'dark' });
const light = (page) => page.emulateMedia({ colorScheme: 'light' });

/** The page is looked at wide and narrow, light and dark. */
async function lookAround(page, name) {
	await page.setViewportSize(WIDE);
	await look(page, `${name}-1280-light`);
	await dark(page);
	await checkAccess(page, `${name} in the dark`);
	await page.setViewportSize(NARROW);
	await look(page, `${name}-320-dark`);
	await light(page);
	await look(page, `${name}-320-light`);
	await page.setViewportSize(WIDE);
}

const desk = await openPage(browser, daemon, '/desk', { size: WIDE, allowed: REFUSED });
let page;
let secret;
let codes;

test('the desk leads there in a tab of its own, which is logged in by the same session and takes up no shift', async () => {
	await logIn(desk, 'kim');
	await mark(desk, 'go-on-shift').click();
	await mark(desk, 'state-available').waitFor();
	await look(desk, 'desk-with-account-1280');
	[page] = await Promise.all([desk.context().waitForEvent('page'), mark(desk, 'account').click()]);
	page.faults = [];
	await mark(page, 'session-here').waitFor();
	assert.deepEqual(await page.evaluate(() => Object.keys(window.sessionStorage).sort()), ['session', 'shared']);
	assert.equal(await mark(page, 'session-end').count(), 0);
	await lookAround(page, 'account-1-page');
});

test('other logins are listed with their times and ended, one or all', async () => {
	const others = [];
	for (let i = 0; i < 3; i++) others.push(await new Bearer(daemon, 'kim', passwords.kim).login());
	await page.reload();
	await mark(page, 'session-end').nth(2).waitFor();
	await lookAround(page, 'account-2-sessions');
	await mark(page, 'session-end').first().click();
	await mark(page, 'account-done').waitFor();
	assert.equal(await mark(page, 'session-end').count(), 2);
	await focused(page, 'head-sessions');
	await mark(page, 'session-others').click();
	await mark(page, 'session-others').waitFor({ state: 'detached' });
	for (const other of others) assert.equal((await other.get('/api/v1/me')).status, 401);
	await mark(desk, 'state-available').waitFor();
});

test('a code app is taken into use by the keyboard alone, and brings recovery codes', async () => {
	await new Bearer(daemon, 'kim', passwords.kim).login();
	await page.reload();
	await mark(page, 'session-end').waitFor();
	assert.equal(await mark(page, 'card-codes').count(), 0, 'without an app codes stand for nothing');
	await mark(page, 'open-app').focus();
	await page.keyboard.press('Enter');
	await mark(page, 'join-picture').waitFor();
	await focused(page, 'app-shown');
	secret = (await mark(page, 'join-secret').textContent()).replaceAll(' ', '');
	/* Another login is ended meanwhile: the secret stays the one that the app has. */
	await mark(page, 'session-end').first().click();
	await mark(page, 'account-done').waitFor();
	assert.equal((await mark(page, 'join-secret').textContent()).replaceAll(' ', ''), secret);
	await mark(page, 'app-shown').focus();
	await page.keyboard.type(WRONG);
	await page.keyboard.press('Tab');
	await page.keyboard.type(passwords.kim);
	await page.keyboard.press('Enter');
	assert.equal(await errorOf(page), 'code');
	await focused(page, 'app-shown');
	await lookAround(page, 'account-3-app');
	await mark(page, 'app-shown').fill(codeOf(secret));
	await page.keyboard.press('Enter');
	await mark(page, 'join-codes').waitFor();
	codes = await mark(page, 'join-codes').locator('code').allTextContents();
	assert.equal(new Set(codes).size, 10);
	await mark(page, 'card-codes').waitFor();
	await lookAround(page, 'account-4-codes');
});

test('a password that is short or a code that is wrong is said at its field; then it is changed', async () => {
	await mark(page, 'open-password').click();
	await mark(page, 'password-wish').fill('kort');
	await mark(page, 'password-password').fill(passwords.kim);
	await mark(page, 'password-code').fill(WRONG);
	await mark(page, 'go-password').click();
	assert.equal(await errorOf(page), 'short');
	await focused(page, 'password-wish');
	await mark(page, 'password-wish').fill(WISH);
	await mark(page, 'go-password').click();
	await focused(page, 'password-code');
	assert.equal(await errorOf(page), 'code');
	await lookAround(page, 'account-5-password');
	await mark(page, 'password-code').fill(codes[0]);
	await mark(page, 'go-password').click();
	await mark(page, 'card-password').locator('[data-test="account-done"]').waitFor();
	assert.equal(await mark(page, 'go-password').count(), 0);
	await page.waitForFunction(() => document.activeElement?.dataset.test === 'open-password');
	const other = await new Bearer(daemon).post('/api/v1/login', { name: 'kim', password: WISH, code: codes[1] });
	assert.equal(other.status, 200);
});

test('new recovery codes stand alone and stay, also when the account cannot be read again', async () => {
	assert.equal(await mark(page, 'card-app').locator('code').count(), 10, 'those of before');
	await mark(page, 'open-codes').click();
	await mark(page, 'codes-password').fill(WISH);
	await mark(page, 'codes-code').fill(codes[2]);
	await page.route('**/api/v1/me', (route) => route.abort());
	await mark(page, 'go-codes').click();
	await mark(page, 'account-again').waitFor();
	const fresh = mark(page, 'card-codes').locator('code');
	assert.equal(await fresh.count(), 10);
	const first = await fresh.first().textContent();
	assert.ok(!codes.includes(first));
	assert.equal(await mark(page, 'join-codes').count(), 1, 'the codes that are good no more are gone');
	assert.equal(await errorOf(page), 'net');
	await lookAround(page, 'account-6-stale');
	await page.unroute('**/api/v1/me');
	await mark(page, 'account-again').click();
	await mark(page, 'account-error').waitFor({ state: 'detached' });
	assert.equal(await fresh.first().textContent(), first);
	await mark(desk, 'state-available').waitFor();
});

test('a change whose other logins could not be ended says so', async () => {
	await page.route('**/api/v1/account', (route) => (
		route.request().method() === 'POST' ? route.fulfill({ json: { ok: true, data: { ended: false } } }) : route.continue()));
	await mark(page, 'open-password').click();
	await mark(page, 'password-wish').fill(WISH);
	await mark(page, 'password-password').fill(WISH);
	await mark(page, 'password-code').fill(WRONG);
	await mark(page, 'go-password').click();
	assert.equal(await errorOf(page), 'unended');
	assert.equal(await mark(page, 'card-password').locator('[data-test="account-done"]').count(), 0);
	await page.unroute('**/api/v1/account');
});

test('logging out there asks first, and logs out the desk, too', async () => {
	await mark(page, 'logout').click();
	await mark(page, 'leave').waitFor();
	await lookAround(page, 'account-7-leave');
	await mark(page, 'leave-stay').click();
	await mark(page, 'leave').waitFor({ state: 'detached' });
	await mark(desk, 'state-available').waitFor();
	await mark(page, 'logout').click();
	await mark(page, 'leave-go').click();
	await mark(page, 'login').waitFor();
	assert.equal(await page.evaluate(() => window.sessionStorage.getItem('session')), null);
	await mark(desk, 'login').waitFor();
	await desk.context().close();
});

test('after the login the focus is on the page, and not on its end', async () => {
	const alone = await openPage(browser, daemon, '/account', { size: WIDE, allowed: REFUSED });
	await logIn(alone, 'nora');
	await mark(alone, 'logout').waitFor();
	assert.equal(await alone.evaluate(() => document.activeElement.tagName), 'H1');
	await mark(alone, 'logout').click();
	await mark(alone, 'login').waitFor();
	assert.equal(await mark(alone, 'leave').count(), 0, 'nobody else has this session');
	await alone.context().close();
});

test('an owner comes there from the own pages, and a session that is over leads to the login, which says so', async () => {
	const owner = await openPage(browser, daemon, '/owner', { size: WIDE, allowed: REFUSED });
	await logIn(owner, 'nora');
	const [account] = await Promise.all([owner.context().waitForEvent('page'), mark(owner, 'account').click()]);
	await mark(account, 'session-here').waitFor();
	await look(owner, 'owner-with-account-1280');
	const { data } = await (await new Bearer(daemon, 'nora', passwords.nora).login()).post('/api/v1/sessions/revoke', { others: true });
	assert.deepEqual(data, {});
	await mark(owner, 'nav-people').click();
	await mark(owner, 'login-error').waitFor();
	assert.equal(await mark(owner, 'login-error').getAttribute('data-code'), 'expired');
	await mark(account, 'open-password').click();
	await mark(account, 'password-wish').fill(WISH);
	await mark(account, 'password-password').fill(passwords.nora);
	await mark(account, 'go-password').click();
	await mark(account, 'login-error').waitFor();
	assert.equal(await mark(account, 'login-error').getAttribute('data-code'), 'expired');
	await owner.context().close();
});

for (const path of ['/desk', '/owner', '/account']) {
	test(`logging out at ${path} without a line says that the session lives on, and is tried again`, async () => {
		const away = await openPage(browser, daemon, path, { size: WIDE, allowed: REFUSED });
		await logIn(away, 'nora');
		await mark(away, 'logout').waitFor();
		const session = await away.evaluate(() => window.sessionStorage.getItem('session'));
		await away.route('**/api/v1/logout', (route) => route.abort());
		await mark(away, 'logout').click();
		await mark(away, 'logout-again').waitFor();
		await look(away, `logout-unended-${path.slice(1)}-1280`);
		assert.equal(await away.evaluate(() => window.sessionStorage.getItem('session')), null);
		const nora = Object.assign(new Bearer(daemon), { session });
		assert.equal((await nora.get('/api/v1/me')).status, 200);
		await away.unroute('**/api/v1/logout');
		await mark(away, 'logout-again').click();
		await mark(away, 'login-error').waitFor({ state: 'detached' });
		assert.equal((await nora.get('/api/v1/me')).status, 401);
		if (path === '/account') await checkClean(away, 'the account');
		await away.context().close();
	});
}

test('the login of an organisation is a button that says its name, and lets in whom the proxy names', async () => {
	const far = await openPage(browser, proxy, '/owner', { size: WIDE, allowed: REFUSED });
	await mark(far, 'login-proxy').getByText('Logg inn med Ansattporten').waitFor();
	await look(far, 'login-proxy-1280');
	await mark(far, 'login-proxy').click();
	await mark(far, 'login-error').waitFor();
	assert.equal(await mark(far, 'login-error').getAttribute('data-code'), 'proxy');
	await far.setViewportSize(NARROW);
	await dark(far);
	await look(far, 'login-proxy-320-dark');
	person = { name: 'nora' };
	await mark(far, 'login-proxy').click();
	await mark(far, 'logout').waitFor();
	await checkClean(far, 'the login of an organisation');
	await far.context().close();
});

test('without such a login there is no button for it', async () => {
	const other = await startDaemon();
	const plain = await openPage(browser, other, '/account', { size: NARROW });
	await mark(plain, 'login').waitFor();
	assert.equal(await mark(plain, 'login-proxy').count(), 0);
	await look(plain, 'account-0-login-320');
	await checkClean(plain, 'the login at the account');
	await plain.context().close();
});
