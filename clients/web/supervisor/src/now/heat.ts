/**
 * The heat table as data: which rows and columns there are, who waits where, and since when. Pure. Counties are always all
 * there, in official order, so that a place on the screen keeps its meaning; municipalities stand below theirs, where opened.
 */
import type { County, Names, Topic } from '../directory.ts';
import type { Cell } from '../facts.ts';

/** Minutes from which a wait is alarming. */
export const LIMIT = 10;

/** Who waits in a cell: how many, and the whole minutes of the longest wait. */
export interface Mark {
	n: number;
	minutes: number;
}

/** What stands in a row. */
interface Content {
	/** A place a topic. */
	cells: readonly (Mark | undefined)[];
	sum: Mark | undefined;
}

export interface HeatRow extends Content {
	/** As in the names of the scene: `c` and a code, `m` and a code, `n`; the sum: empty. */
	region: string;
	name: string;
	/** Whether its municipalities are shown; null: there are none to show. */
	isOpen: boolean | null;
}

export interface Total extends HeatRow {
	/** The texts of all its cells: it is drawn anew when they have changed. */
	text: string;
}

export interface Heat {
	topics: readonly Topic[];
	rows: readonly HeatRow[];
	total: Total;
	/** The width of the widest text in a cell, and in a sum. */
	widest: { cell: number; sum: number };
}

export interface HeatWish {
	/** Code of the own agency's municipality, or empty. */
	own: string;
	/** Codes of the counties whose municipalities are shown. */
	opened: ReadonlySet<string>;
	/** Unix milliseconds. */
	at: number;
}

/** 1 to 4 by the longest wait, as docs/operations.md tells of it; 0: nobody waits. */
export function stepOf(mark: Mark | undefined): 0 | 1 | 2 | 3 | 4 {
	if (mark === undefined) {
		return 0;
	}
	const { minutes } = mark;
	return minutes < 2 ? 1 : minutes < 5 ? 2 : minutes < LIMIT ? 3 : 4;
}

/** "18! (4)": the longest wait in minutes, whether it is alarming, how many wait. */
export function markText({ n, minutes }: Mark): string {
	return `${minutes}${minutes >= LIMIT ? '!' : ''} (${n})`;
}

const textOf = (mark: Mark | undefined): string => (mark === undefined ? '' : markText(mark));

/** Of a text that most cells have room for: a table does not move whenever somebody comes. */
const USUAL = '18! (4)';

/** The width of what markText says, in digits: bold ones are wider than others, marks are narrower. */
const widthOf = (text: string): number =>
	[...text].reduce((sum, sign) => sum + (/\d/.test(sign) ? 1.1 : 0.68), 0);

const widestOf = (marks: readonly (Mark | undefined)[]): number =>
	Math.max(...[USUAL, ...marks.map(textOf)].map(widthOf));

/** Together: all of them, and the longest wait. */
function joined(marks: readonly (Mark | undefined)[]): Mark | undefined {
	const filled = marks.filter((mark) => mark !== undefined);
	return filled.length === 0
		? undefined
		: {
				n: filled.reduce((sum, { n }) => sum + n, 0),
				minutes: Math.max(...filled.map(({ minutes }) => minutes)),
			};
}

const contentOf = (cells: Content['cells']): Content => ({ cells, sum: joined(cells) });

/** A row that is made up when somebody asks what stands in it: of a long table that is the part which is seen. */
class LazyRow implements HeatRow {
	private known: Content | null = null;

	constructor(
		readonly region: string,
		readonly name: string,
		readonly isOpen: boolean | null,
		private readonly read: (region: string) => Content['cells'],
	) {}

	get cells(): Content['cells'] {
		return this.content.cells;
	}

	get sum(): Mark | undefined {
		return this.content.sum;
	}

	private get content(): Content {
		return (this.known ??= contentOf(this.read(this.region)));
	}
}

type Grid = ReadonlyMap<string, ReadonlyMap<string, Cell>>;

function gridOf(cells: readonly Cell[]): Grid {
	const grid = new Map<string, Map<string, Cell>>();
	for (const cell of cells) {
		const row = grid.get(cell.region) ?? new Map<string, Cell>();
		row.set(cell.topic, cell);
		grid.set(cell.region, row);
	}
	return grid;
}

const markOf = ({ n, oldest }: Cell, at: number): Mark => ({ n, minutes: Math.max(0, Math.floor((at - oldest) / 60_000)) });

/** Topics in their order; behind them those that only a hand-over reaches, while somebody waits there. */
function columnsOf(cells: readonly Cell[], names: Names): Topic[] {
	const usual = new Set(names.topics.map(({ id }) => id));
	const others = new Set(cells.map(({ topic }) => topic).filter((id) => !usual.has(id)));
	return [...names.topics, ...[...others].sort().map((id) => ({ id, name: names.topic(id) }))];
}

export function heatOf(cells: readonly Cell[], names: Names, { own, opened, at }: HeatWish): Heat {
	const topics = columnsOf(cells, names);
	const grid = gridOf(cells);
	const read = (region: string): Content['cells'] => {
		const row = grid.get(region);
		return topics.map(({ id }) => {
			const cell = row?.get(id);
			return cell && markOf(cell, at);
		});
	};
	const rowOf = (region: string, name: string, isOpen: boolean | null): HeatRow => new LazyRow(region, name, isOpen, read);
	const within = (county: County): HeatRow[] =>
		county.municipalities
			.filter(({ code }) => code === own || grid.has(`m${code}`))
			.map(({ code, name }) => rowOf(`m${code}`, name, null));
	const counties = names.counties.map((county) => {
		const inside = within(county);
		const isOpen = inside.length === 0 ? null : opened.has(county.code);
		return { row: rowOf(`c${county.code}`, county.name, isOpen), inside: isOpen === true ? inside : [] };
	});
	const nation = grid.has('n') ? [rowOf('n', names.place('n'), null)] : [];
	const tops = [...counties.map(({ row }) => row), ...nation];
	const sums = topics.map((_topic, i) => joined(tops.map(({ cells: marks }) => marks[i])));
	const total = { region: '', name: '', isOpen: null, ...contentOf(sums), text: sums.map(textOf).join() };
	return {
		topics,
		rows: [...counties.flatMap(({ row, inside }) => [row, ...inside]), ...nation],
		total,
		/* No municipality has more than its county, no county more than all. */
		widest: { cell: widestOf(tops.flatMap(({ cells: marks }) => marks)), sum: widestOf([total.sum]) },
	};
}

/** A filled cell. */
export interface Filled {
	region: string;
	place: string;
	topic: Topic;
	mark: Mark;
}

/** The filled cells of counties, the longest wait first: what the table is where there is no room for it. */
export function filledOf({ rows, topics }: Heat): Filled[] {
	return rows
		.filter(({ region }) => !region.startsWith('m'))
		.flatMap(({ region, name, cells }) =>
			cells.flatMap((mark, i) =>
				mark === undefined ? [] : [{ region, place: name, topic: topics[i]!, mark }],
			),
		)
		.sort((a, b) => b.mark.minutes - a.mark.minutes || b.mark.n - a.mark.n);
}
