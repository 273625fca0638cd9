// P1: what is typed into the pages, and the addresses it comes from, are found in no log, no file of Redis, and no memory of
// the daemon's processes or Redis. Each search first finds what was planted for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { comeCounsellor, talkWith } from '../live/lib/people.mjs';
import { processesOfGroup } from '../live/lib/proc.mjs';
import { asRoot, formsOf, formsOfAddress, memoryPlaces, writtenPlaces } from '../live/lib/search.mjs';
import { until } from '../live/lib/wait.mjs';
import { startBrowser } from './lib/browser.mjs';
import { Line } from './lib/line.mjs';
import { Desk, Phone } from './lib/people.mjs';

/** Stands in every text that a page is given, and nowhere else. */
const MARK = 'brunostvaffel';
const PLANTED = 'plantetgeitost';
const ADDRESSES = ['127.66.77.88', '127.99.87.65'];
const PLANTED_ADDRESS = '127.44.55.66';
const SAID = 'plantetpultost';

// The parent and the signing process read nothing of a test but their environment.
process.env.SAMTALE_PLANTED = `${PLANTED} ${PLANTED_ADDRESS}`;
const [street, office] = await Promise.all(ADDRESSES.map((address) => Line.open(address)));
const lists = {
	origins: JSON.stringify([street.origin, office.origin]),
	hosts: JSON.stringify([street.host, office.host]),
};
const daemon = await startDaemon({ keys: { ...lists, wrap_up_seconds: 0 } });
for (const line of [street, office]) line.lead(daemon);
const browser = await startBrowser();
const password = daemon.addUser('oslo');
const redis = daemon.redis();

const planted = formsOf(PLANTED);
const plantedAddress = formsOfAddress(PLANTED_ADDRESS, []);
const marked = formsOf(MARK);
const addresses = () => ADDRESSES.flatMap((address, i) => formsOfAddress(address, [street, office][i].ports));

/** Lets Redis write all that it knows into a file of its other kind. */
const snapshot = () => redis.call('SAVE');

/* Redis speaks in the daemon's log. */
function plantInLog() {
	redis.eval('redis.log(redis.LOG_WARNING, ARGV[1])', 0, PLANTED);
	return daemon.logged(new RegExp(PLANTED));
}

test('what is planted is found in a log, in each kind of file, in the memory of each process', async () => {
	const oslo = await comeCounsellor(daemon, 'oslo', { password, slot: 1 });
	const { youth, room, theirs } = await talkWith(daemon, oslo, { slot: 2 });
	await youth.say(`${PLANTED} ${PLANTED_ADDRESS} ${SAID}`);
	await until(() => theirs.texts.length === 1, 'the message');
	await snapshot();
	await plantInLog();
	const places = writtenPlaces(daemon, planted).map((path) => path.replace(/^.*\//, ''));
	for (const wanted of [/\.aof$/, /^dump\.rdb$/, /^the log$/]) assert.ok(places.some((place) => wanted.test(place)), `${places}`);
	assert.ok(writtenPlaces(daemon, plantedAddress).length >= 2, 'the address, too');
	assert.ok(writtenPlaces(daemon, formsOfAddress('127.0.0.1', [])).includes('the log'), 'where it listens');
	if (!asRoot.skip) {
		for (const forms of [planted, plantedAddress]) assert.deepEqual(memoryPlaces(daemon, forms), processesOfGroup(daemon.pid));
		assert.ok(memoryPlaces(daemon, formsOf(SAID)).includes(daemon.redisPid), 'what was said, in Redis');
	}
	youth.redials = oslo.redials = false;
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	await youth.leaveTable();
	await oslo.leaveTable();
});

let desk;
let phone;
let seed;

test('a youth and a counsellor write marked words', async () => {
	desk = await Desk.open(browser, office);
	await desk.logIn('oslo', password);
	await desk.goOnShift();
	phone = await Phone.open(browser, street, '/w/oslo');
	await phone.comeIn();
	await phone.ask();
	await phone.mark('first').fill(`${MARK} mens jeg venter`);
	await phone.click('first-ready');
	await desk.accept();
	await desk.shows(1);
	await desk.say(`${MARK} tilbake`);
	await phone.shows(2);
	await phone.say(`${MARK} med emoji 🧇`);
	await desk.shows(3);
	await phone.allStored();
	await desk.allStored();
	for (const screen of [phone, desk]) await screen.mark('composer').fill(`${MARK} bare begynt på`);
	seed = await phone.page.evaluate(() => {
		const key = Object.keys(sessionStorage).find((name) => name.startsWith('seal.'));
		return JSON.parse(sessionStorage.getItem(key)).seed.hex;
	});
	assert.match(seed, /^[0-9a-f]{64}$/);
});

/* Neither a word nor the key that opens them. */
async function checkWords() {
	await snapshot();
	for (const forms of [marked, formsOf(Buffer.from(seed, 'hex'))]) {
		assert.deepEqual(writtenPlaces(daemon, forms), []);
		if (!asRoot.skip) assert.deepEqual(memoryPlaces(daemon, forms), []);
	}
}

test('while they talk, no log, no file and no memory holds a word or the key', checkWords);

test('when they have left, none holds a word, the key, or an address', async () => {
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await desk.mark('room-ended').waitFor();
	for (const { page } of [phone, desk]) await page.context().close();
	await until(() => street.pairs.size + office.pairs.size === 0, 'the sockets to be closed');
	await checkWords();
	assert.ok(street.ports.length > 0 && office.ports.length > 0);
	assert.deepEqual(writtenPlaces(daemon, addresses()), []);
	if (!asRoot.skip) assert.deepEqual(memoryPlaces(daemon, addresses()), []);
});
