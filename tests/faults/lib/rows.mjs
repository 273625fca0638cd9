// The rows of the table of reliability tests: figures to Markdown, and new rows into a page that has old ones. Pure.

const COLUMNS = ['faults', 'operations', 'acked', 'lost', 'doubled', 'reordered', 'unavailable'];
const HEADS = ['', 'faults', 'operations', 'acked', 'lost', 'doubled', 'reordered', 'seconds unavailable', 'else', 'run on'];

/** Between these lines of a page stands the table. */
export const BEGIN = '<!-- figures: node tests/faults/table.mjs --write -->';
export const END = '<!-- end of figures -->';

const number = (value) =>
	value === undefined ? '' : value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
const plain = (value) => (typeof value === 'number' ? number(value) : String(value));
const wordsOf = (more = {}) =>
	Object.entries(more).map(([name, value]) => `${name.replaceAll('_', ' ')} ${plain(value)}`).join(', ');
const nameOf = ({ id, long }) => (long ? `${id} long` : id);
const line = (cells) => `| ${cells.join(' | ')} |`;

/** A row of the table for what report() kept. */
export const rowOf = (figures) =>
	line([nameOf(figures), ...COLUMNS.map((name) => number(figures[name])), wordsOf(figures.more), figures.date]);

const rowName = (row) => /^\| (R\d+[a-z]?(?: long)?) \|/.exec(row)?.[1];

/* R2, R2 long, R10, R15a, R15b: as one counts, the long ones behind. */
const order = (a, b) => rowName(a).localeCompare(rowName(b), 'en', { numeric: true });

/** The page with the new figures in its table; rows that have none stay as they are. Throws when the marks are missing. */
export function renew(page, figures) {
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (begin < 0 || end < begin) throw new Error(`the page has no lines ${BEGIN} and ${END}`);
	const old = page.slice(begin, end).split('\n').filter(rowName);
	const rows = new Map([...old, ...figures.map(rowOf)].map((row) => [rowName(row), row]));
	const table = [line(HEADS), line(HEADS.map(() => '---')), ...[...rows.values()].sort(order)];
	return `${page.slice(0, begin)}${BEGIN}\n${table.join('\n')}\n${page.slice(end)}`;
}
