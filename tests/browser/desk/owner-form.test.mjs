// The owner's page: the form after a conversation as ticks and rows, with what counsellors get beside it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from '../../live/lib/bearer.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, look, mark, startBrowser } from '../lib/browser.mjs';
import { enterOffice, goTo, NARROW, says, tabTo, WIDE } from './lib/office.mjs';

const browser = await startBrowser();
const daemon = await startDaemon({ agencies: { oslo: { form: '' } } });
const tor = await new Bearer(daemon, 'tor', daemon.addUser('tor', { agency: 'oslo', role: 'owner' })).login();
const password = daemon.addUser('nora', { agency: 'oslo', role: 'owner' });
const nora = await enterOffice(browser, daemon, 'nora', password);
await goTo(nora, 'form');

const kept = async () => (await tor.get('/api/v1/agency')).data.fields.form;
const question = (word, page = nora) => mark(page, `question-${word}`);
const part = (word, name, page = nora) => question(word, page).locator(`[data-test="${name}"]`);
const preview = () => mark(nora, 'form-preview').locator('b').allTextContents();

async function save() {
	await mark(nora, 'save-form').click();
	await says(nora, 'form', 'Lagret');
}

test('an agency without a form of its own sees the usual one', async () => {
	assert.deepEqual(await preview(), [
		'Hva handlet det om?', 'Alder, hvis ungdommen sa det', 'Hvordan endte det?', 'Vist videre til', 'Teller dette som en samtale?',
	]);
	assert.equal(await mark(nora, 'add-own').count(), 0);
});

test('questions and answers are ticked off, and the preview follows', async () => {
	await mark(nora, 'own-form').check();
	await part('referral', 'remove').click();
	await mark(nora, 'answer-age-o20').uncheck();
	await part('topic', 'many').uncheck();
	assert.deepEqual(await preview(), ['Hva handlet det om?', 'Alder, hvis ungdommen sa det', 'Hvordan endte det?', 'Teller dette som en samtale?']);
	await save();
	assert.equal(await kept(), 'topic: pool, else; age: u13, 13-15, 16-17, 18-20, unknown; outcome: talked, left, handed, reported');
});

test('a question and answers in own words get words to be counted under, which stay when the text changes', async () => {
	await mark(nora, 'add-own').click();
	await nora.keyboard.type('Har vi skrevet før?');
	await part('new', 'no-answer').waitFor();
	await part('new', 'add-answer').click();
	await nora.keyboard.type('Ja, én gang');
	await mark(nora, 'save-form').click();
	assert.equal(await nora.evaluate(() => document.activeElement.getAttribute('aria-invalid')), 'true');
	await part('new', 'own-1').fill('Ja');
	await part('new', 'add-answer').click();
	await nora.keyboard.type('Nei');
	await save();
	assert.match(await kept(), /; har-vi-skrevet-for=Har vi skrevet før\?: ja=Ja, nei=Nei$/);
	await part('har-vi-skrevet-for', 'own-1').fill('Ja, kanskje'.replace(',', ''));
	await part('har-vi-skrevet-for', 'question-text').fill('Kjenner vi hverandre?');
	await save();
	assert.match(await kept(), /; har-vi-skrevet-for=Kjenner vi hverandre\?: ja=Ja kanskje, nei=Nei$/);
});

test('a question moves up, with the focus on it', async () => {
	await part('har-vi-skrevet-for', 'up').click();
	await save();
	assert.match(await kept(), /; har-vi-skrevet-for=[^;]*; outcome: [^;]*$/);
	await mark(nora, 'answer-outcome-talked').uncheck();
	await mark(nora, 'discard-form').click();
	assert.ok(await mark(nora, 'answer-outcome-talked').isChecked());
});

test('of two who change the form, the second is told before hers replaces the other', async () => {
	const was = await kept();
	await mark(nora, 'answer-outcome-left').uncheck();
	const body = { slug: 'oslo', changes: { form: 'age: 13-15, 16-17' }, was: { form: was } };
	assert.equal((await tor.post('/api/v1/agency', body)).status, 200);
	await mark(nora, 'save-form').click();
	await mark(nora, 'problem').getByText('Noen andre har endret').waitFor();
	assert.equal(await kept(), 'age: 13-15, 16-17');
	assert.equal(await mark(nora, 'answer-outcome-left').isChecked(), false);
	await save();
	assert.match(await kept(), /outcome: talked, handed, reported/);
});

test('the keyboard alone adds an answer and saves it', async () => {
	const page = await enterOffice(browser, daemon, 'nora', password);
	await tabTo(page, 'nav-form');
	await page.keyboard.press('Enter');
	await tabTo(page, 'own-form');
	await tabTo(page, 'add-answer');
	await page.keyboard.press('Enter');
	await page.keyboard.type('Foreldre');
	await tabTo(page, 'save-form');
	await page.keyboard.press('Enter');
	await says(page, 'form', 'Lagret');
	assert.match(await kept(), /^topic: pool, else, foreldre=Foreldre;/);
	await page.close();
});

test('the section is free of what axe finds and fits, wide and narrow, light and dark', async () => {
	await nora.reload();
	await mark(nora, 'form-preview').waitFor();
	await mark(nora, 'add-own').click();
	await nora.keyboard.type('Hvordan fant du oss: her?');
	for (const size of [WIDE, NARROW, { width: 320, height: 640 }]) {
		await nora.setViewportSize(size);
		for (const colorScheme of ['light', 'dark']) {
			await nora.emulateMedia({ colorScheme });
			await look(nora, `owner-form-${size.width}-${colorScheme}`);
		}
	}
	await checkClean(nora, 'the form');
});
