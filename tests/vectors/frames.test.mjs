// The vectors and what is generated from frames.def and words.def are those that the rows give today.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { readFrames, readPermissions, readWords } from '../../protocol/def.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const run = (...words) => spawnSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8' });
const vectors = JSON.parse(read('protocol/vectors/frames.json'));
const words = readWords(read('protocol/words.def'));
const frames = readFrames(read('protocol/frames.def'), words);
const permissions = readPermissions(read('protocol/permissions.def'), words);

test('the vectors have not drifted from the rows', () => {
	const result = run('protocol/vectors/make.mjs', '--check');
	assert.equal(result.status, 0, result.stdout + result.stderr);
});

test('TypeScript and docs have not drifted from the rows', () => {
	const result = run('protocol/generate.mjs', '--check');
	assert.equal(result.status, 0, result.stdout + result.stderr);
});

test('no two vectors have the same name', () => {
	const names = vectors.map((vector) => vector.name);
	assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
});

test('no two frames have the same number or name', () => {
	for (const key of ['number', 'name']) {
		const values = frames.map((frame) => frame[key]);
		assert.equal(new Set(values).size, values.length);
	}
});

test('every field and every frame has a meaning', () => {
	for (const frame of frames) {
		assert.notEqual(frame.meaning, '', frame.name);
		frame.fields.forEach((field) => assert.notEqual(field.meaning, '', `${frame.name}.${field.name}`));
	}
});

test('every frame names a permission, every permission has a meaning and somebody who has it', () => {
	const names = permissions.map((permission) => permission.name);
	frames.forEach((frame) => assert.ok(names.includes(frame.permission), frame.name));
	assert.equal(new Set(names).size, names.length);
	for (const { name, meaning, reach } of permissions) {
		assert.notEqual(meaning, '', name);
		assert.notDeepEqual(reach, {}, name);
	}
});

test('a row of the matrix that cannot be is not read', () => {
	const row = (...columns) => `PERMISSION(A, "a", ${columns.join(', ')})\n`;
	const reachOf = (text) => readPermissions(text, words)[0].reach;
	assert.deepEqual(reachOf(row('YOUTH', 'OWNER', 'NOBODY', 'ADMINISTRATOR')), {
		YOUTH: 'own',
		OWNER: 'agency',
		ADMINISTRATOR: 'all',
	});
	assert.equal(Object.keys(reachOf(row('STAFF', 'NOBODY', 'NOBODY', 'NOBODY'))).length, words.roles.length - 2);
	assert.throws(() => reachOf(row('YOUTH', 'YOUTH', 'NOBODY', 'NOBODY')), /a role in one/);
	assert.throws(() => reachOf(row('YOUTH', 'NOBODY')), /four columns/);
	assert.throws(() => reachOf(row('JANITOR', 'NOBODY', 'NOBODY', 'NOBODY')), /roles JANITOR/);
});

test('a row that is no row is not skipped', () => {
	const none = readWords('');
	assert.throws(() => readFrames('FRAME 1 hello\n', none), /line 1/);
	assert.throws(() => readFrames('FRAME(1, hello, HELLO, SIDEWAYS, GUEST, NEW)\n', none), /direction/);
	const head = 'FRAME(1, hello, HELLO, UP, GUEST, NEW)\n';
	assert.throws(() => readFrames(`${head}FIELD(hello, a, FLOAT, 1)\n`, none), /type/);
	assert.throws(() => readFrames(`${head}FIELD(hello, a, UINT, LIMIT_NONE)\n`, none), /bound/);
	assert.throws(() => readFrames(`${head}FIELD(other, a, UINT, 1)\n`, none), /field/);
	assert.throws(() => readFrames(`${head}END(other)\n`, none), /END/);
});
