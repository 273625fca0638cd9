// The test runner: chooses parts, builds what they need, runs the lanes beside each other, prints one line a part
// and at the very end exactly one line of counts. Called by `./dev test`; reads tests/parts.tsv.
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANES, UsageError, chooseParts, readParts } from './runner/parts.mjs';
import { killRunning, runPart } from './runner/part.mjs';
import { MARK, describeLeftovers, endProcesses } from './runner/leftovers.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const BUILD_LIMIT_SECONDS = 1200;
const EXIT_USAGE = 2;
const EXIT_STOPPED = 130;

function newRun() {
	// Nested in another run (the runner's own tests), its mark continues the outer one.
	const outer = process.env[MARK] ? `${process.env[MARK]}.` : '';
	const id = randomBytes(3).toString('hex');
	const logs = process.env.SAMTALE_TEST_LOGS ?? join(ROOT, 'build', 'test');
	const run = {
		id: outer + id,
		folder: `/tmp/st-${id}`,
		logs,
		root: ROOT,
		skipsFail: process.env.CI === 'true',
	};
	mkdirSync(run.folder, { mode: 0o700 });
	mkdirSync(logs, { recursive: true });
	return run;
}

function show(result) {
	const lines = [`${result.outcome.padEnd(8)}${result.seconds.toFixed(1).padStart(7)} s  ${result.name}`];
	if (result.why) lines[0] += `: ${result.why}`;
	if (result.output) lines.push(...result.output.split('\n').map((line) => `    | ${line}`));
	// One block a part, so that the lanes never mix their lines.
	console.log(lines.join('\n'));
}

/** Builds what the parts need, once each; resolves to the set of builds that failed. */
async function buildAll(parts, run) {
	const failed = new Set();
	for (const need of new Set(parts.flatMap((part) => part.needs))) {
		const build = { name: `build-${need}`, limit: BUILD_LIMIT_SECONDS, command: `./dev build ${need}` };
		const result = await runPart(build, { ...run, skipsFail: true });
		show({ ...result, outcome: result.outcome === 'passed' ? 'built' : 'failed' });
		if (result.outcome !== 'passed') failed.add(need);
	}
	return failed;
}

async function runOne(part, run, unbuilt) {
	const missing = part.needs.filter((need) => unbuilt.has(need));
	if (missing.length > 0) {
		const why = `cannot run: the build ${missing.join(', ')} failed`;
		return { name: part.name, outcome: 'failed', why, seconds: 0, output: '' };
	}
	return runPart(part, run);
}

async function runLane(parts, run, unbuilt) {
	const results = [];
	for (const part of parts) {
		const result = await runOne(part, run, unbuilt);
		show(result);
		results.push(result);
	}
	return results;
}

function lastCheck(run) {
	const left = describeLeftovers(run.id, run.folder);
	endProcesses(run.id, run.folder);
	rmSync(run.folder, { recursive: true, force: true });
	if (left.length === 0) return [];
	const why = `the run left behind:\n  ${left.join('\n  ')}`;
	const result = { name: 'leftovers', outcome: 'failed', why, seconds: 0, output: '' };
	show(result);
	return [result];
}

function stopOnSignal(run) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			killRunning();
			endProcesses(run.id, run.folder);
			rmSync(run.folder, { recursive: true, force: true });
			process.exit(EXIT_STOPPED);
		});
	}
}

async function main() {
	const table = process.env.SAMTALE_TEST_PARTS ?? join(ROOT, 'tests', 'parts.tsv');
	const parts = chooseParts(readParts(table), process.argv.slice(2));
	const run = newRun();
	stopOnSignal(run);
	const unbuilt = await buildAll(parts, run);
	const lanes = LANES.map((lane) => parts.filter((part) => part.lane === lane));
	const results = (await Promise.all(lanes.map((lane) => runLane(lane, run, unbuilt)))).flat();
	results.push(...lastCheck(run));
	const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
	const bad = results.filter((result) => result.outcome === 'failed').map((result) => result.name);
	if (bad.length > 0) console.log(`failed parts: ${bad.join(' ')} (logs in ${run.logs})`);
	console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
	process.exitCode = count('failed') === 0 && count('passed') > 0 ? 0 : 1;
}

try {
	await main();
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	console.error(`dev test: ${error.message}`);
	process.exitCode = EXIT_USAGE;
}
