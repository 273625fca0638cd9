// A radio between a phone and a daemon: while it is off, bytes vanish both ways and nobody is told.
import { connect, createServer } from 'node:net';
import { after } from 'node:test';

export class Radio {
	/** Opens the phone's side; `to` is set to the daemon's port later. It closes with the test file. */
	static async start() {
		const radio = new Radio();
		await new Promise((resolve) => radio.server.listen(0, '127.0.0.1', resolve));
		after(() => radio.close());
		return radio;
	}

	constructor() {
		Object.assign(this, { on: true, to: 0, pairs: new Set() });
		this.server = createServer((phone) => this.carry(phone));
	}

	/** What the daemon has to know as one of its hosts. */
	get host() {
		return `127.0.0.1:${this.server.address().port}`;
	}

	/** The machine as the phone sees it: behind this radio. */
	door(machine) {
		return { port: this.server.address().port, origin: machine.daemon.origin };
	}

	carry(phone) {
		const daemon = connect(this.to, '127.0.0.1');
		const pair = { sockets: [phone, daemon], dark: !this.on };
		this.pairs.add(pair);
		for (const [from, to] of [[phone, daemon], [daemon, phone]]) {
			from.on('data', (bytes) => !pair.dark && to.write(bytes));
			from.on('error', () => {});
			from.on('close', () => !pair.dark && to.destroy());
		}
	}

	/** From now on nothing gets through, and the connections that there are stay dark for good. */
	off() {
		this.on = false;
		for (const pair of this.pairs) pair.dark = true;
	}

	/** New connections get through. */
	turnOn() {
		this.on = true;
	}

	close() {
		this.server.close();
		for (const { sockets } of this.pairs) for (const socket of sockets) socket.destroy();
	}
}
