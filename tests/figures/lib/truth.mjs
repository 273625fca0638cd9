// What a script knows of its visits, and nothing else: kept beside the daemon, to hold its counters against.

/** Upper bounds in seconds, as docs/routing.md has them. */
const BOUNDS = [10, 30, 60, 120, 300, 600, 1200, 1800, 3600];
/** A client measures from outside: what it saw may have been so much shorter or longer inside. */
const SLACK_S = 0.5;

const boundOf = (seconds) => String(BOUNDS.find((bound) => seconds <= bound) ?? 'more');

/** Of fewer, nobody is told how long. */
const LEAST = 8;

/** The bound that so many per cent of these spans do not pass, as [lowest, highest] that it can be; null: there are too few. */
export function percentile(spans, perCent) {
	if (spans.length < LEAST) return null;
	const nth = (seconds) => {
		const bound = boundOf(seconds.toSorted((a, b) => a - b)[Math.ceil((spans.length * perCent) / 100) - 1]);
		return bound === 'more' ? Infinity : Number(bound);
	};
	return [nth(spans.map(([from]) => Math.max(0, from - SLACK_S))), nth(spans.map(([, to]) => to + SLACK_S))];
}

/** One visit. span: [shortest, longest] in seconds that it can have been. */
class Visit {
	constructor(hour, region, topic) {
		Object.assign(this, { hour, region, topic, result: null, by: null, wait: null, end: null, length: null, form: null, said: null });
		this.wrote = new Set(); // youth, staff
	}

	answered(by, wait) {
		Object.assign(this, { result: 'answered', by, wait });
	}

	/** The words that are counted of it, without bounds. */
	get words() {
		const list = ['arrived', this.result].filter(Boolean);
		if (this.end === null) return list;
		list.push(`ended:${this.end}`);
		if (this.form !== null && this.form !== 'yes') list.push('uncounted');
		else if (this.wrote.size < 2) list.push('silent');
		return list;
	}
}

const add = (table, key, field, n = 1) => {
	table[key] ??= {};
	table[key][field] = (table[key][field] ?? 0) + n;
};

export class Truth {
	constructor() {
		this.visits = [];
		this.taps = {}; // agency -> how often somebody wanted to write at its door
	}

	visit(hour, region, topic) {
		const visit = new Visit(hour, region, topic);
		this.visits.push(visit);
		return visit;
	}

	/** {h, d, m}: step -> field -> number, without bounds and without the ledger. */
	tables() {
		const [h, d, m] = [{}, {}, {}];
		for (const { hour, region, topic, words } of this.visits) {
			for (const word of words) {
				add(h, hour, word);
				add(d, hour.slice(0, 8), `${region} ${word}`);
				add(m, hour.slice(0, 6), `${region} ${topic} ${word}`);
			}
		}
		return { h, d, m };
	}

	/** Day -> "<region> by:<agency>" -> number. */
	ledger() {
		const ledger = {};
		for (const { hour, region, by } of this.visits) if (by !== null) add(ledger, hour.slice(0, 8), `${region} by:${by}`);
		return ledger;
	}

	/** Of all: word -> number, as the totals since ever have them, which no form corrects. */
	totals() {
		const totals = {};
		for (const { result, end, wrote } of this.visits) {
			const words = ['arrived', result, end && `ended:${end}`, end && wrote.size < 2 && 'silent'].filter(Boolean);
			for (const word of words) totals[word] = (totals[word] ?? 0) + 1;
		}
		return totals;
	}

	/** Hour -> topic -> arrivals. */
	topics(hours) {
		const table = {};
		for (const { hour, topic } of this.visits) if (hours.includes(hour)) add(table, hour, topic);
		return table;
	}

	/** Hour -> field with its bound -> [fewest, most] that there can be. */
	spans() {
		const table = {};
		const note = (hour, name, [from, to]) => {
			const [low, high] = [boundOf(Math.max(0, from - SLACK_S)), boundOf(to + SLACK_S)];
			table[hour] ??= {};
			for (const bound of new Set([low, high])) {
				const range = table[hour][`${name}:${bound}`] ??= [0, 0];
				range[1] += 1;
				if (low === high) range[0] += 1;
			}
		};
		for (const { hour, wait, end, length } of this.visits) {
			if (wait) note(hour, 'answered', wait);
			if (end) note(hour, `ended:${end}`, length);
		}
		return table;
	}
}

/** A table of Redis in the words of tables(): bounds away, the ledger away, what is 0 away. */
export function folded(table) {
	const sum = {};
	for (const [field, n] of Object.entries(table)) {
		if (/ by:\S+$/.test(field) || Number(n) === 0) continue;
		const name = field.replace(/((?:^| )(?:answered|ended:\w+)):\w+$/, '$1');
		sum[name] = (sum[name] ?? 0) + Number(n);
	}
	return sum;
}
