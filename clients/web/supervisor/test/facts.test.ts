/** What the rows of a scene say. */
import { expect, test } from 'vitest';
import { alarmsOf, cellsOf, cellsReader, hoursOf, nowOf, peopleOf, rateOf, share, shutRuns } from '../src/facts.ts';
import { stepsUntil } from '../src/times.ts';

const rows = (all: Record<string, string>) => new Map(Object.entries(all));

test('what came is what was answered, went, was referred and waits', () => {
	const rate = rateOf('47 23 7 1 2');
	expect([rate.arrived, rate.answered, rate.unanswered, rate.diverted, rate.waiting]).toEqual([47, 23, 8, 2, 14]);
	expect(rate.answered + rate.unanswered + rate.diverted + rate.waiting).toBe(rate.arrived);
	expect(rateOf(undefined)).toMatchObject({ arrived: 0, waiting: 0 });
});

test('below eight visits there is no rate, from eight on there is', () => {
	expect([share(1, 7), share(0, 0), share(2, 8), share(8, 47), share(1, 22)]).toEqual([null, null, 25, 17, 5]);
});

test('a row of who waits names place, topic, number and since when', () => {
	expect(cellsOf(rows({ 'c42 online': '4 1700000000000', 'n sex': '1 5' }))).toEqual([
		{ region: 'c42', topic: 'online', n: 4, oldest: 1_700_000_000_000 },
		{ region: 'n', topic: 'sex', n: 1, oldest: 5 },
	]);
});

test('rows that are read again give the same cells, and new ones only where a value has changed', () => {
	const read = cellsReader();
	const before = read(rows({ 'c42 online': '4 10', 'c42 sex': '1 5', 'n sex': '1 5' }));
	const facts = rows({ 'c42 online': '5 10', 'n sex': '1 5', 'n mind': '2 7' });
	const after = read(facts);
	expect(after).toEqual(cellsOf(facts));
	expect([after[0] === before[0], after[1] === before[2]]).toEqual([false, true]);
	expect(read(rows({}))).toEqual([]);
});

test('the row of this moment has its eight numbers in their order', () => {
	expect(nowOf('11 1 2 4 3 9 5 19')).toEqual({
		rooms: 11, away: 1, wrapping: 2, offered: 4, waiting: 3, onDuty: 9, free: 5, capacity: 19,
	});
	expect(nowOf('')).toMatchObject({ rooms: 0, capacity: 0 });
});

test('people stand by agency and name, and an alias may have blanks', () => {
	const people = peopleOf(rows({ 9: 'paused 5 1 2 oslo Ås B. Lie', 7: 'available 4 0 2 bergen Åse', 8: 'lost 4 0 2 oslo Anna' }));
	expect(people.map(({ alias, presence }) => [alias, presence])).toEqual([
		['Åse', 'available'], ['Anna', 'lost'], ['Ås B. Lie', 'paused'],
	]);
});

test('hours end now by the clock of the pool, over a new year, too; in one without a row nobody came', () => {
	const steps = stepsUntil(Date.UTC(2026, 11, 31, 23, 30), 3, 'Europe/Oslo');
	const hours = hoursOf(rows({ 2027010100: '1 1 0', 2026123122: '2 1 1' }), rows({}), steps);
	expect(hours.map(({ step, arrived, gone }) => [step, arrived, gone])).toEqual([
		['2026123122', 2, 1], ['2026123123', 0, 0], ['2027010100', 1, 0],
	]);
});

test('hours without an open door stand together, save those in which somebody came all the same', () => {
	const steps = ['0', '1', '2', '3', '4', '5'];
	const hours = hoursOf(rows({ 3: '1 0 1' }), rows({ 1: '1', 2: '1', 3: '1', 5: '1' }), steps);
	expect(shutRuns(hours)).toEqual([[1, 2], [5, 5]]);
});

test('an hour that the clock has twice stands once', () => {
	const steps = stepsUntil(Date.UTC(2026, 9, 25, 2, 30), 4, 'Europe/Oslo');
	expect(steps).toEqual(['2026102501', '2026102502', '2026102503']);
});

test('an alarm tells its kind, since when, what it is about and who took it', () => {
	const [alarm] = alarmsOf(rows({ 'wait:c42:online': 'wait 100 5000 10 900 c42 online | Kari Holm' }));
	expect(alarm).toEqual({
		id: 'wait:c42:online', kind: 'wait', since: 100, value: '5000', limit: '10', takenAt: 900, takenBy: 'Kari Holm',
		subject: ['c42', 'online'],
	});
});
