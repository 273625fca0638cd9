// What is asked at the end of a log: is everything gone when everybody has left (P15), do the counters add up (P16), and is
// what was rebuilt from the log what Redis really holds.
import { valueOf } from './keys.mjs';

/** What may stay for ever: counters, permits that end by themselves, numbers, clocks, and what belongs to nodes. */
const STAYS = /^(n:|af:|fo:|ev:|rc$|les$|seq$|cfg$|rota$|acted$|al$|als$|testclock$)/;

export function checkLeft(pool, found) {
	for (const name of pool.keys.values.keys()) {
		if (!name.startsWith(pool.prefix)) continue;
		const rest = name.slice(pool.prefix.length);
		if (rest === 'dl') {
			for (const item of pool.key('dl').keys()) if (!item.startsWith('n:')) found(`P15 deadline of ${item} is left`);
		} else if (!STAYS.test(rest)) {
			found(`P15 ${rest} is left`);
		}
	}
	if (Number(pool.cfg?.get('waiting') ?? 0) !== 0) found(`P15 waiting is ${pool.cfg.get('waiting')}`);
}

/** arrived = answered + abandoned + refused + diverted + those who wait unanswered. */
export function checkCounters(pool, found) {
	const sums = { arrived: 0, answered: 0, abandoned: 0, refused: 0, diverted: 0 };
	for (const [name, hash] of pool.keys.values) {
		if (!name.startsWith(`${pool.prefix}n:h:`)) continue;
		for (const [field, n] of hash) {
			const word = field.split(':')[0];
			if (word in sums) sums[word] += Number(n);
		}
	}
	const open = [...pool.visits.values()].filter(({ an }) => an !== '1').length;
	const { arrived, answered, abandoned, refused, diverted } = sums;
	if (arrived !== answered + abandoned + refused + diverted + open) {
		found(`P16 ${Object.entries(sums).map((pair) => pair.join(' ')).join(', ')}, open ${open}`);
	}
}

const plain = (value) => (value instanceof Map ? [...value].sort() : value instanceof Set ? [...value].sort() : value);

/** Is what the log made what there is? Streams are cut by the clock of their readers, so only their names are compared. */
export function compare(keys, all, found) {
	const ofPool = (name) => /^\{[\w-]+\}:/.test(name) && !name.startsWith('{staff}') && !name.startsWith('{agencies}');
	for (const name of new Set([...Object.keys(all), ...keys.values.keys()].filter(ofPool))) {
		const { kind, list } = all[name] ?? {};
		const is = kind && valueOf(kind, list);
		const rebuilt = keys.get(name);
		const same = kind === 'stream' || /:ev:/.test(name) || JSON.stringify(plain(is)) === JSON.stringify(plain(rebuilt));
		if (!same) found(`log: ${name} is ${JSON.stringify(plain(is))}, rebuilt ${JSON.stringify(plain(rebuilt))}`);
	}
}
