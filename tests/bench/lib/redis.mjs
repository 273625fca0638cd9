/** The process id of the Redis behind a connection. */
export async function pidOf(client) {
	return Number((await client.info('server')).match(/process_id:(\d+)/)[1]);
}
