// Figures of a bench beside their bars, for people and as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, totalmem } from 'node:os';

/** What the figures were measured on. */
export function machine() {
	const os = readFileSync('/etc/os-release', 'utf8').match(/^PRETTY_NAME="(.*)"$/m)?.[1] ?? '';
	return {
		cores: availableParallelism(), cpu: cpus()[0]?.model.trim() ?? '', arch: arch(), kernel: release(), os,
		memory_mib: Math.round(totalmem() / 1048576), node: process.version,
	};
}

/** Results by key; bars are upper bounds. A figure with sizes has its value at the largest of them. */
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

	/** Keys whose value is above their bar. */
	missed() {
		return Object.entries(this.results).filter(([, { value, bar }]) => bar !== undefined && value > bar)
			.map(([key]) => key);
	}

	print(out = console.log) {
		for (const [key, { value, bar, at }] of Object.entries(this.results)) {
			const sizes = Object.entries(at ?? {}).map(([size, n]) => `${n} at ${size}`).join(', ');
			const beside = bar === undefined ? '' : `  bar ${bar}  ${value <= bar ? 'reached' : 'MISSED'}`;
			out(`${key.padEnd(24)} ${String(value).padStart(8)}${beside}${sizes && `  (${sizes})`}`);
		}
	}

	save(file) {
		writeFileSync(file, `${JSON.stringify({ machine: machine(), results: this.results }, null, '\t')}\n`);
	}
}
