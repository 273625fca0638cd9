// One run of the property test: random operations from a seed, and after each of them every property that can be seen.
import { Random } from './random.mjs';
import { OPERATIONS, World } from './operations.mjs';
import { Pool } from './pool.mjs';
import { mayServe, overtaken } from './reference.mjs';

const BONUS = 60000;
const SETTINGS = `bonus ${BONUS} wrap 300000`;
const BOOST = { 0: 0, 1: 300000, 2: 1800000 };

export class Violation extends Error {}

class Run {
	constructor(client, seed, caller) {
		this.pool = new Pool(client, 'no', caller);
		this.random = new Random(seed);
		this.seed = seed;
		this.effs = new Map();
		this.known = new Set();
		this.reached = new Set(); // letters of states, small for counsellors
	}

	fail(text) {
		throw new Violation(`seed ${this.seed}, operation ${this.at} (${this.what}): ${text}`);
	}

	digest() {
		return this.pool.client.call('DEBUG', 'DIGEST');
	}

	/** P8 and P6: the place is fixed at asking, and moved by the boost of its urgency and no more. */
	checkPlaces(visits) {
		for (const visit of visits) {
			const before = this.effs.get(visit.id);
			if (before !== undefined && before !== visit.eff) this.fail(`P8 eff of ${visit.id} was ${before}, is ${visit.eff}`);
			if (Number(visit.at) - Number(visit.eff) !== BOOST[visit.u]) this.fail(`P6 boost of ${visit.id}`);
			this.effs.set(visit.id, visit.eff);
		}
	}

	/** P14: an offer fits the wish. P5: among those a counsellor may serve, the one offered has the least eff. */
	async checkOffers(visits, ordered) {
		const people = await this.world.all('c');
		for (const visit of visits) this.reached.add(visit.st);
		for (const person of people) this.reached.add(person.st.toLowerCase());
		const waiting = visits.filter((visit) => visit.st === 'W');
		for (const person of people.filter((item) => item.o !== '' && !this.known.has(item.o))) {
			this.known.add(person.o);
			this.world.offers.push({ c: person.id, o: person.o });
			const chosen = visits.find((visit) => visit.id === person.os);
			if (chosen && !mayServe(chosen, person, person.id)) this.fail(`P14 ${person.id} was offered ${chosen.id}`);
			const passed = ordered && chosen ? overtaken(waiting, chosen, person, person.id, BONUS) : [];
			if (passed.length > 0) this.fail(`P5 ${person.id} was offered ${chosen.id} before ${passed[0].id}`);
		}
	}

	/** Several visits move in one step when a node or a counsellor is given up: order within it says nothing. */
	async isOrdered(call) {
		if (call?.[1][0] !== 'sweep') return true;
		const { client, prefix, time } = this.pool;
		const due = await client.zrangebyscore(`${prefix}dl`, '-inf', time, 'LIMIT', 0, 1);
		return !/^[nl]:/.test(due[0] ?? '');
	}

	async step() {
		const operation = this.random.weighted(OPERATIONS);
		this.what = operation.name;
		const call = await operation.make(this.world);
		if (call) this.what += ` ${call[1].join(' ')}`;
		const ordered = await this.isOrdered(call);
		if (call) {
			const answer = await call[0].call(...call[1]);
			this.what += ` -> ${answer.join(' ')}`;
			if (!/^(OK|DUP|STATE|GONE|NOTOWNER|FENCED|RANGE|FULL)$/.test(answer[0])) this.fail('no such answer');
			if (operation.idempotent && answer[0] === 'OK' && this.random.chance(0.3)) await this.repeat(call);
		}
		if (this.world.zombies.length > 0 && this.random.chance(0.05)) await this.haunt();
		await this.look(ordered);
	}

	async look(ordered) {
		const found = await this.pool.fsck();
		if (found !== '') this.fail(found);
		const visits = await this.world.all('y');
		this.checkPlaces(visits);
		await this.checkOffers(visits, ordered);
	}

	/** P12: the answer was lost, the same call comes again. */
	async repeat([node, args]) {
		const before = await this.digest();
		const answer = await node.call(...args);
		if (!/^(OK|DUP)$/.test(answer[0])) this.fail(`P12 repeated: ${answer}`);
		if (await this.digest() !== before) this.fail('P12 repeating changed something');
	}

	/** P11: a node that lost its lease, or was replaced under its name, writes. */
	async haunt() {
		const zombie = this.random.pick(this.world.zombies);
		const operation = this.random.weighted(OPERATIONS.filter(([item]) => item.name !== 'crash' && item.name !== 'time'));
		const call = await operation.make(this.world);
		if (!call || call[1][0] === 'y_attach') return;
		const live = await this.pool.client.hget(`${this.pool.prefix}cfg`, `epoch ${zombie.name}`);
		if (live === zombie.epoch) return; // its lease has not run out yet
		const before = await this.digest();
		const answer = await zombie.call(...call[1]);
		if (answer[0] !== 'FENCED') this.fail(`P11 ${zombie.name} ${call[1].join(' ')} -> ${answer}`);
		if (await this.digest() !== before) this.fail('P11 a fenced write changed something');
	}

	/** P15: everybody leaves, every timer passes, and nothing is left. */
	async leave() {
		this.what = 'everybody leaves';
		for (const visit of await this.world.all('y')) {
			await this.world.node(visit.n).call(...(visit.r === '' ? ['y_cancel', visit.id, 'cancelled']
				: ['end', visit.id, visit.r, 'left']));
		}
		for (let i = 0; i < 200; i++) {
			await this.pool.pass(9000);
			for (const node of this.world.nodes) await node.beat();
			await this.world.nodes[0].sweep();
			for (const visit of i % 50 === 0 ? await this.world.all('y') : []) {
				await this.world.node(visit.n).call('y_cancel', visit.id, 'cancelled');
			}
			for (const c of i === 0 ? await this.world.all('c') : []) {
				await this.world.node(c.n).call('c_set', '1', c.id, 'x', 'oslo', c.m, c.co, '', c.t, c.l, c.cap, c.sc, 'X');
			}
		}
		const left = (await this.pool.client.keys('*')).map((key) => key.slice(this.pool.prefix.length))
			.filter((key) => !/^(n:|ev:|les$|seq$|cfg$|dl$|testclock$)/.test(key));
		if (left.length > 0) this.fail(`P15 left: ${left.join(' ')}`);
		const due = await this.pool.client.zrange(`${this.pool.prefix}dl`, 0, -1);
		if (due.some((item) => !item.startsWith('n:'))) this.fail(`P15 deadlines left: ${due.join(' ')}`);
	}

	async all(operations) {
		await this.pool.open();
		this.world = await new World(this.pool, this.random).open(SETTINGS);
		for (this.at = 0; this.at < operations; this.at++) await this.step();
		await this.leave();
	}
}

/**
 * Runs so many operations from a seed; throws a Violation naming the seed, the operation and what was found. Gives the
 * states that were reached: a run that sees few of them proves little.
 */
export async function runProperty(client, seed, operations, caller = client) {
	const run = new Run(client, seed, caller);
	await run.all(operations);
	return [...run.reached].sort().join('');
}
