// Scenes as the daemon would send them, made by hand: what stands on the pictures, and a crowd that would take a daemon minutes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../live/lib/npm.mjs';

const MINUTE = 60_000;
/** Facts a frame may hold. */
const FACTS = 32;

const table = (name) => readFileSync(join(ROOT, 'config/data', name), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'));

export const TOPICS = table('topics.tsv').filter(([, , hidden]) => hidden === '0').map(([id]) => id);
/** Codes of Norway's municipalities. */
export const MUNICIPALITIES = table('no-kommuner.tsv').map(([code]) => code).filter((code) => /^\d{4}$/.test(code));

/** The frames of a whole moment with these facts: {name: value}. */
export function frames(facts, at = Date.now()) {
	const all = Object.entries(facts);
	const parts = [];
	for (let i = 0; i < all.length || i === 0; i += FACTS) parts.push(all.slice(i, i + FACTS));
	return parts.map((part, i) => ({
		type: 'scene', seq: i + 1, whole: i === 0 ? 1 : 0, more: i < parts.length - 1 ? 1 : 0, at,
		names: part.map(([name]) => name), values: part.map(([, value]) => value),
	}));
}

/** {`w ...`: value} of [region, topic, number, minutes]. */
export const waiting = (cells, at = Date.now()) =>
	Object.fromEntries(cells.map(([region, topic, n, minutes]) => [`w ${region} ${topic}`, `${n} ${Math.round(at - (minutes + 0.5) * MINUTE)}`]));

const PEOPLE = [
	['Ingrid S.', 'karasjok', 'available', 102, 1, 2], ['Jonas B.', 'kristiansand', 'available', 100, 2, 2],
	['Sunniva T.', 'ung-norge', 'available', 58, 2, 3], ['Ahmed R.', 'oslo', 'available', 72, 2, 2], ['Lena M.', 'oslo', 'paused', 6, 1, 2],
	['Eirik H.', 'kristiansand', 'available', 44, 1, 2], ['Marte L.', 'oslo', 'draining', 9, 1, 2], ['Pål K.', 'ung-norge', 'lost', 0, 2, 2],
	['Aina V.', 'oslo', 'available', 31, 1, 2],
];

const people = (at) =>
	Object.fromEntries(PEOPLE.map(([alias, agency, state, minutes, load, capacity], i) =>
		[`p ${i + 1}`, `${state} ${Math.round(at - (minutes + 0.5) * MINUTE)} ${load} ${capacity} ${agency} ${alias}`]));

/* The hours before `at` by the clock of Oslo, newest first: what came, was answered, went. */
function hours(at, rows) {
	const format = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Oslo', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' });
	return Object.fromEntries(rows.map((row, i) => [`h ${format.format(at - i * 60 * MINUTE).replace(/\D/g, '')}`, row.join(' ')]));
}

/* Without an open door, so many hours before `at`. */
function shut(at, from, to) {
	const all = hours(at, Array.from({ length: 24 }, () => ['1']));
	return Object.fromEntries(Object.entries(all).slice(from, to).map(([name, value]) => [name.replace('h ', 'shut '), value]));
}

/* All but who waits. */
const evening = (at) => ({
	view: '-', ...people(at), ...shut(at, 8, 22),
	...hours(at, [[22, 18, 1], [17, 16, 1], [12, 11, 1], [9, 9, 0], [7, 7, 0], [5, 5, 0], [4, 4, 0], [3, 3, 0]]),
	now: '11 1 2 1 3 9 5 19', expected: '110', 'rate 15': '5 4 0 0 0', 'rate 60': '22 18 1 0 0',
	'open karasjok': `open ${at + 35 * MINUTE}`, 'open kristiansand': `open ${at + 35 * MINUTE}`, 'open oslo': `open ${at + 300 * MINUTE}`,
});

/** A normal evening, as on the first picture. */
export const normal = (at = Date.now()) => ({
	...evening(at),
	...waiting([['c03', 'mind', 1, 4], ['c42', 'school', 1, 2], ['c46', 'friends', 1, 1]], at),
});

/** An evening when far more come than usual, as on the second one. */
export const surge = (at = Date.now()) => ({
	...evening(at),
	...waiting([
		['c03', 'family', 1, 2], ['c11', 'friends', 1, 1], ['c11', 'online', 3, 12], ['c40', 'online', 2, 9], ['c42', 'online', 4, 18],
		['c42', 'school', 1, 3], ['c42', 'mind', 1, 6], ['c46', 'mind', 1, 4],
	], at),
	...hours(at, [[47, 23, 8], [24, 20, 3], [16, 14, 2], [11, 11, 0], [7, 7, 0], [5, 5, 0], [4, 4, 0], [3, 3, 0]]),
	now: '14 2 0 2 14 7 0 16', expected: '940', 'rate 15': '16 7 5 0 1', 'rate 60': '47 23 7 1 2',
});

/** All municipalities and topics, `many` waiting: no viewer sees so much; the table has to bear it. */
export function crowd(many = 1000, at = Date.now()) {
	const cells = new Map();
	const add = (region, topic, minutes) => {
		const [, , n = 0, longest = 0] = cells.get(`${region} ${topic}`) ?? [];
		cells.set(`${region} ${topic}`, [region, topic, n + 1, Math.max(longest, minutes)]);
	};
	for (let i = 0; i < many; i++) {
		const code = MUNICIPALITIES[(i * 2) % MUNICIPALITIES.length];
		const [topic, minutes] = [TOPICS[(i * 5) % TOPICS.length], (i * 3) % 31];
		add(`m${code}`, topic, minutes);
		add(`c${code.slice(0, 2)}`, topic, minutes);
	}
	return { ...evening(at), ...waiting([...cells.values()], at), now: `40 0 0 5 ${many} 20 0 40` };
}

/** The frame of a moment in which some of a crowd's cells have changed, as the daemon sends it; round: another one each time. */
export function stir(round, at = Date.now()) {
	const cells = Array.from({ length: 24 }, (_cell, i) => {
		const code = MUNICIPALITIES[(round * 31 + i * 11) % MUNICIPALITIES.length];
		return [i % 2 === 0 ? `m${code}` : `c${code.slice(0, 2)}`, TOPICS[(round + i) % TOPICS.length], 1 + (round % 7), round % 20];
	});
	return frames(waiting(cells, at), at).map((frame) => ({ ...frame, whole: 0 }));
}
