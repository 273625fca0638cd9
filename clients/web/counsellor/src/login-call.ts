/**
 * The HTTP half of the login: name and password for a one-time ticket. It keeps neither of them.
 */
import type { LoginFailure } from './state.ts';

export type LoginAnswer =
	{ ok: true; ticket: string; role: string } | { ok: false; failure: LoginFailure };

interface Body {
	ok?: boolean;
	data?: { ticket?: string; role?: string };
	error?: { code?: string; retry_after?: number };
}

/** When the daemon is busy and does not say for how long, in seconds. */
const BUSY_SECONDS = 5;

const fail = (code: LoginFailure['code'], retryAfter = 0): LoginAnswer => ({
	ok: false,
	failure: { code, retryAfter },
});

/** What an answer means. `retryHeader`: the Retry-After header, seconds or null. */
export function readAnswer(status: number, body: Body, retryHeader: string | null): LoginAnswer {
	const { ticket, role } = body.data ?? {};
	if (status === 200 && ticket !== undefined && /^[0-9a-f]{64}$/.test(ticket)) {
		return { ok: true, ticket, role: role ?? 'counsellor' };
	}
	if (status === 429) {
		return fail('rate', body.error?.retry_after || Number(retryHeader) || BUSY_SECONDS);
	}
	return fail(status === 401 || status === 403 ? 'wrong' : 'net');
}

/** Asks for a ticket. Never throws: no answer, or one that is no JSON, is the failure `net`. */
export async function requestTicket(
	ask: typeof fetch,
	name: string,
	password: string,
): Promise<LoginAnswer> {
	try {
		const answer = await ask('/api/v1/login', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			credentials: 'omit',
			cache: 'no-store',
			body: JSON.stringify({ name, password }),
		});
		return readAnswer(
			answer.status,
			(await answer.json()) as Body,
			answer.headers.get('Retry-After'),
		);
	} catch {
		return fail('net');
	}
}
