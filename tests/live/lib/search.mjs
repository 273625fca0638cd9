// Where marked bytes stand: in a daemon's folder, where the files of its Redis are too, in its log, in the memory of any of its
// processes. Looking into memory is for root only.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { memoryHolds, processesOfGroup } from './proc.mjs';

/** To be given to a test that looks into memory. */
export const asRoot = { skip: process.getuid() === 0 ? false : 'only root may look into the memory of others' };

/* As it stands in base64 behind nothing, one or two bytes, without what its neighbours change. */
const inBase64 = (bytes) =>
	[0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		return Buffer.from(text.slice(before === 0 ? 0 : 4, Math.floor((before + bytes.length) / 3) * 4));
	});

/** The ways in which a word, or bytes, may be written down. */
export function formsOf(word) {
	const bytes = Buffer.from(word);
	const hex = bytes.toString('hex');
	const wide = typeof word === 'string' ? [Buffer.from(word, 'utf16le')] : [Buffer.from(bytes).reverse()];
	return [bytes, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...inBase64(bytes), ...wide];
}

/** An IPv4 address as text, as the kernel gives it with these ports, and within an IPv6 one. */
export function formsOfAddress(address, ports) {
	const bytes = Buffer.from(address.split('.').map(Number));
	const family = (port) => Buffer.from([2, 0, port >> 8, port & 255]);
	const mapped = Buffer.concat([Buffer.from([255, 255]), bytes]);
	return [Buffer.from(address), mapped, ...ports.map((port) => Buffer.concat([family(port), bytes]))];
}

function filesUnder(folder) {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		if (!existsSync(path)) return []; // gone meanwhile
		const kind = statSync(path);
		return kind.isDirectory() ? filesUnder(path) : kind.isFile() ? [path] : [];
	});
}

const holds = (bytes, forms) => forms.some((form) => bytes.includes(form));

/** The files in which one of the forms stands, and `the log`. */
export function writtenPlaces(daemon, forms) {
	const files = filesUnder(daemon.place.folder).filter((path) => holds(readFileSync(path), forms));
	const { stdout, stderr } = daemon.output;
	return [...files, ...(holds(Buffer.from(stdout + stderr), forms) ? ['the log'] : [])];
}

/** The processes of the daemon, Redis among them, in whose memory one of the forms stands. */
export function memoryPlaces(daemon, forms) {
	return processesOfGroup(daemon.pid).filter((pid) => memoryHolds(pid, forms));
}
