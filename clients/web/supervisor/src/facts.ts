/** What the rows of a scene say, as facts. Pure: words parted by blanks are read, nothing is decided. */
import type { Rows } from './scene.ts';

const numbers = (value: string): number[] => value.split(' ').map(Number);

/** Waiting youths of a place and a topic. */
export interface Cell {
	/** `m` and the code of a municipality, `c` and that of a county, or `n`. */
	region: string;
	topic: string;
	n: number;
	/** When the one that has waited longest asked, Unix milliseconds. */
	oldest: number;
}

function cellOf(name: string, value: string): Cell {
	const [region = '', topic = ''] = name.split(' ');
	const [n = 0, oldest = 0] = numbers(value);
	return { region, topic, n, oldest };
}

/** Rows `w <region> <topic>`. */
export function cellsOf(rows: Rows): Cell[] {
	return [...rows].map(([name, value]) => cellOf(name, value));
}

/** The same of rows that are asked for again and again: a cell whose value has not changed is not read anew. */
export function cellsReader(): (rows: Rows) => Cell[] {
	let known = new Map<string, { value: string; cell: Cell }>();
	return (rows) => {
		const next: typeof known = new Map();
		for (const [name, value] of rows) {
			const last = known.get(name);
			next.set(name, last?.value === value ? last : { value, cell: cellOf(name, value) });
		}
		known = next;
		return [...next.values()].map(({ cell }) => cell);
	};
}

/** Row `now`. */
export interface Now {
	rooms: number;
	away: number;
	wrapping: number;
	offered: number;
	waiting: number;
	onDuty: number;
	free: number;
	capacity: number;
}

export function nowOf(value: string): Now {
	const [rooms, away, wrapping, offered, waiting, onDuty, free, capacity] = numbers(value);
	return {
		rooms: rooms || 0,
		away: away || 0,
		wrapping: wrapping || 0,
		offered: offered || 0,
		waiting: waiting || 0,
		onDuty: onDuty || 0,
		free: free || 0,
		capacity: capacity || 0,
	};
}

/** Rows `rate 15` and `rate 60`: what became of the visits that asked in the last so many minutes. */
export interface Rate {
	arrived: number;
	answered: number;
	abandoned: number;
	refused: number;
	diverted: number;
	/** The rest. */
	waiting: number;
	/** Abandoned or refused. */
	unanswered: number;
}

export function rateOf(value: string | undefined): Rate {
	const [arrived = 0, answered = 0, abandoned = 0, refused = 0, diverted = 0] = numbers(value ?? '0');
	const unanswered = abandoned + refused;
	const waiting = arrived - answered - unanswered - diverted;
	return { arrived, answered, abandoned, refused, diverted, waiting, unanswered };
}

/** Fewer visits than these make no rate. */
export const ENOUGH = 8;

/** The share in whole per cent; null: too few to judge. */
export function share(part: number, n: number): number | null {
	return n < ENOUGH ? null : Math.round((100 * part) / n);
}

/** Rows `h <YYYYMMDDHH>`: an hour of the pool's clock. */
export interface Hour {
	/** Year, month, day and hour as digits. */
	step: string;
	arrived: number;
	answered: number;
	gone: number;
	/** After the opening hours no door was open, whatever an act did to one, and nobody came. */
	shut: boolean;
}

/** The hours of these steps; nobody came in one that has no row. shut: rows `shut <YYYYMMDDHH>`. */
export function hoursOf(rows: Rows, shut: Rows, steps: readonly string[]): Hour[] {
	return steps.map((step) => {
		const [arrived = 0, answered = 0, gone = 0] = numbers(rows.get(step) ?? '0');
		return { step, arrived, answered, gone, shut: arrived === 0 && shut.has(step) };
	});
}

/** Hours in a row in which no door was open: from the first to the last, by their place among all. */
export function shutRuns(hours: readonly Hour[]): [first: number, last: number][] {
	const runs: [number, number][] = [];
	hours.forEach(({ shut }, i) => {
		const run = runs.at(-1);
		if (shut && run?.[1] === i - 1) {
			run[1] = i;
		} else if (shut) {
			runs.push([i, i]);
		}
	});
	return runs;
}

/** States of somebody on shift as the scene names them, by the words of the frames. */
export const PRESENCES = ['available', 'paused', 'draining', 'off', 'lost'] as const;
export type Presence = (typeof PRESENCES)[number];

/** Rows `p <cid>`: somebody on shift. */
export interface Colleague {
	id: string;
	presence: Presence;
	/** Unix milliseconds. */
	since: number;
	load: number;
	capacity: number;
	agency: string;
	alias: string;
}

/** By agency, then by name. */
export function peopleOf(rows: Rows): Colleague[] {
	return [...rows]
		.map(([id, value]) => {
			const [presence = '', since, load, capacity, agency = '', ...alias] = value.split(' ');
			return {
				id,
				presence: PRESENCES.find((one) => one === presence) ?? 'lost',
				since: Number(since),
				load: Number(load),
				capacity: Number(capacity),
				agency,
				alias: alias.join(' '),
			};
		})
		.sort((a, b) => a.agency.localeCompare(b.agency, 'nb') || a.alias.localeCompare(b.alias, 'nb'));
}

/** Rows `a <id>`: an alarm. */
export interface Alarm {
	id: string;
	kind: string;
	since: number;
	value: string;
	limit: string;
	/** When somebody took it, Unix milliseconds; 0: nobody has. */
	takenAt: number;
	takenBy: string;
	/** What it is about, in the words of its kind. */
	subject: readonly string[];
}

export function alarmsOf(rows: Rows): Alarm[] {
	return [...rows].map(([id, text]) => {
		const [facts = '', takenBy = ''] = text.split(' | ');
		const [kind = '', since, value = '', limit = '', takenAt, ...subject] = facts.split(' ');
		return { id, kind, since: Number(since), value, limit, takenAt: Number(takenAt), takenBy, subject };
	});
}

/** Rows `act <id>`: what somebody has set and still holds. */
export interface Standing {
	id: string;
	kind: string;
	from: number;
	/** Unix milliseconds. */
	until: number;
	/** Slug of the agency within which it was done, or `-`: the whole pool. */
	reach: string;
	/** In words of its kind: scopes joined by commas, topic, agency; `-` for none. */
	where: readonly string[];
	who: string;
	text: string;
}

export function actsOf(rows: Rows): Standing[] {
	return [...rows].map(([id, value]) => {
		const [facts = '', who = '', ...text] = value.split(' | ');
		const [kind = '', from, until, reach = '', ...where] = facts.split(' ');
		return {
			id,
			kind,
			from: Number(from),
			until: Number(until),
			reach,
			where,
			who,
			text: text.join(' | '),
		};
	});
}

/** Row `lead`: who has the pool. */
export interface Lead {
	id: string;
	/** Unix milliseconds. */
	until: number;
	alias: string;
}

export function leadOf(value: string): Lead | null {
	const [id = '', until, ...alias] = value.split(' ');
	return id === '' ? null : { id, until: Number(until), alias: alias.join(' ') };
}

/** Rows `on <agency>`: who is on there, where names are not for this viewer. */
export interface Others {
	agency: string;
	on: number;
	available: number;
	load: number;
	capacity: number;
}

export function othersOf(rows: Rows): Others[] {
	return [...rows]
		.map(([agency, value]) => {
			const [on = 0, available = 0, load = 0, capacity = 0] = numbers(value);
			return { agency, on, available, load, capacity };
		})
		.sort((a, b) => (a.agency < b.agency ? -1 : 1));
}
