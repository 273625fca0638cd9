/** Joining: what the calls come to, and what is kept of them in this browser. */
import { memoryStore } from '@samtale/core/store';
import { expect, test } from 'vitest';
import { Bearer } from '../src/bearer.ts';
import { invitation, lengthOf } from '../src/join/invitation.ts';
import { grouped } from '../src/views/secret.tsx';

const hex = 'ab'.repeat(32);
const guest = { name: 'ida', alias: 'Ida', agency: 'Oslo', role: 'counsellor', secret: 'S', uri: 'u' };
const choice = { alias: 'Ida', password: 'x', secret: 'S', code: '1' };

function make(status: number, body: object) {
	const bearer = new Bearer(memoryStore());
	const kept: string[][] = [];
	const marks = { of: () => '', keep: (...pair: string[]) => void kept.push(pair) };
	const ask = () => Promise.resolve(new Response(JSON.stringify(body), { status }));
	return { bearer, kept, page: invitation('t', { ask: ask as typeof fetch, bearer, marks }) };
}

test('it ends with recovery codes; the session and the mark stay in this browser', async () => {
	const data = { codes: ['a', 'b'], session: hex, device: 'ef', ticket: hex, role: 'counsellor' };
	const { page, bearer, kept } = make(200, { ok: true, data });
	expect(await page.finish(guest, choice)).toEqual({ ok: true, data: ['a', 'b'] });
	expect(bearer.hex).toBe(hex);
	expect(kept).toEqual([['ida', 'ef']]);
});

test('a refusal keeps nothing and says which', async () => {
	const { page, bearer, kept } = make(422, { ok: false, error: { code: 'common' } });
	expect(await page.finish(guest, choice)).toMatchObject({ ok: false, code: 'common' });
	expect([bearer.hex, kept]).toEqual([null, []]);
});

test('a secret is shown in groups of four, and a password is as long as its characters', () => {
	expect(grouped('ABCDEFGH23')).toBe('ABCD EFGH 23');
	expect(lengthOf('😀😀å')).toBe(3);
});
