// The properties of routing (spec: routing, section 6) as far as one call can break them: each looks only at what the call
// touched. A check is given the pool, the step and `found`, which takes a sentence beginning with the property's number.
import { besideOf } from '../../routing/lib/pool.mjs';
import { wishAllows } from '../../routing/lib/reference.mjs';
import {
	cellsServed, cellsWaited, isFree, longestOf, mayServe, placeFor, settingOf, shareCell, standing,
} from './rules.mjs';

/** Visits and counsellors that the call touched and that are still there: [as it is, as it was]. */
const touched = (known, ids) => [...ids].map(([id, was]) => [known.get(id), was]).filter(([is]) => is);

/** P1: a visit and its counsellor say the same of each other. */
export function checkPairs(pool, step, found) {
	for (const [visit] of touched(pool.visits, step.visits)) checkVisitPair(pool, visit, found);
	for (const [person] of touched(pool.people, step.people)) {
		const offered = person.o === '' ? null : pool.visits.get(person.os);
		const isAsked = offered?.io.startsWith(`${person.o} ${person.id} `);
		if (person.o !== '' && !isAsked && !(offered?.st === 'O' && offered.o === person.o && offered.c === person.id)) {
			found(`P1 ${person.id} has an offer of which ${person.os} knows nothing`);
		}
		for (const [room, sid] of person.rooms) {
			const visit = pool.visits.get(sid);
			const theirs = visit?.c === person.id && visit.r === room && 'MC'.includes(visit.st);
			if (!theirs) found(`P1 ${person.id} has the room ${room}, which is not that of ${sid}`);
		}
	}
}

function checkVisitPair(pool, { id, st, c, o, r }, found) {
	if (st === 'W' || st === 'D') {
		if (c !== '' || o !== '' || r !== '') found(`P1 ${id} in ${st} has somebody`);
		return;
	}
	const person = pool.people.get(c);
	const theirs = st === 'O' ? person?.os === id && person.o === o : person?.rooms.get(r) === id;
	if (!theirs) found(`P1 ${id} in ${st} is not that of ${c}`);
}

/** P2: load is rooms, those one is in by invitation, offer and wrap-ups, and not above the capacity. */
export function checkLoads(pool, step, found) {
	for (const [person] of touched(pool.people, step.people)) {
		const counted = person.rooms.size + person.beside.length + (person.o === '' ? 0 : 1) + person.wraps.length;
		if (person.ld !== counted) found(`P2 load of ${person.id} is ${person.ld}, counted ${counted}`);
		if (person.ld > Math.max(person.cap, person.ov)) found(`P2 load of ${person.id} is ${person.ld} of ${person.cap}`);
	}
}

/** P3: everybody stands in exactly the cells of its state. */
export function checkCells(pool, step, found) {
	const must = (kind, is) => (kind === 'd' ? (is?.st === 'W' ? cellsWaited(is) : []) : is && isFree(is) ? cellsServed(is) : []);
	const look = (kind, id, is, was, score) => {
		const cells = must(kind, is);
		for (const cell of cells) {
			const at = pool.key(`${kind}:${cell}`)?.get(id);
			if (at !== score) found(`P3 ${id} stands in ${kind}:${cell} with ${at}, not with ${score}`);
		}
		const entered = step.entered.filter(([cell, one]) => one === id && cell[0] === kind).map(([cell]) => cell.slice(2));
		for (const cell of new Set([...must(kind, was), ...entered])) {
			if (!cells.includes(cell) && pool.key(`${kind}:${cell}`)?.has(id)) found(`P3 ${id} stands in ${kind}:${cell}`);
		}
	};
	for (const [id, was] of step.visits) {
		const is = pool.visits.get(id);
		look('d', id, is, was, Number(is?.e));
	}
	for (const [id, was] of step.people) {
		const is = pool.people.get(id);
		look('a', id, is, was, is && standing(is));
	}
}

/** P4: nobody waits while somebody eligible is free. */
export function checkIdle(pool, step, found) {
	const meet = (visit, person) => {
		if (mayServe(visit, person) && shareCell(visit, person)) found(`P4 ${visit.id} waits and ${person.id} is free`);
	};
	for (const [visit] of touched(pool.visits, step.visits)) {
		if (visit.st === 'W') for (const person of pool.free) meet(visit, person);
	}
	for (const [person] of touched(pool.people, step.people)) {
		if (pool.free.has(person)) for (const visit of pool.waiting) meet(visit, person);
	}
}

/** Visits that this call offered to somebody: [visit, counsellor]. */
function offersOf(pool, step) {
	return touched(pool.visits, step.visits)
		.filter(([is, was]) => is.st === 'O' && is.o !== was?.o)
		.map(([is]) => [is, pool.people.get(is.c)])
		.filter(([, person]) => person);
}

/* By hand, or promised: these go out of turn. */
const outOfTurn = (visit, person, call) => call.name === 'pick' || visit.pk === person.id || visit.to !== '';

/**
 * P5: of those whom the counsellor may serve, none stood before the one offered. Only who waited all through the call can say
 * so. The other half of the rule: a youth that asks takes the least loaded and then longest idle.
 */
export function checkOrder(pool, step, found) {
	const bonus = settingOf(pool.cfg, 'bonus');
	const back = new Set(step.entered.map(([, id]) => id)); // a sweep offered it to one who left in the same call, so it waits as before
	for (const [chosen, person] of offersOf(pool, step)) {
		if (outOfTurn(chosen, person, step.call)) continue;
		const place = placeFor(chosen, person, bonus);
		for (const visit of pool.waiting) {
			if (step.visits.has(visit.id) || back.has(visit.id) || placeFor(visit, person, bonus) >= place) continue;
			if (mayServe(visit, person) && shareCell(visit, person)) found(`P5 ${person.id} was offered ${chosen.id} before ${visit.id}`);
		}
		if (['y_enq', 'y_attach', 'y_change'].includes(step.call.name)) checkTurn(pool, step, chosen, person, found);
	}
}

function checkTurn(pool, step, visit, chosen, found) {
	const was = step.people.get(chosen.id);
	if (!was || !isFree(was)) return;
	for (const person of pool.free) {
		const first = !step.people.has(person.id) && standing(person) < standing(was);
		if (first && mayServe(visit, person) && shareCell(visit, person)) {
			found(`P5 ${visit.id} was offered to ${chosen.id} and not to ${person.id}`);
		}
	}
}

const CLOCKS_MS = 1000; // between the moment that MONITOR tells and the one that the function knew

/** P6: a place is the time of asking, moved by the boost of the urgency. P8: it never changes. P17: nor does a room. */
export function checkPlaces(pool, step, found) {
	for (const [is, was] of touched(pool.visits, step.visits)) {
		if (was && was.e !== is.e) found(`P8 the place of ${is.id} was ${was.e} and is ${is.e}`);
		if (was?.kr && was.kr !== is.kr) found(`P17 the room of ${is.id} was ${was.kr} and is ${is.kr}`);
		if (was || step.call.name !== 'y_enq') continue;
		const boost = is.u === '0' ? 0 : settingOf(pool.cfg, `boost${is.u}`);
		const off = Number(is.e) + boost - pool.now;
		if (Math.abs(off) > CLOCKS_MS) found(`P6 the place of ${is.id} is ${off} ms from where it belongs`);
	}
}

/** P18: another session has a shift by a later turn only. */
export function checkHolders(pool, step, found) {
	for (const [is, was] of touched(pool.people, step.people)) {
		if (!was || is.n === '' || is.s === was.s || Number(is.tu) > Number(was.tu)) continue;
		found(`P18 ${is.id} went from session ${was.s} to ${is.s} by the turn ${is.tu} after ${was.tu}`);
	}
}

/** P19: who is in a room by invitation and the visit know of each other. */
export function checkBeside(pool, step, found) {
	for (const [person] of touched(pool.people, step.people)) {
		for (const sid of person.beside) {
			const visit = pool.visits.get(sid);
			if (!visit || !besideOf(visit).some(({ id }) => id === person.id)) found(`P19 ${person.id} is not with ${sid}`);
		}
	}
	for (const [visit] of touched(pool.visits, step.visits)) {
		for (const { id } of besideOf(visit)) {
			if (!pool.people.get(id)?.beside.includes(visit.id)) found(`P19 ${id} does not know that it is with ${visit.id}`);
		}
	}
}

/** P9, and P7 where a visit is widened: what passes has a deadline, and not a later one than it may. */
export function checkDeadlines(pool, step, found) {
	const dl = pool.key('dl');
	const must = (item, longest) => {
		const at = dl?.get(item);
		const rule = pool.visits.get(item.slice(2))?.st === 'W' ? 'P7' : 'P9';
		if (at === undefined) found(`${rule} ${item} has no deadline`);
		else if (at > pool.now + longest) found(`${rule} ${item} has its deadline ${at - pool.now} ms from now`);
	};
	const lease = settingOf(pool.cfg, 'lease'); // what was overdue when Redis came back gets a lease more
	for (const [visit] of touched(pool.visits, step.visits)) {
		const longest = longestOf(visit, pool.cfg);
		if (longest > 0) must(`y:${visit.id}`, longest + lease);
	}
	for (const [person] of touched(pool.people, step.people)) {
		if (person.st === 'L') must(`c:${person.id}`, settingOf(pool.cfg, 'lost') + lease);
		for (const room of person.wraps) must(`k:${person.id}:${room}`, 2 * settingOf(pool.cfg, 'wrap') + lease);
	}
}

/** P10: the head of each cell, and how many are staffed where. */
export function checkIndexes(pool, step, found) {
	for (const name of step.cells) {
		if (name[0] !== 'd') continue;
		const [, scope, topic] = name.split(':');
		const scores = pool.key(name);
		const first = scores ? Math.min(...scores.values()) : undefined;
		if (pool.key(`h:${scope}`)?.get(topic) !== first) found(`P10 head of ${scope}:${topic} is not ${first}`);
	}
	const st = pool.key('st');
	for (const [id, was] of step.people) {
		for (const person of [was, pool.people.get(id)]) {
			for (const cell of person ? cellsServed(person) : []) {
				const must = pool.staffed.get(cell) ?? 0;
				if (Number(st?.get(cell) ?? 0) !== must) found(`P10 staffed in ${cell}: ${st?.get(cell)}, not ${must}`);
			}
		}
	}
}

/** P13: whoever loses a room, and did not ask for it, is told; not who is detached by the same call, and comes back later. */
export function checkTold(pool, step, found) {
	for (const [id, was] of step.people) {
		const is = pool.people.get(id);
		if (!was || was.n === '' || is?.n === '' || step.call.args.includes(id)) continue;
		for (const [room, sid] of was.rooms) {
			if (is?.rooms.has(room)) continue;
			const offer = step.visits.get(sid)?.o;
			const ofRoom = ({ t, r, o }) => (r === room ? t === 'ended' : t === 'revoked' && o === offer);
			const told = step.news.some((item) => item.i === id && ofRoom(item));
			if (!told) found(`P13 ${id} is not told that the room ${room} is no more`);
		}
	}
}

/** P14: an offer is what the youth wished for. parted: sid -> those who gave it up. */
export function checkWishes(pool, step, parted, found) {
	for (const [visit, person] of offersOf(pool, step)) {
		const { call } = step;
		const fits = wishAllows(visit, person) && mayServe(visit, person);
		const meets = outOfTurn(visit, person, call) || shareCell(visit, person);
		if (!fits || !meets || parted.get(visit.id)?.has(person.id)) found(`P14 ${person.id} was offered ${visit.id}`);
	}
}

/** P4: nobody is kept from a visit but who had it before this call. */
export function checkExcluded(pool, step, found) {
	for (const [visit, was] of touched(pool.visits, step.visits)) {
		const before = [...(was?.ex ?? '').split(' '), was?.c];
		const added = visit.ex.split(' ').filter((id) => id !== '' && !before.includes(id));
		for (const id of added) found(`P4 ${id} shall not be asked again for ${visit.id}, which it never had`);
	}
}

/** Keeps parted: who had a visit and gave it up, or declined it, is not asked for it again. */
export function rememberParted(pool, step, parted) {
	for (const [id, was] of step.visits) {
		const is = pool.visits.get(id);
		if (!is) parted.delete(id);
		if (!is || !was || was.c === '' || was.c === is.c) continue;
		const declined = step.call.name === 'decline' && step.call.args[3] === was.c && was.st === 'O';
		if (!declined && !(was.st === 'C' && step.call.name !== 'park')) continue;
		if (!parted.has(id)) parted.set(id, new Set());
		parted.get(id).add(was.c);
	}
}

/** P15 within a call: what is gone has no deadline, no owner, no room. */
export function checkGone(pool, step, found) {
	const dl = pool.key('dl');
	const gone = (kind, known, ids) => {
		for (const [id, was] of ids) {
			if (known.has(id) || !was) continue;
			if (dl?.has(`${kind}:${id}`)) found(`P15 deadline of ${kind}:${id}, which is gone`);
			if (was.n !== '' && pool.key(`own:${was.n}`)?.has(`${kind}:${id}`)) found(`P15 ${was.n} owns ${kind}:${id}, which is gone`);
		}
	};
	gone('y', pool.visits, step.visits);
	gone('c', pool.people, step.people);
	for (const [id] of step.people) {
		if (!pool.people.has(id) && pool.key(`cc:${id}`)) found(`P15 rooms of ${id}, who is gone`);
	}
}
