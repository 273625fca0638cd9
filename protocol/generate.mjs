#!/usr/bin/env node
/* Makes clients/web/core/src/frames.ts, words.ts, permissions.ts and the tables of docs/protocol.md and
 * docs/permissions.md from the rows of frames.def, words.def and permissions.def.
 *
 *     node protocol/generate.mjs          writes what has drifted
 *     node protocol/generate.mjs --check  names what has drifted, writes nothing, exits 1
 *
 * C reads the .def files by itself and needs no generator. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFrames, readPermissions, readWords } from './def.mjs';
import { framesSource, permissionsSource, wordsSource } from './generate_ts.mjs';
import { example, frameTables, permissionTable, wordTables } from './generate_docs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/* The page with the part between `<!-- generated:NAME -->` and the next `<!-- /generated -->`
 * replaced. */
function withPart(page, name, part) {
	const open = `<!-- generated:${name} -->\n`;
	const from = page.indexOf(open);
	const to = page.indexOf('<!-- /generated -->', from);
	if (from < 0 || to < 0) {
		throw new Error(`a page of docs has no part generated:${name}`);
	}
	return page.slice(0, from + open.length) + part + page.slice(to);
}

function read(path) {
	try {
		return readFileSync(root + path, 'utf8');
	} catch (error) {
		if (error.code === 'ENOENT') {
			return '';
		}
		throw error;
	}
}

const withParts = (path, parts) =>
	Object.entries(parts).reduce((text, [name, part]) => withPart(text, name, part), read(path));

/* Path and content of everything that is made. */
function outputs() {
	const words = readWords(read('protocol/words.def'));
	const permissions = readPermissions(read('protocol/permissions.def'), words);
	const frames = readFrames(read('protocol/frames.def'), words);
	const protocol = {
		example: example(frames),
		frames: frameTables(frames, permissions),
		words: wordTables(words),
	};
	const matrix = { permissions: permissionTable(permissions, words, frames) };
	return [
		['clients/web/core/src/frames.ts', framesSource(frames)],
		['clients/web/core/src/words.ts', wordsSource(words)],
		['clients/web/core/src/permissions.ts', permissionsSource(permissions)],
		['docs/protocol.md', withParts('docs/protocol.md', protocol)],
		['docs/permissions.md', withParts('docs/permissions.md', matrix)],
	];
}

const drifted = outputs().filter(([path, content]) => read(path) !== content);
for (const [path, content] of drifted) {
	if (process.argv.includes('--check')) {
		console.log(`${path}: not what protocol/*.def say; run node protocol/generate.mjs`);
		process.exitCode = 1;
	} else {
		writeFileSync(root + path, content);
		console.log(`${path}: written`);
	}
}
