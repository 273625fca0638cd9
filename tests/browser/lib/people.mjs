// A youth's phone and a counsellor's desk, as the hands of the tests.
import { until } from '../../live/lib/wait.mjs';
import { DESK, PHONE, look, mark, openPage } from './browser.mjs';

/** Console texts that come when a line breaks on purpose. */
export const BROKEN_LINE = [
	/WebSocket connection to .* failed/, /ERR_CONNECTION_(REFUSED|RESET|CLOSED)/, /ERR_EMPTY_RESPONSE/,
];

/** Waits for the front door: each worker looks every two seconds who is on duty; it is open when all of them have seen it. */
export async function frontDoorOpens(daemon) {
	let open = 0;
	await until(async () => {
		const door = await (await fetch(`${daemon.origin}/api/v1/door?agency=`)).json();
		open = door.state === 'open' ? open + 1 : 0;
		return open >= 20;
	}, 'the front door to open');
}

/* The texts on a screen, in its order. */
const textsOf = (page) => mark(page, 'text').evaluateAll((nodes) => nodes.map((node) => node.textContent));

class Screen {
	constructor(page) {
		this.page = page;
	}

	mark(name) {
		return mark(this.page, name);
	}

	click(name) {
		return this.mark(name).click();
	}

	texts() {
		return textsOf(this.page);
	}

	/** Waits until so many messages are on the screen. */
	async shows(count) {
		await this.page.waitForFunction((n) => document.querySelectorAll('[data-test="text"]').length >= n, count);
	}

	/** Waits until no message of this side is waiting to be stored. */
	async allStored() {
		await this.page.waitForFunction(
			() => document.querySelector('[data-test="message"]:is([data-state="waiting"], [data-state="refused"])') === null,
		);
	}

	async say(text) {
		await this.mark('composer').fill(text);
		await this.click('send');
	}
}

export class Phone extends Screen {
	/** Opens a door on a small phone. */
	static async open(browser, daemon, path = '/w/oslo', options = {}) {
		return new Phone(await openPage(browser, daemon, path, { size: PHONE, isMobile: true, hasTouch: true, ...options }));
	}

	/** From the door to the choices; municipality: [pool, code, typed text] where the door leaves it open. */
	async comeIn({ municipality, shots } = {}) {
		const seen = (name) => (shots ? look(this.page, `${shots}-${name}`) : undefined);
		await this.mark('start').waitFor();
		await seen('1-door');
		await this.click('start');
		await this.mark('know-next').waitFor();
		await seen('2-know');
		await this.click('know-next');
		if (municipality) {
			const [pool, code, typed] = municipality;
			await this.mark('municipality').fill(typed);
			await this.mark(`place-${pool}-${code}`).waitFor();
			await seen('3-place');
			await this.click(`place-${pool}-${code}`);
		}
		await this.mark('ask').waitFor();
		await seen('4-choose');
	}

	async ask() {
		await this.click('ask');
		await this.mark('wait').or(this.mark('talk')).waitFor();
	}
}

export class Desk extends Screen {
	static async open(browser, daemon, options = {}) {
		return new Desk(await openPage(browser, daemon, '/desk', { size: DESK, ...options }));
	}

	/** A desk on shift of somebody who has no account yet. user: as addUser takes it; without it the name is the agency's. */
	static async onShift(browser, daemon, name, { user, ...options } = {}) {
		const desk = await Desk.open(browser, daemon, options);
		await desk.logIn(name, daemon.addUser(name, user));
		await desk.goOnShift();
		return desk;
	}

	async logIn(name, password) {
		await this.mark('name').fill(name);
		await this.mark('password').fill(password);
		await this.click('login');
		await this.mark('go-on-shift').waitFor();
	}

	async goOnShift() {
		await this.click('go-on-shift');
		await this.mark('state-available').waitFor();
	}

	/** Accepts the offer that comes. */
	async accept() {
		await this.click('accept');
		await this.mark('room').waitFor();
	}
}
