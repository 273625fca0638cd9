/** Staff's calls over HTTP: the session goes with them, and one that is over is forgotten. */
import { memoryStore } from '@samtale/core/store';
import { expect, test, vi } from 'vitest';
import { Bearer } from '../src/bearer.ts';
import { call } from '../src/call.ts';

const hex = 'ab'.repeat(32);

function loggedIn(): Bearer {
	const bearer = new Bearer(memoryStore());
	bearer.keep(hex);
	return bearer;
}

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
	const answer = () => Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
	return vi.fn<(path: string, options: RequestInit) => Promise<Response>>(answer);
}

test('a session that a reload found is still there when the store of the tab is emptied', () => {
	const store = memoryStore();
	store.set('session', hex);
	const bearer = new Bearer(store);
	store.clear();
	expect(bearer.hex).toBe(hex);
	bearer.forget();
	expect(bearer.hex).toBeNull();
});

test('a call carries the session, and its answer is the data', async () => {
	const ask = answering(200, { ok: true, data: { n: 1 } });
	const answer = await call(ask as unknown as typeof fetch, loggedIn(), '/api/v1/me');
	expect(answer).toEqual({ ok: true, data: { n: 1 } });
	expect(ask.mock.calls[0]![1]).toMatchObject({
		method: 'GET',
		headers: { Authorization: `Bearer ${hex}` },
		credentials: 'omit',
	});
});

test('a call with a body is a POST of JSON, without a session too', async () => {
	const ask = answering(200, { ok: true });
	await call(ask as unknown as typeof fetch, new Bearer(memoryStore()), '/x', { a: 1 });
	expect(ask.mock.calls[0]![1]).toMatchObject({
		method: 'POST',
		body: '{"a":1}',
		headers: { 'Content-Type': 'application/json' },
	});
});

test('a session that the daemon no longer knows is forgotten, another refusal keeps it', async () => {
	const bearer = loggedIn();
	const refused = (status: number, code: string) =>
		call(answering(status, { ok: false, error: { code } }) as unknown as typeof fetch, bearer, '/x');
	expect(await refused(403, 'permission')).toMatchObject({ ok: false, code: 'permission' });
	expect(bearer.hex).toBe(hex);
	expect(await refused(401, 'session')).toMatchObject({ ok: false, status: 401, code: 'session' });
	expect(bearer.hex).toBeNull();
});

test('the answer to a session before says nothing about the one that is kept now', async () => {
	const bearer = loggedIn();
	const late = () => {
		bearer.keep('cd'.repeat(32));
		return Promise.resolve(new Response('{"ok":false,"error":{"code":"session"}}', { status: 401 }));
	};
	expect(await call(late as typeof fetch, bearer, '/x')).toMatchObject({ ok: false, status: 0, code: 'net' });
	expect(bearer.hex).toBe('cd'.repeat(32));
});

test('no answer and one that is no JSON are no contact', async () => {
	const none = () => Promise.reject(new TypeError('no net'));
	const page = () => Promise.resolve(new Response('<p>', { status: 502 }));
	for (const ask of [none, page]) {
		expect(await call(ask as typeof fetch, loggedIn(), '/x')).toEqual({
			ok: false,
			status: 0,
			code: 'net',
			retryAfter: 0,
			fields: {},
		});
	}
});

test('of a form that was refused each field says what was expected', async () => {
	const error = { code: 'value', message: '', hint: '', fields: { hours: 'weekdays and times' } };
	const answer = await call(
		answering(422, { ok: false, error }) as unknown as typeof fetch,
		loggedIn(),
		'/api/v1/agency',
		{},
	);
	expect(answer).toMatchObject({ code: 'value', fields: { hours: 'weekdays and times' } });
});
