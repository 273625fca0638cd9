// A line to the daemon that does wrong on purpose: it loses, doubles, swaps or alters one ENTRY, or is slow with all of them. So a
// test can see what the load generator makes of it.
import { connect, createServer } from 'node:net';

const ENTRY = 0x33;
const LENGTH_16 = 126;
const LATE_MS = 50;

/** Cuts whole WebSocket messages off the front: [messages, rest]. The daemon sends none above 64 KiB, and none masked. */
function cut(bytes) {
	const messages = [];
	for (;;) {
		const long = bytes.length >= 4 && bytes[1] === LENGTH_16;
		const size = long ? 4 + bytes.readUInt16BE(2) : 2 + bytes[1];
		if (bytes.length < 2 || bytes.length < size) return [messages, bytes];
		messages.push(bytes.subarray(0, size));
		bytes = bytes.subarray(size);
	}
}

/** The room of an ENTRY, in hex; undefined for any other frame. An ENTRY is an array of ten: its number, the room of 16 bytes. */
function roomOfEntry(message) {
	const head = message[1] === LENGTH_16 ? 4 : 2;
	if (message[head] !== 0x9a || message[head + 1] !== ENTRY) return undefined;
	return message.toString('hex', head + 4, head + 20);
}

const FAULTS = {
	lost: () => [],
	doubled: (message) => [message, message],
	altered: (message) => {
		const other = Buffer.from(message);
		other[other.length - 1] ^= 1;
		return [other];
	},
	late: null, // handed on by itself
	reordered: null, // needs the one behind it in the same room: rooms have no order among each other
};

class Line {
	constructor(proxy, client, port) {
		Object.assign(this, { proxy, client, held: undefined, rest: Buffer.alloc(0), upgraded: false });
		this.server = connect(port, '127.0.0.1');
		client.on('data', (bytes) => this.server.write(bytes));
		this.server.on('data', (bytes) => this.take(Buffer.concat([this.rest, bytes])));
		for (const [one, other] of [[client, this.server], [this.server, client]]) {
			one.on('close', () => other.destroy());
			one.on('error', () => other.destroy());
		}
	}

	take(bytes) {
		if (!this.upgraded) {
			const end = bytes.indexOf('\r\n\r\n');
			this.upgraded = end >= 0 && bytes.toString('latin1', 0, 12) === 'HTTP/1.1 101';
			const size = this.upgraded ? end + 4 : bytes.length;
			this.client.write(bytes.subarray(0, size));
			bytes = bytes.subarray(size);
		}
		const [messages, rest] = this.upgraded ? cut(bytes) : [[], bytes];
		this.rest = rest;
		for (const message of messages) for (const out of this.proxy.pass(message, this)) this.client.write(out);
	}
}

class Proxy {
	constructor(port, fault, after) {
		Object.assign(this, { fault, after, entries: 0, planted: false });
		this.server = createServer((client) => new Line(this, client, port));
	}

	/** What to hand on instead of a message. */
	pass(message, line) {
		const room = roomOfEntry(message);
		if (room === undefined) return [message];
		if (this.fault === 'late') {
			this.planted = true;
			setTimeout(() => line.client.write(message), LATE_MS);
			return [];
		}
		if (line.held && roomOfEntry(line.held) === room) {
			const out = [message, line.held];
			line.held = undefined;
			return out;
		}
		this.entries += 1;
		if (this.planted || this.entries < this.after) return [message];
		this.planted = true;
		if (this.fault !== 'reordered') return FAULTS[this.fault](message);
		line.held = message;
		return [];
	}
}

/** Stands before the daemon's port and does wrong with the ENTRY of that number: {port, planted, close()}. */
export async function startProxy(port, fault, after = 20) {
	if (!(fault in FAULTS)) throw new Error(`no fault named ${fault}`);
	const proxy = new Proxy(port, fault, after);
	await new Promise((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
	return {
		port: proxy.server.address().port,
		get planted() {
			return proxy.planted;
		},
		close: () => proxy.server.close(),
	};
}
