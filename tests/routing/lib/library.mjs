// The function library as tests load it: the pieces joined in the order of their names, with the clock that stands still,
// and, for a mutant, with a patch applied. Beside it a library of the tests' own, which reads a whole pool in one call.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyPatch } from './patch.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../../..');
const FOLDER = 'daemon/store/functions';
const CLOCK = ['local TEST = false', 'local TEST = true'];

/** The text of the library, after a unified diff against the repository when one is given. */
export function librarySource(patch = '') {
	const names = readdirSync(join(ROOT, FOLDER)).filter((name) => name.endsWith('.lua')).sort();
	const files = new Map(names.map((name) => [`${FOLDER}/${name}`, readFileSync(join(ROOT, FOLDER, name), 'utf8')]));
	if (patch !== '') applyPatch(files, patch);
	const text = [...files.values()].join('');
	if (!text.includes(CLOCK[0])) throw new Error(`not in the functions: ${CLOCK[0]}`);
	return text.replace(...CLOCK);
}

export async function loadLibrary(client, patch = '') {
	await client.call('FUNCTION', 'LOAD', 'REPLACE', librarySource(patch));
	await client.call('FUNCTION', 'LOAD', 'REPLACE', readFileSync(join(HERE, 'look.lua'), 'utf8'));
}

/** The commands that the functions call, as library_commands() of the store finds them for the workers' user. */
export function libraryCommands() {
	const marks = /(?:redis\.p?call\('|supply_each\(x, c, ')([A-Z]+)'/g;
	return [...new Set([...librarySource().matchAll(marks)].map((match) => match[1]))];
}
