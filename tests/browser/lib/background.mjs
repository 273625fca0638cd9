// Chromium as at work: tabs in one window, of which those behind are hidden. Playwright keeps every page in front, so this talks to
// the browser's own port.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { load } from '../../live/lib/npm.mjs';
import { until, within } from '../../live/lib/wait.mjs';
import { ARGUMENTS, DESK } from './browser.mjs';

const WebSocket = load('ws');

/** A line to the browser: commands with answers, for the whole or for one tab by its session. */
class Port {
	constructor(socket) {
		this.socket = socket;
		this.number = 0;
		this.open = new Map();
		socket.on('message', (text) => {
			const { id, result, error } = JSON.parse(text);
			const { resolve, reject } = this.open.get(id) ?? {};
			this.open.delete(id);
			if (error) reject?.(new Error(error.message));
			else resolve?.(result);
		});
	}

	call(method, params = {}, sessionId = undefined) {
		const id = ++this.number;
		const answered = new Promise((resolve, reject) => this.open.set(id, { resolve, reject }));
		this.socket.send(JSON.stringify({ id, method, params, sessionId }));
		return within(answered, method);
	}
}

/** One tab. */
export class Tab {
	constructor(port, target, session) {
		Object.assign(this, { port, target, session });
	}

	/** What a function gives in the page. It stands alone, and gets JSON. */
	async run(fn, ...args) {
		const expression = `(${fn})(...${JSON.stringify(args)})`;
		const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
		const { result, exceptionDetails } = await this.port.call('Runtime.evaluate', params, this.session);
		if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
		return result.value;
	}

	/** Waits until a function gives something true in the page. */
	async until(fn, what, ...args) {
		await until(() => this.run(fn, ...args), what);
	}

	async goto(url) {
		await this.port.call('Page.navigate', { url }, this.session);
	}

	/** Runs before every page of this tab. */
	async before(fn) {
		await this.port.call('Page.addScriptToEvaluateOnNewDocument', { source: `(${fn})()` }, this.session);
	}

	async shows(name) {
		await this.until((mark) => document.querySelector(`[data-test="${mark}"]`) !== null, `"${name}" on the screen`, name);
	}

	/** A real press of the mouse, which allows sound. */
	async click(name) {
		await this.shows(name);
		const [x, y] = await this.run((mark) => {
			const box = document.querySelector(`[data-test="${mark}"]`).getBoundingClientRect();
			return [box.x + box.width / 2, box.y + box.height / 2];
		}, name);
		for (const type of ['mousePressed', 'mouseReleased']) {
			await this.port.call('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }, this.session);
		}
	}

	async fill(name, text) {
		await this.shows(name);
		await this.run((mark) => document.querySelector(`[data-test="${mark}"]`).focus(), name);
		await this.port.call('Input.insertText', { text }, this.session);
	}

	/** In front of the other tabs of its window. */
	async front() {
		await this.port.call('Target.activateTarget', { targetId: this.target });
	}
}

/** A browser with a window; it and its folder end with the test file. Made outside of tests. */
export async function startWindow() {
	const folder = mkdtempSync(join(tmpdir(), 'b-'));
	const own = [`--user-data-dir=${join(folder, 'profile')}`, '--remote-debugging-port=0', '--accept-lang=nb-NO', `--window-size=${DESK.width},${DESK.height}`];
	const env = { ...process.env, TMPDIR: folder, PULSE_RUNTIME_PATH: folder };
	const child = spawn('/usr/bin/chromium', [...ARGUMENTS, ...own, 'about:blank'], {
		env, detached: true, stdio: ['ignore', 'ignore', 'pipe'],
	});
	const end = new Promise((resolve) => child.once('close', resolve));
	const address = within(new Promise((resolve) => {
		let text = '';
		child.stderr.setEncoding('utf8').on('data', (more) => {
			text += more;
			const found = text.match(/DevTools listening on (ws:\S+)/);
			if (found) resolve(found[1]);
		});
	}), 'the address of the browser');
	let port;
	after(async () => {
		await port?.call('Browser.close').catch(() => {});
		const hard = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 5_000);
		await end;
		clearTimeout(hard);
		rmSync(folder, { recursive: true, force: true });
	});
	const socket = new WebSocket(await address);
	await within(new Promise((resolve) => socket.once('open', resolve)), 'the line to the browser');
	port = new Port(socket);
	return {
		/** A tab behind the one in front. */
		async tab() {
			const { targetId } = await port.call('Target.createTarget', { url: 'about:blank', background: true });
			const { sessionId } = await port.call('Target.attachToTarget', { targetId, flatten: true });
			await port.call('Page.enable', {}, sessionId);
			return new Tab(port, targetId, sessionId);
		},
		/** Allows a page of that origin to do something, as the person's yes does. */
		async allow(origin, ...permissions) {
			await port.call('Browser.grantPermissions', { origin, permissions });
		},
	};
}
