// Alarms on the live view: as on the picture of a surge, relayed; and one of a real daemon that is taken, which all see.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { until } from '../../live/lib/wait.mjs';
import { PHONE, checkClean, look, lookBoth, mark, startBrowser } from '../lib/browser.mjs';
import { Relay } from '../lib/relay.mjs';
import { frames, surge } from './lib/scenes.mjs';
import { WIDE, watch } from './lib/watcher.mjs';

const MINUTE = 60_000;
const relay = await Relay.open();
const daemon = await startDaemon({ keys: { origins: JSON.stringify([relay.origin]), hosts: JSON.stringify([relay.host]) } });
relay.lead(daemon);
const place = { origin: relay.origin, addUser: (...args) => daemon.addUser(...args) };
const browser = await startBrowser();
const textOf = (page, name) => mark(page, name).innerText();

/** The alarms of the picture, and one more of each kind; "p 1" asks for help. */
const alarms = (at = Date.now()) => ({
	'a help:1': `help ${at - 2 * MINUTE} 0 0 0 karasjok 1 | `,
	'a lost': `lost ${at - 11 * MINUTE} 8 15 0 47 | `,
	'a wait:c42:online': `wait ${at - 8 * MINUTE} ${Math.round(at - 18.5 * MINUTE)} 10 0 c42 online | `,
	'a surge:online': `surge ${at - 14 * MINUTE} 11 1.3 0 online 4 ${at} | `,
	'a unled': `unled ${at - 5 * MINUTE} 0 0 0 - | `,
	'a down:m': `down ${at - 4 * MINUTE} 1 0 0 worker | `,
	'a empty:kristiansand': `empty ${at - 42 * MINUTE} 0 0 ${at - 37 * MINUTE} kristiansand | Kari Holm`,
});

async function shows(facts, name, options = {}) {
	const page = await watch(browser, place, name, { user: { agency: 'oslo', role: 'duty_lead' }, ...options });
	/* the daemon's own scene first: it would end the one that is told */
	await page.locator('[data-test="updated"]', { hasText: /\d/ }).waitFor();
	for (const frame of frames(facts)) relay.tell(frame);
	return page;
}

test('alarms stand in their order with limit and sum in words, and the tab counts those that ring', async () => {
	const page = await shows({ ...surge(), ...alarms() }, 'kari');
	await mark(page, 'alarm-lost').waitFor();
	const order = await mark(page, 'alarms').locator('li').evaluateAll((all) => all.map((one) => one.dataset.test));
	assert.deepEqual(order, ['help:1', 'lost', 'wait:c42:online', 'down:m', 'surge:online', 'unled', 'empty:kristiansand'].map((id) => `alarm-${id}`));
	assert.match(await textOf(page, 'alarm-help:1'), /^Ingrid S\. ber om hjelp/);
	assert.match(await textOf(page, 'alarm-lost'), /8 av 47 gikk uten svar\s+\d\d\.\d\d\s+17 % siste 60 min\. Grensen er 15 %\./);
	assert.match(await textOf(page, 'alarm-wait:c42:online'), /Ventetid 18 min, Agder: .+\s+\d\d\.\d\d\s+Grensen er 10 min\. 4 venter\./);
	assert.match(await textOf(page, 'alarm-surge:online'), /11 besøk fra 4 kommuner på 2 timer\. Vanlig \S+dag \d+–\d+: 1,3\. Så mange kommer ved en tilfeldighet sjeldnere enn 1 av 1000 slike timer\./);
	assert.match(await textOf(page, 'alarm-empty:kristiansand'), /Tatt av Kari Holm \d\d\.\d\d\./);
	assert.equal(await page.title(), '(5) Alarm – Samtale');
	assert.match(await textOf(page, 'alarm-state'), /Alarmer: 5 ringer, 1 tatt/);
	assert.equal(await mark(page, 'answer-help:1').getAttribute('href'), '/desk');
	assert.equal(await mark(page, 'take-unled').count(), 0, 'what makes no sound is not taken');
	await lookBoth(page, 'live-alarms-1440');
	await checkClean(page, 'alarms');
	await mark(page, 'alarm-mute').click();
	assert.match(await textOf(page, 'alarm-mute'), /Dempet til \d\d\.\d\d/);
	await mark(page, 'alarm-mute').click();
	assert.match(await textOf(page, 'alarm-mute'), /Demp 5 min/);
	assert.equal(await mark(page, 'alarm-last').count(), 0);
	await page.setViewportSize(PHONE);
	await look(page, 'live-alarms-320');
	for (const frame of frames(surge())) relay.tell(frame);
	await mark(page, 'alarm-last').waitFor();
	assert.match(await textOf(page, 'alarm-last'), /^Sist: \d\d\.\d\d Ingrid S\. ber om hjelp\. Slutt \d\d\.\d\d\.$/);
	await page.context().close();
});

test('what fits an alarm opens the form with the alarm\'s cells, and the focus in it', async () => {
	const page = await shows({ ...surge(), ...alarms() }, 'nina');
	const opens = async (button, head, field) => {
		await mark(page, button).click();
		await page.waitForFunction((name) => document.activeElement?.dataset.test === name, field);
		assert.match(await textOf(page, 'act-head'), head);
	};
	await opens('fits-text-wait:c42:online', /^Valgt: Nett i Agder\s+4 venter/, 'act-text-field');
	await look(page, 'live-alarm-fits');
	await mark(page, 'fits-scope-wait:c42:online').click();
	assert.equal(await mark(page, 'act-scope').getAttribute('aria-pressed'), 'true');
	await opens('fits-redirect-surge:online', /^Valgt: Nett i .*Rogaland.*\s+9 venter/, 'act-to');
	assert.equal(await page.locator('[data-test^="fits-"][data-test$="lost"]').count(), 0, 'it is about no place');
	await page.context().close();
});

test('an alarm that one takes is taken for all, with the name', async () => {
	const siri = await watch(browser, daemon, 'siri', { user: { agency: 'oslo', role: 'supervisor' } });
	const liv = await watch(browser, daemon, 'liv', { user: { agency: 'kristiansand', role: 'duty_lead' } });
	const redis = daemon.redis();
	const id = await redis.hget('{staff}:u:liv', 'id');
	await redis.zadd('{no}:rota', Date.now() - MINUTE, `${id} ${Date.now() - MINUTE} ${Date.now() + 60 * MINUTE} Liv`);
	for (const page of [siri, liv]) await mark(page, 'alarm-empty:oslo').waitFor();
	assert.equal(await mark(siri, 'alarm-empty:kristiansand').count(), 0, 'of another agency a supervisor hears nothing');
	const late = await shows({ ...surge(), 'a empty:oslo': `empty ${Date.now()} 0 0 0 oslo | ` }, 'gro', {
		user: { agency: 'kristiansand', role: 'duty_lead' },
	});
	await mark(late, 'take-empty:oslo').click();
	await until(async () => /Du kan ikke ta den nå/.test(await textOf(late, 'alarm-empty:oslo')), 'who has the pool no more is told');
	await mark(siri, 'take-empty:oslo').click();
	await until(async () => /Tatt av deg/.test(await textOf(siri, 'alarm-empty:oslo')), 'the one who took it');
	await until(async () => /Tatt av siri/.test(await textOf(liv, 'alarm-empty:oslo')), 'the others');
	assert.equal(await mark(siri, 'take-empty:oslo').count(), 0);
	assert.equal(await siri.title(), 'Samtale – nå');
	for (const page of [siri, liv, late]) await page.context().close();
});

test('a call for help rings from a tap on, again and again until somebody has taken it', async () => {
	const page = await watch(browser, place, 'ada', { user: { agency: 'oslo', role: 'duty_lead' } });
	await page.evaluate(() => {
		globalThis.heard = [];
		for (const what of ['start', 'stop']) {
			const own = AudioBufferSourceNode.prototype[what] ?? AudioScheduledSourceNode.prototype[what];
			AudioBufferSourceNode.prototype[what] = function (...args) {
				globalThis.heard.push(`${what} ${this.buffer.duration} ${this.loop}`);
				return own.apply(this, args);
			};
		}
	});
	const heard = (line) => until(async () => (await page.evaluate(() => globalThis.heard)).includes(line), line);
	await page.mouse.click(5, 5);
	for (const frame of frames({ ...surge(), ...alarms() })) relay.tell(frame);
	await heard('start 4 true');
	const at = Date.now();
	for (const frame of frames({ ...surge(), ...alarms(), 'a help:1': `help ${at} 0 0 ${at} karasjok 1 | Kari` })) relay.tell(frame);
	await heard('stop 4 true');
	await page.context().close();
});
