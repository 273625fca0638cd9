// A daemon of a test's own: real parent, real workers, real Redis, in a fresh folder and a process group of its own,
// ended with the test file.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { writeDemo } from './demo.mjs';
import { ROOT, Redis } from './npm.mjs';
import { lives, processesOfGroup } from './proc.mjs';
import { until, within } from './wait.mjs';

const BUILD = join(ROOT, 'build', process.env.SAMTALE_BUILD ?? 'dev');
export const SAMTALED = join(BUILD, 'samtaled');
export const CTL = join(BUILD, 'samtalectl');
const TAIL = 25;
const UTF8 = { encoding: 'utf8' };

/** A process that was started for a test: its lines, its end, and a way to wait for both. */
class Process {
	constructor(file, args, options = {}) {
		this.lines = [];
		this.waiting = new Set();
		this.child = spawn(file, args, { cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...options });
		this.pid = this.child.pid;
		this.output = { stdout: '', stderr: '' };
		for (const name of ['stdout', 'stderr']) {
			this.child[name].setEncoding('utf8');
			this.child[name].on('data', (text) => this.take(name, text));
		}
		this.ended = new Promise((resolve) => {
			this.child.once('close', (code, signal) => {
				this.code = code;
				this.signal = signal;
				this.wake();
				resolve({ code, signal, ...this.output });
			});
		});
		this.killer = () => this.kill('SIGKILL');
		process.once('exit', this.killer);
	}

	take(name, text) {
		const whole = (this.rest?.[name] ?? '') + text;
		const lines = whole.split('\n');
		this.rest = { ...this.rest, [name]: lines.pop() };
		this.output[name] += text;
		this.lines.push(...lines);
		this.wake();
	}

	wake() {
		for (const check of this.waiting) check();
	}

	tail() {
		return `; its last lines:\n    ${this.lines.slice(-TAIL).join('\n    ')}`;
	}

	/** The first line that matches, from line number `from` on; also one that has come already. */
	async logged(pattern, { from = 0, ms } = {}) {
		const find = () => this.lines.slice(from).find((line) => pattern.test(line));
		let check;
		const found = new Promise((resolve, reject) => {
			check = () => {
				const line = find();
				if (line !== undefined) resolve(line);
				else if (this.code !== undefined) reject(new Error(`it ended (${this.code})${this.tail()}`));
			};
		});
		this.waiting.add(check);
		check();
		try {
			return await within(found, `a line like ${pattern}`, { ms, more: () => this.tail() });
		} finally {
			this.waiting.delete(check);
		}
	}

	kill(signal) {
		try {
			process.kill(-this.pid, signal);
		} catch {
			// The group is gone.
		}
	}
}

export class Daemon extends Process {
	constructor(place, args) {
		const reports = `log_path=${place.folder}/asan:${process.env.ASAN_OPTIONS ?? ''}`;
		const environment = { ...process.env, ASAN_OPTIONS: reports, UBSAN_OPTIONS: `print_stacktrace=1:${reports}` };
		// The death signal ends it even when this process is killed.
		const [file, ...rest] = [...place.prefix, 'setpriv', '--pdeathsig', 'TERM', SAMTALED, '-c', place.config, ...args];
		super(file, rest, { env: environment });
		this.place = place;
		this.state = place.state;
		/** What its clients trust, PEM; undefined: it has no TLS. */
		this.ca = place.ca;
	}

	/** As it was read last: the file goes a moment before the process does, and a page may ask in between. */
	get port() {
		try {
			this.listensAt = Number(readFileSync(join(this.state, 'port'), 'utf8'));
		} catch (error) {
			if (this.listensAt === undefined) throw error;
		}
		return this.listensAt;
	}

	/** Of the admin listener. */
	get adminPort() {
		return Number(readFileSync(join(this.state, 'admin-port'), 'utf8'));
	}

	get origin() {
		return `${this.ca === undefined ? 'http' : 'https'}://127.0.0.1:${this.port}`;
	}

	/** {slot: pid} of the workers that were started last. */
	get workers() {
		const pids = {};
		for (const line of this.lines) {
			const match = /^<6>worker=(\d+) pid=(\d+)$/.exec(line);
			if (match) pids[match[1]] = Number(match[2]);
		}
		return pids;
	}

	get redisPid() {
		const line = this.lines.findLast((text) => /redis pid=\d+/.test(text));
		return Number(/pid=(\d+)/.exec(line)[1]);
	}

	/** Kills Redis; all workers are ready again then. */
	async killRedis() {
		const from = this.lines.length;
		process.kill(this.redisPid, 'SIGKILL');
		await this.logged(/redis pid=/, { from });
		await this.ready(from);
	}

	/** Resolves when all workers are ready, counted from line number `from`. */
	async ready(from = 0) {
		await this.logged(/ready workers=/, { from });
	}

	/** A connection to the embedded Redis with all rights, closed with the daemon. */
	redis() {
		const password = readFileSync(join(this.state, 'redis-loader.secret'), 'utf8').trim();
		const options = { username: 'loader', password, retryStrategy: (n) => (n < 200 ? 50 : null) };
		const client = new Redis(join(this.state, 'redis', 'redis.sock'), options);
		client.on('error', () => {});
		this.clients = [...(this.clients ?? []), client];
		return client;
	}

	/** samtalectl --json: {code, text, data, error}. */
	ctl(...args) {
		const run = spawnSync(CTL, ['-s', join(this.state, 'control.sock'), '--json', ...args], UTF8);
		const answer = run.stdout.trim() === '' ? {} : JSON.parse(run.stdout);
		return { code: run.status, text: run.stdout + run.stderr, ...answer };
	}

	/** The same while the test's own clients go on. */
	ctlBeside(...args) {
		const all = ['-s', join(this.state, 'control.sock'), '--json', ...args];
		return new Promise((resolve) => {
			execFile(CTL, all, UTF8, (error, stdout, stderr) => {
				const answer = stdout.trim() === '' ? {} : JSON.parse(stdout);
				resolve({ code: error?.code ?? 0, text: stdout + stderr, ...answer });
			});
		});
	}

	/** Makes an account; gives its one-time password. */
	addUser(name, { role = 'counsellor', agency = name } = {}) {
		const answer = this.ctl('user', 'add', '--role', role, '--agency', agency, name);
		if (!answer.ok) throw new Error(`user add ${name}: ${answer.text}${this.tail()}`);
		return answer.data.password;
	}

	/** Ends it as an operator would, and gives {code, ...}; throws when a process of its group stays. */
	async stop(signal = 'SIGTERM') {
		for (const client of this.clients ?? []) client.disconnect();
		process.kill(this.pid, signal);
		const end = await within(this.ended, 'the daemon to end', { more: () => this.tail() });
		await until(() => processesOfGroup(this.pid).length === 0, 'its processes to end');
		process.off('exit', this.killer);
		return end;
	}

	/** What sanitizers have written, of any of its processes. */
	sanitizerReports() {
		if (!existsSync(this.place.folder)) return [];
		const names = readdirSync(this.place.folder).filter((name) => name.startsWith('asan.'));
		return names.map((name) => readFileSync(join(this.place.folder, name), 'utf8'));
	}
}

/** Ends it if it still runs, and takes its folder away; throws when a sanitizer had something to say. */
export async function finish(daemon) {
	try {
		if (daemon.code === undefined && lives(daemon.pid)) await daemon.stop();
		const reports = daemon.sanitizerReports();
		if (reports.length > 0) throw new Error(reports.join('\n'));
	} finally {
		daemon.kill('SIGKILL');
		// Redis' rewriting child may write on for a moment, into a folder that is being taken away.
		await until(() => processesOfGroup(daemon.pid).length === 0, 'the end of all its processes');
		if (!daemon.place.kept) rmSync(daemon.place.folder, { recursive: true, force: true });
	}
}

/** Starts samtaled with the configuration of writeDemo; it ends with the test file. Not ready yet. */
export function launch(place, ...args) {
	const daemon = new Daemon(place, args);
	after(() => finish(daemon));
	return daemon;
}

/** Starts a daemon with the demo's options of writeDemo and waits until it is ready. */
export async function startDaemon(options = {}) {
	const daemon = launch(writeDemo(options));
	await daemon.ready();
	return daemon;
}

/** Runs samtaled to its end: {code, signal, stdout, stderr}. */
export async function runToEnd(args, { prefix = [], program = SAMTALED, ...options } = {}) {
	const [file, ...rest] = [...prefix, program, ...args];
	const run = new Process(file, rest, options);
	try {
		return await within(run.ended, `${args.join(' ')} to end`, { more: () => run.tail() });
	} finally {
		run.kill('SIGKILL');
		process.off('exit', run.killer);
	}
}
