import { expect, test } from 'vitest';
import { looksLike } from '../src/looks-like.ts';

/* Numbers of nobody: synthetic ones, whose month has 80 added, as Skatteetaten gives out for tests; one is made here. */
const WEIGHTS = [[3, 7, 6, 1, 8, 9, 4, 5, 2], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]] as const;

/** A number with control digits that fit, the first there is from this on. */
function numberOf(day: string): string {
	for (let i = 100; i < 1000; i++) {
		const nine = `${day}${i}`;
		const digit = (text: string, weights: readonly number[]): number =>
			(11 - ([...text].reduce((all, one, at) => all + Number(one) * (weights[at] ?? 0), 0) % 11)) % 11;
		const first = digit(nine, WEIGHTS[0]);
		const second = digit(`${nine}${first}`, WEIGHTS[1]);
		if (first < 10 && second < 10) {
			return `${nine}${first}${second}`;
		}
	}
	throw new Error('there is none');
}

test('a Norwegian number is known by its control digits, with spaces too, and D-numbers and synthetic ones', () => {
	for (const day of ['010180', '410180', '018180', '014180']) {
		const number = numberOf(day);
		expect(looksLike(`jeg er ${number}, ok`)).toBe('identity');
		expect(looksLike(`${number.slice(0, 6)} ${number.slice(6)}`)).toBe('identity');
	}
});

test('one digit that is another is no number any more', () => {
	const number = numberOf('010180');
	for (let at = 6; at < 11; at++) {
		const other = `${number.slice(0, at)}${(Number(number[at]) + 1) % 10}${number.slice(at + 1)}`;
		expect(looksLike(other), other).not.toBe('identity');
	}
});

test('a Danish number is known by its day', () => {
	expect(looksLike('010180-1234')).toBe('identity');
	expect(looksLike('0101801234')).toBe('identity');
	expect(looksLike('320180-1234')).toBe('');
	expect(looksLike('011380-1234')).toBe('');
});

test('a telephone number is known with and without its country', () => {
	for (const text of ['ring 412 34 567', '+47 41234567', '0047 41 23 45 67', '+45 20 12 34 56']) {
		expect(looksLike(text), text).toBe('phone');
	}
});

test('other numbers are none', () => {
	for (const text of ['hei', '112', 'kl 16.30', '01234567', '1234567', '123456789012', 'jeg er 15 år']) {
		expect(looksLike(text), text).toBe('');
	}
});
