/**
 * What a text looks like to hold: a national identity number or a telephone number. A hint for the
 * counsellor alone, made in this browser; nothing is stopped by it and nothing is sent anywhere.
 */
export type Likeness = '' | 'identity' | 'phone';

/** Weights of the two control digits of a Norwegian number (Skatteetaten, fødselsnummer). */
const FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
/** Digits, with what people put between them. */
const RUNS = /\+?\d(?:[ .-]?\d){7,14}/g;

const sum = (digits: number[], weights: number[]): number =>
	weights.reduce((total, weight, i) => total + weight * (digits[i] ?? 0), 0);

/** Is there such a day? D-numbers add 40 to the day, synthetic ones 40 or 80 to the month. */
function isDay(day: number, month: number): boolean {
	const d = day > 40 ? day - 40 : day;
	const m = month % 40;
	return d >= 1 && d <= 31 && m >= 1 && m <= 12;
}

/** A Norwegian fødselsnummer or D-number: its control digits fit. */
function isNorwegian(number: string): boolean {
	const digits = [...number].map(Number);
	return (
		number.length === 11 &&
		isDay(Number(number.slice(0, 2)), Number(number.slice(2, 4))) &&
		sum(digits, FIRST) % 11 === 0 &&
		sum(digits, SECOND) % 11 === 0
	);
}

/** A Danish CPR number. Its control digit does not hold any more since 2007 (CPR-kontoret), so its day is all there is. */
function isDanish(number: string): boolean {
	const [day, month] = [Number(number.slice(0, 2)), Number(number.slice(2, 4))];
	return number.length === 10 && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** Eight digits as in both countries, with or without the country before them. No number begins with 0 or 1. */
const isPhone = (number: string): boolean => /^(?:(?:\+|00)(?:47|45))?[2-9]\d{7}$/.test(number);

export function looksLike(text: string): Likeness {
	const runs = (text.match(RUNS) ?? []).map((run) => run.replace(/[ .-]/g, ''));
	if (runs.some((run) => isNorwegian(run) || isDanish(run))) {
		return 'identity';
	}
	return runs.some(isPhone) ? 'phone' : '';
}
