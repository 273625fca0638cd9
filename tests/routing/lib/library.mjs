// The function library as tests load it: the pieces joined in the order of their names, with the clock that stands still.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), '../../../daemon/store/functions');

/** The text of the library; each change is [old, new] and must apply, so that a planted fault is really planted. */
export function librarySource(changes = []) {
	const names = readdirSync(FOLDER).filter((name) => name.endsWith('.lua')).sort();
	let text = names.map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('');
	for (const [from, to] of [['local TEST = false', 'local TEST = true'], ...changes]) {
		if (!text.includes(from)) throw new Error(`not in the functions: ${from}`);
		text = text.replace(from, () => to);
	}
	return text;
}

export async function loadLibrary(client, changes = []) {
	await client.call('FUNCTION', 'LOAD', 'REPLACE', librarySource(changes));
}

/** The commands that the functions call, as library_commands() of the store finds them for the workers' user. */
export function libraryCommands() {
	const marks = /(?:redis\.p?call\('|supply_each\(x, c, ')([A-Z]+)'/g;
	return [...new Set([...librarySource().matchAll(marks)].map((match) => match[1]))];
}
