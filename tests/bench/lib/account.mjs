// What processes have used, from the kernel's accounts in /proc: CPU so far, memory now.
import { readFileSync } from 'node:fs';

const MS_PER_TICK = 10; // sysconf(_SC_CLK_TCK) is 100 wherever Linux runs Node

function cpuOf(pid) {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

function rssOf(pid) {
	const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
	return Number(rollup.match(/^Rss:\s+(\d+) kB$/m)[1]) * 1024;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** Milliseconds of CPU that these processes have used, user and system, all threads. */
export const cpuMs = (pids) => sum(pids.map(cpuOf));

/** Bytes that they have in memory (Rss); what two of them share counts twice. */
export const memory = (pids) => sum(pids.map(rssOf));

/** Milliseconds that all processors of the machine have worked. */
export function machineMs() {
	const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/);
	return sum([user, nice, system, irq, softirq].map(Number)) * MS_PER_TICK;
}
