// The drift check of an agency's fields: every field is one row of the table in daemon/directory/agency.c, one
// paragraph in docs/config.md and one line in each agency of the demo. `node tests/lint/agency.mjs [ROOT]` names
// what one of them has and another lacks.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const TABLE = 'daemon/directory/agency.c';
const DOCS = 'docs/config.md';
const DEMO = 'config/demo/agencies';
const HEADING = "The agency's file";
/** What stands beside the fields, a map of its own (daemon/conf/agency_file.c). */
const BESIDE = ['replies'];

/** The names in the table of fields. */
export function tableFields(text) {
	const table = /\bfields\[\] = \{\n(.*?)\n\};/s.exec(text)?.[1] ?? '';
	return [...table.matchAll(/\{"([a-z_.]+)", \w+, /g)].map(([, name]) => name);
}

/** The names that a paragraph of the page begins with; several may share one. */
export function docsFields(text) {
	const section = text.split(/^## /m).find((part) => part.startsWith(HEADING)) ?? '';
	return section
		.split(/\n{2,}/)
		.map((paragraph) => /^(`[a-z_.]+`(,\s+`[a-z_.]+`)*):/.exec(paragraph)?.[1] ?? '')
		.flatMap((names) => [...names.matchAll(/`([a-z_.]+)`/g)].map(([, name]) => name));
}

/** The keys of a flat map. */
export function fileFields(text) {
	return [...text.matchAll(/^"?([a-z_.]+)"?:/gm)].map(([, name]) => name);
}

function lacking(place, have, wanted, from) {
	return wanted.filter((name) => !have.includes(name)).map((name) => `${place}: ${name} is missing, which ${from} has`);
}

/** What they disagree in, one line each; `files` is a list of [name, text]. A file leaves its pool out. */
export function compare({ table, docs, files }) {
	const fields = tableFields(table);
	const paragraphs = docsFields(docs);
	const written = fields.filter((name) => name !== 'pool');
	const known = [...fields, ...BESIDE];
	return [
		...(fields.length === 0 ? [`${TABLE}: no table of fields found`] : []),
		...(files.length === 0 ? [`${DEMO}: no agency found`] : []),
		...lacking(DOCS, paragraphs, fields, TABLE),
		...lacking(TABLE, known, paragraphs, DOCS),
		...files.flatMap(([name, text]) => [
			...lacking(name, fileFields(text), written, TABLE),
			...lacking(TABLE, known, fileFields(text), name),
		]),
	];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const root = resolve(process.argv[2] ?? join(HERE, '..', '..'));
	const read = (path) => readFileSync(join(root, path), 'utf8');
	const names = readdirSync(join(root, DEMO)).filter((name) => name.endsWith('.yaml'));
	const files = names.map((name) => [`${DEMO}/${name}`, read(`${DEMO}/${name}`)]);
	const problems = compare({ table: read(TABLE), docs: read(DOCS), files });
	problems.forEach((line) => console.log(line));
	process.exitCode = problems.length > 0 ? 1 : 0;
}
