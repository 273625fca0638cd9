/** Both machines over a log that behaves like the daemon's. */
import { describe, expect, test } from 'vitest';
import { OFFER, ANSWER, GRANT, CONFIRM, SAY } from '../../src/seal/header.ts';
import { SUMMARY } from '../../src/seal/say.ts';
import { memoryStore } from '../../src/store.ts';
import { aPair, bo, ida, joins, kim, Relay, settle, StaffSide, TODAY, YouthSide } from './a-room.ts';

const kinds = (relay: Relay): number[] => relay.log.map(({ payload }) => payload[1]!);

describe('two who talk', () => {
	test('a first message written while waiting is sealed once the counsellor has confirmed', async () => {
		const relay = new Relay();
		const youth = new YouthSide(relay);
		const staff = new StaffSide(1, relay, ida);
		await youth.load();
		await staff.load();
		await youth.machine.say('Hei, jeg venter');
		await settle(youth, staff);
		expect(relay.log).toEqual([]);
		await youth.here(1);
		await settle(youth, staff);
		expect(kinds(relay)).toEqual([OFFER, ANSWER, GRANT, CONFIRM, SAY]);
		expect(staff.lines).toEqual(['0: Hei, jeg venter']);
		expect(youth.machine.who(1)).toMatchObject({ alias: 'Ida', agency: 'unge-oslo', mode: 1 });
	});
	test('nothing is sealed before a valid CONFIRM', async () => {
		const relay = new Relay();
		const youth = new YouthSide(relay, [1]);
		const staff = new StaffSide(1, relay, ida);
		youth.tamper = (entry) => {
			if (entry.payload[1] === CONFIRM) {
				entry.payload[20]! ^= 1;
			}
			return entry;
		};
		await youth.load();
		await staff.load();
		await youth.machine.say('Hei');
		await settle(youth, staff);
		expect(kinds(relay)).toEqual([OFFER, ANSWER, GRANT, CONFIRM]);
		expect(youth.machine.unsealed).toEqual(['Hei']);
	});
	test('both read each other in order, and know what the other has opened', async () => {
		const { youth, staff, all } = await aPair();
		for (const i of [1, 2, 3]) {
			await youth.machine.say(`y${i}`);
			await staff.machine.say(`s${i}`);
			await settle(...all);
		}
		expect(staff.lines).toEqual(['0: y1', '1: s1', '0: y2', '1: s2', '0: y3', '1: s3']);
		expect(youth.lines).toEqual(staff.lines);
		expect(youth.machine.order.seenBy(1)).toBeGreaterThan(3);
	});
	test('the end is whole when END came, and cut when the relay has kept it back', async () => {
		for (const hidden of [false, true]) {
			const { youth, staff, all, relay } = await aPair();
			await youth.machine.say('ha det');
			await youth.machine.end();
			await settle(youth);
			relay.log.length -= hidden ? 1 : 0;
			await settle(...all);
			expect(await staff.machine.finish()).toBe(hidden ? 'cut' : 'complete');
		}
	});
	test('after the end nothing of the keys is left in store and vault', async () => {
		const { youth, staff, all } = await aPair();
		await youth.machine.say('x');
		await settle(...all);
		const key = `seal.${'07'.repeat(16)}`;
		expect([youth.store.get(key), staff.store.get(key)]).not.toContain(null);
		expect(await staff.vault.load('07'.repeat(16))).not.toBeNull();
		await youth.machine.finish();
		await staff.machine.finish();
		await youth.machine.say('y');
		expect([youth.store.get(key), staff.store.get(key)]).toEqual([null, null]);
		expect(await staff.vault.load('07'.repeat(16))).toBeNull();
		expect(youth.machine.outbox).toEqual([]);
	});
});

describe('coming back', () => {
	test('a youth who reloads after every single step loses no text and doubles none', async () => {
		for (let step = 1; step <= 12; step++) {
			const relay = new Relay();
			const youth = new YouthSide(relay, [1]);
			const staff = new StaffSide(1, relay, ida);
			await youth.load();
			await staff.load();
			await youth.machine.say('one');
			for (let turn = 0; turn < step; turn++) {
				await (turn % 2 ? staff : youth).turn();
			}
			await youth.load();
			await youth.machine.say('two');
			await settle(youth, staff);
			await staff.machine.say('three');
			await settle(youth, staff);
			expect([step, ...staff.lines]).toEqual([step, '0: one', '0: two', '1: three']);
			await youth.load();
			await settle(youth, staff);
			expect([step, ...youth.lines]).toEqual([step, '0: one', '0: two', '1: three']);
			expect(youth.of('lost')).toEqual([]);
		}
	});
	test('a text that waits to be stored is sent as it is after a reload', async () => {
		const { youth, staff, all } = await aPair();
		youth.sends = false;
		await youth.machine.say('kept');
		const bytes = youth.machine.outbox[0]!.payload;
		await youth.load();
		await settle(youth, staff);
		expect(youth.machine.outbox.map(({ payload, plain }) => [payload, plain?.text])).toEqual([[bytes, 'kept']]);
		youth.sends = true;
		await settle(...all);
		expect(staff.lines).toEqual(['0: kept']);
	});
	test('a staff browser that crashes reads everything again, at whatever step', async () => {
		for (let step = 1; step <= 10; step++) {
			const relay = new Relay();
			const youth = new YouthSide(relay, [1]);
			const staff = new StaffSide(1, relay, ida);
			await youth.load();
			await staff.load();
			await youth.machine.say('one');
			for (let turn = 0; turn < step; turn++) {
				await (turn % 2 ? staff : youth).turn();
			}
			await staff.load();
			await settle(youth, staff);
			await staff.machine.say('two');
			await settle(youth, staff);
			await staff.load();
			await settle(youth, staff);
			expect([step, ...staff.lines]).toEqual([step, '0: one', '1: two']);
			expect([step, ...youth.lines]).toEqual([step, '0: one', '1: two']);
			expect(staff.of('lost')).toEqual([]);
		}
	});
	test('on another machine the room goes on, without asking, and old lines cannot be shown', async () => {
		const { youth, staff, all, relay } = await aPair();
		await youth.machine.say('before');
		await settle(...all);
		const other = new StaffSide(2, relay, ida);
		await other.load();
		all[1] = other;
		await youth.here(2);
		await settle(...all);
		await youth.machine.say('after');
		await settle(...all);
		expect(youth.of('asks')).toEqual([]);
		expect(other.lines).toEqual(['0: null', '0: after']);
		expect(staff.lines).toEqual(['0: before']);
	});
	test('a lost seed begins a new chain, which the counsellor must have read before writing', async () => {
		const { youth, staff, all } = await aPair();
		await youth.machine.say('before');
		await settle(...all);
		staff.sends = false;
		await staff.machine.say('meant for the one before');
		await youth.load(memoryStore());
		await settle(...all);
		expect(youth.of('lost')).toHaveLength(1);
		expect(youth.lines).toEqual(['0: null']);
		staff.sends = true;
		await settle(...all);
		expect(youth.of('asks')).toEqual([{ type: 'asks', seat: 1 }]);
		staff.reads = staff.sends = false;
		await staff.machine.say('late for the one before');
		await youth.machine.admit(1, 'nothing');
		await settle(...all);
		staff.reads = staff.sends = true;
		await settle(...all);
		expect(staff.of('restart')).toHaveLength(1);
		await staff.machine.say('written after the warning');
		await youth.machine.say('it is me');
		await settle(...all);
		expect(staff.lines.at(-1)).toBe('0: it is me');
		expect(staff.machine.isHeld).toBe(true);
		await staff.machine.understood();
		await settle(...all);
		expect(staff.back).toEqual(['late for the one before']);
		expect(youth.lines).toEqual(['0: null', '1: null', '0: it is me', youth.lines.at(-1)]);
		expect(youth.lines.at(-1)).toBe('1: written after the warning');
	});
	test('a log that lacks the last GRANT is told to both, and a new chain begins', async () => {
		const { youth, staff, all, relay } = await aPair();
		await youth.machine.say('before');
		await settle(...all);
		relay.rollBack(2);
		await youth.load();
		await staff.load(staff.store);
		await settle(...all);
		expect([youth.of('lost').length, staff.of('lost').length]).toEqual([1, 1]);
		expect(youth.of('asks')).toEqual([]);
		await youth.machine.say('goes on');
		await staff.machine.say('held back');
		await settle(...all);
		expect(youth.lines).toEqual(['0: goes on']);
		expect(staff.of('restart')).toHaveLength(1);
		await staff.machine.understood();
		await settle(...all);
		await staff.machine.say('good');
		await settle(...all);
		expect(youth.lines.at(-1)).toBe('1: good');
	});
	test('where a copy of the page has used the number, the text gets another one', async () => {
		const { youth, staff, all, relay } = await aPair();
		const copy = new YouthSide(relay, [1]);
		const kept = `seal.${'07'.repeat(16)}`;
		copy.store.set(kept, youth.store.get(kept)!);
		await copy.load(copy.store);
		await settle(copy);
		youth.reads = youth.sends = false;
		await youth.machine.say('mine');
		await copy.machine.say('the copy');
		await settle(copy);
		youth.reads = youth.sends = true;
		await settle(...all);
		expect(staff.lines).toEqual(['0: the copy', '0: mine']);
	});
});

describe('more people', () => {
	test('three staff and the youth read each other; a fourth waits outside', async () => {
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
		const second = await joins(pair, 2, bo);
		await youth.here(1, 2);
		await settle(...all);
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
			const second = await joins(pair, 2, bo);
			await youth.here(1, 2);
			await settle(...all);
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
		const second = await joins(pair, 2, bo);
		await youth.here(1, 2);
		await settle(...all);
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
		await joins(pair, 2, bo);
		await youth.here(1, 2);
		await settle(...all);
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
		expect(youth.machine.unsealed).toEqual(['for Ida']);
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
		const second = await joins(pair, 2, bo);
		await youth.here(1, 2);
		await settle(...all);
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
		const second = await joins(pair, 2, bo);
		await youth.here(1, 2);
		await settle(...all);
		staff.sends = false;
		await staff.machine.note('about Bo');
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		staff.sends = true;
		await settle(...all);
		expect(staff.back).toEqual(['about Bo']);
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
