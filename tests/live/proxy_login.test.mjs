// An organisation's login: a proxy asks the organisation's login service who is there, and tells us by a header. Here a small proxy
// of the tests' own stands for nginx or Apache.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { ask } from './lib/http.mjs';
import { PATH, SECRET, loginKeys, startLoginProxy } from './lib/login_proxy.mjs';
import { Counsellor } from './lib/people.mjs';

const keys = {
	host: '0.0.0.0', ...loginKeys(), service: '"Porten"', groups_header: 'Samtale-Groups',
	groups: '["Ungdomschat rådgivere=counsellor", "Ungdomschat ledere=supervisor"]',
};
const daemon = await startDaemon({ keys });
daemon.addUser('ida.nordmann', { agency: 'oslo' });
daemon.addUser('per', { agency: 'oslo', role: 'owner' });

/* Whom the login service would have found; undefined: nobody, and the page of the login service would be shown. */
let person;

const proxy = await startLoginProxy(daemon, () => person);

const bytes = (text) => Buffer.from(text).toString('latin1'); // a header as Node sends it
const host = () => new URL(daemon.origin).host;

async function login(headers = {}, { port = proxy.port } = {}) {
	const { status, text } = await ask({ ...daemon, port, origin: daemon.origin }, PATH, {
		method: 'POST', body: '', host: host(), headers: { origin: daemon.origin, ...headers },
	});
	return { status, ...JSON.parse(text) };
}

const spoofed = (changes = {}) => ({
	'samtale-person': 'ida.nordmann', 'samtale-groups': bytes('Ungdomschat rådgivere'), 'samtale-proxy-secret': SECRET, ...changes,
});

test('somebody whom the proxy names is let in as by a password, and to the socket too', async () => {
	person = { name: 'Ida.Nordmann', groups: bytes('Alle ansatte,Ungdomschat rådgivere') };
	const { status, data } = await login();
	assert.deepEqual([status, data.role], [200, 'counsellor']);
	const bearer = Object.assign(new Bearer(daemon), data);
	assert.equal((await bearer.get('/api/v1/me')).data.name, 'ida.nordmann');
	const ida = new Counsellor(daemon, 'ida.nordmann');
	await ida.connect();
	assert.equal((await ida.redeem(data.ticket)).alias, 'ida.nordmann');
	await ida.leaveTable();
});

test('each page of staff learns from its first HTML that there is such a login, and its name; no other page does', async () => {
	for (const path of ['/desk', '/live', '/owner', '/account']) assert.match((await ask(daemon, path)).text, /"proxy_login":"Porten"/, path);
	assert.doesNotMatch((await ask(daemon, '/')).text, /proxy_login/);
});

test('no account, no group for the role and nobody there are one refusal', async () => {
	for (const one of [
		{ name: 'ola.ukjent', groups: bytes('Ungdomschat rådgivere') }, { name: 'per', groups: bytes('Ungdomschat rådgivere') },
		{ name: 'ida.nordmann', groups: 'Alle ansatte' }, { name: 'ida.nordmann', groups: bytes('Ungdomschat ledere') }, undefined,
	]) {
		person = one;
		const { status, error } = await login();
		assert.deepEqual([status, error.code], [401, 'login'], one?.name);
	}
});

test('a header that a browser invents is thrown away by the proxy, and without the secret it is refused here', async () => {
	person = undefined;
	const direct = { port: daemon.port };
	for (const [headers, way] of [
		[spoofed(), {}], [spoofed({ 'samtale-proxy-secret': 'a guess' }), direct], [spoofed({ 'samtale-proxy-secret': '' }), direct],
		[spoofed({ 'samtale-proxy-secret': SECRET.slice(1) }), direct],
	]) {
		const { status, error } = await login(headers, way);
		assert.deepEqual([status, error.code], [401, 'login']);
	}
	assert.equal((await login(spoofed(), direct)).status, 200, 'the search finds the one that would do it');
});

const fromOutside = async () => {
	const { status, error } = await new Promise((resolve, reject) => {
		const call = request({
			host: outside(), port: daemon.port, path: PATH, method: 'POST',
			headers: { ...spoofed(), host: host(), origin: daemon.origin, 'content-length': 0 },
		});
		call.on('response', async (response) => {
			resolve({ status: response.statusCode, ...JSON.parse(Buffer.concat(await response.toArray()).toString()) });
		});
		call.on('error', reject);
		call.end();
	});
	assert.deepEqual([status, error.code], [401, 'login']);
};

/* An address of this machine that is not its loopback; from there it looks like another machine. */
function outside() {
	return Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/* Where there is none, test_net_newcomer has to do. */
if (outside() !== undefined) test('from another machine even the secret does not help', fromOutside);

test('a refusal is logged with its reason, never with a name, a secret or an address', () => {
	const lines = daemon.lines.filter((line) => line.includes("an organisation's login is refused"));
	for (const why of [/no such account/, /no group/, /without the proxy's secret/]) assert.ok(lines.some((line) => why.test(line)), `${why}`);
	for (const line of lines) assert.doesNotMatch(line, /ida|nordmann|ola|secret of|\d+\.\d+\.\d+\.\d+/);
});

test('a disabled account is refused to the proxy too', async () => {
	person = { name: 'ida.nordmann', groups: bytes('Ungdomschat rådgivere') };
	assert.equal(daemon.ctl('user', 'disable', 'ida.nordmann').ok, true);
	assert.equal((await login()).status, 401);
});
