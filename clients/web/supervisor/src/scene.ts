/**
 * The scene of a pool as this page knows it: names and values, as the daemon sends what has changed. Rows are grouped by the
 * first word of their name, so that what draws people is not drawn anew when somebody waits. A moment that comes in several
 * frames is shown when it is whole: sums add up at every moment.
 */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';

/** What a frame of the scene carries (docs/protocol.md). */
export interface SceneFrame {
	/** 1: everything before it is to be forgotten. */
	whole: number;
	/** 1: more frames of the same moment follow. */
	more: number;
	/** The moment, Unix milliseconds. */
	at: number;
	names: readonly string[];
	/** One a name; empty: it is gone. */
	values: readonly string[];
}

/** Values by what follows the first word of their names; a name of one word is the row ''. */
export type Rows = ReadonlyMap<string, string>;

const NO_ROWS: Rows = new Map();

/** The first word of a name, and what follows it. */
function parted(name: string): [kind: string, rest: string] {
	const blank = name.indexOf(' ');
	return blank < 0 ? [name, ''] : [name.slice(0, blank), name.slice(blank + 1)];
}

export class Scene {
	/** The moment of what is shown, Unix milliseconds; 0: nothing has come yet. */
	readonly at = signal(0);
	private readonly kinds = new Map<string, Signal<Rows>>();
	/** What has come of a moment that is not whole yet. */
	private pending: SceneFrame[] = [];

	/** The rows of a kind, by the first word of their names. */
	rows(kind: string): ReadonlySignal<Rows> {
		return this.kind(kind);
	}

	/** The value of a name that is one word, or empty. */
	value(kind: string): string {
		return this.kind(kind).value.get('') ?? '';
	}

	take(frame: SceneFrame): void {
		if (frame.whole === 1) {
			this.pending = [];
		} else if (this.at.peek() === 0 && this.pending.length === 0) {
			return;
		}
		this.pending.push(frame);
		if (frame.more === 0) {
			const frames = this.pending;
			this.pending = [];
			batch(() => this.apply(frames));
		}
	}

	/** Nothing of it stays: whoever was logged in is not any more. */
	clear(): void {
		this.pending = [];
		batch(() => {
			this.at.value = 0;
			this.kinds.forEach((rows) => (rows.value = NO_ROWS));
		});
	}

	/** What was sent before is over, as when the line is: only a whole moment is taken now. */
	broken(): void {
		this.pending = [];
	}

	private kind(kind: string): Signal<Rows> {
		const known = this.kinds.get(kind) ?? signal(NO_ROWS);
		this.kinds.set(kind, known);
		return known;
	}

	private apply(frames: readonly SceneFrame[]): void {
		const whole = frames[0]!.whole === 1;
		const fresh = new Map<string, Map<string, string>>();
		const rowsOf = (kind: string): Map<string, string> => {
			const rows = fresh.get(kind) ?? new Map(whole ? [] : this.kind(kind).peek());
			fresh.set(kind, rows);
			return rows;
		};
		if (whole) {
			[...this.kinds.keys()].forEach(rowsOf);
		}
		for (const { names, values } of frames) {
			names.forEach((name, i) => {
				const [kind, rest] = parted(name);
				const value = values[i] ?? '';
				if (value === '') {
					rowsOf(kind).delete(rest);
				} else {
					rowsOf(kind).set(rest, value);
				}
			});
		}
		fresh.forEach((rows, kind) => {
			if (!isSame(rows, this.kind(kind).peek())) {
				this.kind(kind).value = rows;
			}
		});
		this.at.value = frames.at(-1)!.at;
	}
}

/** A whole moment after a lost line mostly says what is known already. */
function isSame(one: Rows, other: Rows): boolean {
	return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}
