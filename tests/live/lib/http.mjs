// Plain HTTP and handshakes by hand, for headers that fetch() and ws would never send.
import { request } from 'node:http';
import { request as requestByTls } from 'node:https';

/** One request: {status, headers, body, text}. options as of http.request, beside path, method, headers. */
export function ask(daemon, path, { method = 'GET', headers = {}, body, host } = {}) {
	return new Promise((resolve, reject) => {
		const call = (daemon.ca === undefined ? request : requestByTls)({
			host: '127.0.0.1', port: daemon.port, path, method, agent: false, setHost: host === undefined,
			ca: daemon.ca, servername: 'localhost',
			headers: { ...(host === undefined ? {} : { host }), ...headers },
		});
		call.on('response', (response) => {
			const parts = [];
			response.on('data', (part) => parts.push(part));
			response.on('end', () => {
				const bytes = Buffer.concat(parts);
				resolve({ status: response.statusCode, headers: response.headers, body: bytes, text: bytes.toString('utf8') });
			});
		});
		call.on('upgrade', (response, socket) => {
			socket.destroy();
			resolve({ status: 101, headers: response.headers, text: '' });
		});
		call.on('error', reject);
		call.end(body);
	});
}

/** A WebSocket handshake with the right headers, changed as given; undefined leaves one out. */
export function shakeHands(daemon, changes = {}, path = '/socket') {
	const { host, ...others } = changes;
	const headers = {
		connection: 'Upgrade',
		upgrade: 'websocket',
		origin: daemon.origin,
		'sec-websocket-version': '13',
		'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
		'sec-websocket-protocol': 'samtale.v1',
		...others,
	};
	for (const [name, value] of Object.entries(headers)) if (value === undefined) delete headers[name];
	return ask(daemon, path, { headers, host });
}
