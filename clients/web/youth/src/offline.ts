/** Tells that there is no socket, but only when there has been none for three seconds. */

/** Milliseconds. */
const PATIENCE = 3_000;

export class Offline {
	private timer = 0;

	/** `tell` hears true once the patience is over. */
	constructor(private readonly tell: (on: boolean) => void) {}

	/** There is no socket now. Any number of calls counts from the first. */
	begin(): void {
		this.timer ||= window.setTimeout(() => this.tell(true), PATIENCE);
	}

	/** There is one, or none is wanted. */
	end(): void {
		window.clearTimeout(this.timer);
		this.timer = 0;
		this.tell(false);
	}
}
