// Random operations on a pool, as nodes, youths, counsellors and accidents make them. Each takes the world and does one
// thing; the world remembers what real nodes would remember and reads the rest from Redis.
import { Node, cid, hex, room, sid, token } from './pool.mjs';

const PLACES = [['0301', '03'], ['0302', '03'], ['5437', '56'], ['4204', '42'], ['4205', '42']];
const TOPICS = ['unsure', 'school', 'body'];
const LANGUAGES = ['nb', 'nn', 'se', 'en', 'nb en', 'se nb'];

export class World {
	constructor(pool, random) {
		this.pool = pool;
		this.random = random;
		this.nodes = [];
		this.zombies = [];
		this.count = 0;
		this.offers = [];
		this.tokens = new Map(); // sid -> valid tokens, newest last
	}

	async open(settings) {
		this.settings = settings;
		for (const name of ['n1', 'n2', 'n3']) this.nodes.push(await this.pool.node(name, settings));
		return this;
	}

	number() {
		this.count += 1;
		return String(this.count);
	}

	async all(kind) {
		const keys = (await this.pool.client.keys(`${this.pool.prefix}${kind}:*`)).sort();
		const pipe = this.pool.client.pipeline();
		for (const key of keys) pipe.hgetall(key);
		const answers = keys.length > 0 ? await pipe.exec() : [];
		return answers.map(([, hash], i) => ({ ...hash, id: keys[i].slice(this.pool.prefix.length + 2) }));
	}

	/** The node that holds a visit or shift, or any. */
	node(home) {
		const held = this.nodes.find((node) => `${node.name}#${node.epoch}` === home);
		return held ?? this.random.pick(this.nodes);
	}
}

async function pickFrom(world, kind, states) {
	const list = (await world.all(kind)).filter((item) => states.includes(item.st));
	return list.length > 0 ? world.random.pick(list) : null;
}

async function ask(world) {
	const { random } = world;
	const [m, co] = random.chance(0.1) ? ['', random.chance(0.5) ? '03' : ''] : random.pick(PLACES);
	const name = `y${world.number()}`;
	const call = ['y_enq', world.number(), sid(name), token(name), m, co, random.pick(TOPICS), random.pick(LANGUAGES),
		random.chance(0.2) ? random.pick(PLACES)[0] : '', random.weighted([[0, 7], [1, 2], [2, 1]]),
		m === '' ? 0 : random.weighted([[0, 7], [1, 2], [2, 2]])];
	const node = random.pick(world.nodes);
	world.tokens.set(sid(name), [token(name)]);
	return [node, call];
}

async function shift(world) {
	const { random } = world;
	const old = random.chance(0.5) ? await pickFrom(world, 'c', ['A', 'P', 'Z', 'L']) : null;
	const [m, co] = random.chance(0.1) ? ['', ''] : random.pick(PLACES);
	const state = random.weighted([['A', 8], ['P', 2], ['Z', 1], ['X', 1]]);
	const topics = TOPICS.filter(() => random.chance(0.7)).join(' ') || 'unsure';
	const keep = old && random.chance(0.6);
	const id = old ? old.id : cid(`c${random.below(8)}`);
	const session = old && random.chance(0.8) ? old.s : world.number();
	return [world.node(old?.n), ['c_set', session, id, 'Alias', 'oslo', ...(keep
		? [old.m, old.co, old.li, old.t, old.l, random.chance(0.8) ? old.cap : 1 + random.below(3), old.sc]
		: [m, co, random.chance(0.2) ? random.pick(PLACES)[0] : '', topics, random.pick(LANGUAGES),
			1 + random.below(3), random.weighted([[0, 1], [1, 1], [2, 3]])]), state]];
}

const onVisit = (states, make) => async (world) => {
	const visit = await pickFrom(world, 'y', states);
	return visit && [world.node(visit.n), make(visit, world)];
};

const onShift = (states, make) => async (world) => {
	const person = await pickFrom(world, 'c', states);
	const call = person && make(person, world);
	return call && [world.node(person.n), call];
};

async function attach(world) {
	const visit = await pickFrom(world, 'y', ['W', 'O', 'M', 'C', 'D']);
	if (!visit) return null;
	const valid = world.tokens.get(visit.id);
	const presented = world.random.pick(valid);
	const next = hex(`t${world.number()}`, 64);
	world.tokens.set(visit.id, [presented, next]);
	return [world.random.pick(world.nodes), ['y_attach', world.number(), visit.id, presented, next]];
}

async function end(world) {
	const visit = await pickFrom(world, 'y', ['M', 'C']);
	if (!visit) return null;
	const person = (await world.all('c')).find((item) => item.id === visit.c);
	return world.random.chance(0.5)
		? [world.node(visit.n), ['end', visit.id, visit.r, 'left']]
		: [world.node(person?.n), ['end', visit.c, visit.r, 'counsellor']];
}

async function lateAccept(world) {
	if (world.offers.length === 0) return null;
	const { c, o } = world.random.pick(world.offers);
	return [world.random.pick(world.nodes), ['accept', c, o, room(world.number())]];
}

/** A node dies without a word; another one, or it again, comes up. */
async function crash(world) {
	const i = world.random.below(world.nodes.length);
	const dead = world.nodes[i];
	world.zombies.push(dead);
	const fresh = new Node(world.pool, world.random.chance(0.5) ? dead.name : `n${world.number()}`);
	await fresh.up(world.settings);
	world.nodes[i] = fresh;
	return null;
}

/** Time passes; nodes that live keep beating. */
async function pass(world) {
	const steps = [[50, 4], [1000, 4], [4000, 4], [9000, 2], [31000, 2], [400000, 1], [1300000, 0.3]];
	const ms = world.random.weighted(steps);
	for (let left = ms; left > 0; left -= 9000) {
		await world.pool.pass(Math.min(left, 9000));
		for (const node of world.nodes) await node.beat();
	}
	return null;
}

const sweep = async (world) => [world.random.pick(world.nodes), ['sweep', 1]];

const answerOffer = (name) => onShift(['A'], (c, world) => (c.o === '' ? null
	: name === 'accept' ? ['accept', c.id, c.o, room(world.number())] : [name, c.id, c.o]));

/** [what, weight, may it be repeated without effect] */
export const OPERATIONS = [
	[{ name: 'ask', make: ask, idempotent: true }, 16],
	[{ name: 'shift', make: shift }, 9],
	[{ name: 'received', make: answerOffer('received'), idempotent: true }, 10],
	[{ name: 'accept', make: answerOffer('accept'), idempotent: true }, 12],
	[{ name: 'decline', make: answerOffer('decline'), idempotent: true }, 3],
	[{ name: 'late accept', make: lateAccept, idempotent: true }, 2],
	[{ name: 'ready', make: onVisit(['M'], (y) => ['y_ready', y.id, y.r]), idempotent: true }, 10],
	[{ name: 'late ready', make: onVisit(['W', 'D', 'C'], (y) => ['y_ready', y.id, y.r || room('x')]) }, 1],
	[{ name: 'end', make: end, idempotent: true }, 8],
	[{ name: 'cancel', make: onVisit(['W', 'O', 'M', 'D', 'C'], (y) => ['y_cancel', y.id, 'cancelled']),
		idempotent: true }, 2],
	[{ name: 'change', make: onVisit(['W', 'O', 'D', 'M'], (y, world) => ['y_change', y.id,
		world.random.below(3), world.random.pick(LANGUAGES)]) }, 3],
	[{ name: 'attach', make: attach }, 5],
	[{ name: 'detach', make: onVisit(['W', 'O', 'M', 'C', 'D'], (y) => ['y_detach', y.s, y.id]), idempotent: true }, 5],
	[{ name: 'lose', make: onShift(['A', 'P', 'Z', 'L'], (c) => ['c_detach', c.s, c.id]), idempotent: true }, 3],
	[{ name: 'come back', make: onShift(['A', 'P', 'Z', 'L'], (c, world) => ['c_attach', world.number(), c.id]) }, 3],
	[{ name: 'crash', make: crash }, 0.6],
	[{ name: 'time', make: pass }, 9],
	[{ name: 'sweep', make: sweep }, 22],
];
