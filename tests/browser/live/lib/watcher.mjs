// Who watches a shift, as the hands of the tests.
import { mark, openPage } from '../../lib/browser.mjs';

/** The size of the pictures. */
export const WIDE = { width: 1440, height: 900 };

/** A page of the live view with somebody logged in who has no account yet; user: as addUser takes it. */
export async function watch(browser, daemon, name, { user = { agency: 'oslo', role: 'supervisor' }, path = '/live', ...options } = {}) {
	const page = await openPage(browser, daemon, path, { size: WIDE, ...options });
	await mark(page, 'name').fill(name);
	await mark(page, 'password').fill(daemon.addUser(name, user));
	await mark(page, 'login').click();
	await mark(page, 'logout').waitFor();
	return page;
}
