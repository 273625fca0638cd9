// What tests of alarms share: a judgement as a parent asks for it, what stands, who came and what became of them.
import assert from 'node:assert/strict';

export const MINUTE = 60000;
export const HOUR = 60 * MINUTE;
export const WEEK = 7 * 24 * HOUR;
/** A Thursday; its minute is the last of an hour, so that two whole hours end with it. */
export const EVENING = Date.UTC(2026, 10, 19, 19, 59, 30);
const DOORS = 'oslo:0301:0:0:0 bergen:4601:0:0:0';

/** n visits from three municipalities, of which one is the first. */
export const crowd = (n) => ({ m0301: n - 2, m4601: 1, m1103: 1 });

/** t: of withPool(). */
export function alarmsOf(t) {
	/** Judges; gives [letters that wait for room, [id, text, words] of each of which there is something to say], or DUP. */
	async function judgement({ machine = 'one', missing = 0, wait = 10, lost = 15, doors = DOORS, ways = '', lying = '' } = {}) {
		const [word, late, ...rest] = await t.pool.raw('alarms', machine, missing, wait, lost, doors, ways, lying);
		assert.ok(word === 'OK' || word === 'DUP', word);
		return word === 'DUP' ? word : [Number(late), Array.from({ length: rest.length / 3 }, (_, i) => rest.slice(3 * i, 3 * i + 3))];
	}

	/** Judges; gives what has just begun, by id. */
	async function judge(given) {
		const said = await judgement(given);
		return said === 'DUP' ? said : Object.fromEntries(said[1].filter(([, , words]) => words.startsWith('b')));
	}

	async function at(day) {
		t.pool.time = day;
		await t.pool.tellDay();
	}

	const standing = () => t.pool.client.hgetall(`${t.pool.prefix}al`);
	const ids = async () => Object.keys(await standing()).sort();
	const put = (key, fields) => t.pool.client.hset(`${t.pool.prefix}${key}`, fields);

	async function audited() {
		const [, ...rest] = await t.pool.raw('hold_audit', 'oslo', '');
		return Array.from({ length: rest.length / 6 }, (_, i) => rest.slice(6 * i + 2, 6 * i + 6));
	}

	/** So many visits a place, at that minute before now. */
	async function arrivals(topic, places, ago = 0) {
		const minute = Math.floor(t.pool.day / MINUTE) - ago;
		for (const [place, n] of Object.entries(places)) await put('rc', { [`${minute} a ${topic} ${place}`]: n });
	}

	const results = (result, n, ago = 0, place = 'm0301') =>
		put('rc', { [`${Math.floor(t.pool.day / MINUTE) - ago} ${result} ${place}`]: n });

	return { judgement, judge, at, standing, ids, put, audited, arrivals, results };
}
