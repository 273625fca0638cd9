// Runs the load generator on a service. No figure comes back from a run in which a message was lost, doubled, reordered or
// altered, or in which anything else went wrong: that is an error.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../live/lib/npm.mjs';
import { PASSWORD } from './staff.mjs';

export const GENERATOR = join(ROOT, 'build', process.env.SAMTALE_BUILD ?? 'release', 'samtale-load');

/** Enough for everything but the sockets by the ten thousand, which ask for their own. */
const SOURCES = 8;
/** What a smaller run has less of, and the least of a window. */
const SIZES = ['desks', 'rooms', 'connections', 'rate'];
const SECONDS_LEAST = 0.5;

/** The shape of a scenario made smaller, for a smoke test: a share of its people and of its time. */
export function scaled(shape, scale) {
	const small = (name, value) => {
		if (SIZES.includes(name)) return Math.ceil(value * scale);
		return ['seconds', 'warm'].includes(name) ? Math.max(value * scale, SECONDS_LEAST) : value;
	};
	return scale === 1 ? shape : Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, small(name, value)]));
}

/** Runs samtale-load with these words to its end; gives its windows: [{figure: number}]. */
export async function generate(words) {
	const child = spawn(GENERATOR, words, { stdio: ['ignore', 'pipe', 'inherit'] });
	const end = () => child.kill('SIGKILL');
	process.once('exit', end);
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (more) => (text += more));
	const code = await new Promise((resolve) => child.once('close', resolve));
	process.off('exit', end);
	const answer = text.trim() === '' ? { ok: false, why: 'it said nothing' } : JSON.parse(text);
	if (code !== 0 || !answer.ok) throw new Error(`the load generator failed (${code}): ${answer.why}`);
	return answer.runs;
}

/** The words of a scenario on a service; options: those of samtale-load. */
export function wordsFor(service, scenario, options = {}) {
	const { daemon } = service;
	const all = {
		port: daemon.port, host: `127.0.0.1:${daemon.port}`, origin: daemon.origin, password: PASSWORD, sources: SOURCES,
		tls: daemon.origin.startsWith('https') ? 1 : 0, daemon: service.daemonPids.join(','), redis: service.redisPids.join(','),
		workers: service.workerPids.join(','), ...options,
	};
	return [scenario, ...Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)])];
}

export const load = (service, scenario, options) => generate(wordsFor(service, scenario, options));
