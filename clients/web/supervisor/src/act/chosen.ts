/** What is chosen in the heat table, by topic: an act is about one topic in some places. Pure. */
import type { Chosen } from '../context.ts';
import type { Cell } from '../facts.ts';

export interface Group {
	topic: string;
	/** `c` or `m` and a code, as in the rows of the scene. */
	scopes: string[];
	/** How many wait there. */
	n: number;
}

/** Who has said no county, or is not to be told of by it, waits in a row of its own; but an act on `n` is one on everybody. */
export const mayChoose = (region: string): boolean => region !== 'n';

/** The cells that are chosen, one group a topic, in the order in which they were chosen. */
export function groupsOf(chosen: Chosen, cells: readonly Cell[]): Group[] {
	const groups = new Map<string, Group>();
	for (const name of chosen) {
		const [region = '', topic = ''] = name.split(' ');
		const group = groups.get(topic) ?? { topic, scopes: [], n: 0 };
		group.scopes.push(region);
		group.n += cells.find((cell) => cell.region === region && cell.topic === topic)?.n ?? 0;
		groups.set(topic, group);
	}
	return [...groups.values()];
}

/** The names one behind the other, the last by `and`: a text with {list} and {last}. */
export function listed(names: readonly string[], and: (list: string, last: string) => string): string {
	const last = names.at(-1) ?? '';
	return names.length < 2 ? last : and(names.slice(0, -1).join(', '), last);
}
