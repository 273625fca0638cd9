// ./dev bench NAME [--json FILE]: measures, prints each figure beside its bar, writes them as JSON. A missed bar is said
// and is no failure: figures are for reading.
import { benchRouting } from './routing.mjs';

const BENCHES = { routing: benchRouting };

const [name, ...rest] = process.argv.slice(2);
const file = rest[0] === '--json' ? rest[1] : undefined;
if (!(name in BENCHES) || (rest.length > 0 && !file) || rest.length > 2) {
	console.error(`usage: ./dev bench ${Object.keys(BENCHES).join('|')} [--json FILE]`);
	process.exit(2);
}
const report = await BENCHES[name]();
report.print();
if (file) report.save(file);
