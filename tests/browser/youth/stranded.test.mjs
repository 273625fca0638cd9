// Nobody is ever left on a screen without a next step, whatever fails: what is asked for is refused, full or shut, nobody writes
// the language, the service's store or the service itself is gone, the rest of the page does not come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processesOfGroup } from '../../live/lib/proc.mjs';
import { until } from '../../live/lib/wait.mjs';
import { frameRow, words } from '../../live/lib/wire.mjs';
import { keepRedisDown } from '../lib/outage.mjs';
import { checkNextStep } from './lib/checks.mjs';
import { keepGallery, lookAround, TWO_LOOKS } from './lib/gallery.mjs';
import { Stage } from './lib/stage.mjs';

keepGallery();
const stage = await Stage.set({ queue_visits: 2 });
const ASK = frameRow('ask').number;

const stripSays = (phone, pattern) => phone.page.waitForFunction(
	(source) => new RegExp(source).test(document.querySelector('[data-test="strip"]').textContent), pattern.source,
);

/* The screen is told of in words, has a next step, and is looked at. */
async function goesOn(phone, name) {
	await checkNextStep(phone.page, name);
	await lookAround(phone.page, name, { looks: TWO_LOOKS });
}

const hasPlace = (phone) => phone.page.locator('[data-band]').waitFor();

/* Out of the queue by the way that its screen has. */
async function goesOut(phone) {
	await phone.click('cancel');
	await phone.click('cancel-confirm');
	await phone.mark('after').waitFor();
	await phone.page.context().close();
}

async function toChoices(path = '/w/oslo') {
	const phone = await stage.phone(path);
	await phone.comeIn();
	return phone;
}

for (const [what, plant] of [
	['no button', () => document.querySelectorAll('main button').forEach((one) => one.remove())],
	['a button that cannot be pressed', () => document.querySelectorAll('main button').forEach((one) => (one.disabled = true))],
	['a button that is not drawn', () => {
		document.querySelectorAll('main button').forEach((one) => (one.style.visibility = 'hidden'));
	}],
	['a button under something else', () => {
		const over = Object.assign(document.createElement('div'), { style: 'position: fixed; inset: 0; z-index: 9' });
		document.body.append(over);
	}],
]) {
	test(`the check finds a screen with ${what}`, async () => {
		const phone = await stage.phone('/w/oslo');
		await phone.click('start');
		await phone.page.evaluate(() => document.querySelectorAll('main summary').forEach((one) => one.remove()));
		assert.notDeepEqual(await checkNextStep(phone.page, 'before'), []);
		await phone.page.evaluate(plant);
		await assert.rejects(checkNextStep(phone.page, 'planted'), /no next step on planted/);
		await phone.page.context().close();
	});
}

test('where nobody is on duty anywhere the shut door has a next step', async () => {
	const phone = await stage.phone('/w/karasjok', { language: 'nb' });
	await phone.mark('opens').waitFor();
	await goesOn(phone, 'stranded-closed');
	await phone.page.context().close();
});

test('who is refused, with whatever code, is told so in words and can try again', async () => {
	const phone = await toChoices();
	const later = ['rate', 'delayed'];
	for (const { word: code } of words.refusals.filter(({ word }) => !later.includes(word))) {
		stage.relay.bendUp = (frame) => frame.type === 'ask' && (frame.topic = 'nothing');
		stage.relay.bendDown = (frame) => frame.type === 'refused' && frame.frame === ASK && (frame.code = code);
		await phone.click('ask');
		const told = phone.page.locator('.act [role="alert"]');
		await told.waitFor();
		assert.match(await told.textContent(), /\w+ \w+/, `the words of ${code}`);
		assert.ok((await checkNextStep(phone.page, code)).some((way) => way.startsWith('ask')), code);
		await phone.mark('topic-school').check();
		await phone.mark('topic-unsure').check();
	}
	stage.relay.forget();
	await phone.page.context().close();
});

for (const code of ['rate', 'delayed']) {
	test(`who is told to wait, with ${code}, is told so, asks again by itself and can go`, async () => {
		const phone = await toChoices();
		let refused = 0;
		stage.relay.bendUp = (frame) => frame.type === 'ask' && (frame.topic = refused === 0 ? 'nothing' : frame.topic);
		stage.relay.bendDown = (frame) => {
			if (frame.type === 'refused' && frame.frame === ASK && refused++ === 0) Object.assign(frame, { code, retry_after: 2 });
		};
		await phone.click('ask');
		await stripSays(phone, /Det tar litt lengre tid/);
		await checkNextStep(phone.page, code);
		await hasPlace(phone);
		stage.relay.forget();
		await goesOut(phone);
	});
}

test('who comes when the queue is full is told so, and can try again or see other help', async () => {
	const before = [await toChoices(), await toChoices()];
	for (const phone of before) {
		await phone.ask();
		await hasPlace(phone);
	}
	const phone = await toChoices();
	await phone.click('ask');
	await phone.page.getByText('Det er fullt nå').waitFor();
	await goesOn(phone, 'stranded-full');
	await Promise.all(before.map(goesOut));
	await phone.click('ask');
	await hasPlace(phone);
	await goesOut(phone);
});

test('who is refused at a door that has shut can go back to it', async () => {
	const phone = await toChoices();
	stage.relay.bendUp = (frame) => frame.type === 'ask' && (frame.topic = 'nothing');
	stage.relay.bendDown = (frame) => frame.type === 'refused' && frame.frame === ASK && (frame.code = 'off');
	await phone.mark('topic-school').check();
	await phone.click('ask');
	await phone.click('back');
	await phone.mark('start').waitFor();
	await phone.comeIn();
	assert.ok(await phone.mark('topic-school').isChecked(), 'what was chosen still is');
	stage.relay.forget();
	await phone.page.context().close();
});

test('whose wait is over without a talk is not told of the end of one', async () => {
	const phone = await stage.phone('/w/oslo');
	for (const [reason, head] of [['away', 'Plassen din finnes ikke lenger'], ['closed', 'Tjenesten har stengt']]) {
		stage.relay.forget();
		await phone.comeIn();
		await until(() => stage.relay.down.some(({ type }) => type === 'welcome'), 'a greeting');
		stage.tell({ type: 'ended', room: '', reason });
		await phone.mark('after').waitFor();
		const said = await phone.mark('after').locator('.stack').first().textContent();
		assert.match(said, new RegExp(`^${head}`));
		assert.doesNotMatch(said, /[Ss]amtale|[Tt]ekst/, reason);
		await phone.mark('after').locator('button.big').click();
		await phone.mark('start').waitFor();
	}
	await phone.page.context().close();
});

test('every end that a youth is told of leads back to the door', async () => {
	const phone = await stage.phone('/w/oslo');
	for (const reason of ['left', 'counsellor', 'cancelled', 'diverted', 'away', 'lost', 'closed']) {
		assert.ok(words.finishes.some(({ word }) => word === reason), reason);
		stage.relay.forget();
		await phone.comeIn();
		await until(() => stage.relay.down.some(({ type }) => type === 'welcome'), 'a greeting');
		stage.tell({ type: 'ended', room: '', reason });
		await phone.mark('after').waitFor();
		await checkNextStep(phone.page, reason);
		await phone.mark('after').locator('button.big').click();
		await phone.mark('start').waitFor();
	}
	await phone.page.context().close();
});

test('whose language nobody writes is told who does, and one tap goes on in that', async () => {
	const counsellor = await stage.staff('oslo');
	const phone = await toChoices();
	await phone.ask();
	await phone.mark('go-on-in').waitFor();
	await goesOn(phone, 'stranded-language');
	await phone.click('go-on-in');
	await phone.mark('talk').waitFor();
	counsellor.redials = false;
	await counsellor.client.close(1000);
	await phone.page.context().close();
});

test('a page whose rest does not come says so, and leads back', async () => {
	const phone = await stage.phone('/w/oslo');
	phone.page.allowed.push(/ERR_FAILED/);
	await phone.page.route(/-rest-[^/]*\.js/, (route) => route.abort());
	await phone.page.reload();
	await phone.click('start');
	await phone.click('know-next');
	await phone.mark('coming').locator('.card').waitFor();
	await goesOn(phone, 'stranded-coming');
	await phone.mark('back').click();
	await phone.mark('start').waitFor();
	await phone.page.context().close();
});

test('while Redis is down whoever asks is told so, can change the wish, and can go', async () => {
	const phone = await toChoices();
	const from = stage.daemon.lines.length;
	const letItCome = keepRedisDown(stage.daemon);
	try {
		await phone.ask();
		await stripSays(phone, /\S/);
		await goesOn(phone, 'stranded-redis');
		await phone.click('cancel');
		await phone.click('cancel-confirm');
		await phone.mark('after').waitFor();
		await checkNextStep(phone.page, 'the end while Redis is down');
	} finally {
		letItCome();
	}
	await stage.daemon.ready(from);
	await phone.page.context().close();
});

test('with a service that stands still every screen up to the queue still leads on', async () => {
	const phone = await stage.phone('/w/oslo');
	await phone.page.waitForLoadState('networkidle');
	const all = processesOfGroup(stage.daemon.pid);
	all.forEach((pid) => process.kill(pid, 'SIGSTOP'));
	try {
		await phone.comeIn();
		await phone.ask();
		await stripSays(phone, /Ikke noe nett/);
		await checkNextStep(phone.page, 'a queue that stands still');
		await phone.mark('help').locator('summary').click();
		assert.ok((await phone.mark('help').locator('a[href^="tel:"]').count()) > 0);
	} finally {
		all.forEach((pid) => process.kill(pid, 'SIGCONT'));
	}
	await phone.page.context().close();
});

test('when the service is gone the queue says so, help can be called, and one can go', async () => {
	const phone = await toChoices();
	stage.daemon.kill('SIGKILL');
	await phone.ask();
	await stripSays(phone, /Ikke noe nett/);
	await goesOn(phone, 'stranded-gone');
	await phone.mark('help').locator('summary').click();
	assert.ok((await phone.mark('help').locator('a[href^="tel:"]').count()) > 0);
	await phone.mark('help').locator('summary').click();
	await phone.click('cancel');
	await phone.click('cancel-confirm');
	/* The screen of the end comes while one waits, and nobody has waited here: then the page says so, and leads back. */
	await phone.page.locator('[data-test="after"], [data-test="coming"] .card').waitFor();
	await checkNextStep(phone.page, 'the end of a visit to a service that is gone');
	await phone.page.context().close();
});
