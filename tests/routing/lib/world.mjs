// What a run of random operations moves in: nodes that live, stall and die, and everything that is known of the pool. The
// world remembers what real nodes would remember and sees the rest of Redis through one look after each step.
import { Node, Pool, besideOf, cid, newsOf, visitOf } from './pool.mjs';
import { Screens, beside } from './screens.mjs';

/** Who leads the pool in every hour of the rota. */
export const LEAD = cid('lead');

const BEAT = 5000; // ms between two beats; the lease is twice as long

const list = (value) => (Array.isArray(value) ? value : []); // an empty Lua table is {} in JSON
const byId = (a, b) => (a.id < b.id ? -1 : 1);

export class World {
	constructor(client, random, { caller, fence } = {}) {
		this.pool = new Pool(client, 'no', caller);
		this.apart = this.pool.caller !== client;
		this.random = random;
		this.nodes = [];
		this.zombies = [];
		this.count = 0;
		this.run = 'run1';
		this.offers = []; // every offer that was seen, for answers that come late
		this.rooms = []; // every room that was seen
		this.holders = []; // every session that had a shift, for words that come late
		this.tokens = new Map(); // sid -> valid tokens, newest last
		this.screens = new Screens(fence);
		this.now = { visits: [], people: [] };
	}

	async open() {
		await this.pool.open();
		await this.fillRota();
		for (const name of ['n1', 'n2', 'n3']) this.nodes.push(await this.start(name));
		await this.look();
		return this;
	}

	/** Who acts in the whole pool, in every hour that a clock may be set to. */
	async fillRota() {
		const DAY = 86400000;
		const days = Array.from({ length: 81 }, (_, i) => this.pool.day + (i - 40) * DAY);
		await this.pool.client.zadd(`${this.pool.prefix}rota`, ...days.flatMap((from) => [from, `${LEAD} ${from} ${from + DAY} Lead`]));
	}

	number() {
		this.count += 1;
		return String(this.count);
	}

	async start(name) {
		const node = await this.pool.node(name, '', this.run);
		return Object.assign(node, { beaten: this.pool.time, stalled: false, unread: [] });
	}

	get alive() {
		return this.nodes.filter((node) => !node.stalled);
	}

	/** The node that holds a visit or shift if it lives, or any that does. */
	node(home) {
		return this.alive.find((node) => node.home === home) ?? this.random.pick(this.alive);
	}

	visitIn(states) {
		const some = this.now.visits.filter((visit) => states.includes(visit.st));
		return some.length > 0 ? this.random.pick(some) : null;
	}

	personIn(states, fits = () => true) {
		const some = this.now.people.filter((person) => states.includes(person.st) && fits(person));
		return some.length > 0 ? this.random.pick(some) : null;
	}

	/** The end of a shift as people call it; Redis keeps it by the pool's clock. */
	toDay(until) {
		return until === '0' ? '0' : String(Number(until) + this.pool.ahead);
	}

	/** Asks Redis for everything; gives what take() made of it. */
	async look() {
		const asked = this.nodes.flatMap((node) => [node.name, node.last]);
		return this.take(await this.pool.client.call('FCALL', 't1_look', 1, this.pool.prefix, ...asked));
	}

	take(json) {
		const seen = JSON.parse(json);
		const visits = Object.entries(seen.y).map(([id, raw]) => ({ ...visitOf(raw), id })).sort(byId);
		const people = Object.entries(seen.c).map(([id, raw]) => ({ ...raw, id, rooms: new Map() })).sort(byId);
		for (const visit of visits) {
			const { st, c, r, id } = visit;
			if (st === 'C') people.find((person) => person.id === c)?.rooms.set(r, id);
			for (const one of besideOf(visit)) people.find((person) => person.id === one.id)?.rooms.set(r, beside(id));
		}
		this.before = this.now;
		this.now = { visits, people, cfg: seen.cfg, due: list(seen.due), keys: list(seen.keys) };
		for (const node of this.nodes) this.hear(node, list(seen.news[node.name]));
		for (const { id, o, n, s, tu } of people) {
			if (o && this.offers.at(-1)?.o !== o) this.offers.push({ c: id, o });
			if (n !== '' && !this.holders.some((one) => one.s === s)) this.holders.push({ c: id, n, s, tu });
		}
		for (const { r } of visits) {
			if (r && !this.rooms.includes(r)) this.rooms.push(r);
		}
		return this.now;
	}

	hear(node, entries) {
		if (node.stalled) {
			node.unread = entries.map(([, flat]) => newsOf(flat));
			return;
		}
		node.unread = [];
		for (const item of node.take(entries)) this.screens.hear(node, item);
	}

	/** Time passes; nodes that live keep beating. */
	async pass(ms) {
		const answers = [];
		for (let left = ms; left > 0; left -= BEAT) {
			const step = this.pool.pass(Math.min(left, BEAT));
			if (this.apart) await step;
			for (const node of this.alive) {
				node.beaten = this.pool.time;
				answers.push(node.beat(this.run));
			}
			if (this.apart) await Promise.all(answers);
		}
		for (const [word] of await Promise.all(answers)) {
			if (word !== 'OK') throw new Error(`a node that beats in time was told ${word}`);
		}
	}

	/** A node dies without a word; another one, or it again, comes up. */
	async crash(i) {
		const dead = this.nodes[i];
		this.retire(dead);
		this.nodes[i] = await this.start(this.random.chance(0.5) ? dead.name : `n${this.number()}`);
	}

	retire(node) {
		const { name, epoch } = node;
		this.zombies.push(Object.assign(new Node(this.pool, name), { epoch }));
		this.screens.drop(node.home);
	}

	/** A node that hung, or whose Redis was replaced, shows life again: its lease holds, or it begins anew. */
	async revive(node) {
		const [word] = await node.beat(this.run);
		if (word === 'OK') {
			Object.assign(node, { beaten: this.pool.time, stalled: false });
			return true;
		}
		this.retire(node);
		this.nodes[this.nodes.indexOf(node)] = await this.start(node.name);
		return false;
	}
}
