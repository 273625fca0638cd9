// Counters as visits would have left them, written into a daemon's Redis by hand.

/** 'YYYY-MM-DD' from one to the other, both included. */
export function days(from, to) {
	const list = [];
	const end = Date.parse(`${to}T00:00:00Z`);
	for (let at = Date.parse(`${from}T00:00:00Z`); at <= end; at += 86_400_000) list.push(new Date(at).toISOString().slice(0, 10));
	return list;
}

export const compact = (day) => day.replaceAll('-', '');

/** Adds {field: number} to hashes of a pool's counters, all at once: whoever reads finds all of it or nothing. */
export async function addCounts(redis, pool, ...steps) {
	const all = redis.multi();
	for (const { kind, step, counts } of steps) {
		for (const [field, by] of Object.entries(counts)) all.hincrby(`{${pool}}:n:${kind}:${step}`, field, by);
	}
	await all.exec();
}

/** Visits of a region on a day: so many were conversations, so many silent, so many no counsel; one more each was not answered. */
export function visits(region, { conversations, silent = 0, uncounted = 0, abandoned = 0 }) {
	const ended = conversations + silent + uncounted;
	const all = {
		arrived: ended + abandoned, 'answered:60': ended, 'abandoned:left': abandoned, 'ended:left:1800': ended, silent, uncounted,
	};
	return Object.fromEntries(Object.entries(all).filter(([, n]) => n > 0).map(([what, n]) => [`${region} ${what}`, n]));
}
