// The function library in a running daemon's Redis: versions beside each other, its return, and the rights it needs.
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startRedis } from '../routing/lib/redis.mjs';
import { launch, startDaemon } from './lib/daemon.mjs';
import { freshFolder, writeDemo } from './lib/demo.mjs';
import { ROOT } from './lib/npm.mjs';
import { comeYouth } from './lib/people.mjs';
import { within } from './lib/wait.mjs';

const CONFIGURATION = 78;
const FOLDER = join(ROOT, 'daemon/store/functions');
const PROGRAMS = '/usr/bin/redis-server /usr/bin/redis-check-rdb';

const pieces = readdirSync(FOLDER).filter((name) => name.endsWith('.lua')).sort();
const SOURCE = pieces.map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('');
const OURS = Number(/^#!lua name=samtale(\d+)\n/.exec(SOURCE)[1]);

/** The library as another version, as a build before or after ours brings it. */
function renamed(version) {
	return SOURCE.replace(`samtale${OURS}`, `samtale${version}`).replaceAll(`'s${OURS}_`, `'s${version}_`);
}

const answers = (redis, version) => redis.call('FCALL', `s${version}_version`, 0).then(([word]) => word);

async function versions(redis) {
	const libraries = await redis.call('FUNCTION', 'LIST');
	return libraries.map((entry) => entry[entry.indexOf('library_name') + 1]).sort();
}

test('the version before ours and the one after it stay beside ours when the daemon starts', async () => {
	const place = { ...writeDemo(), kept: true };
	const first = launch(place);
	await first.ready();
	for (const version of [OURS - 1, OURS + 1]) await first.redis().call('FUNCTION', 'LOAD', renamed(version));
	await first.stop();
	const second = launch({ ...place, kept: false });
	await second.ready();
	const redis = second.redis();
	for (const version of [OURS - 1, OURS, OURS + 1]) assert.equal(await answers(redis, version), 'OK', `${version}`);
	const loaded = second.lines.filter((line) => /functions version/.test(line));
	assert.deepEqual(loaded, [], 'what is there word by word is not loaded again');
});

test('another text under our version is replaced by ours', async () => {
	const daemon = await startDaemon({ keys: { workers: 1 } });
	const redis = daemon.redis();
	await redis.call('FUNCTION', 'LOAD', 'REPLACE', `${SOURCE}\n-- of another build\n`);
	await daemon.killRedis();
	const [library] = await daemon.redis().call('FUNCTION', 'LIST', 'LIBRARYNAME', `samtale${OURS}`, 'WITHCODE');
	assert.equal(library[library.indexOf('library_code') + 1], SOURCE);
});

test('a library that Redis forgot is there again after its restart, and routes', async () => {
	const daemon = await startDaemon({ keys: { workers: 1 } });
	await daemon.redis().call('FUNCTION', 'DELETE', `samtale${OURS}`);
	await daemon.killRedis();
	assert.deepEqual(await versions(daemon.redis()), [`samtale${OURS}`]);
	const youth = await comeYouth(daemon);
	await youth.ask({ region: '4601', who: 1 });
});

/* A Redis that takes a right from the worker before it starts, while the file `planted` says which, to sed. */
function placeWithPlantedFault() {
	const folder = freshFolder();
	after(() => rmSync(folder, { recursive: true, force: true }));
	const binary = join(folder, 'redis');
	const planted = join(folder, 'planted');
	writeFileSync(binary, `#!/bin/bash
[ -e ${planted} ] && sed -i -f ${planted} users.acl
for program in ${PROGRAMS}; do
	[ -x $program ] && exec -a redis-server $program "$@"
done
`);
	chmodSync(binary, 0o755);
	const place = { ...writeDemo({ folder, keys: { workers: 1, binary } }), kept: true };
	const plant = (right) => writeFileSync(planted, `/^user worker /s/ [+]${right}\\( \\|$\\)/\\1/\n`);
	return { place, plant };
}

for (const right of ['ZADD', 'PUBLISH', 'XINFO|STREAM']) {
	test(`a workers' user that may not call ${right} is refused with its name, and no worker starts`, async () => {
		const { place, plant } = placeWithPlantedFault();
		plant(right);
		const daemon = launch(place);
		const { code } = await within(daemon.ended, 'the refusal', { more: () => daemon.tail() });
		assert.equal(code, CONFIGURATION);
		const lines = daemon.lines.filter((line) => /redis user worker lacks a right/.test(line));
		assert.equal(lines.length, 1, daemon.tail());
		assert.match(lines[0], new RegExp(`: ${right.replace('|', ' ')} .*no permissions`));
		assert.equal(daemon.lines.filter((line) => /worker=\d+ pid=/.test(line)).length, 0);
	});
}

test('a right that is gone when Redis comes back ends the daemon', async () => {
	const { place, plant } = placeWithPlantedFault();
	const daemon = launch(place);
	await daemon.ready();
	plant('SMEMBERS');
	process.kill(daemon.redisPid, 'SIGKILL');
	const { code } = await within(daemon.ended, 'the refusal', { more: () => daemon.tail() });
	assert.equal(code, CONFIGURATION);
	assert.ok(daemon.lines.some((line) => /redis user worker lacks a right .*: SMEMBERS /.test(line)), daemon.tail());
});

test('a Redis of others whose user lacks a right is waited for until the right is given', async () => {
	const other = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always']);
	after(() => other.stop());
	await other.client.call('ACL', 'SETUSER', 'default', '-zadd');
	const daemon = launch(writeDemo({ keys: { workers: 1, mode: `unix://${other.socket}` } }));
	await daemon.logged(/redis user default lacks a right .*: ZADD /);
	assert.equal(daemon.ctl('status').data.ready, false);
	await other.client.call('ACL', 'SETUSER', 'default', '+zadd');
	await daemon.ready();
});
