// Two machines as far as Samtale can tell: two whole daemons, each with its own parent, workers, state folder and port, on one
// Redis that neither of them owns; and people who know the addresses of both.
import { after } from 'node:test';
import { Daemon, finish } from '../live/lib/daemon.mjs';
import { writeDemo } from '../live/lib/demo.mjs';
import { Counsellor, Youth } from '../live/lib/people.mjs';
import { processesOfGroup } from '../live/lib/proc.mjs';
import { freePort } from '../live/lib/redis_set.mjs';
import { until } from '../live/lib/wait.mjs';
import { startRedis } from '../routing/lib/redis.mjs';

/** One machine; it can be killed and come back at the same address. */
export class Machine {
	/** options as of writeDemo; redis: as startRedis gives it. It ends with the test file, or with the test that makes it. */
	constructor(redis, { keys, ...options } = {}) {
		this.place = writeDemo({ ...options, keys: { mode: `unix://${redis.socket}`, ...keys } });
		after(() => {
			this.over = true;
			return finish(this.daemon);
		});
	}

	/** Starts it; ready() tells when it is. */
	async start() {
		this.port ??= await freePort();
		this.daemon = new Daemon(this.place, ['--port', String(this.port)]);
	}

	async ready() {
		await this.daemon.ready();
	}

	get origin() {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Gone in one moment, as when the power goes; nothing of it is left to be asked. */
	async crash() {
		const pids = processesOfGroup(this.daemon.pid);
		this.daemon.kill('SIGKILL');
		await until(() => this.daemon.code !== undefined, 'the machine to be gone');
		return pids;
	}
}

/** So many machines on a fresh Redis, started in the same moment. */
export async function startMachines(count, options = {}) {
	const redis = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always']);
	const machines = Array.from({ length: count }, () => new Machine(redis, options));
	await Promise.all(machines.map((machine) => machine.start()));
	for (const machine of machines) await machine.ready();
	after(() => redis.stop());
	return { redis, machines };
}

/** The addresses a client knows, and which one it dials next: another as soon as one does not answer. */
class Addresses {
	constructor(machines, at) {
		Object.assign(this, { machines, at });
	}

	get port() {
		return this.machines[this.at].port;
	}

	get origin() {
		return this.machines[this.at].origin;
	}

	/** Set when nobody will ever answer again; then clients dial no more. */
	get code() {
		return this.machines.every(({ over }) => over) ? 0 : undefined;
	}

	turn() {
		this.at = (this.at + 1) % this.machines.length;
	}
}

const roaming = (Person) => class extends Person {
	constructor(machines, at, ...rest) {
		super(new Addresses(machines, at), ...rest);
		this.peers = [];
	}

	async connect(accept) {
		try {
			return await super.connect(accept);
		} catch (error) {
			this.daemon.turn();
			throw error;
		}
	}

	/** Keeps when it was told of the other side. */
	handle(frame) {
		if (frame.type === 'peer') this.peers.push({ ...frame, at: performance.now() });
		super.handle(frame);
	}
};

const RoamingYouth = roaming(Youth);
const RoamingCounsellor = roaming(Counsellor);

/** A youth at machine number `at`. */
export async function youthAt(machines, at) {
	const youth = new RoamingYouth(machines, at);
	await youth.connect();
	return youth;
}

/** A counsellor on shift at machine number `at`. */
export async function counsellorAt(machines, at, { name, password, ...shift }) {
	const counsellor = new RoamingCounsellor(machines, at, name, password);
	await counsellor.connect();
	await counsellor.login();
	await counsellor.shift(shift);
	return counsellor;
}
