// What people notice while their node is replaced: everything that a person would see of it is written down, and how long
// each was without an answer.
import { randomBytes } from 'node:crypto';
import { comeCounsellor } from '../live/lib/people.mjs';
import { pause } from '../live/lib/wait.mjs';

const AWAY = 2;
/** Frames that show on a screen as trouble or as an end. */
const TROUBLE = {
	refused: ({ code, frame }) => `refused ${code} of frame ${frame}`,
	ended: ({ reason }) => `ended ${reason}`,
	lost: ({ why }) => `lost ${why}`,
	frozen: ({ on }) => `frozen ${on}`,
	peer: ({ what, seat }) => what === AWAY && `seat ${seat} is away`,
	revoked: ({ why }) => `offer revoked: ${why}`,
};

/**
 * Watches a person from now on: notices are what it saw, gaps the milliseconds from a lost socket to RESUMED, away the same as
 * [from, to].
 */
export function watch(person) {
	const seen = { person, notices: [], gaps: [], away: [], lostAt: 0 };
	const { handle, onClosed } = person;
	person.handle = (frame) => {
		const notice = TROUBLE[frame.type]?.(frame);
		if (notice) seen.notices.push(notice);
		if (frame.type === 'resumed' && seen.lostAt !== 0) {
			const now = performance.now();
			seen.gaps.push(now - seen.lostAt);
			seen.away.push([seen.lostAt, now]);
			seen.lostAt = 0;
		}
		handle.call(person, frame);
	};
	person.onClosed = (client, end) => {
		if (client === person.client && seen.lostAt === 0) seen.lostAt = performance.now();
		if (end.code !== 1012) seen.notices.push(`closed with ${end.code} ${end.reason}`);
		onClosed.call(person, client, end);
	};
	return seen;
}

/** What somebody noticed, a line each. */
export const noticed = (all) =>
	all.flatMap(({ person, notices }) => notices.map((notice) => `${person.side} ${person.name ?? ''}: ${notice}`));

/** Whether everybody has a socket, and its visit or shift on it. */
export const allThere = (all) =>
	all.every(({ person, lostAt }) => lostAt === 0 && [...person.rooms.values()].every((room) => room.open));

/** Milliseconds in which somebody was without an answer. */
export function unavailable(all) {
	let [sum, end] = [0, 0];
	for (const [from, to] of all.flatMap(({ away }) => away).sort(([a], [b]) => a - b)) {
		sum += Math.max(0, to - Math.max(from, end));
		end = Math.max(end, to);
	}
	return sum;
}

/** Figures of a list of milliseconds, as report.mjs takes them. */
export function figures(list) {
	const sorted = [...list].sort((a, b) => a - b);
	const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
	return { moves: sorted.length, p50_back_ms: at(0.5), p99_back_ms: at(0.99), longest_back_ms: at(1) };
}

/**
 * So many counsellors of oslo on shift, who take what they are offered. The first account is made as an operator would, the
 * others are its copies, because making each password takes as long as checking it.
 */
export async function comeCounsellors(daemon, count) {
	const redis = daemon.redis();
	const password = daemon.addUser('oslo');
	const fields = await redis.hgetall('{staff}:u:oslo');
	const all = [await comeCounsellor(daemon, 'oslo', { password })];
	for (let i = 1; i < count; i++) {
		const name = `oslo-${i}`;
		const own = { ...fields, id: randomBytes(16).toString('hex'), name };
		await redis.call('FCALL', 's1_staff_add', 1, '{staff}:', name, ...Object.entries(own).flat());
		all.push(await comeCounsellor(daemon, name, { password }));
	}
	return all;
}

/** Both sides of a room write, one after the ack of the other, until stop is called and the last ack has come. */
export function talkOn(rooms, every) {
	let going = true;
	const talks = rooms.map(async (room) => {
		for (let count = 0; going; count++) {
			await room.say(`${room.seat}/${count}`);
			await pause(every * (0.5 + Math.random()));
		}
	});
	return async () => {
		going = false;
		await Promise.all(talks);
	};
}

