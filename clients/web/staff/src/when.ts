/** Moments to come in words: by the day that is spoken of, in a zone. Names of days and months come from the dictionary. */
import { civil, type Civil } from '@samtale/core/civil';
import type { I18n } from '@samtale/core/i18n';

const clockOf = (i18n: I18n, { hour, minute }: Civil): string =>
	i18n.t(minute === 0 ? 'common.clock_whole' : 'common.clock', {
		h: String(hour),
		min: String(minute).padStart(2, '0'),
	});

/** "16", "16.30" of an end, Unix milliseconds; midnight is "24". */
export function endWords(i18n: I18n, at: number, zone: string): string {
	const end = civil(at, zone);
	return clockOf(i18n, end.hour + end.minute === 0 ? { ...end, hour: 24 } : end);
}

/** "i dag kl. 16", "torsdag kl. 16", "3. mai kl. 16" of a moment, both in Unix milliseconds. */
export function whenWords(i18n: I18n, at: number, now: number, zone: string): string {
	const then = civil(at, zone);
	const days = then.dayNumber - civil(now, zone).dayNumber;
	const time = clockOf(i18n, then);
	if (days <= 0) {
		return i18n.t('common.when.today', { time });
	}
	if (days === 1) {
		return i18n.t('common.when.tomorrow', { time });
	}
	if (days < 7) {
		const weekday = i18n.t(`common.weekday.${then.weekday}`);
		return i18n.t('common.when.weekday', { time, weekday });
	}
	const month = i18n.t(`common.month.${then.month}`);
	return i18n.t('common.when.date', { time, day: then.day, month });
}
