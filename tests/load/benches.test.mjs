// Every bench that needs the load generator or a browser, small: it runs to its end, every delivery is judged, and each key has a figure.
// What the figures are is asked of nobody here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Report } from '../bench/report.mjs';

const SCALE = 0.02;

const BENCHES = [
	(await import('../bench/relay.mjs')).relay,
	(await import('../bench/idle.mjs')).idle,
	(await import('../bench/accept.mjs')).accept,
	(await import('../bench/visits.mjs')).visits,
	(await import('../bench/seal.mjs')).seal,
	(await import('../bench/page.mjs')).page,
	(await import('../bench/live.mjs')).live,
	(await import('../bench/scroll.mjs')).scroll,
];

/** Steps that are only for somebody who measures: they install packages, or wait for minutes. */
const BY_HAND = ['peers'];

for (const bench of BENCHES) {
	for (const step of bench.steps.filter((name) => !BY_HAND.includes(name))) {
		test(`${bench.name} ${step} gives its figures`, async () => {
			const report = new Report(bench.bars);
			await bench.run(report, step, { runs: 1, scale: SCALE });
			const keys = Object.keys(report.results);
			assert.ok(keys.length > 0, 'it has figures');
			for (const key of keys) {
				assert.ok(key in bench.bars || bench.beside?.includes(key), `${key} has a bar`);
				assert.ok(Number.isFinite(report.results[key].value), `${key} is a number`);
			}
		});
	}
}
