/** Moments in words, in the zone of the agency's pool. Names of days and months come from the dictionary. */
import { civil } from '@samtale/core/civil';
import type { I18n } from '@samtale/core/i18n';

const two = (value: number): string => String(value).padStart(2, '0');

/** Day and clock of a line of the log. */
export function stamp(i18n: I18n, at: number, zone: string): string {
	const { day, month, hour, minute } = civil(at, zone);
	const clock = i18n.t('common.clock', { h: two(hour), min: two(minute) });
	return `${day}.${month}. ${clock}`;
}

/** "16:00" as the language writes it; what is no such time stays as it was typed. */
export function timeText(i18n: I18n, time: string): string {
	const match = /^(\d\d):(\d\d)$/.exec(time);
	return match ? i18n.t('common.clock', { h: match[1]!, min: match[2]! }) : time;
}

/** "torsdag 24. desember" of "2026-12-24"; empty for what is no date. */
export function dateWords(i18n: I18n, date: string): string {
	const at = Date.parse(`${date}T00:00:00Z`);
	if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(at)) {
		return '';
	}
	const { day, month, weekday } = civil(at, 'UTC');
	return i18n.t('owner.dates.words', {
		weekday: i18n.t(`common.weekday.${weekday}`),
		day,
		month: i18n.t(`common.month.${month}`),
	});
}
