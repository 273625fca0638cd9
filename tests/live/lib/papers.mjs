// The papers of the seal, made offline by samtalectl as an operator makes them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CTL } from './daemon.mjs';
import { agencySlugs } from './demo.mjs';
import { readStatement } from './request.mjs';

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

	/** A batch by the root, or by another key's file; holders: {slug: points} of agencies in agency mode. */
	sign(serial, { root = this.path('root.key'), slugs = this.slugs, days = 100, holders = {} } = {}) {
		const list = this.path('agencies.tsv');
		const row = (slug) => [slug, `Ung i ${slug}`, ...(holders[slug] ?? [])].join('\t');
		writeFileSync(list, slugs.map((slug) => `${row(slug)}\n`).join(''));
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

/**
 * The demo's agencies again, some of them in agency mode: holders {slug: points in hexadecimal}. Signed with the demo's own
 * root, as its operator would, and taken by the daemon when this resolves.
 */
export async function signAgencyMode(daemon, holders, serial = 2) {
	const seal = join(daemon.state, 'seal');
	const [, first] = readFileSync(join(seal, 'statements'), 'utf8').split('\n');
	const signer = readStatement(first).keys[0].toString('hex');
	const list = join(seal, 'list');
	const row = (slug) => [slug, `Ung i ${slug}`, ...(holders[slug] ?? [])].join('\t');
	writeFileSync(list, agencySlugs().map((slug) => `${row(slug)}\n`).join(''));
	done('seal', 'statements', '--root', join(seal, 'root.key'), '--agencies', list, '--serial', `${serial}`, '--signer', signer,
		join(seal, 'statements'));
	const from = daemon.lines.length;
	process.kill(daemon.pid, 'SIGHUP');
	await daemon.logged(new RegExp(`seal\\.statements: serial=${serial}`), { from });
}
