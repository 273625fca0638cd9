// ./dev bench idle: what the daemon takes before the first visitor, what a socket takes that only is there, and how much of a
// core fifty thousand of them use.
import { setTimeout as pause } from 'node:timers/promises';
import { cpuMs, machineMs, memory } from './lib/account.mjs';
import { withSockets } from './lib/hold.mjs';
import { withService } from './lib/service.mjs';

const MIB = 1 << 20;
/** The daemon pings every 25 s: a window of this length holds one ping of each socket. */
const PINGS_MS = 25_000;
const WINDOW_LEAST_MS = 1000;
/** Until a new socket's memory is settled: the last answers are written, what was for the handshake is given back. */
const SETTLE_MS = 1000;

/** TLS costs the generator more than the daemon, so there are fewer of those. */
const SOCKETS = { plain: 10_000, tls: 4_000, idle_50k: 50_000 };
const WORKERS_IDLE = 3;

async function base() {
	return withService({ workers: 1 }, async ({ daemonPids }) => ({ mib: memory(daemonPids) / MIB }));
}

async function bytesEach(tls, connections) {
	return withService({ workers: 1, tls }, async (service) => {
		const before = memory(service.workerPids);
		return withSockets(service, connections, async () => {
			await pause(SETTLE_MS);
			return { bytes: (memory(service.workerPids) - before) / connections };
		});
	});
}

/** One window, as those of the load generator look. */
async function quiet(service, generators, windowMs) {
	const pids = [...service.daemonPids, ...service.redisPids, ...generators];
	const before = { daemon: cpuMs(service.daemonPids), all: cpuMs(pids), machine: machineMs(), at: performance.now() };
	await pause(windowMs);
	const ms = performance.now() - before.at;
	return {
		seconds: ms / 1000,
		cpu_pct: ((cpuMs(service.daemonPids) - before.daemon) / ms) * 100,
		others_ms: machineMs() - before.machine - (cpuMs(pids) - before.all),
	};
}

async function fifty(connections, runs, windowMs) {
	return withService({ workers: WORKERS_IDLE }, (service) =>
		withSockets(service, connections, async (generators) => {
			await pause(windowMs); // the first round, in which nothing was due yet
			const windows = [];
			while (windows.length < runs) windows.push(await quiet(service, generators, windowMs));
			return windows;
		}),
	);
}

async function repeat(runs, body) {
	const windows = [];
	while (windows.length < runs) windows.push(await body());
	return windows;
}

const STEPS = {
	base: async (report, { runs }) => report.windows({ base_mib: 'mib' }, await repeat(runs, base)),
	plain: async (report, { runs, scale }) => {
		const sockets = SOCKETS.plain * scale;
		const windows = await repeat(runs, () => bytesEach(false, sockets));
		report.windows({ bytes_per_conn_plain: 'bytes' }, windows, { sockets });
	},
	tls: async (report, { runs, scale }) => {
		const sockets = SOCKETS.tls * scale;
		const windows = await repeat(runs, () => bytesEach(true, sockets));
		report.windows({ bytes_per_conn_tls: 'bytes' }, windows, { sockets });
	},
	idle_50k: async (report, { runs, scale }) => {
		const sockets = SOCKETS.idle_50k * scale;
		const windows = await fifty(sockets, runs, Math.max(PINGS_MS * scale, WINDOW_LEAST_MS));
		report.windows({ idle_cpu_pct_50k: 'cpu_pct' }, windows, { sockets, workers: WORKERS_IDLE });
	},
};

export const idle = {
	name: 'idle',
	bars: { base_mib: 20, bytes_per_conn_plain: 3000, bytes_per_conn_tls: 18000, idle_cpu_pct_50k: 3 },
	steps: Object.keys(STEPS),
	run: (report, name, options) => STEPS[name](report, options),
};
