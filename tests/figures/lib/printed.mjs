// The page of a published step as somebody reads it, and the same of its file.

const HIDDEN = '··';

/** Table -> its place on the page, and the columns of the page that hold its numbers. */
const TABLES = { counties: [0, 1, 4], topics: [1, 1, 2], who: [3, 1, 2], ledger: [5, 2, 3] };
const SUM = ['arrived', 'answered', 'abandoned', 'refused', 'diverted', 'waiting'];

/** What stands on the page: table -> rows of texts; sum: the line above them. */
export async function printed(page) {
	const { sum, tables } = await page.evaluate((hidden) => {
		const text = (cell) => (cell.querySelector('.hid') === null ? cell.textContent : hidden);
		const rows = (table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map(text));
		return { sum: [...document.querySelectorAll('.sum-line b')].map(text), tables: [...document.querySelectorAll('table')].map(rows) };
	}, HIDDEN);
	const numbers = ([at, from, to]) => tables[at].map((row) => row.slice(from, to));
	return { sum, ...Object.fromEntries(Object.entries(TABLES).map(([id, where]) => [id, numbers(where)])) };
}

/** What has to stand there. */
export function printable(file) {
	const table = (id) => file.tables.find((one) => one.id === id);
	const text = (number) => (number === null ? HIDDEN : String(number));
	const { columns, rows: [{ cells }] } = table('sum');
	const sum = SUM.map((column) => text(cells[columns.indexOf(column)]));
	return { sum, ...Object.fromEntries(Object.keys(TABLES).map((id) => [id, table(id).rows.map((row) => row.cells.map(text))])) };
}
