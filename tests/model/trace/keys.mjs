// What Redis holds, rebuilt from the commands that wrote: as much of Redis as the functions use. A journal tells what one call
// left different. Expiry is not known here; nothing of routing expires but counters.

export class Keys {
	constructor() {
		this.values = new Map(); // name -> Map (hash, sorted set, set as member to true), or a text
		this.journal = new Map(); // name -> Map of field to the value it had; '' for a text
	}

	get(name) {
		return this.values.get(name);
	}

	/** Everything as {name: {kind, list}}, from Redis itself. */
	load(all) {
		this.values.clear();
		for (const [name, { kind, list }] of Object.entries(all)) this.values.set(name, valueOf(kind, list));
	}

	/** Does one command. */
	write([command, name, ...rest]) {
		const does = COMMANDS[command];
		if (!does) throw new Error(`${command} is not known to the checker`);
		does(this, name, rest);
	}

	/** The names of keys that are other than when this was last asked. */
	takeChanges() {
		const names = [];
		for (const [name, fields] of this.journal) {
			const value = this.values.get(name);
			const differs = ([field, old]) => (value instanceof Map ? value.get(field) : field === '' ? value : undefined) !== old;
			const changed = [...fields].filter(differs).map(([field]) => field);
			if (changed.length > 0) names.push([name, changed]);
		}
		this.journal.clear();
		return names;
	}

	note(name, field, old) {
		let fields = this.journal.get(name);
		if (!fields) this.journal.set(name, (fields = new Map()));
		if (!fields.has(field)) fields.set(field, old);
	}

	put(name, field, value) {
		let map = this.values.get(name);
		if (!map) this.values.set(name, (map = new Map()));
		this.note(name, field, map.get(field));
		map.set(field, value);
	}

	remove(name, field) {
		const map = this.values.get(name);
		if (!map?.has(field)) return;
		this.note(name, field, map.get(field));
		map.delete(field);
		if (map.size === 0) this.values.delete(name);
	}

	drop(name) {
		const value = this.values.get(name);
		if (value instanceof Map) for (const [field, old] of value) this.note(name, field, old);
		else if (value !== undefined) this.note(name, '', value);
		this.values.delete(name);
	}

	set(name, text) {
		this.note(name, '', this.values.get(name));
		this.values.set(name, text);
	}
}

function pairsOf(list, toValue) {
	const map = new Map();
	for (let i = 0; i < list.length; i += 2) map.set(list[i], toValue(list[i + 1]));
	return map;
}

/** A value of Redis, as the state of everything has it, in the shape it has here. */
export function valueOf(kind, list) {
	if (kind === 'hash') return pairsOf(list, String);
	if (kind === 'zset') return pairsOf(list, Number);
	return kind === 'set' ? new Map(list.map((member) => [member, true])) : String(list[0]);
}

function setFields(keys, name, pairs) {
	for (let i = 0; i < pairs.length; i += 2) keys.put(name, pairs[i], pairs[i + 1]);
}

function addScores(keys, name, words) {
	const lower = words[0] === 'LT';
	for (let i = lower ? 1 : 0; i < words.length; i += 2) {
		const score = Number(words[i]);
		const old = keys.get(name)?.get(words[i + 1]);
		if (!lower || old === undefined || score < old) keys.put(name, words[i + 1], score);
	}
}

const addTo = (keys, name, field, n) => keys.put(name, field, String(Number(keys.get(name)?.get(field) ?? 0) + Number(n)));
const count = (keys, name, [n = '1']) => keys.set(name, String(Number(keys.get(name) ?? 0) + Number(n)));
const nothing = () => {};

/* Texts are bytes here, one a character. */
function setRange(keys, name, [offset, value]) {
	const old = keys.get(name) ?? '';
	keys.set(name, old.slice(0, Number(offset)) + value + old.slice(Number(offset) + value.length));
}

function takeAway(keys, name, members) {
	for (const member of members) keys.remove(name, member);
}

function drop(keys, name, others) {
	for (const one of [name, ...others]) keys.drop(one);
}

/** Members from the lowest score to the highest, those of one score by name. */
const ranked = (keys, name) => [...(keys.get(name) ?? [])].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));

function takeScores(keys, name, [from, to]) {
	const inside = ([, score]) => score >= Number(from.replace('inf', 'Infinity')) && score <= Number(to.replace('inf', 'Infinity'));
	takeAway(keys, name, ranked(keys, name).filter(inside).map(([member]) => member));
}

function takeRanks(keys, name, [from, to]) {
	const all = ranked(keys, name);
	const place = (rank) => (Number(rank) < 0 ? all.length + Number(rank) : Number(rank));
	takeAway(keys, name, all.slice(Math.max(0, place(from)), Math.max(0, place(to) + 1)).map(([member]) => member));
}

const COMMANDS = {
	HSET: setFields,
	HDEL: takeAway,
	HINCRBY: (keys, name, [field, n]) => addTo(keys, name, field, n),
	ZADD: addScores,
	ZREM: takeAway,
	ZREMRANGEBYSCORE: takeScores,
	ZREMRANGEBYRANK: takeRanks,
	PUBLISH: () => {},
	SADD: (keys, name, members) => members.forEach((member) => keys.put(name, member, true)),
	SREM: takeAway,
	INCR: count,
	INCRBY: count,
	SET: (keys, name, [value]) => keys.set(name, value),
	SETRANGE: setRange,
	DEL: drop,
	UNLINK: drop,
	GETDEL: drop,
	XADD: (keys, name) => count(keys, name, []),
	XTRIM: nothing,
	EXPIRE: nothing,
	EXPIREAT: nothing,
	PEXPIRE: nothing,
	PUBLISH: nothing,
};
