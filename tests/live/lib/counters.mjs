// The counters of agencies, as Redis has them.
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
