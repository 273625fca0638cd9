/** What to read while one waits: asked for as a whole, chosen here. */
import { afterEach, expect, test, vi } from 'vitest';
import { about, fetchReading, type Reading } from '../src/reading.ts';

const row = (country: string, topic: string, address: string): Reading => ({
	country,
	topic,
	language: 'nb',
	title: address,
	address: `https://${address}`,
	source: address,
	confirmed: false,
});
const LIST = [
	row('NO', 'mind', 'a.example'),
	row('DK', 'mind', 'b.example'),
	row('NO', 'school', 'c.example'),
	row('NO', 'mind', 'd.example'),
];

afterEach(() => vi.unstubAllGlobals());

test('only pages of the country and the topic are listed, in their order', () => {
	expect(about(LIST, 'NO', 'mind').map(({ source }) => source)).toEqual(['a.example', 'd.example']);
	expect(about(LIST, 'DK', 'mind').map(({ source }) => source)).toEqual(['b.example']);
	expect(about(LIST, 'DK', 'school')).toEqual([]);
});

test('the list is asked for whole: nobody hears which topic it is', async () => {
	const asked: unknown[] = [];
	vi.stubGlobal('fetch', (...call: unknown[]) => {
		asked.push(call);
		return Promise.resolve(new Response(JSON.stringify(LIST)));
	});
	expect(await fetchReading()).toEqual(LIST);
	expect(asked).toEqual([['/api/v1/reading']]);
});

test('a list that does not come is none', async () => {
	vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
	expect(await fetchReading()).toBeNull();
	vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 503 })));
	expect(await fetchReading()).toBeNull();
});
