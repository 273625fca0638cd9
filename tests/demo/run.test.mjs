// `./dev run` as a newcomer types it: it starts, prints pages and passwords that work, and leaves nothing behind.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const MARK = `samtale-demo-${process.pid}`;
const started = [];

/** Processes that carry this run's mark in their environment. */
function processesOfOurs() {
	return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
		try {
			const state = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0];
			return state !== 'Z' && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SAMTALE_DEMO_TEST=${MARK}`);
		} catch {
			return false;
		}
	});
}

/** Starts the demo on a free port and waits until it has said everything. */
function startDemo(...words) {
	return new Promise((resolve, reject) => {
		const child = spawn('./dev', ['run', '--port', '0', ...words], {
			cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SAMTALE_DEMO_TEST: MARK },
		});
		started.push(child);
		let output = '';
		const take = (text) => {
			output += text;
			if (output.includes('Ctrl-C stops everything')) resolve({ child, output });
		};
		child.stdout.setEncoding('utf8').on('data', take);
		child.stderr.setEncoding('utf8').on('data', take);
		child.once('exit', (code) => reject(new Error(`./dev run ended with ${code}:\n${output}`)));
	});
}

/** Ctrl-C, as a terminal sends it: to the whole foreground group. */
async function interrupt(child) {
	child.removeAllListeners('exit');
	const code = new Promise((resolve) => child.once('exit', resolve));
	process.kill(-child.pid, 'SIGINT');
	return code;
}

const passwordsIn = (output, role = 'counsellor') =>
	[...output.matchAll(new RegExp(`^ {2}(\\S+) +${role} +\\S+ +(\\S+)$`, 'gm'))].map(([, n, p]) => [n, p]);
const baseIn = (output) => output.match(/http:\/\/127\.0\.0\.1:\d+/)[0];

async function login(base, [name, password]) {
	const answer = await fetch(`${base}/api/v1/login`, { method: 'POST', body: JSON.stringify({ name, password }) });
	return answer.status;
}

after(() => {
	for (const child of started) {
		try {
			process.kill(-child.pid, 'SIGKILL');
		} catch {
			// it has ended
		}
	}
});

let first;

test('the first start prints pages that answer and passwords that open the desk', async () => {
	const { child, output } = await startDemo();
	first = passwordsIn(output);
	const base = baseIn(output);
	assert.ok(first.length >= 12, output);
	for (const path of ['/', '/w/oslo', '/w/aarhus', '/w/practice', '/desk', '/live', '/owner', '/figures']) {
		assert.ok(output.includes(` ${base}${path}`), path);
		assert.equal((await fetch(base + path)).status, 200, path);
	}
	assert.equal(await login(base, first[0]), 200);
	assert.equal(await login(base, [first[0][0], 'wrong']), 401);
	for (const role of ['supervisor', 'duty_lead', 'coordinator', 'owner']) {
		const [one] = passwordsIn(output, role);
		assert.equal(await login(base, one), 200, role);
	}
	const [site] = output.match(/http:\/\/localhost:\d+/);
	const page = await fetch(`${site}/`);
	assert.ok((await page.text()).includes(`src="${base}/e/v1.js"`), 'the municipal site has the loader of this daemon');
	assert.ok(page.headers.get('content-security-policy').includes(`frame-src ${base}`));
	const door = await fetch(`${base}/w/oslo`);
	assert.ok(door.headers.get('content-security-policy').includes(`frame-ancestors ${site};`), 'and may show the door of Oslo');
	await interrupt(child);
	assert.deepEqual(processesOfOurs(), []);
});

test('the second start builds nothing, hashes nothing and knows the same passwords', async () => {
	const { child, output } = await startDemo();
	assert.deepEqual(passwordsIn(output), first);
	assert.doesNotMatch(output, /installing/);
	assert.equal(await login(baseIn(output), first.at(-1)), 200);
	await interrupt(child);
	assert.deepEqual(processesOfOurs(), []);
});

for (const [words, told] of [
	[['--port', '65536'], /^dev: --port needs a number from 0 to 65535\n$/m],
	[['--port'], /^dev: --port needs a number/m],
	[['--phone', '198.51.100.1'], /^dev: --phone: 198\.51\.100\.1 is no address of this machine\n$/m],
	[['--phone', '300.0.0.1'], /^dev: --phone: 300\.0\.0\.1 is no address of this machine\n$/m],
	[['--colour'], /^dev: run: unknown argument --colour\n$/m],
]) {
	test(`"./dev run ${words.join(' ')}" is a mistake that is named`, () => {
		const { status, stderr } = spawnSync('./dev', ['run', ...words], { cwd: ROOT, encoding: 'utf8' });
		assert.equal(status, 2);
		assert.match(stderr, told);
	});
}

/* A phone's place in the network: another address of this machine than the one that the computer uses. */
const PHONE = '127.0.0.2';

/** The status of a page over https for somebody who trusts `ca` and nobody else. */
function statusOver(url, ca) {
	return new Promise((resolve, reject) => {
		request(url, { ca, rejectUnauthorized: true }, (answer) => {
			answer.resume();
			resolve(answer.statusCode);
		}).on('error', reject).end();
	});
}

/** What `./dev run --phone` prints: where a phone finds the authority and the door. */
const phoneIn = (output) => ['1. once, trust this machine:', '2. the door:'].map((words) =>
	output.slice(output.indexOf(words) + words.length).trim().split('\n')[0]);

test('with --phone a phone is led to an authority that it can trust and to a door that speaks https', async () => {
	const { child, output } = await startDemo('--phone', PHONE);
	const [authority, door] = phoneIn(output);
	for (const url of [authority, door]) {
		const code = execFileSync('qrencode', ['-t', 'UTF8', '-m', '2', url], { encoding: 'utf8' });
		assert.ok(output.includes(code), `a code of ${url}`);
	}
	const ca = await (await fetch(`${authority}ca.crt`)).text();
	assert.equal(await statusOver(door, ca), 200);
	await assert.rejects(statusOver(door, []), /certificate/);
	await assert.rejects(statusOver(door.replace(PHONE, '127.0.0.1'), ca), /ECONNREFUSED|ERR_TLS_CERT_ALTNAME_INVALID/);
	assert.equal((await fetch(baseIn(output))).status, 200);
	await interrupt(child);
	assert.deepEqual(processesOfOurs(), []);
});

test('the papers for a phone are kept while they hold, and the key of their authority is in no file', async () => {
	const folder = join(ROOT, 'var/demo/phone');
	const before = readFileSync(join(folder, 'ca.pem'), 'utf8');
	const { child, output } = await startDemo('--phone', PHONE);
	const [authority] = phoneIn(output);
	assert.equal(await (await fetch(`${authority}ca.crt`)).text(), before);
	const keys = readdirSync(folder).filter((name) => readFileSync(join(folder, name), 'utf8').includes('PRIVATE KEY'));
	assert.deepEqual(keys, ['server.key.pem']);
	const publicOf = (...words) => execFileSync('openssl', words, { cwd: folder, encoding: 'utf8' });
	assert.notEqual(publicOf('pkey', '-in', 'server.key.pem', '-pubout'), publicOf('x509', '-in', 'ca.pem', '-noout', '-pubkey'));
	await interrupt(child);
	assert.deepEqual(processesOfOurs(), []);
});
