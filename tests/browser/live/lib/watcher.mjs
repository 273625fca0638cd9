// Who watches a shift, as the hands of the tests.
import { mark, openPage } from '../../lib/browser.mjs';

/** The size of the pictures. */
export const WIDE = { width: 1440, height: 900 };

/**
 * A page of the live view with somebody logged in who has no account yet. user: as addUser takes it; onResponse hears every answer
 * that the page gets.
 */
export async function watch(browser, daemon, name, { user = { agency: 'oslo', role: 'supervisor' }, path = '/live', onResponse, ...options } = {}) {
	const page = await openPage(browser, daemon, null, { size: WIDE, ...options });
	if (onResponse) page.on('response', onResponse);
	await page.goto(daemon.origin + path);
	await mark(page, 'name').fill(name);
	await mark(page, 'password').fill(daemon.addUser(name, user));
	await mark(page, 'login').click();
	await mark(page, 'logout').waitFor();
	return page;
}
