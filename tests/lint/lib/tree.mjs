// A source tree as the checks see it: its files of ours with their lines. A fixture tree is read the same way.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const SKIPPED_FOLDERS = new Set(['node_modules', '.git', 'build', 'var']);

function walk(folder, found = []) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		if (SKIPPED_FOLDERS.has(entry.name)) continue;
		const path = join(folder, entry.name);
		if (entry.isDirectory()) walk(path, found);
		else found.push(path);
	}
	return found;
}

// In a checkout, what git has or would add; in a fixture tree, everything.
function listFiles(root) {
	if (!existsSync(join(root, '.git'))) return walk(root).map((path) => relative(root, path));
	const out = execFileSync('git', ['-C', root, 'ls-files', '-z', '-co', '--exclude-standard'], {
		encoding: 'utf8',
		maxBuffer: 1 << 26,
	});
	return out.split('\0').filter((path) => path !== '');
}

/**
 * Opens the tree at `root`. `files` are its paths, sorted, without the fixtures of these checks; `text(path)` is a
 * file's content, `matching(pattern)` the paths that match.
 */
export function openTree(root) {
	const texts = new Map();
	const files = [...new Set(listFiles(root))]
		.filter((path) => !path.startsWith('tests/lint/fixtures/'))
		.filter((path) => existsSync(join(root, path)) && statSync(join(root, path)).isFile())
		.sort();
	return {
		root,
		files,
		text(path) {
			if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8'));
			return texts.get(path);
		},
		has: (path) => files.includes(path),
		matching: (pattern) => files.filter((path) => pattern.test(path)),
	};
}

/** One finding. `rule` is the name that an `allow` line of floors.txt would use. */
export function problem(rule, file, line, message) {
	return { rule, file, line, message };
}

/** The findings as lines for people: FILE:LINE: rule: message. */
export function format(problems) {
	return problems.map(({ file, line, rule, message }) => `${file}:${line}: ${rule}: ${message}`);
}
