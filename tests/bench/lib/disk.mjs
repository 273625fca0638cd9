// What the disk alone takes to have a small append safe: beside the figures of the profile fsync, which cannot be faster.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const APPENDS = 200;
const BYTES = 512;

/** The median of an append with fdatasync, in milliseconds, in that folder. */
export function diskSync(folder) {
	const file = join(folder, 'sync');
	const fd = openSync(file, 'a');
	const bytes = Buffer.alloc(BYTES, 1);
	const took = Array.from({ length: APPENDS }, () => {
		const from = process.hrtime.bigint();
		writeSync(fd, bytes);
		fdatasyncSync(fd);
		return Number(process.hrtime.bigint() - from) / 1e6;
	});
	closeSync(fd);
	rmSync(file);
	return took.sort((a, b) => a - b)[APPENDS >> 1];
}
