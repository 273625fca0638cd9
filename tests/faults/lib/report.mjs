// The figures of a reliability test: printed for whoever reads the log, and kept in build/faults for the table of
// docs/reliability.md, which tests/faults/table.mjs makes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../live/lib/npm.mjs';

/** The folder of the figures: a JSON file a row, <id>.json, or <id>-long.json with FAULTS=long. */
export const FIGURES = join(ROOT, 'build', 'faults');

/** Whether the long numbers are wanted. */
export const LONG = process.env.FAULTS === 'long';

/** The rows that have long numbers; the others are the same in a long run. */
const LONG_ROWS = ['R2', 'R4', 'R5', 'R7', 'R9', 'R15b', 'R18'];

/**
 * Keeps and prints the figures of a row of the table, `id` R1 to R19, or R15a where a row has several tests. `figures` has
 * any of faults (how many were injected), operations, acked, lost, doubled, reordered (a verdict of history.mjs may be spread
 * into it), unavailable (seconds, all faults together), and `more`, an object of whatever else is worth telling, such as
 * {p99_resume_ms: 812}.
 */
export function report(id, { found: _, ...figures }) {
	const long = LONG && LONG_ROWS.includes(id);
	const row = { id, ...figures, long, date: new Date().toISOString().slice(0, 10) };
	mkdirSync(FIGURES, { recursive: true });
	writeFileSync(join(FIGURES, `${id}${long ? '-long' : ''}.json`), `${JSON.stringify(row, null, '\t')}\n`);
	console.log(`${id} ${JSON.stringify(row)}`);
}
