// The part `lint`: every check of form, one after the other, each named with what it found. Needs a built `dev`
// preset for the circles among objects.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTree } from './lib/tree.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OURS = /^(daemon|protocol|clients\/ctl|tests\/(unit|fakes|fuzz|live|load|seal))\/.*\.[ch]$/;
const SCRIPTS = ['dev', '.ci/run'];

const tree = openTree(ROOT);
const node = process.execPath;
const cFiles = tree.matching(OURS);
const shellFiles = [...SCRIPTS, ...tree.matching(/^(config|tests)\/.*\.sh$/)];

// [name, command, arguments]; a check passes when its command ends with 0.
const checks = [
	['floors', node, ['tests/lint/floors.mjs', '--objects', 'build/dev/lib']],
	['hygiene', node, ['tests/lint/hygiene.mjs']],
	['format', 'clang-format', ['--dry-run', '-Werror', ...cFiles]],
	['frames drift', node, ['protocol/generate.mjs', '--check']],
	['config drift', node, ['tests/lint/config.mjs']],
	['agency drift', node, ['tests/lint/agency.mjs']],
	['pages', node, ['tests/lint/pages.mjs']],
	['colours', node, ['tests/lint/colours.mjs']],
	['scripts', 'bash', ['-c', 'for file; do bash -n "$file" || exit 1; done', 'bash', ...shellFiles]],
	['own tests', node, ['--test', '--test-reporter=spec', ...tree.matching(/^tests\/lint\/[^/]+\.test\.mjs$/)]],
];

function runCheck([name, command, words]) {
	const script = words.find((word) => word.endsWith('.mjs'));
	if (command === node && script && !existsSync(join(ROOT, script))) {
		return { name, bad: true, output: `${script} is missing` };
	}
	const result = spawnSync(command, words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 27 });
	const output = `${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`;
	return { name, bad: result.status !== 0, output };
}

let bad = 0;
for (const check of checks) {
	const result = runCheck(check);
	console.log(`${result.bad ? 'not ok' : 'ok'} ${result.name}`);
	if (result.bad) {
		bad += 1;
		console.log(result.output.trimEnd());
	}
}
process.exitCode = bad > 0 ? 1 : 0;
