// Safety in real browsers: a counsellor calls for help and gets an answer, asks where the youth is, says that something was told
// that shows who it is. And nothing of the call, its answer or a note reaches the phone: looked for in all that came to it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { until } from '../live/lib/wait.mjs';
import { decode } from '../live/lib/wire.mjs';
import { PHONE, look, lookBoth, startBrowser } from './lib/browser.mjs';
import { BROKEN_LINE, Desk, Phone } from './lib/people.mjs';

const NOTED = 'brunostnotatet';
const PLACE = 'bak biblioteket';

const daemon = await startDaemon({ keys: { bucket_youth: 200, bucket_staff: 500, wrap_up_seconds: 0 } });
const browser = await startBrowser();
const onShift = (name, user) => Desk.onShift(browser, daemon, name, { user, allowed: BROKEN_LINE });
const siri = await onShift('sirisjef', { role: 'supervisor', agency: 'oslo' });
await siri.click('state-paused');
const kari = await onShift('kari', { agency: 'oslo' });

/** All that comes to a page on its sockets, as frames and as bytes in hex. */
function listen({ page }) {
	const heard = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => {
			const bytes = Buffer.from(payload);
			heard.push({ bytes: bytes.toString('hex'), type: decode(bytes).type });
		}),
	);
	return heard;
}

const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
const atPhone = listen(phone);
await phone.comeIn();
await phone.ask();
await kari.accept();
await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
await phone.say('hei');
await kari.shows(1);

test('a call that no supervisor can hear says so, and what to do instead', async () => {
	await siri.click('state-off');
	await siri.mark('go-on-shift').waitFor();
	await kari.click('help');
	await kari.page.locator('[data-test="help-state"][data-answer="nobody"]').waitFor();
	assert.match(await kari.mark('help-state').textContent(), /Ingen leder er på vakt nå/);
	await lookBoth(kari.page, 'desk-help-0-nobody');
	await kari.click('help');
	await kari.mark('help-state').waitFor({ state: 'detached' });
	await siri.goOnShift();
	await siri.click('state-paused');
});

test('a call stands at the supervisor in words, without any of the conversation, and her answer at the counsellor', async () => {
	await kari.click('help');
	await siri.mark('call').waitFor();
	const told = await siri.mark('call').textContent();
	assert.match(told, /kari ber om hjelp/);
	assert.ok(!told.includes('hei '), told);
	await lookBoth(siri.page, 'desk-help-1-supervisor');
	await siri.click('advise-1');
	await kari.page.locator('[data-test="help-state"][data-answer="1"]').waitFor();
	assert.match(await kari.mark('help-state').textContent(), /sirisjef har sett det/);
	assert.match(await kari.mark('call-mark').textContent(), /har sett det/);
	await lookBoth(kari.page, 'desk-help-2-counsellor');
});

test('a call is there again after a reload of both desks', async () => {
	for (const [desk, name] of [[kari, 'help-state'], [siri, 'call']]) {
		await desk.page.reload();
		await desk.mark(name).waitFor();
	}
});

test('a supervisor who comes in with the yes of the youth is told of in the list, and writes notes that the youth never gets', async () => {
	await kari.click('hand-open');
	await kari.mark('hand-to').locator('option', { hasText: 'sirisjef' }).waitFor({ state: 'attached' });
	const value = await kari.mark('hand-to').locator('option', { hasText: 'sirisjef' }).getAttribute('value');
	await siri.click('state-available');
	await kari.mark('hand-to').selectOption(value);
	await kari.click('hand-ask');
	await phone.click('hand-confirm');
	await siri.accept();
	await kari.mark('call-mark').filter({ hasText: 'en kollega er med' }).waitFor();
	await kari.click('notes-open');
	await kari.mark('note-field').fill(NOTED);
	await kari.click('note-save');
	await siri.click('notes-open');
	await siri.mark('note-text').filter({ hasText: NOTED }).waitFor();
	await kari.click('help');
	await siri.mark('call').waitFor({ state: 'detached' });
});

test('the card asks where the youth is, says that no help is on its way, and its answer is the counsellor\'s', async () => {
	await kari.click('more');
	await kari.click('where');
	await phone.mark('where').waitFor();
	assert.match(await phone.mark('where').textContent(), /Ingen hjelp er på vei før/);
	await lookBoth(phone.page, 'youth-where-1-card');
	await phone.mark('where-place').fill(PLACE);
	await phone.click('where-send');
	await phone.page.locator('[data-test="where"][data-answered="true"]').waitFor();
	await kari.mark('text').filter({ hasText: `Sted: ${PLACE}` }).waitFor();
	assert.equal(await phone.mark('where-place').count(), 0);
	await look(phone.page, 'youth-where-2-answered');
	await phone.page.setViewportSize({ width: 1280, height: 800 });
	await look(phone.page, 'youth-where-3-wide');
	await phone.page.setViewportSize(PHONE);
	const kept = await phone.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
	assert.ok(kept.length > 100 && !kept.includes(PLACE), 'nothing of it lies in the tab');
});

test('a text that looks like a number is a hint at the desk alone, and the youth is told by a tap', async () => {
	const before = atPhone.length;
	await phone.say('ring meg på 412 34 567');
	await kari.page.locator('[data-test="looks-like"][data-like="phone"]').waitFor();
	await lookBoth(kari.page, 'desk-looks-like');
	assert.equal(await phone.mark('known').count(), 0);
	await kari.click('tell');
	await phone.mark('known').waitFor();
	assert.match(await phone.mark('known').textContent(), /Du har nå fortalt noe som kan vise hvem du er/);
	await kari.mark('told').waitFor();
	await lookBoth(kari.page, 'desk-told');
	await look(phone.page, 'youth-known');
	assert.ok(atPhone.length > before);
});

test('no frame of a call and no note came to the phone, where planted ones would be found', async () => {
	const traces = (heard) => heard.filter(({ type }) => /^(called|note|noted)/.test(type));
	const word = (text, heard) => heard.filter(({ bytes }) => bytes.includes(Buffer.from(text).toString('hex')));
	assert.ok(atPhone.length > 10, `${atPhone.length} frames`);
	assert.equal(traces([...atPhone, { type: 'noted', bytes: '' }]).length, 1, 'a planted one is found');
	assert.equal(word(NOTED, [...atPhone, { type: 'x', bytes: Buffer.from(`..${NOTED}`).toString('hex') }]).length, 1);
	assert.deepEqual(traces(atPhone), []);
	assert.deepEqual(word(NOTED, atPhone), []);
	assert.ok(!(await phone.page.content()).includes(NOTED));
	assert.deepEqual(word('har sett', atPhone), []);
});

test('who leaves quickly leaves a line of guidance at the desk, and no card', async () => {
	await phone.page.locator('[data-test="leave"]').first().click();
	await until(async () => (await kari.mark('room-ended').getAttribute('data-reason')) === 'left_quickly', 'the end');
	assert.match(await kari.mark('room-ended').textContent(), /Ring ikke|kommet noen/);
	await lookBoth(kari.page, 'desk-left-quickly');
});
