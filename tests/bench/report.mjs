// Figures of a bench beside their bars, for people and as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** Keys whose bar is the least that must be reached; of all others it is the most. */
const LEAST = ['visits_per_s_fsync', 'burst_assigned', 'vs_ws_ioredis', 'vs_socketio'];

/** Three figures: nobody measures more than that on a machine that others use as well. */
const round = (value) => Number(value.toPrecision(3));

/** What the figures were measured on, and how busy it was with other things. */
export function machine() {
	const os = readFileSync('/etc/os-release', 'utf8').match(/^PRETTY_NAME="(.*)"$/m)?.[1] ?? '';
	return {
		cores: availableParallelism(), cpu: cpus()[0]?.model.trim() ?? '', arch: arch(), kernel: release(), os,
		memory_mib: Math.round(totalmem() / 1048576), node: process.version, load: loadavg().map(round),
	};
}

/** The middle one, or the mean of the two in the middle. */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Percent of the whole machine that had nothing to do with the run: the noise. */
const othersPct = ({ others_ms, seconds }) => others_ms / seconds / 10 / availableParallelism();

/** Results by key. A figure with sizes has its value at the largest of them. */
export class Report {
	constructor(bars = {}) {
		this.bars = bars;
		this.results = {};
	}

	at(key, size, value) {
		const result = this.results[key] ??= { value, ...(key in this.bars && { bar: this.bars[key] }), at: {} };
		result.at[size] = value;
		result.value = value;
	}

	/** A figure, with what belongs beside it: {name: number or word}. */
	set(key, value, beside = {}) {
		this.results[key] = { value: round(value), ...(key in this.bars && { bar: this.bars[key] }), ...beside };
	}

	/**
	 * Figures of the load generator's windows: {key: name of its figure}. The value is the median; beside it stand the single
	 * ones, and how much of the machine everybody else used meanwhile.
	 */
	windows(figures, windows, beside = {}) {
		for (const [key, name] of Object.entries(figures)) {
			const values = windows.map((window) => round(window[name]));
			const others = windows.filter(({ seconds }) => seconds > 0).map(othersPct);
			const rates = windows.filter(({ messages }) => messages > 0).map((window) => window.messages / window.seconds);
			this.set(key, median(values), {
				runs: values,
				...(others.length > 0 && { others_pct: round(median(others)) }),
				...(rates.length > 0 && { messages_per_s: Math.round(median(rates)) }), ...beside,
			});
		}
	}

	/** Keys whose value does not reach the bar. */
	missed() {
		return Object.keys(this.results).filter((key) => this.reaches(key) === false);
	}

	/** undefined: there is no bar. */
	reaches(key) {
		const { value, bar } = this.results[key];
		if (bar === undefined) return undefined;
		return LEAST.includes(key) ? value >= bar : value <= bar;
	}

	print(out = console.log) {
		for (const [key, { value, bar, at, runs, ...beside }] of Object.entries(this.results)) {
			const words = [
				...Object.entries(at ?? {}).map(([size, n]) => `${n} at ${size}`),
				...(runs ? [`of ${runs.join(' ')}`] : []),
				...Object.entries(beside).map(([name, what]) => `${name} ${what}`),
			].join(', ');
			const verdict = bar === undefined ? '' : `  bar ${bar}  ${this.reaches(key) ? 'reached' : 'MISSED'}`;
			out(`${key.padEnd(24)} ${String(value).padStart(8)}${verdict}${words && `  (${words})`}`);
		}
	}

	save(file) {
		writeFileSync(file, `${JSON.stringify({ machine: machine(), results: this.results }, null, '\t')}\n`);
	}
}
