// Runs one part: a shell command in its own process group, with its own short folder, up to its limit.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MARK, describeLeftovers, endProcesses } from './leftovers.mjs';

const SKIP_CODE = 77;
const TAIL_LINES = 60;
const SETTLE_MS = 2000;
const SETTLE_STEP_MS = 50;
const KILL_GRACE_MS = 3000;

const running = new Set();

function killGroup(child, signal) {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group is gone.
	}
}

/** Ends the groups of all parts that run now; for when the runner itself is told to stop. */
export function killRunning() {
	for (const child of running) killGroup(child, 'SIGKILL');
}

function tail(file, lines) {
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** A command until its end or its limit: {code, signal, timedOut}. The log file gets all it prints. */
function runCommand({ command, limit, logFile, environment, cwd }) {
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'w');
	return new Promise((resolve) => {
		const child = spawn('bash', ['-c', command], {
			cwd,
			env: environment,
			detached: true,
			stdio: ['ignore', log, log],
		});
		closeSync(log);
		running.add(child);
		let timedOut = false;
		let lastCall;
		const timer = setTimeout(() => {
			timedOut = true;
			killGroup(child, 'SIGTERM');
			lastCall = setTimeout(() => killGroup(child, 'SIGKILL'), KILL_GRACE_MS);
		}, limit * 1000);
		child.on('exit', (code, signal) => {
			clearTimeout(timer);
			clearTimeout(lastCall);
			killGroup(child, 'SIGKILL');
			running.delete(child);
			resolve({ code, signal, timedOut });
		});
	});
}

// Processes that were told to end need a moment; only what stays is reported.
async function leftoversOf(mark, folder) {
	const until = Date.now() + SETTLE_MS;
	for (;;) {
		const left = describeLeftovers(mark, folder);
		if (left.length === 0 || Date.now() > until) return left;
		await new Promise((resolve) => setTimeout(resolve, SETTLE_STEP_MS));
	}
}

function judge(result, limit, logFile, skipsFail) {
	if (result.timedOut) return { outcome: 'failed', why: `killed at its limit of ${limit} s` };
	if (result.code === SKIP_CODE) {
		const why = tail(logFile, 1) || 'no reason given';
		return skipsFail
			? { outcome: 'failed', why: `must not skip here: ${why}` }
			: { outcome: 'skipped', why };
	}
	if (result.code !== 0) {
		const how = result.signal ? `signal ${result.signal}` : `code ${result.code}`;
		return { outcome: 'failed', why: `ended with ${how}` };
	}
	return { outcome: 'passed', why: '' };
}

/**
 * Runs a part of the table. `run` is {id, folder, logs, root, skipsFail}. Resolves to
 * {name, outcome: passed|failed|skipped, why, seconds, output}; output is the end of a failed part's log.
 */
export async function runPart(part, run) {
	const mark = `${run.id}.${part.name}`;
	const folder = join(run.folder, part.name);
	const logFile = join(run.logs, `${part.name}.log`);
	mkdirSync(folder, { recursive: true });
	const start = Date.now();
	const result = await runCommand({
		command: part.command,
		limit: part.limit,
		logFile,
		cwd: run.root,
		environment: { ...process.env, [MARK]: mark, TMPDIR: folder },
	});
	const verdict = judge(result, part.limit, logFile, run.skipsFail);
	const left = await leftoversOf(mark, folder);
	endProcesses(mark, folder);
	if (left.length > 0 && verdict.outcome !== 'failed') {
		verdict.outcome = 'failed';
		verdict.why = `left behind:\n  ${left.join('\n  ')}`;
	}
	rmSync(folder, { recursive: true, force: true });
	return {
		name: part.name,
		...verdict,
		seconds: (Date.now() - start) / 1000,
		output: verdict.outcome === 'failed' ? tail(logFile, TAIL_LINES) : '',
	};
}
