/** Until when an act stands: a time of the day where the pool is, the next one that comes. Pure. */
import { civil, momentIn } from '@samtale/core/civil';

const MINUTE_MS = 60_000;
const STEP_MINUTES = 5;

const two = (value: number): string => String(value).padStart(2, '0');

/** "19:45" of a moment. */
export function clockOf(at: number, zone: string): string {
	const { hour, minute } = civil(at, zone);
	return `${two(hour)}:${two(minute)}`;
}

/** About an hour from now, on a round minute. */
export function inAnHour(now: number, zone: string): string {
	const step = STEP_MINUTES * MINUTE_MS;
	return clockOf(Math.ceil((now + 60 * MINUTE_MS) / step) * step, zone);
}

/** The next moment that is called so, Unix milliseconds; 0: it is no time. */
export function momentOf(clock: string, now: number, zone: string): number {
	const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(clock) ?? [];
	if (hour === undefined || minute === undefined) {
		return 0;
	}
	const today = civil(now, zone).dayNumber;
	const on = (day: number): number => momentIn(day, Number(hour) * 60 + Number(minute), zone);
	return on(today) > now ? on(today) : on(today + 1);
}
