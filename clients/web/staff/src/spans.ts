/**
 * Spans and clocks in words. Pure; every word comes from the dictionary. Nothing here asks Intl,
 * which does not know nn and se.
 */
import type { I18n } from '@samtale/core/i18n';

const two = (value: number): string => String(value).padStart(2, '0');
const secondsOf = (ms: number): number => Math.max(0, Math.floor(ms / 1000));

/**
 * A wait as lists say it: seconds under one minute, whole minutes after, so that few digits move.
 */
export function waitWords(i18n: I18n, ms: number): string {
	const seconds = secondsOf(ms);
	return seconds < 60
		? i18n.t('common.short.seconds', { n: seconds })
		: i18n.t('common.short.minutes', { n: Math.floor(seconds / 60) });
}

/**
 * A span to the second, as an offer says it: "40 s", "2 min", "1 min 40 s"; from an hour on without
 * seconds.
 */
export function spanWords(i18n: I18n, ms: number): string {
	const seconds = secondsOf(ms);
	const minutes = Math.floor(seconds / 60);
	if (minutes >= 60) {
		return i18n.t('common.short.hours_minutes', {
			h: Math.floor(minutes / 60),
			min: minutes % 60,
		});
	}
	if (minutes === 0 || seconds % 60 === 0) {
		return waitWords(i18n, ms);
	}
	return i18n.t('common.short.minutes_seconds', { min: minutes, s: seconds % 60 });
}

/** Time of day on the counsellor's machine, as the language writes it. */
export function clock(i18n: I18n, at: number): string {
	const time = new Date(at);
	return i18n.t('common.clock', { h: two(time.getHours()), min: two(time.getMinutes()) });
}

/** The same with seconds. */
export function clockSeconds(i18n: I18n, at: number): string {
	const time = new Date(at);
	const [h, min, s] = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two) as [
		string,
		string,
		string,
	];
	return i18n.t('common.clock_seconds', { h, min, s });
}

/** A day of the counsellor's calendar, in numbers. */
export function dayWords(at: number): string {
	const date = new Date(at);
	return [date.getDate(), date.getMonth() + 1, date.getFullYear()].join('.');
}

/** A day and its time of day. */
export function momentWords(i18n: I18n, at: number): string {
	return `${dayWords(at)} ${clock(i18n, at)}`;
}
