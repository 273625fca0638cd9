// ./dev bench NAME [--runs N] [--step STEP] [--scale SHARE] [--json FILE]: measures, prints each figure beside its bar, writes them as
// JSON. A missed bar is said and is no failure: figures are for reading. A message that was lost, doubled or out of order
// is one: the bench ends with 1 and prints no figure of that step.
import { parseArgs } from 'node:util';
import { Report } from './report.mjs';

/** Each has bars {key: bar}, the names of its steps, and run(report, step, {runs, scale}), which puts the figures of one. */
const BENCHES = {
	routing: async () => (await import('./routing.mjs')).routing,
	relay: async () => (await import('./relay.mjs')).relay,
	idle: async () => (await import('./idle.mjs')).idle,
	accept: async () => (await import('./accept.mjs')).accept,
	visits: async () => (await import('./visits.mjs')).visits,
	seal: async () => (await import('./seal.mjs')).seal,
	page: async () => (await import('./page.mjs')).page,
	live: async () => (await import('./live.mjs')).live,
	scroll: async () => (await import('./scroll.mjs')).scroll,
};
const RUNS = 5;

function usage() {
	console.error(`usage: ./dev bench ${Object.keys(BENCHES).join('|')} [--runs N] [--step STEP] [--scale SHARE] [--json FILE]`);
	process.exit(2);
}

function readWords() {
	try {
		const options = {
			json: { type: 'string' }, runs: { type: 'string', default: `${RUNS}` }, step: { type: 'string' },
			scale: { type: 'string', default: '1' },
		};
		const { values, positionals } = parseArgs({ options, allowPositionals: true });
		const [runs, scale] = [Number(values.runs), Number(values.scale)];
		if (positionals.length !== 1 || !(positionals[0] in BENCHES) || !(runs >= 1 && runs <= 16 && scale > 0 && scale <= 1)) usage();
		return { name: positionals[0], ...values, runs, scale };
	} catch {
		return usage();
	}
}

process.env.SAMTALE_BUILD ??= 'release';
const { name, json, runs, scale, step } = readWords();
const bench = await BENCHES[name]();
if (step && !bench.steps.includes(step)) usage();
const report = new Report(bench.bars);
for (const one of bench.steps.filter((word) => !step || word === step)) {
	try {
		await bench.run(report, one, { runs, scale });
	} catch (error) {
		console.error(`${name} ${one}: no figure: ${error.message}`);
		process.exitCode = 1;
	}
}
report.print();
if (json) report.save(json);
