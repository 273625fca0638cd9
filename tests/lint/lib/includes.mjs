// Who includes whom: direction between floors, foreign libraries in their one room, no circles of files.
import { dirname, join, normalize } from 'node:path';
import { includesOf } from './csource.mjs';
import { addEdge, findCircles } from './graph.mjs';
import { problem } from './tree.mjs';

const C_FILE = /\.[ch]$/;

// The path of our own file that an include means, or undefined.
function resolveInclude(tree, from, include) {
	const candidates = [
		normalize(join(dirname(from), include.path)),
		join('daemon', include.path),
		include.path,
	];
	return candidates.find((path) => tree.has(path));
}

function oursIn(tree, floors) {
	return tree.matching(C_FILE).filter((file) => floors.floorOf(file));
}

function checkOwn(floors, file, target, line) {
	const from = floors.floorOf(file);
	const to = floors.floorOf(target);
	if (!to || to === from) return [];
	if (target.includes('/internal/')) {
		return [problem('internal', file, line, `${target} is internal to ${to.name}`)];
	}
	if (from.may.includes(to.name) || floors.foreign(target)?.places.includes(file)) return [];
	return [problem('direction', file, line, `${from.name} may not include ${to.name} (${target})`)];
}

function checkForeign(floors, file, include) {
	if (floors.isLibc(include.path)) return [];
	const row = floors.foreign(include.path);
	if (!row) {
		return [problem('foreign', file, include.line, `${include.path} is not in floors.txt`)];
	}
	const floor = floors.floorOf(file).name;
	if (row.places.includes(floor) || row.places.includes(file)) return [];
	return [problem('foreign', file, include.line, `${include.path} belongs in ${row.places.join(', ')}`)];
}

/** Includes that go against the floors, reach into a foreign internal folder, or name a library out of place. */
export function checkIncludes(tree, floors) {
	return oursIn(tree, floors).flatMap((file) =>
		includesOf(tree.text(file)).flatMap((include) => {
			const target = resolveInclude(tree, file, include);
			if (target) return checkOwn(floors, file, target, include.line);
			if (include.system) return checkForeign(floors, file, include);
			return [problem('include', file, include.line, `${include.path} is nowhere`)];
		}),
	);
}

/**
 * Circles among files by what they include. Only headers can be in one; who calls whom is objects.mjs's matter, and
 * a type that two subjects share is none.
 */
export function checkIncludeCircles(tree, floors) {
	const edges = new Map();
	for (const file of oursIn(tree, floors)) {
		for (const include of includesOf(tree.text(file))) {
			const target = resolveInclude(tree, file, include);
			if (target) addEdge(edges, file, target);
		}
	}
	return findCircles(edges).map((circle) =>
		problem('circle', circle[0], 1, `in a circle of includes: ${circle.join(', ')}`),
	);
}
