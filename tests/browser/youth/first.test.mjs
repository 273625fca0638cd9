// What a fresh phone loads at the national door until a municipality can be chosen: how many requests, how many bytes, in which
// order, and what happens when one of them fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../../live/lib/demo.mjs';
import { PHONE, checkClean, openPage, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE, Phone } from '../lib/people.mjs';
import { sealBytes } from './lib/seal-bytes.mjs';

const OSLO = ['no', '0301', 'oslo'];
/** What is not needed before a municipality is chosen. */
const LATER = /\/a\/youth-(rest|late|\w\w-more)-|\/api\/v1\/(services|door)/;
/** With the heads of the answers, and with the seal, which comes behind the door. */
const BARS = { requests: 4, bytes: 35_000 };

const daemon = await startDaemon({ agencies: { 'ung-norge': { hours: HOURS_ALWAYS, exceptions: '' } } });
const browser = await startBrowser();
const seal = await sealBytes();

/** A phone that has loaded nothing yet, and all that it asks for from now on: address, bytes with the head, in which turn. */
async function phoneBefore(allowed = []) {
	const page = await openPage(browser, daemon, null, { size: PHONE, isMobile: true, hasTouch: true, allowed });
	const cdp = await page.context().newCDPSession(page);
	const asked = new Map();
	let turn = 0;
	cdp.on('Network.requestWillBeSent', ({ requestId, request: { url } }) => {
		asked.set(requestId, { path: url.replace(daemon.origin, ''), began: ++turn, ended: 0, bytes: 0 });
	});
	cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		Object.assign(asked.get(requestId) ?? {}, { ended: ++turn, bytes: encodedDataLength });
	});
	await cdp.send('Network.enable');
	return { phone: new Phone(page), requests: () => [...asked.values()] };
}

/** From the door to the municipality that was typed and can be tapped. */
async function chooseable(phone, [pool, code, typed]) {
	await phone.click('start');
	await phone.click('know-next');
	await phone.mark('municipality').fill(typed);
	await phone.mark(`place-${pool}-${code}`).waitFor();
}

/** Loads the front door with everything held back that may come later; gives what has come when a municipality can be chosen. */
async function load(phone, requests) {
	await phone.page.route(LATER, () => undefined);
	await phone.page.goto(`${daemon.origin}/`);
	await chooseable(phone, OSLO);
	return requests().filter(({ ended }) => ended > 0);
}

function check(found) {
	const loaded = found.reduce((sum, one) => sum + one.bytes, 0);
	const bytes = loaded + seal;
	const told = `${found.map((one) => `${one.path} ${one.bytes}`).join(', ')}; the seal ${seal}`;
	assert.ok(found.length <= BARS.requests, `${found.length} requests: ${told}`);
	assert.ok(bytes <= BARS.bytes, `${bytes} bytes: ${told}`);
	return `${bytes} bytes in ${found.length} requests: ${told}`;
}

test('a municipality can be chosen after at most 4 requests of 35 kB together, the seal included', async (t) => {
	const { phone, requests } = await phoneBefore();
	t.diagnostic(check(await load(phone, requests)));
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
});

test('the seal is counted: it has more than 5 kB', () => {
	assert.ok(seal > 5_000, `${seal}`);
});

test('one request too many is found, and so is a page that is too large', async () => {
	const more = await phoneBefore();
	await more.phone.page.addInitScript(() => void fetch('/api/v1/directory?more'));
	const found = await load(more.phone, more.requests);
	assert.throws(() => check(found), /5 requests: .*\?more/);
	await more.phone.page.context().close();
	const larger = found.slice(0, 4).map((one) => ({ ...one, bytes: one.bytes + 3_000 }));
	assert.throws(() => check(larger), /\d+ bytes: /);
});

test('the rest of the page is asked for behind the directory', async () => {
	const { phone, requests } = await phoneBefore();
	await phone.page.goto(`${daemon.origin}/`);
	await phone.comeIn({ municipality: OSLO });
	const of = (part) => requests().find(({ path }) => path.includes(part));
	assert.ok(of('/api/v1/directory').ended < of('youth-rest-').began, JSON.stringify(requests()));
	await phone.page.context().close();
});

test('a directory that fails to come is asked for again, and the rest of the page does not wait for it', async () => {
	const { phone, requests } = await phoneBefore(BROKEN_LINE);
	await phone.page.route('**/api/v1/directory', (route) => route.abort('connectionreset'));
	await phone.page.goto(`${daemon.origin}/`);
	await chooseable(phone, OSLO);
	const directories = requests().filter(({ path }) => path.includes('/directory')).map(({ path }) => path);
	assert.deepEqual(directories, ['/api/v1/directory', '/api/v1/directory?1']);
	const rest = requests().find(({ path }) => path.includes('youth-rest-'));
	assert.ok(rest.began < requests().find(({ path }) => path.endsWith('?1')).began);
	await phone.page.context().close();
});

test('a page whose texts cannot be read fetches them', async () => {
	const { phone, requests } = await phoneBefore();
	await phone.page.route(`${daemon.origin}/`, async (route) => {
		const answer = await route.fetch();
		const text = (await answer.text()).replace(/(id="texts">)[^<]*/, '$1nothing');
		await route.fulfill({ response: answer, body: text });
	});
	await phone.page.goto(`${daemon.origin}/`);
	await phone.mark('start').waitFor();
	assert.ok(requests().some(({ path }) => path.includes('/a/youth-nb-')));
	await phone.page.context().close();
});
