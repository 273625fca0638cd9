/**
 * What the page learns over plain HTTP: the door, the directory, the help services. Types and
 * fetching only. Every answer may be missing: the page then goes on with what it has.
 */
import { regionsOf, type CountyAnswer, type Region } from '@samtale/core/places';

export type { Region };

/** open: own agency. pool: only others in the pool. closed: nobody. */
export type DoorState = 'open' | 'closing' | 'full' | 'pool' | 'closed';

export interface Hours {
	/** 1 is Monday. */
	days: number[];
	from: string;
	to: string;
}

/** Texts by language code. */
export type Names = Readonly<Record<string, string | undefined>>;

export interface Door {
	/** Empty: the national page before a municipality is chosen. */
	pool: string;
	country: string;
	/** Slug, or empty: the pool's door. */
	agency: string;
	name: string;
	/** Official code, or empty. */
	municipality: string;
	state: DoorState;
	/** Unix seconds; 0: not known. */
	until: number;
	opens_at: number;
	pool_opens_at: number;
	/** As QUEUED.band. */
	band: number;
	answers: Names;
	works_with: Names;
	/** Of who answers, for the duty to tell. */
	profession: 'public' | 'health' | 'anyone';
	hours: Hours[];
	/** Address of the letterbox, or empty. */
	letterbox: string;
	/** Where "leave quickly" leads. */
	exit: string;
	/** The agency's own pages about this one; absent: it has none. */
	privacy?: string;
	accessibility?: string;
	/** Origins that may show the page in a frame; absent: none. */
	sites?: string[];
	languages: string[];
	/** What somebody says about the door for now; absent: nothing. */
	said?: string;
	/** Nobody is helped here; absent: it is a door like any other. */
	practice?: boolean;
	delete_minutes: number;
	profile: string;
	lang: string;
}

export interface Pool {
	id: string;
	country: string;
	name: Names;
	zone: string;
	languages: string[];
}
export interface County {
	code: string;
	name: string;
	pool: string;
}
export interface Topic {
	id: string;
	order: number;
	names: Names;
}
export interface Agency {
	slug: string;
	name: string;
	pool: string;
	municipality: string;
}

export interface Directory {
	pools: Pool[];
	regions: Region[];
	counties: County[];
	topics: Topic[];
	agencies: Agency[];
}

export interface Service {
	country: string;
	id: string;
	name: string;
	channel: 'phone' | 'chat' | 'sms';
	address: string;
	hours: string;
	ages: string;
	languages: string;
	keeps_record: boolean | string;
	confirmed: boolean;
	/** Open at this minute, by hours that a person has confirmed. */
	open: boolean;
	/** Until when, Unix seconds; 0: no hour. */
	until: number;
}

/**
 * A JSON answer of the daemon, bare or as {ok, data}; null when it did not come. There are no
 * credentials to leave out, and a browser that is told so opens a connection of its own: two round
 * trips more.
 */
async function get<T>(path: string): Promise<T | null> {
	try {
		const answer = await fetch(path);
		const body = answer.ok ? ((await answer.json()) as T & { ok?: boolean; data?: T }) : null;
		return body && body.ok === true && body.data !== undefined ? body.data : body;
	} catch {
		return null;
	}
}

/** Rejects when it did not come; `again` as of Part (fetching.ts). */
export async function fetchDirectory(again: string): Promise<Directory> {
	const directory = await get<Directory & { counties: CountyAnswer[] }>(
		`/api/v1/directory${again}`,
	);
	return directory ? { ...directory, regions: regionsOf(directory.counties) } : Promise.reject();
}

/** Of a country, or of all for an empty one. */
export const fetchHelp = (country: string): Promise<Service[] | null> =>
	get(`/api/v1/services?country=${encodeURIComponent(country)}`);

/** How a door stands now. Codes of municipalities are only unique together with their pool. */
export function fetchDoor(
	agency: string,
	municipality: string,
	pool: string,
): Promise<Door | null> {
	return get(`/api/v1/door?${new URLSearchParams({ agency, municipality, pool }).toString()}`);
}

/** What the daemon has put into the page under this id; null when it cannot be read. */
export function readData<T>(id: 'door' | 'texts'): T | null {
	try {
		return JSON.parse(document.getElementById(id)?.textContent ?? '') as T;
	} catch {
		return null;
	}
}

/** The zone of a pool's clock. */
export function zoneOf(country: string): string {
	return country === 'DK' ? 'Europe/Copenhagen' : 'Europe/Oslo';
}

/**
 * A text of several languages in the reader's, else in one they will likely read, with its code.
 */
export function nameIn(names: Names, language: string): { text: string; language: string } {
	const found = [language, 'nb', 'da', 'en', ...Object.keys(names)].find((code) => names[code]);
	return { text: (found && names[found]) || '', language: found ?? language };
}
