// The two programs that make and check SE1's vectors, with the same words: `make --seed N --count N` prints a file,
// `check FILE` ends with 0 when all hold. One is C, the other is the browser's code, put together by vite for node.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const WEB = join(ROOT, 'clients', 'web');
const ENTRY = 'core/test/seal/vectors-cli.ts';
const MAX_BYTES = 1 << 26;

const program = (command, words) => ({
	make(seed, count) {
		const run = spawnSync(command, [...words, 'make', '--seed', `${seed}`, '--count', `${count}`], {
			encoding: 'utf8',
			maxBuffer: MAX_BYTES,
		});
		if (run.status !== 0) throw new Error(`make ended with ${run.status}: ${run.stderr}`);
		return run.stdout;
	},
	/** { status, output }: 0 when every vector of the file holds. */
	check(file) {
		const run = spawnSync(command, [...words, 'check', file], { encoding: 'utf8', maxBuffer: MAX_BYTES });
		return { status: run.status, output: `${run.stdout}${run.stderr}` };
	},
});

/** The C program of a build. */
export function openC(build = process.env.SAMTALE_BUILD ?? 'dev') {
	return program(join(ROOT, 'build', build, 'se1_vectors'), []);
}

/** Puts the browser's code together for node, in the folder: the path of what the entry, under clients/web, has become. */
export async function bundle(entry, folder) {
	const require = createRequire(join(WEB, 'package.json'));
	const vite = await import(pathToFileURL(join(dirname(require.resolve('vite/package.json')), 'dist/node/index.js')));
	await vite.build({
		root: WEB,
		configFile: false,
		logLevel: 'warn',
		build: { ssr: entry, outDir: folder, emptyOutDir: true, target: 'node20' },
	});
	return join(folder, `${basename(entry, '.ts')}.js`);
}

/** The browser's code as a program of node, put together in the folder. */
export async function openTypeScript(folder) {
	return program(process.execPath, [await bundle(ENTRY, folder)]);
}
