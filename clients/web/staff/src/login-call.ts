/**
 * The HTTP half of the login: name, password and code for a session and a one-time ticket. It keeps
 * none of what was typed; the mark that is left in this browser goes to `marks`. Or, without any of them, what a proxy knows
 * from the organisation's own login.
 */
import type { Marks } from './marks.ts';

/** What is wrong as far as a device that is known is told; any other hears `login`. */
const TOLD = ['login', 'password', 'code', 'code_missing', 'clock', 'used', 'disabled'] as const;

/** Why there is no login; `retryAfter` in seconds, 0 when it does not apply. */
export interface LoginFailure {
	code: (typeof TOLD)[number] | 'rate' | 'busy' | 'net' | 'expired' | 'gone' | 'proxy' | 'unended';
	retryAfter: number;
	/** Tries it once more. */
	again?(): void;
}

/** `code`: six digits of the code app, or a recovery code, or empty. */
export interface Typed {
	name: string;
	password: string;
	code: string;
}

/** `enrol`: no login yet; the invitation that this token opens comes first. */
export type LoginAnswer =
	| { ok: true; ticket: string; role: string; session: string; device: string }
	| { ok: false; enrol: string }
	| { ok: false; enrol?: undefined; failure: LoginFailure };

interface Body {
	ok?: boolean;
	data?: Partial<Record<'ticket' | 'role' | 'session' | 'device' | 'enrol', string>>;
	error?: { code?: string; retry_after?: number };
}

/** When the daemon is busy and does not say for how long, in seconds. */
const BUSY_SECONDS = 5;

const fail = (code: LoginFailure['code'], retryAfter = 0): LoginAnswer => ({
	ok: false,
	failure: { code, retryAfter },
});

const isSecret = (text: string | undefined): text is string => /^[0-9a-f]{64}$/.test(text ?? '');

/** What an answer means. `retryHeader`: the Retry-After header, seconds or null. */
export function readAnswer(status: number, body: Body, retryHeader: string | null): LoginAnswer {
	const { ticket, role = 'counsellor', session = '', device = '', enrol } = body.data ?? {};
	const { code = '', retry_after: retryAfter } = body.error ?? {};
	if (status === 200 && isSecret(ticket)) {
		return { ok: true, ticket, role, session, device };
	}
	if (status === 200 && isSecret(enrol)) {
		return { ok: false, enrol };
	}
	if (status === 429) {
		const seconds = retryAfter || Number(retryHeader) || BUSY_SECONDS;
		return fail(code === 'rate' ? 'rate' : 'busy', seconds);
	}
	const told = TOLD.find((one) => one === code) ?? 'login';
	return fail(status === 401 || status === 403 ? told : 'net');
}

/**
 * Asks for a ticket; null: by the organisation's login, which the proxy may know by its cookie. Never throws: no answer, or
 * one that is no JSON, is the failure `net`.
 */
export async function requestTicket(
	ask: typeof fetch,
	typed: Typed | null,
	marks: Marks,
): Promise<LoginAnswer> {
	const { name, password, code } = typed ?? { name: '', password: '', code: '' };
	const device = marks.of(name);
	const way: RequestInit =
		typed === null
			? { credentials: 'same-origin' }
			: {
					headers: { 'Content-Type': 'application/json' },
					credentials: 'omit',
					body: JSON.stringify({
						name,
						password,
						...(code !== '' && { code }),
						...(device !== '' && { device }),
					}),
				};
	try {
		const answer = await ask(`/api/v1/login${typed === null ? '/proxy' : ''}`, {
			method: 'POST',
			cache: 'no-store',
			...way,
		});
		if (typed === null && !answer.ok && answer.status < 429) {
			return fail('proxy');
		}
		const read = readAnswer(
			answer.status,
			(await answer.json()) as Body,
			answer.headers.get('Retry-After'),
		);
		if (read.ok && read.device !== '') {
			marks.keep(name, read.device);
		}
		return read;
	} catch {
		return fail('net');
	}
}
