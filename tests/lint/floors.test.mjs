// Each rule of the floors guard catches its planted breach, and nothing else, in tests/lint/fixtures/floors.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkFloors } from './floors.mjs';
import { countFields, isConstant, itemsOf } from './lib/csource.mjs';
import { parseFloors } from './lib/floorlist.mjs';
import { findCircles } from './lib/graph.mjs';
import { checkObjectCircles } from './lib/objects.mjs';
import { format } from './lib/tree.mjs';

const FIXTURES = fileURLToPath(new URL('fixtures/floors', import.meta.url));

// The findings in each fixture, as they must be said: file, line and rule.
const expected = {
	clean: [],
	direction: ['daemon/base/log.c:1: direction'],
	internal: ['daemon/chat/room.c:1: internal'],
	foreign: ['daemon/chat/room.c:1: foreign'],
	'foreign-file': ['daemon/base/log.c:1: foreign'],
	'seal-direction': ['protocol/seal/say.c:1: direction'],
	'seal-header': ['daemon/chat/room_say.c:1: direction', 'daemon/chat/room_seal.c:2: direction'],
	'seal-foreign': ['protocol/seal/say.c:1: foreign'],
	'foreign-unknown': ['daemon/base/log.c:1: foreign'],
	include: ['daemon/base/log.c:1: include'],
	circle: ['daemon/chat/offer.h:1: circle'],
	length: ['daemon/base/log.c:1: length'],
	function: ['daemon/base/log.c:7: function'],
	struct: ['daemon/base/log.h:23: struct'],
	global: ['daemon/base/log.c:1: global', 'daemon/base/log.c:4: global'],
	variables: ['daemon/base/log.c:8: variables'],
	webintl: [
		'clients/web/youth/src/day.ts:11: webintl',
		'clients/web/youth/src/day.ts:6: webintl',
		'clients/web/youth/src/day.ts:7: webintl',
		'clients/web/youth/src/day.ts:8: webintl',
		'clients/web/youth/src/day.ts:9: webintl',
	],
	webtext: [
		'clients/web/counsellor/src/title.ts:2: webtext',
		'clients/web/youth/src/view.tsx:4: webtext',
		'clients/web/youth/src/view.tsx:5: webtext',
		'clients/web/youth/src/view.tsx:6: webtext',
		'clients/web/youth/src/view.tsx:7: webtext',
	],
};

for (const [name, findings] of Object.entries(expected)) {
	test(`the fixture ${name} is judged as planted`, () => {
		const lines = format(checkFloors(join(FIXTURES, name)));
		const heads = lines.map((line) => line.split(': ').slice(0, 2).join(': ')).sort();
		assert.deepEqual(heads, findings, lines.join('\n'));
	});
}

test('every fixture folder has its expectation', () => {
	const folders = readdirSync(FIXTURES).filter((name) => name !== 'objects');
	assert.deepEqual(folders.sort(), Object.keys(expected).sort());
});

test('a circle of calls is found in the objects of a library, and only its members are named', () => {
	const folder = mkdtempSync(join(tmpdir(), 'objects-'));
	try {
		for (const name of ['one', 'two', 'three']) {
			execFileSync('cc', ['-c', join(FIXTURES, 'objects', `${name}.c`), '-o', join(folder, `${name}.c.o`)]);
		}
		const objects = ['one', 'two', 'three'].map((name) => join(folder, `${name}.c.o`));
		execFileSync('ar', ['rcs', join(folder, 'libchat.a'), ...objects]);
		const messages = checkObjectCircles(folder).map(({ message }) => message);
		assert.deepEqual(messages, ['in a circle of calls: chat/one.c.o, chat/two.c.o']);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test('an exception without a reason is refused', () => {
	assert.throws(() => parseFloors('allow length daemon/base/log.c\n'), /has no reason/);
});

test('an unknown line of floors.txt is refused', () => {
	assert.throws(() => parseFloors('flour base\n'), /unknown line/);
});

test('a circle through three is found once, a diamond is none', () => {
	const edges = (pairs) => new Map(pairs.map(([from, to]) => [from, new Set(to)]));
	const ring = [['a', ['b']], ['b', ['c']], ['c', ['a']]];
	assert.deepEqual(findCircles(edges(ring)), [['a', 'b', 'c']]);
	const diamond = [['a', ['b', 'c']], ['b', ['d']], ['c', ['d']], ['d', []]];
	assert.deepEqual(findCircles(edges(diamond)), []);
});

test('items of a C text are told apart', () => {
	const text = [
		'typedef int (*call)(int);',
		'struct a { int b; };',
		'int f(void);',
		'static int (*hook)(int x) = 0;',
		'static const int table[] = {1, 2};',
		'enum kind { ONE };',
		'int f(void)\n{\n\treturn 0;\n}',
		'extern int e;',
		'static void g(struct a *a) MUST_CHECK;',
	].join('\n');
	const kinds = itemsOf(text).map(({ kind }) => kind);
	const wanted = 'typedef struct prototype variable variable other function extern prototype';
	assert.equal(kinds.join(' '), wanted);
});

test('fields are counted by name, through lists, arrays, bits and inner structs', () => {
	const body = 'int a, *b; char c[3]; unsigned d : 1; void (*e)(int, int); struct { int f; union { int g; }; } h;';
	assert.equal(countFields(body), 7, body);
});

test('a pointer to constants is itself not constant', () => {
	assert.equal(isConstant('static const char *x = 0'), false);
	assert.equal(isConstant('static const char *const x = 0'), true);
	assert.equal(isConstant('static const int x[3]'), true);
});
