// The daemon under the bench: the release build in a fresh folder, with the limits raised that a load generator would run
// into before the daemon does, and its Redis in one of the durability profiles.
import { rmSync } from 'node:fs';
import { Daemon } from '../../live/lib/daemon.mjs';
import { writeDemo } from '../../live/lib/demo.mjs';
import { pidOf, startMemoryRedis } from './redis.mjs';
import { addStaff } from './staff.mjs';

const KEYS = {
	bucket_youth: 10000, refill_youth: 10000, bucket_staff: 10000, refill_staff: 10000,
	sockets: 19700, queue_visits: 100000, hello_seconds: 60, wrap_up_seconds: 0,
};

/** What each profile needs: a Redis of its own, or the daemon's. */
const PROFILES = {
	memory: { redis: startMemoryRedis },
	fsync: {},
};

class Service {
	constructor(profile, daemon, redis, redisPid, client) {
		Object.assign(this, { profile, daemon, redis, redisPid, client });
	}

	get workerPids() {
		const workers = this.daemon.workers;
		return Object.keys(workers).sort().map((slot) => workers[slot]);
	}

	/** Parent and workers. */
	get daemonPids() {
		return [this.daemon.pid, ...this.workerPids];
	}

	/** Makes so many counsellors; gives the file of their names. */
	async staff(count) {
		return addStaff(this.client, this.daemon.place.folder, count);
	}

	async stop() {
		await this.daemon.stop();
		await this.redis?.stop();
		rmSync(this.daemon.place.folder, { recursive: true, force: true });
	}
}

/** Starts a daemon of that profile and waits until it is ready. Whoever starts it stops it. */
export async function startService({ profile = 'fsync', workers = 1, keys = {} } = {}) {
	const redis = await PROFILES[profile].redis?.();
	const mode = redis ? { mode: `unix://${redis.socket}` } : {};
	const daemon = new Daemon(writeDemo({ keys: { ...KEYS, workers, ...mode, ...keys } }), []);
	try {
		await daemon.ready();
		const client = redis?.client ?? daemon.redis();
		return new Service(profile, daemon, redis, redis?.pid ?? (await pidOf(client)), client);
	} catch (error) {
		daemon.kill('SIGKILL');
		await redis?.stop();
		throw error;
	}
}

/** Runs body with a service and stops it, whatever happens. */
export async function withService(options, body) {
	const service = await startService(options);
	try {
		return await body(service);
	} finally {
		await service.stop();
	}
}
