// The line between a phone and the daemon, as bad as a test wants it: a proxy that passes bytes on until it is told to
// break what stands, to swallow it without a word, or to let no WebSocket through.
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { after } from 'node:test';

export class Line {
	constructor(from) {
		this.from = from;
		this.pairs = new Set();
		/** The ports of its connections to the daemon, also of those that are gone. */
		this.ports = [];
		this.sockets = true;
		this.server = createServer((near) => this.take(near));
		after(() => this.end());
	}

	/**
	 * Listens; its origin is known before the daemon is, whose configuration must name it. from: the address that the daemon
	 * sees, any of 127.0.0.0/8.
	 */
	static async open(from = '127.0.0.1') {
		const line = new Line(from);
		line.server.listen(0, '127.0.0.1');
		await once(line.server, 'listening');
		line.host = `127.0.0.1:${line.server.address().port}`;
		line.origin = `http://${line.host}`;
		return line;
	}

	/** Leads to this daemon from now on. */
	lead(daemon) {
		this.port = daemon.port;
		return this;
	}

	/** What stands goes on to stand, and nothing comes through it any more: neither side is told. New ones work. */
	swallow() {
		for (const pair of this.pairs) pair.dead = true;
	}

	/** What stands is reset, and no WebSocket comes through until `mend`. Pages do. */
	cut() {
		this.sockets = false;
		for (const pair of this.pairs) this.drop(pair);
	}

	mend() {
		this.sockets = true;
	}

	/** How many WebSockets stand. */
	get standing() {
		return [...this.pairs].filter((pair) => pair.isSocket && !pair.dead).length;
	}

	drop(pair) {
		this.pairs.delete(pair);
		pair.near.destroy();
		pair.far.destroy();
	}

	/* The first bytes tell a WebSocket from a page. */
	take(near) {
		near.on('error', () => {});
		near.once('data', (first) => {
			const isSocket = first.toString('latin1').startsWith('GET /socket');
			if (isSocket && !this.sockets) {
				near.resetAndDestroy();
			} else {
				this.join(near, first, isSocket);
			}
		});
	}

	dial() {
		const far = connect({ port: this.port, host: '127.0.0.1', localAddress: this.from });
		return far.on('connect', () => this.ports.push(far.localPort));
	}

	join(near, first, isSocket) {
		const pair = { near, far: this.dial(), isSocket, dead: false };
		this.pairs.add(pair);
		pair.far.write(first);
		for (const [from, to] of [[near, pair.far], [pair.far, near]]) {
			from.on('error', () => {});
			from.on('data', (bytes) => pair.dead || to.write(bytes));
			from.on('close', () => pair.dead || this.drop(pair));
		}
	}

	end() {
		for (const pair of this.pairs) this.drop(pair);
		this.server.close();
	}
}
