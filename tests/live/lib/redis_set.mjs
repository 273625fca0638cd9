// Redis as operators run it: several servers of which one is the primary, on a unix socket and a loopback port each, ended
// with the test file. Sentinel keeps its own notes and cannot be given port 0, so ports are asked for first.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after } from 'node:test';
import { serverProgram } from '../../routing/lib/redis.mjs';
import { freshFolder } from './demo.mjs';
import { Redis } from './npm.mjs';
import { processesOfGroup } from './proc.mjs';
import { until } from './wait.mjs';

/** What each profile needs beside its defaults, as arguments of redis-server; replicas: of the set. */
export const SETTINGS = {
	fsync: () => ['--appendonly', 'yes', '--appendfsync', 'always'],
	replica: (replicas) => ['--min-replicas-to-write', `${replicas}`, '--min-replicas-max-lag', '10'],
	memory: (replicas) => [
		...SETTINGS.replica(replicas), '--appendonly', 'no', '--save', '', '--repl-diskless-sync', 'yes',
		'--repl-diskless-load', 'swapdb',
	],
};

/** Below it are ports that need rights, and those of known services. */
const PORTS_FROM = 10_240;

/**
 * A port of an address that was free a moment ago, and that the kernel gives to no outgoing connection: those come and go by
 * the thousand, also while the server of that port is down for a moment.
 */
export async function freePort(host = '127.0.0.1') {
	const [low, high] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/).map(Number);
	for (;;) {
		const port = PORTS_FROM + Math.floor(Math.random() * (65_536 - PORTS_FROM));
		if ((port < low || port > high) && (await isFree(port, host))) return port;
	}
}

function isFree(port, host) {
	const server = createServer();
	return new Promise((done) => {
		server.once('error', () => done(false)).listen(port, host, () => server.close(() => done(true)));
	});
}

/** A redis-server of a fresh folder. prefix: what it is started through, such as a namespace. */
export class RedisServer {
	constructor({ host = '127.0.0.1', prefix = [] } = {}) {
		Object.assign(this, { host, prefix, folder: freshFolder() });
		this.socket = join(this.folder, 's');
		this.data = join(this.folder, 'd');
		mkdirSync(this.data);
		after(() => this.destroy());
	}

	/** Starts it, also again after it was killed. Gives itself when it answers. */
	async start(settings = []) {
		this.port ??= await freePort(this.prefix.length > 0 ? undefined : this.host);
		const options = [
			'--bind', this.host, '--port', `${this.port}`, '--unixsocket', this.socket, '--dir', this.data, '--save', '',
			'--protected-mode', 'no', '--repl-diskless-sync-delay', '0', '--loglevel', 'warning', ...settings,
		];
		this.run(options);
		await until(async () => (await this.ask('PING')) === 'PONG', `a redis-server on port ${this.port}`);
		return this;
	}

	run(settings) {
		const words = [...this.prefix, 'bash', '-c', 'exec -a redis-server "$0" "$@"', serverProgram(), ...settings];
		// A group of its own, for the child that writes a file for it must not outlive it.
		const options = { stdio: ['ignore', 'ignore', 'inherit'], detached: true };
		this.child = spawn('setpriv', ['--pdeathsig', 'KILL', ...words], options);
		this.gone = new Promise((done) => this.child.once('exit', done));
	}

	/** A connection of the test's own. */
	get client() {
		this.connection ??= this.connect();
		return this.connection;
	}

	connect() {
		const client = new Redis(this.socket, { retryStrategy: () => 50, maxRetriesPerRequest: 0, enableOfflineQueue: true });
		client.on('error', () => {});
		return client;
	}

	/** A command's answer; undefined: it does not answer, or not well. */
	async ask(...words) {
		return this.client.call(...words).catch(() => undefined);
	}

	signal(name) {
		this.child.kill(name);
	}

	/** Kills it as a crash would. */
	async kill() {
		if (this.child.exitCode === null && this.child.signalCode === null) process.kill(-this.child.pid, 'SIGKILL');
		await this.gone;
		await until(() => processesOfGroup(this.child.pid).length === 0, 'the end of what it had forked');
	}

	/** The files under its data folder. */
	files() {
		return readdirSync(this.data, { recursive: true });
	}

	async destroy() {
		this.connection?.disconnect();
		await this.kill();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** A primary with so many replicas that have caught up: [primary, ...replicas]. settings go to each. */
export async function startSet(replicas, settings = [], each = () => ({})) {
	const servers = Array.from({ length: replicas + 1 }, (_, i) => new RedisServer(each(i)));
	const [primary] = servers;
	await primary.start(settings);
	const following = ['--replicaof', primary.host, `${primary.port}`];
	await Promise.all(servers.slice(1).map((server) => server.start([...settings, ...following])));
	await caughtUp(primary, replicas);
	await Promise.all(servers.slice(1).map(hasLoaded));
	return servers;
}

/** Waits until a replica has read its first copy: its primary counts it from the moment that the copy is sent. */
async function hasLoaded(replica) {
	const isUp = async () => (await replica.ask('INFO', 'replication'))?.includes('master_link_status:up');
	await until(isUp, `the first copy on port ${replica.port}`);
}

/** Waits until replicas hold all that the primary held when it was asked. */
export async function holdAll(primary, replicas) {
	await primary.client.call('SET', 'a mark', '');
	await until(async () => (await primary.client.call('WAIT', replicas, 1000)) >= replicas, 'the replicas');
}

/** Whether it is a primary with so many replicas that hold what it holds. */
export async function hasReplicas(server, replicas) {
	return ((await server.ask('INFO', 'replication'))?.match(/state=online/g) ?? []).length >= replicas;
}

/** Waits until a primary has so many replicas that hold what it holds. */
export async function caughtUp(primary, replicas) {
	await until(() => hasReplicas(primary, replicas), `${replicas} replicas of ${primary.port}`);
}

/** The name by which the Sentinels of a test know its set. */
export const SET = 'house';

const fieldsOf = (flat) => Object.fromEntries(Array.from({ length: flat.length / 2 }, (_, i) => flat.slice(2 * i, 2 * i + 2)));

/** A Sentinel of a set. It keeps its notes in a file of its own, and on a loopback port. */
export class Sentinel extends RedisServer {
	async watch(primary, { quorum = 2, downAfterMs = 3000 } = {}) {
		this.port ??= await freePort();
		writeFileSync(
			join(this.folder, 'sentinel.conf'),
			`port ${this.port}\nbind ${this.host}\nprotected-mode no\ndir ${this.data}\nloglevel warning\n` +
				`unixsocket ${this.socket}\nsentinel monitor ${SET} ${primary.host} ${primary.port} ${quorum}\n` +
				`sentinel down-after-milliseconds ${SET} ${downAfterMs}\nsentinel failover-timeout ${SET} 8000\n` +
				`sentinel parallel-syncs ${SET} 8\n`,
		);
		this.run([join(this.folder, 'sentinel.conf'), '--sentinel']);
		await until(async () => (await this.ask('PING')) === 'PONG', `a sentinel on port ${this.port}`);
		return this;
	}

	/** The port of the primary, as this one sees it. */
	async primaryPort() {
		const [, port] = await until(() => this.ask('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', SET), 'the name of the primary');
		return Number(port);
	}

	/** How often a replica has been promoted, at most: failovers are counted when they begin. */
	async failovers() {
		return Number(fieldsOf((await this.ask('SENTINEL', 'MASTER', SET)) ?? [])['config-epoch']);
	}

	/** Whether it would promote one of so many replicas now, agreed with so many other Sentinels. */
	async isReady(replicas, others) {
		const list = ((await this.ask('SENTINEL', 'REPLICAS', SET)) ?? []).map(fieldsOf);
		const good = list.filter(({ flags, ...f }) => flags === 'slave' && f['master-link-status'] === 'ok');
		const master = fieldsOf((await this.ask('SENTINEL', 'MASTER', SET)) ?? []);
		return good.length === replicas && master.flags === 'master' && Number(master['num-other-sentinels']) === others;
	}
}

/** So many Sentinels over a set, agreed on everything. */
export async function startSentinels(count, primary, replicas, options) {
	const sentinels = Array.from({ length: count }, () => new Sentinel());
	await Promise.all(sentinels.map((sentinel) => sentinel.watch(primary, options)));
	await agreed(sentinels, replicas);
	return sentinels;
}

/** Waits until each Sentinel knows every replica and every other one. */
export async function agreed(sentinels, replicas) {
	const ready = () => Promise.all(sentinels.map((one) => one.isReady(replicas, sentinels.length - 1)));
	await until(async () => (await ready()).every(Boolean), 'the sentinels to agree', { ms: 60_000, step: 100 });
}

/** redis.mode for these Sentinels. */
export const modeOf = (sentinels) => `redis+sentinel://${SET}@${sentinels.map(({ host, port }) => `${host}:${port}`).join(',')}`;
