// A hundred starts and stops with sockets open in every state: no crash, exit 0, and each client hears why. Those who had a
// place or a room have it again at the next start.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { launch } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { verdict } from './lib/history.mjs';
import { report } from './lib/report.mjs';
import { Client } from '../live/lib/client.mjs';
import { comeCounsellor, comeYouth, talkWith } from '../live/lib/people.mjs';
import { roleNumber } from '../live/lib/wire.mjs';
import { until } from '../live/lib/wait.mjs';

const ASAN = process.env.SAMTALE_BUILD === 'asan';
const ROUNDS = ASAN ? 20 : 100;
const SIDE_BY_SIDE = 2;
const OPENING = `GET /socket HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n`;

/** A plain connection that has sent so much, and has been answered when it waits for that. */
async function plain(daemon, text, answered = false) {
	const socket = connect(daemon.port, '127.0.0.1');
	socket.on('error', () => {});
	socket.write(text);
	await new Promise((resolve) => socket.once(answered ? 'data' : 'connect', resolve));
	return socket;
}

const keepAlive = (daemon) =>
	plain(daemon, `GET /api/v1/directory HTTP/1.1\r\nHost: 127.0.0.1:${daemon.port}\r\n\r\n`, true);

async function greeted(daemon) {
	const client = new Client(daemon);
	await client.hello(roleNumber('youth'));
	return client;
}

async function upgraded(daemon) {
	const client = new Client(daemon);
	await client.opened;
	return client;
}

/** The people of a lane: a counsellor and a youth in a room, and a youth who waits for somebody who is never there. */
async function comeFirst(daemon) {
	const oslo = await comeCounsellor(daemon, 'oslo');
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	const waits = await comeYouth(daemon);
	await waits.ask({ topic: 'love' });
	for (const person of [oslo, youth, waits]) person.redials = false;
	return { oslo, youth, waits, room, theirs };
}

/** The same people on the daemon that was started after: everybody resumes. */
async function comeAgain(daemon, { oslo, youth, waits }) {
	for (const person of [oslo, youth, waits]) {
		person.daemon = daemon;
		await person.connect();
		assert.equal((await person.resume()).type, 'resumed', daemon.tail());
	}
	await youth.room();
}

/** One start and one stop; gives the people, for the next one. */
async function round(place, before) {
	const daemon = launch(place);
	await daemon.ready();
	const people = before ?? (await comeFirst(daemon));
	if (before) await comeAgain(daemon, before);
	await people.youth.say(`${people.room.next}`);
	await until(() => people.theirs.offset === people.room.offset, 'the message at the desk');
	const { oslo, youth, waits } = people;
	const clients = [oslo.client, youth.client, waits.client, await greeted(daemon), await upgraded(daemon)];
	const bare = await Promise.all([plain(daemon, OPENING), plain(daemon, ''), keepAlive(daemon)]);
	const { code, signal } = await daemon.stop();
	assert.deepEqual([code, signal], [0, null], daemon.tail());
	for (const client of clients) {
		const end = await client.ending();
		assert.deepEqual([end.code, /^drain: retry_after=/.test(end.reason)], [1012, true], `${end.code} ${end.reason}`);
	}
	await until(() => bare.every((socket) => socket.destroyed), 'the plain sockets to be closed');
	assert.deepEqual(daemon.sanitizerReports(), []);
	return people;
}

test(`${ROUNDS} starts and stops with open sockets: exit 0, no crash, every client gets a close frame`, async () => {
	const began = performance.now();
	let left = ROUNDS;
	const rooms = [];
	const lane = async () => {
		const place = { ...writeDemo({ keys: { wrap_up_seconds: 0, bucket_youth: 1000 } }), kept: true };
		let people;
		while (left-- > 0) people = await round(place, people);
		rooms.push([people.room.history, people.theirs.history]);
		rmSync(place.folder, { recursive: true });
	};
	await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
	const seconds = (performance.now() - began) / 1000;
	const counts = verdict(rooms);
	if (!ASAN) report('R19', { faults: ROUNDS, ...counts, more: { seconds } });
	assert.deepEqual(counts.found, []);
});
