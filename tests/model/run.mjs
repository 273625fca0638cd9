// Tries out the model of routing (routing.pml): each configuration to its end without an error, and each planted fault
// until SPIN finds it, by the name of the property it breaks. `node tests/model/run.mjs [NAME...]`; with --trail the
// steps to an error are shown. README.md beside this says what the names mean. Ends with 77 where there is no spin.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODEL = 'routing.pml';
const HERE = dirname(fileURLToPath(import.meta.url));
const EXIT_SKIP = 77;
const MEMORY_MB = 2048;
const DEPTH = 1000000;
const RUN_SECONDS = 400;
const EXIT_STOPPED = 130;

const STALL = 'LEVEL=1 NEWS=3 TROUBLES=1';
const LIVE = 'LIVE SWAPS DECLINES PAUSES';

// name, what may happen
const CONFIGURATIONS = [
	['offers', 'DECLINES PAUSES'],
	['losses', 'LOSSES DECLINES LEVEL=1'],
	['capacity', 'SWAPS CAP1=2 PAUSES LEVEL=1 NEWS=3'],
	['handover', 'SWAPS HANDOVERS YOUTHS_DROP LEVEL=1 NEWS=3'],
	['away', 'YOUTHS_DROP COUNSELLORS_DROP WRAP=1 LEVEL=1 NEWS=3'],
	['stall', STALL],
	['live', LIVE],
];

// name (FAULT_<name> in the model), where it is looked for, what must be broken
const FAULTS = [
	['NONATOMIC_CLAIM', '', 'P1_one_counsellor_a_youth'],
	['UNREADY_KEEPS_THE_SLOT', '', 'P2_load_is_counted_and_fits'],
	['ONE_SIDED_MATCH', '', 'P4_nobody_waits_while_one_is_free'],
	['NEWEST_FIRST', '', 'P5_the_longest_waiting_is_offered'],
	['PLACE_LOST', 'SWAPS', 'P8_the_place_is_kept'],
	['NO_OFFER_DEADLINE', '', 'P9_every_transient_state_has_a_deadline'],
	['NO_FENCE_OF_WRITES', STALL, 'P11_fenced_writes_change_nothing'],
	['ACCEPT_NOT_IDEMPOTENT', 'LOSSES', 'P12_a_repeated_call_changes_nothing'],
	['NO_SELF_FENCE', STALL, 'P13_one_screen_a_room'],
	['OFFER_SURVIVES_PAUSE', 'PAUSES', 'R1_no_offer_to_a_pause'],
	['GIVER_NOT_EXCLUDED', 'SWAPS', 'R2_who_gave_is_not_asked_again'],
	['SILENT_SWAP', 'SWAPS', 'S1_a_screen_writes_in_its_own_rooms'],
	['THAW_WITHOUT_RESUME', 'LEVEL=1 NEWS=3 TROUBLES=2', 'S1_a_screen_writes_in_its_own_rooms'],
	['NEWS_NOT_TOLD', '', 'N1_nobody_is_stuck'],
	['ALWAYS_UNREADY', LIVE, 'acceptance cycle'],
];

const RUNS = [
	...CONFIGURATIONS.map(([name, words]) => ({ name, words, property: null })),
	...FAULTS.map(([name, words, property]) => ({ name, words: `FAULT_${name} ${words}`, property })),
];

const defines = (words) => words.split(' ').filter(Boolean).map((word) => `-D${word}`);

let running = null;

/** Runs a command to its end; resolves to {code, text}, or rejects when it cannot begin or is ended by a signal. */
function call(folder, command, words) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: RUN_SECONDS * 1000 });
		const pieces = [];
		running = child;
		child.stdout.on('data', (piece) => pieces.push(piece));
		child.stderr.on('data', (piece) => pieces.push(piece));
		child.on('error', reject);
		child.on('close', (code, signal) => {
			running = null;
			if (signal) reject(new Error(`${command} was ended by ${signal}`));
			else resolve({ code, text: Buffer.concat(pieces).toString() });
		});
	});
}

async function build(folder, run) {
	const made = await call(folder, 'spin', ['-a', ...defines(run.words), MODEL]);
	if (made.code !== 0 || /Error/.test(made.text)) throw new Error(`spin -a: ${made.text}`);
	const live = run.words.includes('LIVE');
	// Breadth first finds the shortest way to a fault; it cannot look for cycles.
	const mode = live ? ['-DNFAIR=4'] : ['-DSAFETY', ...(run.property ? ['-DBFS'] : [])];
	// Optimising costs more than it saves where few states are looked at.
	const effort = run.property || live ? '-O0' : '-O1';
	const compiled = await call(folder, 'gcc', [effort, '-w', ...mode, `-DMEMLIM=${MEMORY_MB}`, '-o', 'pan', 'pan.c']);
	if (compiled.code !== 0) throw new Error(`gcc: ${compiled.text}`);
	return [`-m${DEPTH}`, '-w24', ...(live ? ['-a', '-f'] : [])];
}

function read(text) {
	const summary = /depth reached (\d+), errors: (\d+)/.exec(text);
	const broken = /^pan:\d+: (?:assertion violated (\S+)|(.+?)) \(at depth (\d+)\)/m.exec(text);
	return {
		states: Number(/(\d+(?:\.\d+)?(?:e\+\d+)?) states, stored/.exec(text)?.[1] ?? 0),
		depth: Number(broken?.[3] ?? summary?.[1] ?? 0),
		errors: summary ? Number(summary[2]) : NaN,
		broken: broken ? (broken[1] ?? broken[2]) : null,
		whole: !/not completed|too small|out of memory|memory limit/.test(text),
	};
}

/** What is wrong with the result of a run; empty when it is as it must be. */
function fault(run, result) {
	if (run.property) return result.broken === run.property ? '' : `not found; broken is ${result.broken}`;
	if (result.errors !== 0) return `errors: ${result.errors}, broken is ${result.broken}`;
	if (!result.whole) return 'the search did not come to its end';
	return result.states > 1 ? '' : 'no states';
}

async function carryOut(parent, run, showTrail) {
	const folder = join(parent, run.name);
	mkdirSync(folder);
	copyFileSync(join(HERE, MODEL), join(folder, MODEL));
	const begun = process.hrtime.bigint();
	const words = await build(folder, run);
	const { text } = await call(folder, './pan', words);
	const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
	const result = read(text);
	const wrong = fault(run, result);
	const found = run.property ? `finds ${run.property}` : 'no error';
	const numbers = `${result.states} states, depth ${result.depth}, ${seconds.toFixed(1)} s`;
	console.log(`${wrong ? 'FAILED' : 'ok'}  ${run.name}: ${wrong || found} (${numbers})`);
	if (wrong && Number.isNaN(result.errors)) console.log(text);
	if (showTrail && result.broken) {
		console.log((await call(folder, 'spin', ['-t', ...defines(run.words), MODEL])).text);
	}
	rmSync(folder, { recursive: true, force: true });
	return wrong === '';
}

function stopOnSignal(folder) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			running?.kill('SIGKILL');
			rmSync(folder, { recursive: true, force: true });
			process.exit(EXIT_STOPPED);
		});
	}
}

async function spinIsThere() {
	try {
		return (await call('.', 'spin', ['-V'])).code === 0;
	} catch {
		return false;
	}
}

async function main(words) {
	const names = words.filter((word) => word !== '--trail');
	const unknown = names.find((name) => !RUNS.some((run) => run.name === name));
	if (unknown) throw new Error(`no run ${unknown}; there are: ${RUNS.map((run) => run.name).join(' ')}`);
	if (!(await spinIsThere())) {
		console.log('spin is not installed: it is in the Debian package of that name');
		return EXIT_SKIP;
	}
	const parent = mkdtempSync(join(tmpdir(), 'model-'));
	stopOnSignal(parent);
	try {
		const runs = RUNS.filter((run) => names.length === 0 || names.includes(run.name));
		let failed = 0;
		for (const run of runs) {
			if (!(await carryOut(parent, run, words.includes('--trail')))) failed += 1;
		}
		console.log(`${runs.length - failed} as they must be, ${failed} not`);
		return failed > 0 ? 1 : 0;
	} finally {
		rmSync(parent, { recursive: true, force: true });
	}
}

process.exitCode = await main(process.argv.slice(2));
