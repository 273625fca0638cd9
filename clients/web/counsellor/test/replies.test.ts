/** Canned replies and services: what is found, in which order, and what a card says. */
import { createI18n } from '@samtale/core/i18n';
import { afterEach, describe, expect, test, vi } from 'vitest';
import nb from '../../../../config/texts/nb.json';
import { ReplyDesk } from '../src/reply-desk.ts';
import { isCode, languageOf, matching, slashAt, windowAt, type Reply } from '../src/replies.ts';
import { ServicesDesk } from '../src/services-desk.ts';
import { cardOf, grouped, openWords, plainAddress, type Service } from '../src/services.ts';

const reply = (code: string, source: Reply['source'] = 'network', language = 'nb', text = 'Hei'): Reply => ({
	code,
	language,
	text,
	source,
	changed: false,
});

describe('a "/"', () => {
	test.each([
		['/', 1, { from: 0, query: '' }],
		['/Tr', 3, { from: 0, query: 'tr' }],
		['Hei /tr', 7, { from: 4, query: 'tr' }],
		['Hei\n/tr og mer', 7, { from: 4, query: 'tr' }],
		['og/eller', 8, null],
		['Hei /tr ', 8, null],
		['//', 2, null],
		[`/${'x'.repeat(25)}`, 26, null],
		['/tr', 0, null],
	])('in %j before %d begins %j', (text, caret, slash) => {
		expect(slashAt(text, caret)).toEqual(slash);
	});
});

describe('what fits', () => {
	const all = [reply('trapp'), reply('trist', 'own'), reply('trener', 'agency'), reply('utro'), reply('trapp', 'network', 'nn')];

	test('is of the language, begins with the query first, one\'s own before the agency\'s and the network\'s', () => {
		expect(matching(all, 'nb', 'tr').map(({ code }) => code)).toEqual(['trist', 'trener', 'trapp', 'utro']);
	});

	test('is found by its text, too, behind the codes', () => {
		const some = [reply('a', 'own', 'nb', 'Det er trist'), reply('trist')];
		expect(matching(some, 'nb', 'trist').map(({ code }) => code)).toEqual(['trist', 'a']);
	});

	test('is in the first language of the youth that has any', () => {
		expect(languageOf(all, ['ar', 'nn', 'nb'])).toBe('nn');
		expect(languageOf([], ['ar', 'nb'])).toBe('ar');
	});

	test('shows four at a time, the chosen one among them', () => {
		expect([0, 1, 2, 3, 4, 6].map((chosen) => windowAt(chosen, 7))).toEqual([0, 0, 1, 2, 3, 3]);
		expect(windowAt(1, 2)).toBe(0);
	});
});

test.each([['trygt', true], ['er-du-der2', true], ['2', false], ['Trygt', false], ['trygt nå', false], ['', false], ['x'.repeat(25), false]])(
	'%j as a code: %s',
	(code, is) => expect(isCode(code)).toBe(is),
);

describe('the desk of replies', () => {
	const made = () => {
		let now = 1_000_000;
		const ask = vi.fn(async (_path: string, body?: object) => ({ ok: true, data: body ? {} : { replies: [reply('hei')] } }));
		const desk = new ReplyDesk({ ask: ask as never, now: () => now });
		return { ask, desk, wait: (ms: number) => (now += ms) };
	};

	test('asks once, and again when what it has is old', async () => {
		const { ask, desk, wait } = made();
		desk.refresh();
		desk.refresh();
		await vi.waitFor(() => expect(desk.list.value).toHaveLength(1));
		wait(60_000);
		desk.refresh();
		expect(ask).toHaveBeenCalledTimes(2);
	});

	test('writes one\'s own, tells what went wrong, and has the list anew', async () => {
		const { ask, desk } = made();
		expect(await desk.write('hei', 'nb', 'Hei du')).toBe('');
		expect(ask.mock.calls).toEqual([
			['/api/v1/replies', { scope: 'own', code: 'hei', language: 'nb', text: 'Hei du' }],
			['/api/v1/replies'],
		]);
		ask.mockResolvedValueOnce({ ok: false, code: 'full' } as never);
		expect(await desk.write('ny', 'nb', 'x')).toBe('full');
	});

	test('knows nothing of a person who has gone', async () => {
		const { desk } = made();
		desk.refresh();
		await vi.waitFor(() => expect(desk.list.value).toHaveLength(1));
		desk.forget();
		expect(desk.list.value).toEqual([]);
	});

	test('takes nothing that was asked for by a person who has gone since', async () => {
		const { ask, desk } = made();
		let answer: (rows: object) => void = () => undefined;
		ask.mockReturnValueOnce(new Promise((done) => (answer = done)) as never);
		desk.refresh();
		desk.forget();
		answer({ ok: true, data: { replies: [reply('her-own', 'own')] } });
		await new Promise((done) => setTimeout(done));
		expect(desk.list.value).toEqual([]);
		desk.refresh();
		await vi.waitFor(() => expect(desk.list.value).toHaveLength(1));
	});
});

describe('the desk of services', () => {
	const answering = (status: number, body: unknown) =>
		vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status })));
	afterEach(() => void vi.unstubAllGlobals());

	test.each([
		[500, { ok: false, error: { code: 'down' } }],
		[502, []],
		[200, { services: [] }],
	])('takes %d %j for no list, and asks again', async (status, body) => {
		answering(status, body);
		const desk = new ServicesDesk({ now: () => 1_000_000 });
		desk.refresh();
		await new Promise((done) => setTimeout(done));
		expect(desk.list.value).toBeNull();
		answering(200, [{ id: 'x' }]);
		desk.refresh();
		await vi.waitFor(() => expect(desk.list.value).toHaveLength(1));
	});
});

describe('services', () => {
	const i18n = createI18n('nb', nb);
	const service = (change: Partial<Service>): Service => ({
		country: 'NO',
		id: 'x',
		name: 'Alarmtelefonen',
		channel: 'phone',
		address: '116111',
		hours: '24h',
		topics: 'family violence',
		keeps_record: false,
		confirmed: true,
		open: true,
		until: 0,
		...change,
	});
	const names: Record<string, string> = { family: 'Familie og hjem', mind: 'Tanker og følelser' };
	const search = (query: string, topic = 'unsure') => ({ query, topic, nameOf: (id: string) => names[id] ?? '' });
	const groupsOf = (list: Service[], query: string, topic?: string) =>
		grouped(list, search(query, topic)).map((group) => group[0]!.name);
	const mind = service({ name: 'Kirkens SOS', topics: 'mind', open: false, address: '22400040' });
	const list = [mind, service({}), service({ channel: 'chat', address: 'https://www.116111.no/' })];

	test('stand together by name, the open before the shut, those for the topic before all', () => {
		expect(groupsOf(list, '')).toEqual(['Alarmtelefonen', 'Kirkens SOS']);
		expect(groupsOf(list, '', 'mind')).toEqual(['Kirkens SOS', 'Alarmtelefonen']);
		expect(grouped(list, search(''))[0]).toHaveLength(2);
	});

	test('are found by name, by number and by the name of a topic', () => {
		expect(groupsOf(list, 'kirk')).toEqual(['Kirkens SOS']);
		expect(groupsOf(list, '2240')).toEqual(['Kirkens SOS']);
		expect(groupsOf(list, 'følelser')).toEqual(['Kirkens SOS']);
		expect(groupsOf(list, 'finnes ikke')).toEqual([]);
	});

	test('whose hours nobody has confirmed are never said to be open', () => {
		expect(openWords(i18n, service({ confirmed: false }))).toBe('Åpningstid ikke bekreftet');
		expect(openWords(i18n, service({}))).toBe('Åpent nå');
		expect(openWords(i18n, service({ open: false, hours: '16:15-22:45' }))).toBe('Stengt nå, åpent 16:15–22:45');
		expect(openWords(i18n, service({ open: false, hours: 'Sat 16:15-22:45' }))).toBe('Stengt nå');
	});

	test('lose query and fragment of their address, so that a card carries nothing about anybody', () => {
		expect(plainAddress(service({ channel: 'chat', address: 'https://a.example/x?who=1#y' }))).toBe('a.example/x');
		expect(plainAddress(service({ address: '116111' }))).toBe('116111');
	});

	test('become a card of name, ways and whether something is written down', () => {
		expect(cardOf(i18n, [list[1]!, { ...list[2]!, keeps_record: true }])).toBe(
			'Alarmtelefonen\nTelefon 116111 · Åpent nå\nChat www.116111.no · Åpent nå\nDe skriver ned det du sier.',
		);
	});
});
