// The tables of the code against what people wrote in expected.tsv: permissions, frames, addresses. test_chat_gate does the same with
// the compiled gate.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readPermissions } from '../../protocol/def.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { frames, words } from '../live/lib/wire.mjs';
import { countCells, differences, expected, planted, readExpected, rowsOf } from './lib.mjs';

const table = expected();
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const permissions = readPermissions(read('protocol/permissions.def'), words);
const may = new Map(permissions.map(({ word, reach }) => [
	`may ${word}`,
	Object.fromEntries(words.roles.map(({ name, word: role }) => [role, reach[name] ?? '-'])),
]));
const rowOf = (name) => may.get(`may ${permissions.find((permission) => permission.name === name).word}`);

/* The states a role can be in; expected.tsv names no others. */
const STATES = { guest: ['new', 'open'], youth: ['open', 'waiting', 'talking'], counsellor: ['off', 'on'], supervisor: ['off', 'on'] };
const stateWord = (name) => words.states.find((state) => state.name === name).word;

function framesAsTold() {
	return new Map(frames.filter(({ up }) => up).map(({ name, permission, states }) => {
		const names = states.includes('ANYTIME') ? ['open', 'waiting', 'talking', 'off', 'on'] : states.map(stateWord);
		const cells = Object.entries(rowOf(permission)).map(([role, reach]) => {
			const own = (STATES[role] ?? ['off']).filter((state) => names.includes(state));
			return [role, reach === '-' ? '-' : own.join(',')];
		});
		return [`FRAME ${name}`, Object.fromEntries(cells)];
	}));
}

/* The rows of the table of routes in daemon/api. */
function addressesAsTold() {
	const rows = [...read('daemon/api/api.c').matchAll(/^\t\{"(\/[^"]*)", (true|false), PERMISSION_(\w+),/gm)];
	return new Map(rows.map(([, path, post, permission]) => {
		const cells = Object.entries(rowOf(permission)).map(([role, reach]) => [
			role,
			reach !== '-' ? reach : role === 'guest' || role === 'youth' ? '401' : '403',
		]);
		return [`${post === 'true' ? 'POST' : 'GET'} ${path}`, Object.fromEntries(cells)];
	}));
}

test('the roles are those of the glossary', () => {
	assert.deepEqual(table.roles, words.roles.map(({ word }) => word));
});

test('there are at least 400 cells', () => {
	assert.ok(countCells(table) >= 400, `${countCells(table)}`);
});

for (const [kind, told] of [['may', may], ['FRAME', framesAsTold()], ['HTTP', addressesAsTold()]]) {
	test(`every ${kind} row says in the code what people expect`, () => {
		assert.ok(told.size > 15, `${told.size} rows were read`);
		assert.deepEqual(differences(rowsOf(table, kind), told), []);
	});
}

test('a cell that differs, a row that is missing and a row too many are found', () => {
	const rows = rowsOf(table, 'may');
	const found = (other) => differences(other, may);
	assert.deepEqual(found(planted(rows, 'may agency_edit', 'counsellor', 'agency')), ['may agency_edit as counsellor: -, expected agency']);
	assert.deepEqual(found(planted(rows, 'may pick', 'supervisor', '-')), ['may pick as supervisor: pool, expected -']);
	const few = new Map(rows);
	few.delete('may talk');
	assert.deepEqual(found(few), ['may talk: is in no row of expected.tsv']);
	assert.deepEqual(found(new Map([...rows, ['may fly', rows.get('may talk')]])), ['may fly: is not there']);
	assert.throws(() => readExpected('# what\ta\tb\nmay fly\tx\n'), /may fly/);
});
