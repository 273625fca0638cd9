// The measures of the house: length of files and functions, size of structs, state at file level.
import { countFields, isConstant, itemsOf } from './csource.mjs';
import { problem } from './tree.mjs';

const MEASURED = /\.(c|h|ts|tsx|lua|mjs)$/;
const C_FILE = /\.[ch]$/;
// What a generator writes is as long as it must be; the drift checks watch over it.
const GENERATED = /GENERATED|\bGenerated (from|by)\b/;

function linesOf(text) {
	return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function isGenerated(text) {
	return GENERATED.test(text.split('\n', 3).join('\n'));
}

/** Files of code that are longer than limit.file_lines. */
export function checkFileLength(tree, floors) {
	return tree.matching(MEASURED).flatMap((file) => {
		const text = tree.text(file);
		const lines = linesOf(text);
		if (lines <= floors.limits.file_lines || isGenerated(text)) return [];
		return [problem('length', file, 1, `${lines} lines, at most ${floors.limits.file_lines}`)];
	});
}

function checkFunction(file, item, limit) {
	const lines = item.endLine - item.bodyLine + 1;
	if (lines <= limit) return [];
	const name = /(\w+)\s*\(/.exec(item.head)?.[1] ?? 'a function';
	return [problem('function', file, item.line, `${name} has ${lines} lines, at most ${limit}`)];
}

function checkStruct(file, item, limit) {
	const fields = countFields(item.body ?? '');
	if (fields <= limit) return [];
	return [problem('struct', file, item.line, `${item.head} has ${fields} fields, at most ${limit}`)];
}

const isStruct = (item) =>
	item.kind === 'struct' || (item.kind === 'typedef' && /\b(struct|union)\b/.test(item.head));

// A variable of its own, or the one behind a struct's closing brace.
const isVariable = (item) =>
	(item.kind === 'variable' && !isConstant(item.head)) ||
	(item.kind === 'struct' && item.after !== '' && !/\bconst\b/.test(item.head));

function checkVariables(file, items, limit) {
	const variables = items.filter(isVariable);
	const open = variables
		.filter((item) => !/\bstatic\b/.test(item.head))
		.map((item) => problem('global', file, item.line, `not static: ${item.head.split('\n')[0]}`));
	if (variables.length <= limit) return open;
	const message = `${variables.length} variables at file level, at most ${limit}`;
	return [...open, problem('variables', file, variables[limit].line, message)];
}

/** Functions, structs and file-level variables of the C files beyond their limits. */
export function checkShape(tree, floors) {
	const { function_lines: lines, struct_fields: fields, file_variables: variables } = floors.limits;
	return tree.matching(C_FILE).flatMap((file) => {
		const items = itemsOf(tree.text(file));
		return [
			...items.filter((item) => item.kind === 'function').flatMap((item) => checkFunction(file, item, lines)),
			...items.filter(isStruct).flatMap((item) => checkStruct(file, item, fields)),
			...checkVariables(file, items, variables),
		];
	});
}
