// ./dev bench page: how long a phone that was never here waits at the national door, at 400 kbit/s and 600 ms, in milliseconds from
// the tap on a link. `throttled` lets Chromium slow down each request, which leaves out the handshakes of TCP and TLS; `line` goes
// over a slow line with both. The first screen is usable when its button is there; a municipality can be chosen when the
// directory has come.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { HOURS_ALWAYS } from '../live/lib/demo.mjs';
import { load } from '../live/lib/npm.mjs';
import { withService } from './lib/service.mjs';
import { openSlowLine } from './lib/slow_line.mjs';
import { median } from './report.mjs';

const ROUND_TRIP_MS = 600;
const BITS_PER_S = 400_000;
const PHONE = { width: 320, height: 640 };
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const AGENCIES = { 'ung-norge': { hours: HOURS_ALWAYS, exceptions: '' } };

async function withBrowser(more, use) {
	const folder = mkdtempSync(join(tmpdir(), 'b-'));
	const env = { ...process.env, TMPDIR: folder, PULSE_RUNTIME_PATH: folder };
	const args = [...ARGUMENTS, ...more];
	const browser = await load('playwright-core').chromium.launch({ executablePath: '/usr/bin/chromium', args, env });
	try {
		return await use(browser);
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** One visit with nothing kept from another: {words, screen, choose}, milliseconds. prepare(page) slows it down. */
async function visit(browser, address, prepare) {
	const context = await browser.newContext({ viewport: PHONE, locale: 'nb-NO' });
	const page = await context.newPage();
	await page.addInitScript(() => {
		const look = () => (globalThis.usable ??= document.querySelector('[data-test="start"]') ? performance.now() : undefined);
		new MutationObserver(look).observe(document, { subtree: true, childList: true });
	});
	await prepare(page);
	await page.goto(address, { waitUntil: 'commit' });
	const read = await page.waitForFunction(() => {
		const directory = performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/v1/directory'));
		const [words] = performance.getEntriesByName('first-contentful-paint');
		return globalThis.usable && directory?.responseEnd && words
			&& { words: words.startTime, screen: globalThis.usable, choose: directory.responseEnd };
	});
	const times = await read.jsonValue();
	await context.close();
	return times;
}

/** A network that is as slow as that; with a scale below 1 so much faster, to try the bench. */
const lineOf = (scale) => ({ round_trip_ms: ROUND_TRIP_MS * scale, bytes_per_ms: BITS_PER_S / 8000 / scale });

async function throttle(page, { round_trip_ms, bytes_per_ms }) {
	const cdp = await page.context().newCDPSession(page);
	const throughput = bytes_per_ms * 1000;
	await cdp.send('Network.enable');
	await cdp.send('Network.emulateNetworkConditions', {
		offline: false, latency: round_trip_ms, downloadThroughput: throughput, uploadThroughput: throughput,
	});
}

/** What the browser trusts this daemon by. An error of the certificate that is only overlooked would cost it a second handshake. */
async function trust(daemon) {
	const socket = connect({ port: daemon.port, host: '127.0.0.1', rejectUnauthorized: false });
	await once(socket, 'secureConnect');
	const key = socket.getPeerX509Certificate().publicKey.export({ type: 'spki', format: 'der' });
	socket.destroy();
	return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`;
}

/** {step: (runs, line) => visits}. */
const STEPS = {
	throttled: (runs, line) => withService({ agencies: AGENCIES }, ({ daemon }) => withBrowser([], async (browser) => {
		const visits = [];
		for (let i = 0; i < runs; i++) visits.push(await visit(browser, daemon.origin, (page) => throttle(page, line)));
		return visits;
	})),

	line: (runs, line) => withService({ agencies: AGENCIES, tls: true }, async ({ daemon }) => {
		const slow = await openSlowLine(daemon.port, line);
		const address = `https://localhost:${daemon.port}/`;
		try {
			const leading = `--host-resolver-rules=MAP localhost 127.0.0.1:${slow.port}`;
			return await withBrowser([leading, await trust(daemon)], async (browser) => {
				const visits = [];
				for (let i = 0; i < runs; i++) visits.push(await visit(browser, address, async () => undefined));
				return visits;
			});
		} finally {
			slow.close();
		}
	}),
};

export const page = {
	name: 'page',
	bars: { first_screen_ms: 4000, first_screen_line_ms: 4000 },
	beside: ['first_words_ms', 'choose_ms', 'first_words_line_ms', 'choose_line_ms'],
	steps: Object.keys(STEPS),

	async run(report, step, { runs, scale }) {
		const visits = await STEPS[step](runs, lineOf(scale));
		const end = step === 'line' ? '_line_ms' : '_ms';
		for (const [key, what] of [['first_words', 'words'], ['first_screen', 'screen'], ['choose', 'choose']]) {
			const values = visits.map((times) => Math.round(times[what]));
			report.set(`${key}${end}`, median(values), { runs: values });
		}
	},
};
