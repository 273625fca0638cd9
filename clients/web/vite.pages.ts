/**
 * The page that each client is built from: page.html with what the client loads, for all but the youth, whose page is its
 * own (youth/index.html). Places in {{ }} are the daemon's and stay.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** By client the key of what stands there when no script runs; null: it has no script, but a style sheet alone. */
const NOSCRIPT: Readonly<Record<string, string | null>> = {
	check: 'staff.noscript',
	counsellor: 'staff.noscript',
	figures: null,
	owner: 'staff.noscript',
	staff: 'join.noscript',
	supervisor: 'staff.noscript',
};

/** The page of a client before it is built; undefined: its folder has one. */
export function pageOf(client: string): string | undefined {
	const key = NOSCRIPT[client];
	if (key === undefined) {
		return undefined;
	}
	const places: Readonly<Record<string, string>> = {
		loads:
			key === null
				? '<link rel="stylesheet" href="./src/css/index.css" />'
				: '<script type="module" src="./src/main.tsx"></script>',
		noscript: key === null ? '' : `<noscript><main><!--texts:${key}--></main></noscript>`,
	};
	const page = readFileSync(join(import.meta.dirname, 'page.html'), 'utf8');
	return page.replace(/\t*<!--(loads|noscript)-->\n/g, (line, place: string) => {
		const filled = places[place] as string;
		return filled && line.replace(`<!--${place}-->`, filled);
	});
}

/** Puts the page of a client where its folder would have one: at `file`. */
export function page(client: string, file: string): Plugin {
	const html = pageOf(client);
	return {
		name: 'samtale-page',
		enforce: 'pre',
		resolveId: (id) => (html !== undefined && id === file ? file : undefined),
		load: (id) => (id === file ? html : undefined),
	};
}
