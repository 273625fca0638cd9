// Who stands between a phone and the daemon and understands frames: it passes pages on as they are, and of each WebSocket every
// frame, changed as a test wants it.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { after } from 'node:test';
import { WebSocket, load } from '../../live/lib/npm.mjs';
import { decode, decodeUp, encode } from '../../live/lib/wire.mjs';

const { WebSocketServer } = load('ws');
const SUBPROTOCOL = 'samtale.v1';
/** Codes of a socket that ended without one. */
const NO_WORD = new Set([1005, 1006]);

export class Relay {
	/** Frames of clients, then those of the daemon, as they came. */
	up = [];
	down = [];
	/** What becomes of a frame on its way up or down; it may be changed in place. */
	bendUp = () => {};
	bendDown = () => {};
	sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
	pairs = new Set();
	/** The sides of the clients. */
	clients = new Set();

	constructor() {
		this.server = createServer((asked, answer) => this.pass(asked, answer));
		this.server.on('upgrade', (asked, socket, head) => {
			this.sockets.handleUpgrade(asked, socket, head, (near) => this.join(near, asked.headers));
		});
		after(() => this.end());
	}

	/** Listens; its origin is known before the daemon is, whose configuration must name it. */
	static async open() {
		const relay = new Relay();
		relay.server.listen(0, '127.0.0.1');
		await once(relay.server, 'listening');
		relay.host = `127.0.0.1:${relay.server.address().port}`;
		relay.origin = `http://${relay.host}`;
		return relay;
	}

	/** Leads to this daemon from now on. */
	lead(daemon) {
		this.port = daemon.port;
		return this;
	}

	/** An honest line again, that remembers nothing. */
	forget() {
		this.up = [];
		this.down = [];
		this.bendUp = this.bendDown = () => {};
	}

	/** A frame of its own to every client that is there, as if the daemon had sent it. */
	tell(frame) {
		for (const near of this.clients) near.send(encode(frame));
	}

	pass(asked, answer) {
		const { method, url: path, headers } = asked;
		const far = request({ port: this.port, host: '127.0.0.1', method, path, headers }, (got) => {
			answer.writeHead(got.statusCode, got.rawHeaders);
			got.pipe(answer);
		});
		far.on('error', () => answer.destroy());
		asked.pipe(far);
	}

	join(near, { origin, host }) {
		const options = { origin, headers: { host }, perMessageDeflate: false };
		const far = new WebSocket(`ws://127.0.0.1:${this.port}/socket`, [SUBPROTOCOL], options);
		const early = [];
		const send = (bytes) => (far.readyState === WebSocket.OPEN ? far.send(bytes) : early.push(bytes));
		this.pairs.add(near).add(far);
		this.clients.add(near);
		near.on('close', () => this.clients.delete(near));
		near.on('message', (bytes) => {
			const frame = decodeUp(bytes);
			this.up.push(structuredClone(frame));
			this.bendUp(frame);
			send(encode(frame));
		});
		far.on('open', () => early.splice(0).forEach(send));
		far.on('message', (bytes) => {
			const frame = decode(bytes);
			this.down.push(structuredClone(frame));
			this.bendDown(frame);
			near.send(encode(frame));
		});
		for (const [one, other] of [[near, far], [far, near]]) {
			one.on('error', () => {});
			one.on('close', (code, reason) => (NO_WORD.has(code) ? other.terminate() : other.close(code, reason)));
		}
	}

	end() {
		for (const socket of this.pairs) socket.terminate();
		this.sockets.close();
		this.server.close();
		this.server.closeAllConnections();
	}
}
