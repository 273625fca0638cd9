/**
 * The municipalities of the public directory, which come by county, as rows. Pure.
 */

/** A county as `GET /api/v1/directory` has it; `municipalities` are names by official code. */
export interface CountyAnswer {
	code: string;
	name: string;
	pool: string;
	municipalities: Readonly<Record<string, string>>;
}

/** A municipality. Codes are only unique together with their pool. */
export interface Region {
	code: string;
	name: string;
	/** The code of its county. */
	county: string;
	pool: string;
}

/** All municipalities of these counties. */
export function regionsOf(counties: readonly CountyAnswer[]): Region[] {
	return counties.flatMap(({ code: county, pool, municipalities }) =>
		Object.entries(municipalities).map(([code, name]) => ({ code, name, county, pool })),
	);
}
