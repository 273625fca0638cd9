/**
 * Names for the codes that a scene carries: counties in official order with their municipalities, topics in their order,
 * agencies. They come from the public directory; a code that is not in it is shown as it is.
 */
import type { I18n } from '@samtale/core/i18n';
import type { CountyAnswer } from '@samtale/core/places';

/** The answer of GET /api/v1/directory, the parts that are used here. */
export interface Directory {
	pools: { id: string; country: string; zone: string; name: Record<string, string> }[];
	counties: CountyAnswer[];
	topics: { id: string; order: number; names: Record<string, string> }[];
	agencies: { slug: string; name: string; pool: string; municipality: string }[];
}

export const noDirectory: Directory = { pools: [], counties: [], topics: [], agencies: [] };

export interface Place {
	code: string;
	name: string;
}
export interface County extends Place {
	municipalities: readonly Place[];
}
export interface Topic {
	id: string;
	name: string;
}

const byCode = (a: Place, b: Place): number => (a.code < b.code ? -1 : 1);

/** The names of one pool: codes of two may be equal. */
export class Names {
	/** In official order. */
	readonly counties: readonly County[];
	/** In their order; without those that only a hand-over reaches. */
	readonly topics: readonly Topic[];
	private readonly agencies: ReadonlyMap<string, string>;
	private readonly homes: ReadonlyMap<string, string>;

	constructor(
		directory: Directory,
		private readonly i18n: I18n,
		private readonly pool: string,
	) {
		this.pools = directory.pools;
		this.counties = directory.counties
			.filter((county) => county.pool === pool)
			.map(({ code, name, municipalities }) => ({
				code,
				name,
				municipalities: Object.entries(municipalities)
					.map(([one, title]) => ({ code: one, name: title }))
					.sort(byCode),
			}))
			.sort(byCode);
		this.topics = [...directory.topics]
			.sort((a, b) => a.order - b.order)
			.map(({ id, names }) => ({ id, name: this.own(names) ?? id }));
		this.agencies = new Map(directory.agencies.map(({ slug, name }) => [slug, name]));
		this.ofPool = directory.agencies
			.filter((agency) => agency.pool === pool)
			.sort((a, b) => a.name.localeCompare(b.name, 'nb'))
			.map(({ slug }) => slug);
		this.homes = new Map(directory.agencies.map(({ slug, municipality }) => [slug, municipality]));
	}

	private readonly pools: Directory['pools'];
	private readonly ofPool: readonly string[];

	/** The agencies of the pool, by name. */
	get slugs(): readonly string[] {
		return this.ofPool;
	}

	/** Of one that is not in the directory, since only a hand-over reaches it: its short name. */
	topic(id: string): string {
		const short = `live.topic.${id}`;
		const known = this.topics.find((topic) => topic.id === id)?.name;
		return known ?? (this.i18n.has(short) ? this.i18n.t(short) : id);
	}

	agency(slug: string): string {
		return this.agencies.get(slug) ?? slug;
	}

	/** Where an agency is: its municipality, by the first of its official names, or its own name where it has none. */
	home(slug: string): string {
		const code = this.homes.get(slug) ?? '';
		const found = this.countyAround(code)?.municipalities.find((one) => one.code === code);
		return found?.name.split(' - ')[0] ?? this.agency(slug);
	}

	get poolName(): string {
		const names = this.pools.find(({ id }) => id === this.pool)?.name;
		return (names && this.own(names)) ?? this.pool;
	}

	/** The zone of the pool's clock. */
	get zone(): string {
		return this.pools.find(({ id }) => id === this.pool)?.zone ?? 'Europe/Oslo';
	}

	/** The county around a municipality. */
	countyAround(municipality: string): County | undefined {
		return this.counties.find(({ municipalities }) =>
			municipalities.some(({ code }) => code === municipality),
		);
	}

	/** The place of a cell: `m` and a code, `c` and a code, or `n`. */
	place(region: string): string {
		const code = region.slice(1);
		if (region === 'n') {
			return this.i18n.t('live.heat.nation');
		}
		const found = region.startsWith('c')
			? this.counties.find((county) => county.code === code)
			: this.countyAround(code)?.municipalities.find((one) => one.code === code);
		return found?.name ?? code;
	}

	private own(names: Readonly<Record<string, string>>): string | undefined {
		return names[this.i18n.language] ?? names['nb'];
	}
}
