// Canned replies and services in a real browser: found by "/", put into the field and never sent by themselves; cards that carry
// nothing about anybody; one's own replies written on the desk. Looked at as pictures, light, dark and at 200 per cent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../live/lib/wait.mjs';
import { look, startBrowser } from '../lib/browser.mjs';
import { deskWithRooms, fieldOf, focused, startRooms } from './lib/rooms.mjs';

const daemon = await startRooms();
const browser = await startBrowser();
const { desk, phones } = await deskWithRooms(browser, daemon, 'ida', { size: { width: 1440, height: 900 } });
const { page } = desk;
const field = fieldOf(desk, 1);
const replies = () => desk.mark('reply').evaluateAll((nodes) => nodes.map(({ dataset }) => dataset.code));
const chosen = () => page.locator('[data-test="reply"][aria-selected="true"]').getAttribute('data-code');

await phones[0].say('de sa jeg ikke fikk være med på turen');
await phones[0].say('slo av mobilen og la meg');
await phones[1].say('jeg tør ikke si det');
await phones[1].say('er du der?');
await phones[2].say('kanskje. vent litt');
await desk.shows(5);

test('a "/" at the start of a word shows at most four replies; arrows point, Enter puts one in and sends nothing', async () => {
	await field.click();
	await page.keyboard.type('Hei og/eller ');
	assert.equal(await desk.mark('picker').count(), 0);
	await page.keyboard.type('/tr');
	await desk.mark('reply').first().waitFor();
	const first = await replies();
	assert.ok(first.length > 0 && first.length <= 4 && first.every((code) => code.startsWith('tr')), first.join());
	assert.equal(await chosen(), first[0]);
	await page.keyboard.press('ArrowDown');
	assert.equal(await chosen(), first[1]);
	assert.equal(await focused(desk), 'composer');
	await look(page, 'desk-replies-1440-light');
	const text = await page.locator('[data-test="reply"][aria-selected="true"] .text').textContent();
	await page.keyboard.press('Enter');
	assert.equal(await field.inputValue(), `Hei og/eller ${text}`);
	assert.equal(await desk.mark('picker').count(), 0);
	assert.equal(await page.locator('[data-side="own"]').count(), 0);
	await field.fill('');
});

test('Escape closes the list until another word begins, and Enter on a word that nothing fits sends nothing', async () => {
	await field.pressSequentially('/tr');
	await desk.mark('reply').first().waitFor();
	await page.keyboard.press('Escape');
	assert.equal(await desk.mark('picker').count(), 0);
	await page.keyboard.type('y');
	assert.equal(await desk.mark('picker').count(), 0);
	await field.fill('');
	await field.pressSequentially('/finnesikke');
	await page.keyboard.press('Enter');
	assert.equal(await desk.mark('picker').count(), 0);
	assert.equal(await field.inputValue(), '/finnesikke');
	assert.equal(await page.locator('[data-side="own"]').count(), 0);
	await field.fill('');
});

test('an agency\'s own words in the network\'s place say so', async () => {
	await field.pressSequentially('/trapp');
	assert.match(await page.locator('[data-code="trapp"] .source').textContent(), /nettverket · endret her/);
	await field.fill('');
});

test('a reply of one\'s own is written on the desk, found by its code, and deleted again', async () => {
	await desk.click('palette');
	await desk.mark('palette-find').fill('faste svar: se');
	await page.keyboard.press('Enter');
	await desk.mark('reply-code').fill('To Ord');
	await desk.mark('reply-text').fill('Jeg er her litt til.');
	await desk.click('reply-save');
	await desk.mark('reply-fault').waitFor();
	await desk.mark('reply-code').fill('tilstede');
	await desk.click('reply-save');
	await desk.mark('reply-drop').waitFor();
	await look(page, 'desk-own-replies-1440-light');
	await page.keyboard.press('Escape');
	await field.click();
	await page.keyboard.type('/til');
	await page.keyboard.press('Enter');
	assert.equal(await field.inputValue(), 'Jeg er her litt til.');
	await field.fill('');
	await desk.click('palette');
	await desk.mark('palette-find').fill('faste svar: se');
	await page.keyboard.press('Enter');
	await desk.click('reply-drop');
	await desk.mark('reply-drop').waitFor({ state: 'detached' });
	await page.keyboard.press('Escape');
});

test('a service is found by name, open or not, and its card is a text that the youth gets as it stood in the field', async () => {
	await page.keyboard.press('F9');
	await until(async () => (await focused(desk)) === 'service-find', 'the field that finds services');
	await page.keyboard.type('alarm');
	await desk.mark('service').first().waitFor();
	assert.equal(await desk.mark('service').count(), 1);
	await look(page, 'desk-services-1440-light');
	await desk.mark('service-insert').click();
	await until(async () => (await field.inputValue()).includes('116111'), 'the card in the field');
	const card = await field.inputValue();
	assert.match(card, /^Alarmtelefonen for barn og unge\nTelefon 116111 · /);
	assert.doesNotMatch(card, /[?#]/);
	await page.keyboard.press('Enter');
	await phones[0].shows(3);
	assert.equal((await phones[0].texts()).at(-1), card);
});

/** The whole field, its button and the reply that is pointed at lie within the window. */
async function fieldIsInSight() {
	const { height } = page.viewportSize();
	const room = page.locator('[data-test="room"][data-room="1"]');
	for (const part of [field, room.locator('[data-test="send"]'), page.locator('[data-test="reply"][aria-selected="true"]')]) {
		const { y, height: tall } = await part.boundingBox();
		assert.ok(y >= 0 && y + tall <= height, `${y} and ${tall} of ${height}`);
	}
}

test('three rooms side by side have their buttons in one row each, and what has no place there in the menu', async () => {
	const rows = await page.locator('.room .acts').evaluateAll((all) => all.map((acts) => {
		const seen = [...acts.children].filter((one) => one.getClientRects().length > 0);
		return new Set(seen.map((one) => Math.round(one.getBoundingClientRect().bottom))).size;
	}));
	assert.deepEqual(rows, [1, 1, 1]);
	const room = page.locator('[data-test="room"][data-room="1"]');
	assert.equal(await room.locator('[data-test="hand-open"]').isVisible(), false);
	await room.locator('[data-test="more"]').click();
	await look(page, 'desk-more-1440-light');
	await room.locator('[data-test="hand-open-more"]').click();
	await room.locator('[data-test="hand-cancel"]').click();
});

test('the desk with a list of replies has no fault of access and no sideways scroll in dark and at 200 per cent', async () => {
	await field.click();
	await page.keyboard.type('/t');
	await desk.mark('reply').first().waitFor();
	await page.emulateMedia({ colorScheme: 'dark' });
	await look(page, 'desk-replies-1440-dark');
	await page.setViewportSize({ width: 1280, height: 720 });
	await look(page, 'desk-replies-1280-dark');
	await fieldIsInSight();
	await page.setViewportSize({ width: 1280, height: 560 });
	await page.keyboard.press('ArrowUp');
	await fieldIsInSight();
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 1024, height: 768 });
	await look(page, 'desk-replies-1024-light');
	await page.setViewportSize({ width: 720, height: 450 });
	await look(page, 'desk-replies-720-light');
	assert.deepEqual(page.faults, []);
});
