// A C file cut into its top-level items: functions, structs, variables, prototypes. Not a parser of C: it relies on
// clang-format's layout and on braces, and is enough to measure lengths and to tell state from constants.

// Replaces what `pattern` finds by blanks, line breaks kept, so that positions stay true.
function blank(text, pattern) {
	return text.replace(pattern, (found) => found.replace(/[^\n]/g, ' '));
}

/** The text without comments, literals and preprocessor lines, each position unchanged. */
export function stripC(text) {
	const noComments = text.replace(
		/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
		(found) => (found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : `0${' '.repeat(found.length - 1)}`),
	);
	return blank(noComments, /^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm);
}

function lineAt(text, position) {
	return text.slice(0, position).split('\n').length;
}

function classify(head, body) {
	const words = head.replace(/__attribute__\s*\(\(.*?\)\)/gs, ' ').replace(/\s+/g, ' ').trim();
	if (words === '' || /^(_Static_assert|static_assert)\b/.test(words)) return 'other';
	if (/^typedef\b/.test(words)) return 'typedef';
	const assigned = words.includes('=');
	if (!assigned && body !== null && /\)( [A-Z_]+)*$/.test(words)) return 'function';
	if (body !== null && /^(static |const )*(struct|union)\b[^()=]*$/.test(words)) return 'struct';
	if (body !== null && /^enum\b[^()=]*$/.test(words)) return 'other';
	if (/^extern\b/.test(words)) return 'extern';
	const declarator = words.split('=')[0];
	if (/^[^(]*\(\s*\*\s*(const\s+)?\w+(\[[^\]]*\])?\s*\)\s*\(/.test(declarator)) return 'variable';
	if (declarator.includes('(')) return 'prototype';
	if (/^(struct|union|enum) \w+$/.test(words)) return 'other';
	return 'variable';
}

/**
 * The items of a C text, in order: {kind, head, body, line, bodyLine, endLine}. head is what stands before the
 * brace or the semicolon, body what stands between the braces (null without).
 */
export function itemsOf(text) {
	const code = stripC(text);
	const items = [];
	let start = 0;
	let depth = 0;
	let open = -1;
	let close = -1;
	const finish = (end) => {
		const headEnd = open < 0 ? end : open;
		const head = code.slice(start, headEnd);
		const first = start + (head.length - head.trimStart().length);
		const body = open < 0 ? null : code.slice(open + 1, close);
		const after = close < 0 ? '' : code.slice(close + 1, end);
		if (head.trim() !== '') {
			items.push({
				kind: classify(head, body),
				head: head.trim(),
				after: after.trim(),
				body,
				line: lineAt(code, first),
				bodyLine: open < 0 ? 0 : lineAt(code, open),
				endLine: lineAt(code, end),
			});
		}
		start = end + 1;
		open = -1;
		close = -1;
	};
	for (let at = 0; at < code.length; at += 1) {
		const letter = code[at];
		if (letter === '{' || letter === '(') {
			if (letter === '{' && depth === 0 && open < 0) open = at;
			depth += 1;
		} else if (letter === '}' || letter === ')') {
			depth -= 1;
			if (letter === '}' && depth === 0) {
				close = at;
				if (classify(code.slice(start, open), '') === 'function') finish(at);
			}
		} else if (letter === ';' && depth === 0) {
			finish(at);
		}
	}
	return items;
}

/** The number of members of a struct's body; those of an unnamed inner struct count one by one. */
export function countFields(body) {
	const flat = body
		.replace(/\(\s*\*\s*(\w+)[^()]*\)/g, '$1')
		.replace(/\([^()]*\)/g, '')
		.replace(/\[[^\]]*\]/g, '');
	return flat
		.split(/[;{}]/)
		.map((declaration) => declaration.trim())
		.filter((declaration) => /\w\s+[*\w]/.test(declaration) || /\*\s*\w/.test(declaration))
		.filter((declaration) => !/^(struct|union|enum)( \w+)?$/.test(declaration))
		.reduce((sum, declaration) => sum + declaration.split(',').length, 0);
}

/** Whether a variable's declaration makes it unchangeable: const itself, not only what it points to. */
export function isConstant(head) {
	const declarator = head.split('=')[0];
	const pointer = declarator.lastIndexOf('*');
	return /\bconst\b/.test(pointer < 0 ? declarator : declarator.slice(pointer));
}

/** The includes of a text: [{path, system, line}]. */
export function includesOf(text) {
	return text.split('\n').flatMap((line, index) => {
		const found = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
		return found ? [{ path: found[2], system: found[1] === '<', line: index + 1 }] : [];
	});
}
