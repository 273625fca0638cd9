/** Spans and clocks in words. */
import { createI18n } from '@samtale/core/i18n';
import { describe, expect, test } from 'vitest';
import { clock, clockSeconds, spanWords, waitWords } from '../src/spans.ts';

const i18n = createI18n('xx', {
	'common.short.seconds': '{n} s',
	'common.short.minutes': '{n} min',
	'common.short.minutes_seconds': '{min} min {s} s',
	'common.short.hours_minutes': '{h} h {min} min',
	'common.clock': '{h}.{min}',
	'common.clock_seconds': '{h}.{min}.{s}',
});

describe('waiting words', () => {
	test.each([
		[-5, '0 s'],
		[0, '0 s'],
		[59_999, '59 s'],
		[60_000, '1 min'],
		[119_000, '1 min'],
		[3_600_000, '60 min'],
	])('%d ms in a list is %s', (ms, words) => {
		expect(waitWords(i18n, ms)).toBe(words);
	});

	test.each([
		[40_000, '40 s'],
		[100_000, '1 min 40 s'],
		[120_000, '2 min'],
		[3_660_000, '1 h 1 min'],
	])('%d ms to the second is %s', (ms, words) => {
		expect(spanWords(i18n, ms)).toBe(words);
	});

	test('clocks have two digits each', () => {
		const at = new Date(2026, 0, 2, 9, 5, 7).getTime();
		expect([clock(i18n, at), clockSeconds(i18n, at)]).toEqual(['09.05', '09.05.07']);
	});
});
