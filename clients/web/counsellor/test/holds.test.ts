/** A duty hold at the desks: to whom the lines go, and what is told when they do not. */
import { describe, expect, test } from 'vitest';
import { aGiver, answers, eve, LINES, sealed, siri, until, type HoldDesk } from './a-hold.ts';

/** What was refused once is read again on a new socket. */
const untilFault = (desk: HoldDesk, fault: string): Promise<void> =>
	until(() => {
		desk.tick();
		return desk.shown?.fault === fault;
	});

describe('lines of a hold', () => {
	test('reach the supervisor who was chosen', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(1);
		const reader = answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		expect(reader.shown?.lines).toEqual([...LINES]);
		expect(giver.shown?.fault).toBe('');
	});
	test('go to no other supervisor to whom the relay leads them', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(1);
		const reader = answers(giver, eve);
		await untilFault(giver, 'not_proven');
		expect(sealed(giver)).toBe(0);
		expect(reader.shown?.lines).toEqual([]);
	});
	test('go to nobody whom the relay has only called by the name that was chosen', async () => {
		const giver = aGiver();
		giver.deciders([[eve, 'Siri']]);
		giver.give(eve);
		giver.held(1);
		answers(giver, eve);
		await untilFault(giver, 'not_proven');
		expect(sealed(giver)).toBe(0);
	});
});
