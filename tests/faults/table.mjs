// node tests/faults/table.mjs [--write]: the figures that the reliability tests of this checkout left in build/faults, as a
// table; --write puts them into docs/reliability.md, where rows that were not run again stay.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../live/lib/npm.mjs';
import { FIGURES } from './lib/report.mjs';
import { renew, rowOf } from './lib/rows.mjs';

const PAGE = join(ROOT, 'docs/reliability.md');

const names = readdirSync(FIGURES).filter((name) => name.endsWith('.json'));
const figures = names.map((name) => JSON.parse(readFileSync(join(FIGURES, name), 'utf8')));
if (process.argv[2] === '--write') writeFileSync(PAGE, renew(readFileSync(PAGE, 'utf8'), figures));
else console.log(figures.map(rowOf).join('\n'));
