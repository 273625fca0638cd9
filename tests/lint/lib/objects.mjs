// Circles among object files, as the linker sees them: who defines a name that the other needs. Reads the built
// static libraries with nm; a name used through a table of pointers makes no edge, as it should.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { addEdge, findCircles } from './graph.mjs';
import { problem } from './tree.mjs';

const DEFINED = /[TDBRVWC]/;

// nm -A prints `lib.a:member.o:address type name`.
function symbolsOf(archive) {
	const out = execFileSync('nm', ['-A', '-g', archive], { encoding: 'utf8', maxBuffer: 1 << 27 });
	return out.split('\n').flatMap((line) => {
		const found = /^.*\/lib([^/]+)\.a:([^:]+):\S*\s+(\w) (\S+)$/.exec(line);
		return found ? [{ object: `${found[1]}/${found[2]}`, type: found[3], name: found[4] }] : [];
	});
}

/** The edges among the objects of these archives: from the one that needs a name to the one that defines it. */
export function objectEdges(archives) {
	const symbols = archives.flatMap(symbolsOf);
	const home = new Map();
	for (const { object, type, name } of symbols) if (DEFINED.test(type)) home.set(name, object);
	const edges = new Map();
	for (const { object, type, name } of symbols) {
		if (type === 'U' && home.has(name)) addEdge(edges, object, home.get(name));
	}
	return edges;
}

/** Circles among the objects of every static library in `folder`. */
export function checkObjectCircles(folder) {
	const archives = readdirSync(folder)
		.filter((name) => name.endsWith('.a'))
		.map((name) => join(folder, name));
	return findCircles(objectEdges(archives)).map((circle) =>
		problem('circle', circle[0].replace(/\.o$/, ''), 1, `in a circle of calls: ${circle.join(', ')}`),
	);
}
