// What reaches a counsellor whose tab is behind another one: the number in title and picture, a notification without content, the
// sound; and that all of it ends everywhere when somebody else takes the offer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS } from '../../live/lib/demo.mjs';
import { comeCounsellor, comeYouth } from '../../live/lib/people.mjs';
import { startWindow } from '../lib/background.mjs';

/* An offer that nobody answers goes on to a colleague after its deadline. */
const daemon = await startDaemon({
	keys: { bucket_youth: 200, offer_seconds: 5 },
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' } },
});
const browser = await startWindow();
await browser.allow(daemon.origin, 'notifications');

/* Notes down what the page shows and plays; everything still happens. */
function watch() {
	const notes = [];
	const sounds = [];
	window.seen = { notes, sounds, badges: [] };
	const Real = window.Notification;
	window.Notification = class extends Real {
		constructor(title, options) {
			super(title, options);
			this.record = { title, tag: options.tag, body: this.body, closed: false };
			notes.push(this.record);
		}

		close() {
			this.record.closed = true;
			super.close();
		}
	};
	const { start, stop } = AudioBufferSourceNode.prototype;
	AudioBufferSourceNode.prototype.start = function (...args) {
		this.record = { loop: this.loop, seconds: this.buffer.duration, hidden: document.hidden, stopped: false };
		sounds.push(this.record);
		return start.apply(this, args);
	};
	AudioBufferSourceNode.prototype.stop = function (...args) {
		this.record.stopped = true;
		return stop.apply(this, args);
	};
	const { send } = WebSocket.prototype;
	WebSocket.prototype.send = function (bytes) {
		if (!window.swallow) send.call(this, bytes);
	};
	navigator.setAppBadge = async (count) => void window.seen.badges.push(count);
}

/* How the tab looks from outside. */
const outside = () => ({
	hidden: document.hidden,
	title: document.title,
	count: document.querySelector('link[rel=icon]').dataset.count,
	badge: window.seen.badges.at(-1),
	notes: window.seen.notes.map(({ title, tag, body, closed }) => ({ title, tag, body, closed })),
	rings: window.seen.sounds.filter(({ loop, stopped }) => loop && !stopped).length,
});

/** A desk on shift, then behind another tab. */
async function deskBehind(name, password) {
	const desk = await browser.tab();
	await desk.front();
	await desk.before(watch);
	await desk.goto(`${daemon.origin}/desk`);
	await desk.fill('name', name);
	await desk.fill('password', password);
	await desk.click('login');
	await desk.click('go-on-shift');
	await desk.shows('state-available');
	const other = await browser.tab();
	await other.front();
	await desk.until(() => document.hidden, 'the desk to be behind');
	return desk;
}

const password = daemon.addUser('kari', { agency: 'oslo' });
const desk = await deskBehind('kari', password);
let per;
let room;
const QUIET = { hidden: true, count: '0', badge: 0, rings: 0 };
const NOTE = { title: 'Nytt tilbud', tag: 'samtale-offer', body: '' };

async function quiet() {
	await desk.until(() => document.querySelector('link[rel=icon]').dataset.count === '0', 'the offer to be gone');
	const { title, notes, ...now } = await desk.run(outside);
	assert.deepEqual(now, QUIET);
	assert.match(title, /^(Ikke på vakt – )?Samtale$/);
	return notes;
}

test('an offer reaches a tab that is hidden: number, notification without content, one sound that goes on by itself', async () => {
	assert.deepEqual(await quiet(), []);
	const youth = await comeYouth(daemon);
	await youth.ask();
	await desk.shows('offer');
	const now = await desk.run(outside);
	assert.deepEqual(now, {
		hidden: true, title: '(1) Tilbud – Samtale', count: '1', badge: 1, notes: [{ ...NOTE, closed: false }], rings: 1,
	});
	const [sound] = await desk.run(() => window.seen.sounds);
	assert.deepEqual([sound.hidden, sound.loop, sound.seconds], [true, true, 2.5]);
	youth.send({ type: 'cancel', why: 0 });
	assert.deepEqual(await quiet(), [{ ...NOTE, closed: true }]);
});

test('an offer that the line lost pauses nobody', async () => {
	await desk.run(() => (window.swallow = true));
	const youth = await comeYouth(daemon);
	await youth.ask();
	await desk.shows('offer');
	await desk.until(() => document.querySelector('[data-test=offer]') === null, 'the offer to go on');
	await desk.run(() => (window.swallow = false));
	youth.send({ type: 'cancel', why: 0 });
	const pressed = () => document.querySelector('[data-test=state-available]')?.getAttribute('aria-pressed') === 'true';
	await desk.until(pressed, 'the counsellor to be available again');
	assert.equal(await desk.run(() => document.querySelector('[data-test=missed]')), null);
	await quiet();
});

test('a colleague takes the offer that nobody answered here, and everything stops', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask();
	await desk.shows('offer');
	per = await comeCounsellor(daemon, 'per', { password: daemon.addUser('per', { agency: 'oslo' }), takes: true });
	room = await youth.room();
	const notes = await quiet();
	assert.ok(notes.every(({ closed }) => closed), 'a notification is left');
});

test('a call for help rings behind another tab until it is answered, or taken back', async () => {
	const siri = await deskBehind('siri', daemon.addUser('siri', { role: 'supervisor', agency: 'oslo' }));
	const HELP_SECONDS = 4;
	const rings = (count) => siri.until(
		(seconds, n) => window.seen.sounds.filter((one) => one.seconds === seconds && one.loop && !one.stopped).length === n,
		`${count} calls that ring`, HELP_SECONDS, count,
	);
	await siri.run(() => document.querySelector('[data-test=state-paused]').click());
	await rings(0);
	per.send({ type: 'help', room: room.id, on: 1 });
	await siri.shows('call');
	await rings(1);
	await siri.run(() => document.querySelector('[data-test=advise-1]').click());
	await rings(0);
	per.send({ type: 'help', room: room.id, on: 0 });
	await siri.until(() => document.querySelector('[data-test=call]') === null, 'the call to be gone');
	per.send({ type: 'help', room: room.id, on: 1 });
	await rings(1);
	per.send({ type: 'help', room: room.id, on: 0 });
	await rings(0);
});

test('another login of the same person takes the shift, and everything stops in this one', async () => {
	await per.shift({ state: 1 });
	await desk.run(() => document.querySelector('[data-test=back-to-available]').click());
	const youth = await comeYouth(daemon);
	await youth.ask();
	await desk.shows('offer');
	await comeCounsellor(daemon, 'kari', { password, takes: false });
	await quiet();
	await desk.shows('halt');
});
