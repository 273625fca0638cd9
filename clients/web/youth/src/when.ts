/**
 * Moments in words: names of days and months come from the dictionary, because Chromium knows
 * neither nynorsk nor Northern Sami.
 */
import { civil } from '@samtale/core/civil';
import type { Hours } from './data.ts';
import type { Texts } from './texts.ts';

function clockText(texts: Texts, hour: number, minute: number, whole: boolean): string {
	const h = String(hour);
	return whole && minute === 0
		? texts.t('common.clock_whole', { h })
		: texts.t('common.clock', { h: h.padStart(2, '0'), min: String(minute).padStart(2, '0') });
}

/** "21" or "21.30", and midnight, where something ends, "24"; `whole` false: always with minutes. */
export function clock(texts: Texts, at: number, zone: string, whole = true): string {
	const { hour, minute } = civil(at, zone);
	return clockText(texts, whole && hour + minute === 0 ? 24 : hour, minute, whole);
}

/** "16:00" of opening hours as "16". */
function hourText(texts: Texts, hhmm: string): string {
	const [hour = 0, minute = 0] = hhmm.split(':').map(Number);
	return clockText(texts, hour, minute, true);
}

/** "i dag kl. 16", "i morgen kl. 16", "torsdag kl. 16", "3. mai kl. 16". */
export function when(texts: Texts, at: number, now: number, zone: string): string {
	const then = civil(at, zone);
	const days = then.dayNumber - civil(now, zone).dayNumber;
	const time = clockText(texts, then.hour, then.minute, true);
	if (days <= 0) {
		return texts.t('common.when.today', { time });
	}
	if (days === 1) {
		return texts.t('common.when.tomorrow', { time });
	}
	if (days < 7) {
		return texts.t('common.when.weekday', {
			time,
			weekday: texts.word('common.weekday', then.weekday),
		});
	}
	return texts.t('common.when.date', {
		time,
		day: then.day,
		month: texts.word('common.month', then.month),
	});
}

/** Whether it is evening there: "i kveld" is true only then. */
export function isEvening(now: number, zone: string): boolean {
	return civil(now, zone).hour >= 16;
}

/** "10 minutter" of seconds, rounded up to whole minutes. */
export function minutes(texts: Texts, seconds: number): string {
	return texts.n('common.minutes', Math.max(1, Math.ceil(seconds / 60)));
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function dayWords(texts: Texts, days: readonly number[]): string {
	if (days.length === 7) {
		return texts.t('youth.door.hours.every');
	}
	const names = days.map((day) => texts.word('common.weekday', day));
	const first = names[0] ?? '';
	const last = names[names.length - 1] ?? '';
	const inRow = days.every((day, i) => i === 0 || day === (days[i - 1] ?? 0) + 1);
	if (names.length === 1) {
		return first;
	}
	if (names.length === 2) {
		return texts.t('youth.door.hours.pair', { first, last });
	}
	return inRow
		? texts.t('youth.door.hours.range', { first, last })
		: texts.t('common.list.and', { list: names.slice(0, -1).join(', '), last });
}

/** Opening hours, a line each: "Mandag til torsdag fra 16 til 21." */
export function hoursLines(texts: Texts, hours: readonly Hours[]): string[] {
	return hours.map(({ days, from, to }) =>
		texts.t(days.length + from + to === '700:0024:00' ? 'youth.door.hours.always' : 'youth.door.hours.line', {
			days: capital(dayWords(texts, days)),
			from: hourText(texts, from),
			to: hourText(texts, to),
		}),
	);
}
