/** More people in a room: who joins, who leaves, hand-over, notes, and phones whose date is wrong. */
import { describe, expect, test, vi } from 'vitest';
import { CONFIRM, SAY } from '../../src/seal/header.ts';
import { SUMMARY } from '../../src/seal/say.ts';
import { Relay } from './a-relay.ts';
import { aPair, bo, boJoins, ida, joins, kim, settle, StaffSide, TODAY, YouthSide } from './a-room.ts';

/* WebCrypto works in threads: many machines at once make it slow, never wrong. */
vi.setConfig({ testTimeout: 60_000 });

const kinds = (relay: Relay): number[] => relay.log.map(({ payload }) => payload[1]!);

describe('more people', () => {
	test('three staff and the youth read each other once the youth has let them in', async () => {
		const pair = await aPair();
		const { youth, staff, all } = pair;
		const second = await joins(pair, 2, bo);
		const third = await joins(pair, 3, kim);
		await youth.here(1, 2, 3);
		await settle(...all);
		expect(youth.of('asks').map(({ seat }) => seat)).toEqual([2, 3]);
		expect(second.machine.open).toBe(false);
		await youth.machine.admit(2, 'nothing');
		await youth.machine.admit(3, 'nothing');
		await settle(...all);
		expect(youth.machine.people.map(({ who }) => who?.alias)).toEqual(['Ida', 'Bo', 'Kim']);
		await third.machine.say('hei fra Kim');
		await youth.machine.say('hei alle');
		await settle(...all);
		for (const side of [youth, staff, second, third]) {
			expect(side.lines.sort()).toEqual(['0: hei alle', '3: hei fra Kim']);
		}
	});
	test('who has left opens nothing of what follows', async () => {
		const pair = await aPair();
		const { youth, all } = pair;
		const second = await boJoins(pair);
		await youth.machine.admit(2, 'nothing');
		await youth.machine.say('to both');
		await settle(...all);
		expect(second.lines).toEqual(['0: to both']);
		await youth.here(1);
		await settle(...all);
		await youth.machine.say('to Ida alone');
		await settle(...all);
		expect(second.lines).toEqual(['0: to both', '0: null']);
	});
	const shown = {
		everything: ['0: for Ida', '1: from Ida', '0: for Kim'],
		summary: ['0: null', '1: null', '0: in short', '0: for Kim'],
		nothing: ['0: null', '1: null', '0: for Kim'],
	};
	test.each(Object.entries(shown))('a hand-over with %s', async (choice, expected) => {
		const pair = await aPair();
		const { youth, staff, all } = pair;
		await youth.machine.say('for Ida');
		await settle(...all);
		await staff.machine.say('from Ida');
		await settle(...all);
		const taker = await joins(pair, 2, kim);
		await youth.here(2);
		await settle(...all);
		await youth.machine.admit(2, choice === 'everything' ? 'everything' : 'nothing');
		if (choice === 'summary') {
			await youth.machine.say('in short', SUMMARY);
		}
		await youth.machine.say('for Kim');
		await settle(...all);
		expect(taker.lines).toEqual(expected);
		expect(youth.machine.people).toMatchObject([{ seat: 2, who: { alias: 'Kim' } }]);
		await taker.load(taker.store);
		await settle(...all);
		expect(taker.lines).toEqual(expected);
	});
	test('a text that is not stored goes back to its writer when somebody new reads along', async () => {
		for (const readsFirst of [true, false]) {
			const pair = await aPair();
			const { youth, staff, all } = pair;
			const second = await boJoins(pair);
			staff.sends = false;
			await staff.machine.say('for the youth alone');
			await youth.machine.admit(2, 'nothing');
			staff.reads = readsFirst;
			await settle(...all);
			staff.sends = staff.reads = true;
			await settle(...all);
			expect(staff.back).toEqual(['for the youth alone']);
			expect([...youth.lines, ...second.lines]).toEqual([]);
		}
	});
	test('planted: without that rule somebody new would read it', async () => {
		const pair = await aPair();
		const { youth, staff, all } = pair;
		const second = await boJoins(pair);
		staff.sends = false;
		await staff.machine.say('for the youth alone');
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		staff.machine.order.epoch!.whom = [];
		staff.sends = true;
		await settle(...all);
		expect(second.lines).toEqual(['1: for the youth alone']);
	});
	test('it is sealed again without asking when somebody has only left', async () => {
		const pair = await aPair();
		const { youth, staff, all } = pair;
		await boJoins(pair);
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		staff.sends = false;
		await staff.machine.say('for all of them');
		await youth.here(1);
		await settle(...all);
		staff.sends = true;
		await settle(...all);
		expect(staff.back).toEqual([]);
		expect(youth.lines).toEqual(['1: for all of them']);
	});
	test('a CONFIRM of an epoch that is over is not made again before the next GRANT is read', async () => {
		const pair = await aPair();
		const { youth, staff, all } = pair;
		await boJoins(pair);
		staff.sends = false;
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		expect(staff.machine.outbox.map(({ payload, epoch }) => [payload[1], epoch])).toEqual([
			[CONFIRM, 2],
		]);
		staff.reads = false;
		await youth.here(1);
		await settle(...all);
		staff.sends = true;
		await settle(...all);
		expect(staff.machine.outbox).toEqual([]);
		staff.reads = true;
		await settle(...all);
		await staff.machine.say('goes on');
		await settle(...all);
		expect(youth.lines).toEqual(['1: goes on']);
	});
	test('of two pages of one youth that make a GRANT at a time, one is taken', async () => {
		const pair = await aPair();
		const { youth, all, relay } = pair;
		await boJoins(pair);
		const kept = `seal.${'07'.repeat(16)}`;
		const copy = new YouthSide(relay, [1, 2]);
		copy.store.set(kept, youth.store.get(kept)!);
		await copy.load(copy.store);
		await settle(copy);
		youth.sends = youth.reads = false;
		await youth.machine.admit(2, 'nothing');
		await copy.machine.admit(2, 'nothing');
		await settle(copy, ...all);
		youth.sends = youth.reads = true;
		await settle(...all, copy);
		await youth.machine.say('one room');
		await settle(...all, copy);
		for (const { lines } of [...pair.all, copy]) {
			expect(lines).toEqual(['0: one room']);
		}
		expect(relay.epoch).toBe(2);
	});
	test('what the youth has typed for one goes back when another has come instead', async () => {
		const pair = await aPair();
		const { youth, all } = pair;
		const taker = await joins(pair, 3, kim);
		youth.tamper = (entry) => {
			if (entry.payload[1] === CONFIRM) {
				entry.payload[20]! ^= 1;
			}
			return entry;
		};
		await youth.load();
		await settle(...all);
		await youth.machine.say('for Ida');
		expect(youth.machine.unsealed.map(({ text }) => text)).toEqual(['for Ida']);
		youth.tamper = (entry) => entry;
		await youth.here(3);
		await settle(...all);
		await youth.machine.admit(3, 'everything');
		await youth.machine.say('for Kim');
		await settle(...all);
		expect(youth.back).toEqual(['for Ida']);
		expect(taker.lines).toEqual(['0: for Kim']);
	});
});

describe('notes', () => {
	test('staff read them, the youth sees no gap, and who comes later sees none of before', async () => {
		const pair = await aPair();
		const { youth, staff, all, relay } = pair;
		const second = await boJoins(pair);
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		await staff.machine.note('between us');
		await staff.machine.say('to all');
		await second.machine.note('yes');
		await settle(...all);
		expect(second.noted).toEqual(['129: between us', '130: yes']);
		expect(staff.noted).toEqual(second.noted);
		expect(youth.lines).toEqual(['1: to all']);
		const third = await joins(pair, 3, kim);
		await youth.here(1, 2, 3);
		await settle(...all);
		await youth.machine.admit(3, 'everything');
		await settle(...all);
		expect(third.noted).toEqual(['129: null', '130: null']);
		await staff.load();
		await settle(...all);
		expect(staff.noted).toEqual(second.noted);
		expect(relay.notes).toHaveLength(2);
	});
	test('the machine of the youth cannot open one that the relay slips it', async () => {
		const pair = await aPair();
		const { youth, staff, all, relay } = pair;
		await staff.machine.note('not for the youth');
		await settle(...all);
		expect(staff.noted).toEqual(['129: not for the youth']);
		const note = relay.notes[0]!;
		expect(await youth.machine.entry(note)).toBe('again');
		expect(await youth.machine.entry(note)).toBe('ok');
		expect(youth.lines).toEqual([]);
	});
	test('a note that is not stored goes back when somebody new reads along', async () => {
		const pair = await aPair();
		const { youth, staff, all } = pair;
		const second = await boJoins(pair);
		staff.sends = false;
		await staff.machine.note('about Bo');
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		staff.sends = true;
		await settle(...all);
		expect(staff.of('note-back')).toEqual([{ type: 'note-back', texts: ['about Bo'] }]);
		expect(staff.back).toEqual([]);
		expect(second.noted).toEqual([]);
	});
});

describe('a phone whose date is wrong', () => {
	const years = { 2019: 1_546_300_800, 2035: 2_051_222_400 };
	test.each(Object.entries(years))('of %s asks the service in shift mode', async (_year, time) => {
		const relay = new Relay();
		const youth = new YouthSide(relay, [1]);
		const staff = new StaffSide(1, relay, ida);
		youth.time = time * 1000;
		youth.options = { serviceNow: () => TODAY * 1000 };
		await youth.load();
		await staff.load();
		await youth.machine.say('hei');
		await settle(youth, staff);
		expect(staff.lines).toEqual(['0: hei']);
	});
	test('is told so in agency mode, whatever the service says', async () => {
		const relay = new Relay();
		const youth = new YouthSide(relay, [1]);
		const staff = new StaffSide(1, relay, kim);
		youth.time = years[2019] * 1000;
		youth.options = { serviceNow: () => TODAY * 1000, minMode: 2 };
		await youth.load();
		await staff.load();
		await youth.machine.say('hei');
		await settle(youth, staff);
		expect(youth.of('refused')).toEqual([
			{ type: 'refused', seat: 1, verdict: 'clock', mode: 2 },
		]);
		expect(kinds(relay)).not.toContain(SAY);
		youth.time = TODAY * 1000;
		await youth.machine.again(1);
		await settle(youth, staff);
		expect(staff.lines).toEqual(['0: hei']);
	});
});
