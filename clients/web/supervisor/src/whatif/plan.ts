/**
 * One way to work, as the simulator takes it and as the form shows it: days of the week are words of the page's language
 * here and three English letters there. Pure.
 */
import type { I18n } from '@samtale/core/i18n';

/** A form of POST /api/v1/whatif (docs/openapi.yaml). */
export interface Plan {
	visits_day: number;
	counsellors: number;
	hours: string;
	extra: string;
	capacity: number;
	widen_s: number;
	pooled: boolean;
}

export interface Figures {
	/** The next four together. */
	lost: number;
	door_closed: number;
	unskilled: number;
	abandoned: number;
	too_late: number;
	lost_error: number;
	own: number;
	p90_wait_min: number;
	in_conversation: number;
	shift_hours_a_week: number;
}

export interface Played {
	form: Plan;
	weeks: number;
	figures: Figures;
}

export type Side = 'today' | 'changed';
export const SIDES: readonly Side[] = ['today', 'changed'];
export const SIDE_TEXTS: Readonly<Record<Side, string>> = {
	today: 'whatif.today',
	changed: 'whatif.changed',
};

/** The answer. */
export interface Run extends Record<Side, Played> {
	from: Readonly<Record<string, string>>;
	assumed: readonly { name: string; value: string }[];
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const NONE = 'none';

const dayWords = (i18n: I18n): string[] => DAYS.map((_, i) => i18n.t(`whatif.day.${i + 1}`));

/** Hours in the page's words: "man 17:00-21:00; tir 17:00-21:00". */
export function showHours(i18n: I18n, hours: string): string {
	const words = dayWords(i18n);
	return hours === NONE
		? i18n.t('whatif.none')
		: hours.replace(/[a-z]{3}/g, (day) => words[DAYS.indexOf(day)] ?? day);
}

/** And back; what is no day stays as it was written, and the daemon says that it is none. */
export function readHours(i18n: I18n, text: string): string {
	const words = dayWords(i18n);
	const plain = text.trim().toLowerCase();
	if (plain === '' || plain === i18n.t('whatif.none')) {
		return NONE;
	}
	return plain
		.replace(/–/g, '-')
		.replace(/(\d)\.(\d)/g, '$1:$2')
		.replace(/\p{L}+/gu, (word) => DAYS[words.indexOf(word.slice(0, 3))] ?? word);
}

/** Days with the same hours in one: "mon-thu 17:00-21:00", as people write it. */
export function joinDays(hours: string): string {
	const joined: { first: string; last: string; times: string }[] = [];
	for (const [, day = '', times = ''] of hours.matchAll(/([a-z]{3}) ([\d:-]+)/g)) {
		const before = joined.at(-1);
		if (before?.times === times && DAYS.indexOf(day) === DAYS.indexOf(before.last) + 1) {
			before.last = day;
		} else {
			joined.push({ first: day, last: day, times });
		}
	}
	return joined.length === 0
		? hours
		: joined
				.map(({ first, last, times }) => `${first === last ? first : `${first}-${last}`} ${times}`)
				.join('; ');
}

const pointOf = ({ language }: I18n): string => (language === 'en' ? '.' : ',');

/** A number with so many digits behind the sign that the language puts there. */
export const number = (i18n: I18n, value: number, digits: number): string =>
	value.toFixed(digits).replace('.', pointOf(i18n));

/** As it is put into a field: no more digits than it has, at most two. */
export const shownNumber = (i18n: I18n, value: number): string =>
	String(Number(value.toFixed(2))).replace('.', pointOf(i18n));

/** And back, with either sign; NaN: it is none, and the daemon says so. */
export const readNumber = (text: string): number => (text.trim() === '' ? NaN : Number(text.trim().replace(',', '.')));
