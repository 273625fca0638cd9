/** A file that the daemon gives to the session of the login, as text; null when it does not come. */
import type { Bearer } from './bearer.ts';

export async function fetchText(
	ask: typeof fetch,
	bearer: Bearer,
	path: string,
): Promise<string | null> {
	try {
		const answer = await ask(path, {
			headers: bearer.headers,
			credentials: 'omit',
			cache: 'no-store',
		});
		return answer.ok ? await answer.text() : null;
	} catch {
		return null;
	}
}
