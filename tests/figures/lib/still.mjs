// Lanes of the day walk by themselves; whoever wants them still has each of them stop before its next step.
export class Still {
	walking = 0;

	/** A lane walks until that is done. */
	async walk(work) {
		this.walking += 1;
		try {
			return await work();
		} finally {
			this.stop();
		}
	}

	stop() {
		this.walking -= 1;
		if (this.walking === 0) this.onStopped?.();
	}

	/** Before a step of a lane that walks: where it stops as long as that is wanted. */
	async pass(where) {
		if (!this.over) return;
		this.places.push(where);
		this.stop();
		await this.over;
		this.walking += 1;
	}

	/** Does it while all stand still; gives the steps that they stood before. */
	async during(act) {
		let go;
		this.places = [];
		this.over = new Promise((resolve) => (go = resolve));
		if (this.walking > 0) await new Promise((resolve) => (this.onStopped = resolve));
		try {
			await act();
		} finally {
			this.over = this.onStopped = undefined;
			go();
		}
		return this.places;
	}
}
