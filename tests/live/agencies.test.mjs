// What an agency may edit lives in Redis: imported from its file at first sight, and from then on Redis wins.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CTL, launch } from './lib/daemon.mjs';
import { setKey, writeDemo } from './lib/demo.mjs';
import { until } from './lib/wait.mjs';

const place = { ...writeDemo(), kept: true };
const first = launch(place);
await first.ready();

const socket = join(place.state, 'control.sock');
const file = join(place.folder, 'oslo.yaml');

function exportOslo() {
	const { status, stdout, stderr } = spawnSync(CTL, ['-s', socket, 'agency', 'export', 'oslo'], { encoding: 'utf8' });
	assert.equal(status, 0, stderr);
	return stdout;
}

function importFile(path) {
	return spawnSync(CTL, ['-s', socket, '--json', 'agency', 'import', path], { encoding: 'utf8' });
}

const nameAtDoor = async (daemon) => (await (await fetch(`${daemon.origin}/api/v1/door?agency=oslo`)).json()).name;

test('at first sight the files are imported', () => {
	const { data } = first.ctl('agency', 'list');
	const oslo = data.agencies.find((agency) => agency.slug === 'oslo');
	assert.deepEqual([data.agencies.length, oslo.name, oslo.pool, oslo.municipality], [13, 'Ung i Oslo', 'no', '0301']);
});

test('export and import give the same agency back', () => {
	const yaml = exportOslo();
	writeFileSync(file, yaml);
	const { status, stdout, stderr } = importFile(file);
	assert.equal(status, 0, stdout + stderr);
	assert.equal(exportOslo(), yaml);
});

test('an exported agency passes --check as the file of its agency', () => {
	const folder = join(place.folder, 'agencies');
	const before = readFileSync(join(folder, 'oslo.yaml'), 'utf8');
	writeFileSync(join(folder, 'oslo.yaml'), exportOslo());
	const { status, stderr } = spawnSync(join(CTL, '../samtaled'), ['-c', place.config, '--check'], { encoding: 'utf8' });
	writeFileSync(join(folder, 'oslo.yaml'), before);
	assert.equal(status, 0, stderr);
});

test('an import is seen at the door by every worker, without a restart', async () => {
	writeFileSync(file, setKey(exportOslo(), 'name', '"Ung i Tigerstaden"'));
	assert.equal(importFile(file).status, 0);
	let same = 0;
	await until(async () => {
		same = (await nameAtDoor(first)) === 'Ung i Tigerstaden' ? same + 1 : 0;
		return same >= 20;
	}, 'the new name everywhere');
});

const liveOf = (slug) => first.redis().hget(`{agencies}:a:${slug}`, 'live');
const withoutLive = (yaml) => yaml.replace(/^live:.*\n/m, '');

test('a file that does not say whether the agency is open leaves it as it is, and closes one that is new by it', async () => {
	const yaml = exportOslo();
	for (const live of ['no', 'yes']) {
		writeFileSync(file, `${withoutLive(yaml)}live: "${live}"\n`);
		assert.equal(importFile(file).status, 0);
		writeFileSync(file, withoutLive(yaml));
		assert.equal(importFile(file).status, 0);
		assert.equal(await liveOf('oslo'), live);
	}
	writeFileSync(file, setKey(setKey(withoutLive(yaml), 'slug', 'ny-by'), 'municipality', '"1103"'));
	const { status, stdout } = importFile(file);
	assert.equal(status, 0, stdout);
	assert.equal(await liveOf('ny-by'), 'no');
	writeFileSync(file, yaml);
	assert.equal(importFile(file).status, 0);
});

test('every worker hears of a change in the step that makes it, also when nobody is there to say so any more', async () => {
	const names = ['Ung i Tigerstaden', 'Ung i Oslo igjen', 'Ung i Tigerstaden'];
	for (const [i, was] of names.slice(0, -1).entries()) {
		const change = ['oslo', 'a'.repeat(32), 'kari', 'name', was, names[i + 1]];
		assert.deepEqual(await first.redis().call('FCALL', 's1_agency_edit', 1, '{agencies}:', ...change), ['OK']);
		let same = 0;
		await until(async () => {
			same = (await nameAtDoor(first)) === names[i + 1] ? same + 1 : 0;
			return same >= 20;
		}, 'the new name everywhere');
	}
});

test('an import with a fault is refused, names the field and changes nothing', async () => {
	writeFileSync(file, setKey(exportOslo(), 'hours', '"monday"'));
	const { status, stdout } = importFile(file);
	assert.notEqual(status, 0);
	assert.match(exportOslo(), /mon-sun 00:00-24:00/);
	const { ok, error } = JSON.parse(stdout);
	assert.equal(ok, false);
	assert.match(error.message, /hours/);
});

test('at the second start Redis wins over the file', async () => {
	await first.stop();
	const second = launch({ ...place, kept: false });
	await second.ready();
	assert.equal(await nameAtDoor(second), 'Ung i Tigerstaden');
	assert.match(readFileSync(join(place.folder, 'agencies/oslo.yaml'), 'utf8'), /Ung i Oslo/);
});
