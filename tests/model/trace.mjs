// Holds an event log of real routing to the properties of spec: routing, section 6:
//   node tests/model/trace.mjs LOG [--left]
// prints a line for each finding (the line of the log, what is wrong, the call), then what it saw; --left: at the end of
// the log everybody has left and every timer has passed.
import { fileURLToPath } from 'node:url';
import { Repeats, checkEpoch, checkRoom } from './trace/calls.mjs';
import {
	checkBeside, checkCells, checkDeadlines, checkExcluded, checkGone, checkHolders, checkIdle, checkIndexes, checkLoads, checkOrder, checkPairs,
	checkPlaces, checkTold, checkWishes, rememberParted,
} from './trace/checks.mjs';
import { checkCounters, checkLeft, compare } from './trace/ends.mjs';
import { Keys } from './trace/keys.mjs';
import { callsOf } from './trace/lines.mjs';
import { Pool } from './trace/pool.mjs';

const CHECKS = [checkPairs, checkHolders, checkBeside, checkLoads, checkCells, checkIdle, checkOrder, checkPlaces, checkDeadlines, checkIndexes,
	checkTold, checkExcluded, checkGone];
const CALL_SHOWN = 300;

const NO_POOLS = new Set(['{staff}:', '{agencies}:', '{durable}:']);
const isPool = (key) => /^\{[\w-]+\}:$/.test(key) && !NO_POOLS.has(key);

class Trace {
	constructor() {
		this.keys = new Keys();
		this.pools = new Map(); // prefix -> {pool, repeats, parted}
		this.findings = [];
		this.calls = new Map(); // name -> how many
		this.begun = false;
	}

	found(call) {
		return (text) => this.findings.push(`line ${call.line}: ${text} | ${call.text.slice(0, CALL_SHOWN)}`);
	}

	poolOf(prefix) {
		if (!this.pools.has(prefix)) {
			this.pools.set(prefix, { pool: new Pool(this.keys, prefix), repeats: new Repeats(), parted: new Map() });
		}
		return this.pools.get(prefix);
	}

	take(call) {
		const found = this.found(call);
		if (call.all) {
			this.takeAll(call, found);
		} else if (call.name !== '' && isPool(call.key)) {
			this.takePoolCall(call, found);
		} else {
			checkRoom(this.keys, call, found);
			for (const write of call.writes) this.keys.write(write);
			this.keys.journal.clear();
		}
		if (call.name !== '') this.calls.set(call.name, (this.calls.get(call.name) ?? 0) + 1);
	}

	takePoolCall(call, found) {
		const { pool, repeats, parted } = this.poolOf(call.key);
		checkEpoch(pool, call, found);
		if (call.writes.length === 0) return;
		const step = pool.apply(call);
		for (const check of CHECKS) check(pool, step, found);
		checkWishes(pool, step, parted, found);
		rememberParted(pool, step, parted);
		repeats.see(step, found);
	}

	/** The first state is where it begins, every later one must be what the log made of it. */
	takeAll(call, found) {
		if (this.begun) return compare(this.keys, call.all, found);
		this.begun = true;
		this.keys.load(call.all);
		for (const name of this.keys.values.keys()) {
			const prefix = /^\{[\w-]+\}:/.exec(name)?.[0];
			if (prefix && isPool(prefix) && !this.pools.has(prefix)) this.poolOf(prefix).pool.begin(call);
		}
		return undefined;
	}

	end(left) {
		const found = this.found({ line: 'last', text: 'the end' });
		for (const { pool } of this.pools.values()) {
			checkCounters(pool, found);
			if (left) checkLeft(pool, found);
		}
	}
}

/**
 * {findings: a line each, calls: Map of name to how many}. left: everybody is gone at the end; cut: the log ended with Redis;
 * most: findings that are enough.
 */
export function checkTrace(path, { left = false, cut = false, most = 100 } = {}) {
	const trace = new Trace();
	for (const call of callsOf(path, { cut })) {
		trace.take(call);
		if (trace.findings.length >= most) break;
	}
	if (trace.findings.length < most) trace.end(left);
	return { findings: trace.findings, calls: trace.calls };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { findings, calls } = checkTrace(process.argv[2], { left: process.argv.includes('--left') });
	for (const finding of findings) console.log(finding);
	const total = [...calls.values()].reduce((sum, n) => sum + n, 0);
	console.log(`${total} calls (${[...calls].map(([name, n]) => `${name} ${n}`).join(', ')}), ${findings.length} findings`);
	process.exitCode = findings.length > 0 ? 1 : 0;
}
