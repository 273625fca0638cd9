// Random operations on a pool, as youths and counsellors make them and as time and accidents bring them. Each row makes one
// call, [node, name, arguments ...], from the world as it is, or nothing when there is nobody to do it; what is no single
// call is done by accidents.mjs.
import { besideOf, cid, room, sid, token } from './pool.mjs';
import { LEAD } from './world.mjs';

const PLACES = [['0301', '03', 'oslo'], ['0302', '03', 'asker'], ['5437', '56', 'karasjok'], ['4204', '42', 'kristiansand'],
	['4205', '42', 'lindesnes']];
const NATIONAL = ['', '', 'national'];
const TOPICS = ['unsure', 'school', 'body'];
const LANGUAGES = ['nb', 'nb', 'nb', 'nb', 'nb en', 'nb en', 'nn', 'se', 'en', 'se nb'];
const LATE_OFFERS = 8; // the last ones, of which some have been accepted and are in a room still
const LATE_WORDS = 8;
const HELD = ['W', 'O', 'M', 'C', 'D'];
const ON = ['A', 'P', 'Z', 'L'];

/** Nothing, or a place, more likely one where somebody on shift lives. */
function avoided({ random, now }) {
	const homes = now.people.map(({ li }) => li).filter(Boolean);
	if (random.chance(0.6)) return '';
	return homes.length > 0 && random.chance(0.5) ? random.pick(homes) : random.pick(PLACES)[0];
}

function ask(world) {
	const { random } = world;
	const [m, co] = random.chance(0.1) ? ['', random.chance(0.5) ? '03' : ''] : random.pick(PLACES);
	const name = `y${world.number()}`;
	world.tokens.set(sid(name), [token(name)]);
	return [random.pick(world.alive), 'y_enq', world.number(), sid(name), token(name), m, co, random.pick(TOPICS),
		random.pick(LANGUAGES), avoided(world),
		random.weighted([[0, 7], [1, 2], [2, 1]]), m === '' ? 0 : random.weighted([[0, 7], [1, 2], [2, 2]])];
}

/** Somebody's settings, new or as they were. */
function settings(world, old) {
	const { random } = world;
	if (old && random.chance(0.6)) {
		const capacity = random.chance(0.8) ? old.cap : 1 + random.below(3);
		return [old.ag, old.m, old.co, old.li, old.t, old.l, capacity, old.sc, world.toDay(old.un)];
	}
	const [m, co, agency] = random.chance(0.1) ? NATIONAL : random.pick(PLACES);
	const topics = TOPICS.filter(() => random.chance(0.7)).join(' ') || 'unsure';
	const until = random.chance(0.3) ? world.pool.day + random.pick([60000, 2800000, 3600000, 9000000]) : 0;
	return [agency, m, co, random.chance(0.4) ? random.pick(PLACES)[0] : '', topics, random.pick(LANGUAGES),
		1 + random.below(3), random.weighted([[0, 1], [1, 1], [2, 3]]), until];
}

function shift(world) {
	const { random } = world;
	const old = random.chance(0.5) ? world.personIn(ON) : null;
	const state = random.weighted([['A', 14], ['P', 2], ['Z', 1], ['X', 1]]);
	const same = old && old.s !== '0' && random.chance(0.8); // by the turn it has; another one claims the shift
	return [world.node(old?.n), 'c_set', same ? old.s : world.number(), old ? old.id : cid(`c${random.below(16)}`),
		same ? old.tu : world.number(), 'Alias',
		...settings(world, old), state];
}

/** What a socket said that has been overtaken since, perhaps by more than one. */
function lateShift(world) {
	const late = world.holders.map((was) => ({ was, now: world.now.people.find(({ id }) => id === was.c) }))
		.filter(({ was, now }) => now && now.s !== was.s).slice(-LATE_WORDS);
	if (late.length === 0) return null;
	const { was, now } = world.random.pick(late);
	return [world.node(was.n), 'c_set', was.s, was.c, was.tu, 'Alias', ...settings(world, now), 'A'];
}

function attach(world) {
	const visit = world.visitIn(HELD);
	if (!visit) return null;
	const presented = world.random.pick(world.tokens.get(visit.id));
	const next = token(`t${world.number()}`);
	world.tokens.set(visit.id, [presented, next]);
	// The count grows with every call, so none of them is late.
	return [world.random.pick(world.alive), 'y_attach', world.number(), visit.id, presented, next, world.number()];
}

const onVisit = (states, make) => (world) => {
	const visit = world.visitIn(states);
	return visit && [world.node(visit.n), ...make(visit, world)];
};

const onShift = (states, make, fits) => (world) => {
	const person = world.personIn(states, fits);
	const call = person && make(person, world);
	return call && [world.node(person.n), ...call];
};

const answerOffer = (name) => onShift(['A'], (c, world) => (name === 'accept'
	? ['accept', c.id, c.o, room(world.number())] : [name, c.id, c.o]), (c) => c.o !== '');

/** A call about a room by either side; byCounsellor for what is the counsellor's alone. */
const inRoom = (states, make, byCounsellor = false) => (world) => {
	const visit = world.visitIn(states);
	if (!visit) return null;
	const person = world.now.people.find((item) => item.id === visit.c);
	return byCounsellor || world.random.chance(0.5)
		? [world.node(person?.n), ...make(visit.c, visit.r, world, visit)]
		: [world.node(visit.n), ...make(visit.id, visit.r, world, visit)];
};

/** The session's number is also the turn of its ticket: each is higher than those before. */
function comeBack(c, world) {
	const number = world.number();
	return ['c_attach', number, c.id, number];
}

function lateAccept(world) {
	if (world.offers.length === 0) return null;
	const { c, o } = world.random.pick(world.offers.slice(-LATE_OFFERS));
	const holder = world.now.people.find(({ id }) => id === c);
	return [world.random.chance(0.5) ? world.node(holder?.n) : world.random.pick(world.alive), 'accept', c, o, room(world.number())];
}

/** Whom to hand over to: mostly somebody who could take it. */
function target(world) {
	const { random } = world;
	const colleague = world.personIn(random.chance(0.8) ? ['A'] : ON);
	if (!colleague) return ['counsellor', cid('nobody'), ''];
	const topic = random.pick(colleague.t.split(' '));
	return random.pick([['topic', topic, ''], ['agency', colleague.ag, colleague.m], ['counsellor', colleague.id, '']]);
}

function consent(world) {
	const asked = world.now.visits.filter((visit) => visit.pr !== '');
	const visit = asked.length > 0 && world.random.pick(asked);
	return visit && [world.node(visit.n), 'consent', visit.id, visit.r, world.random.weighted([[1, 3], [0, 1]])];
}

/** One more beside whoever talks: mostly somebody who could come. */
const invite = inRoom(['C'], (who, r, world, visit) => {
	const colleague = world.personIn(['A'], ({ id, o }) => id !== visit.c && o === '') ?? world.personIn(ON);
	return ['propose', who, r, 'invite', colleague?.id ?? cid('nobody'), ''];
}, true);

/** Whoever is beside leaves; now and then somebody tries who is not. */
function leaveBeside(world) {
	const rooms = world.now.visits.flatMap((visit) => besideOf(visit).map(({ id }) => ({ id, r: visit.r })));
	const one = rooms.length > 0 && world.random.chance(0.9) ? world.random.pick(rooms)
		: { id: world.personIn(ON)?.id, r: world.visitIn(['C'])?.r };
	return one.id && one.r && [world.node(world.now.people.find(({ id }) => id === one.id)?.n), 'invited_leave', one.id, one.r];
}

function park(world) {
	const away = world.now.visits.filter((visit) => visit.st === 'C' && visit.n === '');
	const visit = away.length > 0 && world.random.pick(away);
	return visit && [world.node(world.now.people.find(({ id }) => id === visit.c)?.n), 'park', visit.c, visit.r];
}

const wrap = onShift(ON, (c, world) => ['wrap', c.id, world.random.pick(c.wr.split(' ')).replace('+', ''),
	world.random.pick(['done', 'more'])], (c) => c.wr !== '');

/** A form of a conversation that has just ended, or of one that has not, or of somebody else's. */
const register = onShift(ON, (c, { random, rooms }) => {
	const r = c.wr !== '' && random.chance(0.8) ? random.pick(c.wr.split(' ')).replace('+', '') : random.pick(rooms);
	const ticks = `age:${random.pick(['13-15', '16-17'])} kind:${random.pick(['yes', 'yes', 'test', 'wrong'])}`;
	return r && ['register', c.id, r, 1, ticks];
});

/** By hand: mostly from a cell where somebody waits. */
const pick = onShift(['A'], (c, world) => {
	const visit = world.visitIn(['W']);
	const [m, co] = world.random.pick(PLACES);
	return visit && world.random.chance(0.8) ? ['pick', c.id, visit.m ? `m${visit.m}` : 'n', visit.t]
		: ['pick', c.id, world.random.pick(['n', `c${co}`, `m${m}`]), world.random.pick(TOPICS)];
}, (c) => c.o === '');

const ACT_LIFE = [60000, 600000, 1200000];

/** A queue led on or asked further away, of a county or of all, for a while. */
function act(world, kind, { place = '', target = '', m = '', level = 0 }) {
	const { random, pool } = world;
	const scopes = random.pick(['n', 'c03', 'c42', 'c03 c42']);
	return [random.pick(world.alive), 'act', LEAD, 'Alias', '', '', kind, place, scopes, random.pick(TOPICS), target, m, level,
		pool.day + random.pick(ACT_LIFE), '', 0];
}

function redirect(world) {
	const { random } = world;
	const [m, , place] = random.pick([...PLACES, NATIONAL]);
	return act(world, 'redirect', random.chance(0.5) ? { place, m } : { target: random.pick(TOPICS) });
}

const scope = (world) => act(world, 'scope', { level: 1 + world.random.below(2) });

/** One of the acts that an ask reads is undone. */
function undo(world) {
	const rules = (world.now.cfg.rules ?? '').split('\n').filter(Boolean);
	return rules.length > 0 && [world.random.pick(world.alive), 'act_undo', LEAD, 'Alias', '', world.random.pick(rules).split(' ')[0],
		'redirect scope'];
}

const change = (visit, world) => ['y_change', visit.id, world.random.below(3), world.random.pick(LANGUAGES)];

const OK = /^(OK|DUP)$/;

/** [{name, make, repeat: what the same call once more may be answered; without it, it is not repeated}, weight] */
export const OPERATIONS = [
	[{ name: 'ask', make: ask, repeat: OK }, 20],
	[{ name: 'shift', make: shift, repeat: OK }, 16],
	[{ name: 'late shift', make: lateShift, repeat: OK }, 2],
	[{ name: 'received', make: answerOffer('received'), repeat: OK }, 22],
	[{ name: 'accept', make: answerOffer('accept'), repeat: OK }, 24],
	[{ name: 'decline', make: answerOffer('decline'), repeat: OK }, 5],
	[{ name: 'late accept', make: lateAccept, repeat: OK }, 2],
	[{ name: 'ready', make: onVisit(['M'], (y) => ['y_ready', y.id, y.r]), repeat: OK }, 20],
	[{ name: 'late ready', make: onVisit(['W', 'D', 'C'], (y) => ['y_ready', y.id, y.r || room('x')]) }, 1],
	[{ name: 'end', make: inRoom(['M', 'C'], (who, r) => ['end', who, r, 'left']), repeat: OK }, 8],
	[{ name: 'swap', make: inRoom(['C'], (who, r) => ['swap', who, r, 0]), repeat: OK }, 3],
	[{ name: 'park', make: park, repeat: OK }, 4],
	[{ name: 'propose', make: inRoom(['C'], (who, r, world) => ['propose', who, r, ...target(world)], true), repeat: OK }, 8],
	[{ name: 'consent', make: consent, repeat: /^(DUP|GONE|STATE)$/ }, 12],
	[{ name: 'invite', make: invite, repeat: OK }, 8],
	[{ name: 'leave beside', make: leaveBeside, repeat: /^(OK|DUP|GONE)$/ }, 2],
	[{ name: 'extend', make: inRoom(['C'], (who, r) => ['extend', who, r], true), repeat: OK }, 2],
	[{ name: 'extend shift', make: onShift(ON, (c) => ['extend', c.id, '']), repeat: OK }, 2],
	[{ name: 'wrap', make: wrap, repeat: /^(DUP|GONE)$/ }, 10],
	[{ name: 'wrote', make: inRoom(['C'], (who, r) => ['wrote', who, r]), repeat: OK }, 6],
	[{ name: 'register', make: register, repeat: /^(OK|GONE)$/ }, 6],
	[{ name: 'pick', make: pick, repeat: /^(STATE|FULL)$/ }, 4],
	[{ name: 'cancel', make: onVisit(HELD, (y) => ['y_cancel', y.id, 'cancelled']), repeat: OK }, 3],
	[{ name: 'change', make: onVisit(HELD, change), repeat: OK }, 4],
	[{ name: 'bind', make: onVisit(HELD, (y, world) => ['y_bind', y.id, token(`l${world.random.below(5)}`)]), repeat: OK }, 1],
	[{ name: 'leave', make: onVisit(HELD, (y) => (y.lh ? ['y_leave', y.id, y.lh, 'left_quickly'] : ['y_leave', y.id, token('x'), 'left_quickly'])),
		repeat: OK }, 1],
	[{ name: 'attach', make: attach }, 7],
	[{ name: 'detach', make: onVisit(HELD, (y) => ['y_detach', y.s || '0', y.id]), repeat: OK }, 4],
	[{ name: 'lose', make: onShift(ON, (c) => ['c_detach', c.s, c.id]), repeat: OK }, 2],
	[{ name: 'come back', make: onShift(ON, comeBack) }, 8],
	[{ name: 'redirect', make: redirect, repeat: OK }, 2],
	[{ name: 'scope', make: scope, repeat: OK }, 1],
	[{ name: 'undo', make: undo, repeat: OK }, 1],
	[{ name: 'sweep', make: (world) => [world.random.pick(world.alive), 'sweep', 1] }, 8],
	[{ name: 'big sweep', make: (world) => [world.random.pick(world.alive), 'sweep', 64] }, 2],
];

const WRONG = ['\u0001', 'x'.repeat(3000)];

/** A call with one argument that no function takes, or one too many or too few. */
export function wrongCall(world, call) {
	const { random } = world;
	const [node, name, ...args] = call;
	const at = random.below(args.length + 2);
	if (at === args.length) return [node, name, ...args, 'x'];
	if (at > args.length) return [node, name, ...args.slice(0, -1)];
	return [node, name, ...args.with(at, random.pick(WRONG))];
}
