// What breaks in the middle of the scripted day, until everybody is back. Nobody may be within a step meanwhile.
import assert from 'node:assert/strict';
import { until } from '../../live/lib/wait.mjs';

/** Who has a line now: of the youths those whose visit the lanes are at. */
const everybody = (lanes) => lanes.flatMap(({ staff, visit }) => [...staff, visit?.youth]).filter((person) => person?.client && person.redials);

/** Whose line broke is back: visits and shifts are taken up. */
async function back({ person, line, resumes }) {
	const holds = await line.ping().then(() => true, () => false);
	if (!holds) await until(() => person.resumes > resumes, `a ${person.side} to be back`, { ms: 30_000 });
}

export async function killWorker(daemon, lanes) {
	const [slot] = Object.keys(daemon.workers);
	const from = daemon.lines.length;
	const before = everybody(lanes).map((person) => ({ person, line: person.client, resumes: person.resumes }));
	process.kill(daemon.workers[slot], 'SIGKILL');
	await daemon.logged(new RegExp(`worker=${slot} pid=`), { from });
	await Promise.all(before.map(back));
	assert.ok(before.some(({ line }) => line.end), 'nobody was on that worker');
}

/** What everybody then writes proves that the rooms are taken up again, on both sides. */
export async function killRedis(daemon, lanes) {
	await daemon.killRedis();
	await until(() => everybody(lanes).every(({ frozen }) => frozen.length === 0 || frozen.at(-1) === 0), 'nobody to be frozen', { ms: 30_000 });
	for (const person of everybody(lanes)) await person.client.ping();
	await Promise.all(lanes.filter(({ visit }) => visit?.talks).map(({ visit }) => visit.put(['youth', 'staff'])));
}
