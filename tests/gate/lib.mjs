// tests/gate/expected.tsv as a table, and how it is held against another one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../live/lib/npm.mjs';

/** Reads the file's text: {roles, rows: Map of what to {role: cell}}. A row that is short, long or there twice is an error. */
export function readExpected(text) {
	const lines = text.split('\n').filter((line) => line !== '' && (!line.startsWith('#') || line.startsWith('# what\t')));
	const [head, ...others] = lines.map((line) => line.split('\t'));
	const roles = head.slice(1);
	const rows = new Map();
	for (const [what, ...cells] of others) {
		if (cells.length !== roles.length || rows.has(what)) throw new Error(`expected.tsv: ${what}`);
		rows.set(what, Object.fromEntries(cells.map((cell, at) => [roles[at], cell])));
	}
	return { roles, rows };
}

export const expected = () => readExpected(readFileSync(join(ROOT, 'tests', 'gate', 'expected.tsv'), 'utf8'));

/** The rows of one kind: FRAME, may, or HTTP (those that begin with a method). */
export function rowsOf(table, kind) {
	const is = kind === 'HTTP' ? /^(GET|POST) / : new RegExp(`^${kind} `);
	return new Map([...table.rows].filter(([what]) => is.test(what)));
}

/** What differs between two maps of rows, a line a cell. */
export function differences(should, is) {
	const found = [];
	for (const what of new Set([...should.keys(), ...is.keys()])) {
		const [one, other] = [should.get(what), is.get(what)];
		if (!one || !other) {
			found.push(`${what}: ${one ? 'is not there' : 'is in no row of expected.tsv'}`);
			continue;
		}
		for (const role of Object.keys(one)) {
			if (one[role] !== other[role]) found.push(`${what} as ${role}: ${other[role]}, expected ${one[role]}`);
		}
	}
	return found;
}

/** The table with one cell changed. */
export function planted(rows, what, role, cell) {
	if (!rows.has(what)) throw new Error(`no row ${what}`);
	return new Map([...rows].map(([name, cells]) => [name, name === what ? { ...cells, [role]: cell } : cells]));
}

export const countCells = (table) => [...table.rows.values()].reduce((sum, cells) => sum + Object.keys(cells).length, 0);
