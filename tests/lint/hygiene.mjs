// What must not stand in the repository, whoever put it there: paths and hosts of one machine, addresses in lock
// files, private keys, build output, unfinished work. `node tests/lint/hygiene.mjs [ROOT]`.
// The patterns are put together from pieces, so that this file does not find itself.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, openTree, problem } from './lib/tree.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const MAX_BYTES = 2 << 20;
const BINARY = /\.(png|jpg|jpeg|webp|gif|ico|woff2?|gz|bin|pdf)$/;
const LOCK_FILE = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/;
const PICTURE = /\.(png|jpg|jpeg|webp|gif|ico)$/;

const anyOf = (...words) => `(?:${words.join('|')})`;
const machineFolder = anyOf('wo' + 'rk', 'fa' + 'rm', 'ho' + 'me', 'ro' + 'ot');

// [rule, pattern, message]; a pattern is tried on each line of every text file.
const LINE_RULES = [
	['path', new RegExp(`(?<![\\w.\\]}$*/-])/${machineFolder}/[\\w.-]`), 'a path of one machine'],
	['path', new RegExp('\\b' + 'fa' + 'rm-\\w'), 'a tool of one machine'],
	[
		'registry',
		new RegExp(`https?://[\\w.-]*(?:${anyOf('regi' + 'stry', 'mir' + 'ror', 'artif' + 'act')})[\\w.-]*`, 'i'),
		'the address of a package registry',
	],
	['key', new RegExp('-----BEGIN [A-Z ]*PRIV' + 'ATE KEY'), 'a private key'],
	['unfinished', new RegExp(`\\b${anyOf('TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK')}\\b`), 'unfinished work'],
	['conflict', new RegExp('^(?:<{7}|>{7}) '), 'a merge conflict'],
];
const LOCK_RULES = [['resolved', /"?resolved"?:?\s+"?https?:/, 'a download address in a lock file']];

const OUTPUT = /(^|\/)(node_modules|build|var|dist|coverage)\/|\.(o|a|so|gcda|gcno|profraw|rdb|aof|log|tsbuildinfo)$/;

function checkLines(tree, file) {
	const rules = LOCK_FILE.test(file) ? [...LINE_RULES, ...LOCK_RULES] : LINE_RULES;
	return tree
		.text(file)
		.split('\n')
		.flatMap((line, index) =>
			rules
				.filter(([, pattern]) => pattern.test(line))
				.map(([rule, , message]) => problem(rule, file, index + 1, message)),
		);
}

function checkLayout(tree, file) {
	const text = tree.text(file);
	const found = [];
	if (text.includes('\r')) found.push(problem('layout', file, 1, 'carriage returns'));
	if (text !== '' && !text.endsWith('\n')) found.push(problem('layout', file, 1, 'no line break at the end'));
	const trailing = text.split('\n').findIndex((line) => /[ \t]$/.test(line));
	if (trailing >= 0 && !file.endsWith('.md')) {
		found.push(problem('layout', file, trailing + 1, 'blanks at the end of a line'));
	}
	return found;
}

function checkFile(tree, file) {
	if (OUTPUT.test(file)) return [problem('output', file, 1, 'build output in the repository')];
	if (BINARY.test(file)) {
		const size = tree.text(file).length;
		return PICTURE.test(file) && size <= MAX_BYTES ? [] : [problem('binary', file, 1, 'a binary file')];
	}
	const layout = /(^|\/)(vectors|corpus)\/|\.tsv$/.test(file) ? [] : checkLayout(tree, file);
	return [...checkLines(tree, file), ...layout];
}

/** Every finding in the tree at `root`. */
export function checkHygiene(root) {
	const tree = openTree(root);
	return tree.files.flatMap((file) => checkFile(tree, file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const problems = checkHygiene(resolve(process.argv[2] ?? join(HERE, '..', '..')));
	format(problems).forEach((line) => console.log(line));
	process.exitCode = problems.length > 0 ? 1 : 0;
}
