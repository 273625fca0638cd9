/**
 * Which rows of a long table are in the document: those that are seen, some before and behind them, and the one that has the
 * focus. Pure; the table measures itself.
 */

/** A table of so many rows is there as a whole. */
export const WHOLE = 36;
/** Rows before and behind what is seen. */
const MARGIN = 6;
/** Rows by which the window moves, so that it is not drawn anew at each pixel. */
const STRIDE = 2;

export interface Seen {
	/** Pixels that are scrolled away above. */
	top: number;
	/** Pixels that show rows. */
	height: number;
	/** Pixels from a row to the next. */
	pitch: number;
}

/** The rows from the first up to the second, of `count`. */
export function rowsSeen(count: number, { top, height, pitch }: Seen): [from: number, to: number] {
	if (count <= WHOLE) {
		return [0, count];
	}
	const first = Math.floor(top / pitch / STRIDE) * STRIDE;
	const from = Math.max(0, Math.min(first - MARGIN, count - WHOLE));
	return [from, Math.min(count, first + Math.ceil(height / pitch) + STRIDE + MARGIN)];
}

/** A run of rows that are in the document, or of those that are not. */
export interface Run {
	from: number;
	to: number;
	isThere: boolean;
}

/** All rows as runs; `held` is one that stays, or -1. */
export function runsOf(count: number, [from, to]: readonly [number, number], held: number): Run[] {
	const there: [number, number][] = [[from, to]];
	if (held >= 0 && held < count && (held < from || held >= to)) {
		there.push([held, held + 1]);
		there.sort(([a], [b]) => a - b);
	}
	const runs: Run[] = [];
	let at = 0;
	for (const [first, last] of there) {
		runs.push({ from: at, to: first, isThere: false }, { from: first, to: last, isThere: true });
		at = last;
	}
	runs.push({ from: at, to: count, isThere: false });
	return runs.filter((run) => run.to > run.from);
}
