/**
 * A call of staff to the daemon over HTTP: JSON there and back, with the session of the login. It
 * shows no words; what went wrong comes back as the daemon's code.
 */
import type { Bearer } from './bearer.ts';

/** `code` is the daemon's, or `net` without an answer that can be read; `retryAfter` in seconds, 0: not told. */
export interface CallFailure {
	ok: false;
	status: number;
	code: string;
	retryAfter: number;
	/** Of a form: what was expected of a field, or what it is now, in the daemon's words. */
	fields: Readonly<Record<string, string>>;
}
export type CallAnswer<T> = { ok: true; data: T } | CallFailure;

const NO_ANSWER: CallFailure = { ok: false, status: 0, code: 'net', retryAfter: 0, fields: {} };

interface Body<T> {
	ok?: boolean;
	data?: T;
	error?: { code?: string; retry_after?: number; fields?: Record<string, string> };
}

/**
 * GETs `path`, or POSTs `body` to it. Never throws. A session that the daemon no longer knows is
 * forgotten here, too: the answer's code is `session` then. When somebody has logged in meanwhile,
 * such an answer says nothing about the session that is kept, and is no answer: `net`.
 */
export async function call<T>(
	ask: typeof fetch,
	bearer: Bearer,
	path: string,
	body?: object,
): Promise<CallAnswer<T>> {
	const sent = bearer.hex;
	try {
		const answer = await ask(path, {
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				...bearer.headers,
				...(body !== undefined && { 'Content-Type': 'application/json' }),
			},
			credentials: 'omit',
			cache: 'no-store',
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const read = (answer.status === 204 ? { ok: true } : await answer.json()) as Body<T>;
		if (answer.ok && read.ok === true) {
			return { ok: true, data: read.data as T };
		}
		const code = read.error?.code ?? 'net';
		if (answer.status === 401 && code === 'session') {
			if (bearer.hex !== null && bearer.hex !== sent) {
				return NO_ANSWER;
			}
			bearer.forget();
		}
		const retryAfter = Number(read.error?.retry_after ?? answer.headers.get('Retry-After')) || 0;
		const fields = read.error?.fields ?? {};
		return { ok: false, status: answer.status, code, retryAfter, fields };
	} catch {
		return NO_ANSWER;
	}
}
