// After a talk, on a phone: two answers, also when the network is away, a code, the way back by it, and the tap at a shut door.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countedOf } from '../../live/lib/counters.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS, hoursInTwoDays } from '../../live/lib/demo.mjs';
import { comeCounsellor } from '../../live/lib/people.mjs';
import { until } from '../../live/lib/wait.mjs';
import { checkClean, look, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE, Phone } from '../lib/people.mjs';

const shut = { hours: hoursInTwoDays(), exceptions: '' };
const daemon = await startDaemon({
	keys: { bucket_youth: 200, wrap_up_seconds: 0 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' }, kristiansand: shut, aarhus: shut, 'ung-danmark': shut },
});
const browser = await startBrowser();
const redis = daemon.redis();
let oslo;
let phone;
let code;

const counted = (pool, agency) => countedOf(redis, pool, agency);

const kept = () => phone.page.evaluate(() => [...Object.values({ ...sessionStorage }), ...Object.values({ ...localStorage }), document.cookie].join(' '));

test('while waiting a youth may say how it is, and nothing of it is counted yet', async () => {
	phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
	/* The list of pages to read does not come at first. */
	await phone.page.route('**/api/v1/reading', (route) => route.abort('connectionrefused'), { times: 1 });
	await phone.comeIn();
	await phone.ask();
	await phone.mark('before-2').check({ force: true });
	await phone.click('alert-sound');
	await phone.page.locator('[data-test="alert-sound"][aria-pressed="true"]').waitFor();
	await look(phone.page, 'youth-wait-mood');
	await checkClean(phone.page, 'the queue');
	assert.deepEqual(await counted('no', 'oslo'), {});
});

test('a page to read while waiting opens in a tab of its own that knows nothing of this one, and the place stays', async () => {
	const { page } = phone;
	const links = page.locator('[data-test="reading"] a');
	await links.first().waitFor();
	await page.context().route((url) => url.origin !== daemon.origin, (route) =>
		route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }));
	const [request, other] = await Promise.all([
		page.context().waitForEvent('request', (one) => !one.url().startsWith(daemon.origin)),
		page.context().waitForEvent('page'),
		links.first().click(),
	]);
	await other.waitForLoadState();
	assert.equal(request.headers().referer, undefined);
	assert.deepEqual(await other.evaluate(() => [window.opener, document.referrer]), [null, '']);
	await other.close();
	assert.ok(Number(await phone.mark('band').getAttribute('data-band')) >= 0, 'still in the queue');
	await look(page, 'youth-wait-reading');
	await checkClean(page, 'something to read');
});

test('answers that are sent without a network wait on the page and are counted once when it is back', async () => {
	oslo = await comeCounsellor(daemon, 'oslo');
	await phone.mark('talk').waitFor();
	await until(() => [...oslo.rooms.values()].some((room) => room.open), 'the room at the desk');
	const room = [...oslo.rooms.values()].find((one) => one.open);
	oslo.send({ type: 'leave', room: room.id });
	await phone.mark('survey').waitFor();
	await look(phone.page, 'youth-after');
	await checkClean(phone.page, 'after the end');
	assert.equal(await phone.mark('survey-send').isDisabled(), true, 'nothing is chosen beforehand');
	await phone.mark('place-1').check({ force: true });
	await phone.mark('now-4').check({ force: true });
	await phone.page.context().setOffline(true);
	await phone.click('survey-send');
	await phone.page.locator('[data-test="survey-said"][data-is="sending"]').waitFor();
	await phone.page.context().setOffline(false);
	await phone.page.locator('[data-test="survey-said"][data-is="sent"]').waitFor();
	assert.deepEqual(await counted('no', 'oslo'), { survey: 1, 'place:yes': 1, 'before:2': 1, 'now:4': 1, 'change:better': 1 });
});

test('a code comes at a tap, and the phone does not keep it', async () => {
	await phone.click('code-ask');
	code = (await phone.mark('code').textContent()).trim();
	assert.match(code, /^\w{4}-\w{4}-\w{4}-\w{4}$/);
	await look(phone.page, 'youth-after-code');
	await checkClean(phone.page, 'after the end, with a code');
	assert.equal(await kept(), '');
	await phone.page.context().close();
});

test('at any door the code leads to its agency with the topic chosen, in no address, and leaves nothing in the tab', async () => {
	phone = await Phone.open(browser, daemon, '/', { allowed: [/404/] });
	const { page } = phone;
	await phone.mark('code-entry').locator('summary').click();
	await phone.mark('code-typed').fill('ABCD EFGH JKMN PQRS');
	await phone.click('code-find');
	await page.locator('[data-test="code-said"]:not(:empty)').waitFor();
	await look(page, 'youth-door-code');
	await checkClean(page, 'a code that nobody knows');
	const addresses = [];
	page.on('request', (request) => addresses.push(request.url()));
	await phone.mark('code-typed').fill(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'));
	await phone.click('code-find');
	await page.waitForURL('**/w/oslo');
	await phone.mark('coded').waitFor();
	await checkClean(page, 'the door that a code leads to');
	assert.equal(await kept(), '');
	const bare = code.replaceAll('-', '').toLowerCase();
	assert.deepEqual(addresses.filter((url) => url.toLowerCase().replace(/[^a-z0-9]/g, '').includes(bare)), []);
	assert.equal(await page.evaluate(() => history.length), 2, 'about:blank and the one entry of the visit');
	await page.context().close();
});

test('a tap at a shut door is counted for its agency, and thanked for', async () => {
	phone = await Phone.open(browser, daemon, '/w/aarhus', { locale: 'da-DK' });
	await phone.click('tap');
	await phone.mark('tapped').waitFor();
	await look(phone.page, 'youth-door-closed-tapped');
	await checkClean(phone.page, 'the shut door');
	await until(async () => (await counted('dk', 'aarhus')).tapped === 1, 'the tap to be counted');
	await phone.page.context().close();
});

test('who starts at a door that is shut while others are on duty is counted for it', async () => {
	phone = await Phone.open(browser, daemon, '/w/kristiansand');
	await phone.click('start');
	await phone.mark('know-next').waitFor();
	await until(async () => (await counted('no', 'kristiansand')).tapped === 1, 'the tap to be counted');
	await phone.page.context().close();
});
