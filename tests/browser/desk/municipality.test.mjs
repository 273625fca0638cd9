// A new municipality comes from its invitation to its first practice conversation in the browser alone, in at most 25 clicks and
// fields, which are counted here; and nothing of it is in any figure afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from '../../live/lib/bearer.mjs';
import { countersIn, ofVisits } from '../../live/lib/counters.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { ask } from '../../live/lib/http.mjs';
import { writeOwnLines } from '../../live/lib/own_lines.mjs';
import { codeOf } from '../../live/lib/totp.mjs';
import { DESK, PHONE, checkClean, look, mark, openPage, startBrowser } from '../lib/browser.mjs';

const MOST = 25;
const SLUG = 'baerum';
const PASSWORD = 'fire gamle sykler';
/* The desk asks for the own door, and there is none yet. */
const NO_DOOR = [/status of 404 .*\/api\/v1\/door\?agency=baerum/];

const daemon = await startDaemon({ keys: { workers: 1, bucket_youth: 200 } });
const redis = daemon.redis();
const browser = await startBrowser();
const password = daemon.addUser('siv', { agency: 'oslo', role: 'coordinator' });

/** What was done by hand, in order. */
const done = [];

/** The hands of the municipality on one page: whatever they do is counted. */
class Hands {
	constructor(page) {
		this.page = page;
	}

	/** An address that somebody follows or scans is one more. */
	static async follow(address, options) {
		done.push(`open ${new URL(address).pathname}`);
		return new Hands(await openPage(browser, daemon, address.slice(daemon.origin.length), options));
	}

	async click(name) {
		done.push(`click ${name}`);
		await mark(this.page, name).click();
	}

	async fill(name, text) {
		done.push(`fill ${name}`);
		await mark(this.page, name).fill(text);
	}

	/** Looks and waits, which costs nothing. */
	sees(name) {
		return mark(this.page, name).waitFor();
	}

	textOf(name) {
		return mark(this.page, name).textContent();
	}

	async reads(count) {
		await this.page.waitForFunction((n) => document.querySelectorAll('[data-test="text"]').length >= n, count);
	}
}

const PUBLIC = ['/api/v1/directory', '/api/v1/services', '/api/v1/status?pool=no', '/api/v1/status?agency=oslo', '/api/v1/door'];

/** Where something that is shown or counted names the new agency or the one to practise in. */
async function traces() {
	const texts = await Promise.all(PUBLIC.map(async (path) => `${path} ${(await ask(daemon, path)).text}`));
	return [...texts, ...(await countersIn(redis))].filter((text) => new RegExp(`"${SLUG}"|Ung i Bærum|[ {]${SLUG}[ }]|practice`).test(text));
}

let siv;
let link;
let before;

test('a coordinator invites a municipality', async () => {
	siv = await openPage(browser, daemon, '/owner', { size: DESK });
	await mark(siv, 'name').fill('siv');
	await mark(siv, 'password').fill(password);
	await mark(siv, 'login').click();
	await mark(siv, 'agency-oslo').waitFor();
	await mark(siv, 'invite-municipality').selectOption({ label: 'Bærum' });
	await mark(siv, 'invite-name').fill('Ung i Bærum');
	await mark(siv, 'invite-buddy').selectOption('oslo');
	await mark(siv, 'invite-owner').fill('per');
	await mark(siv, 'invite-alias').fill('Per');
	await mark(siv, 'invite-go').click();
	link = await mark(siv, 'invite-link').textContent();
	before = await countersIn(redis);
});

test('the municipality comes from the link to a practice conversation, in few clicks and fields', async () => {
	const per = await Hands.follow(link, { size: DESK, allowed: NO_DOOR });
	await per.sees('join-secret');
	await per.fill('join-password', PASSWORD);
	await per.fill('join-code', codeOf((await per.textOf('join-secret')).replaceAll(' ', '')));
	await per.click('join-go');
	await per.click('join-desk');
	await per.sees('practise');
	await look(per.page, 'municipality-1-desk');
	await per.click('practise');
	await per.click('go-on-shift');
	await per.sees('state-available');
	const door = await mark(per.page, 'practice-door').getAttribute('href');
	const phone = await Hands.follow(door, { size: PHONE, isMobile: true, hasTouch: true });
	await phone.click('start');
	await phone.click('know-next');
	await phone.click('ask');
	await per.click('accept');
	await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
	await phone.fill('composer', 'hei, dette er en øvelse');
	await phone.click('send');
	await per.reads(1);
	await per.fill('composer', 'ja, vi øver');
	await per.click('send');
	await phone.reads(2);
	await look(per.page, 'municipality-2-talk');
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await phone.sees('after');
	await per.sees('form');
	await look(per.page, 'municipality-3-form');
	await per.click('form-done');
	await mark(per.page, 'room').waitFor({ state: 'detached' });
	await per.sees('practice');
	await checkClean(per.page, 'the desk');
	await checkClean(phone.page, 'the phone');
});

test(`that took at most ${MOST} clicks and fields`, (t) => {
	t.diagnostic(`${done.length} clicks and fields: ${done.join(', ')}`);
	assert.ok(done.length > 0 && done.length <= MOST, done.join('\n'));
});

test('nothing of it is shown or counted, and what is planted is found', async () => {
	assert.deepEqual(ofVisits(await countersIn(redis)), ofVisits(before));
	assert.deepEqual(await traces(), []);
	for (const query of [`agency=${SLUG}`, 'agency=practice', 'pool=practice']) {
		assert.equal((await ask(daemon, `/api/v1/status?${query}`)).status, 404, query);
	}
	assert.deepEqual(daemon.ctl('fsck').data, { violations: [], clean: true });
	const counter = ['{no}:n:a:20261123', `${SLUG} forms`];
	await redis.hset(...counter, 1);
	assert.deepEqual(await traces(), [`${counter.join(' ')} 1`]);
	await redis.hdel(...counter);
	assert.deepEqual(await traces(), []);
});

test('when its owner has written who answers and the coordinator opens it, it is there for youths', async () => {
	const ada = new Bearer(daemon, 'ada', daemon.addUser('ada', { agency: 'oslo', role: 'administrator' }));
	await writeOwnLines(await ada.login(), SLUG);
	await mark(siv, `live-${SLUG}`).click();
	await mark(siv, `live-${SLUG}`).click();
	await siv.locator(`[data-test="agency-${SLUG}"][data-live="yes"]`).waitFor();
	assert.equal((await traces()).length, 1);
	assert.equal((await ask(daemon, `/w/${SLUG}`)).status, 200);
	await checkClean(siv, 'the coordinator');
});
