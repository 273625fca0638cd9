// P6: no hidden cell of the published tables can be worked out from everything that is published.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../live/lib/npm.mjs';
import { places, steps, world } from './lib/months.mjs';
import { workedOut } from './lib/rank.mjs';

const TABLES = join(ROOT, 'build', process.env.SAMTALE_BUILD ?? 'dev', 'figures_tables');
// Visits a month, and seeds at which something followed before what has to be 0 was reckoned with.
const VOLUMES = {
	'2 visits a week': { visitsMonth: 9, seeds: [7, 18] },
	'40 visits a month': { visitsMonth: 40, seeds: [5] },
	'150 visits a month': { visitsMonth: 150, seeds: [6] },
	'40 visits a day': { visitsMonth: 1216, seeds: [17] },
};
const seedsOf = ({ seeds }) => (process.env.FIGURES_SEED ? [Number(process.env.FIGURES_SEED)] : seeds);
const [RARE, BUSY] = [VOLUMES['2 visits a week'], VOLUMES['40 visits a day']];

const ready = new Map();

// The published files of 24 months with their quarters and years, by calendar year, and what was counted.
function published({ visitsMonth, seed, args = [] }) {
	const name = `${visitsMonth} ${seed} ${args}`;
	if (!ready.has(name)) ready.set(name, publish({ visitsMonth, seed, args }));
	return ready.get(name);
}

function publish({ visitsMonth, seed, args }) {
	const made = steps({ seed, months: 24, visitsMonth });
	const input = [...world, ...made.flatMap(({ step, counters, changes }) => [...changes, ...counters.lines(), `step\t${step}`]), ''].join('\n');
	const run = spawnSync(TABLES, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
	assert.equal(run.status, 0, run.stderr);
	const files = run.stdout.trim().split('\n').map((line) => JSON.parse(line));
	assert.equal(files.length, made.length);
	const counted = new Map(made.map(({ step, counters }) => [step, counters.counters]));
	return ['2026', '2027'].map((year) => ({ files: files.filter(({ step }) => step.startsWith(year)), counted }));
}

const numbers = (files) => files.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)));

for (const [name, volume] of Object.entries(VOLUMES)) {
	const { visitsMonth } = volume;
	for (const seed of seedsOf(volume)) {
		test(`no hidden cell of 24 months at ${name} can be worked out (seed ${seed})`, (t) => {
			for (const { files, counted } of published({ visitsMonth, seed })) {
				const { hidden, shown, found, small } = workedOut(files, counted, places);
				t.diagnostic(`${files.length} files: ${shown} cells shown, ${hidden} hidden`);
				assert.deepEqual(found, []);
				assert.deepEqual(small, [], 'remainders that are published nowhere');
				assert.ok(hidden > 100 && shown > hidden / 2, `${shown} shown and ${hidden} hidden prove little`);
			}
		});
	}

	test(`no number of 1 to 4 is published at ${name}`, () => {
		for (const { files } of published({ visitsMonth, seed: seedsOf(volume)[0] })) {
			const visits = files.map((file) => ({ tables: file.tables.filter(({ id }) => !['doors', 'time'].includes(id)) }));
			assert.deepEqual(numbers(visits).filter((number) => number > 0 && number < 5), []);
		}
	});
}

for (const volume of [RARE, BUSY]) {
	const { visitsMonth } = volume;
	test(`a cell that nothing protects is found at ${visitsMonth} visits a month`, () => {
		for (const { files, counted } of published({ visitsMonth, seed: seedsOf(volume)[0], args: ['--alone'] })) {
			assert.ok(workedOut(files, counted, places).found.length > 0);
		}
	});
}

test('what the longest step tells is more than its months tell', () => {
	const [{ files }] = published({ visitsMonth: RARE.visitsMonth, seed: seedsOf(RARE)[0] });
	const shown = (step) => numbers([files.find((file) => file.step === step)]).filter((number) => number > 0).length;
	assert.ok(shown('2026') > shown('2026-01'), `${shown('2026')} in the year, ${shown('2026-01')} in a month`);
});
