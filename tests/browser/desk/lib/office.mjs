// The owner's page in a browser: somebody who is logged in there, and the way from one section to another.
import { mark, openPage } from '../../lib/browser.mjs';

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 720, height: 450 };
/* The browser writes what was refused into its console: those are meant. */
const REFUSED = [/status of 4(09|22)/];

export async function enterOffice(browser, daemon, name, password, options = {}) {
	const page = await openPage(browser, daemon, '/owner', { size: WIDE, allowed: REFUSED, ...options });
	await mark(page, 'name').fill(name);
	await mark(page, 'password').fill(password);
	await mark(page, 'login').click();
	await mark(page, 'logout').waitFor();
	return page;
}

export async function goTo(page, section) {
	await mark(page, `nav-${section}`).click();
	await page.locator(`main[data-section="${section}"]`).waitFor();
}

/** Until the status of a section's foot begins with these words: 'Lagret' is not met by 'er ikke lagret'. */
export const says = (page, name, words) => mark(page, `status-${name}`).getByText(new RegExp(`^${words}`)).waitFor();

/** Tab until the element with this mark has the focus. */
export async function tabTo(page, name) {
	for (let i = 0; i < 160; i++) {
		await page.keyboard.press('Tab');
		if ((await page.evaluate(() => document.activeElement?.dataset.test)) === name) return;
	}
	throw new Error(`${name} is not reached by Tab`);
}
