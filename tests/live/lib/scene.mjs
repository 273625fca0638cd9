// The live view as a client keeps it: what it was sent, put together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './npm.mjs';
import { Counsellor } from './people.mjs';
import { until } from './wait.mjs';

export const WATCH = 97;

/** The first words of the names that docs/protocol.md tells. */
const TOLD = new Set();
const table = /### The live view\n[\s\S]*?\n\| name \| value \|\n((?:\|.*\n)+)/.exec(readFileSync(join(ROOT, 'docs/protocol.md'), 'utf8'));
for (const row of table[1].split('\n')) for (const [, word] of row.split(' | ')[0].matchAll(/`(\w+)/g)) TOLD.add(word);

/** Puts SCENEs together as they come; holds what is wrong with how they came. */
export class Scene {
	facts = new Map();
	/** {at, whole, names} of every moment that was shown. */
	moments = [];
	faults = [];
	seq = 0;

	take(frame) {
		if (frame.seq === 1) this.seq = 0;
		if (frame.seq !== this.seq + 1) this.faults.push(`frame ${frame.seq} behind ${this.seq}`);
		if (frame.names.length !== frame.values.length || frame.names.length === 0) this.faults.push(`names and values of ${frame.seq}`);
		this.seq = frame.seq;
		if (frame.whole === 1) this.facts.clear();
		if (frame.whole === 0 && this.moments.length === 0 && !this.partial) this.faults.push('the first one is not whole');
		this.partial ??= { whole: frame.whole, names: [] };
		for (const [i, name] of frame.names.entries()) {
			if (!TOLD.has(name.split(' ')[0])) this.faults.push(`${name}, which docs/protocol.md does not tell`);
			if (frame.values[i] === '') this.facts.delete(name);
			else this.facts.set(name, frame.values[i]);
			this.partial.names.push(name);
		}
		if (frame.more === 1) return;
		this.moments.push({ ...this.partial, at: frame.at });
		this.partial = undefined;
	}

	/** Words of a value; undefined: there is none. */
	words(name) {
		return this.facts.get(name)?.split(' ');
	}

	/** The facts whose names begin with this word. */
	of(word) {
		return Object.fromEntries([...this.facts].filter(([name]) => name.split(' ')[0] === word).sort());
	}
}

/** Somebody of the staff who watches; it does so again on each new socket, as the page does. */
export class Watcher extends Counsellor {
	scene = new Scene();

	/** All that it was ever sent, over all its sockets. */
	heard = [];

	handle(frame) {
		super.handle(frame);
		this.heard.push(frame);
		if (frame.type === 'scene') this.scene.take(frame);
		if (frame.type === 'resumed') this.watch();
	}

	watch(on = 1) {
		this.send({ type: 'watch', on });
	}

	/** Until the scene is so. */
	sees(fits, what) {
		return until(() => this.scene.moments.length > 0 && this.scene.partial === undefined && fits(this.scene), what, {
			more: () => `; ${JSON.stringify([...this.scene.facts])}`,
		});
	}
}

/** Logs somebody in on a socket of its own, who watches from now on. slot: of the worker. */
export async function comeWatcher(daemon, name, { role = 'supervisor', agency = 'oslo', slot, password } = {}) {
	const watcher = new Watcher(daemon, name, password ?? daemon.addUser(name, { role, agency }));
	await (slot === undefined ? watcher.connect() : watcher.connectTo(slot));
	await watcher.login();
	watcher.watch();
	await watcher.sees(() => true, 'the first moment');
	return watcher;
}
