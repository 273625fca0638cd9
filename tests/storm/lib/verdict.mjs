// What the clients themselves can say when it is quiet again: who waits although somebody is free, who wrote where another
// had taken over, whether each room kept its promise.
import { judge } from '../../faults/lib/history.mjs';
import { wishAllows } from '../../routing/lib/reference.mjs';
import { AVAILABLE } from './counsellor.mjs';

/** Reasons of ENDED that come behind the last entry, to both sides. */
const ENDINGS = ['left', 'counsellor'];

const isFree = ({ here, standing, offers }) =>
	here && standing.state === AVAILABLE && offers.size === 0 && standing.load < standing.capacity;

/*
 * Do the two meet, as far as both screens tell? Counties are left to Redis' own check. No screen of a youth shows what only the row
 * tells: the topic it was handed over for, and who shall not be asked again.
 */
function meet(visit, one, row) {
	const { pool, region, languages, who, avoid } = visit.wish;
	const youth = { m: region, l: languages.join(' '), av: avoid.join(' '), w: String(who) };
	const person = { m: one.municipality, li: '', l: one.settings.languages.join(' ') };
	const near = who !== 2 && region !== '' && region === one.municipality;
	const far = who !== 1 && visit.level === 2 && (one.municipality === '' || one.settings.scope === 2);
	return pool === one.pool && one.settings.topics.includes(row?.t ?? visit.wish.topic) && wishAllows(youth, person) && (near || far)
		&& !row?.ex.split(' ').includes(one.id);
}

/** Youths that wait although their screen and a counsellor's say that the two could talk; rows: what Redis has (rows.mjs). */
export function idlePairs({ visits, staff }, rows) {
	const waiting = visits.filter(({ phase, here }) => phase === 'waiting' && here);
	const told = (one, row) => `${JSON.stringify(row)}${one.client.seen()}`;
	return staff.filter(isFree).flatMap((one) =>
		waiting.map((visit) => [visit, rows.visits.get(visit)]).filter(([visit, row]) => meet(visit, one, row)).map(([visit, row]) =>
			`${JSON.stringify(visit.wish)} at level ${visit.level} waits and ${one.name} is free: ${JSON.stringify(one.standing)}, `
			+ `${JSON.stringify(one.settings)}; the youth in Redis: ${told(visit, row)}\n${one.name} there: ${told(one, rows.staff.get(one))}`));
}

/** Where one of the staff sits. */
export const placeOf = (room, seat) => `${room} seat ${seat}`;

/** Counsellors whose words were taken in a room of a youth that another one had already been given. */
export function twoWriters({ visits, owners }) {
	const found = [];
	for (const visit of visits) {
		const joins = visit.joins ?? [];
		joins.forEach(({ room, seat }, i) => {
			const next = joins.slice(i + 1).find((join) => join.room !== room || join.seat !== seat);
			const owner = owners.get(placeOf(room, seat));
			const events = owner?.side.history.events ?? [];
			const acked = new Set(events.filter(({ what }) => what === 'acked').map(({ cseq }) => cseq));
			const late = events.filter(({ what, at, cseq }) => next && what === 'said' && at > next.at && acked.has(cseq));
			if (late.length === 0) return;
			found.push(`${owner.counsellor.name} wrote on at ${placeOf(room, seat)} when the youth was at ${placeOf(next.room, next.seat)}`);
		});
	}
	return found;
}

const isSettled = (sides) => sides.every(({ open }) => open) || sides.every(({ ended }) => ENDINGS.includes(ended));

/** What all saw in each room: [id, the youth's side, those of the staff in the order in which they came]. */
export function sidesOf({ owners, seats }) {
	const rooms = new Map();
	for (const { side } of owners.values()) rooms.set(side.id, [...(rooms.get(side.id) ?? []), side]);
	return [...rooms].map(([id, staff]) => [id, seats.get(id)?.rooms.get(id), staff.sort((a, b) => a.seat - b.seat)]);
}

/**
 * What is wrong in rooms, as all sides saw them. A room is settled when the youth and the last of the staff are in it, or have
 * heard its end; those before need not know the rest.
 */
export function judgeRooms(storm) {
	const found = [];
	for (const [id, youth, staff] of sidesOf(storm)) {
		const sides = [youth, staff.at(-1)].filter(Boolean);
		const settled = sides.length === 2 && isSettled(sides);
		for (const fault of judge(sides.map(({ history }) => history), { settled })) found.push(`${id}: ${fault}`);
		if (staff.length === 1) continue;
		const all = [youth, ...staff].filter(Boolean);
		for (const fault of judge(all.map(({ history }) => history), { settled: false })) found.push(`${id}: ${fault}`);
	}
	return found;
}
