// R15, allocations: a worker in which every n-th allocation finds no memory says no, or closes, and lives; afterwards every
// room goes on, and nothing that was acked is lost, doubled, changed or out of order.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { launch } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { verdict } from './lib/history.mjs';
import { LONG, report } from './lib/report.mjs';
import { comeCounsellor, comeYouth, talkWith } from '../live/lib/people.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { PATIENCE_MS, pause, until, within } from '../live/lib/wait.mjs';

/** From rarely to one in five. */
const EVERY = LONG ? [499, 211, 97, 53, 29, 17, 11, 7, 5] : [97, 17];
const ROUND = 60;
/** Of the steps of a round: so often two strangers come and a page is asked for; so often a line is cut, of each in turn. */
const STRANGERS = 10;
const CUT = 6;

const place = writeDemo({
	keys: {
		bucket_youth: 10000, refill_youth: 10000, bucket_staff: 10000, refill_staff: 10000, excess: 100000,
		wrap_up_seconds: 0, staff_lost_seconds: 3600, staff_told_seconds: 60, staff_choose_seconds: 600,
	},
});
const library = join(place.folder, 'failing_malloc.so');
const control = join(place.folder, 'failing');
execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(ROOT, 'tests/faults/failing_malloc.c')]);
writeFileSync(control, Buffer.alloc(24));
place.prefix = ['env', `LD_PRELOAD=${library}`, `FAILING_MALLOC=${control}`];
const daemon = launch(place);
await daemon.ready();

/** The file is mapped by the workers, so it is written in place. */
function failEvery(n) {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(n));
	const fd = openSync(control, 'r+');
	writeSync(fd, bytes, 0, 8, 0);
	closeSync(fd);
}

function counted() {
	const bytes = readFileSync(control);
	const at = (i) => Number(bytes.readBigUInt64LE(8 * i));
	return { seen: at(1), failed: at(2) };
}

const deaths = () => daemon.lines.filter((line) => /^<3>worker=\d+ ended/.test(line));

const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1, capacity: 3 });
const talks = [];
for (let slot = 0; slot < 3; slot++) talks.push(await talkWith(daemon, oslo, { slot: 1 + (slot % 2) }));
const people = [oslo, ...talks.map(({ youth }) => youth)];
const saying = [];
let number = 0;
const rounds = []; // of each: {failed, came, wellMs}
const judged = () => verdict(talks.map(({ room, theirs }) => [room.history, theirs.history]));

/** Somebody who comes, asks, and goes again, as far as that is possible. */
async function visitor() {
	try {
		const guest = await comeYouth(daemon);
		guest.redials = false;
		guest.client.send({
			type: 'ask', pool: 'no', region: '4601', door: '', topic: 'unsure', languages: ['nb'], urgency: 0, who: 1, avoid: [],
		});
		await guest.client.ping();
		await guest.client.close(4000);
		return true;
	} catch {
		return false; // it was refused or closed: an honest answer
	}
}

/** How many of two got in, beside somebody who only looks at the page. */
async function strangers() {
	const look = fetch(`${daemon.origin}/`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {});
	const [one, , other] = await Promise.all([visitor(), look, visitor()]);
	return Number(one) + Number(other);
}

for (const every of EVERY) {
	test(`with one allocation in ${every} failing no worker ends, and all goes on afterwards`, async () => {
		const before = counted();
		failEvery(every);
		let came = 0;
		for (let i = 0; i < ROUND; i++) {
			for (const { room, theirs } of talks) {
				saying.push(room.say(`melding ${number}`), theirs.say(`svar ${number++}`));
			}
			if (i % STRANGERS === 0) came += await strangers();
			if (i % CUT === CUT - 1) people[(i / CUT | 0) % people.length].client.socket.terminate();
			await pause(20);
			if (deaths().length > 0) break;
		}
		failEvery(0);
		const at = performance.now();
		const failed = counted().failed - before.failed;
		assert.deepEqual(deaths(), [], daemon.tail());
		assert.ok(failed > 0, 'no allocation failed');
		await within(Promise.all(saying), 'all acks', { ms: 60_000, more: () => oslo.client.seen() + daemon.tail() });
		for (const { room, theirs, youth } of talks) {
			await until(() => room.texts.length === theirs.texts.length, 'both sides to have everything', { more: () => youth.client.seen() });
		}
		rounds.push({ failed, came, wellMs: performance.now() - at });
		assert.deepEqual(judged().found, []);
	});
}

test('R15 in figures, allocations', () => {
	const sum = (name) => rounds.reduce((total, round) => total + round[name], 0);
	assert.equal(rounds.length, EVERY.length, 'somebody is still away: nothing can be called lost, or not lost');
	report('R15b', {
		faults: sum('failed'), ...judged(), unavailable: sum('wellMs') / 1000,
		more: { one_in: EVERY.join(' '), visitors_who_got_in: sum('came') },
	});
});

test('and the next youth is answered as if nothing had been', async () => {
	const [{ youth, room, theirs }] = talks;
	youth.send({ type: 'leave', room: room.id });
	await until(() => theirs.ended !== null, 'the end of a room');
	const next = await comeYouth(daemon);
	// A worker that lost its Redis by it takes a moment to be back, and says so until then.
	await until(async () => (await next.ask()).type === 'queued', 'the youth to be queued', { step: 500, more: () => daemon.tail() });
	const other = await next.room();
	await within(other.say('hei'), 'the ack');
	await until(() => oslo.rooms.get(other.id)?.texts.includes('hei'), 'the message at the desk');
});

test('and told to stop it ends, although its libraries may have lost something', async () => {
	assert.equal((await daemon.stop()).code, 0);
});
