/**
 * Finding a municipality by what is typed: official and parallel names, with or without accents.
 * Pure.
 */
import type { County, Directory, Region } from './data.ts';

export interface Place {
	region: Region;
	county: string;
}

/**
 * Lower case without accents; æ, ø, å and their Sámi and Swedish kin as the letters that people
 * type for them.
 */
export function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/æ/g, 'ae')
		.replace(/ø/g, 'o')
		.replace(/đ/g, 'd')
		.replace(/ŧ/g, 't')
		.replace(/ŋ/g, 'n')
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '');
}

/** How well a name fits: 0 begins with it, 1 a later part does, 2 contains it, 3 does not fit. */
function rank(name: string, typed: string): number {
	const whole = plain(name);
	if (whole.startsWith(typed)) {
		return 0;
	}
	if (whole.split(/[\s-]+/).some((part) => part.startsWith(typed))) {
		return 1;
	}
	return whole.includes(typed) ? 2 : 3;
}

/** Municipalities that fit, best first, then by name. Empty input fits nothing. */
export function findPlaces(directory: Directory, input: string): Place[] {
	const typed = plain(input.trim());
	if (typed === '') {
		return [];
	}
	const key = ({ pool, code }: { pool: string; code: string }) => `${pool}/${code}`;
	const counties = new Map(
		directory.counties.map((county: County) => [key(county), county.name]),
	);
	return directory.regions
		.map((region) => ({ region, rank: rank(region.name, typed) }))
		.filter((found) => found.rank < 3)
		.sort((a, b) => a.rank - b.rank || (plain(a.region.name) < plain(b.region.name) ? -1 : 1))
		.map(({ region }) => ({
			region,
			county: counties.get(key({ pool: region.pool, code: region.county })) ?? '',
		}));
}
