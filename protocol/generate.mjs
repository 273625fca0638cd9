#!/usr/bin/env node
/* Makes clients/web/core/src/frames.ts, words.ts and the tables of docs/protocol.md from the rows of
 * frames.def and words.def.
 *
 *     node protocol/generate.mjs          writes what has drifted
 *     node protocol/generate.mjs --check  names what has drifted, writes nothing, exits 1
 *
 * C reads the two .def files by itself and needs no generator. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFrames, readWords } from './def.mjs';
import { framesSource, wordsSource } from './generate_ts.mjs';
import { example, frameTables, wordTables } from './generate_docs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/* The page with the part between `<!-- generated:NAME -->` and the next `<!-- /generated -->`
 * replaced. */
function withPart(page, name, part) {
	const open = `<!-- generated:${name} -->\n`;
	const from = page.indexOf(open);
	const to = page.indexOf('<!-- /generated -->', from);
	if (from < 0 || to < 0) {
		throw new Error(`docs/protocol.md has no part generated:${name}`);
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

/* Path and content of everything that is made. */
function outputs() {
	const words = readWords(read('protocol/words.def'));
	const frames = readFrames(read('protocol/frames.def'), words);
	const page = read('docs/protocol.md');
	const parts = { example: example(frames), frames: frameTables(frames), words: wordTables(words) };
	const whole = Object.entries(parts).reduce((text, [name, part]) => withPart(text, name, part), page);
	return [
		['clients/web/core/src/frames.ts', framesSource(frames)],
		['clients/web/core/src/words.ts', wordsSource(words)],
		['docs/protocol.md', whole],
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
