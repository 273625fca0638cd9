/** Which hours of the rota are one's own, now and next. */
import { expect, test } from 'vitest';
import { ownHoursOf, type Watch } from '../src/act/own-hours.ts';

const watch = (cid: string, from: number, until: number): Watch => ({ cid, from, until });
const ROTA = [watch('a', 10, 20), watch('b', 10, 30), watch('a', 20, 25), watch('a', 40, 50)];

test("one's own hours are those that go on and those that begin next, of nobody else", () => {
	expect(ownHoursOf(ROTA, 'a', 15)).toEqual({ now: ROTA[0], next: ROTA[2] });
	expect(ownHoursOf(ROTA, 'b', 15)).toEqual({ now: ROTA[1], next: undefined });
	expect(ownHoursOf(ROTA, 'c', 15)).toEqual({ now: undefined, next: undefined });
});

test('a watch goes on from its beginning until just before its end', () => {
	expect([9, 10, 19, 20, 25, 50].map((at) => ownHoursOf(ROTA, 'a', at))).toEqual([
		{ now: undefined, next: ROTA[0] },
		{ now: ROTA[0], next: ROTA[2] },
		{ now: ROTA[0], next: ROTA[2] },
		{ now: ROTA[2], next: ROTA[3] },
		{ now: undefined, next: ROTA[3] },
		{ now: undefined, next: undefined },
	]);
});
