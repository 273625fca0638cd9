// One run of the property test: random operations from a seed, and after each of them every property that can be seen:
// by fsck inside Redis, by the reference model, by the screens of counsellors, by digests before and after.
import { ACCIDENTS, takeOver } from './accidents.mjs';
import { OPERATIONS, wrongCall } from './operations.mjs';
import { Random } from './random.mjs';
import { Reference } from './reference.mjs';
import { World } from './world.mjs';

const WORDS = /^(OK|DUP|STATE|GONE|NOTOWNER|FENCED|RANGE|FULL|OFF|WISH)$/;
const STEPS = [...OPERATIONS, ...ACCIDENTS];

export class Violation extends Error {}

/** A script error as an answer, which no property allows. */
const heard = (answer) => answer.catch((error) => [error.message]);

class Run {
	constructor(client, seed, options) {
		this.random = new Random(seed);
		this.world = new World(client, this.random, options);
		this.pool = this.world.pool;
		this.reference = new Reference();
		this.seed = seed;
		this.reached = new Set(); // letters of states, small for counsellors
		this.done = new Map(); // operation -> how often it did something
	}

	/** Everything that was found in one step, so that no property hides another. */
	fail(found) {
		if (found.length > 0) throw new Violation(`seed ${this.seed}, operation ${this.at} (${this.what}): ${found.join('\n')}`);
	}

	did(what) {
		this.done.set(what, (this.done.get(what) ?? 0) + 1);
	}

	digest() {
		return this.pool.client.call('DEBUG', 'DIGEST');
	}

	async step() {
		const operation = this.random.weighted(STEPS);
		this.what = operation.name;
		if (operation.act) {
			await operation.act(this);
			await this.look({ name: operation.name, args: [], answer: [] });
		} else {
			const call = operation.make(this.world);
			const answer = call && await this.perform(call, operation.repeat);
			if (/^(OK|DUP)$/.test(answer?.[0])) this.did(operation.name);
		}
		if (await takeOver(this)) await this.afterFailover();
		if (this.world.zombies.length > 0 && this.random.chance(0.05)) await this.haunt();
		if (this.random.chance(0.05)) await this.mistake();
	}

	/** One call, once more if its answer may have been lost, and everything that can be seen afterwards. */
	async perform([node, name, ...args], repeat) {
		this.what = `${name} ${args.join(' ')}`;
		const again = repeat && !this.world.apart && this.random.chance(0.2);
		const ordered = this.isOrdered(name, args);
		const first = heard(node.call(name, ...args));
		if (this.world.apart) await first;
		const repeated = again ? [this.digest(), heard(node.call(name, ...args)), this.digest()] : [];
		const seen = [this.pool.fsck(), this.world.look()];
		const answer = await first;
		this.what += ` -> ${answer.join(' ')}`;
		if (answer[0] === 'OK' && name === 'y_enq') this.reference.asked(args[1], args[8], this.pool.time);
		this.world.screens.answered(node, name, args, answer);
		const [fsck] = await Promise.all(seen);
		const found = fsck === '' ? [] : [fsck];
		if (!WORDS.test(answer[0])) found.push(`no such answer: ${answer[0]}`);
		if (again && answer[0] === 'OK') found.push(...this.same(await Promise.all(repeated), repeat));
		this.judge({ name, args, answer }, ordered, found);
		return answer;
	}

	/** P12: the answer was lost, the same call came again. */
	same([before, answer, after], allowed) {
		const found = [];
		if (!allowed.test(answer[0])) found.push(`P12 repeated: ${answer}`);
		if (before !== after) found.push('P12 repeating changed something');
		return found;
	}

	/** A sweep may move several visits in one step: then the order within it says nothing. */
	isOrdered(name, [limit]) {
		if (name !== 'sweep') return true;
		const { due, people } = this.world.now;
		if (limit > 1) return false;
		const lost = people.some(({ id, st }) => due[0] === `c:${id}` && st === 'L');
		return !lost && !/^[nr]:/.test(due[0] ?? '');
	}

	async look(call, ordered = true) {
		const [fsck] = await Promise.all([this.pool.fsck(), this.world.look()]);
		this.judge(call, ordered, fsck === '' ? [] : [fsck]);
	}

	judge(call, ordered, found) {
		const { before, now, screens, nodes } = this.world;
		const { time } = this.pool;
		const settled = call.name === 'sweep' && call.answer.join(' ') === 'OK 0';
		for (const { st } of now.visits) this.reached.add(st);
		for (const { st } of now.people) this.reached.add(st.toLowerCase());
		found.push(...this.reference.see(before, now, call, time, { settled, ordered }));
		found.push(...screens.check(nodes, now.people, time));
		this.fail(found);
	}

	/** Everything that is due happens, one item after the other. */
	async settle() {
		for (let i = 0; i < 1000; i++) {
			const answer = await this.perform([this.random.pick(this.world.alive), 'sweep', 1]);
			if (answer[1] === '0') return;
		}
		this.fail(['the sweep never ends']);
	}

	async afterFailover() {
		this.what = 'failover';
		this.did('failover');
		this.reference.failover(this.pool.time);
		await this.look({ name: 'failover', args: [], answer: [] }, false);
	}

	/** Calls something between two digests; gives the answer's first word and whether Redis is as it was. */
	async between([node, ...call]) {
		const [before, [word], after] = await Promise.all([this.digest(), heard(node.call(...call)), this.digest()]);
		this.what = `${node.home} ${call.join(' ')} -> ${word}`;
		return [word, before === after];
	}

	/** P11: a node that lost its lease, or was replaced under its name, writes. */
	async haunt() {
		const zombie = this.random.pick(this.world.zombies);
		const operation = this.random.weighted(OPERATIONS.filter(([{ name }]) => name !== 'attach'));
		const call = operation.make(this.world);
		if (!call || this.world.now.cfg[`epoch ${zombie.name}`] === zombie.epoch) return; // its lease has not run out yet
		const [word, same] = await this.between([zombie, ...call.slice(1)]);
		this.did('zombie');
		this.fail(word === 'FENCED' && same ? [] : [`P11 a lost epoch: ${word}, ${same ? 'nothing' : 'something'} changed`]);
	}

	/** An argument that no function takes is an answer, and changes nothing. */
	async mistake() {
		const operation = this.random.weighted(OPERATIONS.filter(([{ name }]) => name !== 'attach'));
		const call = operation.make(this.world);
		if (!call) return;
		const [word, same] = await this.between(wrongCall(this.world, call));
		this.fail(word === 'RANGE' && same ? [] : [`a wrong argument: ${word}, ${same ? 'nothing' : 'something'} changed`]);
	}

	/** Whoever is there goes: visits end, shifts end. */
	async dismiss() {
		const { world } = this;
		for (const { id, n, r } of world.now.visits) {
			const node = world.node(n);
			const [word] = await node.call('y_cancel', id, 'cancelled');
			if (word === 'STATE') await node.call('end', id, r, 'left');
		}
		await world.look();
		for (const c of world.now.people) {
			await world.node(c.n).call('c_set', '1', c.id, world.number(), 'x', c.ag, c.m, c.co, '', c.t, c.l, c.cap, c.sc, 0, 'X');
		}
		await world.look();
	}

	/** A clock that was set back lets acts stand for longer: they are past now. */
	async setClockRight() {
		const { pool } = this;
		const ends = (await pool.client.hvals(`${pool.prefix}acts`)).map((text) => Number(text.split(' ')[2]));
		await pool.jump(Math.max(0, ...ends.map((at) => at - pool.day)));
	}

	/** P15: everybody leaves, every timer passes, and nothing is left. */
	async leave() {
		const { world, pool } = this;
		this.what = 'everybody leaves';
		for (const node of world.nodes.filter((item) => item.stalled)) await world.revive(node);
		await this.setClockRight();
		for (let i = 0; i < 30; i++) {
			if (i % 5 === 0) await this.dismiss();
			await world.pass(60000);
			for (let n = '1'; n !== '0';) [, n] = await world.nodes[0].sweep();
		}
		await world.look();
		const { keys, visits, people, due, cfg } = world.now;
		const left = keys.map((key) => key.slice(pool.prefix.length))
			.filter((key) => !/^(n:|af:|fo:|ev:|rc$|les$|seq$|cfg$|dl$|rota$|acted$|testclock$)/.test(key));
		left.push(...visits.map(({ id }) => `y:${id}`), ...people.map(({ id }) => `c:${id}`));
		left.push(...due.filter((item, i) => i % 2 === 0 && !item.startsWith('n:')));
		if (left.length > 0) this.fail([`P15 left: ${left.join(' ')}`]);
		if ((cfg.waiting ?? '0') !== '0') this.fail([`P15 waiting: ${cfg.waiting}`]);
	}

	async all(operations) {
		await this.world.open();
		for (this.at = 0; this.at < operations; this.at++) await this.step();
		await this.leave();
	}
}

/**
 * Runs so many operations from a seed; throws a Violation naming the seed, the operation and what was found. Gives the
 * states that were reached, as letters, and how often each operation did something: a run that sees little proves little.
 * options: caller, the connection that calls the functions; fence, when nodes fence themselves.
 */
export async function runProperty(client, seed, operations, options = {}) {
	const run = new Run(client, seed, options);
	await run.all(operations);
	return { states: [...run.reached].sort().join(''), done: run.done };
}
