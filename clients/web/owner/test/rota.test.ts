/** The rota with the daemon played here, and what a date and two times mean. */
import { memoryStore } from '@samtale/core/store';
import { Bearer } from '@samtale/staff/bearer';
import { expect, test } from 'vitest';
import { Office } from '../src/office.ts';
import { Rota, spanOf } from '../src/rota.ts';

const at = (text: string): number => Date.parse(text);
const OSLO = 'Europe/Oslo';

test('a watch is in the time of the pool, in winter and in summer', () => {
	expect(spanOf('2026-11-19', '18:00', '21:00', OSLO)).toEqual([at('2026-11-19T17:00Z'), at('2026-11-19T20:00Z')]);
	expect(spanOf('2026-06-19', '18:00', '21:00', OSLO)).toEqual([at('2026-06-19T16:00Z'), at('2026-06-19T19:00Z')]);
});

test('an end that is not after its beginning is on the next day, also where summer time ends', () => {
	expect(spanOf('2026-11-19', '22:00', '02:00', OSLO)).toEqual([at('2026-11-19T21:00Z'), at('2026-11-20T01:00Z')]);
	expect(spanOf('2026-10-24', '22:00', '06:00', OSLO)).toEqual([at('2026-10-24T20:00Z'), at('2026-10-25T05:00Z')]);
});

test('without a date or a time there is no watch', () => {
	expect(spanOf('', '22:00', '02:00', OSLO)).toBeNull();
	expect(spanOf('2026-11-19', '', '02:00', OSLO)).toBeNull();
	expect(spanOf('', '', '', OSLO)).toBeNull();
});

test('a change is sent and the rota read anew; why one was refused is kept until the next', async () => {
	const asked: string[] = [];
	let status = 200;
	const ask = (path: string, options: RequestInit = {}) => {
		asked.push(`${options.method} ${path} ${options.body ?? ''}`);
		const refused = options.method === 'POST' && status !== 200;
		const body = refused ? { ok: false, error: { code: 'busy' } } : { ok: true, data: { watches: [], people: [] } };
		return Promise.resolve(new Response(JSON.stringify(body), { status: refused ? status : 200 }));
	};
	const bearer = new Bearer(memoryStore());
	bearer.keep('ab'.repeat(32));
	const rota = new Rota(new Office(bearer, ask as typeof fetch, null), ask as typeof fetch);
	expect(await rota.add('c1', 1, 2)).toBe(true);
	status = 409;
	expect(await rota.add('c1', 1, 2)).toBe(false);
	expect(rota.fault.value).toBe('busy');
	status = 200;
	expect(await rota.drop({ cid: 'c1', name: '', from: 1, until: 2 })).toBe(true);
	expect(rota.fault.value).toBe('');
	expect(asked).toEqual([
		'POST /api/v1/rota {"cid":"c1","from":1,"until":2}', 'GET /api/v1/rota ',
		'POST /api/v1/rota {"cid":"c1","from":1,"until":2}', 'GET /api/v1/rota ',
		'POST /api/v1/rota {"cid":"c1","from":1,"drop":true}', 'GET /api/v1/rota ',
	]);
});
