/**
 * The gap-free beginning of a log: which offsets are there, and since when one is missing. Knows no
 * messages.
 */
export class Gapless {
	/** Every offset up to here is there. */
	end = 0;
	private readonly ahead = new Set<number>();
	private since = 0;
	private tries = 0;

	/** An offset has come, at `now` milliseconds. */
	add(offset: number, now: number): void {
		if (offset > this.end) {
			this.ahead.add(offset);
		}
		while (this.ahead.delete(this.end + 1)) {
			this.end++;
		}
		if (this.ahead.size === 0) {
			this.since = this.tries = 0;
		} else {
			this.since ||= now;
		}
	}

	/** Whether something has been missing for `span` milliseconds; true again after twice as long. */
	isOverdue(now: number, span: number): boolean {
		const overdue = this.since !== 0 && now - this.since >= span * 2 ** this.tries;
		if (overdue) {
			this.since = now;
			this.tries++;
		}
		return overdue;
	}

	/** The log is read again from behind `end`. */
	reset(end = 0): void {
		this.end = end;
		this.ahead.clear();
		this.since = this.tries = 0;
	}
}
