// The part `static`: clang-tidy and cppcheck over the C files of the `dev` build, warnings as errors.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const BUILD = 'build/dev';
const OURS = /^(daemon|protocol|clients\/ctl)\/.*\.c$/;

// The findings of cppcheck that say nothing about this code: it does not see library headers or who uses what.
const CPPCHECK = [
	'--enable=warning,performance,portability',
	'--std=c11',
	'--inline-suppr',
	'--quiet',
	'--error-exitcode=1',
	'--suppress=missingIncludeSystem',
	'--suppress=unknownMacro',
	'-D_GNU_SOURCE=1',
	'-DSAMTALE_TEST_CLOCK=1',
	'-Idaemon',
	'-I.',
];

function run(command, words) {
	return new Promise((done) => {
		const child = spawn(command, words, { cwd: ROOT });
		let output = '';
		child.stdout.on('data', (bytes) => (output += bytes));
		child.stderr.on('data', (bytes) => (output += bytes));
		child.on('error', (error) => done({ bad: true, output: error.message }));
		child.on('close', (code) => done({ bad: code !== 0, output }));
	});
}

async function inParallel(jobs) {
	const results = [];
	const work = async () => {
		for (let job = jobs.shift(); job; job = jobs.shift()) results.push(await job());
	};
	await Promise.all(Array.from({ length: availableParallelism() }, work));
	return results;
}

const commands = JSON.parse(readFileSync(join(ROOT, BUILD, 'compile_commands.json'), 'utf8'));
const files = commands.map(({ file }) => relative(ROOT, file)).filter((file) => OURS.test(file));
const tidy = files.map((file) => () => run('clang-tidy', ['--quiet', '--extra-arg=-Wno-unknown-warning-option', '-p', BUILD, file]));
// The longest job first: at the end it would keep one core while the other waits.
const results = await inParallel([() => run('cppcheck', [...CPPCHECK, ...files]), ...tidy]);
const bad = results.filter((result) => result.bad);
bad.forEach(({ output }) => console.log(output.trimEnd()));
console.log(`${files.length} files, ${bad.length} reports`);
process.exitCode = bad.length > 0 || files.length === 0 ? 1 : 0;
