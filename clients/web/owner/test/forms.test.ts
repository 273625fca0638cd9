/** What the page's tables write is what the daemon reads, and back. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readDates, writeDates, dateFault } from '../src/dates.ts';
import { completed, readTheme, USUAL, writeTheme } from '../src/colours.ts';
import { hintsOf } from '../src/plain.ts';
import { earlier, faultOf, readTime, readWeek, writeWeek } from '../src/week.ts';

describe('a week', () => {
	test.each([
		'mon-thu 16:00-21:00; fri 12:00-15:00',
		'mon,wed,fri-sat 08:00-10:00; mon 18:00-24:00',
		'fri 22:00-24:00; sat 00:00-02:00',
		'',
	])('comes back as it was: %s', (text) => {
		expect(writeWeek(readWeek(text)!)).toBe(text);
	});

	test('one that the daemon would not have either is no table', () => {
		for (const text of ['monday', 'mon 16-21', 'thu-mon 16:00-21:00', 'mon16:00-21:00']) {
			expect(readWeek(text)).toBeNull();
		}
	});

	test('days with the same opening are written together', () => {
		const span = { from: '16', until: '20.00' };
		const week = [[span], [], [span], [span], [], [], [{ from: '1800', until: '21:00' }]];
		expect(writeWeek(week)).toBe('mon,wed-thu 16:00-20:00; sun 18:00-21:00');
	});

	test('a time is read as people write it', () => {
		expect(['9', '16.30', '0715', '24:00', ' 8:05 '].map(readTime)).toEqual([
			'09:00',
			'16:30',
			'07:15',
			'24:00',
			'08:05',
		]);
		expect(['', '24:01', '25', '16:60', 'kl. 16', '1630:00'].map(readTime)).toEqual(
			Array(6).fill(null),
		);
	});

	test('an opening that cannot be says whether a time or the order is wrong', () => {
		expect(faultOf({ from: '16', until: '20' })).toBeNull();
		expect(faultOf({ from: '16', until: 'late' })).toBe('time');
		expect(faultOf({ from: '20', until: '16' })).toBe('order');
		expect(faultOf({ from: '16', until: '16.00' })).toBe('order');
	});

	test('the last new conversation is so long before the end', () => {
		expect(earlier('21.00', 45)).toBe('20:15');
		expect(earlier('00:30', 45)).toBe('');
		expect(earlier('late', 45)).toBe('');
	});
});

describe('dates that differ', () => {
	test('come back as they were, in their order', () => {
		const text = '2026-12-24 closed; 2026-12-31 10:00-14:00';
		expect(writeDates(readDates('2026-12-31 10:00-14:00;2026-12-24 closed;')!)).toBe(text);
		expect(readDates('24.12. closed')).toBeNull();
	});

	test('a row without a date, a time or an order says which', () => {
		const row = { date: '2026-12-24', shut: false, from: '10', until: '14' };
		expect(dateFault(row)).toBeNull();
		expect(dateFault({ ...row, date: '' })).toBe('date');
		expect(dateFault({ ...row, from: '' })).toBe('time');
		expect(dateFault({ ...row, from: '15' })).toBe('order');
		expect(dateFault({ ...row, from: '', shut: true })).toBeNull();
	});
});

describe('a theme', () => {
	test('comes back as it was', () => {
		const text = 'brand #1d4f91; on_brand #ffffff; tint #e4ecf6';
		expect(writeTheme(readTheme(text))).toBe(text);
		expect(writeTheme(readTheme('tint #e4ecf6 ;brand #1d4f91;'))).toBe(
			'brand #1d4f91; tint #e4ecf6',
		);
	});

	test('what is left out completes itself as in the daemon', () => {
		expect(completed({ brand: '#111111', on_mine: '#eeeeee' }, 'dark')).toEqual({
			brand: '#111111',
			brand_hover: '#111111',
			on_brand: '#0a2423',
			mine: '#111111',
			on_mine: '#eeeeee',
			tint: '#21383a',
		});
	});

	test('the usual colours are those of the daemon', () => {
		const source = readFileSync(
			fileURLToPath(new URL('../../../../daemon/directory/theme.c', import.meta.url)),
			'utf8',
		);
		for (const name of ['brand', 'on_brand', 'tint'] as const) {
			const [, light, dark] = new RegExp(`\\{"${name}", \\{0x(\\w{6}), 0x(\\w{6})\\}`).exec(source)!;
			expect([USUAL.light[name], USUAL.dark[name]]).toEqual([`#${light}`, `#${dark}`]);
		}
	});
});

describe('plain language', () => {
	test('a sentence is counted with the words around it', () => {
		const ten = 'en to tre fire fem seks sju åtte ni ti';
		expect(hintsOf(ten, 4)).toEqual([]);
		expect(hintsOf(ten, 5)).toEqual([{ kind: 'long', words: 15 }]);
	});

	test('exclamation marks and a full stop within a sentence are named', () => {
		expect(hintsOf('oss!', 3)).toEqual([{ kind: 'loud' }]);
		expect(hintsOf('rådgivere.', 3)).toEqual([{ kind: 'stop' }]);
		expect(hintsOf('', 20)).toEqual([]);
	});
});
