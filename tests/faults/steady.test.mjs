// R1: 200 rooms talk for all they are worth over two nodes, and no fault is injected at all.
import assert from 'node:assert/strict';
import { cpuUsage } from 'node:process';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { report } from './lib/report.mjs';
import { TALK_KEYS, Talk, cpuSeconds } from './lib/talkers.mjs';

const ROOMS = Number(process.env.ROOMS ?? 200);
const MESSAGES = Number(process.env.MESSAGES ?? 500);
const LIMIT_MS = 480_000;

const daemon = await startDaemon({ keys: TALK_KEYS });
const talk = await Talk.open(daemon, { rooms: ROOMS });

test('200 rooms x 500 messages both ways: none lost, doubled or reordered', async () => {
	const before = cpuUsage();
	const start = performance.now();
	await talk.exchange(MESSAGES, { ms: LIMIT_MS });
	await talk.settle();
	const seconds = (performance.now() - start) / 1000;
	const client = cpuSeconds(before);
	const result = talk.verdict();
	report('R1', {
		faults: 0, ...result, unavailable: 0,
		more: { seconds: Math.round(seconds), client_cpu_seconds: Math.round(client) },
	});
	assert.deepEqual(result.found, []);
	assert.equal(result.acked, 2 * ROOMS * MESSAGES);
	await talk.leave();
});
