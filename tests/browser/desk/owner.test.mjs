// The owner's page: an agency is kept up to date in the browser, by mouse and by keyboard, and says what holds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Bearer } from '../../live/lib/bearer.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { hoursInTwoDays } from '../../live/lib/demo.mjs';
import { until } from '../../live/lib/wait.mjs';
import { checkAccess, checkClean, look, mark, openPage, startBrowser } from '../lib/browser.mjs';
import { enterOffice, goTo, NARROW, says, WIDE } from './lib/office.mjs';

const browser = await startBrowser();
const daemon = await startDaemon({ agencies: { oslo: { hours: hoursInTwoDays(), topic_hours: '' } } });
const SECTIONS = ['hours', 'texts', 'colours', 'people', 'sites', 'log'];
const passwords = {};
for (const [name, role] of [['nora', 'owner'], ['tor', 'owner'], ['kim', 'counsellor']]) {
	passwords[name] = daemon.addUser(name, { agency: 'oslo', role });
}
const tor = await new Bearer(daemon, 'tor', passwords.tor).login();

const enter = (name) => enterOffice(browser, daemon, name, passwords[name]);
const kept = async (field) => (await tor.get('/api/v1/agency')).data.fields[field];

/* What the door says of a weekday, Monday is 1. Each worker hears of a change in a moment of its own. */
async function openOn(weekday) {
	const { hours } = await (await fetch(`${daemon.origin}/api/v1/door?agency=oslo`)).json();
	return hours.filter(({ days }) => days.includes(weekday)).map(({ from, to }) => `${from}-${to}`).join(' ');
}

const nora = await enter('nora');

test('hours change in the week and hold at the door at once', async () => {
	await mark(nora, 'open-mandag').check();
	await mark(nora, 'from-mandag-1').fill('9');
	await mark(nora, 'until-mandag-1').fill('2130');
	await mark(nora, 'add-mandag').click();
	await mark(nora, 'from-mandag-2').fill('22:00');
	await mark(nora, 'until-mandag-2').fill('24.00');
	await says(nora, 'hours', '1 endring');
	await mark(nora, 'save-hours').click();
	await says(nora, 'hours', 'Lagret');
	await until(async () => (await openOn(1)) === '09:00-21:30 22:00-24:00', 'Monday at the door');
});

test('a time that is none is said at its row and not sent', async () => {
	await mark(nora, 'until-mandag-1').fill('seint');
	await mark(nora, 'save-hours').click();
	await nora.getByText('Skriv tida som 16.00.').waitFor();
	assert.equal(await nora.evaluate(() => document.activeElement.getAttribute('aria-invalid')), 'true');
	assert.match(await kept('hours'), /09:00-21:30/);
	await mark(nora, 'discard-hours').click();
	assert.equal(await mark(nora, 'until-mandag-1').inputValue(), '21.30');
});

test('a week without an opening says that it is open when somebody is on shift, in every row, and how to shut for a time', async () => {
	const rows = nora.locator('table.hours tbody tr');
	for (const box of await rows.locator('input[type=checkbox]').all()) await box.uncheck();
	assert.equal(await rows.filter({ hasText: 'åpent når noen er på vakt' }).count(), 7);
	assert.equal(await rows.filter({ hasText: 'Stengt' }).count(), 0);
	await mark(nora, 'hours-free').getByText('Unntak og helligdager').waitFor();
	await mark(nora, 'open-mandag').check();
	assert.equal(await rows.filter({ hasText: 'Stengt' }).count(), 6);
	await mark(nora, 'discard-hours').click();
});

test('what the daemon does not take is said at the field, which gets the focus, and what is kept stands below', async () => {
	await mark(nora, 'field-topic_hours').fill('nothing closed');
	await mark(nora, 'save-hours').click();
	await mark(nora, 'fault-topic_hours').getByText('ids of topics that the daemon has').waitFor();
	await says(nora, 'hours', 'Ikke lagret');
	await nora.waitForFunction(() => document.activeElement.id === 'topic_hours');
	await mark(nora, 'was-topic_hours').getByText('Nå lagret: tomt').waitFor();
	await checkAccess(nora, 'a field that is wrong');
	await mark(nora, 'discard-hours').click();
});

test('a date that differs and the holidays are one section', async () => {
	await mark(nora, 'add-date').click();
	await mark(nora, 'date-row-1').fill('2030-12-24');
	await mark(nora, 'add-date').click();
	await mark(nora, 'date-row-2').fill('2030-12-31');
	await mark(nora, 'shut-row-2').uncheck();
	await mark(nora, 'from-row-2').fill('10');
	await mark(nora, 'until-row-2').fill('14');
	await mark(nora, 'holidays-span').check();
	await mark(nora, 'holidays-from').fill('12');
	await mark(nora, 'holidays-until').fill('16');
	await nora.getByText('tirsdag 24. desember').waitFor();
	await mark(nora, 'save-dates').click();
	await says(nora, 'dates', 'Lagret');
	assert.equal(await kept('exceptions'), '2030-12-24 closed; 2030-12-31 10:00-14:00');
	assert.equal(await kept('holidays'), '12:00-16:00');
});

test('leaving a section with something unsaved asks, and staying keeps it', async () => {
	await goTo(nora, 'texts');
	await mark(nora, 'field-answers.nb').fill('rådgivere som lytter');
	await mark(nora, 'nav-hours').click();
	await mark(nora, 'leaving').waitFor();
	await mark(nora, 'leave-stay').click();
	assert.equal(await mark(nora, 'field-answers.nb').inputValue(), 'rådgivere som lytter');
	await mark(nora, 'nav-hours').click();
	await mark(nora, 'leave-go').click();
	await nora.locator('main[data-section="hours"]').waitFor();
	await goTo(nora, 'texts');
	assert.notEqual(await mark(nora, 'field-answers.nb').inputValue(), 'rådgivere som lytter');
});

test('a line that could be plainer says so while it is written, and is not stopped', async () => {
	await mark(nora, 'field-works_with.nb').fill('alle de som arbeider med barn og unge i hele byen vår!');
	await mark(nora, 'hint-works_with.nb-loud').waitFor();
	await mark(nora, 'hint-works_with.nb-long').waitFor();
	await mark(nora, 'discard-texts').click();
});

test('of two who change the same line, the second sees what is there before hers replaces it', async () => {
	const was = await kept('answers.da');
	await mark(nora, 'field-answers.da').fill('rådgivere i Noras by');
	const body = { slug: 'oslo', changes: { 'answers.da': 'rådgivere i Tors by' }, was: { 'answers.da': was } };
	assert.equal((await tor.post('/api/v1/agency', body)).status, 200);
	await mark(nora, 'save-texts').click();
	await mark(nora, 'problem').getByText('Noen andre har endret').waitFor();
	await mark(nora, 'was-answers.da').getByText('rådgivere i Tors by').waitFor();
	assert.equal(await kept('answers.da'), 'rådgivere i Tors by');
	await mark(nora, 'save-texts').click();
	await says(nora, 'texts', 'Lagret');
	assert.equal(await kept('answers.da'), 'rådgivere i Noras by');
});

test('the contrast of a colour is judged by the daemon while one chooses', async () => {
	await goTo(nora, 'colours');
	await mark(nora, 'own-light').check();
	await mark(nora, 'good-light').waitFor();
	await mark(nora, 'theme.light-brand').fill('ffee00');
	await mark(nora, 'theme.light-brand').press('Tab');
	await mark(nora, 'fault-theme.light').getByText('with a contrast of at least 4.5').waitFor();
	await mark(nora, 'theme.light-brand').fill('#1d4f91');
	await mark(nora, 'theme.light-brand').press('Tab');
	await mark(nora, 'good-light').waitFor();
	await mark(nora, 'save-light').click();
	await says(nora, 'light', 'Lagret');
	assert.equal(await kept('theme.light'), 'brand #1d4f91');
});

test('sites are kept one a line, and what is pasted names the agency', async () => {
	await goTo(nora, 'sites');
	await mark(nora, 'field-sites').fill('');
	await mark(nora, 'field-sites').pressSequentially('https://www.kommune.example\nhttps://skole.example');
	await mark(nora, 'save-sites').click();
	await says(nora, 'sites', 'Lagret');
	assert.equal(await kept('sites'), 'https://www.kommune.example https://skole.example');
	assert.match(await mark(nora, 'snippet').textContent(), /data-agency="oslo"/);
});

test('a colleague gets another alias, another role and a password that is shown once', async () => {
	await goTo(nora, 'people');
	await mark(nora, 'alias-kim').fill('å'.repeat(20));
	await mark(nora, 'save-alias-kim').click();
	await mark(nora, 'alias-fault-kim').getByText('Navnet er for langt').waitFor();
	await look(nora, 'owner-people-refused-1440');
	await mark(nora, 'alias-kim').fill('Kimmen');
	await mark(nora, 'alias-fault-kim').waitFor({ state: 'detached' });
	await mark(nora, 'save-alias-kim').click();
	await mark(nora, 'save-alias-kim').waitFor({ state: 'detached' });
	await mark(nora, 'role-kim').selectOption('supervisor');
	await mark(nora, 'reset-kim').click();
	const told = await mark(nora, 'password').textContent();
	const password = /\w{4}(-\w{4}){3}/.exec(told)[0];
	const kim = await new Bearer(daemon, 'kim', password).login();
	const { alias, role } = (await kim.get('/api/v1/me')).data;
	assert.deepEqual([alias, role], ['Kimmen', 'supervisor']);
	await goTo(nora, 'log');
	await goTo(nora, 'people');
	assert.ok(!(await nora.content()).includes(password));
	passwords.kim = password;
});

test('what is typed into an alias as soon as it is there stays', async () => {
	const page = await enter('nora');
	await page.evaluate(() => new MutationObserver((_changes, observer) => {
		const field = document.querySelector('[data-test="alias-kim"]');
		if (field === null) return;
		observer.disconnect();
		field.value = 'Rask';
		field.dispatchEvent(new Event('input', { bubbles: true }));
	}).observe(document.body, { childList: true, subtree: true }));
	await goTo(page, 'people');
	await mark(page, 'person-kim').waitFor();
	await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));
	assert.equal(await mark(page, 'alias-kim').inputValue(), 'Rask');
	await page.close();
});

test('an account is disabled by two taps, and the last owner never', async () => {
	await mark(nora, 'disable-tor').click();
	await mark(nora, 'disable-tor').click();
	await mark(nora, 'state-tor').getByText('Stengt ute').waitFor();
	assert.equal((await tor.get('/api/v1/me')).status, 401);
	await mark(nora, 'disable-nora').click();
	await mark(nora, 'disable-nora').click();
	await mark(nora, 'problem').getByText('Etaten må ha en fageier').waitFor();
	await checkAccess(nora, 'the last owner');
});

test('the log says who did what, and the file holds what is kept', async () => {
	await goTo(nora, 'log');
	/* What was read before stands there until the new lines have come. */
	await mark(nora, 'log').locator('tbody tr').first().getByText('stengte konto').waitFor();
	const rows = await mark(nora, 'log').locator('tbody tr').allTextContents();
	assert.match(rows[0], /nora.*tor: .*stengte konto/);
	assert.ok(rows.some((row) => row.includes('Hvem svarer, dansk') && row.includes('Tors by') && row.includes('Noras by')));
	assert.ok(rows.some((row) => /kim: rolle\s*rådgiver\s*leder/.test(row)), rows.join('\n'));
	const [download] = await Promise.all([nora.waitForEvent('download'), mark(nora, 'export').click()]);
	assert.equal(download.suggestedFilename(), 'oslo.yaml');
	const file = readFileSync(await download.path(), 'utf8');
	assert.match(file, /^holidays: "12:00-16:00"$/m);
	assert.match(file, /^"theme.light": "brand #1d4f91"$/m);
});

test('every section is free of what axe finds and fits, wide and narrow, light and dark', async () => {
	const page = await enter('nora');
	for (const section of SECTIONS) {
		await goTo(page, section);
		if (section === 'people') await mark(page, 'person-kim').waitFor();
		if (section === 'log') await mark(page, 'log').waitFor();
		for (const size of [WIDE, NARROW]) {
			await page.setViewportSize(size);
			const isNamed = /Siste nye\s+20\.45/.test(await page.locator('main').innerText());
			assert.equal(isNamed, section === 'hours' && size === NARROW, 'without the head of its table a time says what it is');
			for (const colorScheme of ['light', 'dark']) {
				await page.emulateMedia({ colorScheme });
				await look(page, `owner-${section}-${size.width}-${colorScheme}`);
			}
			const left = await page.locator('nav.side a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().left));
			assert.equal(new Set(left).size, 1, 'the sections stand below each other');
		}
	}
	assert.deepEqual(page.faults, []);
	await page.close();
});

test('the keyboard alone changes a day and saves it', async () => {
	const page = await openPage(browser, daemon, '/owner', { size: WIDE });
	const tabTo = async (name) => {
		for (let i = 0; i < 120; i++) {
			await page.keyboard.press('Tab');
			if ((await page.evaluate(() => document.activeElement?.dataset.test)) === name) return;
		}
		throw new Error(`${name} is not reached by Tab`);
	};
	await mark(page, 'name').waitFor();
	await page.keyboard.type('nora');
	await page.keyboard.press('Tab');
	await page.keyboard.type(passwords.nora);
	await page.keyboard.press('Enter');
	await mark(page, 'open-onsdag').waitFor();
	await tabTo('nav-hours');
	await tabTo('open-søndag');
	if (await mark(page, 'open-søndag').isChecked()) await page.keyboard.press('Space');
	await page.keyboard.press('Space');
	await tabTo('discard-hours');
	await page.keyboard.press('Enter');
	await mark(page, 'discard-hours').waitFor({ state: 'detached' });
	await until(() => page.evaluate(() => document.activeElement?.dataset.test === 'save-hours'), 'the focus beside the button that went');
	await tabTo('nav-hours');
	await tabTo('open-søndag');
	if (await mark(page, 'open-søndag').isChecked()) await page.keyboard.press('Space');
	await page.keyboard.press('Space');
	await tabTo('save-hours');
	await page.keyboard.press('Enter');
	await says(page, 'hours', 'Lagret');
	await until(async () => (await openOn(7)).startsWith('16:00'), 'Sunday at the door');
	await page.close();
});

test('a counsellor finds nothing to change here, and reads the own hours at the desk', async () => {
	const page = await openPage(browser, daemon, '/owner', { size: WIDE });
	const password = daemon.addUser('liv', { agency: 'oslo', role: 'counsellor' });
	await mark(page, 'name').fill('liv');
	await mark(page, 'password').fill(password);
	await mark(page, 'login').click();
	await mark(page, 'barred').waitFor();
	await checkAccess(page, 'barred');
	await page.goto(`${daemon.origin}/desk`);
	await mark(page, 'own-agency').getByText('mandag: 09.00–21.30').waitFor();
	assert.equal(await mark(page, 'to-owner').count(), 0);
	await checkAccess(page, 'hours at the desk');
	await page.close();
});

test('an owner who comes to the desk is led to the own pages', async () => {
	const page = await openPage(browser, daemon, '/desk', { size: WIDE });
	await mark(page, 'name').fill('nora');
	await mark(page, 'password').fill(passwords.nora);
	await mark(page, 'login').click();
	assert.match(await page.locator('.who').textContent(), /fageier/);
	await mark(page, 'to-owner').click();
	await page.waitForURL(/\/owner$/);
	await page.close();
});

test('a coordinator at the desk reads its role, is offered the pages of the network, and no hours to change', async () => {
	const page = await openPage(browser, daemon, '/desk', { size: WIDE });
	await mark(page, 'name').fill('kaia');
	await mark(page, 'password').fill(daemon.addUser('kaia', { agency: 'oslo', role: 'coordinator' }));
	await mark(page, 'login').click();
	await mark(page, 'to-owner').getByText('Til nettverkets sider').waitFor();
	assert.match(await page.locator('.who').textContent(), /koordinator/);
	await mark(page, 'own-agency').getByText('Fageier endrer dem').waitFor();
	await page.close();
});

test('the page and one language are at most 60 kB on the line', async () => {
	const files = [];
	const page = await openPage(browser, daemon, null, { size: WIDE });
	page.on('response', (response) => files.push(response));
	await page.goto(`${daemon.origin}/owner`);
	await mark(page, 'name').waitFor();
	const sizes = await Promise.all(files.map(async (file) => Number(file.headers()['content-length'] ?? (await file.body()).length)));
	const whole = sizes.reduce((sum, size) => sum + size, 0);
	assert.ok(files.length >= 4 && whole > 10_000 && whole < 60 * 1024, `${whole} bytes in ${files.length} files`);
	await page.close();
});

test('logging out ends the session, and nothing is left', async () => {
	const session = await nora.evaluate(() => window.sessionStorage.getItem('session'));
	/* The login is there at once, before the daemon has answered. */
	const answer = nora.waitForResponse('**/api/v1/logout');
	await mark(nora, 'logout').click();
	await mark(nora, 'name').waitFor();
	assert.equal((await answer).status(), 200);
	assert.equal((await tor.get('/api/v1/me', session)).status, 401);
	await checkClean(nora, 'the owner');
});
