// No language of the page for the browser's Intl: Chromium knows neither Nynorsk nor Northern Sami and answers in English
// or in the machine's language without a word. Numbers in a zone are asked as 'nb', names of days and months stand in the
// dictionaries. So whatever asks Intl names 'nb' itself, in letters.
import { problem } from './tree.mjs';

const CODE = /^clients\/web\/[^/]+\/src\/.*\.tsx?$/;
const COMMENT = /\/\*[\s\S]*?\*\/|(^|[^:'"`])\/\/[^\n]*/g;
/* What takes a locale first, what takes it second, and what is left of the rest of the line. */
const FIRST = /(?<![\w.])Intl\.\w+[^\n]*|\.toLocale\w+[^\n]*/g;
const SECOND = /\.localeCompare[^\n]*/g;
const AS_FIRST = /^(?:Intl\.\w+|\.toLocale\w+)\(\s*'nb'\s*[,)]/;
const AS_SECOND = /^\.localeCompare\([^,]*,\s*'nb'\s*[,)]/;

const withoutComments = (text) => text.replace(COMMENT, (found) => found.replace(/[^\n]/g, ' '));

/** Calls of Intl, toLocale... and localeCompare that do not name 'nb'. */
export function checkWebIntl(tree) {
	return tree.matching(CODE).flatMap((file) => {
		const text = withoutComments(tree.text(file));
		const calls = [
			...[...text.matchAll(FIRST)].filter(([call]) => !AS_FIRST.test(call)),
			...[...text.matchAll(SECOND)].filter(([call]) => !AS_SECOND.test(call)),
		];
		return calls.map(({ 0: call, index }) => {
			const name = /^\.?[\w.]+/.exec(call)[0];
			return problem('webintl', file, text.slice(0, index).split('\n').length, `${name} without 'nb'`);
		});
	});
}
