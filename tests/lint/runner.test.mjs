// The runner is itself tested with planted parts: one that hangs, fails, skips, leaves something behind.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MARK, findProcesses } from '../runner/leftovers.mjs';
import { LANES } from '../runner/parts.mjs';

const RUNNER = fileURLToPath(new URL('../run.mjs', import.meta.url));
let folder;

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'runner-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

// run(rows, words): the runner over a table of its own; CI only where asked for.
function run(rows, words = [], more = {}) {
	const table = join(folder, 'parts.tsv');
	writeFileSync(table, rows.map((row) => `${row.join('\t')}\n`).join(''));
	const { CI, ...environment } = process.env;
	const result = spawnSync(process.execPath, [RUNNER, ...words], {
		encoding: 'utf8',
		env: { ...environment, SAMTALE_TEST_PARTS: table, SAMTALE_TEST_LOGS: join(folder, 'logs'), ...more },
	});
	return { ...result, last: result.stdout.trimEnd().split('\n').at(-1) };
}

const passing = ['good', 'quick', 'cpu', '-', '20', 'true'];

test('a run of passing parts ends with the line of counts and code 0', () => {
	const result = run([passing, ['also', 'quick', 'sleep', '-', '20', 'true']]);
	assert.equal(result.last, '2 passed, 0 failed, 0 skipped', result.stdout);
	assert.equal(result.status, 0);
});

test('the line of counts stands there exactly once', () => {
	const { stdout } = run([['chatty', 'quick', 'cpu', '-', '20', 'echo 9 passed, 0 failed']]);
	assert.equal(stdout.match(/\d+ passed, \d+ failed/g).length, 1, stdout);
});

test('a part that fails is counted, named and shown with its output', () => {
	const result = run([passing, ['bad', 'quick', 'cpu', '-', '20', 'echo because of this; exit 3']]);
	assert.equal(result.last, '1 passed, 1 failed, 0 skipped', result.stdout);
	assert.match(result.stdout, /failed .* bad: ended with code 3/);
	assert.match(result.stdout, /because of this/);
	assert.equal(result.status, 1);
});

test('with --full a name stands for its family in what a change must pass, and for nothing else', () => {
	const rows = ['wind', 'wind-storm', 'windy', 'wind-full', 'wind-long'].map((name) => [
		name, { 'wind-full': 'full', 'wind-long': 'long' }[name] ?? 'quick', 'cpu', '-', '20', `echo this is ${name}`,
	]);
	const names = (words) => [...run(rows, words).stdout.matchAll(/^passed .* s {2}(\S+)$/gm)].map(([, name]) => name);
	assert.deepEqual(names(['--full', 'wind']), ['wind', 'wind-storm', 'wind-full']);
	assert.deepEqual(names(['wind']), ['wind']);
	assert.equal(run(rows, ['--full', 'wi']).status, 2);
});

test('a part that hangs is killed at its limit with its children, counted and named', () => {
	const result = run([['hangs', 'quick', 'cpu', '-', '1', 'sleep 971 & sleep 972; true']]);
	assert.equal(result.last, '0 passed, 1 failed, 0 skipped', result.stdout);
	assert.match(result.stdout, /hangs: killed at its limit of 1 s/);
	assert.ok(!result.stdout.includes('left behind'), result.stdout);
});

test('a part that ignores the polite signal is killed all the same', () => {
	const result = run([['deaf', 'quick', 'cpu', '-', '1', "trap '' TERM; for ((;;)); do sleep 1; done"]]);
	assert.match(result.stdout, /deaf: killed at its limit/);
});

test('a part that skips is counted as skipped with its reason', () => {
	const result = run([passing, ['away', 'quick', 'cpu', '-', '20', 'echo no such tool; exit 77']]);
	assert.equal(result.last, '1 passed, 0 failed, 1 skipped', result.stdout);
	assert.match(result.stdout, /away: no such tool/);
	assert.equal(result.status, 0);
});

test('a part that skips under CI is counted as failed', () => {
	const rows = [passing, ['away', 'quick', 'cpu', '-', '20', 'echo no such tool; exit 77']];
	const result = run(rows, [], { CI: 'true' });
	assert.equal(result.last, '1 passed, 1 failed, 0 skipped', result.stdout);
	assert.match(result.stdout, /must not skip here: no such tool/);
	assert.equal(result.status, 1);
});

test('a run in which everything skips is not a success', () => {
	assert.equal(run([['away', 'quick', 'cpu', '-', '20', 'exit 77']]).status, 1);
});

/* The job in the background has become the sleep that is to be found. */
const untilItSleeps = 'until [ "$(cat /proc/$!/comm)" = sleep ]; do sleep 0.02; done';

test('a part that leaves a process in a session of its own fails, and the process is ended', () => {
	const pidFile = join(folder, 'pid');
	const command = `setsid bash -c 'echo $$ >${pidFile}; exec sleep 973' & ${untilItSleeps}`;
	const result = run([['leaky', 'quick', 'cpu', '-', '20', command]]);
	assert.equal(result.last, '0 passed, 1 failed, 0 skipped', result.stdout);
	assert.match(result.stdout, /left behind:\n {2}process \d+: sleep 973/);
	const pid = readFileSync(pidFile, 'utf8').trim();
	const state = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : ') Z ';
	assert.match(state, /\) Z /, 'the planted process still runs');
});

test('a process without the mark is found by the folder it stands in', () => {
	const command = `cd "$TMPDIR" && exec setsid env -i sleep 974 & ${untilItSleeps}`;
	const result = run([['unmarked', 'quick', 'cpu', '-', '20', command]]);
	assert.match(result.stdout, /left behind:\n {2}process \d+: sleep 974/, result.stdout);
});

test('a part that leaves a file fails', () => {
	const result = run([['untidy', 'quick', 'cpu', '-', '20', 'touch "$TMPDIR/crumb"']]);
	assert.match(result.stdout, /left behind:\n {2}file \/tmp\/st-[0-9a-f]+\/untidy\/crumb/, result.stdout);
});

test('a part finds a short folder of its own, which is gone afterwards', () => {
	const out = join(folder, 'tmpdir');
	run([['where', 'quick', 'cpu', '-', '20', `echo -n "$TMPDIR" >${out}`]]);
	const seen = readFileSync(out, 'utf8');
	assert.match(seen, /^\/tmp\/st-[0-9a-f]{6}\/where$/);
	assert.ok(!existsSync(seen), seen);
});

test('the lanes run beside each other', () => {
	// Each waits for the next one's file: one after the other, they would hang.
	const meet = (mine, other) => `touch ${folder}/${mine}; until [ -e ${folder}/${other} ]; do sleep 0.1; done`;
	const rows = LANES.map((lane, i) => [lane, 'quick', lane, '-', '20', meet(i, (i + 1) % LANES.length)]);
	assert.equal(run(rows).last, '3 passed, 0 failed, 0 skipped');
});

test('a part whose build fails is counted as failed and not run', () => {
	const result = run([['unbuilt', 'quick', 'cpu', 'nothing', '20', 'echo it ran']]);
	assert.equal(result.last, '0 passed, 1 failed, 0 skipped', result.stdout);
	assert.match(result.stdout, /unbuilt: cannot run: the build nothing failed/);
});

test('quick is chosen without words, --full adds full, names choose from any tier', () => {
	const rows = [passing, ['deep', 'full', 'cpu', '-', '20', 'true'], ['slow', 'long', 'cpu', '-', '20', 'true']];
	assert.equal(run(rows).last, '1 passed, 0 failed, 0 skipped');
	assert.equal(run(rows, ['--full']).last, '2 passed, 0 failed, 0 skipped');
	assert.match(run(rows, ['--full', 'deep']).stdout, /^passed .* deep\n1 passed, 0 failed, 0 skipped\n$/);
	assert.match(run(rows, ['--long', 'slow']).stdout, /passed .* slow/);
	assert.match(run(rows, ['deep']).stdout, /passed .* deep/);
});

test('an unknown part, an unknown option and --long alone are refused with code 2', () => {
	for (const words of [['nonsense'], ['--fast'], ['--long']]) {
		const result = run([passing], words);
		assert.equal(result.status, 2, `${words}: ${result.stdout}${result.stderr}`);
	}
});

test('a table with a missing column is refused with its line', () => {
	const result = run([passing, ['short', 'quick', 'cpu']]);
	assert.equal(result.status, 2);
	assert.match(result.stderr, /parts\.tsv:2: 3 columns/);
});

test('the mark of a run is found in a process and not in one of another run', () => {
	const marked = spawnSync('bash', ['-c', `exec 3< <(sleep 5); node -e '
		import("${new URL('../runner/leftovers.mjs', import.meta.url).pathname}").then((m) => {
			console.log(m.findProcesses("abc", "").length, m.findProcesses("ab", "").length);
			process.exit();
		})'; kill $!`], { encoding: 'utf8', env: { ...process.env, [MARK]: 'abc.x' } });
	const [own, other] = marked.stdout.trim().split(' ').map(Number);
	assert.ok(own >= 1, `own ${own}: ${marked.stderr}`);
	assert.equal(other, 0);
	assert.deepEqual(findProcesses('never-used', ''), []);
});
