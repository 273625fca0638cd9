// A pool as a test sees it: named calls instead of argument lists, a clock that is given, and the news each node gets.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

export const hex = (text, length) => createHash('sha256').update(text).digest('hex').slice(0, length);
export const sid = (name) => hex(`sid ${name}`, 32);
export const cid = (name) => hex(`cid ${name}`, 32);
export const token = (name) => hex(`token ${name}`, 64);
export const room = (name) => hex(`room ${name}`, 32);

const SETTINGS = 'widen1 30000 widen2 30000 offer 20000 receipt 3000 ready 10000 grace_w 600000 grace_r 1200000'
	+ ' lost 300000 wrap 300000 max_wait 2700000 bonus 60000';

/** One worker of the daemon, as far as the functions know it. */
export class Node {
	constructor(pool, name) {
		this.pool = pool;
		this.name = name;
		this.epoch = '0';
		this.last = '0-0';
	}

	async up(settings = '', offset = '0', run = 'run1') {
		const answer = await this.pool.raw('node_up', this.name, run, offset, `${SETTINGS} ${settings}`.trim());
		assert.equal(answer[0], 'OK', answer.join(' '));
		this.epoch = answer[1];
		this.last = '0-0';
		return answer;
	}

	call(name, ...args) {
		return this.pool.raw(name, this.name, this.epoch, ...args);
	}

	beat(run = 'run1', offset = '0') {
		const [ms, seq] = this.last.split('-');
		return this.call('node_beat', run, offset, ms, seq);
	}

	/** What this node has been told since the last time, as objects, without the changes of load that go with it. */
	async news() {
		return (await this.allNews()).filter(({ t, w }) => t !== 'shift' || w !== 'load');
	}

	/** Everything, changes of load too. */
	async allNews() {
		const key = `${this.pool.prefix}ev:${this.name}`;
		const entries = await this.pool.client.xrange(key, `(${this.last}`, '+');
		if (entries.length > 0) this.last = entries.at(-1)[0];
		return entries.map(([, flat]) => {
			const item = {};
			for (let i = 0; i < flat.length; i += 2) item[flat[i]] = flat[i + 1];
			return item;
		});
	}

	ask(name, wish = {}) {
		const { session = `1${name.length}`, m = '0301', co = '03', topic = 'unsure', languages = 'nb', avoid = '',
			urgency = 0, who = 0 } = wish;
		return this.call('y_enq', session, sid(name), token(name), m, co, topic, languages, avoid, urgency, who);
	}

	shift(name, wish = {}) {
		const { session = '77', alias = `Alias ${name}`, agency = 'oslo', m = '0301', co = '03', lives = '',
			topics = 'unsure', languages = 'nb en', capacity = 2, scope = 2, state = 'A' } = wish;
		return this.call('c_set', session, cid(name), alias, agency, m, co, lives, topics, languages, capacity, scope,
			state);
	}

	attach(name, { session = '900', presented = token(name), next = token(`${name}+`) } = {}) {
		return this.call('y_attach', session, sid(name), presented, next);
	}

	sweep(limit = 64) {
		return this.call('sweep', limit);
	}
}

export class Pool {
	/** Functions are called by caller, everything else is looked at by client. */
	constructor(client, name = 'no', caller = client) {
		this.client = client;
		this.caller = caller;
		this.prefix = `{${name}}:`;
		this.time = 1700000000000;
	}

	raw(name, ...args) {
		return this.caller.call('FCALL', `s1_${name}`, 1, this.prefix, ...args.map(String));
	}

	async open() {
		await this.client.flushall();
		await this.client.set(`${this.prefix}testclock`, this.time);
		return this;
	}

	async node(name, settings) {
		const node = new Node(this, name);
		await node.up(settings);
		return node;
	}

	/** Lets time pass, without anything happening by itself. */
	async pass(ms) {
		this.time += ms;
		await this.client.set(`${this.prefix}testclock`, this.time);
	}

	async fsck() {
		const [word, text] = await this.raw('fsck');
		assert.equal(word, 'OK');
		return text;
	}

	async clean(what = '') {
		assert.equal(await this.fsck(), '', what);
	}

	visit(name) {
		return this.client.hgetall(`${this.prefix}y:${sid(name)}`);
	}

	counsellor(name) {
		return this.client.hgetall(`${this.prefix}c:${cid(name)}`);
	}
}

/** The last news of a kind, as it must be there. */
export function one(list, kind) {
	const found = list.filter((item) => item.t === kind);
	assert.equal(found.length, 1, `${kind} in ${JSON.stringify(list)}`);
	return found[0];
}

export const kinds = (list) => list.map((item) => item.t).join(' ');
