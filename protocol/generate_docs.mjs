/* The tables that protocol/generate.mjs puts into docs/protocol.md and docs/permissions.md. */
import { conversation } from './vectors/conversation.mjs';
import { encodeHex } from './vectors/encode.mjs';

const code = (text) => `\`${text}\``;
const cell = (text) => String(text).replaceAll('|', '\\|');

function table(head, rows) {
	const line = (cells) => `| ${cells.map(cell).join(' | ')} |\n`;
	return line(head) + `|${'---|'.repeat(head.length)}\n` + rows.map(line).join('');
}

const lower = (names) => names.map((name) => name.toLowerCase().replace('_', ' ')).join(', ');

function bound({ type, bound: value, boundName }) {
	const named = boundName === String(value) ? `${value}` : `${value} (${boundName})`;
	return {
		UINT: `0 to ${named}`,
		TEXT: `at most ${named} bytes`,
		BYTES: `at most ${named} bytes`,
		ID16: 'exactly 16 bytes',
		ID32: 'exactly 32 bytes',
		TEXTS: `at most ${named} items`,
		LINES: `at most ${named} items`,
		UINTS: `at most ${named} items`,
		IDS: `at most ${named} items`,
	}[type];
}

/* The roles that have a permission, or the set they are. */
function rolesOf({ name, permission }, permissions) {
	const row = permissions.find((one) => one.name === permission);
	if (!row) {
		throw new Error(`frames.def: ${name} names no permission: ${permission}`);
	}
	return Object.keys(row.reach);
}

function frameTable(frame, permissions) {
	const roles = `${lower(rolesOf(frame, permissions))} (${code(frame.permission.toLowerCase())})`;
	const way = frame.up ? 'client to daemon; from' : 'daemon to client; to';
	const who = `${way}: ${roles}; state: ${lower(frame.states)}`;
	const title = `#### ${frame.number} ${frame.name.toUpperCase()}`;
	const rows = frame.fields.map((field) => [
		`\`${field.name}\``,
		field.type,
		bound(field),
		field.meaning,
	]);
	const fields = table(['field', 'type', 'bound', 'meaning'], rows);
	const head = `${title}\n\n${frame.meaning}\n\n*${who}*\n\n`;
	return rows.length > 0 ? head + fields : `${head}No fields.\n`;
}

export function frameTables(frames, permissions) {
	const overview = frames.map(({ number, name, up, meaning }) => [
		number,
		`[${name.toUpperCase()}](#${number}-${name})`,
		up ? 'up' : 'down',
		meaning,
	]);
	const all = table(['number', 'frame', 'way', 'meaning'], overview);
	const tables = frames.map((frame) => frameTable(frame, permissions));
	return `\n${all}\n${tables.join('\n')}\n`;
}

/* Title, heads and the cells of a row, for each table of words. */
const PARTS = [
	['roles', 'Roles', ['number', 'role', 'meaning'], (row) => [row.number, code(row.word)]],
	['states', 'States', ['state', 'meaning'], (row) => [code(row.word)]],
	['limits', 'Limits', ['name', 'value', 'meaning'], (row) => [code(row.name), row.value]],
	['endings', 'Endings', ['code', 'reason', 'meaning'], (row) => [row.code, code(row.word)]],
	['refusals', 'Refusals', ['code', 'meaning'], (row) => [code(row.word)]],
	['finishes', 'Ends of a room or a wait', ['reason', 'meaning'], (row) => [code(row.word)]],
];

export function wordTables(words) {
	const parts = PARTS.map(([kind, title, head, cells]) => {
		const rows = words[kind].map((row) => [...cells(row), row.meaning]);
		return `### ${title}\n\n${table(head, rows)}\n`;
	});
	return `\n${parts.join('')}`;
}

/* The matrix: a row an action, a column a role, and in the cell how far it reaches. */
export function permissionTable(permissions, words, frames) {
	const head = ['action', ...words.roles.map((role) => role.word.replace('_', ' ')), 'what', 'frames'];
	const rows = permissions.map(({ name, word, reach, meaning }) => [
		code(word),
		...words.roles.map((role) => reach[role.name] ?? ''),
		meaning,
		frames
			.filter((frame) => frame.permission === name)
			.map((frame) => frame.name.toUpperCase())
			.join(', '),
	]);
	return `\n${table(head, rows)}\n`;
}

/* Hexadecimal in lines of 32 bytes; of a long message the first ones. */
const SHOWN = 6;
function lines(hex) {
	const all = hex.match(/.{1,64}/g);
	const shown = all.length > SHOWN ? [...all.slice(0, SHOWN - 1), `... ${hex.length / 2} bytes in all`] : all;
	return shown.map((line) => `        ${line}`);
}

function exampleLine(frames, [speaker, frame, remark]) {
	const row = frames.find(({ name }) => name === frame.type);
	const arrow = speaker === 'daemon' ? '<-' : '->';
	const hex = lines(encodeHex(row, frame)).join('\n');
	return `${arrow} ${frame.type.toUpperCase()}  ${remark}\n${hex}\n`;
}

export function example(frames) {
	const text = conversation.map((line) => exampleLine(frames, line)).join('');
	return `\n\`\`\`text\n${text}\`\`\`\n\n`;
}
