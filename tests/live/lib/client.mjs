// One socket that speaks frames: sends them, records all that comes, waits for what a test expects. It knows no rooms
// and never dials again; people.mjs does that.
import { WebSocket } from './npm.mjs';
import { decode, encode } from './wire.mjs';
import { PATIENCE_MS, within } from './wait.mjs';

/** So many frames a client can look back, at least. */
const REMEMBERS = 1000;

let clock = 0;

/** A number that is higher than every earlier one: what happened before what, over all clients of a test. */
export const tick = () => ++clock;

const short = (value) => JSON.stringify(value).slice(0, 160);

export class Client {
	/**
	 * Opens a socket to {port, origin}: the port to dial, which may be another than the one of the origin. Options as of
	 * ws, beside protocols, path, and patience, the milliseconds after which next() gives up.
	 */
	constructor(daemon, { protocols = ['samtale.v1'], path = '/socket', patience = PATIENCE_MS, ...options } = {}) {
		this.patience = patience;
		this.received = [];
		this.taken = new Map();
		this.waiting = new Set();
		this.onFrame = () => {};
		const { origin, protocol, host } = new URL(daemon.origin);
		const url = `${protocol.replace('http', 'ws')}//127.0.0.1:${daemon.port}${path}`;
		const usual = { origin, headers: { host }, perMessageDeflate: false, ca: daemon.ca };
		this.socket = new WebSocket(url, protocols, { ...usual, ...options });
		this.opened = new Promise((resolve, reject) => {
			this.socket.once('open', resolve);
			this.socket.once('error', reject);
		});
		this.opened.catch(() => {});
		this.closed = new Promise((resolve) => {
			this.socket.once('close', (code, reason) => {
				this.end = { code, reason: reason.toString() };
				for (const waiter of this.waiting) waiter();
				resolve(this.end);
			});
		});
		this.socket.on('error', () => {});
		this.socket.on('message', (bytes) => this.take(bytes));
	}

	take(bytes) {
		const frame = decode(bytes);
		this.received.push(frame);
		if (this.received.length > 2 * REMEMBERS) this.forget(REMEMBERS);
		this.onFrame(frame);
		for (const waiter of this.waiting) waiter();
	}

	/* The oldest frames are let go: a long talk has too many. */
	forget(count) {
		this.received.splice(0, count);
		for (const [type, at] of this.taken) this.taken.set(type, Math.max(0, at - count));
	}

	/** The client's own port, by which /proc knows the connection. */
	get localPort() {
		return this.socket._socket.localPort;
	}

	send(frame) {
		this.socket.send(encode(frame));
	}

	/** Any bytes, for what no honest client sends; options as of ws: {binary, fin}. */
	sendRaw(bytes, options = { binary: true }) {
		this.socket.send(bytes, options);
	}

	/**
	 * The next frame of a type, or of one of several, that `fits`: behind the last one of its type that was asked for.
	 * Whatever may come instead goes into one call, so that nobody is left waiting for the other.
	 */
	async next(types, fits = () => true) {
		const wanted = [types].flat();
		let check;
		const found = new Promise((resolve, reject) => {
			check = () => {
				const at = this.received.findIndex(
					(frame, i) => wanted.includes(frame.type) && i >= (this.taken.get(frame.type) ?? 0) && fits(frame),
				);
				if (at >= 0) {
					this.taken.set(this.received[at].type, at + 1);
					resolve(this.received[at]);
				} else if (this.end) {
					reject(new Error(`closed (${this.end.code} ${this.end.reason}) before ${wanted}${this.seen()}`));
				}
			};
		});
		this.waiting.add(check);
		check();
		try {
			return await within(found, `${wanted}`, { ms: this.patience, more: () => this.seen() });
		} finally {
			this.waiting.delete(check);
		}
	}

	/** From now on next() looks only at what comes. */
	skip() {
		for (const { type } of this.received) this.taken.set(type, this.received.length);
	}

	/** The last frames, or the last of those that `tells`, for a report. */
	seen(tells = () => true) {
		return `; the last frames:\n    ${this.received.filter(tells).slice(-12).map(short).join('\n    ')}`;
	}

	/** {code, reason} of the socket's end. */
	async ending() {
		return within(this.closed, 'the socket to be closed', { more: () => this.seen() });
	}

	async hello(side, language = 'nb') {
		await within(this.opened, 'the socket to open', { ms: this.patience });
		this.send({ type: 'hello', version: 1, side, language });
		return this.next('welcome');
	}

	/** PING and its PONG: everything that was sent before has been dealt with on this socket. */
	async ping(nonce = tick()) {
		this.send({ type: 'ping', nonce });
		return this.next('pong', (frame) => frame.nonce === nonce);
	}

	/** Closes it, with a code or without a word (1006 on the other side). */
	async close(code) {
		if (code === undefined) this.socket.terminate();
		else this.socket.close(code);
		await this.closed;
	}
}
