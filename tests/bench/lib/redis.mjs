// A Redis of the bench's own, for the profiles in which the daemon does not start one: on a unix socket in a fresh folder.
import { startRedis } from '../../routing/lib/redis.mjs';

/** The process id of the server behind a connection. */
export async function pidOf(client) {
	return Number((await client.info('server')).match(/process_id:(\d+)/)[1]);
}

/** A Redis that writes nothing to disk: {socket, client, pid, stop()}. */
export async function startMemoryRedis(extra = []) {
	const redis = await startRedis(['--appendonly', 'no', '--maxmemory-policy', 'noeviction', ...extra]);
	return { ...redis, pid: await pidOf(redis.client) };
}
