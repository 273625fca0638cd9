// Who stands where and who may serve whom, written from the specification (routing, sections 2, 3 and 6) and not from the
// functions. The wish itself is judged by the reference model of the routing tests.
import { TIMERS, visitOf } from '../../routing/lib/pool.mjs';
import { wishAllows } from '../../routing/lib/reference.mjs';

const words = (text) => (text ?? '').split(' ').filter(Boolean);

/** A visit from its hash (a Map), or null. */
export function readVisit(id, hash) {
	return hash ? { id, ...visitOf(Object.fromEntries(hash)) } : null;
}

/** A counsellor on shift from its hash and its rooms, or null. */
export function readPerson(id, hash, rooms = new Map()) {
	if (!hash) return null;
	const raw = Object.fromEntries(hash);
	const text = (name) => raw[name] ?? '';
	return {
		id, st: raw.st, m: raw.m, co: raw.co, ag: raw.ag, li: raw.li, t: raw.t, l: raw.l, cap: Number(raw.cap), sc: Number(raw.sc),
		ld: Number(raw.ld), idle: Number(raw.id), o: text('o'), os: text('os'), n: text('n'), s: text('s'), tu: Number(raw.tu),
		ov: Number(text('ov')), wraps: words(raw.wr).map((room) => room.replace('+', '')), rooms: new Map(rooms),
		beside: words(raw.iv),
	};
}

/** The cells a waiting visit stands in: its municipality, its county from level 1, the nation at level 2. */
export function cellsWaited(visit) {
	const scopes = [];
	if (visit.to !== '') {
		scopes.push(visit.tm === '' ? 'n' : `m${visit.tm}`);
	} else {
		const level = visit.w === '1' ? 0 : Number(visit.lv);
		if (visit.m !== '' && visit.w !== '2') scopes.push(`m${visit.m}`);
		if (level >= 1 && visit.co !== '') scopes.push(`c${visit.co}`);
		if (level === 2) scopes.push('n');
	}
	return scopes.map((scope) => `${scope}:${visit.t}`);
}

/** The cells a counsellor serves: a national agency's is the nation alone. */
export function cellsServed(person) {
	const scopes = person.m === '' ? ['n'] : [`m${person.m}`];
	if (person.m !== '' && person.sc >= 1 && person.co !== '') scopes.push(`c${person.co}`);
	if (person.m !== '' && person.sc === 2) scopes.push('n');
	return scopes.flatMap((scope) => words(person.t).map((topic) => `${scope}:${topic}`));
}

/** In cells if and only if available, without an offer, with a slot. */
export const isFree = (person) => person.st === 'A' && person.o === '' && person.ld < person.cap;

/** Where a free counsellor stands in its cells: the least load first, then who has been idle for longest. */
export const standing = (person) => person.ld * 1e13 + person.idle;

/** What holds for every offer, by hand too: the wish, the exclusions, the agency it was handed to. */
export const mayServe = (visit, person) =>
	wishAllows(visit, person) && !words(visit.ex).includes(person.id) && (visit.to === '' || visit.to === person.ag);

/** Do the two meet at the visit's present level? */
export const shareCell = (visit, person) => {
	if (!words(person.t).includes(visit.t)) return false;
	const served = cellsServed(person);
	return cellsWaited(visit).some((cell) => served.includes(cell));
};

/** Where a visit stands for this counsellor: its own municipality's youth a little further ahead. */
export function placeFor(visit, person, bonus) {
	const local = visit.to !== '' ? visit.tm === person.m : visit.m === person.m && visit.w !== '2';
	return Number(visit.e) - (local && person.m !== '' ? bonus : 0);
}

/** A setting of the pool in milliseconds. */
export const settingOf = (cfg, name) => Number(cfg?.get(name) ?? TIMERS[name]);

/** How long a visit may at most stay as it is, or 0 for ever. */
export function longestOf(visit, cfg) {
	const ms = (name) => settingOf(cfg, name);
	if (visit.st === 'O') return ms('offer');
	if (visit.st === 'M') return ms('ready');
	if (visit.st === 'D' || (visit.st === 'C' && visit.n === '')) return visit.an === '1' ? ms('grace_r') : ms('grace_w');
	if (visit.st !== 'W') return 0;
	const widens = visit.to !== '' || (visit.w !== '1' && visit.lv !== '2');
	return widens ? (visit.lv === '0' && visit.to === '' ? ms('widen1') : ms('widen2')) : 0;
}
