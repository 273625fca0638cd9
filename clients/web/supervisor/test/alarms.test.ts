/** Alarms in words and order: who may take one, what rings, and what each says. */
import { describe, expect, test } from 'vitest';
import type { I18n } from '@samtale/core/i18n';
import { canTake, inOrder, kindOf, ringing } from '../src/alarms.ts';
import type { Names } from '../src/directory.ts';
import { alarmsOf, type Alarm } from '../src/facts.ts';
import { overOf } from '../src/last-alarm.ts';
import { Scene } from '../src/scene.ts';

const NOW = Date.UTC(2026, 10, 19, 18, 42);
const MINUTE = 60_000;

const rows = new Map([
	['empty:skien', `empty ${NOW - 40 * MINUTE} 0 0 ${NOW - 37 * MINUTE} skien | Kari H.`],
	['surge:online', `surge ${NOW - 14 * MINUTE} 11 1.3 0 online 4 ${NOW} | `],
	['wait:c42:online', `wait ${NOW - 8 * MINUTE} ${NOW - 18.5 * MINUTE} 10 0 c42 online | `],
	['lost', `lost ${NOW - 11 * MINUTE} 8 15 0 47 | `],
	['help:9', `help ${NOW - 2 * MINUTE} 0 0 0 oslo 9 | `],
	['unled', `unled ${NOW - 99 * MINUTE} 0 0 0 - | `],
	['later', `later ${NOW} 0 0 0 - | `],
]);
const alarms = inOrder(alarmsOf(rows));
const idOf = ({ id }: Alarm): string => id;
const person = (role: string, agency = 'oslo') => ({
	id: '', role, agency, alias: 'Kari H.', agencyName: '', pool: 'no', region: '0301',
});
const i18n = { t: (key: string) => (key === 'alarm.surge.point' ? ',' : key) } as unknown as I18n;
const names = {
	zone: 'Europe/Oslo', place: (region: string) => region, topic: (id: string) => id, agency: (slug: string) => slug,
} as unknown as Names;

function say(id: string) {
	const alarm = alarms.find((one) => one.id === id)!;
	const scene = new Scene();
	scene.take({
		seq: 1, whole: 1, more: 0, at: NOW, names: ['w c42 online', 'p 9'],
		values: [`4 ${NOW - 18.5 * MINUTE}`, `available ${NOW} 1 2 oslo Ingrid S.`],
	} as Parameters<Scene['take']>[0]);
	return kindOf(alarm)!.say(alarm, { i18n, names, scene, now: NOW });
}

test('help is first, then danger, then the oldest, and what is taken is last; unknown kinds are not shown', () => {
	expect(alarms.map(idOf)).toEqual(['help:9', 'lost', 'wait:c42:online', 'unled', 'surge:online', 'empty:skien']);
});

test('an agency is heard for what is its own, the pool for what is the pool\'s, and what is taken for nobody', () => {
	expect(ringing(alarms, person('supervisor'), false).map(idOf)).toEqual(['help:9']);
	expect(ringing(alarms, person('supervisor', 'bergen'), false)).toEqual([]);
	expect(ringing(alarms, person('duty_lead', 'bergen'), true).map(idOf)).toEqual(['help:9', 'lost', 'wait:c42:online', 'surge:online']);
	expect(ringing(alarms, person('coordinator'), false)).toEqual([]);
});

test('outside the hours of the rota a duty lead hears what is its agency\'s', () => {
	expect(ringing(alarms, person('duty_lead'), false).map(idOf)).toEqual(['help:9']);
});

test('of alarms that stand no more the gravest was the last; one that was taken stands', () => {
	const later = new Map(rows);
	later.set('lost', `lost ${NOW - 11 * MINUTE} 8 15 ${NOW} 47 | Kari H.`);
	expect(overOf(rows, later)).toBe(undefined);
	later.delete('surge:online');
	later.delete('wait:c42:online');
	expect(overOf(rows, later)?.id).toBe('wait:c42:online');
});

test('the wait of a municipality is its agency\'s to take, and nobody else\'s', () => {
	const [own] = alarmsOf(new Map([['x', `wait ${NOW} ${NOW} 5 0 m0301 online oslo | `]]));
	expect(canTake(own!, person('supervisor'), false)).toBe(true);
	expect(canTake(own!, person('supervisor', 'bergen'), false)).toBe(false);
	expect(canTake(own!, person('duty_lead', 'bergen'), true)).toBe(false);
});

test('a share of a municipality is its agency\'s to take, says which, and is nobody else\'s', () => {
	const [own] = alarmsOf(new Map([['lost:oslo', `lost ${NOW} 3 30 0 m0301 8 oslo | `]]));
	expect(canTake(own!, person('supervisor'), false)).toBe(true);
	expect(canTake(own!, person('supervisor', 'bergen'), false)).toBe(false);
	expect(canTake(own!, person('duty_lead', 'bergen'), true)).toBe(false);
	const said = kindOf(own!)!.say(own!, { i18n, names, scene: new Scene(), now: NOW });
	expect(said).toEqual({ head: 'alarm.lost.head', body: 'alarm.lost.own', params: { n: '3', of: '8', percent: 38, limit: '30', place: 'm0301' } });
});

describe('what an alarm says', () => {
	test.each([
		['help:9', 'alarm.help.head', { name: 'Ingrid S.', agency: 'oslo' }],
		['wait:c42:online', 'alarm.wait.head', { min: 18, limit: '10', n: 4, place: 'c42' }],
		['lost', 'alarm.lost.head', { n: '8', of: '47', percent: 17, limit: '15' }],
		['surge:online', 'alarm.surge.head', { n: '11', places: '4', usual: '1,3', weekday: 'common.weekday.4', from: '18', to: '20' }],
		['empty:skien', 'alarm.empty.head', { agency: 'skien' }],
	])('%s', (id, head, params) => {
		const said = say(id);
		expect(said.head).toBe(head);
		expect(said.params).toMatchObject(params);
	});
});

test('with too little history a surge says so instead of what is usual', () => {
	const [alarm] = alarmsOf(new Map([['surge:x', `surge ${NOW} 12 - 0 x 3 ${NOW} | `]]));
	const said = kindOf(alarm!)!.say(alarm!, { i18n, names, scene: new Scene(), now: NOW });
	expect(said.body).toBe('alarm.surge.unknown');
});
