// The computer of a counsellor dies with three rooms: one over and its form half filled, one about to end with its form open, one
// in the middle of a talk. After a login all is there again; and by the shift's ticket, where the browser gives the tab back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../live/lib/wait.mjs';
import { checkClean, keepBrowser, look, startBrowser } from '../lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from '../lib/people.mjs';
import { columnOf, startRooms, takeIn } from './lib/rooms.mjs';

const AWAY = /borte et øyeblikk/;

const daemon = await startRooms({ staff_told_seconds: 1, wrap_up_seconds: 300 });
const browser = await startBrowser();
const computer = keepBrowser();
const password = daemon.addUser('oslo');
const redis = daemon.redis();
let desk;

/** A desk on that computer, with what its tab had where the browser gives that back. */
async function open(kept = {}) {
	await computer.start();
	const context = await computer.newContext();
	await context.addInitScript((rows) => {
		for (const [key, value] of Object.entries(rows)) if (sessionStorage.getItem(key) === null) sessionStorage.setItem(key, value);
	}, kept);
	desk = await Desk.open(computer, daemon, { allowed: BROKEN_LINE });
}

async function sitDown() {
	await open();
	await desk.logIn('oslo', password);
	await desk.click('capacity-3');
	await desk.goOnShift();
}

/** The column of a room, wherever it stands. */
async function columnWith(id) {
	const number = await until(async () => {
		const rooms = await desk.mark('room').evaluateAll((all) => all.map(({ dataset }) => [dataset.id, dataset.room]));
		return rooms.find(([one]) => one === id)?.[1];
	}, 'the room');
	return columnOf(desk, number);
}

async function counted() {
	const sum = {};
	for (const key of await redis.keys('{no}:n:f:*')) {
		for (const [field, n] of Object.entries(await redis.hgetall(key))) sum[field.replace('oslo ', '')] = (sum[field.replace('oslo ', '')] ?? 0) + Number(n);
	}
	return sum;
}

async function end(column) {
	await column.click('end');
	await column.click('end-confirm');
}

const tellsThatNobodyIsThere = (phone) => phone.page.getByText(AWAY).first().waitFor();

await sitDown();
const phones = [];
const ids = [];
for (const number of [1, 2, 3]) {
	const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
	const column = await takeIn(desk, phone, number);
	await phone.say(`fra ${number}`);
	await column.reads(1);
	await column.say(`til ${number}`);
	await phone.shows(2);
	phones.push(phone);
	ids.push(await column.id);
}

test('while the computer is dead the youths of the rooms that go on are told that nobody is there', async () => {
	await phones[0].click('menu');
	await phones[0].click('end');
	await phones[0].click('end-confirm');
	const first = columnOf(desk, 1);
	await first.mark('wrap').waitFor();
	await first.tick('age-13-15');
	const second = columnOf(desk, 2);
	await end(second);
	await second.tick('age-16-17');
	await computer.crash();
	for (const phone of phones.slice(1)) await tellsThatNobodyIsThere(phone);
	assert.equal(await phones[1].mark('after').count(), 0, 'an end that was not sent is none');
});

test('after the next login all three are there: two go on with all that was said, once, and the form of the third is to be filled', async () => {
	await sitDown();
	for (const i of [1, 2]) {
		const column = await columnWith(ids[i]);
		assert.deepEqual(await column.reads(2), [`fra ${i + 1}`, `til ${i + 1}`]);
		assert.equal(await column.mark('form').count(), 0);
		await column.say(`igjen ${i + 1}`);
		await phones[i].shows(3);
		assert.deepEqual(await phones[i].texts(), [`fra ${i + 1}`, `til ${i + 1}`, `igjen ${i + 1}`]);
	}
	const first = await columnWith(ids[0]);
	await first.mark('wrap').waitFor();
	await look(desk.page, 'desk-crash-form');
	assert.equal(await desk.mark('room').count(), 3);
	await first.tick('age-18-20');
	await first.register();
	assert.deepEqual(await counted(), { forms: 1, 'age:18-20': 1, 'kind:yes': 1 });
});

test('where the browser gives the tab back, its ticket alone brings the rooms and the form as it stood, which is counted once', async () => {
	await phones[1].click('menu');
	await phones[1].click('end');
	await phones[1].click('end-confirm');
	const second = await columnWith(ids[1]);
	await second.mark('wrap').waitFor();
	await second.tick('age-16-17');
	const kept = await desk.page.evaluate(() => ({ ...sessionStorage }));
	await computer.crash();
	await tellsThatNobodyIsThere(phones[2]);
	await open(kept);
	const third = await columnWith(ids[2]);
	assert.deepEqual(await third.reads(3), ['fra 3', 'til 3', 'igjen 3']);
	const again = await columnWith(ids[1]);
	assert.equal(await again.mark('tick-age-16-17').isChecked(), true);
	await again.register();
	await third.say('og videre 3');
	await phones[2].shows(4);
	await end(third);
	await third.click('end-now');
	await phones[2].mark('after').waitFor();
	await third.register();
	assert.deepEqual(await counted(), { forms: 3, 'age:18-20': 1, 'age:16-17': 1, 'kind:yes': 3 });
	await checkClean(desk.page, 'the desk');
});
