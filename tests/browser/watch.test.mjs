// The watch over pages finds each thing it is there for, planted in a page of ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { until } from '../live/lib/wait.mjs';
import { PHONE, checkAccess, checkClean, checkWidth, lookBoth, openPage, startBrowser } from './lib/browser.mjs';

const daemon = await startDaemon({ keys: { workers: 1 } });
const browser = await startBrowser();

const PLANTED = [
	['a cookie', () => (document.cookie = 'planted=1')],
	['an item in localStorage', () => localStorage.setItem('planted', '1')],
	['a database', () => new Promise((resolve) => (indexedDB.open('planted').onsuccess = () => resolve()))],
	['an error of a script', () => setTimeout(() => { throw new Error('planted'); }), true],
	['an error in the console', () => console.error('planted'), true],
	['a breach of the policy', () => {
		document.head.append(Object.assign(document.createElement('script'), { text: '1' }));
	}, true],
	['a request to somebody else', () => fetch('https://other.example/').catch(() => {}), true],
];

for (const [what, plant, told] of PLANTED) {
	test(`the watch finds ${what}`, async () => {
		const page = await openPage(browser, daemon, '/', { size: PHONE });
		await checkClean(page, 'before');
		await page.evaluate(plant);
		if (told) await until(() => page.faults.length > 0, 'a fault');
		await assert.rejects(checkClean(page, 'the page'), { name: 'AssertionError' });
		await page.context().close();
	});
}

test('axe finds a picture without a text, and the ruler what is too wide', async () => {
	const page = await openPage(browser, daemon, '/', { size: PHONE });
	await checkAccess(page, 'before');
	await checkWidth(page, 'before');
	await page.evaluate(() => {
		const wide = Object.assign(document.createElement('img'), { src: 'data:,' });
		wide.style.cssText = 'display: block; width: 2000px; height: 9px';
		document.querySelector('main').append(wide);
	});
	await assert.rejects(checkAccess(page, 'the page'), /image-alt/);
	await assert.rejects(checkWidth(page, 'the page'), /wide on a screen of 320/);
	await page.context().close();
});

test('who looks by day and by night finds a text that is pale by night alone', async () => {
	const page = await openPage(browser, daemon, '/', { size: PHONE });
	await page.evaluate(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync('.pale { color: #000; background: #fff } @media (prefers-color-scheme: dark) { .pale { color: #555; background: #444 } }');
		document.adoptedStyleSheets.push(sheet);
		document.querySelector('main').append(Object.assign(document.createElement('p'), { className: 'pale', textContent: 'Blek om natta' }));
	});
	await assert.rejects(lookBoth(page, 'watch-pale'), /axe on watch-pale-dark/);
	await page.context().close();
});
