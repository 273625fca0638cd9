// Hours in the words of the page, and back.
import { createI18n } from '@samtale/core/i18n';
import { expect, test } from 'vitest';
import { joinDays, number, readHours, readNumber, showHours, shownNumber } from '../src/whatif/plan.ts';

const NB = ['man', 'tir', 'ons', 'tor', 'fre', 'lør', 'søn'];
const nb = createI18n('nb', {
	...Object.fromEntries(NB.map((word, i) => [`whatif.day.${i + 1}`, word])),
	'whatif.none': 'ingen',
});

test('hours are shown in the words of the language and read back', () => {
	const hours = 'mon-thu 17:00-21:00; sat 12:00-15:00';
	expect(showHours(nb, hours)).toBe('man-tor 17:00-21:00; lør 12:00-15:00');
	expect(readHours(nb, showHours(nb, hours))).toBe(hours);
});

test('they are read as people write them', () => {
	expect(readHours(nb, ' Mandag–torsdag 17.30-21 ')).toBe('mon-thu 17:30-21');
	expect([readHours(nb, ''), readHours(nb, 'Ingen'), showHours(nb, 'none')]).toEqual(['none', 'none', 'ingen']);
});

test('a word that is no day stays, so that the daemon can say so', () => {
	expect(readHours(nb, 'monday 9-10')).toBe('monday 9-10');
});

test('days with the same hours that follow each other are one entry', () => {
	expect(joinDays('mon 17:00-21:00; tue 17:00-21:00; thu 17:00-21:00')).toBe('mon-tue 17:00-21:00; thu 17:00-21:00');
	expect(joinDays('none')).toBe('none');
});

test('a number has the sign of its language', () => {
	expect([number(nb, 1.25, 1), number(createI18n('en', {}), 3, 1)]).toEqual(['1,3', '3.0']);
});

test('a number is put into a field with the sign of the language of the page, and read back with either', () => {
	const en = createI18n('en', {});
	expect([shownNumber(nb, 0.4285), shownNumber(en, 0.4285), shownNumber(nb, 3)]).toEqual(['0,43', '0.43', '3']);
	expect([readNumber('0,43'), readNumber(' 0.43 '), readNumber('3')]).toEqual([0.43, 0.43, 3]);
	expect([readNumber(''), readNumber('tre'), readNumber('1,2,3')]).toEqual([NaN, NaN, NaN]);
});
