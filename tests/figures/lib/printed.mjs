// The page of a published step as somebody reads it, each number under the name that it has in the files (tabled.mjs), and what the
// page makes of numbers: shares, hours, the sum of all doors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../live/lib/npm.mjs';

const HIDDEN = '··';
const NONE = '–'; // an agency without a municipality has no such number
const BOUNDS_S = [10, 30, 60, 120, 300, 600, 1200, 1800, 3600];
const WORDS = JSON.parse(readFileSync(join(ROOT, 'config/texts/nb.json'), 'utf8'));
const TOPICS = Object.fromEntries(readFileSync(join(ROOT, 'config/data/topics.tsv'), 'utf8').trim().split('\n')
	.map((line) => line.split('\t')).map(([id, , , nb]) => [id, nb]));
const SURVEY = ['survey', 'place:yes', 'place:partly', 'place:no', 'change:better', 'change:same', 'change:worse'];

const number = (text) => (text === HIDDEN ? null : Number(text));
const share = (text) => number(text.replace(/ %$/, ''));
const minutes = (text) => (text === 'over 60' ? Infinity : text === HIDDEN ? null : BOUNDS_S.find((s) => shortMinutes(s) === text) ?? NaN);
const shortMinutes = (seconds) => String(Math.round(seconds / 6) / 10).replace('.', ',');

const rowsOf = (file, id) => file.tables.find((one) => one.id === id).rows;
const keysOf = (file, id) => rowsOf(file, id).map(({ key }) => key);
/** Pairs of the ledger, both sides in the order of the doors. */
function pairsOf(file) {
	const doors = keysOf(file, 'doors');
	const place = (key) => key.split(' ').reduce((sum, slug) => sum * doors.length + doors.indexOf(slug), 0);
	return keysOf(file, 'ledger').toSorted((a, b) => place(a) - place(b));
}

const moods = (when) => [1, 2, 3, 4, 5].map((mood) => `survey|${when}:${mood}|answers`);

/** Tables in their order on the page: their rows by key, how a row is called, and what its cells are: [name, how it is read]. */
const tables = (file) => {
	const doors = Object.fromEntries(rowsOf(file, 'doors').map(({ key, name }) => [key, name]));
	const named = (id) => Object.fromEntries(rowsOf(file, id).map(({ key, name }) => [key, name]));
	const counties = named('counties');
	const columns = (...list) => (key, id) => list.map(([column, read = number]) => [`${id}|${key}|${column}`, read]);
	return [
		{ id: 'counties', keys: keysOf(file, 'counties'), name: (key) => [counties[key] ?? WORDS['rep.nowhere']],
			cells: columns(['arrived'], ['answered'], ['not']) },
		{ id: 'topics', keys: keysOf(file, 'topics'), name: (key) => [TOPICS[key]], cells: columns(['conversations']) },
		{ id: 'time', keys: ['wait', 'length'], name: (key) => [WORDS[`rep.row.${key}`]], cells: columns(['half', minutes], ['nine', minutes]) },
		{ id: 'who', keys: ['own', 'county', 'nation'], name: (key) => [WORDS[`rep.row.${key}`]], cells: columns(['answered'], ['share', share]) },
		{ id: 'agencies', keys: keysOf(file, 'doors'), name: (key) => [doors[key]], cells: (key) => [
			...['arrived', 'conversations'].map((column) => [`agencies|${key}|${column}`, number]),
			[`taps|${key}|taps`, number], [`doors|${key}|days`, number], [`doors|${key}|hours`, number],
		] },
		{ id: 'ledger', keys: pairsOf(file), name: (key) => key.split(' ').map((slug) => doors[slug]), cells: columns(['answered']) },
		{ id: 'survey', keys: SURVEY, name: (key) => [WORDS[surveyWords(key)]], cells: columns(['answers']) },
		{ id: 'moods', keys: ['before', 'now'], name: (key) => [WORDS[`rep.mood.${key}`]], cells: (key) => moods(key).map((name) => [name, number]) },
	];
};

const surveyWords = (key) => (key === 'survey' ? 'rep.row.survey' : key.startsWith('change') ? `fig.${key.replace(':', '.')}` : `rep.${key.replace(':', '.')}`);

/** What the numbers of a text of the dictionary are, where it stands as it is or where it says that something is hidden. */
function filled(key, text) {
	const pattern = WORDS[key].replaceAll(/[().?]/g, '\\$&').replaceAll(/\{(\w+)\}/g, '(?<$1>[\\d·]+|.+?)');
	return new RegExp(`^${pattern}$`).exec(text)?.groups ?? {};
}

function sentences({ heading, topics, taps, meta, total }) {
	const { n, of, percent } = filled('rep.unanswered', heading);
	const { doors, hours } = filled('rep.meta', meta);
	const [arrived, answered, not] = total.map(number);
	return {
		'said|unanswered|n': number(n ?? HIDDEN), 'said|unanswered|of': number(of ?? HIDDEN), 'said|unanswered|percent': number(percent ?? HIDDEN),
		'sum|all|conversations': number(filled('rep.topics', topics).n), 'taps|all|taps': number(filled('rep.taps', taps).n),
		'said|doors|doors': number(doors), 'said|doors|hours': number(hours),
		'said|whole|arrived': arrived, 'said|whole|answered': answered, 'said|whole|not': not,
	};
}

/** What stands on the page of that file: cells by their names; names: how its rows are called, windows: its lines of them. */
export async function printed(page, file) {
	const seen = await page.evaluate((hidden) => {
		const text = (cell) => (cell.querySelector('.hid') === null ? cell.textContent.trim() : hidden);
		const all = (from, what) => [...from.querySelectorAll(what)].map(text);
		const rows = (table) => [...table.tBodies[0].rows].map((row) => ({ names: all(row, 'th, td:not(.n, .bar-cell)'), cells: all(row, 'td.n') }));
		const [sum, , topics] = document.querySelectorAll('section');
		return {
			sum: all(document, '.sum-line b'), tables: [...document.querySelectorAll('table')].map(rows),
			heading: text(sum.querySelector('h2')), taps: text(sum.querySelector('p')), topics: text(topics.querySelector('h2')),
			meta: text(document.querySelector('h1 + p')), total: all(document, 'tfoot td'), windows: all(document, 'main ul.steps > li'),
		};
	}, HIDDEN);
	const cells = sentences(seen);
	['arrived', 'answered', 'abandoned', 'refused', 'diverted', 'waiting'].forEach((column, i) => (cells[`sum|all|${column}`] = number(seen.sum[i])));
	const known = tables(file);
	const names = Object.fromEntries(known.map(({ id }, i) => [id, seen.tables[i].map((row) => row.names)]));
	for (const [i, { id, keys, cells: of }] of known.entries()) {
		keys.forEach((key, r) => of(key, id).forEach(([name, read], c) => {
			const text = seen.tables[i][r]?.cells[c] ?? 'nothing';
			if (text !== NONE) cells[name] = read(text);
		}));
	}
	return { cells, names, windows: seen.windows };
}

/** How the rows have to be called, and what the windows have to say. */
export function wordsOf(file) {
	const names = Object.fromEntries(tables(file).map(({ id, keys, name }) => [id, keys.map(name)]));
	const windows = file.windows.filter(({ from }) => from)
		.map(({ name, from, to }) => WORDS['rep.window'].replace('{name}', name).replace('{from}', from).replace('{to}', to));
	return { names, windows };
}

const each = (value, of) => (value === null ? null : Array.isArray(value) ? value.map(of) : of(value));
const both = (a, b, of) => (a === null || b === null ? null : of(a, b));

/** Cells of a file, or of the truth, as the page has them. A number that is not there is 0. */
export function asPrinted(cells) {
	const at = (name) => (cells[name] === undefined ? 0 : cells[name]);
	const told = Object.entries(cells).filter(([name]) => !/^time\|\w+\|n$|^doors\|.*\|minutes$/.test(name));
	const doors = Object.keys(cells).filter((name) => /^doors\|.*\|minutes$/.test(name));
	const hours = doors.map((name) => [name.replace('minutes', 'hours'), each(cells[name], (n) => Math.round(n / 60))]);
	const total = doors.map((name) => [cells[name]].flat()).reduce(([least, most], list) => [least + list[0], most + list.at(-1)], [0, 0]);
	const whole = ['own', 'county', 'nation'].map((key) => at(`who|${key}|answered`)).reduce((a, b) => both(a, b, (x, y) => x + y));
	const shares = ['own', 'county', 'nation'].map((key) =>
		[`who|${key}|share`, both(at(`who|${key}|answered`), whole || null, (part, all) => Math.round((100 * part) / all))]);
	const [arrived, answered] = ['arrived', 'answered'].map((column) => at(`sum|all|${column}`));
	const gone = both(at('sum|all|abandoned'), at('sum|all|refused'), (a, b) => (arrived ? a + b : null));
	return {
		...Object.fromEntries([...told, ...hours, ...shares]),
		'said|unanswered|n': gone, 'said|unanswered|of': gone === null ? null : arrived,
		'said|unanswered|percent': both(gone, arrived, (n, of) => Math.round((100 * n) / of)),
		'said|doors|doors': doors.length, 'said|doors|hours': total.map((n) => Math.trunc(n / 60)),
		'said|whole|arrived': arrived, 'said|whole|answered': answered, 'said|whole|not': both(arrived, answered, (a, b) => a - b),
	};
}

/** Changes a number of each table and sentence of the page, one after the other; see is called with what it belongs to each time. */
export async function plantOnPage(page, see) {
	const places = page.locator('table, .sum-line, section:first-of-type h2, tfoot');
	for (let i = 0; i < await places.count(); i++) {
		const place = places.nth(i);
		const before = await place.innerHTML();
		const is = await place.evaluate((at) => {
			const cells = at.matches('table') ? at.tBodies[0].querySelectorAll('td.n') : at.querySelectorAll('td, b');
			const one = [...cells, at].find((cell) => /\d/.test(cell.textContent));
			if (!one) return null; // a heading that tells no number, because it is hidden
			const text = [...one.childNodes].find((node) => /\d/.test(node.textContent));
			text.textContent = text.textContent.replace(/\d+/, (n) => Number(n) + 7);
			return `${at.localName}: ${one.textContent}`;
		});
		if (is === null) continue;
		await see(is);
		await place.evaluate((at, html) => (at.innerHTML = html), before);
	}
}
