// What the desk weighs on the line: the page, its script and style, and the texts of one language, each as it is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { mark, openPage, startBrowser } from '../lib/browser.mjs';

/** Bytes; the bar of the product. And less than which something was not counted. */
const [BAR, LEAST] = [90_000, 60_000];
const LANGUAGES = ['nb', 'nn', 'se', 'da', 'en'];

const browser = await startBrowser();
const daemon = await startDaemon();

/** What the page of that path loads until its login stands: {files, bytes}. */
async function weigh(path) {
	const files = [];
	const page = await openPage(browser, daemon, null);
	page.on('response', (response) => files.push(response));
	await page.goto(daemon.origin + path);
	await mark(page, 'name').waitFor();
	const sizes = await Promise.all(files.map(async (file) => Number(file.headers()['content-length'] ?? (await file.body()).length)));
	await page.context().close();
	return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

for (const language of LANGUAGES) {
	test(`the desk in ${language} is at most 90 kB on the line`, async (t) => {
		const { files, bytes } = await weigh(`/desk?lang=${language}`);
		t.diagnostic(`${bytes} bytes in ${files} files`);
		assert.ok(files >= 4 && bytes > LEAST && bytes <= BAR, `${bytes} bytes in ${files} files`);
	});
}
