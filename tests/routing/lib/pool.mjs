// A pool as a test sees it: named calls instead of argument lists, a clock that is given, hashes as objects with every
// field, and the news each node gets.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

const digest = (text) => createHash('sha256').update(text).digest();
export const hex = (text, length) => digest(text).toString('hex').slice(0, length);
const short = (text) => digest(text).subarray(0, 16).toString('base64url');
export const sid = (name) => short(`sid ${name}`);
export const token = (name) => short(`token ${name}`);
export const cid = (name) => hex(`cid ${name}`, 32);
export const room = (name) => hex(`room ${name}`, 32);

/** The timers and limits of the specification, as nodes set them. */
export const TIMERS = {
	widen1: 30000, widen2: 30000, offer: 20000, receipt: 3000, ready: 10000, grace_w: 600000, grace_r: 1200000,
	told: 20000, choose: 60000, lost: 300000, wrap: 300000, bonus: 60000, boost1: 300000, boost2: 1800000, lease: 10000,
	moving: 5000, bury: 45000, park: 300000, entry: 2700000, warn: 900000, frame: 3600000, frame_warn: 600000, extend: 1800000,
};
export const BOOST = { 0: 0, 1: TIMERS.boost1, 2: TIMERS.boost2 };

const SETTINGS = Object.entries(TIMERS).flat().join(' ');
const VISIT = ['e', 'n', 's', 'h', 'hp', 'ha', 'lh', 'wa', 'ex', 'c', 'o', 'oa', 'rc', 'r', 'ma', 'ra', 'an', 'rg', 'ya', 'pk',
	'to', 'tm', 'rd', 'fe', 'fs', 'pr', 'kr', 'so', 'iv', 'io', 'hl', 'bw', 'ag', 'a', 'fa'];

/** A visit with its wish unpacked and the fields that Redis leaves out; {} when there is none. */
export function visitOf(raw) {
	if (!raw?.q) return {};
	const [m, co, t, l, u, w, av] = raw.q.split(',');
	const visit = { st: raw.st ?? 'W', lv: raw.v ?? '0', m, co, t, l, u, w, av };
	for (const name of VISIT) visit[name] = raw[name] ?? '';
	visit.se = raw.se ?? '0';
	visit.at = String(Number(visit.e) + BOOST[u]);
	return visit;
}

/** Who is in a visit's room by invitation, as Redis has it. */
export function besideOf({ iv }) {
	return iv.split(' ').filter(Boolean).map((word) => {
		const [seat, id, offer] = word.split(':');
		return { seat: Number(seat), id, offer };
	});
}

/** A stream's entry as an object. */
export function newsOf(flat) {
	const item = {};
	for (let i = 0; i < flat.length; i += 2) item[flat[i]] = flat[i + 1];
	return item;
}

/** One worker of the daemon, as far as the functions know it. */
export class Node {
	constructor(pool, name) {
		this.pool = pool;
		this.name = name;
		this.epoch = '0';
		this.last = '0-0';
	}

	get home() {
		return `${this.name}#${this.epoch}`;
	}

	async up(settings = '', offset = '0', run = 'run1') {
		const answer = await this.pool.raw('node_up', this.name, this.pool.time, run, offset, `${SETTINGS} ${settings}`.trim());
		assert.equal(answer[0], 'OK', answer.join(' '));
		this.epoch = answer[1];
		this.last = '0-0';
		return answer;
	}

	call(name, ...args) {
		return this.pool.raw(name, this.name, this.epoch, this.pool.time, ...args);
	}

	beat(run = 'run1', offset = '0', oldest = 0) {
		const [ms, seq] = this.last.split('-');
		return this.call('node_beat', run, offset, ms, seq, oldest);
	}

	/** What this node has been told since the last time, as objects, without the changes of load alone. */
	async news() {
		return (await this.allNews()).filter(({ t, w }) => t !== 'shift' || w !== 'load');
	}

	/** Everything, changes of load too. */
	async allNews() {
		const key = `${this.pool.prefix}ev:${this.name}`;
		return this.take(await this.pool.client.xrange(key, `(${this.last}`, '+'));
	}

	take(entries) {
		if (entries.length > 0) this.last = entries.at(-1)[0];
		return entries.map(([, flat]) => newsOf(flat));
	}

	ask(name, wish = {}) {
		const { session = `1${name.length}`, m = '0301', co = '03', topic = 'unsure', languages = 'nb', avoid = '',
			urgency = 0, who = 0 } = wish;
		return this.call('y_enq', session, sid(name), token(name), m, co, topic, languages, avoid, urgency, who);
	}

	/** After a failover: the visit as its node remembers it. */
	back(name, memory = {}) {
		const { session = `1${name.length}`, m = '0301', co = '03', topic = 'unsure', languages = 'nb', avoid = '',
			urgency = 0, who = 0, asked = this.pool.time, level = 0, r = '', counsellor = '', answered = 0, seat = counsellor ? 1 : 0,
			own = seat } = memory;
		return this.call('y_back', session, sid(name), token(name), m, co, topic, languages, avoid, urgency, who, asked,
			level, r && room(r), counsellor && cid(counsellor), answered, seat, own);
	}

	/** turn: without one the next, as of a login that claims the shift. */
	shift(name, wish = {}) {
		const { session = '77', turn = this.pool.turn(), alias = `Alias ${name}`, agency = 'oslo', m = '0301', co = '03', lives = '',
			topics = 'unsure', languages = 'nb en', capacity = 2, scope = 2, until = 0, state = 'A' } = wish;
		return this.call('c_set', session, cid(name), turn, alias, agency, m, co, lives, topics, languages, capacity, scope,
			until, state);
	}

	attach(name, { session = '900', presented = token(name), next = token(`${name}+`), attempt = 0 } = {}) {
		return this.call('y_attach', session, sid(name), presented, next, attempt);
	}

	sweep(limit = 64) {
		return this.call('sweep', limit);
	}

	ready(youth, r = youth) {
		return this.call('y_ready', sid(youth), room(r));
	}

	change(youth, who, languages = 'nb') {
		return this.call('y_change', sid(youth), who, languages);
	}

	cancel(youth, word = 'cancelled') {
		return this.call('y_cancel', sid(youth), word);
	}

	/** who: sid or cid, whichever side it is. */
	end(who, r, word = 'left') {
		return this.call('end', who, room(r), word);
	}

	/** elsewhere: 1, from the counsellor, nobody of its municipality either. */
	swap(who, r, elsewhere = 0) {
		return this.call('swap', who, room(r), elsewhere);
	}

	park(counsellor, r) {
		return this.call('park', cid(counsellor), room(r));
	}

	/** r: '' for the shift. */
	extend(counsellor, r = '') {
		return this.call('extend', cid(counsellor), r && room(r));
	}

	wrap(counsellor, r, word) {
		return this.call('wrap', cid(counsellor), room(r), word);
	}

	/** kind: topic, agency or counsellor; m: the municipality of a target agency. */
	propose(counsellor, r, kind, target, m = '') {
		return this.call('propose', cid(counsellor), room(r), kind, target, m);
	}

	consent(youth, r, yes) {
		return this.call('consent', sid(youth), room(r), yes);
	}

	leave(counsellor, r) {
		return this.call('invited_leave', cid(counsellor), room(r));
	}

	pick(counsellor, scope, topic) {
		return this.call('pick', cid(counsellor), scope, topic);
	}
}

export class Pool {
	/** Functions are called by caller, everything else is looked at by client. */
	constructor(client, name = 'no', caller = client) {
		this.client = client;
		this.caller = caller;
		this.prefix = `{${name}}:`;
		this.time = 1700000000000;
		this.ahead = 0; // what the time of the day is before the pool's clock
		this.turns = 0;
	}

	/** Of a shift ticket: the next one of all. */
	turn() {
		this.turns += 1;
		return this.turns;
	}

	raw(name, ...args) {
		return this.caller.call('FCALL', `s1_${name}`, 1, this.prefix, ...args.map(String));
	}

	async open() {
		await this.client.flushall();
		await this.tellDay();
		return this;
	}

	async node(name, settings, run) {
		const node = new Node(this, name);
		await node.up(settings, '0', run);
		return node;
	}

	/** The time of the day, as Redis' machine has it. */
	get day() {
		return this.time + this.ahead;
	}

	tellDay() {
		return this.client.set(`${this.prefix}testclock`, this.day);
	}

	/** Lets time pass, without anything happening by itself. */
	async pass(ms) {
		this.time += ms;
		await this.tellDay();
	}

	/** Somebody, or a program, sets the clock of Redis' machine; no time passes. */
	async jump(ms) {
		this.ahead += ms;
		await this.tellDay();
	}

	async fsck() {
		const [word, text] = await this.raw('fsck');
		assert.equal(word, 'OK');
		return text;
	}

	async clean(what = '') {
		assert.equal(await this.fsck(), '', what);
	}

	async visit(name) {
		return visitOf(await this.client.hgetall(`${this.prefix}y:${sid(name)}`));
	}

	counsellor(name) {
		return this.client.hgetall(`${this.prefix}c:${cid(name)}`);
	}
}

/** The one news of a kind, as it must be there. */
export function one(list, kind) {
	const found = list.filter((item) => item.t === kind);
	assert.equal(found.length, 1, `${kind} in ${JSON.stringify(list)}`);
	return found[0];
}

export const kinds = (list) => list.map((item) => item.t).join(' ');
