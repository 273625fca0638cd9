// The tables of figures as the truth of a day has them, and what a file has otherwise. A cell is named "<table>|<row>|<column>"; its
// number may be a span [fewest, most], null where there are too few to tell.
import { percentile } from './truth.mjs';

/** The municipality of each agency of the pool; '': it has none. */
export const AGENCIES = { oslo: '0301', kristiansand: '4204', karasjok: '5610', 'ung-norge': '' };

const LEAST = 5; // a smaller number of visits is hidden
const LONGEST = '>3600';
const HIDDEN = '··';
/** Columns of no visits: of doors, of times, and what a page makes of numbers that it shows. */
const WHOLE = new Set(['doors', 'days', 'minutes', 'hours', 'half', 'nine', 'share', 'percent']);

const agencyAt = (region) => Object.keys(AGENCIES).find((slug) => AGENCIES[slug] !== '' && region === `m${AGENCIES[slug]}`);
const countyOf = (region) => region.slice(1, 3);
const words = (visits, word) => visits.filter((visit) => visit.words.some((one) => one.split(':')[0] === word)).length;
const isTalk = ({ end, words: said }) => end !== null && !said.includes('silent') && !said.includes('uncounted');
const talks = (visits) => visits.filter(isTalk).length;

function sumOf(visits) {
	const results = ['arrived', 'answered', 'abandoned', 'refused', 'diverted'];
	const waiting = visits.filter(({ result }) => result === null).length;
	return { ...Object.fromEntries(results.map((word) => [word, words(visits, word)])), waiting, conversations: talks(visits) };
}

function distance({ region, by }) {
	if (agencyAt(region) === by) return 'own';
	const near = AGENCIES[by].slice(0, 2);
	return region !== 'n' && near !== '' && near === countyOf(region) ? 'county' : 'nation';
}

/** Cells of one row of a table. */
const cells = (table, row, numbers) => Object.entries(numbers).map(([column, number]) => [`${table}|${row}|${column}`, number]);

/** A row for each name that the visits have, with what is told of those that have it. */
function rowsBy(table, visits, nameOf, tell) {
	const groups = new Map();
	for (const visit of visits) groups.set(nameOf(visit), [...(groups.get(nameOf(visit)) ?? []), visit]);
	return [...groups].flatMap(([name, some]) => cells(table, name, tell(some)));
}

function timeOf(visits) {
	const spans = { wait: visits.map(({ wait }) => wait).filter(Boolean), length: visits.map(({ length }) => length).filter(Boolean) };
	return Object.entries(spans).flatMap(([row, list]) =>
		cells('time', row, { n: list.length, half: percentile(list, 50), nine: percentile(list, 90) }));
}

const answeredOf = (some) => ({ answered: some.length });
const ledgerOf = (visits, whose) => rowsBy('ledger', visits, (visit) => `${whose(visit)} ${visit.by}`, answeredOf);

function common(visits) {
	return [
		...cells('sum', 'all', sumOf(visits)),
		...rowsBy('topics', visits, ({ topic }) => topic, (some) => ({ conversations: talks(some) })),
		...rowsBy('who', visits.filter(({ by }) => by !== null), distance, answeredOf),
		...rowsBy('agencies', visits.filter(({ region }) => agencyAt(region)), ({ region }) => agencyAt(region),
			(some) => ({ arrived: some.length, conversations: talks(some) })),
		...timeOf(visits),
	];
}

const QUESTIONS = { place: ['yes', 'partly', 'no'], before: [1, 2, 3, 4, 5], now: [1, 2, 3, 4, 5] };

/** What was answered afterwards, each question for itself, and how those changed who said both. */
function surveyCells(visits) {
	const said = visits.map((visit) => visit.said).filter(Boolean);
	const words = said.flatMap((one) => [
		'survey', ...Object.keys(QUESTIONS).filter((question) => one[question] > 0).map((question) => `${question}:${QUESTIONS[question][one[question] - 1]}`),
		...(one.before && one.now ? [`change:${['worse', 'same', 'better'][Math.sign(one.now - one.before) + 1]}`] : []),
	]);
	return [...new Set(words)].flatMap((word) => cells('survey', word, { answers: words.filter((one) => one === word).length }));
}

const tapCells = (taps) => Object.entries(taps).flatMap(([row, n]) => cells('taps', row, { taps: n }));

/** What an agency reads of itself: of the youths of others whom it answered, no more than their county. */
export function ownCells({ visits, taps }, slug) {
	const whose = ({ region }) => (agencyAt(region) === slug ? slug : region === 'n' ? '(none)' : `c${countyOf(region)}`);
	const ours = visits.filter(({ region }) => agencyAt(region) === slug);
	const pairs = visits.filter(({ region, by }) => by !== null && (by === slug || agencyAt(region) === slug));
	const after = [...surveyCells(visits.filter(({ said }) => said?.agency === slug)), ...tapCells({ [slug]: taps[slug] ?? 0 })];
	return Object.fromEntries([...(AGENCIES[slug] === '' ? [] : common(ours)), ...ledgerOf(pairs, whose), ...after]);
}

/** What is published of the whole pool, with nothing hidden. */
export function openCells({ visits, taps }) {
	const county = ({ region }) => (region === 'n' ? 'n' : countyOf(region));
	const tell = (some) => {
		const answered = words(some, 'answered');
		return { arrived: some.length, answered, not: some.length - answered };
	};
	const pairs = visits.filter(({ region, by }) => by !== null && agencyAt(region));
	const all = Object.values(taps).reduce((sum, n) => sum + n, 0);
	return Object.fromEntries([
		...common(visits), ...rowsBy('counties', visits, county, tell), ...ledgerOf(pairs, ({ region }) => agencyAt(region)),
		...surveyCells(visits), ...tapCells({ ...taps, all }),
	]);
}

/** Doors: before and after are the days of n:o as they were at two moments between which the file was made. */
export function doorCells(before, after = before) {
	const count = (days, slug) => {
		const open = Object.values(days).map((day) => Number(day[slug] ?? 0)).filter((minutes) => minutes > 0);
		return { days: open.length, minutes: open.reduce((sum, minutes) => sum + minutes, 0) };
	};
	return Object.fromEntries(Object.keys(AGENCIES).flatMap((slug) => {
		const [least, most] = [count(before, slug), count(after, slug)];
		return cells('doors', slug, { days: [least.days, most.days], minutes: [least.minutes, most.minutes] });
	}));
}

const read = (value) => (value === LONGEST ? Infinity : value === HIDDEN || value === null ? null : Number(value));

export function cellsOfJson(file) {
	return Object.fromEntries(file.tables.flatMap(({ id, columns, rows }) => rows.flatMap(({ key, cells: numbers }) =>
		numbers.map((value, i) => [`${id}|${key}|${columns[i]}`, read(value)]))));
}

export function cellsOfCsv(text) {
	const lines = text.replace(/^\uFEFF/, '').trim().split('\r\n').slice(1).map((line) => line.split(';'));
	return Object.fromEntries(lines.filter(([table]) => table !== 'about' && table !== 'window')
		.map(([table, row, , column, value]) => [`${table}|${table === 'counties' ? row.replace(/^c/, '') : row}|${column}`, read(value)]));
}

/** The cells again and again, each time with another number in one of the tables that have any. */
export function* planted(found) {
	for (const table of new Set(Object.keys(found).map((name) => name.split('|')[0]))) {
		const name = Object.keys(found).find((one) => one.startsWith(`${table}|`) && Number.isFinite(found[one]));
		if (name) yield { name, cells: { ...found, [name]: found[name] + 7777 } };
	}
}

const fits = (number, truth) => (Array.isArray(truth) ? number >= truth[0] && number <= truth[1] : number === truth);

/** What is not as the truth has it; what the truth does not name is 0. */
export function faultsOf(found, truth) {
	const names = new Set([...Object.keys(found), ...Object.keys(truth).filter((name) => truth[name] !== 0)]);
	const is = (name) => (truth[name] === undefined ? 0 : truth[name]);
	return [...names].filter((name) => !fits(found[name], is(name))).map((name) => `${name} is ${found[name]}, not ${is(name)}`);
}

/** The same of a file that hides: nothing of 1 to 4 is shown, and nothing is hidden unless there is something that it protects. */
export function faultsOfHiding(found, truth) {
	const isSmall = (name) => !WHOLE.has(name.split('|')[2]) && truth[name] > 0 && truth[name] < LEAST;
	const hidden = Object.keys(found).filter((name) => found[name] === null && truth[name] !== null);
	const shown = Object.fromEntries(Object.entries(truth).filter(([name]) => !hidden.includes(name)));
	const told = Object.fromEntries(Object.entries(found).filter(([name]) => !hidden.includes(name)));
	return [
		...faultsOf(told, shown),
		...Object.keys(told).filter(isSmall).map((name) => `${name} is shown`),
		...(hidden.some(isSmall) ? [] : hidden.map((name) => `${name} is hidden and protects nothing`)),
	];
}
