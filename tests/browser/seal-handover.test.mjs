// A hand-over between two agencies in real browsers, sealed: the room goes on, and the next one reads what the youth has chosen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { checkClean, look, startBrowser } from './lib/browser.mjs';
import { Desk, Phone, frontDoorOpens } from './lib/people.mjs';

const TEXTS = JSON.parse(readFileSync(join(ROOT, 'config/texts/nb.json'), 'utf8'));
const UNREADABLE = TEXTS['staff.room.unreadable'];
const SUMMARY = 'det handler om skolen';

const daemon = await startDaemon({ keys: { wrap_up_seconds: 0, bucket_youth: 200 } });
const browser = await startBrowser();

const giver = await Desk.onShift(browser, daemon, 'oslo');
const taker = await Desk.onShift(browser, daemon, 'kristiansand');

await frontDoorOpens(daemon);

/* A youth who has written with Oslo and is asked whether Kristiansand may go on. */
async function proposed() {
	const phone = await Phone.open(browser, daemon, '/');
	await phone.comeIn({ municipality: ['no', '0301', 'Oslo'] });
	await phone.ask();
	await giver.accept();
	await phone.mark('talk').waitFor();
	await phone.say('fra meg');
	await giver.shows(1);
	await giver.say('fra deg');
	await phone.shows(2);
	await giver.click('hand-open');
	await giver.mark('hand-to').selectOption('2 kristiansand');
	await giver.click('hand-ask');
	await phone.mark('hand-ask').waitFor();
	return phone;
}

/* The youth says yes; the giver's room is over, and the taker's opens with nobody asking once more. */
async function handOver(phone, name) {
	await look(phone.page, `youth-handover-${name}-1-ask`);
	await phone.click('hand-confirm');
	await phone.mark('wait').waitFor();
	await phone.mark('before').locator('summary').click();
	assert.deepEqual(await phone.texts(), ['fra meg', 'fra deg']);
	await phone.mark('before').scrollIntoViewIfNeeded();
	await look(phone.page, `youth-handover-${name}-2-wait`);
	await giver.mark('room-ended').waitFor();
	assert.equal(await giver.mark('room-ended').getAttribute('data-reason'), 'handed');
	await giver.click('room-close');
	await taker.accept();
	await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
	assert.equal(await phone.mark('asks-ask').count(), 0);
	await phone.say('og nå');
	const lines = name === 'summary' ? 4 : 3;
	await phone.shows(lines);
	await taker.shows(lines);
	await look(phone.page, `youth-handover-${name}-3-talk`);
	await look(taker.page, `desk-handover-${name}`);
	const said = name === 'summary' ? [SUMMARY] : [];
	assert.deepEqual(await phone.texts(), ['fra meg', 'fra deg', ...said, 'og nå']);
	assert.match(await phone.mark('people').textContent(), /har gått.*er her nå/);
	return taker.texts();
}

async function finish(phone) {
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	await taker.mark('room-ended').waitFor();
	await taker.click('room-close');
	await checkClean(phone.page, 'the phone');
	await phone.page.context().close();
}

test('everything: the next one reads all of it, and the talk goes on', async () => {
	const phone = await proposed();
	await phone.mark('history-everything').check();
	assert.deepEqual(await handOver(phone, 'everything'), ['fra meg', 'fra deg', 'og nå']);
	assert.equal(await taker.mark('earlier').getAttribute('data-hidden'), 'false');
	await taker.say('jeg har lest det');
	await phone.shows(4);
	await finish(phone);
});

test("a summary: the next one reads the youth's own words, marked, and nothing else of before", async () => {
	const phone = await proposed();
	await phone.mark('history-summary').check();
	assert.equal(await phone.mark('hand-confirm').isDisabled(), true);
	await phone.mark('summary').fill(SUMMARY);
	const texts = await handOver(phone, 'summary');
	assert.deepEqual(texts, [UNREADABLE, UNREADABLE, SUMMARY, 'og nå']);
	assert.equal(await taker.mark('summary').count(), 1);
	await finish(phone);
});

test('no choice is nothing, and both sides say so', async () => {
	const phone = await proposed();
	assert.deepEqual(await handOver(phone, 'nothing'), [UNREADABLE, UNREADABLE, 'og nå']);
	assert.equal(await taker.mark('earlier').getAttribute('data-hidden'), 'true');
	await phone.page.reload();
	await phone.shows(3);
	assert.deepEqual(await phone.texts(), ['fra meg', 'fra deg', 'og nå']);
	assert.match(await phone.mark('people').textContent(), /ser bare det som kommer under/);
	await finish(phone);
});

test('neither desk did anything it must not do', async () => {
	await checkClean(giver.page, 'the giver');
	await checkClean(taker.page, 'the taker');
});
