// A phone for ./dev bench seal: its page in a slowed Chromium. It is built as the youth's page is, from the same modules by the same
// plugins, so that what is measured is what a phone runs.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, load } from '../../live/lib/npm.mjs';

const WEB = join(ROOT, 'clients/web');
const ENTRY = join(ROOT, 'tests/bench/seal/page.mjs');
const ORIGIN = 'https://samtale.test';
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu'];
/* A page that shares memory with nobody is told the time to 5 us, any other to 100. */
const HEADERS = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/** The script, built: its text. */
async function built(folder) {
	const { build, loadConfigFromFile } = await import(join(WEB, 'node_modules/vite/dist/node/index.js'));
	const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' }, join(WEB, 'youth/vite.config.ts'), WEB);
	const rest = { outDir: folder, emptyOutDir: true, reportCompressedSize: false };
	const plugins = config.plugins.filter((plugin) => plugin && plugin.name !== 'samtale-files');
	const rollupOptions = { ...config.build.rollupOptions, input: ENTRY };
	await build({
		...config, configFile: false, logLevel: 'error', plugins, build: { ...config.build, ...rest, rollupOptions },
	});
	const [script] = readdirSync(join(folder, 'a')).filter((name) => name.endsWith('.js'));
	return readFileSync(join(folder, 'a', script), 'utf8');
}

/** Opens it with the processor slowed so many times; calls use(page), and ends everything. */
export async function withSealPage(slowed, use) {
	const folder = mkdtempSync(join(tmpdir(), 'b-'));
	const env = { ...process.env, TMPDIR: folder, PULSE_RUNTIME_PATH: folder };
	let browser = null;
	try {
		const body = `<!doctype html><script type="module">${await built(join(folder, 'built'))}</script>`;
		browser = await load('playwright-core').chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS, env });
		const page = await browser.newPage();
		await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', headers: HEADERS, body }));
		await page.goto(ORIGIN);
		const session = await page.context().newCDPSession(page);
		await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
		await page.waitForFunction(() => globalThis.measure);
		return await use(page);
	} finally {
		await browser?.close();
		rmSync(folder, { recursive: true, force: true });
	}
}
