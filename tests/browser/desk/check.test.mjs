// The page that tries a computer at work, with a line test of two seconds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { look, mark, openPage, startBrowser } from '../lib/browser.mjs';
import { DeskKeys } from './lib/desk-keys.mjs';

const daemon = await startDaemon();
const browser = await startBrowser();
const verdict = (page, name, value) => page.locator(`[data-test="check-${name}"][data-verdict="${value}"]`).waitFor();

test('it says without a login what works, and what is left to a person', async () => {
	const page = await openPage(browser, daemon, '/check?seconds=2', { permissions: ['notifications'] });
	await verdict(page, 'line', 'ok');
	for (const name of ['clock', 'browser', 'crypto', 'notify']) await verdict(page, name, 'ok');
	assert.match(await mark(page, 'check-clock').textContent(), /klokka på telefonen/);
	await verdict(page, 'storage', 'ask');
	await verdict(page, 'tls', 'warn');
	await mark(page, 'try-sound').click();
	await mark(page, 'heard').click();
	await verdict(page, 'sound', 'ok');
	assert.match(await mark(page, 'report').textContent(), /Forbindelse \[i orden\]: holdt i 2 s/);
	assert.match(await mark(page, 'mail').getAttribute('href'), /^mailto:\?subject=Sjekk%20at/);
	await look(page, 'check-1440');
	await page.reload();
	await verdict(page, 'storage', 'ok');
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.setViewportSize({ width: 1024, height: 800 });
	await look(page, 'check-dark');
	assert.deepEqual(page.faults, []);
	await page.context().close();
});

test('it says after how many seconds the line was cut', async () => {
	const page = await openPage(browser, daemon, null, { allowed: [/WebSocket connection/] });
	await page.routeWebSocket(/\/socket$/, (socket) => {
		const server = socket.connectToServer();
		server.onMessage((message) => {
			socket.send(message);
			setTimeout(() => socket.close({ code: 3900 }), 1_100);
		});
	});
	await page.goto(`${daemon.origin}/check`);
	await verdict(page, 'line', 'bad');
	assert.match(await mark(page, 'report').textContent(), /brutt etter \d+ s \(kode 3900\)/);
	await page.context().close();
});

test('the keyboard alone tries the sound, copies and mails', async () => {
	const page = await openPage(browser, daemon, '/check?seconds=2', { permissions: ['notifications'] });
	const keys = new DeskKeys({ page, mark: (name) => mark(page, name) });
	await verdict(page, 'line', 'ok');
	await keys.does('try-sound', 'heard');
	await keys.does('heard', () => verdict(page, 'sound', 'ok'));
	await keys.does('copy', 'copy');
	await keys.reach('mail');
	await page.context().close();
});

test('login leads there', async () => {
	const page = await openPage(browser, daemon, '/desk');
	await mark(page, 'check').click();
	await mark(page, 'check-line').waitFor();
	await page.context().close();
});
