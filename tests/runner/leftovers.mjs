// What a run may leave behind: processes, network namespaces, mounts and files. Finds them, by the run's mark in
// their environment or by its folder; ends only what carries the mark. Linux only: it reads /proc.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the variable whose value marks every process of a run, and of the runs nested in it. */
export const MARK = 'SAMTALE_TEST_RUN';

function read(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

function link(path) {
	try {
		return readlinkSync(path);
	} catch {
		return '';
	}
}

function entries(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function isUnder(path, folder) {
	return path === folder || path.startsWith(`${folder}/`);
}

// A mark counts for `mark` itself and for the marks nested in it, which continue with a dot.
function hasMark(environment, mark) {
	return environment
		.split('\0')
		.some((entry) => entry === `${MARK}=${mark}` || entry.startsWith(`${MARK}=${mark}.`));
}

function belongs(pid, mark, folder) {
	const at = `/proc/${pid}`;
	if (hasMark(read(`${at}/environ`), mark)) return true;
	// Redis writes its title over its environment: it is known by where it stands and by what it was called with.
	if (folder === '') return false;
	return isUnder(link(`${at}/cwd`), folder) || read(`${at}/cmdline`).includes(`${folder}/`);
}

function isZombie(pid) {
	return / Z /.test(read(`/proc/${pid}/stat`).replace(/^.*\)/, ''));
}

/** The living processes of a run: [{pid, command}]. */
export function findProcesses(mark, folder) {
	return entries('/proc')
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.filter((pid) => belongs(pid, mark, folder) && !isZombie(pid))
		.map((pid) => ({
			pid: Number(pid),
			command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() || read(`/proc/${pid}/comm`).trim(),
		}));
}

/** Mount points under the run's folder. */
export function findMounts(folder) {
	return read('/proc/self/mountinfo')
		.split('\n')
		.map((line) => line.split(' ')[4] ?? '')
		.filter((point) => isUnder(point, folder));
}

/** Network namespaces by name: tests name theirs `st-` and the run's id first. */
export function findNamespaces(id) {
	return entries('/run/netns').filter((name) => name.startsWith(`st-${id}`));
}

/** Everything still in a folder, as paths. */
export function findFiles(folder) {
	return entries(folder).map((name) => join(folder, name));
}

/** What is left of the run `mark`, one line each; `folder` is where its files were. */
export function describeLeftovers(mark, folder) {
	return [
		...findProcesses(mark, folder).map(({ pid, command }) => `process ${pid}: ${command}`),
		...findMounts(folder).map((point) => `mount ${point}`),
		...findNamespaces(mark).map((name) => `namespace ${name}`),
		...findFiles(folder).map((path) => `file ${path}`),
	];
}

const END_TRIES = 100;
const END_PAUSE_MS = 20;

function pause(ms) {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Ends what findProcesses finds, without asking, and waits until it is gone: on a busy machine that is not at once. */
export function endProcesses(mark, folder) {
	for (let i = 0; i < END_TRIES; i++) {
		const left = findProcesses(mark, folder);
		if (left.length === 0) return;
		for (const { pid } of left) {
			try {
				process.kill(pid, 'SIGKILL');
			} catch {
				// It ended by itself meanwhile.
			}
		}
		pause(END_PAUSE_MS);
	}
}
