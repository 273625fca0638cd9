/**
 * A week of opening hours as a table, and as the text that the daemon keeps
 * (`mon-thu 16:00-21:00; fri 12:00-15:00`, docs/config.md). What stands in the table may be half
 * written; the daemon has the last word on every text.
 */

/** One opening as it stands in its two fields. */
export interface Span {
	from: string;
	until: string;
}

/** Openings by day, Monday first. */
export type Week = readonly (readonly Span[])[];

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const LAST_MINUTE = 1440;

/** "16", "16.00", "1600" and "16:00" as "16:00"; null when it is no time of a day. */
export function readTime(text: string): string | null {
	const match = /^(\d{1,2})(?:[.:]?([0-5]\d))?$/.exec(text.trim());
	const minutes = match ? Number(match[1]) * 60 + Number(match[2] ?? 0) : LAST_MINUTE + 1;
	return match && minutes <= LAST_MINUTE
		? `${match[1]!.padStart(2, '0')}:${match[2] ?? '00'}`
		: null;
}

/** What is wrong with an opening: the field, and whether it is no time or an end too early. */
export function faultOf(span: Span): 'time' | 'order' | null {
	const [from, until] = [readTime(span.from), readTime(span.until)];
	if (from === null || until === null) {
		return 'time';
	}
	return from < until ? null : 'order';
}

function daysOf(text: string): number[] | null {
	const days: number[] = [];
	for (const part of text.split(',')) {
		const [first = '', last = first] = part.split('-');
		const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
		if (from < 0 || to < from) {
			return null;
		}
		for (let day = from; day <= to; day++) {
			days.push(day);
		}
	}
	return days;
}

/** The text as a table, or null when the daemon would not have it either. */
export function readWeek(text: string): Week | null {
	const week: Span[][] = DAYS.map(() => []);
	for (const entry of text.split(';').filter((part) => part.trim() !== '')) {
		const match = /^\s*([a-z,-]+)\s+(\d\d:\d\d)-(\d\d:\d\d)\s*$/.exec(entry);
		const days = match && daysOf(match[1]!);
		if (!days) {
			return null;
		}
		days.forEach((day) => week[day]!.push({ from: match![2]!, until: match![3]! }));
	}
	return week.map((spans) => spans.sort((a, b) => (a.from < b.from ? -1 : 1)));
}

/** "mon-wed,fri" of days in their order. */
function dayWords(days: readonly number[]): string {
	const words: string[] = [];
	for (let i = 0; i < days.length; ) {
		let end = i;
		while (days[end + 1] === days[end]! + 1) {
			end++;
		}
		const [first, last] = [DAYS[days[i]!]!, DAYS[days[end]!]!];
		words.push(end === i ? first : `${first}-${last}`);
		i = end + 1;
	}
	return words.join(',');
}

/** The table as the daemon's text: days with the same opening together, in the order of the week. */
export function writeWeek(week: Week): string {
	const days = new Map<string, number[]>();
	week.forEach((spans, day) =>
		spans.forEach(({ from, until }) => {
			const span = `${readTime(from) ?? from}-${readTime(until) ?? until}`;
			days.set(span, [...(days.get(span) ?? []), day]);
		}),
	);
	return [...days].map(([span, of]) => `${dayWords(of)} ${span}`).join('; ');
}

/** So many minutes before a time, "" when that is no time or the day before. */
export function earlier(time: string, minutes: number): string {
	const clock = readTime(time);
	if (clock === null) {
		return '';
	}
	const [hour = 0, minute = 0] = clock.split(':').map(Number);
	const at = hour * 60 + minute - minutes;
	return at < 0
		? ''
		: [Math.floor(at / 60), at % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
