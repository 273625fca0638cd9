// The counters of figures, as Redis has them.
/** What is counted of an agency, over all days of a pool: a test may run over midnight. */
export async function countedOf(redis, pool, agency) {
	const sum = {};
	for (const key of await redis.keys(`{${pool}}:n:a:*`)) {
		for (const [field, n] of Object.entries(await redis.hgetall(key))) {
			const [whose, what] = field.split(' ');
			if (whose === agency) sum[what] = (sum[what] ?? 0) + Number(n);
		}
	}
	return sum;
}

/** Every counter of every pool, as "key field n", sorted. */
export async function countersIn(redis) {
	const found = [];
	for (const key of await redis.keys('{*}:n:*')) {
		for (const [field, n] of Object.entries(await redis.hgetall(key))) found.push(`${key} ${field} ${n}`);
	}
	return found.sort();
}

/** Without the minutes of doors, which are told of all agencies when the day is looked at. */
export const ofVisits = (lines) => lines.filter((line) => !line.includes(':n:o:'));
