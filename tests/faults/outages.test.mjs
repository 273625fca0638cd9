// R4: while 200 rooms talk, their Redis is killed, again and again; it writes each message to the disk before it is acked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../routing/lib/random.mjs';
import { startDaemon } from '../live/lib/daemon.mjs';
import { pause, until } from '../live/lib/wait.mjs';
import { LONG, report } from './lib/report.mjs';
import { TALK_KEYS, Talk, percentile } from './lib/talkers.mjs';

const ROOMS = 200;
const KILLS = LONG ? 100 : 8;
const SAYS_EVERY_MS = LONG ? 3000 : 1000;
// A Redis that lived for ten seconds is started again at once; one that did not, after a growing while.
const STEADY_MS = 10_000;
const BETWEEN_MS = 1500;
const SHOWN_BAR_MS = 2000;
const BACK_BAR_MS = 5000;
// A wait gives up after so many times the bar.
const PATIENCE = 12;

const random = new Random(Number(process.env.SEED ?? 1));
const daemon = await startDaemon({ keys: TALK_KEYS });
const talk = await Talk.open(daemon, { rooms: ROOMS });

/* When each person was told, behind `since`, sorted, in milliseconds from there; undefined until all were. */
function told(on, since) {
	const times = talk.people.map(({ freezes }) => freezes.find((freeze) => freeze.on === on && freeze.at > since)?.at);
	return times.includes(undefined) ? undefined : times.map((at) => at - since).sort((a, b) => a - b);
}

/* Those who were not told, and what the daemon says. */
function untold(on, since) {
	const lacking = talk.people.filter(({ freezes }) => !freezes.some((freeze) => freeze.on === on && freeze.at > since));
	const stateOf = ({ side, client, outages }) =>
		`\n${side} close ${client.end?.code} ${client.end?.reason} outages ${JSON.stringify(outages)}${client.seen()}`;
	return `; ${lacking.length} of ${talk.people.length} were not${lacking.slice(0, 2).map(stateOf).join('')}${daemon.tail()}`;
}

async function killRedis() {
	const at = performance.now();
	process.kill(daemon.redisPid, 'SIGKILL');
	const everybody = (on, ms) => until(() => told(on, at), `everybody to be told ${on}`, { ms, more: () => untold(on, at) });
	const shown = await everybody(1, PATIENCE * SHOWN_BAR_MS);
	const back = await everybody(0, PATIENCE * BACK_BAR_MS);
	console.log(`killed: told after ${Math.round(shown.at(-1))} ms, going on after ${Math.round(back.at(-1))} ms`);
	return { shown, back };
}

test(`${ROOMS} rooms talk while Redis is killed ${KILLS} times: nothing acked is lost, doubled or reordered`, async () => {
	talk.chat(SAYS_EVERY_MS);
	const kills = [];
	for (let i = 0; i < KILLS; i++) {
		await pause(STEADY_MS + random.below(BETWEEN_MS));
		kills.push(await killRedis());
	}
	await talk.settle({ ms: PATIENCE * BACK_BAR_MS });
	const result = talk.verdict();
	const all = (name) => kills.flatMap((kill) => kill[name]).sort((a, b) => a - b);
	const most = (name) => Math.round(Math.max(...all(name)));
	report('R4', {
		faults: KILLS, ...result, unavailable: kills.reduce((sum, { back }) => sum + back.at(-1), 0) / 1000,
		more: {
			shown_p99_ms: Math.round(percentile(all('shown'), 99)), shown_most_ms: most('shown'), shown_bar_ms: SHOWN_BAR_MS,
			back_p50_ms: Math.round(percentile(all('back'), 50)), back_p99_ms: Math.round(percentile(all('back'), 99)), back_most_ms: most('back'), back_bar_ms: BACK_BAR_MS,
			kills_over_the_bar: kills.filter(({ back }) => back.at(-1) > BACK_BAR_MS).length,
		},
	});
	assert.deepEqual(result.found, []);
	assert.deepEqual(talk.people.filter(({ outages }) => outages.length > 0), [], 'a socket was closed');
	await talk.leave();
});
