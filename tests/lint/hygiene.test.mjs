// Each rule of hygiene.mjs finds what is planted here. The plants are put together from pieces and written to a
// folder of this run, so that neither this file nor a fixture carries a key or a path.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkHygiene } from './hygiene.mjs';

// What checkHygiene says of one file with this text: the rules, joined.
function rulesFor(file, text) {
	const root = mkdtempSync(join(tmpdir(), 'hygiene-'));
	try {
		mkdirSync(dirname(join(root, file)), { recursive: true });
		writeFileSync(join(root, file), text);
		return checkHygiene(root)
			.map(({ rule }) => rule)
			.join(' ');
	} finally {
		rmSync(root, { recursive: true });
	}
}

const planted = [
	['a path of a machine', 'docs/a.md', `see ${'/wo' + 'rk'}/main/dev\n`, 'path'],
	['a path in quotes', 'a.c', `"${'/ho' + 'me'}/somebody/x"\n`, 'path'],
	['a tool of a machine', 'a.md', `run ${'fa' + 'rm'}-tool\n`, 'path'],
	['an address of a registry', 'a.md', `get it at https://${'regi' + 'stry'}.example.org/x\n`, 'registry'],
	['a download address in a lock file', 'package-lock.json', '"resolved": "https://example.org/x.tgz"\n', 'resolved'],
	['a private key', 'a.pem', `-----BEGIN EC PRIV${'ATE KEY'}-----\n`, 'key'],
	['an object file', 'daemon/a.o', 'x', 'output'],
	['an installed package', 'clients/web/dist/index.js', 'x\n', 'output'],
	['unfinished work', 'a.c', `/* ${'TO' + 'DO'}: later */\n`, 'unfinished'],
	['a merge conflict', 'a.c', `${'<'.repeat(7)} HEAD\n`, 'conflict'],
	['a binary file', 'a.bin', '\0', 'binary'],
	['carriage returns', 'a.c', 'int a;\r\n', 'layout'],
	['a last line without an end', 'a.c', 'int a;', 'layout'],
	['blanks at the end of a line', 'a.c', 'int a; \n', 'layout'],
];
for (const [name, file, text, rules] of planted) {
	test(`${name} is found`, () => assert.equal(rulesFor(file, text), rules));
}

const harmless = [
	['a path inside the house', 'a.md', 'see docs/work/plan.md, ./home/x and $HOME/work/x\n'],
	['a URL with such a folder', 'a.md', 'https://example.org/home/x\n'],
	['a word that contains a mark', 'a.c', 'mkdtemp("/tmp/st-XXXXXX");\n'],
	['a lock file without addresses', 'package-lock.json', '"integrity": "sha512-abc"\n'],
];
for (const [name, file, text] of harmless) {
	test(`${name} is not found`, () => assert.equal(rulesFor(file, text), ''));
}
