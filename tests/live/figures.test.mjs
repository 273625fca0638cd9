// Frozen figures for everybody: which there are, each as the file that was written, and the page that shows it in five languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keep, sheet } from '../figures/lib/sheet.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { ask } from './lib/http.mjs';

const daemon = await startDaemon();
const redis = daemon.redis();
await keep(redis, sheet('2026-10'));
await keep(redis, { ...sheet('2026-Q3'), frozen: '2026-10-02T04:00:00Z' });

test('the list names the steps of each pool, last names first, and no pool to practise in', async () => {
	const { status, headers, text } = await ask(daemon, '/api/v1/figures');
	const { definitions, pools } = JSON.parse(text);
	assert.deepEqual([status, definitions], [200, '2']);
	assert.deepEqual(pools.map(({ pool, licence, steps }) => [pool, licence, steps]), [['no', 'CC BY 4.0', ['2026-Q3', '2026-10']], ['dk', 'CC BY 4.0', []]]);
	assert.deepEqual([headers['access-control-allow-origin'], headers['cache-control']], ['*', 'public, max-age=300']);
});

test('a step is handed on as it was written, for a day, to the pages of any site', async () => {
	const json = await ask(daemon, '/api/v1/figures/no/2026-10.json');
	assert.equal(json.text, JSON.stringify(sheet('2026-10')));
	assert.deepEqual([json.headers['access-control-allow-origin'], json.headers['cache-control']], ['*', 'public, max-age=86400']);
	const csv = await ask(daemon, '/api/v1/figures/no/2026-10.csv');
	assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8');
	assert.deepEqual([...csv.body.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
	assert.match(csv.text, /Møre og Romsdal/);
});

for (const path of ['no/2026-09.json', 'no/2026-13.json', 'no/2026-10.xml', 'no/2026-10', 'se/2026-10.json', 'practice/2026-10.json', 'no/..%2f2026-10.json', 'no/2026-Q5.csv']) {
	test(`${path} is answered with where to look`, async () => {
		const { status, text } = await ask(daemon, `/api/v1/figures/${path}`);
		assert.deepEqual([status, JSON.parse(text).error.code], [404, 'missing']);
		assert.match(JSON.parse(text).error.hint, /\/api\/v1\/figures .*2026-Q4/);
	});
}

for (const [language, title, words] of [
	['nb', 'Poolen Norge, oktober 2026', 'Gikk uten svar: 160 av 1284 besøk (12 %)'],
	['nn', 'Poolen Noreg, oktober 2026', 'Gjekk utan svar: 160 av 1284 besøk (12 %)'],
	['da', 'Puljen Norge, oktober 2026', 'Gik uden svar: 160 af 1284 besøg (12 %)'],
	['en', 'The pool Norway, October 2026', 'Left without an answer: 160 of 1284 visits (12 %)'],
	['se', '', '<span lang="nb">Gikk uten svar: 160 av 1284 besøk (12 %)</span>'],
]) {
	test(`the page of a step is in ${language} when it is asked for`, async () => {
		const { status, text } = await ask(daemon, `/figures/no/2026-10?lang=${language}`);
		assert.equal(status, 200);
		assert.ok(text.includes(`<html lang="${language}"`));
		assert.ok(text.includes(title) && text.includes(words), text.slice(0, 3000));
		assert.doesNotMatch(text, /<script|rep\.[a-z]/);
	});
}

test('a page of a step that is not there says so', async () => {
	const { status, text } = await ask(daemon, '/figures/no/2026-09?lang=nb');
	assert.equal(status, 404);
	assert.match(text, /Disse tallene finnes ikke/);
});

test('the list of pages leads to each step', async () => {
	const { status, text } = await ask(daemon, '/figures?lang=nb');
	assert.equal(status, 200);
	assert.match(text, /<a href="\/figures\/no\/2026-10\?lang=nb">oktober 2026<\/a>/);
	assert.match(text, /<a href="\/figures\/no\/2026-Q3\?lang=nb">3\. kvartal 2026<\/a>/);
	assert.match(text, /Ingen periode er over ennå/);
});

test('the page of a pool whose ledger has twelve thousand rows is drawn whole', async () => {
	const month = sheet('2026-08');
	const slugs = Array.from({ length: 400 }, (_, i) => `agency-${i}`);
	const rowsOf = { doors: slugs.map((key) => ({ key, name: `Ung i ${key}`, cells: [20, 6000] })) };
	rowsOf.ledger = Array.from({ length: 12_000 }, (_, i) => ({ key: `${slugs[i % 400]} ${slugs[(i * 7 + 1) % 400]}`, cells: [i] }));
	for (const table of month.tables) table.rows = rowsOf[table.id] ?? table.rows;
	await keep(redis, month);
	const { status, text } = await ask(daemon, '/figures/no/2026-08?lang=nb');
	assert.equal(status, 200, text.slice(0, 200));
	assert.equal(text.match(/<th scope="row">Ung i agency-399<\/th>/g).length, 1 + 12_000 / 400);
	assert.match(text, /<td class="n">11999<\/td>/);
});
