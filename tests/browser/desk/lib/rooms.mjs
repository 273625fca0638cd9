// A desk with several rooms, and the phones of its youths.
import { startDaemon } from '../../../live/lib/daemon.mjs';
import { until } from '../../../live/lib/wait.mjs';
import { BROKEN_LINE, Desk, Phone } from '../../lib/people.mjs';

/** A daemon on which as many rooms are opened as a test likes. */
export const startRooms = (keys = {}) => startDaemon({ keys: { workers: 1, wrap_up_seconds: 0, bucket_youth: 200, ...keys } });

/** A desk on shift with so many rooms, a phone in each, all sealed. Options as of Desk.open. */
export async function deskWithRooms(browser, daemon, name, { rooms = 3, user = { agency: 'oslo' }, ...options } = {}) {
	const desk = await Desk.open(browser, daemon, { allowed: BROKEN_LINE, ...options });
	await desk.logIn(name, daemon.addUser(name, user));
	await desk.click('capacity-3');
	await desk.goOnShift();
	const phones = [];
	while (phones.length < rooms) {
		const phone = await Phone.open(browser, daemon, '/w/oslo', { allowed: BROKEN_LINE });
		await phone.comeIn();
		await phone.ask();
		await desk.click('accept');
		await desk.mark('room').nth(phones.length).waitFor();
		await phone.page.locator('[data-test="seal"][data-seal="open"]').waitFor();
		phones.push(phone);
	}
	return { desk, phones };
}

/** The mark of the element that has the focus. */
export const focused = ({ page }) => page.evaluate(() => document.activeElement?.getAttribute('data-test') ?? null);

/** Waits until the element with that mark has the focus. */
export const focuses = (desk, name) => until(async () => (await focused(desk)) === name, `the focus on ${name}`);

/** The field of a room of that number. */
export const fieldOf = ({ page }, number) => page.locator(`[data-test="room"][data-room="${number}"] [data-test="composer"]`);
