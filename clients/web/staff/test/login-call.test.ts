/** What the daemon's answer to a login means. */
import { describe, expect, test } from 'vitest';
import { readAnswer, requestTicket } from '../src/login-call.ts';
import { browserMarks } from '../src/marks.ts';

describe('the answer to a login', () => {
	const ticket = 'ab'.repeat(32);

	test('is a ticket, a role and a session, and a mark where this browser had none', () => {
		const data = { ticket, role: 'supervisor', session: 'cd', device: 'ef' };
		expect(readAnswer(200, { ok: true, data }, null)).toEqual({ ok: true, ...data });
	});

	test('is an invitation where a password and a code app of one\'s own come first', () => {
		const answer = readAnswer(200, { ok: true, data: { enrol: ticket } }, null);
		expect(answer).toEqual({ ok: false, enrol: ticket });
	});

	test('leaves its mark, and the next login from this browser shows it', async () => {
		const kept = new Map<string, string>();
		const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, v: string) => void kept.set(key, v) };
		const marks = browserMarks(() => storage as unknown as Storage);
		const bodies: string[] = [];
		const ask = (_path: string, { body }: { body: string }) => {
			bodies.push(body);
			return Promise.resolve(new Response(JSON.stringify({ ok: true, data: { ticket, device: 'ef' } })));
		};
		const typed = { name: 'ida', password: 'x', code: '123456' };
		await requestTicket(ask as unknown as typeof fetch, typed, marks);
		await requestTicket(ask as unknown as typeof fetch, { ...typed, code: '' }, marks);
		await requestTicket(ask as unknown as typeof fetch, { ...typed, name: 'per' }, marks);
		expect(bodies.map((body) => JSON.parse(body) as object)).toEqual([
			typed,
			{ name: 'ida', password: 'x', device: 'ef' },
			{ ...typed, name: 'per' },
		]);
	});

	test.each([
		[401, {}, null, 'login', 0],
		[403, {}, null, 'login', 0],
		[401, { error: { code: 'clock' } }, null, 'clock', 0],
		[401, { error: { code: 'another' } }, null, 'login', 0],
		[429, { error: { code: 'rate', retry_after: 30 } }, null, 'rate', 30],
		[429, { error: { code: 'rate' } }, '12', 'rate', 12],
		[429, {}, null, 'busy', 5],
		[500, {}, null, 'net', 0],
		[200, { data: { ticket: 'short' } }, null, 'net', 0],
	])('%d %j with Retry-After %s is %s', (status, body, header, code, retryAfter) => {
		expect(readAnswer(status, body, header)).toEqual({
			ok: false,
			failure: { code, retryAfter },
		});
	});

	test.each([
		['no answer', () => Promise.reject(new TypeError('no net'))],
		['an answer that is no JSON', () => Promise.resolve(new Response('<p>', { status: 502 }))],
	])('%s is told as no contact', async (_name, ask) => {
		expect(await requestTicket(ask as typeof fetch, { name: 'ida', password: 'x', code: '' }, browserMarks())).toEqual({
			ok: false,
			failure: { code: 'net', retryAfter: 0 },
		});
	});

	test('of the organisation is asked for without a name, by what the proxy knows; whatever it refuses is one failure', async () => {
		const asked: unknown[] = [];
		const asking = (status: number, body: string) => (path: string, options: RequestInit) => {
			asked.push([path, options.body, options.credentials]);
			return Promise.resolve(new Response(body, { status }));
		};
		const login = (ask: unknown) => requestTicket(ask as typeof fetch, null, browserMarks());
		const data = { ticket, role: 'owner', session: 'cd' };
		expect(await login(asking(200, JSON.stringify({ ok: true, data })))).toMatchObject({ ok: true, role: 'owner' });
		expect(asked).toEqual([['/api/v1/login/proxy', undefined, 'same-origin']]);
		const failure = { code: 'proxy', retryAfter: 0 };
		expect(await login(asking(401, '{"error":{"code":"login"}}'))).toEqual({ ok: false, failure });
		expect(await login(asking(401, '<p>who are you?'))).toEqual({ ok: false, failure });
		expect(await login(asking(503, '{}'))).toMatchObject({ failure: { code: 'net' } });
	});
});
