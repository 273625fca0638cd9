// A pretend municipal site for the demo and the tests: plain static pages at an origin of their own, with the plain link, the
// script tag and a policy as a municipality has. It is no part of what is installed.
//   node config/demo/site/serve.mjs DAEMON_ORIGIN PORT     prints its own origin
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = import.meta.dirname;

const file = (name) => readFileSync(join(HERE, name), 'utf8');

/** What the municipality's own policy lets in: its style, and from us the script and the frame. */
export function policyFor(daemon) {
	return `default-src 'none'; style-src 'self'; script-src ${daemon}; frame-src ${daemon}; base-uri 'none'; form-action 'self'`;
}

/** The value of integrity for a script, as the page at /embed gives it. */
async function integrityOf(address) {
	const answer = await fetch(address);
	if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
	return `sha256-${createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('base64')}`;
}

/**
 * Starts it for the daemon at that origin, on a port of this machine (0: any). `change`, given the page's HTML, may give
 * another one; `policy` takes the place of the usual one. Gives {origin, close}.
 */
export async function startSite(daemon, { port = 0, change = (html) => html, policy = policyFor(daemon) } = {}) {
	const integrity = await integrityOf(`${daemon}/e/v1.js`);
	const page = change(file('index.html').replaceAll('{{daemon}}', daemon).replaceAll('{{integrity}}', integrity));
	const files = {
		'/': ['text/html; charset=utf-8', page],
		'/site.css': ['text/css; charset=utf-8', file('site.css')],
	};
	const server = createServer((request, response) => {
		const [type, body] = files[new URL(request.url, daemon).pathname] ?? [];
		const head = { 'content-type': type ?? 'text/plain', 'content-security-policy': policy, 'cache-control': 'no-store' };
		response.writeHead(body === undefined ? 404 : 200, head).end(body ?? 'not found\n');
	});
	await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
	return {
		origin: `http://localhost:${server.address().port}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [daemon, port] = process.argv.slice(2);
	const site = await startSite(daemon, { port: Number(port) });
	process.stdout.write(`${site.origin}\n`);
}
