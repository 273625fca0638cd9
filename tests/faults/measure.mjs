// What a process costs, read from outside: CPU time, memory, descriptors. Linux only.
import { readFileSync, readdirSync } from 'node:fs';
import { pause } from '../live/lib/wait.mjs';

const TICKS_A_SECOND = 100;

/** Seconds of CPU time that the process has used. */
export function cpuSeconds(pid) {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The share of one core that the process uses while `ms` go by. */
export async function cpuShare(pid, ms) {
	const start = performance.now();
	const before = cpuSeconds(pid);
	await pause(ms);
	return (cpuSeconds(pid) - before) / ((performance.now() - start) / 1000);
}

/** Its resident memory, in bytes; or of that only the part of a kind, RssAnon: what it has allocated itself. */
export function memoryOf(pid, kind = 'VmRSS') {
	const line = new RegExp(`^${kind}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
	return Number(line[1]) * 1024;
}

/** How steeply the second number of [[x, y], ..] rises with the first: the line of least squares. */
export function slope(points) {
	const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
	const [x, y] = [mean(0), mean(1)];
	const [up, across] = points.reduce(([u, a], point) => [u + (point[0] - x) * (point[1] - y), a + (point[0] - x) ** 2], [0, 0]);
	return up / across;
}

/** How many descriptors it has open. */
export const descriptorsOf = (pid) => readdirSync(`/proc/${pid}/fd`).length;

export const mib = (bytes) => (bytes / 1024 / 1024).toFixed(1);
