// P9: a relay between the phone and the daemon that puts keys of its own in place of theirs. The youth's page refuses each, in
// its own language, and not a word of what was written goes out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { Impostor, swapCe, swapY } from '../live/lib/impostor.mjs';
import { readLog } from '../live/lib/log.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { readStatement } from '../live/lib/request.mjs';
import { KIND } from '../live/lib/wire.mjs';
import { startBrowser } from './lib/browser.mjs';
import { Desk, Phone } from './lib/people.mjs';
import { Relay } from './lib/relay.mjs';

const WRITTEN = 'Brunostvaffelfest';

const relay = await Relay.open();
const office = await Relay.open();
const lists = {
	origins: JSON.stringify([relay.origin, office.origin]),
	hosts: JSON.stringify([relay.host, office.host]),
};
const daemon = await startDaemon({ keys: { ...lists, wrap_up_seconds: 0 } });
relay.lead(daemon);
office.lead(daemon);
const browser = await startBrowser();
const desk = await Desk.open(browser, office);
await desk.logIn('oslo', daemon.addUser('oslo'));
await desk.goOnShift();

const textsOf = (language) => JSON.parse(readFileSync(join(ROOT, `config/texts/${language}.json`), 'utf8'));
const offered = () => relay.up.findLast(({ type, payload }) => type === 'key' && payload.startsWith('0101')).payload;

/** A youth who has written before somebody came, and the room that it is in then. */
async function comesToTalk(language) {
	const phone = await Phone.open(browser, relay, '/w/oslo');
	await phone.page.evaluate((code) => sessionStorage.setItem('language', code), language);
	await phone.page.reload();
	await phone.comeIn();
	await phone.ask();
	await phone.mark('first').fill(WRITTEN);
	await phone.click('first-ready');
	await desk.accept();
	return { phone, room: await desk.mark('room').getAttribute('data-id') };
}

/** Both leave, and the desk is as before. */
async function part(phone) {
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await desk.mark('room-ended').waitFor();
	await desk.click('room-close');
	await phone.page.context().close();
}

/** The kinds of what the daemon has of a room. */
const kindsIn = async (room) => (await readLog(daemon.redis(), room)).map(({ kind }) => kind);

let honest;
let impostor;

test('a relay that changes nothing carries what was written, sealed', async () => {
	const { phone, room } = await comesToTalk('nb');
	await desk.shows(1);
	assert.deepEqual(await desk.texts(), [WRITTEN]);
	assert.ok((await kindsIn(room)).includes(KIND.say), 'the look into the log finds a text');
	assert.ok(relay.up.some(({ type }) => type === 'say'), 'so does the look onto the line');
	assert.equal(await phone.mark('seal-ask').count(), 0);
	const { payload } = relay.down.find(({ type, kind }) => type === 'entry' && kind === KIND.answer);
	const { statement } = relay.down.find(({ type }) => type === 'matched');
	const { agency, name, serial } = readStatement(statement);
	honest = { payload, name };
	impostor = new Impostor({ agency, name, serial, alias: 'Ida' });
	await part(phone);
});

/* Changes the ANSWER on its way to the phone. */
const answered = (change) => (frame) => {
	if (frame.type === 'entry' && frame.kind === KIND.answer) frame.payload = change(frame.payload);
};

for (const [language, what, bend] of [
	['nb', 'its own Ce in place of hers', () => (relay.bendDown = answered(swapCe))],
	['nn', 'its own Y in place of the youth\'s', () => (relay.bendUp = (frame) => {
		if (frame.type === 'key') frame.payload = swapY(frame.payload);
	})],
	['se', 'an answer of its own, with papers of another root',
		() => (relay.bendDown = answered((payload) => impostor.answer(payload, offered())))],
	['da', 'her answer to somebody else', () => (relay.bendDown = answered(() => honest.payload))],
	['en', 'a statement of another root', () => (relay.bendDown = (frame) => {
		if (frame.type === 'matched') frame.statement = impostor.statement.toString('hex');
	})],
]) {
	test(`${what}: the page refuses, says so in ${language}, and nothing of what was written is sent`, async () => {
		relay.forget();
		bend();
		const { phone, room } = await comesToTalk(language);
		const texts = textsOf(language);
		const isTold = async () => {
			const told = await phone.mark('seal-ask').textContent();
			const [before, behind] = texts['youth.seal.fault.not_proven'].split('{agency}');
			assert.ok(told.startsWith(`${before}${honest.name}${behind}`), told);
			assert.ok(told.includes(texts['youth.seal.unsent'].replace('{help}', texts['youth.bar.help'])), told);
		};
		await isTold();
		await phone.page.reload();
		await isTold();
		assert.deepEqual(relay.up.filter(({ type }) => type === 'say'), []);
		assert.ok(!JSON.stringify(relay.up).includes(WRITTEN));
		assert.deepEqual((await kindsIn(room)).filter((kind) => kind > KIND.answer), [], 'neither a GRANT nor a text');
		assert.deepEqual(await desk.texts(), []);
		await part(phone);
	});
}
