// Somebody else, as both sides see it: the youth asks for one, or the counsellor proposes one and the youth answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { PHONE, checkClean, look, startBrowser } from './lib/browser.mjs';
import { Desk, Phone, frontDoorOpens } from './lib/people.mjs';

const TEXTS = JSON.parse(readFileSync(join(ROOT, 'config/texts/nb.json'), 'utf8'));
const UNREADABLE = TEXTS['staff.room.unreadable'];
/* What the first counsellor has heard and said. */
const FIRST = ['først fra meg', 'først fra deg'];

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0, bucket_youth: 200 } });
const browser = await startBrowser();

const oslo = await Desk.onShift(browser, daemon, 'oslo');
const kristiansand = await Desk.onShift(browser, daemon, 'kristiansand');

await frontDoorOpens(daemon);

/* A youth of Oslo in a talk with the counsellor of Oslo. */
async function talkInOslo() {
	const phone = await Phone.open(browser, daemon, '/');
	await phone.comeIn({ municipality: ['no', '0301', 'Oslo'] });
	await phone.ask();
	await oslo.accept();
	await phone.mark('talk').waitFor();
	await lineEachWay(phone, oslo, 'først');
	return phone;
}

/* One line each way, behind those of before, which the next counsellor sees only as lines that cannot be shown. */
async function lineEachWay(phone, desk, word, before = []) {
	const said = [`${word} fra meg`, `${word} fra deg`];
	const { length } = before;
	await phone.say(said[0]);
	await desk.shows(length + 1);
	await desk.say(said[1]);
	await phone.shows(length + 2);
	await desk.shows(length + 2);
	assert.deepEqual(await phone.texts(), [...before, ...said], 'on the phone');
	assert.deepEqual(await desk.texts(), [...before.map(() => UNREADABLE), ...said], 'at the desk');
}

/* The counsellor of Oslo asks the youth; target as the choice of the form writes it. */
async function propose(target, shot) {
	await oslo.click('hand-open');
	await oslo.mark('hand-to').selectOption(target);
	await look(oslo.page, `desk-hand-${shot}`);
	await oslo.click('hand-ask');
	await oslo.mark('handed').waitFor();
}

/* The first room is over with this reason, and said so; then it is put away. */
async function endedInOslo(reason, words, shot) {
	await oslo.mark('room-ended').waitFor();
	assert.equal(await oslo.mark('room-ended').getAttribute('data-reason'), reason);
	assert.match(await oslo.mark('room-ended').textContent(), words);
	await look(oslo.page, shot);
	await oslo.click('room-close');
	await oslo.mark('room').waitFor({ state: 'detached' });
}

/* The youth waits and is told why; nobody has taken it yet. */
async function waitsAgain(phone, words, shot) {
	await phone.mark('wait').waitFor();
	assert.match(await phone.mark('strip').textContent(), words);
	assert.equal(await phone.mark('widened').count(), 0, 'nobody says that Oslo has nobody on duty');
	await look(phone.page, shot);
}

/* What is left of the screen over a keyboard holds the field too, so that one can write before one answers. */
async function fieldStaysInSight(phone) {
	await phone.page.setViewportSize({ width: PHONE.width, height: 340 });
	await look(phone.page, 'youth-hand-keyboard');
	const { y, height } = await phone.mark('send').boundingBox();
	assert.ok(y + height <= 340, `the button to send ends at ${y + height} of 340`);
	await phone.page.setViewportSize(PHONE);
}

const isSealed = (phone) => phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();

/* The youth ends, and both screens are clean and empty for the next test. */
async function finish(phone, desk) {
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	await desk.mark('room-ended').waitFor();
	await desk.click('room-close');
	await desk.mark('room').waitFor({ state: 'detached' });
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
}

test('a youth who asks for somebody else waits again, is told why, and writes with the other counsellor', async () => {
	const phone = await talkInOslo();
	await phone.click('menu');
	await look(phone.page, 'youth-swap-1-menu');
	await phone.click('swap');
	await phone.mark('swap-ask').waitFor();
	await look(phone.page, 'youth-swap-2-ask');
	await phone.click('swap-confirm');
	await waitsAgain(phone, /noen andre/, 'youth-swap-3-wait');
	await endedInOslo('swapped', /noen andre/, 'desk-swap-ended');
	await kristiansand.mark('offer').waitFor();
	await look(kristiansand.page, 'desk-swap-offer');
	await kristiansand.accept();
	await phone.mark('talk').waitFor();
	await isSealed(phone);
	assert.match(await phone.mark('who').textContent(), /Ung i Kristiansand/);
	await lineEachWay(phone, kristiansand, 'så', FIRST);
	await look(phone.page, 'youth-swap-4-talk');
	await finish(phone, kristiansand);
});

test('a youth who says yes to a hand-over writes with a counsellor of that agency', async () => {
	const phone = await talkInOslo();
	await propose('2 kristiansand', '1-agency');
	await look(oslo.page, 'desk-hand-2-asked');
	await phone.mark('hand-ask').waitFor();
	assert.match(await phone.mark('hand-ask').textContent(), /Ung i Kristiansand/);
	await look(phone.page, 'youth-hand-1-agency');
	await fieldStaysInSight(phone);
	await phone.click('hand-confirm');
	await waitsAgain(phone, /noen andre/, 'youth-hand-2-wait');
	await endedInOslo('handed', /satt over/, 'desk-hand-3-ended');
	await kristiansand.accept();
	await phone.mark('talk').waitFor();
	await isSealed(phone);
	assert.match(await phone.mark('who').textContent(), /Ung i Kristiansand/);
	await lineEachWay(phone, kristiansand, 'etterpå', FIRST);
	await finish(phone, kristiansand);
});

test('a youth who says no stays in the room, and the counsellor is told', async () => {
	const phone = await talkInOslo();
	const topic = await oslo.page.evaluate(async () => {
		const directory = await (await fetch('/api/v1/directory')).json();
		return directory.topics.find(({ id }) => id !== 'unsure');
	});
	await propose(`1 ${topic.id}`, '4-topic');
	await phone.mark('hand-ask').waitFor();
	const asked = (await phone.mark('hand-ask').textContent()).toLowerCase();
	assert.ok(asked.includes(topic.names.nb.toLowerCase()), asked);
	await look(phone.page, 'youth-hand-3-topic');
	await phone.click('hand-no');
	await phone.mark('hand-ask').waitFor({ state: 'detached' });
	await oslo.page.waitForFunction(
		() => document.querySelector('[data-test="handed"]')?.textContent.includes('heller'),
	);
	await look(oslo.page, 'desk-hand-5-no');
	await phone.say('jeg blir her');
	await oslo.shows(3);
	await oslo.say('fint');
	await phone.shows(4);
	assert.deepEqual((await phone.texts()).slice(2), ['jeg blir her', 'fint']);
	assert.equal(await kristiansand.mark('offer').count(), 0);
	await finish(phone, oslo);
});

test('a counsellor who may know the youth is asked first, and the youth is asked before another one comes in', async () => {
	const phone = await talkInOslo();
	await oslo.click('more');
	await look(oslo.page, 'desk-more');
	await oslo.click('swap');
	await oslo.mark('swap-ask').waitFor();
	await oslo.mark('swap-elsewhere').check();
	await look(oslo.page, 'desk-swap-ask');
	await oslo.click('swap-confirm');
	await waitsAgain(phone, /noen andre/, 'youth-swap-5-wait');
	await endedInOslo('swapped', /noen andre/, 'desk-swap-ended-2');
	await kristiansand.accept();
	await phone.mark('asks-ask').waitFor();
	await look(phone.page, 'youth-swap-6-asks');
	await phone.click('asks-confirm');
	await isSealed(phone);
	await lineEachWay(phone, kristiansand, 'så', FIRST);
	await finish(phone, kristiansand);
});

test('neither desk did anything it must not do', async () => {
	await checkClean(oslo.page, 'the desk of Oslo');
	await checkClean(kristiansand.page, 'the desk of Kristiansand');
});
