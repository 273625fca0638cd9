// A line that can fail, between client and daemon or between daemon and Redis: delays, throttles, stalls, swallows, resets.
// It knows bytes and connections, no frames. Packet loss inside TCP is only delay; what is lost here are connections.
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { Random } from '../../routing/lib/random.mjs';

/** How one way of a line behaves; `change` sets any of them while it runs. */
const SOUND = Object.freeze({
	delay: 0, // milliseconds that everything is late
	jitter: 0, // milliseconds more, at random; the order stays
	rate: Infinity, // bytes a second
	stalled: false, // nothing is read and nothing passed on; what was sent waits, and comes when it is released
	swallows: false, // what is sent is read and thrown away, a close too: the other end believes that the line is open
	loss: 0, // the chance that a piece of data breaks its connection
});

/** A throttled way passes on at most this part of a second's bytes at a time. */
const BURSTS = 20;

/* One way of one connection. Pieces leave in the order in which they came. */
class Way {
	constructor(link, from, to, settings) {
		Object.assign(this, { link, from, to, settings, queue: [], due: 0, budget: 0, filled: performance.now() });
		from.on('data', (bytes) => this.take(bytes));
		from.on('end', () => this.take(null));
		to.on('drain', () => this.apply());
	}

	take(bytes) {
		const { settings, link } = this;
		if (settings.swallows) return;
		if (bytes && settings.loss > 0 && link.proxy.random.chance(settings.loss)) {
			link.reset();
			return;
		}
		const late = settings.delay + settings.jitter * link.proxy.random.next();
		this.due = Math.max(this.due, late === 0 ? 0 : performance.now() + late);
		this.queue.push({ bytes, due: this.due });
		this.pump();
	}

	/* Settings have changed, or the far end takes bytes again. */
	apply() {
		const { settings, from, to } = this;
		if (settings.swallows) this.queue.length = 0;
		if (settings.stalled || (to.writableNeedDrain && !settings.swallows)) from.pause();
		else from.resume();
		this.pump();
	}

	/* Milliseconds until the first piece may leave; 0: now. */
	wait(piece) {
		const { rate } = this.settings;
		const now = performance.now();
		if (piece.due > now) return piece.due - now;
		if (rate === Infinity || piece.bytes === null) return 0;
		const most = Math.max(1, rate / BURSTS);
		this.budget = Math.min(most, this.budget + ((now - this.filled) * rate) / 1000);
		this.filled = now;
		return this.budget >= 1 ? 0 : 1000 / rate;
	}

	pump() {
		clearTimeout(this.timer);
		while (this.queue.length > 0 && !this.settings.stalled && !this.to.destroyed) {
			const ms = this.wait(this.queue[0]);
			if (ms > 0) {
				this.timer = setTimeout(() => this.pump(), Math.ceil(ms));
				return;
			}
			this.pass(this.queue[0]);
		}
	}

	pass(piece) {
		const limited = this.settings.rate !== Infinity && piece.bytes;
		const count = limited ? Math.min(piece.bytes.length, Math.floor(this.budget)) : 0;
		if (limited) this.budget -= count;
		if (limited && count < piece.bytes.length) {
			this.to.write(piece.bytes.subarray(0, count));
			piece.bytes = piece.bytes.subarray(count);
			return;
		}
		this.queue.shift();
		if (piece.bytes === null) this.to.end();
		else if (!this.to.write(piece.bytes)) this.from.pause();
	}

	stop() {
		clearTimeout(this.timer);
		this.queue.length = 0;
	}
}

/* One connection through the proxy. */
class Link {
	constructor(proxy, client, server) {
		Object.assign(this, { proxy, client, server });
		this.up = new Way(this, client, server, proxy.up);
		this.down = new Way(this, server, client, proxy.down);
		this.follow(client, server, this.up);
		this.follow(server, client, this.down);
		for (const way of [this.up, this.down]) way.apply();
	}

	/* An end that broke breaks the other, unless the way to it swallows: then the other does not hear of it. */
	follow(socket, other, way) {
		let broken = false;
		socket.on('error', () => (broken = true));
		socket.on('close', () => {
			if (broken && !way.settings.swallows) sever(other);
			if (socket.destroyed && other.destroyed) this.forget();
		});
	}

	forget() {
		this.up.stop();
		this.down.stop();
		this.proxy.links.delete(this);
	}

	/** Both ends see a reset (on a unix socket, a close). */
	reset() {
		this.forget();
		sever(this.client);
		sever(this.server);
	}

	/** Both ends see an orderly end; what was on the way is lost. */
	close() {
		this.forget();
		this.client.destroy();
		this.server.destroy();
	}
}

/* RST exists on TCP alone. */
function sever(socket) {
	if (socket.remotePort === undefined && !socket.connecting) socket.destroy();
	else socket.resetAndDestroy();
}

class Proxy {
	constructor(target, seed) {
		Object.assign(this, { target, random: new Random(seed), links: new Set(), silent: new Set() });
		this.up = { ...SOUND }; // from the client
		this.down = { ...SOUND }; // to the client
		this.admits = 'all';
		this.accepted = 0;
		this.server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.accept(socket));
	}

	accept(socket) {
		this.accepted++;
		socket.on('error', () => {});
		if (this.admits === 'none') {
			sever(socket);
		} else if (this.admits === 'silent') {
			this.silent.add(socket);
			socket.on('close', () => this.silent.delete(socket)).resume();
		} else {
			const server = connect({ ...this.target, allowHalfOpen: true, noDelay: true });
			this.links.add(new Link(this, socket, server));
		}
	}

	/** Sets the behaviour of a way ('up' from the client, 'down' to it, 'both') for all connections, old and new. */
	change(way, settings) {
		for (const name of way === 'both' ? ['up', 'down'] : [way]) {
			Object.assign(this[name], settings);
			for (const link of this.links) link[name].apply();
		}
	}

	/** Everything as if there were no proxy; what was swallowed stays lost. */
	heal() {
		this.admits = 'all';
		this.change('both', SOUND);
	}

	/** All connections that there are become half-open for good, both ways; new ones are sound. Gives how many. */
	abandon() {
		for (const link of this.links) {
			for (const way of [link.up, link.down]) {
				way.settings = { ...SOUND, swallows: true };
				way.apply();
			}
		}
		return this.links.size;
	}

	/** From now on connections are passed on ('all'), accepted and never answered ('silent'), or reset ('none'). */
	admit(whom) {
		this.admits = whom;
	}

	/** Resets all connections, or each with a chance; gives how many. */
	reset(chance = 1) {
		const hit = [...this.links].filter(() => this.random.chance(chance));
		for (const link of hit) link.reset();
		return hit.length;
	}

	/** As reset, with an orderly end. */
	cut(chance = 1) {
		const hit = [...this.links].filter(() => this.random.chance(chance));
		for (const link of hit) link.close();
		return hit.length;
	}

	/** Ends the proxy and its connections. */
	async close() {
		for (const link of [...this.links]) link.close();
		for (const socket of this.silent) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
		if (this.path) rmSync(this.path, { force: true });
	}
}

/**
 * A proxy before `target`, {port, host} or {path}, on a free port of 127.0.0.1 (`port`), or on the unix socket `path`.
 * `seed` decides jitter, loss, and whom a reset by chance hits. Whoever opens it closes it.
 */
export async function openProxy(target, { seed = 1, path } = {}) {
	const proxy = new Proxy(target.path ? target : { host: '127.0.0.1', ...target }, seed);
	await new Promise((resolve, reject) => {
		proxy.server.once('error', reject);
		proxy.server.listen(path ? { path } : { host: '127.0.0.1', port: 0 }, resolve);
	});
	if (path) proxy.path = path;
	else proxy.port = proxy.server.address().port;
	return proxy;
}
