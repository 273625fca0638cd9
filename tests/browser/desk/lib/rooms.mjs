// A desk with several rooms, and the phones of its youths.
import { startDaemon } from '../../../live/lib/daemon.mjs';
import { until } from '../../../live/lib/wait.mjs';
import { BROKEN_LINE, Desk, Phone } from '../../lib/people.mjs';

/** A daemon on which as many rooms are opened as a test likes. */
export const startRooms = (keys = {}) => startDaemon({ keys: { workers: 1, wrap_up_seconds: 0, bucket_youth: 200, ...keys } });

/** Waits until the youth's page seals for whoever is in its room. */
export const isSealed = ({ page }) => page.locator('[data-test="seal"][data-seal="open"]').waitFor();

/** A youth at a door of Oslo becomes the next room of a desk, sealed; gives its column. */
export async function takeIn(desk, phone, number) {
	await phone.comeIn();
	await phone.ask();
	await desk.click('accept');
	const column = columnOf(desk, number);
	await column.at.waitFor();
	await isSealed(phone);
	return column;
}

/** A desk on shift with so many rooms, a phone in each, all sealed. Options as of Desk.open. */
export async function deskWithRooms(browser, daemon, name, { rooms = 3, user = { agency: 'oslo' }, ...options } = {}) {
	const desk = await Desk.open(browser, daemon, { allowed: BROKEN_LINE, ...options });
	await desk.logIn(name, daemon.addUser(name, user));
	await desk.click('capacity-3');
	await desk.goOnShift();
	const phones = [];
	while (phones.length < rooms) {
		const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
		await takeIn(desk, phone, phones.length + 1);
		phones.push(phone);
	}
	return { desk, phones };
}

/** One room of a desk: what stands in its column. */
class Column {
	constructor({ page }, number) {
		this.at = page.locator(`[data-test="room"][data-room="${number}"]`);
	}

	get id() {
		return this.at.getAttribute('data-id');
	}

	mark(name) {
		return this.at.locator(`[data-test="${name}"]`);
	}

	click(name) {
		return this.mark(name).click();
	}

	/** The question who shall have the room: beside two others its column has no place for the button. */
	async openHand() {
		await this.click('more');
		await this.click('hand-open-more');
	}

	texts() {
		return this.mark('text').allTextContents();
	}

	/** Waits until the room shows so many texts, and gives them. */
	async reads(count) {
		await until(async () => (await this.texts()).length === count, `${count} texts in a room`);
		return this.texts();
	}

	async say(text) {
		await this.mark('composer').fill(text);
		await this.click('send');
	}

	/** A tap on an answer of its form. */
	async tick(answer) {
		await this.at.locator(`label:has([data-test="tick-${answer}"])`).click();
	}

	/** Sends its form, and waits until the column is closed. */
	async register() {
		await this.click('form-done');
		await this.at.waitFor({ state: 'detached' });
	}
}

export const columnOf = (desk, number) => new Column(desk, number);

/** The mark of the element that has the focus. */
export const focused = ({ page }) => page.evaluate(() => document.activeElement?.getAttribute('data-test') ?? null);

/** Waits until the element with that mark has the focus. */
export const focuses = (desk, name) => until(async () => (await focused(desk)) === name, `the focus on ${name}`);

/** The field of a room of that number. */
export const fieldOf = (desk, number) => columnOf(desk, number).mark('composer');
