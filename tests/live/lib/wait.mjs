// Waiting for conditions: every wait of the tests has a time-out, and none of them sleeps for time.

/** Milliseconds after which a wait gives up; three times what it should ever take. */
export const PATIENCE_MS = 15_000;

const STEP_MS = 20;

export const pause = (ms = STEP_MS) => new Promise((resolve) => setTimeout(resolve, ms));

/** The promise's value, or an error that says what was waited for; `more` adds what was seen meanwhile. */
export async function within(promise, what, { ms = PATIENCE_MS, more = () => '' } = {}) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`waited ${ms} ms for ${what}${more()}`)), ms);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Asks until `condition` gives something true, and gives that. */
export async function until(condition, what, { ms = PATIENCE_MS, step = STEP_MS, more } = {}) {
	const end = Date.now() + ms;
	for (;;) {
		const value = await condition();
		if (value) return value;
		if (Date.now() > end) throw new Error(`waited ${ms} ms for ${what}${more?.() ?? ''}`);
		await pause(step);
	}
}
