// TLS handshakes by hand: which kinds are taken, what they agree on, what is shown.
import { connect } from 'node:tls';
import { within } from './wait.mjs';

const REQUEST = (port) => `HEAD /a/none HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;

/**
 * One handshake and one request over it. options as of tls.connect. Gives {protocol, cipher, alpn, serial, reused,
 * tickets, localPort}, or rejects with the error.
 */
export function shakeTls(daemon, options = {}) {
	const seen = { tickets: [] };
	const done = new Promise((resolve, reject) => {
		const socket = connect({ host: '127.0.0.1', port: daemon.port, ca: daemon.ca, ...options });
		socket.on('session', (ticket) => seen.tickets.push(ticket));
		socket.once('secureConnect', () => {
			seen.protocol = socket.getProtocol();
			seen.cipher = socket.getCipher().name;
			seen.alpn = socket.alpnProtocol;
			seen.serial = socket.getPeerCertificate().serialNumber;
			seen.reused = socket.isSessionReused();
			seen.localPort = socket.localPort;
			socket.write(REQUEST(daemon.port));
		});
		// The answer comes behind the ticket.
		socket.once('data', () => (options.keep ? resolve({ ...seen, socket }) : socket.end()));
		socket.once('close', () => (seen.protocol ? resolve(seen) : reject(new Error('closed before the handshake'))));
		socket.once('error', reject);
	});
	return within(done, 'a handshake');
}

/** The code of the error that a handshake ends with; undefined: it was taken. */
export async function refusalOf(daemon, options) {
	return shakeTls(daemon, options).then(() => undefined, (error) => error.code ?? error.message);
}
