// The drift check of the configuration: every key is one row of daemon/conf/schema.h, one commented line of
// config/samtale.yaml and one paragraph of docs/config.md. `node tests/lint/config.mjs [ROOT]` names what one of the
// three has and another lacks.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const SCHEMA = 'daemon/conf/schema.h';
const YAML = 'config/samtale.yaml';
const DOCS = 'docs/config.md';

/** The keys of the X-macro tables SCHEMA_<PART>(...) in a header, as `part.key`; a part of a part is left out. */
export function schemaKeys(text) {
	const joined = text.replace(/\\\n/g, ' ');
	const tables = [...joined.matchAll(/^#define SCHEMA_(\w+)\(([^)]*)\)(.*)$/gm)];
	const keys = new Set();
	for (const [, table, parameters, body] of tables) {
		const macros = parameters.split(',').map((name) => name.trim());
		const section = table === 'TOP' ? '' : `${table.toLowerCase()}.`;
		for (const [, macro, key] of body.matchAll(/(\w+)\(\s*(\w+)/g)) {
			if (macros.includes(macro)) keys.add(section + key);
		}
	}
	const sections = [...keys].filter((key) => !key.includes('.'));
	// Names in five languages are a part of each pool; the reference and the page tell them with `pools.name`.
	return new Set([...keys].filter((key) => !key.includes('.') || sections.includes(key.split('.')[0])));
}

/** The keys of the reference configuration, two levels deep: a Map from `part.key` to whether a comment precedes. */
export function yamlKeys(text) {
	const keys = new Map();
	let section = '';
	let previous = '';
	let depth = 0;
	for (const line of text.split('\n')) {
		const found = /^(\s*)(- )?([a-z_]+):/.exec(line);
		if (found) {
			const indent = found[1].length + (found[2]?.length ?? 0);
			if (indent === 0) {
				section = found[3];
				depth = 0;
				keys.set(section, previous.trim().startsWith('#'));
			} else {
				if (depth === 0) depth = indent;
				if (indent === depth) keys.set(`${section}.${found[3]}`, previous.trim().startsWith('#'));
			}
		}
		if (line.trim() !== '') previous = line;
		else previous = '';
	}
	return keys;
}

/** The keys that the page has a paragraph for, from its headings and the `key`: at a paragraph's start. */
export function docsKeys(text) {
	const keys = new Set();
	let section = null;
	for (const line of text.split('\n')) {
		const heading = /^## (.+)$/.exec(line);
		if (heading) {
			section = heading[1] === 'Top level' ? '' : /^[a-z_]+$/.test(heading[1]) ? heading[1] : null;
			if (section) keys.add(section);
		}
		const paragraph = /^`([a-z_]+)`:/.exec(line);
		if (paragraph && section !== null) keys.add(section === '' ? paragraph[1] : `${section}.${paragraph[1]}`);
	}
	return keys;
}

function lacking(place, have, wanted, from) {
	return [...wanted].filter((key) => !have.has(key)).map((key) => `${place}: ${key} is missing, which ${from} has`);
}

/** What the three texts disagree in, one line each. */
export function compare({ schema, yaml, docs }) {
	const rows = schemaKeys(schema);
	const lines = yamlKeys(yaml);
	const paragraphs = docsKeys(docs);
	const bare = [...lines].filter(([key, commented]) => !commented && rows.has(key) && key.includes('.'));
	return [
		...(rows.size === 0 ? [`${SCHEMA}: no table of keys found`] : []),
		...lacking(YAML, lines, rows, SCHEMA),
		...lacking(DOCS, paragraphs, rows, SCHEMA),
		...lacking(SCHEMA, rows, lines.keys(), YAML),
		...lacking(SCHEMA, rows, paragraphs, DOCS),
		...bare.map(([key]) => `${YAML}: ${key} has no comment`),
	];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const root = resolve(process.argv[2] ?? join(HERE, '..', '..'));
	const read = (path) => readFileSync(join(root, path), 'utf8');
	const problems = compare({ schema: read(SCHEMA), yaml: read(YAML), docs: read(DOCS) });
	problems.forEach((line) => console.log(line));
	process.exitCode = problems.length > 0 ? 1 : 0;
}
