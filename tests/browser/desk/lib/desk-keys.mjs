// A keyboard alone at the desk: beside what any keyboard does, the focus is looked for after each thing that was done.
import assert from 'node:assert/strict';
import { Keyboard } from '../../youth/lib/hands.mjs';

/* What has the focus once the page has drawn what came of the key. */
const settled = () => new Promise((resolve) => {
	requestAnimationFrame(() => requestAnimationFrame(() => {
		const { activeElement: here } = document;
		const isSeen = here !== document.body && here.checkVisibility({ visibilityProperty: true });
		resolve(isSeen ? here.dataset.test ?? here.tagName : '');
	}));
});

export class DeskKeys extends Keyboard {
	/** Asserts that something has the focus that is on the screen. */
	async stays(after) {
		assert.notEqual(await this.page.evaluate(settled), '', `the focus is lost after: ${after}`);
	}

	/** Reaches it by Tab and presses Enter; shows: the mark of what comes of it, or what waits for it. */
	async does(name, shows) {
		await this.press(name);
		await (typeof shows === 'string' ? this.phone.mark(shows).first().waitFor() : shows());
		await this.stays(name);
	}

	/** The same by a key. */
	async keyDoes(key, shows) {
		await this.page.keyboard.press(key);
		await (typeof shows === 'string' ? this.phone.mark(shows).first().waitFor() : shows());
		await this.stays(key);
	}

	/** By its name in the palette. */
	async finds(words, shows) {
		await this.page.keyboard.press('Control+k');
		await this.phone.mark('palette-find').waitFor();
		await this.page.keyboard.type(words);
		await this.phone.mark('palette-item').first().waitFor();
		await this.keyDoes('Enter', shows);
	}

	/** Chooses in a list of the browser: it goes to the entry whose first letters are typed. */
	async picks(name, words) {
		await this.reach(name);
		await this.page.keyboard.type(words);
	}
}
