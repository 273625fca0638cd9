// A person opens our CSV in LibreOffice Calc and agrees to what its import proposes: UTF-8 by the mark, parted at tabs, commas and
// semicolons, everything as it comes. What the cells then show is what was written. Excel is not here to be asked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Bearer } from '../../live/lib/bearer.mjs';
import { freshFolder } from '../../live/lib/demo.mjs';
import { ask } from '../../live/lib/http.mjs';
import { startFrozen } from '../lib/frozen.mjs';

const PROPOSED = '44/59/9,34,76,1'; // what parts fields, the quote, UTF-8, from the first line on
const AS_SHOWN = 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true'; // parted by tabs, each cell as it looks
/** In which language people have it, as the import counts them. */
const LANGUAGES = { nb: 1044, nn: 2068, da: 1030, en: 1033 };
const NORDIC = 'Ung i Kárášjohka, æøå ÆØÅ čđŋšŧž; «så bra»';

const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

/** Opens a file and gives it back in that form. */
function opened(csv, form, language) {
	const source = join(folder, 'figures.csv');
	const out = join(folder, 'out');
	mkdirSync(out, { recursive: true });
	writeFileSync(source, csv);
	const env = { ...process.env, HOME: folder };
	const args = ['--headless', `--infilter=Text - txt - csv (StarCalc):${PROPOSED},,${language}`, '--convert-to', form, '--outdir', out, source];
	const run = spawnSync('soffice', args, { env, encoding: 'utf8', timeout: 60_000 });
	assert.equal(run.status, 0, run.stderr);
	return readFileSync(join(out, `figures.${form.split(':')[0]}`), 'utf8').replace(/^\uFEFF/, '');
}

/** Rows of a text with quotes as RFC 4180 has them. */
function rowsOf(text, separator) {
	const field = new RegExp(`("(?:[^"]|"")*"|[^${separator}]*)(${separator}|$)`, 'y');
	const fieldsOf = (line) => {
		const fields = [];
		for (field.lastIndex = 0; ;) {
			const [, value, end] = field.exec(line);
			fields.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
			if (end === '') return fields;
		}
	};
	return text.replace(/^\uFEFF/, '').trim().split(/\r?\n/).map(fieldsOf);
}

/** What is shown otherwise than it was written. */
function otherwise(csv, language) {
	const shown = rowsOf(opened(csv, AS_SHOWN, language), '\t');
	return rowsOf(csv, ';').map((row, i) => [row.join('|'), (shown[i] ?? []).join('|')]).filter(([written, seen]) => written !== seen);
}

const frozen = await startFrozen({ agencies: { karasjok: { name: NORDIC } } });
const [, step] = frozen.steps;
const reader = await new Bearer(frozen.daemon, 'reader', frozen.daemon.addUser('reader', { agency: 'karasjok', role: 'supervisor' })).login();
const own = await ask(frozen.daemon, `/api/v1/agency/figures?from=${step}-01&to=${step}-28&format=csv`, {
	headers: { authorization: `Bearer ${reader.session}`, origin: frozen.daemon.origin },
});
const files = { 'a frozen month': frozen.csv(step), 'an agency of itself': own.text };

for (const [name, csv] of Object.entries(files)) {
	for (const [code, language] of Object.entries(LANGUAGES)) {
		test(`the file of ${name} shows every field as it was written, where people read ${code}`, () => {
			assert.ok(csv.includes(NORDIC), 'it has a name with all the letters');
			assert.deepEqual(otherwise(csv, language), []);
		});
	}
}

test('numbers are numbers, and what is hidden is text', () => {
	const cells = opened(files['a frozen month'], 'fods', LANGUAGES.nb).match(/<table:table-cell[^>]*?(?:\/>|>.*?<\/table:table-cell>)/gs);
	const typeOf = (text) => cells.filter((cell) => cell.includes(`<text:p>${text}</text:p>`)).map((cell) => /value-type="(\w+)"/.exec(cell)[1]);
	const [, arrived] = /^sum;all;;arrived;(\d+)\r$/m.exec(files['a frozen month']);
	assert.deepEqual(new Set(typeOf(arrived)), new Set(['float']));
	assert.deepEqual(new Set(typeOf('··')), new Set(['string']));
});

test('a code that looks like a number, and a name that is not quoted, would be found', () => {
	const broken = files['a frozen month'].replace('counties;c03;', 'counties;03;').replaceAll(`"${NORDIC}"`, NORDIC);
	const found = otherwise(broken, LANGUAGES.nb).map(([written]) => written);
	assert.ok(found.some((row) => row.startsWith('counties|03|')), found.join('\n'));
	assert.ok(found.some((row) => row.includes('Kárášjohka')), found.join('\n'));
});
