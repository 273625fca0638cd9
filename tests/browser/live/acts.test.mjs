// What can be done from the live view, on a real daemon: a text that a waiting young person sees, a queue that is led on and goes back,
// who is paused and reads by whom, a door, and the log of it all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { comeCounsellor, comeYouth } from '../../live/lib/people.mjs';
import { until } from '../../live/lib/wait.mjs';
import { checkClean, look, lookBoth, mark, startBrowser } from '../lib/browser.mjs';
import { watch } from './lib/watcher.mjs';

const HOUR = 3_600_000;
const daemon = await startDaemon({ keys: { workers: 1, bucket_staff: 500, bucket_youth: 500, offer_seconds: 300 } });
const redis = daemon.redis();
const browser = await startBrowser();

const youth = await comeYouth(daemon);
await youth.ask({ region: '4204', topic: 'online' });
await comeCounsellor(daemon, 'ola', { password: daemon.addUser('ola', { agency: 'oslo' }), takes: false, topics: ['drugs'] });
const page = await watch(browser, daemon, 'lina', {
	user: { agency: 'oslo', role: 'duty_lead' }, allowed: [/status of 409/],
});
const id = await redis.hget('{staff}:u:lina', 'id');
const puts = (from, until) => redis.zadd('{no}:rota', Date.now() + from, `${id} ${Date.now() + from} ${Date.now() + until} Lina`);
const onRota = () => puts(-HOUR, 8 * HOUR);

const textOf = (name) => mark(page, name).innerText();
const sends = async () => {
	await mark(page, 'act-send').click();
	await mark(page, 'act-send').waitFor({ state: 'detached' });
};

test('outside the hours of the rota a duty lead finds nothing to press, and why', async () => {
	const person = await redis.hget('{staff}:u:ola', 'id');
	await mark(page, `person-${person}`).waitFor();
	await mark(page, 'off-rota').getByText('Du er ikke vaktleder akkurat nå. Vaktlista sier når.').waitFor();
	assert.deepEqual([await mark(page, 'act').count(), await mark(page, `person-acts-${person}`).count()], [0, 0]);
	await mark(page, 'off-rota').getByText('Du har ingen flere vakter på vaktlista.').waitFor();
	await look(page, 'live-act-off-rota');
	await puts(72 * HOUR, 76 * HOUR);
	await onRota();
	await mark(page, `person-acts-${person}`).waitFor();
	await mark(page, 'off-rota').waitFor({ state: 'detached' });
	await mark(page, 'own-hours').getByText(/Din neste vakt/).waitFor();
	assert.match(await textOf('own-hours'), /^Du er vaktleder til [\d.]+\. Din neste vakt som vaktleder: \S+dag kl\. [\d.]+ til [\d.]+\.$/);
});

test('cells that are chosen are named in words, with how many wait there', async () => {
	await mark(page, 'cell-c42-online').click();
	await page.waitForFunction(() => /Valgt: Nett i Agder/.test(document.querySelector('[data-test="act-head"]')?.textContent));
	assert.match(await textOf('act-head'), /1 venter/);
});

test('a text is seen as young people see it before it is sent, and reaches who waits', async () => {
	await mark(page, 'act-text').click();
	assert.ok(await mark(page, 'act-send').isDisabled());
	await mark(page, 'act-text-field').fill('Mange skriver akkurat nå. Det kan ta 20 minutter. Du beholder plassen din.');
	assert.match(await textOf('act-preview'), /^Mange skriver akkurat nå\./);
	await mark(page, 'act-reach').getByText('Vises for 1 som venter nå.').waitFor();
	assert.match(await textOf('act-send'), /Vis til 1 som venter/);
	await mark(page, 'act-language-en').click();
	await mark(page, 'act-text-field').fill('Many are writing right now.');
	await mark(page, 'act-language-nb').click();
	await lookBoth(page, 'live-act-text');
	await sends();
	assert.match(await textOf('act-done'), /Det gjelder 1 som venter/);
	const told = await youth.next('notice');
	assert.deepEqual(told.texts, ['nb Mange skriver akkurat nå. Det kan ta 20 minutter. Du beholder plassen din.', 'en Many are writing right now.']);
	await mark(page, 'standing').waitFor();
	assert.match(await textOf('standing'), /Tekst til Nett i Agder, vises til \d\d\.\d\d lina/);
});

test('what stands is undone by its button', async () => {
	youth.client.skip();
	await mark(page, 'standing').getByRole('button').click();
	assert.equal((await youth.next('notice')).id, 0);
	await mark(page, 'standing').waitFor({ state: 'detached' });
});

test('a queue is led to a hidden topic that somebody has, and goes back', async () => {
	const special = await comeCounsellor(daemon, 'spes', {
		password: daemon.addUser('spes', { agency: 'karasjok' }), takes: false, topics: ['leaving'], capacity: 1,
	});
	await mark(page, 'act-redirect').click();
	await mark(page, 'act-to').locator('option[value="tleaving"]').waitFor({ state: 'attached' });
	await mark(page, 'act-to').selectOption('tleaving');
	await look(page, 'live-act-redirect');
	await sends();
	assert.equal((await special.next('offer')).topic, 'leaving');
	await mark(page, 'standing').waitFor();
	assert.match(await textOf('standing'), /Nett i Agder ledes til Vil ut, til/);
	await mark(page, 'standing').getByRole('button').click();
	await mark(page, 'standing').waitFor({ state: 'detached' });
	await until(async () => {
		const [key] = await redis.keys('{no}:y:*');
		return (await redis.hget(key, 'q')).includes(',online,');
	}, 'the visit in its own queue');
	await special.leaveTable();
});

test('before a queue is led to where nobody is available, or staff are told, it is said what comes of it', async () => {
	await mark(page, 'act-redirect').click();
	await mark(page, 'act-to').selectOption('aung-norge');
	await mark(page, 'act-reach').getByText('Ingen er ledig der nå.').waitFor();
	await look(page, 'live-act-refused');
	await mark(page, 'act-announce').click();
	await mark(page, 'act-place').selectOption('oslo');
	await mark(page, 'act-text-field').fill('Møte klokka ni.');
	await mark(page, 'act-reach').getByText('1 på vakt får den.').waitFor();
	await mark(page, 'act-drop').click();
});

test('somebody on shift is paused from the list, and hears by whom', async () => {
	const kari = await comeCounsellor(daemon, 'kari', { password: daemon.addUser('kari', { agency: 'oslo' }), takes: false, topics: ['drugs'] });
	const person = await redis.hget('{staff}:u:kari', 'id');
	await mark(page, `person-acts-${person}`).click();
	await look(page, 'live-act-person');
	await mark(page, 'person-pause').click();
	assert.equal((await kari.next('announced')).what, 1);
	await page.waitForFunction((one) => /Pause/.test(document.querySelector(`[data-test="person-${one}"]`)?.textContent), person);
	await kari.leaveTable();
});

test('a door that is closed stands with its agency, and who is refused is told why', async () => {
	await mark(page, 'act-close').click();
	await mark(page, 'act-place').selectOption('oslo');
	await mark(page, 'act-text-field').fill('Vi er på kurs.');
	await look(page, 'live-act-door');
	await sends();
	await mark(page, 'standing').waitFor();
	assert.match(await textOf('standing'), /Døra til .*Oslo.* er stengt til/);
	await checkClean(page, 'the panel with something that stands');
});

test('the log has each step, newest first, and what was shown', async () => {
	await mark(page, 'tab-log').click();
	await mark(page, 'log').locator('tbody tr').first().waitFor();
	const rows = await mark(page, 'log').locator('tbody tr').allInnerTexts();
	assert.match(rows[0], /lina\s+satte\s+Døra til .*\s+Vi er på kurs\./s);
	assert.ok(rows.some((row) => /angret\s+Nett i Agder ledes til/s.test(row)), rows.join('\n'));
	assert.ok(rows.some((row) => /Mange skriver akkurat nå/.test(row)));
	await lookBoth(page, 'live-log');
});

test('the panel fits a phone', async () => {
	await mark(page, 'tab-now').click();
	await page.setViewportSize({ width: 320, height: 700 });
	await mark(page, 'act-announce').click();
	await mark(page, 'act-text-field').fill('Vi stenger klokka ni.');
	await look(page, 'live-act-320');
});
