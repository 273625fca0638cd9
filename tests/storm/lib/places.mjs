// Where the youths of the storm come from and what they wish, and how its counsellors set their shifts: two pools of the demo,
// own municipalities, neighbours in the same county, places without an agency, and no place at all.

/** pool -> its agencies (with their municipality), other municipalities, languages. */
const POOLS = {
	no: {
		agencies: { oslo: '0301', kristiansand: '4204', karasjok: '5610', 'ung-norge': '' },
		elsewhere: ['4601', '4205', '5601'],
		languages: [['nb'], ['nb'], ['nn', 'nb'], ['se', 'nb'], ['en'], ['nb', 'en']],
	},
	dk: {
		agencies: { aarhus: '0751', skanderborg: '0746', odder: '0727', kobenhavn: '0101', 'ung-danmark': '' },
		elsewhere: ['0707', '0740', '0147'],
		languages: [['da'], ['da'], ['da'], ['da', 'en'], ['en']],
	},
};
const TOPICS = ['unsure', 'unsure', 'unsure', 'school', 'family', 'love'];
const SPOKEN = { no: [['nb', 'nn', 'en'], ['nb', 'se'], ['nb']], dk: [['da', 'en'], ['da']] };

export const AGENCIES = Object.values(POOLS).flatMap(({ agencies }) => Object.keys(agencies));

/** [pool, municipality] of an agency. */
export function homeOf(agency) {
	const pool = Object.keys(POOLS).find((id) => agency in POOLS[id].agencies);
	return [pool, POOLS[pool].agencies[agency]];
}

/** The fields of an ASK. */
export function wish(random) {
	return wishIn(random, random.chance(0.5) ? 'no' : 'dk');
}

export function wishIn(random, pool) {
	const { agencies, elsewhere, languages } = POOLS[pool];
	const places = [...Object.values(agencies).filter((code) => code !== ''), ...elsewhere];
	const region = random.chance(0.1) ? '' : random.pick(places);
	return {
		pool, region, door: '', topic: random.pick(TOPICS), languages: random.pick(languages),
		urgency: random.weighted([[0, 8], [1, 2], [2, 1]]),
		who: region === '' ? 0 : random.weighted([[0, 8], [1, 1], [2, 1]]),
		avoid: random.chance(0.15) ? [random.pick(places)] : [],
	};
}

/** Another wish for CHANGE. */
export function otherWish(random, { pool, region }) {
	return { who: region === '' ? 0 : random.below(3), languages: random.pick(POOLS[pool].languages) };
}

/** The fields of a SHIFT beside its state. */
export function shiftOf(random, pool) {
	const topics = ['unsure', ...['school', 'family', 'love'].filter(() => random.chance(0.6))];
	return {
		capacity: 1 + random.below(3), scope: random.weighted([[0, 1], [1, 2], [2, 6]]), topics, languages: random.pick(SPOKEN[pool]),
	};
}
