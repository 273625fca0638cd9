// Who answers, as the youth sees it: the own municipality, others when it has nobody, and "only mine".
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { hoursInTwoDays } from '../live/lib/demo.mjs';
import { comeCounsellor } from '../live/lib/people.mjs';
import { until } from '../live/lib/wait.mjs';
import { checkClean, look, startBrowser } from './lib/browser.mjs';
import { Desk, Phone, frontDoorOpens } from './lib/people.mjs';

const shut = { hours: hoursInTwoDays(), exceptions: '' };
const daemon = await startDaemon({ keys: { wrap_up_seconds: 0, bucket_youth: 200 }, agencies: { karasjok: shut } });
const browser = await startBrowser();
const oslo = await Desk.onShift(browser, daemon, 'oslo');
const kristiansand = await comeCounsellor(daemon, 'kristiansand', { takes: false });

await frontDoorOpens(daemon);

async function askFrom(municipality, wish = async () => {}) {
	const phone = await Phone.open(browser, daemon, '/');
	await phone.comeIn({ municipality });
	await wish(phone);
	await phone.ask();
	return phone;
}

async function leave(phone) {
	await phone.page.goto('about:blank');
	await phone.page.context().close();
}

test('a youth of Oslo is offered to Oslo, and sees who came', async () => {
	const phone = await askFrom(['no', '0301', 'Oslo']);
	await oslo.mark('offer').waitFor();
	assert.match(await oslo.mark('offer-region').textContent(), /Oslo/);
	await oslo.accept();
	await phone.mark('talk').waitFor();
	assert.match(await phone.mark('who').textContent(), /Ung i Oslo/);
	await phone.say('hei fra Oslo');
	await oslo.shows(1);
	await oslo.click('end');
	await oslo.click('end-confirm');
	await oslo.click('end-now');
	await phone.mark('after').waitFor();
	assert.equal(await phone.mark('after').getAttribute('data-reason'), 'counsellor');
	await oslo.click('room-close');
	await checkClean(phone.page, 'the phone');
	await leave(phone);
});

test('a youth of Kristiansand is offered to Kristiansand', async () => {
	const phone = await askFrom(['no', '4204', 'Kristians']);
	const offer = await kristiansand.next('offer');
	kristiansand.send({ type: 'received', offer: offer.offer });
	kristiansand.send({ type: 'accept', offer: offer.offer });
	assert.deepEqual([offer.region, offer.level], ['4204', 0]);
	await phone.mark('talk').waitFor();
	assert.match(await phone.mark('who').textContent(), /Ung i Kristiansand/);
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.mark('after').waitFor();
	await leave(phone);
});

test('a youth of a municipality without staff is told that others are asked', async () => {
	await oslo.click('state-paused');
	const phone = await askFrom(['no', '4601', 'Bergen']);
	const offer = await kristiansand.next('offer');
	kristiansand.send({ type: 'received', offer: offer.offer });
	await phone.mark('widened').waitFor();
	assert.match(await phone.mark('widened').textContent(), /Bergen/);
	await look(phone.page, 'youth-wait-widened');
	await phone.click('cancel');
	await phone.click('cancel-confirm');
	await phone.mark('after').waitFor();
	assert.equal(await phone.mark('after').getAttribute('data-reason'), 'cancelled');
	await checkClean(phone.page, 'the phone');
	await leave(phone);
});

test('a youth with "only mine" is told when it opens, is not offered to others, and can change its mind', async () => {
	await until(() => kristiansand.client.received.some((frame) => frame.type === 'revoked'), 'the last offer to go');
	const offers = () => kristiansand.client.received.filter((frame) => frame.type === 'offer').length;
	const before = offers();
	const phone = await askFrom(['no', '5610', 'Karasjok'], (own) => own.mark('who-1').check());
	await phone.mark('mine').waitFor();
	assert.match(await phone.mark('mine').textContent(), /Karasjok|Kárášjohka/);
	assert.match(await phone.mark('mine').textContent(), /\bkl\.? 10\b/);
	assert.equal(await phone.mark('band').getAttribute('data-band'), '0');
	await look(phone.page, 'youth-wait-mine');
	await kristiansand.client.ping();
	assert.equal(offers(), before);
	await phone.click('change');
	await phone.mark('who-0').check();
	await phone.click('change-save');
	const offer = await kristiansand.next('offer');
	assert.equal(offers(), before + 1);
	kristiansand.send({ type: 'received', offer: offer.offer });
	await leave(phone);
});

test('the desk did nothing it must not do', async () => {
	await checkClean(oslo.page, 'the desk');
});
