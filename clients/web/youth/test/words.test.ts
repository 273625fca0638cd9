/** Moments, places, rows and services in words, with the real dictionaries. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Message } from '@samtale/core/talk';
import type { Directory, Service } from '../src/data.ts';
import { findPlaces, plain } from '../src/places.ts';
import { rowsOf } from '../src/rows.ts';
import { makeTexts, type Texts } from '../src/texts.ts';
import { about, spoken } from '../src/views/help.tsx';
import { civil } from '@samtale/core/civil';
import { clock, hoursLines, isEvening, minutes, when } from '../src/when.ts';

const OSLO = 'Europe/Oslo';
const folder = join(import.meta.dirname, '../../../../config/texts');
const texts = (language: string): Texts =>
	makeTexts(
		language,
		JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Record<
			string,
			string
		>,
	);
const nb = texts('nb');
const at = (iso: string): number => Date.parse(iso);

test.each([
	['nb', 'Hele døgnet.'],
	['nn', 'Heile døgnet.'],
	['se', 'Birra jándora.'],
	['da', 'Hele døgnet.'],
	['en', 'Around the clock.'],
])('who never closes is open around the clock, in %s', (language, words) => {
	const days = [1, 2, 3, 4, 5, 6, 7];
	expect(hoursLines(texts(language), [{ days, from: '00:00', to: '24:00' }])).toEqual([words]);
	expect(hoursLines(texts(language), [{ days: [6, 7], from: '00:00', to: '24:00' }])).not.toEqual([words]);
});

describe('moments', () => {
	const now = at('2026-01-07T19:00:00+01:00');
	test('civil time is right on both sides of midnight and of summer time', () => {
		expect(civil(at('2026-01-01T23:30:00Z'), OSLO)).toMatchObject({
			day: 2,
			hour: 0,
			minute: 30,
			weekday: 5,
		});
		expect(civil(at('2026-07-01T22:30:00Z'), OSLO)).toMatchObject({
			day: 2,
			hour: 0,
			weekday: 4,
		});
	});
	test.each([
		['2026-01-07T21:00:00+01:00', 'i dag kl. 21'],
		['2026-01-08T16:30:00+01:00', 'i morgen kl. 16.30'],
		['2026-01-12T12:00:00+01:00', 'mandag kl. 12'],
		['2026-02-03T09:05:00+01:00', '3. februar kl. 09.05'],
	])('%s is %s', (moment, words) => {
		expect(when(nb, at(moment), now, OSLO)).toBe(words);
	});
	test.each([
		['nn', 'i dag kl. 21', 'i morgon kl. 16.30', 'måndag kl. 12', '3. februar kl. 09.05'],
		['da', 'i dag kl. 21', 'i morgen kl. 16.30', 'mandag kl. 12', '3. februar kl. 09.05'],
		['en', 'today at 21:00', 'tomorrow at 16:30', 'on Monday at 12:00', '3 February at 09:05'],
		[
			'se',
			'odne dii. 21',
			'ihttin dii. 16.30',
			'vuossárga dii. 12',
			'guovvamánnu 3. beaivvi dii. 09.05',
		],
	])('in %s it is %s, %s, %s, %s', (language, ...words) => {
		const moments = [
			'2026-01-07T21:00:00+01:00',
			'2026-01-08T16:30:00+01:00',
			'2026-01-12T12:00:00+01:00',
			'2026-02-03T09:05:00+01:00',
		];
		expect(moments.map((moment) => when(texts(language), at(moment), now, OSLO))).toEqual(words);
	});
	test('a clock of a message has minutes, one of opening hours only where it needs them', () => {
		expect(clock(nb, at('2026-01-07T21:00:00+01:00'), OSLO, false)).toBe('21.00');
		expect(clock(nb, at('2026-01-07T21:00:00+01:00'), OSLO)).toBe('21');
	});
	test('hours that end at midnight end at 24; a message of midnight is of the new day', () => {
		expect(clock(nb, at('2026-01-08T00:00:00+01:00'), OSLO)).toBe('24');
		expect(clock(nb, at('2026-01-08T00:00:00+01:00'), OSLO, false)).toBe('00.00');
	});
	test('evening begins at four in that zone', () => {
		expect(isEvening(at('2026-01-07T15:59:00+01:00'), OSLO)).toBe(false);
		expect(isEvening(at('2026-01-07T16:00:00+01:00'), OSLO)).toBe(true);
	});
	test('spans are whole minutes, rounded up', () => {
		expect(minutes(nb, 600)).toBe('10 minutter');
		expect(minutes(nb, 61)).toBe('2 minutter');
	});
	test('hours are told by runs of days', () => {
		const hours = [
			{ days: [1, 2, 3, 4], from: '16:00', to: '21:00' },
			{ days: [5], from: '12:00', to: '15:30' },
			{ days: [6, 7], from: '10:00', to: '12:00' },
		];
		expect(hoursLines(nb, hours)).toEqual([
			'Mandag til torsdag fra 16 til 21.',
			'Fredag fra 12 til 15.30.',
			'Lørdag og søndag fra 10 til 12.',
		]);
		expect(hoursLines(nb, [{ days: [1, 3, 5], from: '10:00', to: '12:00' }])[0]).toMatch(
			/^Mandag, onsdag og fredag/,
		);
	});
});

describe('counted', () => {
	const counts = (language: string): string[] =>
		[1, 2, 3].map((n) => texts(language).n('youth.place.matches', n));
	test('Northern Sami has a form of its own for two', () => {
		expect(counts('se')).toEqual([
			'1 gielda heive. Deaddil dan.',
			'2 gieldda heiveba. Deaddil iežat gieldda.',
			'3 gieldda heivejit. Deaddil iežat gieldda.',
		]);
	});
	test('the other languages have one and many', () => {
		expect(counts('nn')).toEqual([
			'1 kommune passar. Trykk på han.',
			'2 kommunar passar. Trykk på din.',
			'3 kommunar passar. Trykk på din.',
		]);
	});
});

describe('places', () => {
	const region = (code: string, name: string, pool = 'no') => ({ code, name, county: '1', pool });
	const directory: Directory = {
		pools: [],
		counties: [{ code: '1', name: 'Fylke', pool: 'no' }],
		topics: [],
		agencies: [],
		regions: [
			region('1', 'Kárášjohka - Karasjok'),
			region('2', 'Karmøy'),
			region('3', 'Rana - Raane'),
			region('4', 'Ringkøbing-Skjern', 'dk'),
			region('5', 'Østre Toten'),
			region('6', 'Vestre Toten'),
			region('7', 'Tårnby', 'dk'),
		],
	};
	const codes = (typed: string): string[] =>
		findPlaces(directory, typed).map(({ region: r }) => r.code);
	test.each([
		['kar', ['1', '2']],
		['karas', ['1']],
		['KÁRÁŠ', ['1']],
		['raane', ['3']],
		['skjern', ['4']],
		['toten', ['5', '6']],
		['ostre', ['5']],
		['østre', ['5']],
		['tarnby', ['7']],
		['xyz', []],
		['  ', []],
	])('%j finds %j', (typed, found) => {
		expect(codes(typed)).toEqual(found);
	});
	test('a county is named only in its own pool', () => {
		expect(findPlaces(directory, 'karm')[0]?.county).toBe('Fylke');
		expect(findPlaces(directory, 'ring')[0]?.county).toBe('');
	});
	test('letters that keyboards lack', () => {
		expect(plain('Ærøskøbing Đ Ŧ Ŋ Åå')).toBe('aeroskobing d t n aa');
	});
});

describe('rows of the log', () => {
	const m = (id: string, mine: boolean, state: Message['state'], minute: number): Message => ({
		id,
		sender: mine ? 0 : 1,
		mine,
		cseq: 1,
		text: id,
		at: minute * 60_000,
		offset: 1,
		state,
	});
	const short = (messages: Message[]): string =>
		rowsOf(messages)
			.map((row) =>
				row.kind === 'message'
					? `${row.key}${row.first ? '<' : ''}${row.last ? '>' : ''}`
					: row.kind === 'state'
						? `(${row.state})`
						: '|',
			)
			.join(' ');
	test('runs of one speaker, one state below each run', () => {
		const rows = short([
			m('a', false, 'sent', 0),
			m('b', true, 'sent', 1),
			m('c', true, 'sent', 1),
		]);
		expect(rows).toBe('| a<> b< c> (sent)');
	});
	test('seen stands once, under the last one seen', () => {
		const rows = short([
			m('a', true, 'seen', 0),
			m('b', false, 'sent', 0),
			m('c', true, 'seen', 0),
		]);
		expect(rows).toBe('| a<> b<> c<> (seen)');
	});
	test('each state of a run has its word', () => {
		const rows = short([
			m('a', true, 'seen', 0),
			m('b', true, 'sent', 0),
			m('c', true, 'waiting', 0),
		]);
		expect(rows).toBe('| a<> (seen) b> (sent) c> (waiting)');
	});
	test('the time stands again after ten quiet minutes', () => {
		expect(
			short([m('a', false, 'sent', 0), m('b', false, 'sent', 9), m('c', false, 'sent', 19)]),
		).toBe('| a< b> | c<>');
	});
});

describe('services', () => {
	const service: Service = {
		country: 'NO',
		id: 'x',
		name: 'X',
		channel: 'phone',
		address: '116111',
		hours: '24h',
		ages: '0-18',
		languages: 'nb',
		keeps_record: true,
		confirmed: true,
		open: true,
		until: 0,
	};
	test('a confirmed one says when and for whom, and that it keeps what is said', () => {
		expect(about(nb, service)).toBe('Under 18 år. Hele døgnet. De lagrer samtalen.');
	});
	test('an unconfirmed one never says that it is open', () => {
		expect(about(nb, { ...service, confirmed: false, keeps_record: false })).toBe(
			'Under 18 år. Åpningstid ikke bekreftet.',
		);
	});
	test('one that is open to an hour says until when, by the clock of its country', () => {
		const until = at('2026-01-07T22:45:00+01:00') / 1000;
		const chat: Service = { ...service, channel: 'chat', hours: '16:15-22:45', until };
		expect(about(nb, chat)).toBe('Under 18 år. Åpen til kl. 22.45. De lagrer samtalen.');
		expect(about(nb, { ...chat, until: 0 })).toBe('Under 18 år. Åpent 16:15-22:45. De lagrer samtalen.');
	});
	test('emergency numbers need no line', () => {
		expect(about(nb, { ...service, id: '113', keeps_record: false })).toBe('');
		expect(about(nb, { ...service, id: '113' })).toBe('De lagrer samtalen.');
	});
	test('numbers are grouped as people say them', () => {
		expect(['113', '116111', '22400040', '1813'].map(spoken)).toEqual([
			'113',
			'116 111',
			'22 40 00 40',
			'1813',
		]);
	});
});
