// Starting: what the daemon says, and with which code it ends, when something is not as it must be.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SAMTALED, launch, runToEnd, startDaemon } from './lib/daemon.mjs';
import { setKey, writeDemo } from './lib/demo.mjs';
import { ROOT } from './lib/npm.mjs';
import { within } from './lib/wait.mjs';

const USAGE = 2;
const UNAVAILABLE = 69;
const CANNOT_CREATE = 73;
const CONFIGURATION = 78;
const NOBODY = 65534;

/* The configuration of the demo, removed with the test. */
function place(options) {
	const made = writeDemo(options);
	after(() => rmSync(made.folder, { recursive: true, force: true }));
	return made;
}

for (const args of [[], ['--nothing'], ['-c'], ['--port', 'x'], ['-c', 'x', '--port', '70000'], ['-c', 'x', 'more']]) {
	test(`"samtaled ${args.join(' ')}" tells the usage and ends with ${USAGE}`, async () => {
		const { code, stderr, stdout } = await runToEnd(args);
		assert.equal(code, USAGE);
		assert.match(stderr, /^usage: samtaled/);
		assert.equal(stdout, '');
	});
}

test('--version tells the version', async () => {
	const { code, stdout } = await runToEnd(['--version']);
	assert.equal(code, 0);
	assert.match(stdout, /^samtaled \d+\.\d+\.\d+/);
});

test('--check of the reference, its folders put in their place, asks for the papers of the seal and for nothing else', async () => {
	const { folder } = place();
	const config = join(folder, 'reference.yaml');
	const yaml = readFileSync(join(ROOT, 'config/samtale.yaml'), 'utf8')
		.replace('/usr/share/samtale/web', 'build/web')
		.replaceAll('/usr/share/samtale/', 'config/')
		.replace('/etc/samtale/agencies', join(folder, 'agencies'))
		.replace('/var/lib/samtale', join(folder, 's'));
	writeFileSync(config, yaml);
	const { code, stderr } = await runToEnd(['-c', config, '--check']);
	assert.equal(code, CONFIGURATION);
	const keys = stderr.trim().split('\n').map((line) => /:\d+: ([a-z_.]+): expects /.exec(line)?.[1] ?? line);
	assert.deepEqual(keys, ['seal.bundle', 'seal.signer_key']);
});

test('--check finds nothing in the demo', async () => {
	const { code, stdout } = await runToEnd(['-c', 'config/demo/demo.yaml', '--check']);
	assert.deepEqual([code, stdout], [0, 'the configuration is fine\n']);
});

/* Line numbers are looked up in the file, so that the demo may change. */
const lineOf = (path, pattern) => readFileSync(path, 'utf8').split('\n').findIndex((line) => pattern.test(line)) + 1;

for (const [what, key, value, named] of [
	['a number out of range', 'workers', '0', 'workers'],
	['a number that is text', 'hello_seconds', 'many', 'limits.hello_seconds'],
	['a profile that does not exist', 'profile', 'test', 'profile'],
	['a durability that does not exist', 'durability', 'never', 'redis.durability'],
	['a host that is a name', 'host', 'localhost', 'listen[0].host'],
]) {
	test(`--check names file, line and key of ${what}`, async () => {
		const { config } = place();
		writeFileSync(config, setKey(readFileSync(config, 'utf8'), key, value));
		const { code, stderr } = await runToEnd(['-c', config, '--check']);
		assert.equal(code, CONFIGURATION);
		const line = lineOf(config, new RegExp(`^[ -]*${key}:`));
		assert.ok(stderr.includes(`${config}:${line}: ${named}: `), stderr);
	});
}

test('--check names an unknown key and a missing one', async () => {
	const { config } = place();
	const yaml = readFileSync(config, 'utf8').replace(/^workers: .*$/m, 'wokers: 2');
	writeFileSync(config, yaml);
	const { code, stderr } = await runToEnd(['-c', config, '--check']);
	assert.equal(code, CONFIGURATION);
	assert.ok(stderr.includes(`${config}:${lineOf(config, /^wokers:/)}: wokers: `), stderr);
	assert.match(stderr, /: workers: is missing/);
});

test('--check names a fault in an agency\'s file', async () => {
	const { config, folder } = place({ agencies: { oslo: { hours: 'monday 16-21' } } });
	const { code, stderr } = await runToEnd(['-c', config, '--check']);
	const path = join(folder, 'agencies/oslo.yaml');
	assert.equal(code, CONFIGURATION);
	assert.ok(stderr.includes(`${path}:${lineOf(path, /^hours:/)}: hours: `), stderr);
});

test('a pool whose figures come without a licence is warned of by --check and at the start, one to practise in is not', async () => {
	const made = place();
	const { config } = made;
	const yaml = readFileSync(config, 'utf8');
	writeFileSync(config, yaml.replace('    licence: CC BY 4.0\n', '    licence: ""\n'));
	const { code, stderr } = await runToEnd(['-c', config, '--check']);
	const warning = 'pools[0].licence: warning: it is empty, so that nobody else may use the pool\'s published figures';
	assert.deepEqual([code, stderr], [0, `${config}:${lineOf(config, /^ +licence: ""$/)}: ${warning}\n`]);
	const daemon = launch(made);
	await daemon.logged(/^<6>listening on/);
	assert.deepEqual(daemon.lines.filter((line) => /licence/.test(line)), [`<4>${warning}`]);
});

const NOWHERE = '/nowhere/file';

for (const [what, keys, named] of [
	['a password for Redis', { mode: 'unix:///nowhere/redis.sock', 'redis/secret_file': NOWHERE }, 'redis.secret_file'],
	['a password for the mail server', { 'notify/user': 'vakt', 'notify/secret_file': NOWHERE }, 'notify.secret_file'],
	['authorities of alarms', { authorities: NOWHERE }, 'notify.authorities'],
]) {
	test(`--check names file, line and key of ${what} in a file that is not there, and nothing is started`, async () => {
		const { config } = place({ keys });
		const expected = new RegExp(`^${config}:\\d+: ${named}: expects a file .*: No such file or directory$`, 'm');
		for (const more of [['--check'], []]) {
			const { code, stderr } = await runToEnd(['-c', config, ...more]);
			assert.equal(code, CONFIGURATION);
			assert.match(stderr, expected);
		}
	});
}

test('--check names a webhook\'s file in which there is no password', async () => {
	const { config, folder } = place();
	writeFileSync(join(folder, 'empty'), '\n');
	const alarms = `alarms: {webhook: "https://a.example/", webhook_secret_file: ${folder}/empty, `;
	writeFileSync(config, readFileSync(config, 'utf8').replace('alarms: {', alarms));
	const { code, stderr } = await runToEnd(['-c', config, '--check']);
	assert.equal(code, CONFIGURATION);
	assert.match(stderr, /pools\[0\]\.alarms\.webhook_secret_file: .*: its first line is empty or too long\n/);
});

test('a configuration with a fault is not started either', async () => {
	const { config } = place({ keys: { workers: 0 } });
	assert.equal((await runToEnd(['-c', config])).code, CONFIGURATION);
});

test('a configuration that is not there is named', async () => {
	const { code, stderr } = await runToEnd(['-c', '/nowhere/samtale.yaml']);
	assert.equal(code, CONFIGURATION);
	assert.match(stderr, /\/nowhere\/samtale\.yaml/);
});

test('a port that is in use is named, with the way out', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address();
	const { config } = place();
	const { code, stderr } = await runToEnd(['-c', config, '--port', String(port)]);
	server.close();
	assert.equal(code, UNAVAILABLE);
	assert.match(stderr, new RegExp(`port ${port} .*in use.*--port`));
});

test('of a second address that is in use the key is named, for --port does not change it', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address();
	const { config } = place();
	const second = `  - host: 127.0.0.1\n    port: ${port}\n    origins: []\n    hosts: []\nworkers:`;
	writeFileSync(config, readFileSync(config, 'utf8').replace(/^workers:/m, second));
	const { code, stderr } = await runToEnd(['-c', config]);
	server.close();
	assert.equal(code, UNAVAILABLE);
	assert.match(stderr, new RegExp(`port ${port} .*in use: .* listen\\[1\\]\\.port\n`));
});

test('an address that this machine does not have is named by its key', async () => {
	const { config } = place({ keys: { host: '198.51.100.77' } });
	const { code, stderr } = await runToEnd(['-c', config]);
	assert.equal(code, UNAVAILABLE);
	assert.match(stderr, /listen\[0\]\.host: cannot listen on 198\.51\.100\.77 port 0: Cannot assign/);
});

test('a Redis that is not there is named, with the way out', async () => {
	const { config } = place({ keys: { binary: '/nowhere/redis-server' } });
	const { code, stderr } = await runToEnd(['-c', config]);
	assert.equal(code, UNAVAILABLE);
	assert.match(stderr, /redis-server.*\/nowhere\/redis-server.*(install|redis\.binary)/);
});

test('no Redis anywhere in the PATH is told as well', async () => {
	const { config } = place();
	const { code, stderr } = await runToEnd(['-c', config], { env: { PATH: '/nowhere' } });
	assert.equal(code, UNAVAILABLE);
	assert.match(stderr, /no redis-server found/);
});

/* Everything the daemon reads, where every user may read it: the checkout may lie where others may not go. */
function publicPlace() {
	const folder = mkdtempSync('/tmp/st-');
	chmodSync(folder, 0o755);
	for (const path of ['config', 'build/web']) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
	copyFileSync(SAMTALED, join(folder, 'samtaled'));
	return place({ folder });
}

const asRoot = { skip: process.getuid() === 0 ? false : 'only root can become another user' };

test('a state folder that another user may not write is named', asRoot, async () => {
	const { config, folder, state } = publicPlace();
	mkdirSync(state, { mode: 0o755 });
	const prefix = ['setpriv', '--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups'];
	const options = { prefix, program: join(folder, 'samtaled'), cwd: folder };
	const { code, stderr } = await runToEnd(['-c', config], options);
	assert.equal(code, CANNOT_CREATE);
	assert.match(stderr, new RegExp(`state folder ${state} cannot be written: Permission denied`));
});

test('a first start without room on the disk says so and leaves nothing that the next one stumbles over', async () => {
	const made = place();
	const prefix = ['bash', '-c', 'trap "" XFSZ; ulimit -f 0; exec "$@"', 'bash'];
	const { code, stderr } = await runToEnd(['-c', made.config], { prefix });
	assert.equal(code, CANNOT_CREATE);
	assert.match(stderr, new RegExp(`state folder ${made.state}: the passwords of Redis cannot be written: File too large`));
	await launch(made).ready();
});

test('a second daemon on the same state folder is refused and harms nothing', async () => {
	const daemon = await startDaemon();
	const { code, stderr } = await runToEnd(['-c', daemon.place.config]);
	assert.equal(code, CANNOT_CREATE);
	assert.match(stderr, /in use by another samtaled/);
	assert.equal((await fetch(`${daemon.origin}/`)).status, 200);
	assert.equal(daemon.ctl('status').data.ready, true);
});

test('a worker that dies again and again is given up and said', async () => {
	const daemon = await startDaemon({ keys: { workers: 1 } });
	for (let i = 0; i < 5; i++) {
		const from = daemon.lines.length;
		process.kill(daemon.workers[1], 'SIGKILL');
		if (i < 4) await daemon.ready(from);
	}
	await daemon.logged(/worker=1 died 5 times in a minute and is given up/);
	assert.equal(daemon.ctl('status').data.ready, false);
});

test('the real port stands in the state folder and in the log', async () => {
	const daemon = launch(writeDemo());
	await daemon.ready();
	const line = await daemon.logged(/^<6>listening on /);
	assert.ok(line.endsWith(`http://127.0.0.1:${daemon.port}`), line);
	await within(fetch(`${daemon.origin}/`), 'the page');
});
