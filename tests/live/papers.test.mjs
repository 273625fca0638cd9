// The papers of the seal and the process that signs: made once, kept, read again all or nothing, and a key that nobody
// else holds.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launch, runToEnd, startDaemon } from './lib/daemon.mjs';
import { agencySlugs, setKey, writeDemo } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { ROOT } from './lib/npm.mjs';
import { PAPERS, Papers, tool } from './lib/papers.mjs';
import { memoryHolds, processesOfGroup } from './lib/proc.mjs';
import { asRoot } from './lib/search.mjs';
import { until } from './lib/wait.mjs';

const CONFIGURATION = 78;
const REFUSED = 1;
const USAGE = 2;
const HOST = 'samtale.example';

const sealOf = (place) => join(place.state, 'seal');
const filesOf = (folder) => Object.fromEntries(PAPERS.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const signerOf = (daemon) => Number(/pid=(\d+)/.exec(daemon.lines.findLast((line) => /signer pid=/.test(line)))[1]);

async function start(place) {
	const daemon = launch(place);
	await daemon.ready();
	return daemon;
}

/** Where a production daemon would run, without papers. */
function emptyPlace() {
	const place = writeDemo({ keys: { profile: 'production', hosts: `["${HOST}"]` } });
	mkdirSync(sealOf(place), { recursive: true });
	return place;
}

/** The same with papers of its own about all agencies. */
function productionPlace() {
	const place = emptyPlace();
	return { ...place, papers: new Papers(sealOf(place), agencySlugs()) };
}

/** What pages are told of the roots by a production daemon. */
const askBundle = (daemon) => ask(daemon, '/seal.json', { host: HOST });

/** The same for tests without a daemon, who would take the folder away. */
function withoutDaemon(place) {
	after(() => rmSync(place.folder, { recursive: true }));
	return place;
}

/** Sends SIGHUP and waits until the log has said this. */
async function hangUp(daemon, pattern) {
	const from = daemon.lines.length;
	process.kill(daemon.pid, 'SIGHUP');
	return daemon.logged(pattern, { from });
}

test('the demo makes its papers once and keeps them over a restart', async () => {
	const place = { ...writeDemo(), kept: true };
	const first = await start(place);
	const made = filesOf(sealOf(place));
	assert.equal(statSync(sealOf(place)).mode & 0o777, 0o700);
	for (const name of PAPERS) assert.equal(statSync(join(sealOf(place), name)).mode & 0o777, 0o600, name);
	await first.stop();
	const second = await start({ ...place, kept: false });
	assert.deepEqual(filesOf(sealOf(place)), made);
	const { data } = second.ctl('status');
	assert.deepEqual([data.signer, data.statements, data.seal], [true, 1, []]);
});

test('the demo signs anew what is damaged, with the keys it has', async () => {
	const place = { ...writeDemo(), kept: true };
	const first = await start(place);
	const made = filesOf(sealOf(place));
	await first.stop();
	writeFileSync(join(sealOf(place), 'statements'), 'nothing\n');
	const second = await start({ ...place, kept: false });
	const mended = filesOf(sealOf(place));
	assert.notEqual(mended.statements, made.statements);
	assert.deepEqual({ ...mended, statements: '' }, { ...made, statements: '' });
	assert.deepEqual(second.ctl('status').data.seal, []);
});

test('the demo signs for an agency that was imported when SIGHUP comes', async () => {
	const daemon = await startDaemon();
	let yaml = readFileSync(join(ROOT, 'config/demo/agencies/oslo.yaml'), 'utf8');
	for (const [key, value] of [['slug', 'stavanger'], ['municipality', '1103']]) yaml = setKey(yaml, key, `"${value}"`);
	const file = join(daemon.place.folder, 'stavanger.yaml');
	writeFileSync(file, yaml);
	assert.equal(daemon.ctl('agency', 'import', '--pool', 'no', file).code, 0);
	await hangUp(daemon, /seal\.statements: serial=2/);
	const statements = readFileSync(join(sealOf(daemon.place), 'statements'), 'utf8');
	assert.ok(statements.includes(Buffer.from('stavanger').toString('hex')));
	assert.deepEqual(daemon.ctl('status').data.seal, []);
});

test('a signing process that is killed is started again, and no worker with it', async () => {
	const daemon = await startDaemon();
	const { workers } = daemon;
	for (let i = 0; i < 3; i++) {
		const before = signerOf(daemon);
		const from = daemon.lines.length;
		process.kill(before, 'SIGKILL');
		await daemon.logged(/the signing process ended by signal 9/, { from });
		await daemon.logged(/signer pid=/, { from });
		assert.notEqual(signerOf(daemon), before);
		assert.equal(daemon.ctl('status').data.signer, true);
	}
	assert.deepEqual(daemon.workers, workers);
	assert.equal(daemon.ctl('status').data.ready, true);
});

test('no process but the signing one holds the signer\'s key, and none the root\'s', asRoot, async () => {
	const place = productionPlace();
	const daemon = await start(place);
	const keyOf = (name) => Buffer.from(readFileSync(join(sealOf(place), name), 'utf8').trim(), 'hex');
	// In hexadecimal, as the number is written, and as the library keeps it.
	const forms = (key) => [Buffer.from(key.toString('hex')), key, Buffer.from(key).reverse()];
	const [signer, root] = [forms(keyOf('signer.key')), forms(keyOf('root.key'))];
	const pid = signerOf(daemon);
	await until(() => memoryHolds(pid, signer), 'the search to find it where it is');
	const others = processesOfGroup(daemon.pid).filter((other) => other !== pid);
	assert.ok(others.length >= 4, 'parent, Redis and two workers');
	for (const other of others) assert.equal(memoryHolds(other, signer), false, `process ${other}`);
	for (const any of [...others, pid]) assert.equal(memoryHolds(any, root), false, `the root's key in process ${any}`);
});

test('nobody keeps the signer\'s key open', async () => {
	const daemon = await startDaemon();
	for (const pid of processesOfGroup(daemon.pid)) {
		const open = readdirSync(`/proc/${pid}/fd`).map((fd) => {
			try {
				return readlinkSync(`/proc/${pid}/fd/${fd}`);
			} catch {
				return ''; // closed meanwhile
			}
		});
		assert.deepEqual(open.filter((path) => /\.key$/.test(path)), [], `process ${pid}`);
	}
});

test('SIGHUP takes a new batch, and each worker shows the new bundle', async () => {
	const place = productionPlace();
	const daemon = await start(place);
	assert.equal(daemon.ctl('status').data.statements, 1);
	place.papers.sign(2);
	place.papers.bundle(2);
	await hangUp(daemon, /seal\.statements: serial=2/);
	assert.equal(daemon.ctl('status').data.statements, 2);
	const wanted = { roots: [place.papers.root], min_serial: 2 };
	const seen = async () => JSON.parse((await askBundle(daemon)).text);
	// Each connection may land on either worker; the signal reaches both in its own time.
	let row = 0;
	await until(async () => {
		row = (await seen()).min_serial === 2 ? row + 1 : 0;
		return row === 20;
	}, 'twenty new bundles in a row');
	assert.deepEqual(await seen(), wanted);
});

for (const [title, spoil, words] of [
	['with a line that is none', ({ papers }) => writeFileSync(papers.path('statements'),
		readFileSync(papers.path('statements'), 'utf8').replace(/[0-9a-f]{20}\n$/, '\n')), /expects a batch/],
	['by a root that the bundle does not name', ({ papers }) => papers.sign(4, { root: papers.stranger() }),
		/not signed by a root/],
	['with a serial below the bundle\'s', ({ papers }) => papers.bundle(9), /below min_serial/],
	['with a serial below the one in use', ({ papers }) => papers.sign(2), /serial=2 is below the one in use, 3/],
	['that is gone', ({ papers }) => rmSync(papers.path('statements')), /seal\.statements: .*not \/.*: No such file/],
	['with a bundle that is none', ({ papers }) => writeFileSync(papers.path('bundle.json'), '{}'), /seal\.bundle: expects/],
]) {
	test(`a batch ${title} changes nothing when SIGHUP comes`, async () => {
		const place = emptyPlace();
		place.papers = new Papers(sealOf(place), agencySlugs());
		place.papers.sign(3);
		const daemon = await start(place);
		const before = (await askBundle(daemon)).text;
		spoil(place);
		const from = daemon.lines.length;
		await hangUp(daemon, words);
		await daemon.logged(/those from before stay/, { from });
		assert.equal(daemon.ctl('status').data.statements, 3);
		assert.equal((await askBundle(daemon)).text, before);
	});
}

test('a signer\'s key that statements do not name is told when SIGHUP comes', async () => {
	const place = productionPlace();
	const daemon = await start(place);
	place.papers.replaceSigner();
	await hangUp(daemon, /signer (\d+) of \1 statements do not name the signing key/);
	place.papers.sign(2);
	const from = daemon.lines.length;
	await hangUp(daemon, /seal\.statements: serial=2/);
	// It answers SIGTERM behind SIGHUP: by its end it has said what it had to.
	await daemon.stop();
	assert.deepEqual(daemon.lines.slice(from).filter((line) => /do not name/.test(line)), []);
});

test('status names agencies without a statement and those whose statement ends soon', async () => {
	const place = emptyPlace();
	const papers = new Papers(sealOf(place), agencySlugs());
	papers.sign(1, { slugs: agencySlugs().filter((slug) => slug !== 'oslo'), days: 10 });
	const daemon = await start(place);
	const rows = Object.fromEntries(daemon.ctl('status').data.seal.map((row) => [row.agency, [row.statement, row.days]]));
	assert.deepEqual(Object.keys(rows).sort(), agencySlugs().sort());
	assert.deepEqual(rows.oslo, ['missing', 0]);
	// A second may have passed since it was signed.
	assert.equal(rows.karasjok[0], 'ends');
	assert.ok(rows.karasjok[1] === 9 || rows.karasjok[1] === 10, `${rows.karasjok[1]}`);
	assert.ok(daemon.lines.some((line) => /agency=oslo can begin no shift: its statement is missing/.test(line)));
});

test('a production daemon without papers starts, says so, and serves its doors', async () => {
	const daemon = await start(emptyPlace());
	assert.ok(daemon.lines.some((line) => /seal\.bundle: .*not \/.*: No such file/.test(line)));
	assert.equal(daemon.ctl('status').data.statements, 0);
	assert.equal(daemon.ctl('status').data.seal.length, agencySlugs().length);
	assert.equal((await askBundle(daemon)).status, 404);
});

test('--check names the papers that production lacks', async () => {
	const place = withoutDaemon(emptyPlace());
	const bare = await runToEnd(['-c', place.config, '--check']);
	assert.equal(bare.code, CONFIGURATION);
	assert.match(bare.stderr, /:\d+: seal\.bundle: .*not \/.*bundle\.json: No such file/);
	assert.match(bare.stderr, /:\d+: seal\.signer_key: .*not \/.*signer\.key: No such file/);
	const papers = new Papers(sealOf(place), agencySlugs());
	papers.sign(1, { slugs: ['oslo'] });
	const lacking = await runToEnd(['-c', place.config, '--check']);
	assert.equal(lacking.code, CONFIGURATION);
	assert.match(lacking.stderr, /seal\.statements: expects a valid statement about karasjok: it is missing/);
	assert.doesNotMatch(lacking.stderr, /about oslo/);
	papers.sign(2, { holders: { odder: [papers.root, papers.signer] } });
	const unlike = await runToEnd(['-c', place.config, '--check']);
	assert.equal(unlike.code, CONFIGURATION);
	assert.match(unlike.stderr, /the statement about odder is not of the mode that its `seal` asks for/);
	papers.sign(3, { days: 13 });
	const short = await runToEnd(['-c', place.config, '--check']);
	assert.equal(short.code, 0);
	assert.match(short.stderr, /warning: the statement about oslo ends in 1[23] days/);
});

test('the tool never writes over a key', () => {
	const { papers } = withoutDaemon(productionPlace());
	const before = readFileSync(papers.path('root.key'), 'utf8');
	const { code, error } = tool('seal', 'root', papers.path('root.key'));
	assert.equal(code, REFUSED);
	assert.match(error.message, /File exists/);
	assert.equal(readFileSync(papers.path('root.key'), 'utf8'), before);
});

test('the tool names the line of a list that cannot be signed, and writes nothing', () => {
	const { papers } = withoutDaemon(productionPlace());
	const before = readFileSync(papers.path('statements'), 'utf8');
	const sign = (text) => {
		writeFileSync(papers.path('list'), text);
		return tool('seal', 'statements', '--root', papers.path('root.key'), '--agencies', papers.path('list'),
			'--serial', '2', '--signer', papers.signer, papers.path('statements'));
	};
	for (const [text, words] of [
		['# fine\noslo\n', /line 2: expects slug, tab, name/],
		['oslo\tUng\nOslo\tUng\n', /line 2: expects a slug/],
		[`oslo\tUng\t${papers.root}\n`, /line 1: expects the keys of at least two holders/],
		[`oslo\tUng\t${papers.root}\t${papers.root}\n`, /line 1: names a holder twice/],
		['oslo\tUng\nx\tUng\t04\n', /line 2: expects a key/],
		['oslo\tUng\noslo\tUng\n', /each agency once/],
	]) {
		const { code, error } = sign(text);
		assert.equal(code, REFUSED);
		assert.match(error.message, words);
	}
	assert.equal(readFileSync(papers.path('statements'), 'utf8'), before);
	assert.equal(sign(`oslo\tUng\nbergen\tUng\t${papers.root}\t${papers.signer}\n`).data.statements, 2);
});

test('the tool says what it does not understand', () => {
	const { papers } = withoutDaemon(productionPlace());
	const { code, stderr } = tool('seal', 'bundle', '--root-point', '04', '--min-serial', '1', papers.path('b'));
	assert.equal(code, USAGE, stderr);
});
