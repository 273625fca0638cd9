/** Logging out: forgotten here at once; whether the daemon heard of it is said, and it can be told again. */
import { memoryStore } from '@samtale/core/store';
import { expect, test } from 'vitest';
import { Bearer } from '../src/bearer.ts';
import type { LoginFailure } from '../src/login-call.ts';
import { endSession } from '../src/logout.ts';

const hex = 'ab'.repeat(32);

/** Logs out; the daemon answers with each of these statuses in turn, 0: not at all. */
function leave(...statuses: number[]) {
	const bearer = new Bearer(memoryStore());
	bearer.keep(hex);
	const sent: unknown[] = [];
	const heard: ((failure: LoginFailure | null) => void)[] = [];
	const ask = (_path: string, { headers }: { headers: Record<string, string> }) => {
		sent.push(headers['Authorization']);
		const status = statuses.shift() ?? 0;
		const body = JSON.stringify(status === 200 ? { ok: true, data: {} } : { error: { code: status === 401 ? 'session' : 'down' } });
		return status === 0 ? Promise.reject(new TypeError('no net')) : Promise.resolve(new Response(body, { status }));
	};
	const next = () => new Promise<LoginFailure | null>((resolve) => heard.push(resolve));
	const first = next();
	endSession(ask as unknown as typeof fetch, bearer, (failure) => heard.shift()!(failure));
	return { bearer, sent, first, next };
}

test('this browser forgets the session at once, and nothing is said when the daemon has ended it', async () => {
	const { bearer, sent, first } = leave(200);
	expect([bearer.hex, sent]).toEqual([null, [`Bearer ${hex}`]]);
	expect(await first).toBe(null);
});

test('a session that the daemon no longer knows is over', async () => {
	expect(await leave(401).first).toBe(null);
});

test.each([0, 503])('what the daemon did not do (%d) is said, and can be tried again with the same session', async (status) => {
	const { sent, first, next } = leave(status, 200);
	const failure = await first;
	expect(failure).toMatchObject({ code: 'unended' });
	const second = next();
	failure?.again?.();
	expect(await second).toBe(null);
	expect(sent).toEqual([`Bearer ${hex}`, `Bearer ${hex}`]);
});
