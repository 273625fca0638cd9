/** The heat table as data: its steps, its rows and what stands in them. */
import { createI18n } from '@samtale/core/i18n';
import { describe, expect, test } from 'vitest';
import { Names, type Directory } from '../src/directory.ts';
import type { Cell } from '../src/facts.ts';
import { filledOf, heatOf, markText, stepOf } from '../src/now/heat.ts';
import { rowsSeen, runsOf, WHOLE } from '../src/now/window.ts';

const directory: Directory = {
	pools: [{ id: 'no', country: 'NO', zone: 'Europe/Oslo', name: { nb: 'Norge' } }],
	counties: [
		{ code: '42', name: 'Agder', pool: 'no', municipalities: { 4204: 'Kristiansand', 4203: 'Arendal' } },
		{ code: '03', name: 'Oslo', pool: 'no', municipalities: { '0301': 'Oslo' } },
		{ code: '1082', name: 'Midtjylland', pool: 'dk', municipalities: {} },
	],
	topics: [
		{ id: 'online', order: 11, names: { nb: 'Nett, deling og mobbing' } },
		{ id: 'mind', order: 5, names: { nb: 'Tanker og følelser' } },
	],
	agencies: [],
};
const texts = createI18n('nb', { 'live.heat.nation': 'Andre steder', 'live.topic.leaving': 'Vil ut' });
const names = new Names(directory, texts, 'no');
const MINUTE = 60_000;
const at = 1_000_000 * MINUTE;

const cell = (region: string, topic: string, n: number, minutes: number): Cell => ({ region, topic, n, oldest: at - minutes * MINUTE });
const heat = (cells: Cell[], opened: string[] = [], own = '') => heatOf(cells, names, { own, opened: new Set(opened), at });

test('steps begin at nobody, somebody, 2, 5 and 10 minutes', () => {
	const steps = [0, 1, 2, 4, 5, 9, 10, 99].map((minutes) => stepOf({ n: 1, minutes }));
	expect([stepOf(undefined), ...steps]).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

test('a cell says minutes, a mark from the limit on, and how many', () => {
	expect([markText({ n: 1, minutes: 9 }), markText({ n: 4, minutes: 18 }), markText({ n: 2, minutes: 10 })]).toEqual(['9 (1)', '18! (4)', '10! (2)']);
});

describe('rows and columns', () => {
	test('are all counties of the pool by their codes and all topics in their order, also when nobody waits', () => {
		const { rows, topics, total } = heat([]);
		expect(rows.map(({ name }) => name)).toEqual(['Oslo', 'Agder']);
		expect(topics.map(({ id }) => id)).toEqual(['mind', 'online']);
		expect([total.sum, rows[0]!.isOpen]).toEqual([undefined, null]);
	});

	test('sum up: the longest wait and all who wait, in a row and in a column', () => {
		const { rows, total } = heat([cell('c42', 'online', 4, 18), cell('c42', 'mind', 1, 6), cell('c03', 'online', 2, 3)]);
		expect(rows.map(({ sum }) => sum)).toEqual([{ n: 2, minutes: 3 }, { n: 5, minutes: 18 }]);
		expect(total.cells).toEqual([{ n: 1, minutes: 6 }, { n: 6, minutes: 18 }]);
		expect(total.sum).toEqual({ n: 7, minutes: 18 });
	});

	test('have municipalities below their county when it is opened, and count nobody twice', () => {
		const cells = [cell('c42', 'online', 4, 18), cell('m4203', 'online', 3, 18)];
		expect(heat(cells).rows.map(({ region, isOpen }) => [region, isOpen])).toEqual([['c03', null], ['c42', false]]);
		const { rows, total } = heat(cells, ['42'], '4204');
		expect(rows.map(({ region }) => region)).toEqual(['c03', 'c42', 'm4203', 'm4204']);
		expect(total.sum).toEqual({ n: 4, minutes: 18 });
	});

	test('have a place for those of no known one while somebody waits there, and a column for a hidden topic', () => {
		const { rows, topics } = heat([cell('n', 'leaving', 1, 0)]);
		expect(rows.at(-1)).toMatchObject({ region: 'n', name: 'Andre steder', sum: { n: 1, minutes: 0 } });
		expect(topics.map(({ id }) => id)).toEqual(['mind', 'online', 'leaving']);
		expect([topics.at(-1)!.name, names.topic('unheard')]).toEqual(['Vil ut', 'unheard']);
	});

	test('have room for the widest text that stands in one, of a sum as well, and for a usual one while nobody waits', () => {
		const { cell: none, sum } = heat([]).widest;
		expect(sum).toBe(none);
		expect(heat([cell('c42', 'online', 4, 18)]).widest).toEqual({ cell: none, sum: none });
		const { widest } = heat([cell('c42', 'online', 20, 30), cell('c03', 'mind', 90, 125)]);
		expect(widest.cell).toBeGreaterThan(none + 2);
		expect(widest.sum).toBeGreaterThan(widest.cell);
	});

	test('make a list of filled cells, the longest wait first, of counties alone', () => {
		const filled = filledOf(heat([cell('c03', 'mind', 1, 2), cell('c42', 'mind', 3, 9), cell('m4203', 'mind', 1, 9)], ['42']));
		expect(filled.map(({ region }) => region)).toEqual(['c42', 'c03']);
	});
});

describe('the window on a long table', () => {
	const seen = { top: 0, height: 544, pitch: 24 };

	test('is the whole of a short one', () => {
		expect(rowsSeen(WHOLE, { ...seen, top: 400 })).toEqual([0, WHOLE]);
	});

	test('holds what is seen and never more than 56 rows, wherever it is scrolled to', () => {
		for (let top = 0; top <= 372 * 24; top += 7) {
			const [from, to] = rowsSeen(372, { ...seen, top });
			expect(to - from).toBeLessThanOrEqual(56);
			expect(from).toBeLessThanOrEqual(Math.floor(Math.min(top, 372 * 24 - 544) / 24));
			expect(to).toBeGreaterThanOrEqual(Math.min(372, Math.ceil((top + 544) / 24)));
		}
	});

	test('keeps the row that has the focus, and says how many are missing between', () => {
		expect(runsOf(100, [40, 60], 5)).toEqual([
			{ from: 0, to: 5, isThere: false },
			{ from: 5, to: 6, isThere: true },
			{ from: 6, to: 40, isThere: false },
			{ from: 40, to: 60, isThere: true },
			{ from: 60, to: 100, isThere: false },
		]);
		expect(runsOf(100, [40, 60], 41).filter(({ isThere }) => isThere)).toEqual([{ from: 40, to: 60, isThere: true }]);
		expect(runsOf(3, [0, 3], -1)).toEqual([{ from: 0, to: 3, isThere: true }]);
	});
});
