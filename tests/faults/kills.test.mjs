// R2: while 200 rooms talk, a node is killed at random, again and again. Everybody resumes, on whichever node there is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../routing/lib/random.mjs';
import { startDaemon } from '../live/lib/daemon.mjs';
import { connectionsOf } from '../live/lib/proc.mjs';
import { pause, until } from '../live/lib/wait.mjs';
import { LONG, report } from './lib/report.mjs';
import { TALK_KEYS, Talk, percentile } from './lib/talkers.mjs';

const ROOMS = 200;
const KILLS = LONG ? 100 : 10;
const SAYS_EVERY_MS = 1000;
const BETWEEN_MS = [500, 2500];
// A slot that dies five times in a minute is given up: that is another test.
const DEATHS_MOST = 4;
const DEATHS_WITHIN_MS = 61_000;
const RESUME_BAR_MS = 3000;
// A back-off that has grown is half a minute long.
const BACK_MS = 90_000;

const random = new Random(Number(process.env.SEED ?? 1));
const daemon = await startDaemon({ keys: { ...TALK_KEYS, workers: 2 } });
const talk = await Talk.open(daemon, { rooms: ROOMS });
const deaths = []; // {slot, at}

const mayDie = (slot) =>
	deaths.filter((death) => death.slot === slot && performance.now() - death.at < DEATHS_WITHIN_MS).length < DEATHS_MOST;

/* Kills a node under its talkers; resolves when all of them are back in all their rooms: {cut, elsewhere, ms}. */
async function killOne() {
	const slots = () => Object.keys(daemon.workers).filter(mayDie);
	await until(() => slots().length > 0, 'a node that may die', { ms: DEATHS_WITHIN_MS });
	const slot = random.pick(slots());
	const pid = daemon.workers[slot];
	const from = daemon.lines.length;
	const held = connectionsOf(pid, daemon.port);
	const cut = talk.people.filter(({ client }) => held.has(client.localPort));
	const clients = new Map(cut.map((person) => [person, person.client]));
	const at = performance.now();
	deaths.push({ slot, at });
	process.kill(pid, 'SIGKILL');
	const isBack = (person) => person.client !== clients.get(person) && person.isBack;
	await until(() => cut.every(isBack), 'everybody to be back', { ms: BACK_MS, more: () => talk.seen() });
	const ms = performance.now() - at;
	await daemon.ready(from);
	console.log(`killed: ${cut.length} people were cut off, the last was back after ${Math.round(ms)} ms`);
	const anew = connectionsOf(daemon.workers[slot], daemon.port);
	return { cut: cut.length, elsewhere: cut.filter(({ client }) => !anew.has(client.localPort)).length, ms };
}

test(`${ROOMS} rooms talk while a node is killed ${KILLS} times: nothing acked is lost, doubled or reordered`, async () => {
	talk.chat(SAYS_EVERY_MS);
	const kills = [];
	for (let i = 0; i < KILLS; i++) {
		await pause(BETWEEN_MS[0] + random.below(BETWEEN_MS[1]));
		kills.push(await killOne());
	}
	await talk.settle({ ms: BACK_MS });
	const result = talk.verdict();
	const outages = talk.outages();
	const sum = (name) => kills.reduce((total, kill) => total + kill[name], 0);
	report('R2', {
		faults: KILLS, ...result, unavailable: sum('ms') / 1000,
		more: {
			resumes: outages.length, on_another_node: sum('elsewhere'), on_the_one_restarted: sum('cut') - sum('elsewhere'),
			resume_p50_ms: Math.round(percentile(outages, 50)), resume_p99_ms: Math.round(percentile(outages, 99)),
			resume_p99_bar_ms: RESUME_BAR_MS, resume_most_ms: Math.round(outages.at(-1)),
			kills_with_a_resume_over_the_bar: kills.filter(({ ms }) => ms > RESUME_BAR_MS).length,
		},
	});
	assert.deepEqual(result.found, []);
	assert.ok(outages.length >= sum('cut') && sum('cut') > 0, `${outages.length} resumes, ${sum('cut')} were cut off`);
	await talk.leave();
});
