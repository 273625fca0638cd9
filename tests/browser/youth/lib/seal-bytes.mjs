// How many packed bytes the seal has that come behind the door: the page is built once more without any module of
// core/src/seal, by the same plugins and packer, and what its rest is smaller by is the seal's. The calls into it stay.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../live/lib/npm.mjs';

const WEB = join(ROOT, 'clients/web');
/** What the page begins with has 150 bytes of it, whether the browser can seal: they are loaded with it, and counted there. */
const REST = /^youth-rest-[\w-]{8}\.js\.gz$/;
const SEAL = /(?:core|\.)\/seal\//;

/** Left out: whoever asks for it finds a file that the build does not look into. */
const withoutSeal = {
	name: 'without-the-seal',
	enforce: 'pre',
	resolveId: (id) => (SEAL.test(id) ? { id, external: true } : undefined),
};

function restOf(folder) {
	const names = readdirSync(join(folder, 'a')).filter((name) => REST.test(name));
	assert.equal(names.length, 1, names.join(' '));
	return statSync(join(folder, 'a', names[0])).size;
}

/** Needs the built page in build/web. */
export async function sealBytes() {
	const folder = mkdtempSync(join(tmpdir(), 's-'));
	try {
		process.env.SAMTALE_WEB = folder;
		const { build, loadConfigFromFile } = await import(join(WEB, 'node_modules/vite/dist/node/index.js'));
		const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' }, join(WEB, 'youth/vite.config.ts'), WEB);
		await build({ ...config, configFile: false, logLevel: 'error', plugins: [withoutSeal, ...config.plugins] });
		return restOf(join(ROOT, 'build/web')) - restOf(folder);
	} finally {
		delete process.env.SAMTALE_WEB;
		rmSync(folder, { recursive: true, force: true });
	}
}
