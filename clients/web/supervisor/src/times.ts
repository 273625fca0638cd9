/** Times as the live view shows them: short, and by the pool's clock. Pure. */
import { civil } from '@samtale/core/civil';
import type { I18n } from '@samtale/core/i18n';

const two = (value: number): string => String(value).padStart(2, '0');

/** How long a state has lasted: "58 min", "1 t 42". */
export function timeIn(i18n: I18n, ms: number): string {
	const minutes = Math.max(0, Math.floor(ms / 60_000));
	return minutes < 60
		? i18n.t('common.short.minutes', { n: minutes })
		: i18n.t('live.span', { h: Math.floor(minutes / 60), min: two(minutes % 60) });
}

/** A moment's time of day where the pool is. */
export function timeOf(i18n: I18n, at: number, zone: string): string {
	const { hour, minute } = civil(at, zone);
	return i18n.t('common.clock', { h: two(hour), min: two(minute) });
}

/** The same with seconds. */
export function timeToSecond(i18n: I18n, at: number, zone: string): string {
	const { hour, minute } = civil(at, zone);
	const s = two(Math.floor(at / 1000) % 60);
	return i18n.t('common.clock_seconds', { h: two(hour), min: two(minute), s });
}

const HOUR_MS = 3600_000;

/** The steps YYYYMMDDHH of so many hours that end now, the oldest first; an hour that the clock has twice is one. */
export function stepsUntil(at: number, hours: number, zone: string): string[] {
	const steps = Array.from({ length: hours }, (_hour, i) => {
		const { year, month, day, hour } = civil(at - (hours - 1 - i) * HOUR_MS, zone);
		return [year, two(month), two(day), two(hour)].join('');
	});
	return [...new Set(steps)];
}

/** The hour of a step YYYYMMDDHH. */
export const hourOf = (step: string): number => Number(step.slice(8, 10));

/** "19.00–20.00": the hour of a step. */
export function hourWords(i18n: I18n, step: string): string {
	const hour = hourOf(step);
	const words = (h: number): string => i18n.t('common.clock', { h: two(h % 24), min: '00' });
	return `${words(hour)}–${words(hour + 1)}`;
}
