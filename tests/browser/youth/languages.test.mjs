// The eight screens that most come to, on a small phone by day and at a desk by night, in each language beside bokmål: axe, targets, width, nothing cut off,
// pictures; and the walk between them with a thumb.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../live/lib/wait.mjs';
import { checkClean } from '../lib/browser.mjs';
import { frontDoorOpens } from '../lib/people.mjs';
import { TWO_LOOKS, keepGallery, lookAround } from './lib/gallery.mjs';
import { Thumb } from './lib/hands.mjs';
import { Stage, textsOf } from './lib/stage.mjs';

keepGallery();
const stage = await Stage.set();
const oslo = await stage.staff('oslo');
await frontDoorOpens(stage.daemon);

for (const language of ['nn', 'se', 'da', 'en']) {
	const texts = textsOf(language);
	const look = (phone, screen) => lookAround(phone.page, screen, { looks: TWO_LOOKS, language });
	/* The screen speaks the language: this of it stands there. */
	const says = (phone, key) => phone.page.getByText(texts[key], { exact: true }).first().waitFor();

	test(`a shut door in ${language}`, async () => {
		const phone = await stage.phone('/w/aarhus', { language });
		await says(phone, 'youth.door.closed.again');
		await look(phone, 'door-closed');
		await phone.page.context().close();
	});

	test(`from the door to the end in ${language}`, async () => {
		const phone = await stage.phone('/w/oslo', { language });
		const hand = new Thumb(phone);
		await says(phone, 'youth.door.start');
		await look(phone, 'door-open');
		await hand.press('start');
		await says(phone, 'youth.know.leave.label');
		await look(phone, 'know');
		await hand.press('know-next');
		await says(phone, 'youth.choose.queue');
		await look(phone, 'choose');
		await hand.choose('urgency-2');
		await phone.mark('urgent').scrollIntoViewIfNeeded();
		await look(phone, 'urgent');
		await hand.press('ask');
		stage.queued({});
		await says(phone, 'youth.wait.first.label');
		await look(phone, 'wait');
		const room = await stage.take(oslo);
		await phone.page.locator('[data-seal="open"]').waitFor();
		await hand.write('composer', 'hei');
		await hand.send();
		await until(() => room.texts.includes('hei'), 'the text at the desk');
		await room.say('hei du');
		await phone.shows(2);
		await says(phone, 'youth.talk.send');
		await look(phone, 'talk');
		await hand.press('menu');
		await hand.press('end');
		await hand.press('end-confirm');
		await says(phone, 'youth.after.head');
		await look(phone, 'after');
		await checkClean(phone.page, `the visit in ${language}`);
		assert.equal(await phone.page.evaluate(() => document.documentElement.lang), language);
		await phone.page.context().close();
	});
}
