// P6: no hidden cell of the published tables can be worked out from everything that is published.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../live/lib/npm.mjs';
import { steps, world } from './lib/months.mjs';
import { workedOut } from './lib/rank.mjs';

const TABLES = join(ROOT, 'build', process.env.SAMTALE_BUILD ?? 'dev', 'figures_tables');
const SEED = Number(process.env.FIGURES_SEED ?? 8);
const VOLUMES = { '2 visits a week': 9, '40 visits a day': 1216 };

const ready = new Map();

// The published files of 24 months with their quarters and years, by calendar year.
function published({ visitsMonth, args = [] }) {
	const name = `${visitsMonth} ${args}`;
	if (!ready.has(name)) ready.set(name, publish({ visitsMonth, args }));
	return ready.get(name);
}

function publish({ visitsMonth, args }) {
	const made = steps({ seed: SEED, months: 24, visitsMonth });
	const input = [...world, ...made.flatMap(({ step, counters, changes }) => [...changes, ...counters.lines(), `step\t${step}`]), ''].join('\n');
	const run = spawnSync(TABLES, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
	assert.equal(run.status, 0, run.stderr);
	const files = run.stdout.trim().split('\n').map((line) => JSON.parse(line));
	assert.equal(files.length, made.length);
	return ['2026', '2027'].map((year) => files.filter(({ step }) => step.startsWith(year)));
}

const numbers = (files) => files.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)));

for (const [name, visitsMonth] of Object.entries(VOLUMES)) {
	test(`no hidden cell of 24 months at ${name} can be worked out`, (t) => {
		for (const files of published({ visitsMonth })) {
			const { hidden, shown, found, small } = workedOut(files);
			t.diagnostic(`${files.length} files: ${shown} cells shown, ${hidden} hidden`);
			assert.deepEqual(found, []);
			assert.deepEqual(small, [], 'remainders that are published nowhere');
			assert.ok(hidden > 100 && shown > hidden / 2, `${shown} shown and ${hidden} hidden prove little`);
		}
	});

	test(`a cell that nothing protects is found at ${name}`, () => {
		for (const files of published({ visitsMonth, args: ['--alone'] })) assert.ok(workedOut(files).found.length > 0);
	});

	test(`no number of 1 to 4 is published at ${name}`, () => {
		for (const files of published({ visitsMonth })) {
			const visits = files.map((file) => ({ tables: file.tables.filter(({ id }) => !['doors', 'time'].includes(id)) }));
			assert.deepEqual(numbers(visits).filter((number) => number > 0 && number < 5), []);
		}
	});
}

test('what the longest step tells is more than its months tell', () => {
	const [files] = published({ visitsMonth: VOLUMES['2 visits a week'] });
	const shown = (step) => numbers([files.find((file) => file.step === step)]).filter((number) => number > 0).length;
	assert.ok(shown('2026') > shown('2026-01'), `${shown('2026')} in the year, ${shown('2026-01')} in a month`);
});
