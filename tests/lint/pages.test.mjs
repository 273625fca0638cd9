// Each rule of pages.mjs finds what is planted in a tree that is otherwise right.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { anchorOf, checkPages } from './pages.mjs';

const VERBS = 'static const struct verb verbs[] = {\n\t{"status", NULL},\n\t{"user add", "name"},\n\t{"user list", NULL},\n};\n';
const OPERATIONS = `# Operations

## The control tool

| verb | what |
|---|---|
| \`status\` | x |
| \`user add\`, \`list\` | x |

## Limits

| limit | default | key | what happens | test |
|---|---|---|---|---|
| a | 1 | \`a\` | x | live/a: too much, too long; unit/b |
`;
const RIGHT = {
	'README.md': '[routing](docs/routing.md), [operations](docs/operations.md), [the tool](docs/operations.md#the-control-tool)\n',
	'docs/operations.md': OPERATIONS,
	'docs/decisions/README.md': '[0001](0001-one.md)\n',
	'docs/decisions/0001-one.md': 'See `chat/gate.c`, `docs/decisions/0001` and `tests/live`.\n',
	'CHANGELOG.md': 'There was once a file `old.c`.\n',
	'clients/ctl/args.c': VERBS,
	'daemon/chat/gate.c': '',
	'docs/routing.md': '| function | arguments |\n|---|---|\n| y_enq, y_cancel | sid |\n',
	'daemon/store/functions/50_youth.lua':
		"redis.register_function('s1_y_enq', fenced({}, enq))\nredis.register_function{function_name = 's1_y_cancel', callback = cancel}\n",
	'tests/live/a.test.mjs': "test('what is too much is refused');\ntest('what is too long, too');\n",
	'tests/unit/test_b.c': '',
};

/** What checkPages says of the right tree with these files in place of its own: rule and message, one a line. */
function toldOf(changes) {
	const root = mkdtempSync(join(tmpdir(), 'pages-'));
	try {
		for (const [file, text] of Object.entries({ ...RIGHT, ...changes })) {
			mkdirSync(dirname(join(root, file)), { recursive: true });
			writeFileSync(join(root, file), text);
		}
		return checkPages(root).map(({ file, rule, message }) => `${file}: ${rule}: ${message}`);
	} finally {
		rmSync(root, { recursive: true });
	}
}

test('a tree whose pages name only what is there is left alone', () => {
	assert.deepEqual(toldOf({}), []);
});

const planted = [
	['a dead link', { 'CHANGELOG.md': '[x](docs/gone.md)\n' }, 'CHANGELOG.md: link: docs/gone.md is not there'],
	[
		'a heading that is gone',
		{ 'README.md': `${RIGHT['README.md']}[x](docs/operations.md#backups)\n` },
		'README.md: link: docs/operations.md has no heading for #backups',
	],
	['a picture that is gone', { 'docs/decisions/0001-one.md': '<img src="a.png">\n' }, 'docs/decisions/0001-one.md: link: a.png is not there'],
	['a file that is gone', { 'docs/decisions/0001-one.md': 'See `chat/door.c`.\n' }, 'docs/decisions/0001-one.md: file: chat/door.c is not there'],
	['a folder that is gone', { 'docs/decisions/0001-one.md': '`tests/bench/x`\n' }, 'docs/decisions/0001-one.md: file: tests/bench/x is not there'],
	['a page that README.md does not list', { 'docs/new.md': 'x\n' }, 'README.md: index: docs/new.md is not among its links'],
	[
		'a decision that the index does not list',
		{ 'docs/decisions/0002-two.md': 'x\n' },
		'docs/decisions/README.md: index: docs/decisions/0002-two.md is not among its links',
	],
	[
		'a verb without a row',
		{ 'clients/ctl/args.c': VERBS.replace('};', '\t{"purge", NULL},\n};') },
		'docs/operations.md: verb: purge is missing, which clients/ctl/args.c has',
	],
	[
		'a row of a verb that is gone',
		{ 'docs/operations.md': OPERATIONS.replace('`list`', '`list`, `drop`') },
		'clients/ctl/args.c: verb: user drop is missing, which docs/operations.md has',
	],
	['a function without a row', { 'docs/routing.md': '| y_enq | sid |\n' }, 'docs/routing.md: function: y_cancel has no row'],
	[
		'a limit whose test is gone',
		{ 'docs/operations.md': OPERATIONS.replace('too long', 'too loud') },
		'docs/operations.md: limit: no test in tests/live/a.test.mjs like "too loud"',
	],
	['a limit whose tests are gone', { 'docs/operations.md': OPERATIONS.replace('unit/b', 'unit/c') }, 'docs/operations.md: limit: no test in tests/unit/test_c.c like ""'],
];

for (const [name, changes, told] of planted) {
	test(`${name} is found`, () => {
		assert.deepEqual(toldOf(changes), [told]);
	});
}

test('a heading becomes an anchor as on the usual sites', () => {
	assert.equal(anchorOf("An organisation's login"), 'an-organisations-login');
	assert.equal(anchorOf('`--phone`, and TLS'), '--phone-and-tls');
});
