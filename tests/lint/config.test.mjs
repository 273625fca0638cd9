// The drift check of the configuration finds a key that one of the three places lacks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './config.mjs';

const schema = `
#define SCHEMA_TOP(TEXT, NUMBER, TEXTS, PART, PARTS) \\
	TEXT(state, 1, 9) \\
	PART(limits, LIMITS) \\
	PARTS(pools, POOLS, 4)
#define SCHEMA_LIMITS(TEXT, NUMBER, TEXTS, PART, PARTS) NUMBER(sockets, 1, 9) NUMBER(bytes, 1, 9)
#define SCHEMA_POOLS(TEXT, NUMBER, TEXTS, PART, PARTS) TEXT(id, 1, 9) PART(name, NAME)
#define SCHEMA_NAME(TEXT, NUMBER, TEXTS, PART, PARTS) TEXT(nb, 1, 9)
`;
const yaml = `# State.
state: x
limits:
  # Sockets.
  sockets: 1
  # Bytes.
  bytes: 2
pools:
    # Id.
  - id: a
    # Name.
    name:
      nb: A
`;
const docs = '## Top level\n\n`state`: x\n\n## limits\n\n`sockets`: x\n\n`bytes`: x\n\n## pools\n\n`id`: x\n\n`name`: x\n\n## A file\n\n`slug`: x\n';

test('three places that agree are left alone', () => {
	assert.deepEqual(compare({ schema, yaml, docs }), []);
});

test('a row without a paragraph and without a line is found in both', () => {
	const more = schema.replace('NUMBER(bytes', 'NUMBER(seconds, 1, 2) NUMBER(bytes');
	assert.deepEqual(compare({ schema: more, yaml, docs }), [
		'config/samtale.yaml: limits.seconds is missing, which daemon/conf/schema.h has',
		'docs/config.md: limits.seconds is missing, which daemon/conf/schema.h has',
	]);
});

test('a line of the reference that the schema does not know is found', () => {
	const found = compare({ schema, yaml: `${yaml}# Old.\nold: 1\n`, docs });
	assert.deepEqual(found, ['daemon/conf/schema.h: old is missing, which config/samtale.yaml has']);
});

test('a paragraph that the schema does not know is found', () => {
	const found = compare({ schema, yaml, docs: docs.replace('## pools', '`old`: x\n\n## pools') });
	assert.deepEqual(found, ['daemon/conf/schema.h: limits.old is missing, which docs/config.md has']);
});

test('a line of the reference without a comment is found', () => {
	const found = compare({ schema, yaml: yaml.replace('  # Bytes.\n', ''), docs });
	assert.deepEqual(found, ['config/samtale.yaml: limits.bytes has no comment']);
});

test('a schema without tables is not taken for agreement', () => {
	assert.ok(compare({ schema: '', yaml: '', docs: '' }).length > 0);
});
