/**
 * Names for the codes that frames carry: topics, municipalities, counties, languages. They come
 * from the public directory; a code that is not in it is shown as it is. Pure look-ups, no
 * fetching.
 */
import type { I18n } from '@samtale/core/i18n';
import type { Choices } from './state.ts';

/** The answer of GET /api/v1/directory, the parts the desk uses, and its municipalities as rows. */
export interface Directory {
	pools: { id: string; country: string; languages: string[]; name: Record<string, string> }[];
	regions: { code: string; name: string; county: string; pool: string }[];
	counties: { code: string; name: string; pool: string }[];
	topics: { id: string; order: number; names: Record<string, string> }[];
	agencies: { slug: string; name: string; pool: string }[];
}

export const noDirectory: Directory = { pools: [], regions: [], counties: [], topics: [], agencies: [] };

/** The topic everybody takes; it is no choice of a shift. */
export const UNSURE = 'unsure';

export class Names {
	constructor(
		private readonly directory: Directory,
		private readonly i18n: I18n,
		/**
		 * Codes of two pools may be equal, so every look-up is within one. Empty before the login.
		 */
		private readonly pool: string,
	) {}

	topic(id: string): string {
		const names = this.directory.topics.find((topic) => topic.id === id)?.names ?? {};
		return names[this.i18n.language] ?? names['nb'] ?? id;
	}

	/** The topics a counsellor may choose, in their order. */
	topics(): { id: string; name: string }[] {
		return [...this.directory.topics]
			.filter((topic) => topic.id !== UNSURE)
			.sort((a, b) => a.order - b.order)
			.map(({ id }) => ({ id, name: this.topic(id) }));
	}

	/** Is it the id of a topic? */
	isTopic(id: string): boolean {
		return this.directory.topics.some((topic) => topic.id === id);
	}

	/** The pool's agencies, by name. */
	agencies(): { slug: string; name: string }[] {
		return this.directory.agencies
			.filter(({ pool }) => pool === this.pool)
			.sort((a, b) => a.name.localeCompare(b.name, 'nb'));
	}

	/**
	 * The place of an offer or room: a municipality at level 0, else a county. Empty stands for
	 * "not told".
	 */
	place(code: string, level: number): string {
		if (code === '') {
			return this.i18n.t('staff.offer.from_unsaid');
		}
		const found =
			level === 0
				? (this.region(code) ?? this.countyOf(code))
				: (this.countyOf(code) ?? this.region(code));
		return found ?? code;
	}

	/** The municipality of that code, or the code itself. */
	municipality(code: string): string {
		return this.region(code) ?? code;
	}

	/** The county around a municipality. */
	countyAround(code: string): string {
		const county = this.directory.regions.find(
			(row) => row.pool === this.pool && row.code === code,
		)?.county;
		return county === undefined ? '' : (this.countyOf(county) ?? county);
	}

	/** The pool's country, NO or DK. */
	country(): string {
		return this.directory.pools.find((pool) => pool.id === this.pool)?.country ?? '';
	}

	/** Languages of the pool, first the most used. */
	languages(): string[] {
		return this.directory.pools.find((pool) => pool.id === this.pool)?.languages ?? [];
	}

	/**
	 * What a shift is when nobody has chosen yet: two rooms, everybody, all topics, the pool's
	 * first language.
	 */
	usualChoices(): Choices {
		const topics = this.topics().map(({ id }) => id);
		return { capacity: 2, scope: 2, topics, languages: this.languages().slice(0, 1) };
	}

	/** A language's name in the language of the page. */
	language(code: string): string {
		const key = `common.language.${code}`;
		return this.i18n.has(key) ? this.i18n.t(key) : code;
	}

	private region(code: string): string | undefined {
		return this.directory.regions.find((row) => row.pool === this.pool && row.code === code)
			?.name;
	}

	private countyOf(code: string): string | undefined {
		return this.directory.counties.find((row) => row.pool === this.pool && row.code === code)
			?.name;
	}
}
