/**
 * Which rooms come back after RESUME. The daemon says how many follow; a room the desk still
 * thought alive that is not among them has ended meanwhile. Pure counting, no frames.
 */

/** After the last room its entries still follow; they are old news for so long, in milliseconds. */
const SETTLE_MS = 2000;

export class Reopening {
	private expected = 0;
	private alive = new Set<string>();
	private until = 0;

	constructor(private readonly now: () => number = Date.now) {}

	/**
	 * `rooms` will follow. Answers the ids that are already known not to come: all of `alive` when
	 * none follows.
	 */
	begin(rooms: number, alive: { id: string }[]): string[] {
		this.expected = rooms;
		this.alive = new Set(alive.map(({ id }) => id));
		this.until = this.now() + SETTLE_MS;
		return this.rest();
	}

	/** One has come. Answers the ids that did not come, once all have. */
	opened(id: string): string[] {
		if (this.expected === 0) {
			return [];
		}
		this.expected--;
		this.alive.delete(id);
		this.until = this.now() + SETTLE_MS;
		return this.rest();
	}

	/** Whether what comes now is a replay rather than news. */
	get running(): boolean {
		return this.expected > 0 || this.now() < this.until;
	}

	private rest(): string[] {
		if (this.expected > 0) {
			return [];
		}
		const gone = [...this.alive];
		this.alive.clear();
		return gone;
	}
}
