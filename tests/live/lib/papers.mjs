// The papers of the seal, made offline by samtalectl as an operator makes them.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CTL } from './daemon.mjs';

/** The files of a seal folder. */
export const PAPERS = ['root.key', 'signer.key', 'statements', 'bundle.json'];

/** samtalectl without a daemon: {code, stderr, data}. */
export function tool(...args) {
	const run = spawnSync(CTL, ['--json', ...args], { encoding: 'utf8' });
	const answer = run.stdout.trim() === '' ? {} : JSON.parse(run.stdout);
	return { code: run.status, stderr: run.stderr, data: answer.data, error: answer.error };
}

function done(...args) {
	const answer = tool(...args);
	if (answer.code !== 0) throw new Error(`samtalectl ${args.join(' ')}: ${answer.stderr}${answer.error?.message}`);
	return answer.data;
}

/** The papers of a service in a folder: two keys, a bundle, statements about the agencies. */
export class Papers {
	constructor(folder, slugs) {
		Object.assign(this, { folder, slugs });
		this.root = done('seal', 'root', this.path('root.key')).point;
		this.signer = done('seal', 'signer', this.path('signer.key')).point;
		this.sign(1);
		this.bundle(1);
	}

	path(name) {
		return join(this.folder, name);
	}

	/** Another key of the shift signer in place of the one that lies there. */
	replaceSigner() {
		rmSync(this.path('signer.key'));
		this.signer = done('seal', 'signer', this.path('signer.key')).point;
	}

	/** A batch by the root, or by another key's file. */
	sign(serial, { root = this.path('root.key'), slugs = this.slugs, days = 100 } = {}) {
		const list = this.path('agencies.tsv');
		writeFileSync(list, slugs.map((slug) => `${slug}\tUng i ${slug}\n`).join(''));
		done('seal', 'statements', '--root', root, '--agencies', list, '--serial', `${serial}`, '--signer', this.signer,
			'--days', `${days}`, this.path('statements'));
	}

	bundle(minSerial) {
		done('seal', 'bundle', '--root-point', this.root, '--min-serial', `${minSerial}`, this.path('bundle.json'));
	}

	/** The file of a key that pages do not trust. */
	stranger() {
		const path = this.path('stranger.key');
		if (!existsSync(path)) done('seal', 'root', path);
		return path;
	}
}
