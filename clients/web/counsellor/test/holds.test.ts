/** A duty hold at the desks: to whom the lines go, and what is told when they do not. */
import { FRAMES } from '@samtale/core/frames';
import { ANSWER, CONFIRM } from '@samtale/core/seal/header';
import type { RoomOptions } from '@samtale/core/seal/traffic';
import { describe, expect, test } from 'vitest';
import { ROOM } from '../../core/test/a-talk.ts';
import { aGiver, answers, eve, LINES, sealed, siri, until, type HoldDesk } from './a-hold.ts';

/** Lines that wait for somebody who may read them. */
const unsealed = ({ holds }: HoldDesk): string[] => holds.rooms[0]?.talk?.unsent ?? [];

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
		expect(giver.said).toEqual([]);
	});
	test('are not those of another hold of the same conversation', () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(0, { name: 'Eve' });
		expect(giver.acts).toEqual(['holds', 'hold']);
		expect(giver.shown?.fault).toBe('cannot_open');
	});
	test('that the machine gives back because of another device go once more, all of them', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(1);
		await until(() => unsealed(giver).length === LINES.length);
		const [hold] = giver.holds.rooms;
		const { seal } = hold as unknown as { seal: { drafts: unknown[]; options: RoomOptions } };
		const texts = unsealed(giver);
		seal.drafts.splice(0);
		seal.options.news({ type: 'back', texts });
		const reader = answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		expect(reader.shown?.lines).toEqual([...LINES]);
	});
	test('that are all stored are told of once', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(1);
		answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		for (let i = 0; i < 3; i++) giver.tick();
		expect(giver.acts.filter((act) => act === 'consult 0')).toHaveLength(1);
	});
});

describe('whoever the lines are about', () => {
	test('is told once it is proven that the supervisor can read them, and not before', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(1);
		await until(() => unsealed(giver).length === LINES.length);
		expect(giver.said).toEqual([]);
		answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		expect(giver.said).toEqual(['told']);
	});
});

describe('a supervisor who does not answer', () => {
	test('is told of after half a minute, until she does', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(1);
		await until(() => unsealed(giver).length === LINES.length);
		giver.passed = 29_999;
		giver.tick();
		expect(giver.shown?.late).toBe(false);
		giver.passed = 30_000;
		giver.tick();
		expect(giver.shown?.late).toBe(true);
		answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		expect(giver.shown?.late).toBe(false);
	});
});

describe('the list of holds', () => {
	test('that was refused is asked for again, when the daemon says so', () => {
		const giver = aGiver();
		giver.refuses('delayed', FRAMES.holds.number, 5);
		for (const passed of [0, 4_999, 5_000, 5_001]) {
			giver.passed = passed;
			giver.tick();
		}
		expect(giver.acts).toEqual(['holds', 'holds']);
	});
	test('that is refused again and again is asked for less and less often, at last once a minute', () => {
		const giver = aGiver();
		const asked: number[] = [];
		giver.refuses('delayed', FRAMES.holds.number, 0);
		for (let second = 0; second <= 260; second++) {
			const before = giver.acts.length;
			giver.passed = second * 1000;
			giver.tick();
			if (giver.acts.length > before) {
				asked.push(second);
				giver.refuses('delayed', FRAMES.holds.number, 0);
			}
		}
		expect(asked).toEqual([3, 9, 21, 45, 93, 153, 213]);
	});
});

describe('the base for the keys of a person', () => {
	test('is there as long as a hold of hers is, and goes with the last one', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.held(1);
		const reader = answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		reader.deciders([], true);
		await until(() => reader.kept === 1);
		expect(reader.bases.size).toBe(1);
		reader.holds.ended({ type: 'ended', room: ROOM, reason: 'hold_over' });
		await until(() => reader.bases.size === 0);
	});
	test('goes with the list where no hold is left', async () => {
		const desk = aGiver();
		desk.deciders([]);
		await until(() => desk.bases.size === 0);
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

describe('a handshake of a hold that goes wrong', () => {
	/** The relay spoils so many CONFIRMs. */
	function spoiling(giver: HoldDesk, count: number): void {
		const spoilt = new Set<number>();
		giver.relay.tamper = (frame) => {
			if (frame.type === 'entry' && frame.kind === CONFIRM) {
				if (spoilt.has(frame.offset) || spoilt.size < count) {
					spoilt.add(frame.offset);
					frame.payload[30]! ^= 1;
				}
			}
			return frame;
		};
	}
	const handshakes = ({ relay }: HoldDesk): number =>
		relay.log.filter(({ kind }) => kind === ANSWER).length;

	test('is made again by itself, and the lines go', async () => {
		const giver = aGiver();
		spoiling(giver, 2);
		giver.give(siri);
		giver.held(1);
		answers(giver, siri);
		await until(() => {
			giver.tick();
			return giver.acts.includes('consult 0');
		});
		expect(handshakes(giver)).toBe(3);
		expect(giver.shown?.fault).toBe('');
	});
	test('three times is told on the desk, and nothing has gone', async () => {
		const giver = aGiver();
		spoiling(giver, Infinity);
		giver.give(siri);
		giver.held(1);
		answers(giver, siri);
		await untilFault(giver, 'cannot_open');
		expect(handshakes(giver)).toBe(3);
		expect(sealed(giver)).toBe(0);
	});
});

describe('a socket that is lost behind HOLD', () => {
	test('before HOLD has come: it goes again once the list does not know it', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.drop();
		giver.dial();
		giver.deciders([[siri, 'Siri']]);
		expect(giver.acts).toEqual(['holds', 'hold', 'holds', 'hold']);
		giver.held(1);
		answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		expect(sealed(giver)).toBe(LINES.length + 1);
	});
	test('and again, until it has come, and no more', () => {
		const giver = aGiver();
		giver.give(siri);
		for (let socket = 0; socket < 2; socket++) {
			giver.drop();
			giver.dial();
			giver.deciders([[siri, 'Siri']]);
		}
		giver.deciders([[siri, 'Siri']]);
		expect(giver.acts.filter((act) => act === 'hold')).toHaveLength(3);
	});
	test('before HELD has come: the list brings it, and the lines go', async () => {
		const giver = aGiver();
		giver.give(siri);
		giver.drop();
		giver.dial();
		giver.held(0);
		giver.deciders([[siri, 'Siri']], true);
		expect(giver.acts).toEqual(['holds', 'hold', 'holds', 'consult 1']);
		giver.held(1);
		answers(giver, siri);
		await until(() => giver.acts.includes('consult 0'));
		expect(sealed(giver)).toBe(LINES.length + 1);
		expect(giver.said).toEqual(['told']);
	});
	test('and a conversation that is over meanwhile: it is told, and another can be given', () => {
		const giver = aGiver();
		giver.give(siri);
		giver.drop();
		giver.dial();
		giver.deciders([[siri, 'Siri']]);
		giver.refuses('late');
		expect(giver.holds.state.value.problem).toBe('late');
		expect(giver.give(siri)).toBe(true);
	});
	test('while the list comes on the same one HOLD goes once', () => {
		const giver = aGiver();
		giver.give(siri);
		giver.deciders([[siri, 'Siri']]);
		expect(giver.acts).toEqual(['holds', 'hold']);
	});
});

test('the desk knows that no supervisor is on shift, once it was told, and until nobody is here', () => {
	const desk = aGiver();
	const isAlone = (): boolean => desk.holds.state.value.alone;
	expect(isAlone()).toBe(false);
	desk.deciders([[siri, 'Siri']], false, 0);
	expect(isAlone()).toBe(true);
	desk.deciders([[siri, 'Siri']]);
	expect(isAlone()).toBe(false);
	desk.deciders([]);
	expect(isAlone()).toBe(true);
	desk.holds.forget();
	expect(isAlone()).toBe(false);
});
