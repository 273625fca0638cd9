// A daemon with two months that were frozen as any month is: what visits would have left is counted by hand, and the next start
// finds that those months are over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../../live/lib/daemon.mjs';
import { writeDemo } from '../../live/lib/demo.mjs';
import { ROOT } from '../../live/lib/npm.mjs';
import { until } from '../../live/lib/wait.mjs';
import { Random } from '../../routing/lib/random.mjs';
import { addCounts, compact, days } from './counts.mjs';

const tsv = (name) => readFileSync(join(ROOT, 'config/data', name), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'));
const PLACES = tsv('no-kommuner.tsv').map(([code, , county]) => ({ code, county }));
const TOPICS = tsv('topics.tsv').map(([id]) => id);
const AGENCIES = { '0301': 'oslo', '4204': 'kristiansand', '5610': 'karasjok' };
const STAFFED = PLACES.filter(({ code }) => code in AGENCIES);
const NATION = 'ung-norge';
const BOUNDS = ['10', '10', '30', '30', '60', '120', '300', '600', '1200'];
const LENGTHS = ['600', '1200', '1800', '1800', '3600', 'more'];

/** The month so many months before this one: its name and its days. */
export function monthBack(back) {
	const now = new Date();
	const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
	const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back + 1, 0));
	const [from, to] = [first, last].map((date) => date.toISOString().slice(0, 10));
	return { step: from.slice(0, 7), from, to, days: days(from, to) };
}

/** Counters of a day or a month: kind -> field -> number. */
class Counted {
	counts = { d: {}, m: {}, a: {}, o: {} };

	add(kind, field, by = 1) {
		this.counts[kind][field] = (this.counts[kind][field] ?? 0) + by;
	}

	/** A few places have most of the visits, as in life: those with an agency. */
	visit(random) {
		const place = random.pick(random.chance(0.3) ? STAFFED : PLACES);
		const topic = TOPICS[Math.floor(TOPICS.length * random.next() ** 1.5)];
		const region = random.chance(0.03) ? 'n' : random.chance(0.1) ? `c${place.county}` : `m${place.code}`;
		const both = (what) => (this.add('d', `${region} ${what}`), this.add('m', `${region} ${topic} ${what}`));
		both('arrived');
		const end = random.weighted([['abandoned:cancelled', 11], ['refused', 2], ['diverted', 5], ['', 82]]);
		if (end) return both(end);
		const by = region.startsWith('m') && random.chance(0.7) ? AGENCIES[place.code] ?? NATION : random.pick([...Object.values(AGENCIES), NATION]);
		both(`answered:${random.pick(BOUNDS)}`);
		this.add('d', `${region} by:${by}`);
		both(`ended:left:${random.pick(LENGTHS)}`);
		if (random.chance(0.1)) return both(random.pick(['silent', 'uncounted']));
		if (random.chance(0.3)) this.survey(random, by);
	}

	survey(random, agency) {
		const [before, now] = [random.below(6), 1 + random.below(5)];
		this.add('a', `${agency} survey`);
		this.add('a', `${agency} place:${random.weighted([['yes', 20], ['partly', 4], ['no', 1]])}`);
		this.add('a', `${agency} now:${now}`);
		if (before === 0) return;
		this.add('a', `${agency} before:${before}`);
		this.add('a', `${agency} change:${now > before ? 'better' : now === before ? 'same' : 'worse'}`);
	}
}

async function write(redis, month, { seed, visits }) {
	const random = new Random(seed);
	const counted = new Counted();
	for (let i = 0; i < visits; i++) counted.visit(random);
	for (const [agency, n] of [['oslo', 60], ['kristiansand', 3], [NATION, 140]]) counted.add('a', `${agency} tapped`, n);
	const [day] = month.days;
	await addCounts(redis, 'no', ...['d', 'a'].map((kind) => ({ kind, step: compact(day), counts: counted.counts[kind] })),
		{ kind: 'm', step: compact(month.step), counts: counted.counts.m },
		...month.days.map((one, i) => ({ kind: 'o', step: compact(one), counts: { oslo: i % 7 < 5 ? 240 : 0, kristiansand: 600, [NATION]: 600 } })));
}

/** Gives the daemon, the names of the two months, and the file of a step. */
export async function startFrozen({ visits = 1200, agencies = {} } = {}) {
	const place = writeDemo({ keys: { workers: 1 }, agencies });
	const months = [monthBack(3), monthBack(2)];
	const first = launch(place);
	await first.ready();
	for (const [i, month] of months.entries()) await write(first.redis(), month, { seed: i + 1, visits: visits - 300 * i });
	await first.stop();
	const daemon = launch(place);
	await daemon.ready();
	const report = (step, ...more) => daemon.ctl('report', '--pool', 'no', '--step', step, ...more).data;
	for (const { step } of months) await until(() => report(step), `the tables of ${step}`, { ms: 30_000 });
	return { daemon, steps: months.map(({ step }) => step), file: (step) => report(step).file, csv: (step) => report(step, '--csv').csv };
}
