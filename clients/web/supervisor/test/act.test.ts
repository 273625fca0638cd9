import { createI18n } from '@samtale/core/i18n';
import { expect, test } from 'vitest';
import { groupsOf, listed, mayChoose } from '../src/act/chosen.ts';
import { describe as describeAct, ofRow } from '../src/act/described.ts';
import { bodiesOf, isWhole, readIn, type Draft } from '../src/act/draft.ts';
import { askedFor } from '../src/act/use-reach.ts';
import { inAnHour, momentOf } from '../src/act/until.ts';
import { Names, noDirectory } from '../src/directory.ts';
import { actsOf } from '../src/facts.ts';

const OSLO = 'Europe/Oslo';
const DRAFT: Draft = { kind: 'text', texts: {}, language: 'nb', until: '20:30', to: '', level: 2, door: 'closed' };

test('cells that are chosen are one group a topic, with all who wait there', () => {
	const cells = [
		{ region: 'c42', topic: 'online', n: 4, oldest: 0 },
		{ region: 'c11', topic: 'online', n: 3, oldest: 0 },
	];
	const groups = groupsOf(new Set(['c42 online', 'c11 online', 'c03 mind']), cells);
	expect(groups).toEqual([
		{ topic: 'online', scopes: ['c42', 'c11'], n: 7 },
		{ topic: 'mind', scopes: ['c03'], n: 0 },
	]);
});

test('who waits in no county is no place for an act, which would be one on everybody', () => {
	expect(['c42', 'm4204', 'n'].map(mayChoose)).toEqual([true, true, false]);
});

test('the last of several names stands behind its own word', () => {
	const and = (list: string, last: string): string => `${list} og ${last}`;
	expect([listed(['Agder'], and), listed(['Agder', 'Rogaland', 'Telemark'], and)]).toEqual(['Agder', 'Agder, Rogaland og Telemark']);
});

test('a time of the day is the next one that comes, where the pool is', () => {
	const now = Date.UTC(2026, 10, 23, 18, 42, 10);
	expect(inAnHour(now, OSLO)).toBe('20:45');
	expect(momentOf('20:30', now, OSLO)).toBe(Date.UTC(2026, 10, 23, 19, 30));
	expect(momentOf('19:30', now, OSLO)).toBe(Date.UTC(2026, 10, 24, 18, 30));
	expect(momentOf('19:42', now, OSLO)).toBe(Date.UTC(2026, 10, 24, 18, 42));
	expect(momentOf('half nine', now, OSLO)).toBe(0);
});

test('where summer time begins or ends before it, a time of the day is by the clock of then', () => {
	expect(momentOf('04:00', Date.UTC(2026, 2, 28, 22), OSLO)).toBe(Date.UTC(2026, 2, 29, 2));
	expect(momentOf('04:00', Date.UTC(2026, 9, 24, 21), OSLO)).toBe(Date.UTC(2026, 9, 25, 3));
});

test('a page whose language has no text reads the first', () => {
	const texts = { nb: '', en: ' Many are  writing. ' };
	expect([readIn(texts, 'nb'), readIn(texts, 'en')]).toEqual(['Many are writing.', 'Many are writing.']);
});

test('whom an act reaches is not asked anew for each word of its text, but for each cell and each time', () => {
	const groups = [{ topic: 'online', scopes: ['c42'], n: 4 }];
	const ask = (texts: Draft['texts'], until = 0, all = groups): string => askedFor(bodiesOf({ ...DRAFT, texts }, all, until));
	expect(ask({ nb: 'Hei, du' })).toBe(ask({ nb: 'Hei', en: 'Hi' }));
	expect(ask({ nb: 'Hei' }, 1)).not.toBe(ask({ nb: 'Hei' }));
	expect(ask({ nb: 'Hei' }, 0, [{ ...groups[0]!, topic: 'mind' }])).not.toBe(ask({ nb: 'Hei' }));
});

test('nothing is sent that says nothing, or leads nowhere', () => {
	expect(isWhole(DRAFT)).toBe(false);
	expect(isWhole({ ...DRAFT, texts: { nb: ' ' } })).toBe(false);
	expect(isWhole({ ...DRAFT, texts: { nb: 'Hei.' } })).toBe(true);
	expect(isWhole({ ...DRAFT, kind: 'redirect' })).toBe(false);
	expect(isWhole({ ...DRAFT, kind: 'scope' })).toBe(true);
});

test('each group of cells is a call, a door is one', () => {
	const groups = [{ topic: 'online', scopes: ['c42'], n: 4 }, { topic: 'mind', scopes: ['c03'], n: 1 }];
	expect(bodiesOf({ ...DRAFT, kind: 'redirect', to: 'tleaving' }, groups, 7)).toEqual([
		{ kind: 'redirect', scopes: ['c42'], topic: 'online', until: 7, target: 'leaving' },
		{ kind: 'redirect', scopes: ['c03'], topic: 'mind', until: 7, target: 'leaving' },
	]);
	expect(bodiesOf({ ...DRAFT, kind: 'close', to: 'oslo' }, groups, 7)).toEqual([
		{ kind: 'door', place: 'oslo', target: 'closed', texts: {}, until: 7 },
	]);
});

test('a row that stands is read in the words of its kind', () => {
	const rows = new Map([
		['1', 'redirect 10 20 - c42,c11 online karasjok - | Kari | '],
		['2', 'door 10 20 oslo oslo closed | Siri | Vi er på kurs.'],
		['3', 'scope 10 20 oslo m0301 - 2 | Siri | '],
	]);
	const acts = actsOf(rows).map(ofRow);
	expect(acts.map(({ scopes, topic, place, target, level }) => [scopes, topic, place, target, level])).toEqual([
		[['c42', 'c11'], 'online', 'karasjok', '', ''],
		[[], '', 'oslo', 'closed', ''],
		[['m0301'], '', '', '', '2'],
	]);
	const names = new Names(noDirectory, createI18n('nb', {}), 'no');
	expect(acts.map((one) => describeAct(createI18n('nb', {}), names, one)[0])).toEqual([
		'act.does.redirect',
		'act.does.door_closed',
		'act.does.scope_2',
	]);
});
