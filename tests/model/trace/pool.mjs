// One pool as the log tells it: visits, counsellors and the sets around them, kept up with each call, and what the call did
// to them: whom it touched, how they were before.
import { cellsServed, isFree, readPerson, readVisit } from './rules.mjs';

const STAFF_UNIT = 1e6;

/** What one call did in a pool. */
class Step {
	constructor(call) {
		this.call = call;
		this.visits = new Map(); // sid -> how it was, or null
		this.people = new Map(); // cid -> how it was, or null
		this.cells = new Set(); // demand and supply cells, as 'd:n:unsure'
		this.entered = []; // [cell, id] of everybody who was put into one
		this.dues = new Set(); // items of deadlines
		this.news = []; // {to, t, i, ...} that was told
		this.changed = []; // keys of the pool that are other than before, the clock left out
	}
}

const onlyClock = (fields) => fields.every((field) => field === 'clk' || field.startsWith('oldest '));

const newsOf = (words) => {
	const item = {};
	for (let i = words.indexOf('*') + 1; i < words.length; i += 2) item[words[i]] = words[i + 1];
	return item;
};

export class Pool {
	/** keys: everything; prefix: '{no}:'. */
	constructor(keys, prefix) {
		Object.assign(this, { keys, prefix });
		this.visits = new Map();
		this.people = new Map();
		this.waiting = new Set(); // visits
		this.free = new Set(); // counsellors
		this.staffed = new Map(); // cell -> what `st` must say
		this.now = 0;
	}

	key(name) {
		return this.keys.get(this.prefix + name);
	}

	get cfg() {
		return this.key('cfg');
	}

	/** Everything as it is, as if one call had made it. */
	begin(call) {
		const step = new Step(call);
		for (const name of this.keys.values.keys()) {
			if (name.startsWith(this.prefix)) this.touch(step, ['HSET', name]);
		}
		this.renew(step);
		return step;
	}

	/** Takes what a call wrote. */
	apply(call) {
		const step = new Step(call);
		for (const write of call.writes) {
			this.keys.write(write);
			this.touch(step, write);
		}
		for (const [name, fields] of this.keys.takeChanges()) {
			if (!onlyClock(fields)) step.changed.push(name.slice(this.prefix.length));
		}
		this.now = this.time(call);
		this.renew(step);
		return step;
	}

	/** The pool's clock: what the calling node took it for; never behind what was written. */
	time({ name, args = [] }) {
		const at = name === 'node_up' ? args[1] : args[2];
		return Math.max(Number(at ?? 0), Number(this.cfg?.get('clk') ?? 0));
	}

	touch(step, write) {
		const [command, name] = write;
		if (!name.startsWith(this.prefix)) return;
		const rest = name.slice(this.prefix.length);
		const at = rest.indexOf(':');
		const [kind, id] = at < 0 ? [rest, ''] : [rest.slice(0, at), rest.slice(at + 1)];
		if (kind === 'y') this.was(step.visits, this.visits, id);
		else if (kind === 'c' || kind === 'cc') this.was(step.people, this.people, id);
		else if (kind === 'd' || kind === 'a') this.touchCell(step, write, rest);
		else if (kind === 'h') for (const topic of write.slice(2)) step.cells.add(`d:${id}:${topic}`);
		else if (kind === 'dl') for (const item of write.slice(2)) step.dues.add(item);
		else if (kind === 'ev' && command === 'XADD') step.news.push({ to: id, ...newsOf(write) });
	}

	touchCell(step, [command, , ...rest], cell) {
		step.cells.add(cell);
		if (command === 'ZADD') for (let i = rest.length - 1; i > 0; i -= 2) step.entered.push([cell, rest[i]]);
	}

	was(into, known, id) {
		if (!into.has(id)) into.set(id, known.get(id) ?? null);
	}

	renew(step) {
		for (const [id, was] of step.visits) this.renewVisit(id, was);
		for (const [id, was] of step.people) this.renewPerson(id, was);
	}

	renewVisit(id, was) {
		const visit = readVisit(id, this.key(`y:${id}`));
		this.waiting.delete(was);
		if (visit) this.visits.set(id, visit);
		else this.visits.delete(id);
		if (visit?.st === 'W') this.waiting.add(visit);
	}

	renewPerson(id, was) {
		const person = readPerson(id, this.key(`c:${id}`), this.key(`cc:${id}`));
		this.free.delete(was);
		if (was) this.staff(was, -1);
		if (person) this.people.set(id, person);
		else this.people.delete(id);
		if (person) this.staff(person, 1);
		if (person && isFree(person)) this.free.add(person);
	}

	staff(person, sign) {
		if (person.st !== 'A') return;
		for (const cell of cellsServed(person)) {
			this.staffed.set(cell, (this.staffed.get(cell) ?? 0) + sign * (STAFF_UNIT + person.cap));
		}
	}
}

