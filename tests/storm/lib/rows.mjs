// What Redis has of those who are here when it is quiet again, and where a screen shows something else.
import { nameOf } from '../../live/lib/token.mjs';
import { visitOf } from '../../routing/lib/pool.mjs';
import { OFF } from './counsellor.mjs';

/** Of a shift, by the number in SHIFTED. */
const STATES = ['A', 'P', 'Z', 'X', 'L'];
const sorted = (words) => [...words].sort().join(' ');
const listed = (text) => sorted(text.split(' '));

async function rowOf(visit, redis) {
	const [pool, sid] = (await redis.get(`{t:${nameOf(visit.token)}}`))?.split(' ') ?? [];
	const raw = sid ? await redis.hgetall(`{${pool}}:y:${sid}`) : {};
	return raw.q ? { sid, ...visitOf(raw) } : null;
}

async function shiftOf({ pool, id }, redis) {
	const raw = await redis.hgetall(`{${pool}}:c:${id}`);
	return raw.st ? raw : null;
}

async function mapOf(list, read) {
	return new Map(await Promise.all(list.map(async (one) => [one, await read(one)])));
}

/** {visits, staff}: Map of who it is to what Redis has; null: nothing. */
export async function readRows({ visits, staff }, redis) {
	const here = visits.filter((visit) => visit.phase !== 'over' && visit.here);
	return { visits: await mapOf(here, (visit) => rowOf(visit, redis)), staff: await mapOf(staff, (one) => shiftOf(one, redis)) };
}

const WAITING = {
	screen: ({ level, wish: { who, languages } }) => ({ state: 'waits', level, who, languages: sorted(languages) }),
	row: ({ st, lv, w, l }) => ({ state: 'WO'.includes(st) ? 'waits' : st, level: Number(lv), who: Number(w), languages: listed(l) }),
};
const TALKING = {
	screen: ({ talk }) => ({ state: 'C', room: talk?.id }),
	row: ({ st, r }) => ({ state: st, room: r }),
};
const ON = {
	screen: ({ standing: { state, load, capacity }, settings: { scope, topics, languages } }) =>
		({ state: STATES[state], load, capacity, scope, topics: sorted(topics), languages: sorted(languages) }),
	row: ({ st, ld, cap, sc, t, l }) =>
		({ state: st, load: Number(ld), capacity: Number(cap), scope: Number(sc), topics: listed(t), languages: listed(l) }),
};
/** Behind the end of its opening a shift stays as it was told, whatever topics are asked for. */
const CLOSED = {
	screen: ON.screen,
	row: (raw) => {
		const { topics, ...rest } = ON.row(raw);
		return rest;
	},
};

function unlike(name, { screen, row }, one, stored) {
	if (!stored) return [`${name} is not in Redis`];
	const [shown, is] = [screen(one), row(stored)];
	return Object.keys(is).filter((what) => shown[what] !== is[what]).map((what) => `${name}: ${what} ${shown[what]}, in Redis ${is[what]}`);
}

/** What the screens show that is not so. */
export function screensOff(rows) {
	const visits = [...rows.visits].flatMap(([visit, row]) =>
		unlike(`a youth who ${visit.phase === 'waiting' ? 'waits' : 'talks'}`, visit.phase === 'waiting' ? WAITING : TALKING, visit, row)
			.map((fault) => `${fault}; ${JSON.stringify(row)}${visit.client.seen()}`));
	const staff = [...rows.staff].flatMap(([one, row]) =>
		(row === null && one.standing.state === OFF ? [] : unlike(one.name, one.shut ? CLOSED : ON, one, row))
			.map((fault) => `${fault}; ${JSON.stringify(row)}${one.client.seen()}`));
	return [...visits, ...staff];
}
