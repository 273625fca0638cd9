// ./dev bench routing: what one step of routing costs, counted in Redis commands (exact, the same on every machine) and
// in memory a waiting youth, at rising numbers of waiting youths. Times stand beside them for this machine only.
//
// The pool is the country of shared figures: every municipality of Norway, twelve topics, 2,000 counsellors of six topics
// and capacity 2, all of them busy, all youths at level 2.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadLibrary } from '../routing/lib/library.mjs';
import { Pool, cid, room, sid, token } from '../routing/lib/pool.mjs';
import { Random } from '../routing/lib/random.mjs';
import { startRedis } from '../routing/lib/redis.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const COUNSELLORS = 2000;
const TOPICS_EACH = 6;
const CAPACITY = 2;
const SIZES = [100, 1000, 10000, 100000];
const SAMPLES = 20;
const BATCH = 500;
const BARS = { slot_freed_commands: 36, enqueue_wait_commands: 18, bytes_per_waiting: 600 };

function column(file, ...names) {
	const [head, ...rows] = readFileSync(join(ROOT, 'config/data', file), 'utf8').trim().split('\n')
		.filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));
	return rows.map((row) => names.map((name) => row[head.indexOf(name)]));
}

/** Sends many calls without waiting for each; throws at the first answer that is not one of the expected words. */
async function flood(pool, calls, words = ['OK']) {
	for (let at = 0; at < calls.length; at += BATCH) {
		const answers = await Promise.all(calls.slice(at, at + BATCH).map((call) => call()));
		const wrong = answers.find((answer) => !words.includes(answer[0]));
		if (wrong) throw new Error(`unexpected answer ${wrong.join(' ')}`);
	}
}

/** The inner commands of one call, without FCALL itself, and its microseconds. */
async function costOf(client, call) {
	await client.call('CONFIG', 'RESETSTAT');
	const answer = await call();
	const stats = await client.call('INFO', 'commandstats');
	let commands = 0;
	let us = 0;
	for (const [, name, calls, usec] of stats.matchAll(/cmdstat_(\S+?):calls=(\d+),usec=(\d+)/g)) {
		if (name === 'fcall') us = Number(usec);
		// The tests' clock is one GET a call that no service asks for; no other step measured here has a GET.
		else if (name !== 'get' && !name.startsWith('config')) commands += Number(calls);
	}
	return { answer, commands, us };
}

async function usedMemory(client) {
	return Number((await client.call('INFO', 'memory')).match(/used_memory:(\d+)/)[1]);
}

class Bench {
	constructor(redis) {
		this.redis = redis;
		this.random = new Random(1);
		this.regions = column('no-kommuner.tsv', 'kommunenummer', 'fylkesnummer');
		this.topics = column('topics.tsv', 'id').flat().slice(0, 12);
		this.count = 0;
	}

	/** A youth's wish: anybody, anywhere in the country. */
	wish(more = {}) {
		const [m, co] = this.random.pick(this.regions);
		this.count += 1;
		return { session: String(this.count), m, co, topic: this.random.pick(this.topics), ...more };
	}

	async open() {
		this.pool = await new Pool(this.redis.client, 'no').open();
		this.node = await this.pool.node('n1', 'wrap 0 limit 1000000 lease 100000000000');
		await this.staff();
	}

	/** Everybody on shift, and every slot taken by a conversation that has begun. */
	async staff() {
		const names = Array.from({ length: COUNSELLORS }, (_, i) => `c${i}`);
		await flood(this.pool, names.map((name) => () => {
			const [m, co] = this.random.pick(this.regions);
			const topics = [...this.topics].sort(() => this.random.next() - 0.5).slice(0, TOPICS_EACH).join(' ');
			return this.node.shift(name, { m, co, topics, capacity: CAPACITY });
		}));
		this.talking = [];
		for (let round = 0; round < CAPACITY; round++) {
			await flood(this.pool, names.map((name) => () => this.talk(name, round)));
		}
	}

	/** The counsellor takes somebody who may be taken by it alone: nobody else writes this language. */
	async talk(name, round) {
		const youth = `${name} ${round}`;
		const c = await this.pool.client.hmget(`${this.pool.prefix}c:${cid(name)}`, 'm', 'co', 't');
		await this.node.call('c_set', '77', cid(name), 1, name, 'oslo', c[0], c[1], '', c[2], `nb ${name}`, CAPACITY, 2, 0, 'A');
		await this.node.ask(youth, { session: '1', m: c[0], co: c[1], topic: c[2].split(' ')[0], languages: name });
		const offer = await this.pool.client.hget(`${this.pool.prefix}c:${cid(name)}`, 'o');
		await this.node.call('accept', cid(name), offer, room(youth));
		this.talking.push([name, youth]);
		await this.node.ready(youth);
		await this.node.call('wrote', sid(youth), room(youth));
		return this.node.call('wrote', cid(name), room(youth));
	}

	/** So many more waiting youths, widened to the whole country as time does it. */
	async wait(count) {
		const asks = Array.from({ length: count }, () => this.wish());
		await flood(this.pool, asks.map((wish) => () => this.node.ask(`w${wish.session}`, wish)));
		for (let step = 0; step < 2; step++) {
			await this.pool.pass(30000);
			for (let handled = 64; handled === 64;) handled = Number((await this.node.sweep())[1]);
		}
	}

	/** A conversation ends, from either side, and the freed slot goes to the one who waited longest. */
	async slotFreed() {
		const costs = [];
		for (let i = 0; i < SAMPLES; i++) {
			const [name, youth] = this.talking.shift();
			const cost = await costOf(this.redis.client, () => this.node.end(i % 2 ? sid(youth) : cid(name), youth));
			const offer = await this.pool.client.hget(`${this.pool.prefix}c:${cid(name)}`, 'o');
			if (!offer) throw new Error('the freed slot was not offered to anybody');
			costs.push(cost);
		}
		return costs;
	}

	/** Somebody asks and must wait: at level 0, urgent at once at level 2, and for the own municipality only. */
	async enqueue() {
		const costs = [];
		for (let i = 0; i < SAMPLES; i++) {
			const wish = this.wish([{}, { urgency: 2 }, { who: 1 }, { who: 2 }][i % 4]);
			await this.pool.pass(100);
			const cost = await costOf(this.redis.client, () => this.node.ask(`w${wish.session}`, wish));
			if (cost.answer[1] !== 'W') throw new Error(`asked and did not wait: ${cost.answer.join(' ')}`);
			costs.push(cost);
		}
		return costs;
	}
}

const most = (costs) => Math.max(...costs.map(({ commands }) => commands));
const median = (costs) => costs.map(({ us }) => us).sort((a, b) => a - b)[costs.length >> 1];

/** A step a size; the report has each figure at each of them. */
export const routing = {
	name: 'routing',
	bars: BARS,
	steps: SIZES.map(String),

	async run(report, step) {
		const size = Number(step);
		const redis = await startRedis();
		try {
			await loadLibrary(redis.client);
			const bench = new Bench(redis);
			await bench.open();
			const before = await usedMemory(redis.client);
			await bench.wait(size);
			const used = (await usedMemory(redis.client)) - before;
			const enqueued = await bench.enqueue();
			const freed = await bench.slotFreed();
			report.at('slot_freed_commands', size, most(freed));
			report.at('enqueue_wait_commands', size, most(enqueued));
			report.at('bytes_per_waiting', size, Math.round(used / size));
			report.at('slot_freed_us', size, median(freed));
			report.at('enqueue_wait_us', size, median(enqueued));
		} finally {
			await redis.stop();
		}
	},
};
