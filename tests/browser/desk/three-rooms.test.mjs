// One counsellor with three rooms at once: one youth loses the network and is handed over to another agency, a colleague comes into
// the second, a supervisor is called to the third, and all end with their forms. And nothing of one room, of a note, of the help or
// of a form reaches a youth it is not for: looked for in all that ever came into each of the three phones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../../live/lib/demo.mjs';
import { decode } from '../../live/lib/wire.mjs';
import { checkClean, look, openPage, startBrowser } from '../lib/browser.mjs';
import { Heard } from '../lib/heard.mjs';
import { Line } from '../lib/line.mjs';
import { BROKEN_LINE, Desk, Phone } from '../lib/people.mjs';
import { focused, isSealed, takeIn } from './lib/rooms.mjs';

/** One word a room, in every text that is said there; and what no youth may get. */
const WORDS = ['jarlsberg', 'ridderost', 'norvegia'];
const NOTE = 'gamalost';
const QUESTION = 'pultost';
const ANSWER = 'fjellbrie';
const SUPERVISOR = 'nokkelost';
const WIDE = { width: 1440, height: 900 };
const FORM = `age: 13-15, 16-17; said=${QUESTION}: a=${ANSWER}, b=Noe annet`;

const street = await Line.open();
const daemon = await startDaemon({
	keys: { origins: JSON.stringify([street.origin]), hosts: JSON.stringify([street.host]), bucket_youth: 200, bucket_staff: 500 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '', form: FORM } },
});
street.lead(daemon);
const browser = await startBrowser();
const redis = daemon.redis();

/** The page is listened to from its first byte on. */
async function listened(screen, address) {
	screen.heard = await Heard.by(screen);
	await screen.page.goto(address);
	return screen;
}

/** Somebody on shift; kari, who has three rooms, is heard as the youths are. */
async function onShift(name, user, { paused = true } = {}) {
	const page = await openPage(browser, daemon, null, { size: WIDE, allowed: BROKEN_LINE });
	const desk = await listened(new Desk(page), `${daemon.origin}/desk`);
	await desk.logIn(name, daemon.addUser(name, user));
	await desk.click('capacity-3');
	await desk.goOnShift();
	if (paused) await desk.click('state-paused');
	return desk;
}

const kari = await onShift('kari', { agency: 'oslo' }, { paused: false });
const phones = [];
const columns = [];
for (const [i, from] of [street, daemon, daemon].entries()) {
	const phone = await listened(await Phone.open(browser, from, null, { allowed: BROKEN_LINE }), `${from.origin}/w/oslo`);
	columns.push(await takeIn(kari, phone, i + 1));
	phones.push(phone);
}
const ids = await Promise.all(columns.map(({ id }) => id));
const chief = await onShift(SUPERVISOR, { role: 'supervisor', agency: 'oslo' });
const siri = await onShift('siri', { role: 'supervisor', agency: 'oslo' });
const taker = await onShift('taker', { agency: 'kristiansand' }, { paused: false });

/** Each of the three rooms: {phone, column, word}. */
const rooms = WORDS.map((word, i) => ({ word, phone: phones[i], column: columns[i] }));
const [one, two, three] = rooms;

async function note({ column, word }) {
	await column.click('notes-open');
	await kari.mark('note-field').fill(`${NOTE} om ${word}`);
	await kari.click('note-save');
	await kari.mark('note-text').filter({ hasText: word }).waitFor();
}

async function ask({ column }, target) {
	await column.openHand();
	await column.mark('hand-to').selectOption(target);
	await column.click('hand-ask');
}

async function counted() {
	const sum = {};
	for (const key of await redis.keys('{no}:n:f:*')) {
		for (const [field, n] of Object.entries(await redis.hgetall(key))) sum[field] = (sum[field] ?? 0) + Number(n);
	}
	return sum;
}

/** The sealed bytes of the notes that came to a desk. */
const notesOf = ({ heard }) =>
	heard.pieces.filter(({ where }) => where === 'frame').map(({ bytes }) => decode(bytes))
		.filter(({ type }) => type === 'noted').map(({ payload }) => Buffer.from(payload, 'hex'));

test('three talks go on side by side, each with its own words', async () => {
	for (const { word, phone, column } of rooms) {
		await phone.say(`${word} fra meg`);
		await column.reads(1);
		await column.say(`${word} fra deg`);
		await phone.shows(2);
	}
	for (const { word, column } of rooms) assert.deepEqual(await column.texts(), [`${word} fra meg`, `${word} fra deg`]);
	await look(kari.page, 'desk-three-rooms');
});

test('a youth who loses the network and comes back has lost nothing, and nothing stands twice on either side', async () => {
	const { word, phone, column } = one;
	street.cut();
	await phone.say(`${word} uten nett`);
	await column.say(`${word} mens du var borte`);
	await two.column.say(`${two.word} hos deg går det`);
	await two.phone.shows(3);
	assert.equal((await phone.texts()).includes(`${word} mens du var borte`), false);
	street.mend();
	await phone.shows(4);
	await phone.allStored();
	const said = (await column.reads(4)).toSorted();
	assert.deepEqual(said, ['fra deg', 'fra meg', 'mens du var borte', 'uten nett'].map((text) => `${word} ${text}`));
	assert.deepEqual((await phone.texts()).toSorted(), said);
});

test('the first is handed over to another agency with its history, and the other two go on', async () => {
	const { word, phone, column } = one;
	await note(one);
	await ask(one, '2 kristiansand');
	await phone.mark('hand-ask').waitFor();
	await phone.mark('history-everything').check();
	await phone.click('hand-confirm');
	await column.mark('form').waitFor();
	await taker.accept();
	await isSealed(phone);
	await phone.say(`${word} hos den nye`);
	await taker.shows(5);
	await taker.say(`${word} har jeg lest`);
	await phone.shows(6);
	assert.deepEqual((await taker.texts()).toSorted(), (await phone.texts()).toSorted());
	await three.phone.say(`${three.word} her og`);
	assert.equal((await three.column.reads(3)).at(-1), `${three.word} her og`);
});

test('a colleague comes into the second with the yes of its youth, and all three read each other', async () => {
	const { word, phone } = two;
	await siri.click('state-available');
	await ask(two, { label: 'siri' });
	await phone.mark('history-everything').check();
	await phone.click('hand-confirm');
	await siri.accept();
	await siri.shows(3);
	await isSealed(phone);
	await phone.say(`${word} til begge`);
	await siri.say(`${word} fra siri`);
	await two.column.say(`${word} fra kari`);
	await phone.shows(6);
	await siri.shows(6);
	const all = (await two.column.reads(6)).toSorted();
	for (const side of [phone, siri]) assert.deepEqual((await side.texts()).toSorted(), all);
	await note(two);
	await siri.click('notes-open');
	await siri.mark('note-text').filter({ hasText: `${NOTE} om ${word}` }).waitFor();
});

/** How high the head of a room is in windows of many widths. */
async function heightsOf(column) {
	const heights = {};
	for (let width = 920; width <= WIDE.width; width += 40) {
		await kari.page.setViewportSize({ ...WIDE, width });
		heights[width] = (await column.at.locator('header').boundingBox()).height;
	}
	await kari.page.setViewportSize(WIDE);
	return heights;
}

test('beside open notes a first tap in a room with news does what it says, and the focus is where one has tapped', async () => {
	await two.column.click('notes-open');
	const heads = await heightsOf(three.column);
	await three.phone.say(`${three.word} og en til`);
	await three.column.at.locator('.count').waitFor();
	assert.deepEqual(await heightsOf(three.column), heads, 'what is unread moves nothing');
	await three.column.openHand();
	await three.column.click('hand-cancel');
	await two.column.mark('composer').click();
	assert.equal(await focused(kari), 'composer');
});

test('the supervisor sees the flag of the third without a word of the talk, and answers', async () => {
	await three.column.click('help');
	await chief.mark('call').waitFor();
	assert.equal(chief.heard.places(three.word).length, 0, 'no word of the talk');
	await note(three);
	await chief.click('advise-1');
	await three.column.mark('help-state').filter({ hasText: SUPERVISOR }).waitFor();
	await look(chief.page, 'desk-three-rooms-flag');
	await three.column.click('more');
	await three.column.click('duty-open');
	await kari.mark('hold-cancel').waitFor();
	assert.equal(await kari.mark('duty-theirs').count(), 0, 'whom one decides with is not chosen');
	await kari.click('hold-cancel');
});

/** Beside an open pane the list is a strip, and a column has a third of what is left. */
async function checkNarrowParts() {
	await kari.page.setViewportSize({ ...WIDE, width: 1280 });
	const spilled = await kari.page.locator('.item').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
	assert.equal(spilled, 0, 'items of the list whose words do not fit');
	for (const { column } of rooms) {
		const { height } = await column.at.locator('h2 .no + span').boundingBox();
		assert.ok(height < 30, `the topic of a room that is over stands in one line, not in ${height} pixels`);
	}
	await kari.page.setViewportSize(WIDE);
}

test('all three end with their forms, which are counted once each', async () => {
	for (const { column } of [two, three]) {
		await column.click('end');
		await column.click('end-confirm');
		await column.click('end-now');
	}
	await taker.click('end');
	await taker.click('end-confirm');
	await taker.click('end-now');
	for (const { phone, column } of rooms) {
		await phone.mark('after').waitFor();
		await column.tick('age-13-15');
		await column.tick('said-a');
		if (column === two.column) await look(kari.page, 'desk-three-rooms-forms');
		assert.equal(await column.mark('room-close').innerText(), 'Lukk uten skjema');
	}
	await checkNarrowParts();
	for (const { column } of rooms) await column.register();
	const sum = await counted();
	assert.deepEqual([sum['oslo forms'], sum['oslo said:a'], sum['oslo age:13-15'], sum['oslo kind:yes']], [3, 3, 3, 3]);
});

test('of the other rooms, the notes, the help and the forms nothing ever came into a phone, where the same search finds its own words and what is planted', async () => {
	for (const screen of [...phones, kari]) await screen.heard.settle();
	for (const [i, { word, phone: { heard } }] of rooms.entries()) {
		assert.deepEqual(heard.unread, [], 'all of HTTP was read');
		assert.deepEqual(heard.places(word), ['opened', 'shown'], `its own words in room ${i + 1}`);
		assert.ok(heard.places(Buffer.from(ids[i], 'hex')).includes('frame'), 'its own room');
		const strange = [...WORDS.filter((other) => other !== word), NOTE, QUESTION, ANSWER, SUPERVISOR,
			...ids.filter((id) => id !== ids[i]).map((id) => Buffer.from(id, 'hex')), ...notesOf(kari)];
		for (const what of strange) assert.deepEqual(heard.places(what), [], `${what} in room ${i + 1}`);
		for (const where of ['frame', 'http', 'opened', 'shown']) {
			heard.add(where, Buffer.from(Buffer.from(`..${NOTE}..`).toString('base64')));
			assert.deepEqual(heard.places(NOTE), [where], `planted in ${where}`);
			heard.pieces.pop();
		}
	}
	for (const word of [...WORDS, NOTE, QUESTION, ANSWER, SUPERVISOR]) {
		assert.notDeepEqual(kari.heard.places(word), [], `${word} at the desk`);
	}
	assert.ok(notesOf(kari).length >= 3, 'notes came to the desk');
});

test('nobody did anything it must not do', async () => {
	for (const [i, { page }] of [...phones, kari, chief, siri, taker].entries()) await checkClean(page, `screen ${i}`);
});
