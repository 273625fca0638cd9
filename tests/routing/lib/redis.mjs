// A Redis of a test's own: started on a unix socket in a fresh short folder, ended with the test. Some machines have no
// redis-server by name; its checker is the same program and becomes the server under that name.
import { spawn } from 'node:child_process';
import { accessSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const Redis = createRequire(join(ROOT, 'clients/web/package.json'))('ioredis');

/** The program that is a Redis server when it is called redis-server. */
export function serverProgram() {
	for (const path of ['/usr/bin/redis-server', '/usr/bin/redis-check-rdb']) {
		try {
			accessSync(path);
			return path;
		} catch {
			continue;
		}
	}
	throw new Error('no Redis server is installed');
}

/** Starts a Redis; gives {socket, client, connect(), stop()}. */
export async function startRedis(extra = []) {
	const base = process.env.SAMTALE_TEST_FOLDER ?? tmpdir();
	const folder = mkdtempSync(join(base.length < 40 ? base : '/tmp', 'sr-'));
	const socket = join(folder, 's');
	const options = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder, '--loglevel', 'warning'];
	const child = spawn(serverProgram(), [...options, ...extra], {
		argv0: 'redis-server',
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const end = () => child.kill('SIGKILL');
	process.once('exit', end);
	const connect = () => new Redis(socket, { retryStrategy: (n) => (n < 100 ? 50 : null) });
	const client = connect();
	client.on('error', () => {});
	await client.ping();
	const stop = async () => {
		client.disconnect();
		const gone = new Promise((done) => child.once('exit', done));
		end();
		await gone;
		process.off('exit', end);
		rmSync(folder, { recursive: true, force: true });
	};
	return { socket, client, connect, stop };
}
