// Redis under the bench: the process id of the daemon's own, and a pair of servers for the profile in which every message is
// in the memory of two.
import { SETTINGS, freePort } from '../../live/lib/redis_set.mjs';
import { until } from '../../live/lib/wait.mjs';
import { startRedis } from '../../routing/lib/redis.mjs';

const HOST = '127.0.0.1';

/** The process id of the Redis behind a connection. */
export async function pidOf(client) {
	return Number((await client.info('server')).match(/process_id:(\d+)/)[1]);
}

/** A primary and one replica that has caught up, nothing on disk: {socket, client, pids, stop()} of the primary. */
export async function startPair() {
	const port = await freePort(HOST);
	const common = ['--bind', HOST, ...SETTINGS.memory(1), '--repl-diskless-sync-delay', '0'];
	const primary = await startRedis([...common, '--port', `${port}`]);
	const replica = await startRedis([...common, '--replicaof', HOST, `${port}`]);
	const stop = async () => {
		await replica.stop();
		await primary.stop();
	};
	try {
		await until(async () => /state=online/.test(await primary.client.info('replication')), 'the replica');
	} catch (error) {
		await stop();
		throw error;
	}
	return { ...primary, pids: [await pidOf(primary.client), await pidOf(replica.client)], stop };
}
