// An event log of routing, as record.mjs writes it: every function that was called on a Redis with its arguments, and below
// it every command that wrote, in the one order in which they happened. A line is
//   F <ms> "s1_y_enq" "1" "{no}:" ...   a function called      . "HSET" ...   what it wrote
//   C <ms> "SET" ...                    any other write        S {...}        everything there is at this moment
// with texts quoted as MONITOR quotes them. What only reads is left out.
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 20;
const ESCAPED = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b' };

/** The words of `"one" "two"`. */
export function wordsOf(text) {
	const words = text.slice(1, -1).split('" "');
	if (!text.includes('\\')) return words;
	return words.map((word) =>
		word.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, code, letter) =>
			code ? String.fromCharCode(parseInt(code, 16)) : (ESCAPED[letter] ?? letter),
		),
	);
}

function* linesOf(path) {
	const file = openSync(path, 'r');
	const chunk = Buffer.alloc(CHUNK);
	let rest = '';
	try {
		for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
			const lines = (rest + chunk.latin1Slice(0, count)).split('\n');
			rest = lines.pop();
			yield* lines;
		}
		if (rest !== '') yield rest;
	} finally {
		closeSync(file);
	}
}

/** A called function: what it is called, on which key, with what, and below it what it wrote. */
function callOf(text, line) {
	const space = text.indexOf(' ', 2);
	const [name, , key = '', ...args] = wordsOf(text.slice(space + 1));
	const ms = Number(text.slice(2, space));
	return { line, name: name.replace(/^s1_/, ''), key, args, text: text.slice(space + 1), ms, writes: [] };
}

/**
 * The calls of a log in their order: {line, name, key, args, ms, text, writes}. A write outside of functions is a call
 * without a name, a state of everything one with `all`. cut: the log ended with Redis, so that the last call may be half a one.
 */
export function* callsOf(path, { cut = false } = {}) {
	let call = null;
	let line = 0;
	for (const text of linesOf(path)) {
		line += 1;
		if (text[0] === '.') {
			if (!call) throw new Error(`line ${line}: written by no function`);
			call.writes.push(wordsOf(text.slice(2)));
			continue;
		}
		if (call) yield call;
		call = null;
		if (text[0] === 'F') {
			call = callOf(text, line);
		} else if (text[0] === 'C') {
			const words = wordsOf(text.slice(text.indexOf(' ', 2) + 1));
			yield { line, name: '', key: words[1] ?? '', args: words, ms: Number(text.split(' ', 2)[1]), text, writes: [words] };
		} else {
			yield { line, name: '', key: '', args: [], text: 'S', writes: [], all: JSON.parse(text.slice(2)) };
		}
	}
	if (call && !cut) yield call;
}
