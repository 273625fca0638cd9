// Runs the fuzz targets of the `fuzz` build: `--replay` feeds each its corpus once, `--seconds N` fuzzes each that
// long, target names choose among them. The corpus of fuzz_x lies in tests/fuzz/corpus/x; what a run finds new stays
// in build/fuzz/corpus, a crash in build/fuzz/crashes.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const BUILD = join(ROOT, 'build', 'fuzz');
const DEFAULT_SECONDS = 15;
const MAX_INPUT = 70000; // above the largest message
const ONE_INPUT_SECONDS = 5;

function readWords(words) {
	const at = words.indexOf('--seconds');
	const seconds = at < 0 ? DEFAULT_SECONDS : Number(words[at + 1]);
	const names = words
		.filter((word, index) => !word.startsWith('--') && (at < 0 || index !== at + 1))
		.map((name) => (name.startsWith('fuzz_') ? name : `fuzz_${name}`));
	return { replay: words.includes('--replay'), seconds, names };
}

function targets(names) {
	const folder = join(BUILD, 'targets');
	const all = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('fuzz_')) : [];
	const unknown = names.find((name) => !all.includes(name));
	if (unknown) throw new Error(`no fuzz target ${unknown}; there are: ${all.join(' ')}`);
	return names.length > 0 ? names : all.sort();
}

function argumentsFor(name, { replay, seconds }) {
	const subject = name.replace(/^fuzz_/, '');
	const corpus = join(ROOT, 'tests', 'fuzz', 'corpus', subject);
	const dictionary = join(ROOT, 'tests', 'fuzz', `${subject}.dict`);
	const found = join(BUILD, 'corpus', subject);
	const crashes = join(BUILD, 'crashes');
	[found, crashes].forEach((folder) => mkdirSync(folder, { recursive: true }));
	const common = [
		`-artifact_prefix=${crashes}/${subject}-`,
		`-max_len=${MAX_INPUT}`,
		`-timeout=${ONE_INPUT_SECONDS}`,
		...(existsSync(dictionary) ? [`-dict=${dictionary}`] : []),
	];
	const seeds = existsSync(corpus) ? [corpus] : [];
	// Without runs libFuzzer would fuzz on; a replay writes nothing.
	if (replay) return [...common, '-runs=0', ...seeds];
	return [...common, `-max_total_time=${seconds}`, '-print_final_stats=1', found, ...seeds];
}

function main() {
	const wanted = readWords(process.argv.slice(2));
	const names = targets(wanted.names);
	if (names.length === 0) {
		console.log('no fuzz target is built');
		return 1;
	}
	const bad = names.filter((name) => {
		console.log(`# ${name}`);
		const result = spawnSync(join(BUILD, 'targets', name), argumentsFor(name, wanted), {
			stdio: 'inherit',
			// A leak is found once at the end of a target; SIGPIPE and the like are the daemon's to handle.
			env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=1', UBSAN_OPTIONS: 'print_stacktrace=1' },
		});
		return result.status !== 0;
	});
	console.log(bad.length === 0 ? `${names.length} targets clean` : `faults in: ${bad.join(' ')}`);
	return bad.length === 0 ? 0 : 1;
}

process.exitCode = main();
