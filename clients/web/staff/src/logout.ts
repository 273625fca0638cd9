/**
 * The end of a session by whose it is. This browser forgets it at once; the daemon may not have heard of it, and then nobody is
 * told that all is well: the session lives on there for 12 hours at most.
 */
import { memoryStore } from '@samtale/core/store';
import { Bearer } from './bearer.ts';
import { call } from './call.ts';
import type { LoginFailure } from './login-call.ts';

/** `show` hears null once it is over at the daemon, else what to say, each time it was tried. */
export function endSession(
	ask: typeof fetch,
	bearer: Bearer,
	show: (failure: LoginFailure | null) => void,
): void {
	const last = new Bearer(memoryStore());
	last.keep(bearer.hex ?? '');
	bearer.forget();
	const tell = async (): Promise<void> => {
		const answer = await call(ask, last, '/api/v1/logout', {});
		const isOver = answer.ok || answer.code === 'session';
		show(isOver ? null : { code: 'unended', retryAfter: 0, again: () => void tell() });
	};
	void tell();
}
