/** A duty hold at the desks: to whom the lines go, and what is told when they do not. */
import { ANSWER, CONFIRM } from '@samtale/core/seal/header';
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
