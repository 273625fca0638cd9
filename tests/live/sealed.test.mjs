// The main job and the resumes once more, sealed: the browser's machines on real sockets, two workers between them. What the other
// tests of this folder say is only headed like a sealed text, see README.md.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { comeSealedCounsellor, talkSealed } from './lib/sealed.mjs';
import { DIALOGUE } from './lib/sentences.mjs';
import { until } from './lib/wait.mjs';

const daemon = await startDaemon({ keys: { bucket_youth: 500, bucket_staff: 500, wrap_up_seconds: 0 } });
const oslo = await comeSealedCounsellor(daemon, 'oslo', { slot: 1 });

/** Every text of the dialogue, one after the other, then both sides as they show it. */
async function sayAll({ room, theirs }, middle = () => {}) {
	let happening;
	for (const [i, { from, text }] of DIALOGUE.entries()) {
		if (i === DIALOGUE.length >> 1) happening = middle();
		await (from === 'youth' ? room : theirs).say(text);
	}
	await happening;
	const texts = DIALOGUE.map((said) => said.text);
	const both = () => room.texts.length === texts.length && theirs.texts.length === texts.length;
	await until(both, 'all texts on both sides', { more: () => `: ${room.texts.length} and ${theirs.texts.length}` });
	assert.deepEqual(room.texts, texts);
	assert.deepEqual(theirs.texts, texts);
	assert.deepEqual([...room.news, ...theirs.news], []);
}

/** Which of the texts stand in the room's log as they were said. */
async function readableIn({ id }, texts) {
	const entries = await daemon.redis().xrangeBuffer(`{r:${id}}:log`, '-', '+');
	const log = Buffer.concat(entries.flatMap(([, pairs]) => pairs));
	return texts.filter((text) => log.includes(text));
}

async function end({ youth, room, theirs }) {
	room.talk.leave();
	await until(() => room.ended && theirs.ended, 'the end on both sides');
	await youth.leaveTable();
	oslo.rooms.delete(room.id);
}

test('forty sealed texts arrive once and in order, and none of them can be read in the log', async () => {
	const pair = await talkSealed(daemon, oslo, { slot: 2 });
	await sayAll(pair);
	const texts = DIALOGUE.map((said) => said.text).filter((text) => text.length > 3);
	assert.deepEqual(await readableIn(pair.room, texts), []);
	await end(pair);
	assert.deepEqual([pair.room.end, pair.theirs.end], ['complete', 'complete']);
});

test('the same search finds a text that was not sealed', async () => {
	const kristiansand = await comeCounsellor(daemon, 'kristiansand');
	const { youth, room } = await talkWith(daemon, kristiansand, { region: '4204' });
	await youth.say('et merket ord');
	assert.deepEqual(await readableIn(room, ['et merket ord']), ['et merket ord']);
	youth.send({ type: 'leave', room: room.id });
	await until(() => room.ended, 'the end');
	await kristiansand.leaveTable();
});

test('a youth whose line breaks in the middle opens everything, once', async () => {
	const pair = await talkSealed(daemon, oslo, { slot: 2 });
	await sayAll(pair, () => pair.youth.reload());
	await end(pair);
});

test('a counsellor whose line breaks in the middle opens everything, once', async () => {
	const pair = await talkSealed(daemon, oslo, { slot: 2 });
	await sayAll(pair, () => oslo.reload());
	await end(pair);
});
