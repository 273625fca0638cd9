// Youths of the scripted day who wanted to write while a door was shut: it is shut by its own supervisor for as long as they try.
import { Bearer } from '../../live/lib/bearer.mjs';
import { ask } from '../../live/lib/http.mjs';
import { until } from '../../live/lib/wait.mjs';

const HOUR_MS = 3600_000;
const ASKED = 12; // as many connections meet every worker
const SHUT = new Set(['pool', 'closed']);

/** taps: agency -> how many; nowMs: the time of the day that the daemon has. */
export async function tapAt(daemon, taps, nowMs) {
	for (const [agency, n] of Object.entries(taps)) {
		const name = `shutter-${agency}`;
		const shutter = new Bearer(daemon, name, daemon.addUser(name, { agency, role: 'supervisor' }));
		/* While the days that the clock has passed are dealt with, the service says that it cannot answer. */
		await until(() => shutter.login().catch(() => false), `${name} to be let in`);
		const door = { kind: 'door', place: agency, target: 'closed', until: nowMs + HOUR_MS };
		const { data } = await until(async () => {
			const answer = await shutter.post('/api/v1/acts', door);
			return answer.error?.code !== 'down' && answer;
		}, `an answer about the door of ${agency}`);
		await until(async () => (await statesOf(daemon, agency)).every((state) => SHUT.has(state)), `the door of ${agency} to be shut`);
		const tap = { method: 'POST', body: agency, headers: { 'content-type': 'text/plain', origin: daemon.origin } };
		for (let i = 0; i < n; i++) await ask(daemon, '/api/v1/tap', tap);
		await shutter.post('/api/v1/acts/undo', { id: data.id });
		await until(async () => (await statesOf(daemon, agency)).every((state) => !SHUT.has(state)), `the door of ${agency} to be open`);
	}
}

async function statesOf(daemon, agency) {
	const answers = await Promise.all(Array.from({ length: ASKED }, () => ask(daemon, `/api/v1/door?agency=${agency}`)));
	return answers.map(({ text }) => JSON.parse(text).state);
}
