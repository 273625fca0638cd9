// What the live view weighs on the line: the page, its scripts and styles with the curve's, and the texts of one language, each as
// it is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { mark, startBrowser } from '../lib/browser.mjs';
import { watch } from './lib/watcher.mjs';

/** Bytes; the bar of the product. And less than which something was not counted. */
const [BAR, LEAST] = [110_000, 55_000];
const LANGUAGES = ['nb', 'nn', 'se', 'da', 'en'];
const PARTS = ['figures', 'whatif', 'log'];

const browser = await startBrowser();
const daemon = await startDaemon();

/** What a supervisor's page loads of the console, all tabs and the curve: {files, bytes}. The directory and calls are data. */
async function weigh(language) {
	const files = [];
	const page = await watch(browser, daemon, `tone-${language}`, {
		path: `/live?lang=${language}`,
		onResponse: (response) => files.push(response),
	});
	await mark(page, 'plot').locator('canvas').waitFor();
	for (const part of PARTS) {
		await mark(page, `tab-${part}`).click();
		await page.locator(`main[data-tab="${part}"]`).waitFor();
		await mark(page, 'part-state').waitFor({ state: 'detached' });
	}
	const own = files.filter((file) => !new URL(file.url()).pathname.startsWith('/api/'));
	const sizes = await Promise.all(own.map(async (file) => Number(file.headers()['content-length'] ?? (await file.body()).length)));
	await page.context().close();
	return { files: own.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

for (const language of LANGUAGES) {
	test(`the live view in ${language}, all tabs and the curve, is at most 110 kB on the line`, async (t) => {
		const { files, bytes } = await weigh(language);
		t.diagnostic(`${bytes} bytes in ${files} files`);
		assert.ok(files >= 8 && bytes > LEAST && bytes <= BAR, `${bytes} bytes in ${files} files`);
	});
}
