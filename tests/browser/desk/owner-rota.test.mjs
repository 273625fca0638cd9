// The coordinator's page: who leads the pool and when; and the limit that an owner sets for the own municipality.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { checkClean, look, mark, openPage, startBrowser } from '../lib/browser.mjs';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 320, height: 640 };
const DAY = 86_400_000;

const browser = await startBrowser();
const daemon = await startDaemon();

async function enter(name, role, path) {
	const page = await openPage(browser, daemon, path, { size: WIDE, allowed: [/status of 4(09|22)/] });
	await mark(page, 'name').fill(name);
	await mark(page, 'password').fill(daemon.addUser(name, { agency: 'oslo', role }));
	await mark(page, 'login').click();
	await mark(page, 'logout').waitFor();
	return page;
}

const siv = await enter('siv', 'coordinator', '/owner');

test('without a duty lead in the pool the page says who can make one', async () => {
	await mark(siv, 'rota-nobody').waitFor();
	daemon.addUser('liv', { agency: 'kristiansand', role: 'duty_lead' });
	await siv.reload();
	await mark(siv, 'rota-who').waitFor();
});

test('a coordinator puts a duty lead on the rota, is told of two watches at a time, and takes one away with two presses', async () => {
	const date = new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10);
	const put = async (from, until) => {
		await mark(siv, 'rota-who').selectOption({ index: 1 });
		for (const [name, value] of Object.entries({ date, from, until })) await mark(siv, `rota-${name}`).fill(value);
		await mark(siv, 'rota-add').click();
	};
	await put('18:00', '01:00');
	const row = mark(siv, 'rota').locator('tbody tr');
	await row.first().waitFor();
	assert.match(await row.first().innerText(), /^liv\s+\d+\.\d+\. 18\.00\s+\d+\.\d+\. 01\.00/);
	await put('20:00', '21:00');
	await mark(siv, 'rota-fault').getByText('Denne vaktlederen har en annen vakt da.').waitFor();
	await look(siv, 'rota-1440');
	await checkClean(siv, 'the rota');
	await siv.setViewportSize(NARROW);
	await look(siv, 'rota-320');
	await siv.setViewportSize(WIDE);
	const drop = row.first().getByRole('button');
	await drop.click();
	assert.equal(await row.count(), 1);
	await drop.click();
	await siv.getByText('Ingen vakter er satt.').waitFor();
	await siv.context().close();
});

test('an owner sets how long somebody of the own municipality may wait, and how many may go without an answer; what is no such number is told', async () => {
	const nora = await enter('nora', 'owner', '/owner#hours');
	const field = mark(nora, 'field-alarm_wait');
	await field.fill('x');
	await mark(nora, 'save-limit').click();
	await mark(nora, 'fault-alarm_wait').getByText('minutes, a whole number from 1 to 1440').waitFor();
	await field.fill('5');
	await mark(nora, 'field-alarm_lost').fill('101');
	await mark(nora, 'save-limit').click();
	await mark(nora, 'fault-alarm_lost').getByText('percent, a whole number from 1 to 99').waitFor();
	await mark(nora, 'field-alarm_lost').fill('30');
	await mark(nora, 'save-limit').click();
	await mark(nora, 'was-alarm_wait').waitFor({ state: 'detached' });
	await mark(nora, 'was-alarm_lost').waitFor({ state: 'detached' });
	await look(nora, 'owner-limit-1440');
	await nora.context().close();
});
