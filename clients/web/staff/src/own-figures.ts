/**
 * An agency's own figures as the daemon tells them (GET /api/v1/agency/figures): tables, rows and cells by name, and what
 * follows from them. Pure.
 */

/** null: hidden; ">3600": more than the last bound. */
export type Cell = number | string | null;

interface Row {
	key: string;
	name?: string;
	cells: readonly Cell[];
}
interface Table {
	id: string;
	columns: readonly string[];
	rows: readonly Row[];
}

export interface Figures {
	pool: string;
	from: string;
	to: string;
	tables: readonly Table[];
}

const NONE: Table = { id: '', columns: [], rows: [] };

const tableOf = (figures: Figures, id: string): Table =>
	figures.tables.find((table) => table.id === id) ?? NONE;

export const keysOf = (figures: Figures, id: string): string[] =>
	tableOf(figures, id).rows.map(({ key }) => key);

export function cellOf(figures: Figures, id: string, key: string, column: string): Cell {
	const { columns, rows } = tableOf(figures, id);
	return rows.find((row) => row.key === key)?.cells[columns.indexOf(column)] ?? null;
}

/** The same as a number; what is not there counts as none. */
export const numberOf = (figures: Figures, id: string, key: string, column: string): number =>
	Number(cellOf(figures, id, key, column) ?? 0) || 0;

/** How many, by the agency that answered them or by the county from which they came; '': not told. */
export interface Answered {
	slug: string;
	n: number;
}
export interface From {
	county: string;
	n: number;
}

/** The ledger in both directions: who answered ours, we ourselves first; from where those came whom we answered beside. */
export function ledgerOf(figures: Figures, slug: string): { ours: Answered[]; others: From[] } {
	const pairs = tableOf(figures, 'ledger').rows.map(({ key, name = '' }) => {
		const [whose = '', who = ''] = key.split(' ');
		return { whose, who, county: name, n: numberOf(figures, 'ledger', key, 'answered') };
	});
	const ours = pairs.filter(({ whose }) => whose === slug).map(({ who, n }) => ({ slug: who, n }));
	return {
		ours: ours.sort((a, b) => Number(b.slug === slug) - Number(a.slug === slug)),
		others: pairs
			.filter(({ whose, who }) => who === slug && whose !== slug)
			.map(({ county, n }) => ({ county, n })),
	};
}

/** Of a share or a rate fewer than this say nothing. */
export const LEAST = 8;

/** How many of the own municipality's who were answered had an own counsellor. */
export function ownShare(figures: Figures): { n: number; of: number } {
	const of = keysOf(figures, 'who').reduce(
		(sum, key) => sum + numberOf(figures, 'who', key, 'answered'),
		0,
	);
	return { n: numberOf(figures, 'who', 'own', 'answered'), of };
}

/** How many came, and how many own counsellors answered, in an hour with the door open; null: it was not open. */
export function perHour(
	figures: Figures,
	slug: string,
): { came: number; answered: number } | null {
	const hours = numberOf(figures, 'doors', slug, 'minutes') / 60;
	const ledger = ledgerOf(figures, slug);
	const own = [...ledger.ours.filter((one) => one.slug === slug), ...ledger.others];
	return hours < 1
		? null
		: {
				came: numberOf(figures, 'sum', 'all', 'arrived') / hours,
				answered: own.reduce((sum, { n }) => sum + n, 0) / hours,
			};
}

export interface Period {
	from: string;
	to: string;
}

const two = (n: number): string => String(n).padStart(2, '0');
const day = (year: number, month: number, date: number): string => {
	const at = new Date(Date.UTC(year, month, date));
	return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
};

/** Periods that are asked for often, seen from a day such as "2026-11-23". */
export function periods(today: string): Record<'this_month' | 'last_month' | 'this_year', Period> {
	const [year = 0, month = 1] = today.split('-').map(Number);
	return {
		this_month: { from: day(year, month - 1, 1), to: today },
		last_month: { from: day(year, month - 2, 1), to: day(year, month - 1, 0) },
		this_year: { from: day(year, 0, 1), to: today },
	};
}

const written = (language: string, value: number): string =>
	language === 'en' ? String(value) : String(value).replace('.', ',');

/** A number as the language writes it, with at most one digit behind its sign. */
export const decimal = (language: string, value: number): string =>
	written(language, Math.round(value * 10) / 10);

/** The same for what is often far below one, and then not nothing: with its first two digits. */
export const rate = (language: string, value: number): string =>
	value < 1 ? written(language, Number(value.toPrecision(2))) : decimal(language, value);

/** "1.11.2026" of "2026-11-01". */
export const dayOf = (text: string): string => text.split('-').map(Number).reverse().join('.');

/** Does a whole month lie in it? What is counted by month is nothing otherwise. */
export function hasMonth({ from, to }: Period): boolean {
	const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
	const first = date === 1 ? month - 1 : month;
	return day(year, first + 1, 0) <= to;
}
