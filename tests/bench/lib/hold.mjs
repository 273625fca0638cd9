// Very many sockets at once, held while somebody measures: several load generators, because a process has only so many
// descriptors.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { GENERATOR, wordsFor } from './generator.mjs';

const MOST_EACH = 18000;
const SOURCES_EACH = 4;

class Holder {
	constructor(service, connections, index) {
		const words = wordsFor(service, 'hold', {
			connections, sources: SOURCES_EACH, 'first-source': index * SOURCES_EACH,
		});
		this.child = spawn(GENERATOR, words, { stdio: ['pipe', 'pipe', 'inherit'] });
		this.closed = once(this.child, 'close');
		this.lines = createInterface({ input: this.child.stdout });
	}

	/** Resolves when its sockets are there. */
	async ready() {
		const [line] = await Promise.race([once(this.lines, 'line'), this.closed.then(() => ['it ended'])]);
		if (line !== 'ready') throw new Error(`the sockets are not there: ${line}`);
	}

	async end() {
		this.child.stdin.end();
		await this.closed;
	}
}

/** Opens so many sockets on a service, each greeted, and runs body while they are open. */
export async function withSockets(service, connections, body) {
	const count = Math.ceil(connections / MOST_EACH);
	const share = (i) => Math.floor((connections * (i + 1)) / count) - Math.floor((connections * i) / count);
	const holders = Array.from({ length: count }, (_, i) => new Holder(service, share(i), i));
	const kill = () => holders.forEach(({ child }) => child.kill('SIGKILL'));
	process.once('exit', kill);
	try {
		await Promise.all(holders.map((holder) => holder.ready()));
		return await body(holders.map(({ child }) => child.pid));
	} finally {
		await Promise.all(holders.map((holder) => holder.end()));
		process.off('exit', kill);
	}
}
