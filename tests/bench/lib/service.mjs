// The daemon under the bench: the release build in a fresh folder, with the limits raised that a load generator would run
// into before the daemon does, and its Redis in one of the durability profiles.
import { mkdtempSync, rmSync } from 'node:fs';
import { Daemon } from '../../live/lib/daemon.mjs';
import { freshFolder, writeDemo } from '../../live/lib/demo.mjs';
import { pidOf, startPair } from './redis.mjs';
import { addStaff } from './staff.mjs';

const KEYS = {
	bucket_youth: 10000, refill_youth: 10000, bucket_staff: 10000, refill_staff: 10000,
	sockets: 19700, queue_visits: 100000, hello_seconds: 60, wrap_up_seconds: 0,
};

/**
 * fsync: as it is delivered, each message on the disk. tmpfs: the same with everything in a file system in memory, so what
 * is left out is the disk and nothing else. replica: in the memory of two Redis, on no disk.
 */
const PROFILES = {
	fsync: { folder: freshFolder },
	tmpfs: { folder: () => mkdtempSync('/dev/shm/st-') },
	replica: { folder: freshFolder, redis: startPair, keys: { durability: 'replica', replicas: 1 } },
};

class Service {
	/** redis: the pair that the daemon was given, or undefined: it has its own. */
	constructor(profile, daemon, redis, client, redisPids) {
		Object.assign(this, { profile, daemon, redis, client, redisPids });
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

/** A listener's certificate, from an authority that only this folder knows. */
async function issue(folder) {
	const { Authority } = await import('../../live/lib/certificates.mjs');
	const authority = new Authority(folder);
	return { ...authority.issue('server'), ca: authority.ca };
}

/** Starts a daemon of that profile and waits until it is ready. Whoever starts it stops it. */
async function startService({ profile = 'fsync', workers = 1, tls = false, keys = {}, agencies = {} }) {
	const made = PROFILES[profile];
	const folder = made.folder();
	const certificate = tls ? { tls: await issue(folder) } : {};
	const redis = await made.redis?.();
	const mode = redis ? { mode: `unix://${redis.socket}` } : {};
	const all = { ...KEYS, workers, ...mode, ...made.keys, ...keys };
	const daemon = new Daemon(writeDemo({ folder, keys: all, agencies, ...certificate }), []);
	try {
		await daemon.ready();
		const client = redis?.client ?? daemon.redis();
		return new Service(profile, daemon, redis, client, redis?.pids ?? [await pidOf(client)]);
	} catch (error) {
		daemon.kill('SIGKILL');
		await redis?.stop();
		rmSync(folder, { recursive: true, force: true });
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
