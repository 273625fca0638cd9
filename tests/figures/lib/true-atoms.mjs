// What the atoms of rank.mjs are in truth, by the counters of a month: of what was made up, so that the tables can be held
// against it. An atom that is above 0 in truth is one that no reader can show to be 0.

const placeOf = (places, region) => places.find(({ code }) => `m${code}` === region);
const countyOf = (places, region) => (region === 'n' ? 'n' : region[0] === 'c' ? region.slice(1) : placeOf(places, region).county);

class Counts {
	#counts = new Map();

	add(name, by) {
		this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
	}

	get(name) {
		return this.#counts.get(name) ?? 0;
	}
}

const WHY = { 'abandoned:left': 'abandoned', refused: 'refused', diverted: 'diverted' };
const base = (what) => what.split(':')[0];

// By region: arrived, answered, ended, quiet ones of them, and who answered.
function byRegion(counters) {
	const regions = new Map();
	for (const [field, number] of counters) {
		const [, region, what] = field.match(/^d\t(\S+) (\S+)$/) ?? [];
		if (region === undefined) continue;
		if (!regions.has(region)) regions.set(region, { counts: new Counts(), by: new Map() });
		const { counts, by } = regions.get(region);
		if (base(what) === 'by') by.set(what.slice(3), number);
		else counts.add(WHY[what] ?? base(what), number);
	}
	return regions;
}

const talked = (counts) => counts.get('ended') - counts.get('silent') - counts.get('uncounted');

// counters: [field, number] as lines of figures_tables have them; places: {code, county, slug} of every municipality that is counted.
export function trueAtoms(atoms, counters, places) {
	const { m } = atoms;
	const truth = new Counts();
	const add = (name, by) => truth.add(`${m} ${name}`, by);
	const pairs = new Set(atoms.pairs.map(({ name }) => name));
	const slugs = new Set(atoms.agencies.map(({ slug }) => slug));
	for (const [region, { counts, by }] of byRegion(counters)) {
		const [county, slug] = [countyOf(places, region), placeOf(places, region)?.slug];
		const not = counts.get('arrived') - counts.get('answered');
		const place = slugs.has(slug) ? slug : 'elsewhere';
		add(slugs.has(slug) ? `not ${slug}` : `beyond ${county} not`, not);
		add(`talked ${place}`, talked(counts));
		add(`quiet ${place}`, counts.get('answered') - talked(counts));
		add('ended', counts.get('ended'));
		add('silent', counts.get('ended') - talked(counts));
		add('going on', counts.get('answered') - counts.get('ended'));
		for (const why of Object.values(WHY)) add(why, counts.get(why));
		for (const [who, number] of by) {
			const near = places.some((place) => place.slug === who && place.county === county);
			const listed = pairs.has(`${m} ${slug} ${who}`);
			add(listed ? `${slug} ${who}` : `beyond ${county} ${near ? 'near' : 'far'}`, number);
		}
	}
	countTopics(counters, add);
	countAnswers(counters, add);
	return truth;
}

function countTopics(counters, add) {
	const signs = { ended: 1, silent: -1, uncounted: -1 };
	for (const [field, number] of counters) {
		const [, topic, what] = field.match(/^m\t\S+ (\S+) (\S+)$/) ?? [];
		const sign = what && signs[base(what)];
		if (sign) add(`about ${topic}`, sign * number);
	}
}

function countAnswers(counters, add) {
	for (const [field, number] of counters) {
		const [, slug, what] = field.match(/^a\t(\S+) (\S+)$/) ?? [];
		if (what === undefined) continue;
		add(what === 'tapped' ? `tapped ${slug}` : what, number);
		if (what === 'survey') for (const question of ['place', 'before', 'now', 'change']) add(`${question} unsaid`, number);
		else if (what !== 'tapped') add(`${base(what)} unsaid`, -number);
	}
}

// What the pool no counted in a month, as a line of figures_tables has it -> number.
export async function countersOf(redis, month) {
	const counters = new Map();
	for (const kind of ['d', 'm', 'a']) {
		for (const key of await redis.keys(`{no}:n:${kind}:${month}*`)) {
			for (const [field, n] of Object.entries(await redis.hgetall(key))) {
				counters.set(`${kind}\t${field}`, (counters.get(`${kind}\t${field}`) ?? 0) + Number(n));
			}
		}
	}
	return counters;
}
