// What /proc tells about a daemon: who lives, and which of its processes holds a connection. Linux only.
import { closeSync, openSync, readFileSync, readSync, readdirSync, readlinkSync } from 'node:fs';

function read(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

/** Whether the process lives; one that has ended and is not yet collected does not. */
export function lives(pid) {
	const stat = read(`/proc/${pid}/stat`);
	return stat !== '' && !/^ [ZX] /.test(stat.slice(stat.lastIndexOf(')') + 1));
}

/** The processes that this one has started and that still are. */
export function childrenOf(pid) {
	return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

/** The living processes of a process group, as numbers. */
export function processesOfGroup(group) {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.filter((pid) => {
			const stat = read(`/proc/${pid}/stat`);
			const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
			return Number(fields[2]) === group && fields[0] !== 'Z';
		})
		.map(Number);
}

function inodeOf(port, remotePort) {
	const hexPort = (number) => number.toString(16).toUpperCase().padStart(4, '0');
	const row = read('/proc/net/tcp')
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.find((cells) => cells[1]?.endsWith(`:${hexPort(port)}`) && cells[2]?.endsWith(`:${hexPort(remotePort)}`));
	return row?.[9];
}

function holds(pid, inode) {
	try {
		return readdirSync(`/proc/${pid}/fd`).some((fd) => {
			try {
				return readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`;
			} catch {
				return false;
			}
		});
	} catch {
		return false;
	}
}

/** Which of the processes holds the connection from a client's port to the daemon's; undefined: none. */
export function holderOf(pids, port, clientPort) {
	const inode = inodeOf(port, clientPort);
	return inode === undefined ? undefined : pids.find((pid) => holds(pid, inode));
}

/** The clients' own ports of all connections to `port` that a process holds. */
export function connectionsOf(pid, port) {
	const inodes = new Set(
		readdirSync(`/proc/${pid}/fd`).map((fd) => {
			try {
				return readlinkSync(`/proc/${pid}/fd/${fd}`);
			} catch {
				return '';
			}
		}),
	);
	const portOf = (address) => parseInt(address.split(':')[1], 16);
	return new Set(
		read('/proc/net/tcp')
			.split('\n')
			.slice(1, -1)
			.map((line) => line.trim().split(/\s+/))
			.filter((cells) => portOf(cells[1]) === port && inodes.has(`socket:[${cells[9]}]`))
			.map((cells) => portOf(cells[2])),
	);
}

/* Ranges of this size are the address sanitizer's own, which keeps marks there and no bytes of the program. */
const SHADOW_BYTES = 2 ** 32;

/** Whether one of the byte strings stands anywhere in the memory of a process; one that has ended has none. Only for root. */
export function memoryHolds(pid, needles) {
	if (!lives(pid)) return false;
	let memory;
	try {
		memory = openSync(`/proc/${pid}/mem`, 'r');
	} catch (error) {
		if (error.code === 'ENOENT' || error.code === 'ESRCH') return false;
		throw error;
	}
	try {
		return read(`/proc/${pid}/maps`)
			.split('\n')
			.filter((line) => !/\[v(var|syscall)/.test(line))
			.map((line) => /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line))
			.filter((range) => range !== null)
			.map(([, from, to]) => [parseInt(from, 16), parseInt(to, 16)])
			.filter(([from, to]) => to - from < SHADOW_BYTES)
			.some(([from, to]) => rangeHolds(memory, from, to, needles));
	} finally {
		closeSync(memory);
	}
}

function rangeHolds(memory, from, to, needles) {
	const bytes = Buffer.alloc(to - from);
	let length = 0;
	try {
		length = readSync(memory, bytes, 0, bytes.length, from);
	} catch {
		return false; // a mapping beyond the end of its file
	}
	return needles.some((needle) => bytes.subarray(0, length).includes(needle));
}
