/** Both machines over a log that behaves like the daemon's. */
import { describe, expect, test, vi } from 'vitest';
import { toHex } from '../../src/bytes.ts';
import { OFFER, ANSWER, GRANT, CONFIRM, SAY } from '../../src/seal/header.ts';
import { memoryStore } from '../../src/store.ts';
import { Relay } from './a-relay.ts';
import { aPair, ida, ROOM, settle, StaffSide, YouthSide } from './a-room.ts';

/* WebCrypto works in threads: many machines at once make it slow, never wrong. */
vi.setConfig({ testTimeout: 60_000 });

const kinds = (relay: Relay): number[] => relay.log.map(({ payload }) => payload[1]!);

/** Two who have taken so many turns since the youth wrote its first text. */
async function halfWay(turns: number) {
	const relay = new Relay();
	const youth = new YouthSide(relay, [1]);
	const staff = new StaffSide(1, relay, ida);
	await youth.load();
	await staff.load();
	await youth.machine.say('one');
	for (let turn = 0; turn < turns; turn++) {
		await (turn % 2 ? staff : youth).turn();
	}
	return { relay, youth, staff };
}

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
		expect(youth.machine.unsealed.map(({ text }) => text)).toEqual(['Hei']);
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
			const { youth, staff } = await halfWay(step);
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
	test('what waits can be read after a reload before there is a socket', async () => {
		const { youth } = await aPair();
		youth.sends = false;
		await youth.machine.say('kept');
		const machine = youth.page();
		expect(machine.outbox[0]!.plain).toBeUndefined();
		await vi.waitFor(() => expect(machine.outbox[0]!.plain?.text).toBe('kept'));
	});
	test('a staff browser that crashes reads everything again, at whatever step', async () => {
		for (let step = 1; step <= 10; step++) {
			const { youth, staff } = await halfWay(step);
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
	test('at its seat, without its keys, a staff browser asks for another handshake by itself', async () => {
		const { youth, staff, all, relay } = await aPair();
		await youth.machine.say('before');
		await settle(...all);
		const other = new StaffSide(1, relay, ida);
		all[1] = other;
		await other.load();
		await settle(...all);
		await youth.machine.say('after');
		await settle(...all);
		expect(youth.of('asks')).toEqual([]);
		expect(youth.of('moved')).toEqual([{ type: 'moved', seat: 1 }]);
		expect(other.lines).toEqual(['0: null', '0: after']);
		expect(staff.lines).toEqual(['0: before']);
		const steps = kinds(relay);
		for (const side of all) {
			await side.load();
			await settle(...all);
		}
		await youth.machine.say('and on');
		await settle(...all);
		expect(other.lines).toEqual(['0: null', '0: after', '0: and on']);
		expect(youth.lines).toEqual(['0: before', '0: after', '0: and on']);
		expect(kinds(relay)).toEqual([...steps, SAY]);
	});
	test('keys that are lost at whatever step cost a handshake and no text', async () => {
		for (let step = 1; step <= 12; step++) {
			const { relay, youth, staff } = await halfWay(step);
			const other = new StaffSide(1, relay, ida);
			await other.load();
			await settle(youth, other);
			if (step % 2) {
				await youth.load();
			}
			await other.machine.say('here again');
			await youth.machine.say('two');
			await settle(youth, other);
			expect([step, youth.lines.sort()]).toEqual([step, ['0: one', '0: two', '1: here again']]);
			expect([step, other.lines.at(-1)]).not.toContain('0: one');
			expect([step, other.lines.sort().slice(-2)]).toEqual([step, ['0: two', '1: here again']]);
			expect(staff.of('restart')).toEqual([]);
		}
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

test('a room that is wiped while its CONFIRM is being read leaves nothing in IndexedDB', async () => {
	const { relay, staff } = await aPair();
	const room = toHex(ROOM);
	const record = await staff.vault.load(room);
	await staff.vault.save(room, { ...record!, epoch: 0 });
	await staff.load();
	for (const entry of relay.log.slice(0, 3)) {
		await staff.machine.entry(entry);
	}
	const reading = staff.machine.entry(relay.log[3]!);
	/* The act has begun, and waits for crypto. */
	for (let i = 0; i < 5; i++) {
		await Promise.resolve();
	}
	await staff.machine.wipe();
	await reading;
	expect(await staff.vault.load(room)).toBeNull();
});
