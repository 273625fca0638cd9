/** Titles and names in words. */
import { createI18n } from '@samtale/core/i18n';
import { describe, expect, test } from 'vitest';
import { openRoom } from '../src/rooms.ts';
import { Names, type Directory } from '../src/names.ts';
import { initial } from '../src/state.ts';
import type { State } from '../src/state.ts';
import { title } from '../src/words.ts';

const i18n = createI18n('xx', {
	'staff.title': 'T',
	'staff.title_login': 'login',
	'staff.title_off': 'off',
	'staff.title_offer': '({n}) offer',
	'staff.title_unread': '({n}) T',
	'staff.title_lost': '(!) T',
	'staff.offer.from_unsaid': 'not said',
	'common.language.nb': 'bokmål',
});

describe('the title', () => {
	const rooms = openRoom([], {
		id: 'a',
		topic: 't',
		region: '',
		level: 0,
		languages: [],
		urgency: 0,
		waited: 0,
		since: 0,
		resumed: false,
		invited: false,
	}).map((room) => ({ ...room, unread: 2 }));
	const offer = { offer: 1 } as State['offer'];
	const desk: State = { ...initial, screen: 'desk' };

	test.each([
		['nothing to say', desk, 'T'],
		['the login', initial, 'login'],
		['off shift', { ...desk, screen: 'start' } as State, 'off'],
		['unread messages', { ...desk, rooms }, '(2) T'],
		['an offer', { ...desk, offer }, '(1) offer'],
		['an offer beside unread messages', { ...desk, offer, rooms }, '(3) offer'],
		['a loss with rooms', { ...desk, offer, rooms, lostAt: 1 }, '(!) T'],
		['a loss without rooms', { ...desk, lostAt: 1 }, 'T'],
	])('counts %s', (_name, state, text) => {
		expect(title(i18n, state, 10_000)).toBe(text);
	});
});

describe('names', () => {
	const directory: Directory = {
		agencies: [
			{ slug: 'oslo', name: 'Ung i Oslo', pool: 'no' },
			{ slug: 'aarhus', name: 'Ung i Aarhus', pool: 'dk' },
			{ slug: 'asker', name: 'Asker ung', pool: 'no' },
		],
		pools: [{ id: 'no', country: 'NO', languages: ['nb', 'nn'], name: { nb: 'Norge' } }],
		regions: [
			{ code: '0301', name: 'Oslo', county: '03', pool: 'no' },
			{ code: '0301', name: 'Elsewhere', county: '99', pool: 'dk' },
		],
		counties: [{ code: '03', name: 'Oslo fylke', pool: 'no' }],
		topics: [
			{ id: 'b', order: 2, names: { nb: 'Be' } },
			{ id: 'unsure', order: 0, names: { nb: 'Vet ikke' } },
			{ id: 'a', order: 1, names: { nb: 'A', xx: 'Ax' } },
		],
	};
	const names = new Names(directory, i18n, 'no');

	test('agencies are those of the own pool, by name', () => {
		const slugs = new Names(directory, i18n, 'no').agencies().map(({ slug }) => slug);
		expect(slugs).toEqual(['asker', 'oslo']);
	});
	test('of a place follow its level and stay within the pool', () => {
		expect(names.place('0301', 0)).toBe('Oslo');
		expect(names.place('03', 1)).toBe('Oslo fylke');
		expect(names.place('', 2)).toBe('not said');
		expect(names.place('1234', 0)).toBe('1234');
	});

	test('of topics come in their order, in the language of the page or bokmål, without the open one', () => {
		expect(names.topics()).toEqual([
			{ id: 'a', name: 'Ax' },
			{ id: 'b', name: 'Be' },
		]);
	});

	test('give a usual shift', () => {
		expect(names.usualChoices()).toEqual({
			capacity: 2,
			scope: 2,
			topics: ['a', 'b'],
			languages: ['nb'],
		});
	});
});
