/**
 * Civil time in a zone. Intl is asked for numbers only, always as `nb`: Chromium knows neither
 * nynorsk nor Northern Sami.
 */

export interface Civil {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	/** 1 is Monday. */
	weekday: number;
	/** Whole days since 1970, for counting days apart. */
	dayNumber: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The civil time of a moment (Unix milliseconds) in a zone. */
export function civil(at: number, zone: string): Civil {
	const format = new Intl.DateTimeFormat('nb', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
	});
	const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, Number(p.value)]));
	const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = part;
	const dayNumber = Date.UTC(year, month - 1, day) / DAY_MS;
	return {
		year,
		month,
		day,
		hour: hour % 24,
		minute,
		weekday: ((dayNumber + 3) % 7) + 1,
		dayNumber,
	};
}

/** The moment (Unix milliseconds) that is so many minutes into a day (dayNumber) in a zone, by its offset then. */
export function momentIn(dayNumber: number, minutes: number, zone: string): number {
	const utc = dayNumber * DAY_MS + minutes * MINUTE_MS;
	/* The offset an offset away may be another one: once more from there. */
	return utc - offsetAt(utc - offsetAt(utc, zone), zone);
}

function offsetAt(at: number, zone: string): number {
	const { dayNumber, hour, minute } = civil(at, zone);
	return dayNumber * DAY_MS + (hour * 60 + minute - Math.floor(at / MINUTE_MS)) * MINUTE_MS;
}
