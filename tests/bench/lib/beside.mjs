// A run of the load generator that somebody else steers: it says a word when it has come so far, and goes on when it is told.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { GENERATOR } from './generator.mjs';

export class Beside {
	/** words: as of wordsFor. It ends with this process, or by end(). */
	constructor(words) {
		this.child = spawn(GENERATOR, words, { stdio: ['pipe', 'pipe', 'inherit'] });
		this.pid = this.child.pid;
		this.closed = once(this.child, 'close');
		this.child.stdin.on('error', () => {}); // it ended before it was told; said() tells why
		this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
		this.killer = () => this.child.kill('SIGKILL');
		process.once('exit', this.killer);
	}

	/** Resolves when it says that word; throws when it says anything else, or ends. */
	async said(word) {
		const { value, done } = await this.lines.next();
		if (done || value !== word) throw new Error(`the load generator did not say ${word}: ${value ?? 'it ended'}`);
	}

	/** Lets it go on. */
	tell() {
		this.child.stdin.write('\n');
	}

	/** Lets it go on to its end; gives its windows: [{figure: number}]. */
	async result() {
		this.child.stdin.end('\n');
		const { value = '{"ok":false,"why":"it said nothing"}' } = await this.lines.next();
		const answer = JSON.parse(value);
		const [code] = await this.closed;
		if (code !== 0 || !answer.ok) throw new Error(`the load generator failed (${code}): ${answer.why}`);
		return answer.runs;
	}

	/** Ends it, whatever it does. */
	async end() {
		this.killer();
		process.off('exit', this.killer);
		if (this.child.exitCode === null && this.child.signalCode === null) await this.closed;
	}
}
