/**
 * Dates that differ as a table, and as the daemon's text
 * (`2026-12-24 closed; 2026-12-31 10:00-14:00`).
 */
import { faultOf, readTime } from './week.ts';

/** One row; `shut` says that its times do not count. */
export interface DateRow {
	date: string;
	shut: boolean;
	from: string;
	until: string;
}

/** The text as rows by date, or null when the daemon would not have it either. */
export function readDates(text: string): DateRow[] | null {
	const rows: DateRow[] = [];
	for (const entry of text.split(';').filter((part) => part.trim() !== '')) {
		const match = /^\s*(\d{4}-\d\d-\d\d)\s+(?:closed|(\d\d:\d\d)-(\d\d:\d\d))\s*$/.exec(entry);
		if (match === null) {
			return null;
		}
		const [, date = '', from, until] = match;
		rows.push({ date, shut: from === undefined, from: from ?? '', until: until ?? '' });
	}
	return rows.sort((a, b) => (a.date + a.from < b.date + b.from ? -1 : 1));
}

/** The rows as the daemon's text, in the order of their dates. */
export function writeDates(rows: readonly DateRow[]): string {
	return [...rows]
		.sort((a, b) => (a.date + a.from < b.date + b.from ? -1 : 1))
		.map(({ date, shut, from, until }) =>
			shut
				? `${date} closed`
				: `${date} ${readTime(from) ?? from}-${readTime(until) ?? until}`,
		)
		.join('; ');
}

/** What is wrong with a row, or null. */
export function dateFault(row: DateRow): 'date' | 'time' | 'order' | null {
	if (!/^\d{4}-\d\d-\d\d$/.test(row.date)) {
		return 'date';
	}
	return row.shut ? null : faultOf(row);
}
