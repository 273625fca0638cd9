/**
 * What a coordinator knows and can do: the agencies within reach, which of them are live, and the invitation
 * of a new one. It draws nothing and holds no words.
 */
import { batch, signal } from '@preact/signals';
import { may } from '@samtale/core/may';
import { AGENCY_INVITE } from '@samtale/core/permissions';
import { regionsOf, type CountyAnswer, type Region } from '@samtale/core/places';
import { call, type CallAnswer } from '@samtale/staff/call';
import type { Office } from './office.ts';
import { Rota } from './rota.ts';

export interface Agency {
	slug: string;
	name: string;
	pool: string;
	/** The official code; empty: a national agency. */
	municipality: string;
	/** `no`, or anything else: it is. */
	live: string;
}

/** What an invitation asks for; all but the alias is needed. */
export interface Wish {
	slug: string;
	name: string;
	pool: string;
	municipality: string;
	buddy: string;
	owner: string;
	alias: string;
}

/** The way in, which is told once. */
export interface Invited {
	slug: string;
	owner: string;
	join: string;
}

type Texts = Readonly<Record<string, string>>;

/** A slug of the name of a place: "Ål i Hallingdal" is al-i-hallingdal. */
export function slugOf(name: string): string {
	const plain = name.toLowerCase().replaceAll('æ', 'ae').replaceAll('ø', 'o').replaceAll('đ', 'd');
	return plain
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '')
		.slice(0, 64);
}

export class Network {
	/** By name; null until they are known. */
	readonly agencies = signal<readonly Agency[] | null>(null);
	readonly regions = signal<readonly Region[]>([]);
	/** Names by pool and code. */
	readonly counties = signal<Texts>({});
	/** What the daemon expected of a field. */
	readonly faults = signal<Texts>({});
	readonly invited = signal<Invited | null>(null);
	readonly busy = signal(false);
	readonly rota: Rota;

	constructor(
		private readonly office: Office,
		private readonly ask: typeof fetch,
	) {
		this.rota = new Rota(office, ask);
	}

	/** Whether this person may have this section. */
	get isAllowed(): boolean {
		return may(AGENCY_INVITE, this.office.person.value?.role ?? '');
	}

	async read(): Promise<void> {
		const [listed, directory] = await Promise.all([
			this.send<{ agencies: Agency[] }>('/api/v1/agencies'),
			this.places(),
		]);
		if (listed.ok) {
			const byName = (a: Agency, b: Agency): number => a.name.localeCompare(b.name, 'nb');
			const pools = new Set(listed.data.agencies.map(({ pool }) => pool));
			batch(() => {
				this.agencies.value = [...listed.data.agencies].sort(byName);
				this.regions.value = directory.filter(({ pool }) => pools.has(pool));
			});
		}
	}

	/** Places of the pools within reach that no open agency has: one that is not open can be invited again. */
	get free(): Region[] {
		return this.regions.value.filter((place) => this.at(place).every(({ live }) => live === 'no'));
	}

	/** What an invitation to a place begins with: as the agency there is called already, or a slug of the place's name. */
	suggest(key: string): { isThere: boolean; slug: string; name: string } {
		const place = this.regions.value.find(({ pool, code }) => `${pool} ${code}` === key);
		const [there] = place === undefined ? [] : this.at(place);
		return {
			isThere: there !== undefined,
			slug: there?.slug ?? slugOf(place?.name ?? ''),
			name: there?.name ?? '',
		};
	}

	/** Whose texts a new one of that pool may begin with. */
	buddies(pool: string): Agency[] {
		return (this.agencies.value ?? []).filter((one) => one.pool === pool && one.live !== 'no');
	}

	placeOf({ pool, municipality }: Agency): string {
		const here = this.regions.value.find((one) => one.pool === pool && one.code === municipality);
		return here?.name ?? '';
	}

	/** Resolves to whether there is a link now. */
	async invite(wish: Wish): Promise<boolean> {
		if (this.busy.value) {
			return false;
		}
		this.busy.value = true;
		this.invited.value = null;
		const answer = await this.send<Invited>('/api/v1/agencies/invite', wish);
		this.busy.value = false;
		if (answer.ok) {
			this.invited.value = answer.data;
			await this.read();
		}
		return answer.ok;
	}

	/** Opens an agency to youths, or closes it; the list says afterwards how it stands. */
	async setLive({ slug, live }: Agency, wanted: boolean): Promise<void> {
		const now = wanted ? 'yes' : 'no';
		const answer = await this.send('/api/v1/agencies', {
			slug,
			changes: { live: now },
			was: { live },
		});
		if (answer.ok || answer.code === 'changed') {
			await this.read();
		}
	}

	private at({ pool, code }: Region): Agency[] {
		return (this.agencies.value ?? []).filter((one) => one.pool === pool && one.municipality === code);
	}

	private async places(): Promise<Region[]> {
		try {
			const answer = await this.ask('/api/v1/directory', { credentials: 'omit' });
			const { counties } = (await answer.json()) as { counties: CountyAnswer[] };
			this.counties.value = Object.fromEntries(
				counties.map(({ pool, code, name }) => [`${pool} ${code}`, name]),
			);
			return regionsOf(counties);
		} catch {
			return [];
		}
	}

	private async send<T>(path: string, body?: object): Promise<CallAnswer<T>> {
		const answer = await call<T>(this.ask, this.office.bearer, path, body);
		batch(() => {
			this.faults.value = answer.ok || answer.code !== 'value' ? {} : answer.fields;
			if (!answer.ok) {
				this.office.problem.value = answer.code;
				this.office.leaveWithoutSession(answer);
			} else if (body !== undefined) {
				this.office.problem.value = '';
			}
		});
		return answer;
	}
}
