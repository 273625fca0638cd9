// What follows from an agency's figures: the ledger both ways, its share, its rate, and periods.
import { expect, test } from 'vitest';
import { cellOf, dayOf, decimal, hasMonth, ledgerOf, numberOf, ownShare, perHour, periods, rate, type Figures } from '@samtale/staff/own-figures';

const table = (id: string, columns: string[], rows: Record<string, (number | string | null)[]>) => ({
	id,
	columns,
	rows: Object.entries(rows).map(([key, cells]) => ({ key, cells, ...(key.startsWith('c46') && { name: 'Vestland' }) })),
});
const figures: Figures = {
	pool: 'no',
	from: '2026-10-01',
	to: '2026-10-31',
	tables: [
		table('sum', ['arrived', 'answered'], { all: [12, 9] }),
		table('who', ['answered'], { own: [6], county: [2], nation: [1] }),
		table('ledger', ['answered'], { 'oslo oslo': [6], 'oslo bergen': [3], 'c46 oslo': [4], '(none) oslo': [2] }),
		table('time', ['n', 'half', 'nine'], { wait: [9, 30, '>3600'], length: [3, null, null] }),
		table('doors', ['days', 'minutes'], { oslo: [3, 360] }),
	],
};

test('cells are found by name; what is not there counts as none', () => {
	expect(numberOf(figures, 'sum', 'all', 'answered')).toBe(9);
	expect([cellOf(figures, 'time', 'wait', 'nine'), cellOf(figures, 'time', 'length', 'half')]).toEqual(['>3600', null]);
	expect(numberOf(figures, 'taps', 'oslo', 'taps')).toBe(0);
});

test('the ledger tells who answered ours, and from where those came whom we answered beside our own', () => {
	expect(ledgerOf(figures, 'oslo')).toEqual({
		ours: [{ slug: 'oslo', n: 6 }, { slug: 'bergen', n: 3 }],
		others: [{ county: 'Vestland', n: 4 }, { county: '', n: 2 }],
	});
});

test('the own share is of the own youths who were answered', () => {
	expect(ownShare(figures)).toEqual({ n: 6, of: 9 });
});

test('an open hour is counted in own answers, and one that was not open has no rate', () => {
	expect(perHour(figures, 'oslo')).toEqual({ came: 2, answered: 2 });
	expect(perHour({ ...figures, tables: [] }, 'oslo')).toBeNull();
});

test('periods end with the last day of a month, over a change of year too', () => {
	expect(periods('2026-01-15')).toEqual({
		this_month: { from: '2026-01-01', to: '2026-01-15' },
		last_month: { from: '2025-12-01', to: '2025-12-31' },
		this_year: { from: '2026-01-01', to: '2026-01-15' },
	});
	expect([decimal('nb', 1.25), decimal('en', 2)]).toEqual(['1,3', '2']);
	expect(dayOf('2026-01-15')).toBe('15.1.2026');
});

test('what came in few of many open hours is a small rate and not none', () => {
	expect([rate('nb', 3 / 72), rate('en', 0.333), rate('nb', 2.64), rate('nb', 0)]).toEqual(['0,042', '0.33', '2,6', '0']);
});

test('days have a whole month in them from its first to its last', () => {
	const has = (from: string, to: string): boolean => hasMonth({ from, to });
	expect([has('2026-02-01', '2026-02-28'), has('2026-01-02', '2026-02-28'), has('2025-12-02', '2026-01-31')]).toEqual([true, true, true]);
	expect([has('2026-02-01', '2026-02-27'), has('2026-01-02', '2026-02-27'), has('2026-02-02', '2026-03-01')]).toEqual([false, false, false]);
});
