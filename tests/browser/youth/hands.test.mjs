// The whole walk, door to end, with a thumb and with a keyboard alone, on a small phone and at a desk; and that the focus stays
// where somebody writes, whatever happens around it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../live/lib/wait.mjs';
import { DESK, PHONE, checkClean } from '../lib/browser.mjs';
import { frontDoorOpens } from '../lib/people.mjs';
import { Keyboard, Thumb } from './lib/hands.mjs';
import { Stage } from './lib/stage.mjs';

const stage = await Stage.set();
const oslo = await stage.staff('oslo');
await frontDoorOpens(stage.daemon);

const THUMB = { isMobile: true, hasTouch: true };
const KEYS = { isMobile: false, hasTouch: false };

/* From the door to a place in the queue, past every choice; the first message is written and goes out by itself. */
async function toQueue(phone, hand) {
	await hand.press('start');
	await hand.press('know-next');
	await hand.choose('topic-family');
	await hand.choose('urgency-2');
	await phone.mark('urgent').waitFor();
	await hand.choose('who-2');
	await hand.choose('who-0');
	await hand.press('ask');
	await phone.mark('wait').waitFor();
	await hand.write('first', 'hei');
	await hand.press('first-ready');
	await hand.press('change');
	await hand.choose('who-1');
	await hand.choose('who-0');
	await hand.press('change-save');
	await phone.mark('change').waitFor();
}

/* In the talk: a line each way, the menu and each of its sheets. */
async function talk(phone, hand) {
	const room = await stage.take(oslo);
	await phone.mark('talk').waitFor();
	await until(() => room.texts.includes('hei'), 'the first message');
	await room.say('hei du');
	await phone.shows(2);
	await hand.write('composer', 'så fint');
	await hand.send();
	await until(() => room.texts.includes('så fint'), 'the second message');
	await hand.press('menu');
	await hand.press('swap');
	await hand.choose('history-nothing');
	await hand.press('swap-no');
	stage.tell({ type: 'proposed', room: room.id, kind: 2, name: 'Ung i Kristiansand' });
	await hand.choose('history-everything');
	await hand.press('hand-no');
	await phone.mark('hand-ask').waitFor({ state: 'detached' });
	return room;
}

async function end(phone, hand) {
	await hand.press('menu');
	await hand.press('end');
	await hand.press('end-confirm');
	await phone.mark('after').waitFor();
	await checkClean(phone.page, 'the visit');
}

/* Goes away; where to is looked at in leaving.test.mjs. */
async function leave(phone, act) {
	const { exit } = JSON.parse(await phone.page.locator('#door').textContent());
	await phone.page.route(`${exit}**`, (route) => route.fulfill({ body: '' }));
	await act();
	await phone.page.waitForURL(exit);
}

for (const [what, Hand, options, size, finish] of [
	['a thumb on a small phone', Thumb, THUMB, PHONE, end],
	['a thumb on a large screen', Thumb, THUMB, DESK, (phone, hand) => leave(phone, async () => {
		await hand.press('leave', { noWaitAfter: true });
	})],
	['a keyboard alone on a small screen', Keyboard, KEYS, PHONE, (phone, hand) => leave(phone, async () => {
		for (let i = 0; i < 3; i++) await hand.page.keyboard.press('Shift');
	})],
	['a keyboard alone at a desk', Keyboard, KEYS, DESK, end],
]) {
	test(`${what} comes from the door to the end`, async () => {
		const phone = await stage.phone('/w/oslo', { size, ...options });
		const hand = new Hand(phone);
		await phone.mark('start').waitFor();
		if (hand.key) assert.equal((await hand.key('Tab')).name, 'leave', 'what comes first');
		await toQueue(phone, hand);
		await talk(phone, hand);
		await finish(phone, hand);
		await phone.page.context().close();
	});
}

test('a keyboard alone finds its municipality, and help, and closes it again', async () => {
	const phone = await stage.phone('/', { size: DESK, ...KEYS });
	const hand = new Keyboard(phone);
	await hand.press('start');
	await hand.press('know-next');
	await hand.write('municipality', 'osl');
	await phone.mark('place-no-0301').waitFor();
	await phone.page.keyboard.press('Enter');
	await phone.mark('ask').waitFor();
	await hand.key('Tab');
	await phone.mark('help').locator('summary').focus();
	await phone.page.keyboard.press('Enter');
	assert.match((await hand.step('Tab')).tag, /^A$/, 'the first number behind the button');
	await phone.mark('help').locator('summary').focus();
	await phone.page.keyboard.press('Enter');
	assert.equal(await phone.page.locator('.help[open]').count(), 0);
	await phone.page.context().close();
});

test('the focus stays in the field while the other side writes, goes away, comes back, asks, and the line breaks', async () => {
	const phone = await stage.phone('/w/oslo', { size: DESK, ...KEYS });
	await phone.comeIn();
	await phone.ask();
	const room = await stage.take(oslo);
	await phone.page.locator('[data-seal="open"]').waitFor();
	await phone.mark('composer').focus();
	await phone.page.keyboard.type('halv');
	await phone.page.evaluate(() => {
		window.moved = [];
		document.addEventListener('focusin', ({ target }) => window.moved.push(target.outerHTML.slice(0, 80)));
		document.addEventListener('focusout', ({ target }) => window.moved.push(`out of ${target.tagName}`));
	});
	const peer = (what, value = 0) => stage.tell({ type: 'peer', room: room.id, seat: room.seat, what, value });
	/* A sign is never stored: one that comes before the room is open on both nodes is gone. */
	await until(() => {
		oslo.send({ type: 'typing', room: room.id });
		return phone.mark('typing').waitFor({ timeout: 2_500 }).then(() => true, () => false);
	}, 'the sign of typing');
	await room.say('hei');
	await phone.shows(1);
	peer(2, Date.now() - 130_000);
	await phone.page.getByText('Borte siden 2 min').waitFor();
	peer(3);
	stage.tell({ type: 'proposed', room: room.id, kind: 2, name: 'Ung i Kristiansand' });
	await phone.mark('hand-ask').waitFor();
	stage.tell({ type: 'handed', room: room.id, result: 'off' });
	await phone.mark('hand-ask').waitFor({ state: 'detached' });
	stage.tell({ type: 'frozen', on: 1 });
	await phone.page.locator('body.stale').waitFor();
	stage.tell({ type: 'frozen', on: 0 });
	stage.line.cut();
	await phone.page.getByText('Ikke noe nett akkurat nå').waitFor();
	stage.line.mend();
	await phone.page.waitForFunction(() => !/nett/.test(document.querySelector('[data-test="strip"]').textContent));
	await phone.page.keyboard.type('ferdig');
	assert.deepEqual(await phone.page.evaluate(() => window.moved), []);
	assert.equal(await phone.mark('composer').inputValue(), 'halvferdig');
	await phone.page.context().close();
});
