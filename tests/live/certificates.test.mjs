// Certificates as files: what is said about bad ones before the start, and how new ones are taken while people talk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Authority } from './lib/certificates.mjs';
import { runToEnd, startDaemon } from './lib/daemon.mjs';
import { freshFolder, writeDemo } from './lib/demo.mjs';
import { refusalOf, shakeTls } from './lib/handshake.mjs';
import { comeCounsellor, talkWith, workerOf } from './lib/people.mjs';
import { until, within } from './lib/wait.mjs';

const CONFIGURATION = 78;
const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const authority = new Authority(folder);
const pairs = {
	first: authority.issue('first'),
	second: authority.issue('second'),
	rsa: authority.issue('rsa', { bits: 2048 }),
	expired: authority.issue('expired', { days: -1 }),
};

/* A path in the folder with this content. */
function file(name, content, mode = 0o600) {
	const path = join(folder, name);
	writeFileSync(path, content, { mode });
	return path;
}

const noise = file('noise.pem', 'no certificate\n');
const locked = join(folder, 'locked.key');
execFileSync('openssl', ['ec', '-in', pairs.first.key, '-aes128', '-passout', 'pass:x', '-out', locked], { stdio: 'ignore' });
const cut = file('cut.pem', readFileSync(pairs.first.certificate, 'utf8') + readFileSync(authority.paths.certificate, 'utf8').slice(0, 200));
const weak = authority.issue('weak', { bits: 1024 });

const live = join(folder, 'live');
mkdirSync(live);
const tls = { certificate: join(live, 'x.pem'), key: join(live, 'x.key'), ca: authority.ca };

function put({ certificate, key }) {
	copyFileSync(certificate, tls.certificate);
	copyFileSync(key, tls.key);
}

put(pairs.first);
const daemon = await startDaemon({ tls, keys: { wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo');

// --- before the start ---

async function check(tls) {
	const place = writeDemo({ tls });
	try {
		const lines = readFileSync(place.config, 'utf8').split('\n');
		const lineOf = (key) => lines.findIndex((line) => line.startsWith(`    ${key}:`)) + 1;
		return { ...(await runToEnd(['-c', place.config, '--check'])), place, lineOf };
	} finally {
		rmSync(place.folder, { recursive: true, force: true });
	}
}

test('--check finds nothing in a certificate and its key', async () => {
	const { code, stdout, stderr } = await check(pairs.first);
	assert.deepEqual([code, stdout, stderr], [0, 'the configuration is fine\n', '']);
});

for (const [what, tls, key, message] of [
	['a certificate without a key', { ...pairs.first, key: '' }, 'key', /a certificate and its key go together/],
	['a key without a certificate', { ...pairs.first, certificate: '' }, 'certificate', /a certificate and its key go together/],
	['a certificate that is not there', { ...pairs.first, certificate: '/nowhere/x.pem' }, 'certificate', /cannot be read: No such file/],
	['a key that is not there', { ...pairs.first, key: '/nowhere/x.key' }, 'key', /cannot be read: No such file/],
	['a folder', { ...pairs.first, certificate: folder }, 'certificate', /expects a file of at most/],
	['a file without a certificate', { ...pairs.first, certificate: noise }, 'certificate', /expects a certificate in PEM/],
	['a chain that is cut off', { ...pairs.first, certificate: cut }, 'certificate', /expects whole certificates/],
	['a file without a key', { ...pairs.first, key: noise }, 'key', /expects a private key in PEM/],
	['a key behind a passphrase', { ...pairs.first, key: locked }, 'key', /without a passphrase/],
	['the key of another certificate', { ...pairs.first, key: pairs.second.key }, 'key', /do not fit/],
	['a key that is too weak', weak, 'certificate', /key too small/],
]) {
	test(`--check names file, line and key of ${what}`, async () => {
		const { code, stderr, place, lineOf } = await check(tls);
		assert.equal(code, CONFIGURATION, stderr);
		assert.ok(stderr.startsWith(`${place.config}:${lineOf(key)}: listen[0].${key}: `), stderr);
		assert.match(stderr, message);
	});
}

test('a key that every user may open, and a certificate that has expired, are warned of', async () => {
	const open = join(folder, 'open.key');
	copyFileSync(pairs.first.key, open);
	chmodSync(open, 0o644);
	const readable = await check({ ...pairs.first, key: open });
	assert.equal(readable.code, 0);
	assert.match(readable.stderr, /listen\[0\]\.key: warning: every user/);
	const expired = await check(pairs.expired);
	assert.equal(expired.code, 0);
	assert.match(expired.stderr, /listen\[0\]\.certificate: warning: it has expired/);
});

test('a daemon whose key does not fit is not started', async () => {
	const place = writeDemo({ tls: { ...pairs.first, key: pairs.second.key } });
	after(() => rmSync(place.folder, { recursive: true, force: true }));
	const { code, stderr } = await runToEnd(['-c', place.config]);
	assert.equal(code, CONFIGURATION);
	assert.match(stderr, /do not fit/);
});

// --- while it runs ---

const serialOf = ({ certificate }) => {
	const out = execFileSync('openssl', ['x509', '-in', certificate, '-noout', '-serial'], { encoding: 'utf8' });
	return out.trim().split('=')[1];
};

/* {slot: serial} of what the two workers show. */
async function shown(options) {
	const serials = {};
	for (let i = 0; i < 60 && Object.keys(serials).length < 2; i++) {
		const seen = await shakeTls(daemon, { ...options, keep: true });
		serials[workerOf(daemon, seen)] = seen.serial;
		seen.socket.destroy();
	}
	return serials;
}

const bothShow = (serial) => ({ 1: serial, 2: serial });

async function reload() {
	const from = daemon.lines.length;
	process.kill(daemon.pid, 'SIGHUP');
	return daemon.logged(/listen\[0\]\.certificate: (read again|the one from before stays)/, { from });
}

async function untilShown(pair, options) {
	const wanted = serialOf(pair);
	await until(async () => Object.values(await shown(options)).every((serial) => serial === wanted), 'the new certificate');
}

test('a new certificate is shown by every worker, and an open conversation goes on', async () => {
	assert.deepEqual(await shown(), bothShow(serialOf(pairs.first)));
	const { youth, room, theirs } = await talkWith(daemon, oslo);
	await room.say('før');
	put(pairs.second);
	assert.match(await reload(), /read again/);
	await untilShown(pairs.second);
	await room.say('etter');
	await theirs.say('ja');
	await until(() => room.texts.length === 3 && theirs.texts.length === 3, 'all of it on both sides');
	assert.deepEqual([youth.resumes, oslo.resumes, youth.client.end, oslo.client.end], [0, 0, undefined, undefined]);
	await youth.client.close(4000);
});

test('nothing of the old certificate stays behind when the new key is of another kind', async () => {
	put(pairs.rsa);
	await reload();
	await untilShown(pairs.rsa);
	const onlyEc = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' };
	assert.match(await refusalOf(daemon, onlyEc), /HANDSHAKE_FAILURE/);
	put(pairs.second);
	await reload();
	await untilShown(pairs.second);
	assert.equal((await shakeTls(daemon, onlyEc)).cipher, 'ECDHE-ECDSA-AES128-GCM-SHA256');
});

for (const [what, damage, reason] of [
	['a certificate that is none', () => copyFileSync(noise, tls.certificate), /certificate: expects a certificate in PEM/],
	['a key that does not fit', () => copyFileSync(pairs.first.key, tls.key), /key: .*do not fit/],
	['a file that is gone', () => rmSync(tls.key), /key: cannot be read: No such file/],
	['a certificate that has expired', () => put(pairs.expired), /certificate: it has expired/],
]) {
	test(`${what} is not taken: the old one stays, and the log says why and names no path`, async () => {
		const from = daemon.lines.length;
		put(pairs.second);
		damage();
		assert.match(await reload(), /the one from before stays/);
		const said = daemon.lines.slice(from).join('\n');
		assert.match(said, reason);
		assert.ok(!said.includes(folder), said);
		assert.deepEqual(await shown(), bothShow(serialOf(pairs.second)));
	});
}

test('a worker that is started again while the files are bad shows the last good certificate', async () => {
	copyFileSync(noise, tls.certificate);
	const from = daemon.lines.length;
	process.kill(daemon.workers[1], 'SIGKILL');
	await daemon.ready(from);
	assert.deepEqual(await shown(), bothShow(serialOf(pairs.second)));
	put(pairs.second);
});

test('SIGHUP harms nobody while workers are being started', async () => {
	const from = daemon.lines.length;
	const before = { ...daemon.workers };
	process.kill(before[1], 'SIGKILL');
	const again = async () => {
		process.kill(daemon.pid, 'SIGHUP');
		return daemon.workers[1] !== before[1] && daemon.lines.slice(from).some((line) => /ready workers=/.test(line));
	};
	await until(again, 'the worker to be back', { more: () => daemon.tail() });
	const after = { ...daemon.workers };
	await untilShown(pairs.second);
	assert.deepEqual(daemon.workers, after);
	assert.equal(daemon.workers[2], before[2]);
});

test('without a certificate SIGHUP reads the papers of the seal alone', async () => {
	const plain = await startDaemon();
	const from = plain.lines.length;
	process.kill(plain.pid, 'SIGHUP');
	await plain.logged(/seal\.statements: serial=/, { from });
	assert.deepEqual(plain.lines.slice(from).filter((line) => /certificate/.test(line)), []);
	await within(fetch(`${plain.origin}/`), 'the page');
});
