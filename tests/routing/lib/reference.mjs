// A second opinion on the whole pool, written from the specification and not from the functions: where each visit's place
// is, who may serve whom, when it must have been widened, and by when every passing state must be over. It is shown
// each call with the pool as it was and as it is, and says what it finds wrong: P1, P2, P4 to P9, P14, P17 to P19.
import { BOOST, TIMERS, besideOf } from './pool.mjs';

const words = (text) => (text ?? '').split(' ').filter(Boolean);

export function maySpeak(visit, person) {
	const wanted = words(visit.l);
	const written = words(person.l);
	return wanted.length === 0 || wanted.some((code) => written.includes(code) || (code === 'nn' && written.includes('nb')));
}

/** Does the wish allow this counsellor at all, at any level? */
export function wishAllows(visit, person) {
	const homes = [person.m, person.li].filter(Boolean);
	if (!maySpeak(visit, person) || words(visit.av).some((code) => homes.includes(code))) return false;
	if (visit.w === '1') return person.m === visit.m;
	return !(visit.w === '2' && homes.includes(visit.m));
}

/** Do visit and counsellor meet in a cell, at the visit's present level? */
function meet(visit, person) {
	if (!words(person.t).includes(visit.t)) return false;
	if (visit.to !== '') return visit.to === person.ag && person.m === visit.tm;
	const own = visit.m !== '' && visit.w !== '2' && person.m === visit.m;
	const widest = person.m === '' ? 2 : Number(person.sc);
	const near = person.m !== '' && visit.co !== '' && person.co === visit.co && visit.lv >= '1' && widest >= 1;
	return own || (visit.w !== '1' && (near || (visit.lv === '2' && widest === 2)));
}

/** Who comes from the counsellor's own municipality stands a little further ahead. */
function bonus(visit, person) {
	const local = visit.to !== '' ? visit.tm === person.m : visit.m === person.m && visit.w !== '2';
	return local && person.m !== '' ? TIMERS.bonus : 0;
}

/** How long each state may last before somebody has to have noticed. */
const LONGEST = { O: TIMERS.offer, M: TIMERS.ready, D: TIMERS.grace_w };

export class Reference {
	constructor() {
		this.visits = new Map(); // sid -> {asked, u, place, lv, widen, left: those who are not asked again}
		this.since = new Map(); // what -> when it was first seen so
		this.offers = new Set();
	}

	/** A visit is there, by asking or put back after a failover. asked: as told, or now. */
	asked(sid, urgency, time) {
		if (this.visits.has(sid)) return;
		this.visits.set(sid, { asked: time, u: String(urgency), place: time - BOOST[urgency], left: new Set() });
	}

	/** After a failover nothing is late because of it, and who was excluded meanwhile may have been forgotten. */
	failover(time) {
		for (const what of this.since.keys()) this.since.set(what, time + TIMERS.lease);
		for (const known of this.visits.values()) {
			known.left.clear();
			known.widen = undefined;
			known.room = '';
			known.seat = undefined;
			known.own = undefined;
			known.again = true; // it is put back with seats that nobody is in
		}
		this.offers.clear();
	}

	/**
	 * before and after: {visits, people} around one call {name, args, answer} at a time. settled: nothing was due any more.
	 * ordered: the call moved one thing only, so that the order within it says something.
	 */
	see(before, after, call, time, { settled, ordered }) {
		const found = [];
		for (const visit of after.visits) {
			this.place(visit, found);
			this.room(visit, found);
			this.level(visit, call, time, settled, found);
		}
		this.holders(before, after, call, found);
		this.beside(before, after, call, found);
		this.partings(before, after, call);
		for (const person of after.people) this.offered(person, after.visits, call, ordered, found);
		this.loads(after, found);
		this.idle(after, found);
		this.lasting(after, time, settled, found);
		return found;
	}

	/** P8 and the half of P6 that lies in the place: it is fixed at asking, moved by the boost of the urgency and no more. */
	place(visit, found) {
		const known = this.visits.get(visit.id);
		if (!known) {
			found.push(`P8 ${visit.id} never asked`);
		} else if (known.eff !== undefined && known.eff !== visit.e) {
			found.push(`P8 place of ${visit.id} was ${known.eff}, is ${visit.e}`);
		} else if (Number(visit.e) !== known.place) {
			found.push(`P6 place of ${visit.id} is ${visit.e}, asked ${known.asked} with urgency ${known.u}`);
		}
		if (known) known.eff = visit.e;
	}

	/** P17: a visit has one room from its first match to its end, and whoever comes next a higher seat there. */
	room(visit, found) {
		const known = this.visits.get(visit.id);
		const [seat, own] = [Number(visit.se), Number(visit.so || visit.se)];
		if (!known) return;
		if (known.room && visit.kr !== known.room) found.push(`P17 ${visit.id} had the room ${known.room}, has ${visit.kr}`);
		const talks = visit.st === 'C' ? visit.ra + visit.c : '';
		if (known.again) {
			Object.assign(known, { again: false, room: visit.kr, seat, own, talks });
			return;
		}
		const fresh = talks !== '' && talks !== known.talks;
		const top = known.seat ?? (fresh ? 0 : seat);
		if (fresh ? own <= top : talks !== '' && own !== (known.own ?? own)) found.push(`P17 ${visit.id} has the seat ${own} after ${known.own}`);
		const last = Math.max(fresh ? own : top, ...besideOf(visit).map((one) => one.seat));
		if (seat < top || seat > last) found.push(`P17 ${visit.id} has had the seats up to ${seat}, after ${top}`);
		Object.assign(known, { room: visit.kr, seat, own, talks });
	}

	/** P7: whoever waits is widened in its time; the time begins again when the level, the topic or the wish changes. */
	level(visit, { name, args }, time, settled, found) {
		const known = this.visits.get(visit.id);
		const wish = `${visit.w} ${visit.lv} ${visit.t} ${visit.to}`;
		if (!known) return;
		if (known.wish !== wish || known.widen === undefined || (name === 'y_change' && args[0] === visit.id)) {
			known.wish = wish;
			known.widen = time + (visit.lv === '0' ? TIMERS.widen1 : TIMERS.widen2);
		}
		const widens = visit.w !== '1' && visit.lv !== '2' && visit.to === '';
		if (settled && visit.st === 'W' && widens && time >= known.widen) {
			found.push(`P7 ${visit.id} waits at level ${visit.lv} since ${known.widen - time} ms too long`);
		}
	}

	/** P18: another session has a shift by a later turn only, however many had it in between. */
	holders(before, after, { name }, found) {
		if (name === 'failover') return;
		const now = new Map(after.people.map((person) => [person.id, person]));
		for (const { id, s, tu } of before.people) {
			const is = now.get(id);
			if (!is || is.n === '' || is.s === s) continue;
			if (Number(is.tu) <= Number(tu)) found.push(`P18 ${id} went from session ${s} to ${is.s} by the turn ${is.tu} after ${tu}`);
		}
	}

	/** P19: nobody comes in beside a room's owner but by a yes of the youth and by an offer of its own, which it has accepted. */
	beside(before, after, { name, args, answer }, found) {
		if (name === 'failover') return;
		const was = new Map(before.visits.map((visit) => [visit.id, visit]));
		for (const visit of after.visits) {
			const old = was.get(visit.id) ?? { io: '', iv: '' };
			const asked = name === 'consent' && args[0] === visit.id && args[2] === 1 && old.pr.startsWith('invite ');
			if (visit.io !== '' && visit.io !== old.io && !asked) found.push(`P19 ${visit.id} was not asked about ${visit.io}`);
			for (const { id, offer } of besideOf(visit)) {
				if (old.iv.includes(`:${id}:${offer}`)) continue;
				const came = name === 'accept' && answer[0] === 'OK' && args[0] === id && args[1] === offer;
				if (!came || !old.io.startsWith(`${offer} ${id} `)) found.push(`P19 ${id} is with ${visit.id}, and nobody let it in`);
			}
		}
	}

	/** Whoever had a visit and gave it up, or did not answer, is not asked for it again. */
	partings(before, after, { name, args, answer }) {
		if (name === 'failover') return;
		const now = new Map(after.visits.map((visit) => [visit.id, visit]));
		for (const was of before.visits) {
			const is = now.get(was.id);
			if (!is || was.c === '' || (is.c === was.c && is.o === was.o)) continue;
			const declined = name === 'decline' && answer[0] === 'OK' && args[1] === was.o;
			if (declined || (was.st === 'C' && name !== 'park')) this.visits.get(was.id).left.add(was.c);
		}
	}

	/** P14: an offer fits the wish. P5: of those a counsellor may serve, the one offered stands first. P6: and by how much. */
	offered(person, visits, { name }, ordered, found) {
		if (person.o === '' || this.offers.has(person.o)) return;
		this.offers.add(person.o);
		const chosen = visits.find((visit) => visit.id === person.os);
		if (!chosen) return;
		if (chosen.st === 'C') {
			if (!wishAllows(chosen, person)) found.push(`P14 ${person.id} was invited to ${chosen.id}`);
			return;
		}
		const promised = chosen.pk === person.id;
		const anyCell = promised || name === 'pick' || name === 'failover';
		const fits = wishAllows(chosen, person) && (anyCell || meet(chosen, person));
		if (!fits || this.visits.get(chosen.id)?.left.has(person.id)) found.push(`P14 ${person.id} was offered ${chosen.id}`);
		if (!ordered || name === 'pick' || promised || chosen.to !== '') return;
		for (const visit of visits.filter((item) => item.st === 'W')) this.passed(visit, chosen, person, found);
	}

	passed(visit, chosen, person, found) {
		const [first, second] = [this.visits.get(visit.id), this.visits.get(chosen.id)];
		const mine = wishAllows(visit, person) && meet(visit, person) && !words(visit.ex).includes(person.id);
		if (!mine || !first || !second) return;
		if (first.place - bonus(visit, person) < second.place - bonus(chosen, person)) {
			found.push(`P5 ${person.id} was offered ${chosen.id} before ${visit.id}`);
		}
		const later = second.asked - first.asked;
		if (first.u === '0' && later > BOOST[2] + TIMERS.bonus) {
			found.push(`P6 ${visit.id} was overtaken by ${chosen.id}, which asked ${later} ms later`);
		}
	}

	/** P2: what a counsellor carries is what points to it, and no more than it takes. P1: of offers, one. */
	loads({ visits, people }, found) {
		for (const { id, ld, cap, ov, wr } of people) {
			const points = (visit) => visit.c === id || visit.io.includes(` ${id} `) || besideOf(visit).some((one) => one.id === id);
			const mine = visits.filter(points);
			const carried = mine.length + words(wr).length;
			if (carried !== Number(ld)) found.push(`P2 load of ${id} is ${ld}, ${carried} point to it`);
			if (carried > Math.max(Number(cap), Number(ov))) found.push(`P2 ${id} carries ${carried} of ${cap}`);
			if (mine.filter(({ st }) => st === 'O').length > 1) found.push(`P1 ${id} has two offers`);
		}
	}

	/** P4: nobody waits while somebody is free who may serve. */
	idle({ visits, people }, found) {
		const free = people.filter(({ st, o, ld, cap }) => st === 'A' && o === '' && Number(ld) < Number(cap));
		for (const visit of free.length > 0 ? visits.filter(({ st }) => st === 'W') : []) {
			const person = free.find((one) => wishAllows(visit, one) && meet(visit, one) && !words(visit.ex).includes(one.id));
			if (person) found.push(`P4 ${visit.id} waits and ${person.id} is free`);
		}
	}

	/** P9: when nothing is due, no passing state has lasted longer than it may. */
	lasting({ visits, people }, time, settled, found) {
		const lasts = new Map();
		for (const { id, st, n, o, an, io } of visits) {
			if (io !== '') lasts.set(`${id} invites ${io}`, TIMERS.offer);
			const answered = st === 'D' && an === '1';
			if (st !== 'W' && st !== 'C') lasts.set(`${id} ${st} ${st === 'D' ? n : o}`, answered ? TIMERS.grace_r : LONGEST[st]);
			if (st === 'C' && n === '') lasts.set(`${id} away`, TIMERS.grace_r);
		}
		for (const { id, st, n, wr } of people) {
			if (st === 'L') lasts.set(`${id} lost ${n}`, TIMERS.lost);
			for (const room of words(wr)) lasts.set(`${id} ${room}`, TIMERS.wrap * (room.endsWith('+') ? 2 : 1));
		}
		for (const [what, longest] of lasts) {
			if (!this.since.has(what)) this.since.set(what, time);
			const late = time - this.since.get(what) - longest;
			if (settled && late >= 0) found.push(`P9 ${what} lasts ${late} ms too long`);
		}
		for (const what of this.since.keys()) {
			if (!lasts.has(what)) this.since.delete(what);
		}
	}
}
