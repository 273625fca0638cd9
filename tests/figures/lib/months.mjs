// Visits that never were, month by month, as the counters would have them: 30 municipalities (four without an agency) in five
// counties, twelve topics, a national agency. One municipality gets its agency in the middle of a quarter, and one loses it.
import { Random } from '../../routing/lib/random.mjs';

const COUNTIES = ['03', '11', '31', '42', '50'];
const TOPICS = ['unsure', 'family', 'friends', 'love', 'school', 'thoughts', 'harm', 'body', 'limits', 'violence', 'drugs', 'net'];
const BOUNDS = ['10', '30', '60', '120', '300', '600', '1200', '1800', '3600', 'more'];

export const places = Array.from({ length: 30 }, (_, i) => {
	const county = COUNTIES[i % 5];
	return { code: `${county}${String(i + 1).padStart(2, '0')}`, county, slug: i % 8 === 7 ? '' : `town${i}` };
});

const agencies = [...places.filter((place) => place.slug !== ''), { slug: 'nation', code: '', county: '' }];

// By the number of a month from 0: the one that joins is there from its first month on, the one that leaves to its last.
const JOINS = { slug: 'town6', first: 4 };
const LEAVES = { slug: 'town2', last: 6 };
const others = places.filter(({ slug }) => slug !== JOINS.slug);
const FEW = 3; // visits a month before it joins: nobody may find them by subtraction
const agenciesIn = (month) =>
	agencies.filter(({ slug }) => (slug !== JOINS.slug || month >= JOINS.first) && (slug !== LEAVES.slug || month <= LEAVES.last));
const agencyLine = ({ slug, code, county }) => `agency\t${slug}\tAgency ${slug}\t${code}\t${county}`;

function changesBefore(month) {
	if (month === JOINS.first) return [agencyLine(agencies.find(({ slug }) => slug === JOINS.slug))];
	return month === LEAVES.last + 1 ? [`gone\t${LEAVES.slug}`] : [];
}

// The lines that tell the world to figures_tables.
export const world = [
	...COUNTIES.map((code) => `county\t${code}\tCounty ${code}`),
	...places.map((place) => `place\t${place.code}\t${place.county}`),
	...TOPICS.map((topic) => `topic\t${topic}`),
	...agenciesIn(0).map(agencyLine),
];

// A few places and topics have most of the visits, as in life.
const lean = (random, list) => list[Math.floor(list.length * random.next() ** 2)];

function who(random, place, agencies) {
	const own = agencies.find((agency) => agency.code !== '' && agency.code === place.code);
	if (own !== undefined && random.next() < 0.6) return own.slug;
	const near = agencies.filter((agency) => agency.county === place.county);
	return lean(random, random.next() < 0.6 && near.length > 0 ? near : agencies).slug;
}

class Month {
	counters = new Map();

	constructor(agencies) {
		this.agencies = agencies;
	}

	count(kind, field, by = 1) {
		const key = `${kind}\t${field}`;
		this.counters.set(key, (this.counters.get(key) ?? 0) + by);
	}

	visit(random, place) {
		const said = random.next();
		const region = said < 0.02 ? 'n' : said < 0.1 ? `c${place.county}` : `m${place.code}`;
		const topic = lean(random, TOPICS);
		const both = (what) => {
			this.count('d', `${region} ${what}`);
			this.count('m', `${region} ${topic} ${what}`);
		};
		both('arrived');
		const end = random.next();
		if (end < 0.14) both('abandoned:left');
		else if (end < 0.16) both('refused');
		else if (end < 0.21) both('diverted');
		else this.answered(random, { place, region, both });
	}

	answered(random, { place, region, both }) {
		both(`answered:${random.pick(BOUNDS)}`);
		const answering = region === 'n' ? lean(random, this.agencies).slug : who(random, place, this.agencies);
		this.count('d', `${region} by:${answering}`);
		both(`ended:left:${random.pick(BOUNDS)}`);
		const kind = random.next();
		if (kind < 0.1) both('silent');
		else if (kind < 0.15) both('uncounted');
		else if (random.next() < 0.3) this.survey(random, answering);
	}

	survey(random, agency) {
		const count = (what) => this.count('a', `${agency} ${what}`);
		count('survey');
		if (random.next() < 0.9) count(`place:${random.pick(['yes', 'yes', 'partly', 'no'])}`);
		const [before, now] = [1 + random.below(5), 1 + random.below(5)];
		count(`before:${before}`);
		if (random.next() < 0.8) {
			count(`now:${now}`);
			count(`change:${now > before ? 'better' : now === before ? 'same' : 'worse'}`);
		}
	}

	lines() {
		return [...this.counters].map(([field, number]) => `${field}\t${number}`);
	}
}

function sum(months) {
	const whole = new Month([]);
	for (const month of months) {
		for (const [key, number] of month.counters) whole.count(...key.split('\t'), number);
	}
	return whole;
}

// Steps in the order in which they are frozen, each with the lines of its counters.
export function steps({ seed, months, visitsMonth }) {
	const random = new Random(seed);
	const made = [];
	const all = [];
	for (let i = 0; i < months; i++) {
		const year = 2026 + Math.floor(i / 12);
		const month = new Month(agenciesIn(i));
		const visits = Math.round(visitsMonth * (0.6 + 0.8 * random.next()));
		const before = i < JOINS.first;
		for (let v = 0; v < visits; v++) month.visit(random, lean(random, before ? others : places));
		for (let v = 0; before && v < FEW; v++) month.visit(random, places.find(({ slug }) => slug === JOINS.slug));
		for (let v = 0; v < 2 * visits; v++) month.count('a', `${lean(random, month.agencies).slug} tapped`);
		all.push(month);
		made.push({ step: `${year}-${String((i % 12) + 1).padStart(2, '0')}`, counters: month, changes: changesBefore(i) });
		if (i % 3 === 2) made.push({ step: `${year}-Q${Math.floor((i % 12) / 3) + 1}`, counters: sum(all.slice(i - 2, i + 1)), changes: [] });
		if (i % 12 === 11) made.push({ step: `${year}`, counters: sum(all.slice(i - 11, i + 1)), changes: [] });
	}
	return made;
}
