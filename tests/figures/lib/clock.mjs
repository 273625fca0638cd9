// The time of the day as every process of a daemon is told it: set by the test (tests/faults/day_clock.c, put before each of them).
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../live/lib/npm.mjs';

export class DayClock {
	/** folder: where it is kept. */
	constructor(folder) {
		this.file = join(folder, 'ahead');
		this.library = join(folder, 'day_clock.so');
		const source = join(ROOT, 'tests/faults/day_clock.c');
		const built = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', this.library, source], { encoding: 'utf8' });
		if (built.status !== 0) throw new Error(built.stderr);
		writeFileSync(this.file, Buffer.alloc(8));
	}

	/** From now on it is that moment; time goes on. */
	set(iso) {
		const bytes = Buffer.alloc(8);
		bytes.writeBigInt64LE(BigInt(Math.round((Date.parse(iso) - Date.now()) / 1000)));
		writeFileSync(this.file, bytes, { flag: 'r+' });
	}

	/** Starts processes under this clock; start gives what it started. */
	async under(start) {
		Object.assign(process.env, { DAY_CLOCK: this.file, LD_PRELOAD: this.library });
		try {
			return await start();
		} finally {
			delete process.env.LD_PRELOAD;
		}
	}
}
