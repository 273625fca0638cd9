/* Reads frames.def, words.def and permissions.def, a row a line, into plain objects. It knows their form only, not
 * what is made of them. A row that it cannot read is an error: nothing is skipped in silence. */

const ROW = /^([A-Z]+)\((.*)\)(?:\s*\/\*\s*(.*?)\s*\*\/)?$/;

/* The rows of a file: {macro, args, meaning, line}. Directives and comments are left out. */
function readRows(text, macros) {
	const bare = text.replace(/^\/\*[\s\S]*?\*\/$/gm, (block) => block.replace(/[^\n]/g, ''));
	const rows = [];
	bare.split('\n').forEach((line, index) => {
		if (line === '' || line.startsWith('#')) {
			return;
		}
		const match = ROW.exec(line);
		if (!match || !macros.includes(match[1])) {
			throw new Error(`line ${index + 1}: not a row: ${line}`);
		}
		const args = match[2].split(',').map((arg) => arg.trim());
		rows.push({ macro: match[1], args, meaning: match[3] ?? '', line: index + 1 });
	});
	return rows;
}

const unquote = (word) => word.replace(/^"|"$/g, '');

/* {roles, states, limits, endings, refusals, finishes}: lists of rows in the order of the file. */
export function readWords(text) {
	const rows = readRows(text, ['ROLE', 'STATE', 'LIMIT', 'ENDING', 'REFUSAL', 'FINISH']);
	const of = (macro, make) =>
		rows
			.filter((row) => row.macro === macro)
			.map((row) => ({ ...make(row.args), meaning: row.meaning }));
	const numbered = ([number, name, word]) => ({
		number: Number(number),
		name,
		word: unquote(word),
	});
	const ending = ([name, code, word]) => ({ name, code: Number(code), word: unquote(word) });
	return {
		roles: of('ROLE', numbered),
		states: of('STATE', numbered),
		limits: of('LIMIT', ([name, value]) => ({ name, value: Number(value) })),
		endings: of('ENDING', ending),
		refusals: of('REFUSAL', ([name, word]) => ({ name, word: unquote(word) })),
		finishes: of('FINISH', ([name, word]) => ({ name, word: unquote(word) })),
	};
}

const REACHES = ['own', 'agency', 'pool', 'all'];

/* The roles that a column means. */
function readSet(text, names) {
	const sets = {
		NOBODY: [],
		ANYONE: names,
		STAFF: names.filter((name) => name !== 'GUEST' && name !== 'YOUTH'),
	};
	const roles = sets[text] ?? text.split('|');
	if (roles.some((name) => !names.includes(name))) {
		throw new Error(`permissions.def: roles ${text}`);
	}
	return roles;
}

/* Permissions in the order of the file: {name, word, meaning, reach}; reach is {ROLE: a word of REACHES} of the
 * roles that have it. */
export function readPermissions(text, words) {
	const names = words.roles.map((role) => role.name);
	return readRows(text, ['PERMISSION']).map(({ args: [name, word, ...columns], meaning, line }) => {
		const pairs = columns.flatMap((column, at) =>
			readSet(column, names).map((role) => [role, REACHES[at]]),
		);
		const reach = Object.fromEntries(pairs);
		if (columns.length !== REACHES.length || pairs.length !== Object.keys(reach).length) {
			throw new Error(`permissions.def:${line}: four columns, a role in one of them`);
		}
		return { name, word: unquote(word), meaning, reach };
	});
}

const TYPES = ['UINT', 'TEXT', 'BYTES', 'ID16', 'ID32', 'TEXTS', 'LINES', 'UINTS', 'IDS'];

function readFrame({ args: [number, name, upper, direction, permission, states], meaning, line }) {
	if (upper !== name.toUpperCase() || !['UP', 'DOWN'].includes(direction)) {
		throw new Error(`frames.def:${line}: name or direction`);
	}
	return {
		number: Number(number),
		name,
		up: direction === 'UP',
		permission,
		states: states.split('|'),
		meaning,
		fields: [],
	};
}

function readField({ args: [frame, name, type, bound], meaning, line }, open, limits) {
	const value = limits.get(bound) ?? Number(bound);
	if (frame !== open?.name || !TYPES.includes(type) || !Number.isSafeInteger(value)) {
		throw new Error(`frames.def:${line}: field, type or bound`);
	}
	return { name, type, bound: value, boundName: bound, meaning };
}

/* Frames in the order of the file: {number, name, up, permission, states, meaning, fields}. */
export function readFrames(text, words) {
	const limits = new Map(words.limits.map((limit) => [limit.name, limit.value]));
	const frames = [];
	let open;
	for (const row of readRows(text, ['FRAME', 'FIELD', 'END'])) {
		if (row.macro === 'FRAME') {
			open = readFrame(row);
			frames.push(open);
		} else if (row.macro === 'FIELD') {
			open.fields.push(readField(row, open, limits));
		} else if (open?.name === row.args[0]) {
			open = undefined;
		} else {
			throw new Error(`frames.def:${row.line}: END of another frame`);
		}
	}
	return frames;
}
