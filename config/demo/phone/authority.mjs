// node authority.mjs CERTIFICATE HOST PORT: a plain page that tells a phone how to trust the authority of `./dev run --phone`,
// and its certificate at /ca.crt. The first line of output is its address. It holds no secret.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [certificate, host, port] = process.argv.slice(2);
const ca = readFileSync(certificate);

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Samtale demo: trust this computer</title>
<style>body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:34rem;margin:auto;padding:1rem}li{margin:.5rem 0}</style>
<h1>Trust the demo on this computer</h1>
<p>The demo speaks https with a certificate of its own. It holds for this one address and for 30 days.</p>
<p><a href="/ca.crt">Download the certificate</a>, then</p>
<ul>
<li><strong>Android:</strong> Settings, Security, Encryption and credentials, Install a certificate, CA certificate.</li>
<li><strong>iPhone:</strong> Settings, Profile downloaded, Install. Then General, About, Certificate Trust Settings: switch it on.</li>
</ul>
<p>Remove it in the same place when you have finished trying.</p>
`;

const ANSWERS = {
	'/': ['text/html; charset=utf-8', PAGE],
	'/ca.crt': ['application/x-x509-ca-cert', ca],
};

const server = createServer((request, response) => {
	const [type, body] = ANSWERS[request.url] ?? ['text/plain', 'There is / and /ca.crt.\n'];
	response.writeHead(request.url in ANSWERS ? 200 : 404, { 'content-type': type, 'cache-control': 'no-store' });
	response.end(body);
});
server.listen(Number(port), host, () => {
	const { address, port: bound } = server.address();
	console.log(`http://${address}:${bound}/`);
});
