// Agency mode in real browsers: an owner makes a key, a computer is approved by digits that two people read, and a talk is sealed
// with the agency's word for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { signAgencyMode } from '../live/lib/papers.mjs';
import { newDevice } from '../live/lib/request.mjs';
import { checkClean, look, lookBoth, startBrowser } from './lib/browser.mjs';
import { Desk, Phone } from './lib/people.mjs';

const daemon = await startDaemon({ agencies: { oslo: { seal: 'agency' } } });
const browser = await startBrowser();
const passwords = {
	eva: daemon.addUser('eva', { role: 'owner', agency: 'oslo' }),
	ida: daemon.addUser('ida', { agency: 'oslo' }),
};
const owner = await Desk.open(browser, daemon);
const desk = await Desk.open(browser, daemon);

async function logIn(screen, name, then) {
	await screen.mark('name').fill(name);
	await screen.mark('password').fill(passwords[name]);
	await screen.click('login');
	await screen.mark(then).waitFor();
}

/** Waits until the strip of that name stands there. */
const stands = (screen, name, at) => screen.page.locator(`[data-test="${name}"][data-at="${at}"]`).waitFor();
const digitsOf = async (screen) => (await screen.mark('digits').textContent()).replaceAll(/\D/g, '');

test('an owner makes a key, and it counts once the statement names it beside another holder\'s', async () => {
	await logIn(owner, 'eva', 'holder');
	await owner.click('holder-make');
	const point = await owner.mark('holder-point').inputValue();
	assert.match(point, /^04[0-9a-f]{128}$/);
	await lookBoth(owner.page, 'agency-1-holder');
	await signAgencyMode(daemon, { oslo: [newDevice().point.toString('hex'), point] });
	// Each worker takes the papers in its own time.
	for (let named = 0; named === 0;) {
		await owner.page.reload();
		await owner.mark('holder-point').waitFor();
		assert.equal(await owner.mark('holder-point').inputValue(), point, 'it is the same key');
		named = await owner.page.locator('[data-test="holder"][data-key="named"]').count();
	}
});

test('a computer that nobody has approved goes on no shift, and asks', async () => {
	await logIn(desk, 'ida', 'approval');
	assert.equal(await desk.mark('go-on-shift').getAttribute('aria-disabled'), 'true');
	assert.equal(await desk.mark('uncertified').count(), 0);
	await lookBoth(desk.page, 'agency-2-needed');
	await desk.click('approval-ask');
	await stands(desk, 'approval', 'waiting');
	await stands(owner, 'approver', 'asks');
	await lookBoth(desk.page, 'agency-3-waiting');
	await lookBoth(owner.page, 'agency-3-asks');
});

test('both read the same six digits, and the owner approves', async () => {
	await owner.click('approver-answer');
	await stands(owner, 'approver', 'digits');
	await stands(desk, 'approval', 'digits');
	const [read, seen] = [await digitsOf(desk), await digitsOf(owner)];
	assert.match(read, /^[0-9]{6}$/);
	assert.match(await desk.mark('approval').textContent(), /Les disse sifrene for eva/);
	assert.match(await owner.mark('approver').textContent(), /Leser ida disse sifrene/);
	assert.equal(seen, read);
	await lookBoth(desk.page, 'agency-4-device-digits');
	await lookBoth(owner.page, 'agency-5-approver-digits');
	await owner.click('approver-confirm');
	await stands(owner, 'approver', 'done');
	await lookBoth(owner.page, 'agency-5-approver-done');
	await desk.mark('approval').waitFor({ state: 'detached' });
});

test('a reload of the approved computer asks nobody again', async () => {
	await desk.page.reload();
	await desk.page.locator('[data-test="go-on-shift"][aria-disabled="false"]').waitFor();
	assert.equal(await desk.mark('approval').count(), 0);
	await desk.goOnShift();
});

test('a talk is sealed in agency mode, and the phone says who vouches', async () => {
	const phone = await Phone.open(browser, daemon, '/w/oslo');
	await phone.comeIn();
	await phone.ask();
	await phone.mark('first').fill('hei');
	await phone.click('first-ready');
	await desk.accept();
	await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
	await desk.shows(1);
	await desk.say('hallo');
	await phone.shows(2);
	await phone.allStored();
	assert.deepEqual(await phone.texts(), ['hei', 'hallo']);
	const seal = phone.mark('seal');
	assert.equal(await seal.getAttribute('data-mode'), '2');
	assert.match(await seal.textContent(), /Ung i oslo går god for ida/i);
	await look(phone.page, 'agency-6-phone');
	await look(desk.page, 'agency-7-desk');
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	for (const [name, screen] of Object.entries({ phone, desk, owner })) await checkClean(screen.page, name);
});
