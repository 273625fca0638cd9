// What Chromium cannot be asked: it knows neither Nynorsk nor Northern Sami, and would answer in English. Moments and counted
// things stand in the right words in each language of the page, nothing on the way asks for the page's language, and the languages
// one wants to write in are data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { hoursInTwoDays } from '../../live/lib/demo.mjs';
import { comeCounsellor } from '../../live/lib/people.mjs';
import { PHONE, mark, startBrowser } from '../lib/browser.mjs';
import { Phone } from '../lib/people.mjs';

const daemon = await startDaemon({ agencies: { oslo: { hours: hoursInTwoDays(), exceptions: '' } } });
const browser = await startBrowser();

const NOON = '2026-01-07T12:00:00+01:00';
const MOMENTS = ['2026-01-07T21:00:00+01:00', '2026-01-08T16:00:00+01:00', '2026-01-10T12:30:00+01:00', '2026-02-03T09:05:00+01:00'];
const WORDS = {
	nb: ['i dag kl. 21', 'i morgen kl. 16', 'lørdag kl. 12.30', '3. februar kl. 09.05'],
	nn: ['i dag kl. 21', 'i morgon kl. 16', 'laurdag kl. 12.30', '3. februar kl. 09.05'],
	se: ['odne dii. 21', 'ihttin dii. 16', 'lávvardat dii. 12.30', 'guovvamánnu 3. beaivvi dii. 09.05'],
	da: ['i dag kl. 21', 'i morgen kl. 16', 'lørdag kl. 12.30', '3. februar kl. 09.05'],
	en: ['today at 21:00', 'tomorrow at 16:00', 'on Saturday at 12:30', '3 February at 09:05'],
};
/* How the page says that one municipality is left, and that two are. */
const COUNTED = {
	nn: ['1 kommune passar. Trykk på han.', '2 kommunar passar. Trykk på din.'],
	se: ['1 gielda heive. Deaddil dan.', '2 gieldda heiveba. Deaddil iežat gieldda.'],
};

/* Runs in the page, first: keeps every locale that Intl and its kin are asked with. */
function listen() {
	globalThis.asked = [];
	const keep = (locale) => globalThis.asked.push(String(locale));
	const heard = (target, at) => new Proxy(target, {
		apply: (asked, self, args) => (keep(args[at]), Reflect.apply(asked, self, args)),
		construct: (asked, args, kind) => (keep(args[at]), Reflect.construct(asked, args, kind)),
	});
	for (const name of Object.getOwnPropertyNames(Intl).filter((one) => /^[A-Z]/.test(one))) Intl[name] = heard(Intl[name], 0);
	for (const { prototype } of [Date, Number, Array, String, BigInt]) {
		for (const name of Object.getOwnPropertyNames(prototype).filter((one) => /^(toLocale|localeCompare)/.test(one))) {
			prototype[name] = heard(prototype[name], name === 'localeCompare' ? 1 : 0);
		}
	}
}

/* The locales that were asked, bokmål last. */
async function askedOf(page) {
	const all = await page.evaluate(() => globalThis.asked);
	return [...all.filter((locale) => locale !== 'nb'), ...new Set(all.filter((locale) => locale === 'nb'))];
}

/* A page whose door opens at a moment, seen at noon of a day. */
async function doorAt(opens) {
	const context = await browser.newContext({ viewport: PHONE, locale: 'en-GB' });
	const page = await context.newPage();
	const bend = (text) => text.replace(/"opens_at":\d+/, `"opens_at":${Date.parse(opens) / 1000}`);
	const answer = async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: bend(await response.text()) });
	};
	await page.route(/\/w\/|\/api\/v1\/door/, answer);
	await page.addInitScript(listen);
	await page.clock.setFixedTime(NOON);
	await page.goto(`${daemon.origin}/w/oslo?lang=nb`);
	await mark(page, 'language').waitFor();
	return page;
}

test('a call that asks for another language than bokmål is heard', async () => {
	const page = await doorAt(MOMENTS[0]);
	await page.evaluate(() => {
		new Date().toLocaleDateString('nn');
		new Intl.NumberFormat('se').format(1);
		['b', 'a'].sort((a, b) => a.localeCompare(b));
	});
	assert.deepEqual(await askedOf(page), ['nn', 'se', 'undefined', 'nb']);
	await page.context().close();
});

for (const [i, moment] of MOMENTS.entries()) {
	test(`${moment} is told in the words of each language, and only bokmål is asked of Intl`, async () => {
		const page = await doorAt(moment);
		for (const [language, words] of Object.entries(WORDS)) {
			await mark(page, 'language').selectOption(language);
			await page.waitForFunction((code) => document.documentElement.lang === code, language);
			assert.equal(await mark(page, 'opens').textContent(), `Ung i Oslo: ${words[i]}.`);
			assert.deepEqual(await askedOf(page), ['nb']);
		}
		await page.context().close();
	});
}

test('there is a counsellor of Oslo', async () => {
	await comeCounsellor(daemon, 'oslo', { takes: false });
});

for (const [language, [one, two]] of Object.entries(COUNTED)) {
	test(`${language}: one and two are counted as it counts`, async () => {
		const phone = await Phone.open(browser, daemon, `/?lang=${language}`);
		await phone.click('start');
		await phone.click('know-next');
		for (const [typed, said] of [['Oslo', one], ['Toten', two]]) {
			await phone.mark('municipality').fill(typed);
			await phone.page.getByText(said, { exact: true }).waitFor();
		}
		await phone.page.context().close();
	});
}

test('Northern Sami is marked as not reviewed, in bokmål, and no other language is', async () => {
	const phone = await Phone.open(browser, daemon, '/?lang=se');
	const line = phone.mark('unreviewed');
	await line.waitFor();
	assert.equal(await line.locator('span').getAttribute('lang'), 'nb');
	for (const language of ['nn', 'da', 'en', 'nb']) {
		await phone.mark('language').selectOption(language);
		await phone.page.waitForFunction((code) => document.documentElement.lang === code, language);
		assert.equal(await line.count(), 0, language);
	}
	await phone.page.context().close();
});

test('languages of writing are chosen in order, Lule and Southern Sami among them', async () => {
	const phone = await Phone.open(browser, daemon, '/?lang=nn');
	await phone.comeIn({ municipality: ['no', '0301', 'Oslo'] });
	await phone.page.locator('fieldset details.more > summary').click();
	for (const code of ['smj', 'sma']) {
		await phone.mark(`language-${code}`).check();
	}
	await phone.mark('language-nn').uncheck();
	await phone.mark('language-nn').check();
	const named = await phone.mark('language-smj').locator('+ span > span').evaluate((node) => [node.lang, node.textContent]);
	assert.deepEqual(named, ['smj', 'Julevsámegiella']);
	await phone.ask();
	await phone.page.getByText('Ingen på vakt skriv lulesamisk akkurat no.').waitFor();
	await phone.page.context().close();
});
