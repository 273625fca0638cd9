// Two ways to walk: a thumb, and a keyboard alone. Both press what they are told and complain when it cannot be reached.
import assert from 'node:assert/strict';

/** Pixels. */
const TARGET = 44;
/** Steps after which something counts as out of reach. */
const FAR = 90;

const labelOf = (element) => element.locator('xpath=ancestor::label[contains(@class,"opt")]');

/** A thumb: it taps, and only what is large enough. */
export class Thumb {
	constructor(phone) {
		this.phone = phone;
		this.page = phone.page;
	}

	async tap(target, name, options) {
		await target.waitFor();
		const { width, height } = await target.boundingBox();
		assert.ok(width >= TARGET && height >= TARGET, `${name} is ${width} x ${height}`);
		await target.tap(options);
	}

	/** Presses a button, a link or a summary. */
	press(name, options) {
		return this.tap(this.phone.mark(name), name, options);
	}

	/** Picks an option of a list of choices. */
	choose(name) {
		return this.tap(labelOf(this.phone.mark(name)), name);
	}

	async write(name, text) {
		await this.press(name);
		await this.page.keyboard.insertText(text);
	}

	async send() {
		await this.press('send');
	}
}

/* What has the focus: its mark, group, and whether a sighted person can tell. */
const focused = () => {
	const element = document.activeElement;
	const target = element.closest('label.opt') ?? element;
	/* A radio that lies unseen over its word has its ring around the word. */
	const drawn = getComputedStyle(element).opacity === '0' ? element.nextElementSibling : element;
	const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(drawn);
	const { left, top, right, bottom } = target.getBoundingClientRect();
	const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
	const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
	const over = document.elementFromPoint(x, y);
	return {
		name: element.dataset.test ?? '',
		tag: element.tagName,
		group: element.name ?? '',
		ring: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none',
		covered: over === null || !(target.contains(over) || over.contains(target)),
	};
};

/** A keyboard alone: Tab, arrows, Enter and space. */
export class Keyboard {
	constructor(phone) {
		this.phone = phone;
		this.page = phone.page;
	}

	async key(name) {
		await this.page.keyboard.press(name);
		return this.page.evaluate(focused);
	}

	/* One step; whoever looks sees where the focus is, and nothing lies over it. */
	async step(key) {
		const here = await this.key(key);
		if (here.tag !== 'BODY') {
			assert.ok(here.ring, `no ring around ${here.tag} ${here.name}`);
			assert.ok(!here.covered, `something lies over ${here.tag} ${here.name}`);
		}
		return here;
	}

	async until(key, fits, what) {
		await this.phone.mark(what).waitFor();
		let here = await this.page.evaluate(focused);
		for (let steps = 0; !fits(here); steps++) {
			assert.ok(steps < FAR, `${what} is out of reach`);
			here = await this.step(key);
		}
	}

	reach(name) {
		return this.until('Tab', (here) => here.name === name, name);
	}

	async press(name) {
		await this.reach(name);
		await this.page.keyboard.press('Enter');
	}

	async choose(name) {
		const group = await this.phone.mark(name).getAttribute('name');
		if ((await this.phone.mark(name).getAttribute('type')) === 'checkbox') {
			await this.reach(name);
			await this.page.keyboard.press('Space');
			return;
		}
		await this.until('Tab', (here) => here.group === group, name);
		await this.until('ArrowDown', (here) => here.name === name, name);
		await this.page.keyboard.press('Space');
	}

	async write(name, text) {
		await this.reach(name);
		await this.page.keyboard.type(text);
	}

	/** The field has the focus. */
	async send() {
		await this.page.keyboard.press('Enter');
	}
}
