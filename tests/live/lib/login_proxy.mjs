// A proxy that has asked an organisation's login service who is there, as nginx or Apache would; docs/operations.md has theirs.
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { after } from 'node:test';
import { freshFolder } from './demo.mjs';

export const PATH = '/api/v1/login/proxy';
export const SECRET = 'a secret of the proxy and the daemon';

/** The keys of a daemon that believes it; ended with the test file. */
export function loginKeys() {
	const folder = freshFolder();
	const file = join(folder, 'proxy.secret');
	writeFileSync(file, `${SECRET}\n`);
	after(() => rmSync(folder, { recursive: true }));
	return { header: 'Samtale-Person', shared_secret_file: file };
}

/**
 * Starts it before a daemon: {port, origin}. whom() gives whom the login service would have found, {name, groups}; undefined: nobody,
 * and the page of the login service would be shown. As a proxy must, it throws away what a browser says of itself in these headers,
 * whatever the address.
 */
export async function startLoginProxy(daemon, whom) {
	const proxy = createServer((incoming, answer) => {
		const { 'samtale-person': one, 'samtale-groups': two, 'samtale-proxy-secret': three, ...headers } = incoming.headers;
		const person = whom();
		if (person && incoming.url === PATH) {
			Object.assign(headers, { 'samtale-person': person.name, 'samtale-groups': person.groups ?? '', 'samtale-proxy-secret': SECRET });
		}
		headers.host = new URL(daemon.origin).host;
		if (headers.origin === here.origin) headers.origin = daemon.origin;
		// A connection a request: one that is kept may be closed by the other side at any moment.
		const call = request({ agent: false, host: '127.0.0.1', port: daemon.port, path: incoming.url, method: incoming.method, headers });
		call.on('response', (response) => {
			answer.writeHead(response.statusCode, response.headers);
			response.pipe(answer);
		});
		call.on('error', ({ message }) => answer.writeHead(502).end(JSON.stringify({ ok: false, error: { code: 'proxy', message } })));
		incoming.pipe(call);
	});
	await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	after(() => proxy.close());
	const { port } = proxy.address();
	const here = { port, origin: `http://127.0.0.1:${port}` };
	return here;
}
