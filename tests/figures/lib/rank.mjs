// What somebody can work out who has all published files of a year and nothing else. Each number of a file is a sum of
// things that are told nowhere, the atoms: the visits of a month that came from one place and became one thing. A hidden cell
// is worked out when its sum is a combination of sums that are shown. Written from the files alone, apart from the daemon's
// own reckoning, which has relations between cells where this has atoms.

import { Cone } from './cone.mjs';
import { trueAtoms } from './true-atoms.mjs';

const PRIME = 67108859; // products stay whole numbers

const months = (step) => {
	const [year, rest] = step.split('-');
	const number = (n) => `${year}-${String(n).padStart(2, '0')}`;
	if (rest === undefined) return Array.from({ length: 12 }, (_, i) => number(i + 1));
	if (rest.startsWith('Q')) return [1, 2, 3].map((i) => number((Number(rest[1]) - 1) * 3 + i));
	return [step];
};

const table = (file, id) => file.tables.find((one) => one.id === id).rows;

// The rows of a table, and those that only other files have: of an agency that came later in the year, which answered nobody before.
function rowsOf(file, files, id) {
	const own = table(file, id);
	const [towns, there] = ['agencies', 'taps'].map((name) => new Set(table(file, name).map((row) => row.key)));
	const known = new Set(own.map((row) => row.key));
	const lacked = files.flatMap((other) => table(other, id)).filter(({ key }) => {
		const [whose, who] = key.split(' ');
		if (known.has(key) || towns.has(whose) || (who !== undefined && !there.has(who))) return false;
		known.add(key);
		return true;
	});
	return [...own, ...lacked];
}

// The atoms of a month, by the questions that cells ask of them: each a list of names.
class Atoms {
	constructor(file, files) {
		const m = file.step;
		const towns = new Set(table(file, 'agencies').map((row) => row.key));
		this.pairs = rowsOf(file, files, 'ledger').map((row) => {
			const [whose, who] = row.key.split(' ');
			return { whose, who, name: `${m} ${row.key}`, county: row.county, other: row.other };
		});
		this.agencies = rowsOf(file, files, 'agencies').map((row) => ({ slug: row.key, county: row.county, lacked: !towns.has(row.key) }));
		this.counties = table(file, 'counties').map((row) => row.key);
		this.m = m;
	}

	answered(of) {
		return this.pairs.filter(of).map((pair) => pair.name);
	}

	outside(county, kinds) {
		return kinds.map((kind) => `${this.m} beyond ${county} ${kind}`);
	}

	county(code, column) {
		const answered = [...this.answered((pair) => pair.county === code), ...this.outside(code, ['near', 'far'])];
		const not = [
			...this.agencies.filter((agency) => agency.county === code).map(({ slug }) => `${this.m} not ${slug}`),
			...this.outside(code, ['not']),
		];
		return { answered, not, arrived: [...answered, ...not] }[column];
	}

	all(column) {
		return this.counties.flatMap((code) => this.county(code, column));
	}

	who(distance) {
		const near = (pair) => pair.whose !== pair.who && (pair.county ?? '-') === (pair.other ?? '');
		if (distance === 'own') return this.answered((pair) => pair.whose === pair.who);
		if (distance === 'county') return [...this.answered(near), ...this.counties.flatMap((code) => this.outside(code, ['near']))];
		const far = this.answered((pair) => pair.whose !== pair.who && !near(pair));
		return [...far, ...this.counties.flatMap((code) => this.outside(code, ['far']))];
	}

	agency(slug, column) {
		if (column === 'conversations') return [`${this.m} talked ${slug}`];
		return [...this.answered((pair) => pair.whose === slug), `${this.m} not ${slug}`];
	}

	sum(column, topics) {
		if (column === 'arrived' || column === 'answered') return this.all(column);
		return column === 'conversations' ? topics.map((topic) => `${this.m} about ${topic}`) : [`${this.m} ${column}`];
	}
}

// What is so of every month, whoever publishes: sums that are 0.
function truths(atoms, topics) {
	const { m } = atoms;
	const less = (plus, minus) => [...plus.map((name) => [name, 1]), ...minus.map((name) => [name, -1])];
	const talked = topics.map((topic) => `${m} about ${topic}`);
	const quiet = [...atoms.agencies.map(({ slug }) => `${m} quiet ${slug}`), `${m} quiet elsewhere`];
	return [
		less(quiet, [`${m} silent`, `${m} going on`]),
		less(atoms.all('not'), ['abandoned', 'refused', 'diverted', 'waiting'].map((why) => `${m} ${why}`)),
		less(talked, [...atoms.agencies.map(({ slug }) => `${m} talked ${slug}`), `${m} talked elsewhere`]),
		less(atoms.all('answered'), [`${m} ended`, `${m} going on`]),
		less([`${m} ended`], [...talked, `${m} silent`]),
		...atoms.agencies.map(({ slug }) => less(atoms.answered((pair) => pair.whose === slug), [`${m} talked ${slug}`, `${m} quiet ${slug}`])),
		...['place', 'before', 'now', 'change'].map((question) =>
			less([`${m} survey`], [...ANSWERS[question].map((answer) => `${m} ${question}:${answer}`), `${m} ${question} unsaid`])),
	];
}

const ANSWERS = {
	place: ['yes', 'partly', 'no'], before: [1, 2, 3, 4, 5], now: [1, 2, 3, 4, 5], change: ['better', 'same', 'worse'],
};

function cellAtoms(atoms, id, key, column, topics) {
	const { m } = atoms;
	const ways = {
		sum: () => atoms.sum(column, topics),
		counties: () => atoms.county(key, column),
		topics: () => [`${m} about ${key}`],
		who: () => atoms.who(key),
		agencies: () => atoms.agency(key, column),
		ledger: () => atoms.answered((pair) => `${pair.whose} ${pair.who}` === key),
		time: () => (key === 'wait' ? atoms.all('answered') : [`${m} ended`]),
		survey: () => [`${m} ${key}`],
		taps: () => (key === 'all' ? atoms.taps : [key]).map((slug) => `${m} tapped ${slug}`),
	};
	return ways[id]();
}

// Every count of the files as {where, number (null: hidden), atoms}.
function cells(files, byMonth) {
	const found = [];
	for (const file of files) {
		const topics = table(file, 'topics').map((row) => row.key);
		for (const { id, columns, rows } of file.tables.filter((one) => one.id !== 'doors')) {
			for (const row of rows) {
				columns.forEach((column, i) => {
					if (column === 'half' || column === 'nine') return;
					const names = months(file.step).filter((m) => byMonth.has(m))
						.flatMap((m) => cellAtoms(byMonth.get(m), id, row.key, column, topics));
					found.push({ where: `${file.step} ${id} ${row.key} ${column}`, number: row.cells[i], names });
				});
			}
		}
	}
	return found;
}

function inverse(a) {
	let [result, base, exponent] = [1n, BigInt(a), BigInt(PRIME - 2)];
	const prime = BigInt(PRIME);
	for (; exponent > 0n; exponent >>= 1n) {
		if (exponent & 1n) result = (result * base) % prime;
		base = (base * base) % prime;
	}
	return Number(result);
}

// A number that is known is a term of its own, which no row is solved for.
const NUMBER = '=';

class Span {
	pivots = new Map(); // atom to {order, row}

	reduce(terms) {
		const row = new Map();
		const add = (name, by) => {
			const value = ((row.get(name) ?? 0) + by) % PRIME;
			if (value === 0) row.delete(name);
			else row.set(name, value);
		};
		for (const [name, factor] of terms) add(name, ((factor % PRIME) + PRIME) % PRIME);
		for (;;) {
			let first;
			for (const name of row.keys()) {
				const pivot = this.pivots.get(name);
				if (pivot !== undefined && (first === undefined || pivot.order < first.order)) first = pivot;
			}
			if (first === undefined) return row;
			const factor = row.get(first.name);
			for (const [name, value] of first.row) add(name, PRIME - ((factor * value) % PRIME));
		}
	}

	// Takes a row for what can be a pivot. One that has none is given back.
	add(terms, may = (name) => name !== NUMBER) {
		const row = this.reduce(terms);
		const name = [...row.keys()].find(may);
		if (name === undefined) return row;
		const factor = inverse(row.get(name));
		for (const [other, value] of row) row.set(other, (value * factor) % PRIME);
		this.pivots.set(name, { name, order: this.pivots.size, row });
		return new Map();
	}
}

const without = (rows, none) => rows.map((row) => row.filter(([name]) => !none.has(name))).sort((a, b) => a.length - b.length);

function spanOf(rows, none) {
	const span = new Span();
	for (const row of without(rows, none)) {
		if (span.add(row).size > 0) throw new Error('the files contradict each other');
	}
	return span;
}

const FRACTION = 2000;

// The fraction that a number modulo the prime stands for.
function fraction(value) {
	for (let under = 1; under < FRACTION; under++) {
		const over = (value * under) % PRIME;
		if (over < FRACTION) return over / under;
		if (PRIME - over < FRACTION) return (over - PRIME) / under;
	}
	throw new Error(`${value} stands for no fraction`);
}

// Nothing is counted below 0: the atoms that are 0 in every table of such numbers. What is above 0 in truth is none of them. So all
// of that is eliminated, and what is left are sums of the others that are 0.
function forced(rows, none, truth) {
	const span = new Span();
	const above = (name) => name !== NUMBER && truth(name) > 0;
	const left = without(rows, none).map((row) => span.add(row, above)).filter((row) => row.size > 0);
	if (left.some((row) => row.has(NUMBER))) throw new Error('the files contradict what was counted');
	return new Cone(left.map((row) => [...row].map(([name, value]) => [name, fraction(value)]))).zeros();
}

// What is published nowhere, and would be as telling as a hidden cell: what a county has beyond its agencies, whom an agency's
// youths were not answered by anybody, answered visits that were no conversation, and surveys without an answer to a question.
function remainders(atoms) {
	const { m } = atoms;
	const single = ['silent', 'going on', 'talked elsewhere', 'quiet elsewhere'].map((name) => `${m} ${name}`);
	return [
		...single,
		...Object.keys(ANSWERS).map((question) => `${m} ${question} unsaid`),
		...atoms.agencies.flatMap(({ slug }) => [`${m} not ${slug}`, `${m} quiet ${slug}`]),
	].map((name) => ({ where: `beyond: ${name}`, names: [name] })).concat(atoms.counties.flatMap((code) => {
		const [answered, not] = [atoms.outside(code, ['near', 'far']), atoms.outside(code, ['not'])];
		const lacked = atoms.agencies.filter((agency) => agency.lacked && agency.county === code).map(({ slug }) => slug);
		const answeredToo = [...answered, ...lacked.flatMap((slug) => atoms.answered((pair) => pair.whose === slug))];
		const notToo = [...not, ...lacked.map((slug) => `${m} not ${slug}`)];
		return [
			{ where: `beyond: ${m} ${code} answered`, names: answered },
			{ where: `beyond: ${m} ${code} not`, names: not },
			{ where: `beyond: ${m} ${code} arrived`, names: [...answered, ...not] },
			{ where: `beyond its rows: ${m} ${code} answered`, names: answeredToo },
			{ where: `beyond its rows: ${m} ${code} not`, names: notToo },
			{ where: `beyond its rows: ${m} ${code} arrived`, names: [...answeredToo, ...notToo] },
			...lacked.map((slug) => ({ where: `beyond its rows: ${m} ${slug}`, names: atoms.agency(slug, 'arrived') })),
		];
	}));
}

// The hidden cells of these files (of one calendar year) that are worked out, by name, and the small remainders that are.
// counters: by month, what was counted; places: the municipalities it was counted in.
export function workedOut(files, counters, places) {
	const byMonth = new Map();
	const trueOf = new Map();
	for (const file of files.filter(({ step }) => /-\d\d$/.test(step))) {
		const atoms = new Atoms(file, files);
		atoms.taps = table(file, 'taps').map((row) => row.key).filter((key) => key !== 'all');
		byMonth.set(file.step, atoms);
		trueOf.set(file.step, trueAtoms(atoms, counters.get(file.step), places));
	}
	const truth = (name) => trueOf.get(name.split(' ', 1)[0])?.get(name) ?? 0;
	const all = cells(files, byMonth);
	const topics = table(files[0], 'topics').map((row) => row.key);
	const rows = all.filter(({ number }) => number !== null)
		.map(({ number, names }) => [...names.map((name) => [name, 1]), [NUMBER, -number]]);
	for (const atoms of byMonth.values()) rows.push(...truths(atoms, topics));
	const none = new Set(all.filter(({ number }) => number === 0).flatMap(({ names }) => names));
	const hidden = all.filter(({ number }) => number === null);
	for (const name of forced(rows, none, truth)) none.add(name);
	const span = spanOf(rows, none);
	const left = ({ names }) => span.reduce(names.filter((name) => !none.has(name)).map((name) => [name, 1]));
	const follows = (row) => row.size === (row.has(NUMBER) ? 1 : 0);
	const isSmall = (row) => follows(row) && row.get(NUMBER) > 0 && row.get(NUMBER) < 5;
	const beyond = [...byMonth.values()].flatMap(remainders);
	return { hidden: hidden.length, shown: all.length - hidden.length,
		found: hidden.filter((cell) => follows(left(cell))).map(({ where }) => where),
		small: beyond.filter((one) => isSmall(left(one))).map(({ where }) => where) };
}
