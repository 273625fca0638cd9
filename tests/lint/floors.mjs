// The guard of the house: checks every rule of floors.txt over the checkout, or over the tree given as argument.
// `node tests/lint/floors.mjs [ROOT] [--objects FOLDER]`; FOLDER holds the built static libraries. Prints one line a
// finding and ends with 1 when there is one.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseFloors } from './lib/floorlist.mjs';
import { checkIncludeCircles, checkIncludes } from './lib/includes.mjs';
import { checkObjectCircles } from './lib/objects.mjs';
import { checkFileLength, checkShape } from './lib/shape.mjs';
import { format, openTree } from './lib/tree.mjs';
import { checkWebIntl } from './lib/webintl.mjs';
import { checkWebText } from './lib/webtext.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * Every finding in the tree at `root`. A tree with a floors.txt of its own at its root is judged by that, others by
 * the one beside this file. `objects` names the folder of built libraries, or is empty.
 */
export function checkFloors(root, objects = '') {
	const own = join(root, 'floors.txt');
	const floors = parseFloors(readFileSync(existsSync(own) ? own : join(HERE, 'floors.txt'), 'utf8'));
	const tree = openTree(root);
	return [
		...checkIncludes(tree, floors),
		...checkIncludeCircles(tree, floors),
		...checkFileLength(tree, floors),
		...checkShape(tree, floors),
		...checkWebText(tree),
		...checkWebIntl(tree),
		...(objects ? checkObjectCircles(objects) : []),
	].filter(({ rule, file }) => !floors.isAllowed(rule, file));
}

function main(words) {
	const at = words.indexOf('--objects');
	const objects = at < 0 ? '' : words[at + 1];
	const roots = words.filter((word, index) => at < 0 || (index !== at && index !== at + 1));
	const problems = checkFloors(resolve(roots[0] ?? join(HERE, '..', '..')), objects);
	format(problems).forEach((line) => console.log(line));
	process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
