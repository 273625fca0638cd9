// The root of a running daemon's papers, as pages are shown it.
import { ask } from '../../live/lib/http.mjs';

/** Its point in hexadecimal. */
export async function rootOf({ daemon }) {
	return JSON.parse((await ask(daemon, '/seal.json')).text).roots[0];
}
