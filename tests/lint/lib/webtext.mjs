// No text in the web's code: what a person reads has a key in the five dictionaries. Looks into the views (.tsx) for
// words between tags and in the attributes that people see or hear, and for text set by hand. A heuristic on the
// layout of the code, not a parser: it would rather miss a strange line than cry at a good one.
import { problem } from './tree.mjs';

const VIEW = /^clients\/web\/[^/]+\/src\/.*\.tsx$/;
const CODE = /^clients\/web\/[^/]+\/src\/.*\.tsx?$/;
const READ_ALOUD = 'title|placeholder|alt|label|aria-(?:label|description|roledescription|valuetext)';
const WORD = /\p{L}{2}/u;

function stripComments(text) {
	return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`])\/\/[^\n]*/g, (found) => found.replace(/[^\n]/g, ' '));
}

function lineAt(text, position) {
	return text.slice(0, position).split('\n').length;
}

function findAll(text, pattern, describe) {
	return [...text.matchAll(pattern)].flatMap((match) => {
		const words = match[1];
		return WORD.test(words) ? [{ line: lineAt(text, match.index), message: describe(words.trim()) }] : [];
	});
}

// Text after a tag's end and before the next tag or brace. `=>`, `->` and comparisons have no tag before them, so
// the end must belong to something that opened with `<` and a letter, a slash or nothing. What stands on a key (kbd) is
// the same in every language.
const BETWEEN_TAGS = /<(?!kbd\b)(?:\/?[A-Za-z][\w.]*(?:\s(?:[^<>{}]|\{[^{}]*\}|=>)*)?\/?)?>([^<>{}]+)(?=<\/?[A-Za-z>]|\{)/g;
const AFTER_BRACE = /\}([^<>{}()=;:'"`,?&|]+)<\/[A-Za-z]/g;
const IN_ATTRIBUTE = new RegExp(`\\s(?:${READ_ALOUD})=(?:\\{\\s*)?["'\`]([^"'\`$]+)["'\`]`, 'g');
const STRING_CHILD = /[>}]\s*\{\s*["'`]([^"'`$]+)["'`]\s*\}/g;
const SET_BY_HAND = /\.(?:textContent|innerText|innerHTML|title|placeholder)\s*=\s*["'`]([^"'`$]+)["'`]/g;

function looksLikeCode(words) {
	return /[;=]|\b(?:const|return|import|export|extends|function)\b|^\s*[,)\]|&?:]/.test(words);
}

function checkView(text) {
	return [
		...findAll(text, BETWEEN_TAGS, (words) => `text between tags: ${words}`).filter(
			({ message }) => !looksLikeCode(message.slice('text between tags: '.length)),
		),
		...findAll(text, AFTER_BRACE, (words) => `text between tags: ${words}`),
		...findAll(text, IN_ATTRIBUTE, (words) => `text in an attribute: ${words}`),
		...findAll(text, STRING_CHILD, (words) => `text as a child: ${words}`),
	];
}

/** Texts in code that no dictionary knows. */
export function checkWebText(tree) {
	return tree.matching(CODE).flatMap((file) => {
		const text = stripComments(tree.text(file));
		const found = findAll(text, SET_BY_HAND, (words) => `text set by hand: ${words}`);
		if (VIEW.test(file)) found.push(...checkView(text));
		return found.map(({ line, message }) => problem('webtext', file, line, message));
	});
}
