// The relays that people would pick instead, each a process of Node with a Redis of its own, set as ours is.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../live/lib/npm.mjs';
import { startRedis } from '../../routing/lib/redis.mjs';
import { generate } from './generator.mjs';
import { pidOf } from './redis.mjs';

const SOURCE = join(ROOT, 'tests/bench/peers');
const PACKAGES = join(ROOT, 'build/peers');

/** Installs what they are made of, once; gives {package: version}. */
export function installPeers() {
	const text = readFileSync(join(SOURCE, 'package.json'), 'utf8');
	const there = join(PACKAGES, 'package.json');
	if (!existsSync(join(PACKAGES, 'node_modules')) || readFileSync(there, 'utf8') !== text) {
		mkdirSync(PACKAGES, { recursive: true });
		copyFileSync(join(SOURCE, 'package.json'), there);
		const words = ['install', '--no-audit', '--no-fund', '--no-package-lock'];
		const { status, stderr } = spawnSync('npm', words, { cwd: PACKAGES, encoding: 'utf8' });
		if (status !== 0) throw new Error(`npm cannot install the peers: ${stderr}`);
	}
	return JSON.parse(text).dependencies;
}

/** As the embedded Redis of the daemon: each append synced, here to a file system in memory. */
async function startTheirRedis() {
	const folder = mkdtempSync('/dev/shm/sr-');
	const redis = await startRedis(['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always']);
	return {
		...redis,
		async stop() {
			await redis.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Puts the scenario of that name on the peer of tests/bench/peers; gives the load generator's windows. */
export async function loadPeer(name, path, shape) {
	const redis = await startTheirRedis();
	const child = spawn(process.execPath, [join(SOURCE, `${name}.mjs`), PACKAGES, redis.socket], {
		stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' },
	});
	const end = () => child.kill('SIGKILL');
	process.once('exit', end);
	try {
		const [port] = await Promise.race([
			once(createInterface({ input: child.stdout }), 'line'),
			once(child, 'exit').then(() => Promise.reject(new Error(`the peer ${name} ended`))),
		]);
		const all = {
			port, host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, path, protocol: '', daemon: child.pid,
			redis: await pidOf(redis.client), ...shape,
		};
		return await generate([`peer-${name}`, ...Object.entries(all).flatMap(([word, value]) => [`--${word}`, `${value}`])]);
	} finally {
		end();
		process.off('exit', end);
		await redis.stop();
	}
}
