// What the clients themselves can say when it is quiet again: who waits although somebody is free, who wrote where another
// had taken over, whether each room kept its promise.
import { judge } from '../../faults/lib/history.mjs';
import { wishAllows } from '../../routing/lib/reference.mjs';
import { AVAILABLE, likeness } from './counsellor.mjs';

/** Reasons of ENDED that come behind the last entry, to both sides. */
const ENDINGS = ['left', 'counsellor'];

const isFree = ({ here, standing, offers }) =>
	here && standing.state === AVAILABLE && offers.size === 0 && standing.load < standing.capacity;

/* Do the two meet, as far as both screens tell? Counties are left to Redis' own check. */
function meet(visit, one) {
	const { pool, region, topic, languages, urgency, who, avoid } = visit.wish;
	const youth = { m: region, l: languages.join(' '), av: avoid.join(' '), w: String(who) };
	const person = { m: one.municipality, li: '', l: one.settings.languages.join(' ') };
	const near = who !== 2 && region !== '' && region === one.municipality;
	const far = who !== 1 && visit.level === 2 && (one.municipality === '' || one.settings.scope === 2);
	return pool === one.pool && one.settings.topics.includes(topic) && wishAllows(youth, person) && (near || far)
		&& !one.refusedOffers.has(likeness({ topic, languages, urgency, who }));
}

/** Youths that wait although their screen and a counsellor's say that the two could talk. */
export function idlePairs({ visits, staff, seats, owners }) {
	const had = (visit, one) => [...owners.values()].some(({ counsellor, side }) => counsellor === one && seats.get(side.id) === visit);
	const waiting = visits.filter(({ phase, here, handed }) => phase === 'waiting' && here && !handed);
	return staff.filter(isFree).flatMap((one) =>
		waiting.filter((visit) => meet(visit, one) && !had(visit, one))
			.map((visit) => `${JSON.stringify(visit.wish)} at level ${visit.level} waits and ${one.name} is free`));
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
