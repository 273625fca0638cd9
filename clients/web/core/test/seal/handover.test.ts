/** One room with several counsellors one after the other: what each of them reads, and what is told. */
import { describe, expect, test, vi } from 'vitest';
import { GRANT, SAY } from '../../src/seal/header.ts';
import { SUMMARY } from '../../src/seal/say.ts';
import { aPair, bo, ida, joins, kim, settle, StaffSide, type Pair } from './a-room.ts';

vi.setConfig({ testTimeout: 60_000 });

const NAMED = { agency: 'kors-bergen', topic: 'family', minMode: 2 };

/** Ida has written with the youth and has left; nobody is there. */
async function between(): Promise<Pair> {
	const pair = await aPair();
	const { youth, staff, all } = pair;
	await youth.machine.say('for Ida');
	await settle(...all);
	await staff.machine.say('from Ida');
	await settle(...all);
	await youth.here();
	await youth.machine.part();
	all.splice(1, 1);
	return pair;
}

/** Somebody takes the seat, and the youth's page has heard of it on a socket. */
async function comes(pair: Pair, seat: number, who: StaffSide['identity']): Promise<StaffSide> {
	const side = await joins(pair, seat, who);
	await pair.youth.machine.resume(pair.relay.next(0));
	await pair.youth.here(seat);
	await settle(...pair.all);
	return side;
}

describe('a room that waits between two counsellors', () => {
	test('makes nothing, and seals nothing for who has left', async () => {
		const pair = await between();
		const { youth, relay, all } = pair;
		const before = relay.log.length;
		expect(youth.machine.open).toBe(false);
		await youth.machine.say('to whoever comes');
		await settle(...all);
		expect(relay.log).toHaveLength(before);
		expect(youth.machine.unsealed.map(({ text }) => text)).toEqual(['to whoever comes']);
		const taker = await comes(pair, 2, kim);
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		expect(taker.lines.at(-1)).toBe('0: to whoever comes');
		expect(youth.back).toEqual([]);
	});
	test('gives a text back that was sealed for who has left and is not stored', async () => {
		const pair = await aPair();
		const { youth, all, relay } = pair;
		youth.sends = false;
		await youth.machine.say('for Ida alone');
		await settle(...all);
		await youth.here();
		all.splice(1, 1);
		await youth.load();
		youth.seats.splice(0);
		youth.sends = true;
		const taker = await comes(pair, 2, bo);
		await youth.machine.admit(2, 'everything');
		await settle(...all);
		expect(youth.back).toEqual(['for Ida alone']);
		expect(relay.log.filter(({ payload }) => payload[1] === SAY)).toEqual([]);
		expect(taker.lines).toEqual([]);
	});
	test('shows the summary before what was written meanwhile, and marks it', async () => {
		const pair = await between();
		const { youth, all } = pair;
		await youth.machine.say('and now');
		const taker = await comes(pair, 2, kim);
		await youth.machine.admit(2, 'nothing', 'in short');
		await settle(...all);
		const lines = taker.of('line').map(({ line }) => [line.text, line.type === SUMMARY]);
		expect(lines).toEqual([
			[null, false],
			[null, false],
			['in short', true],
			['and now', false],
		]);
	});
	test('marks for the taker what was said before, opened or not', async () => {
		for (const history of ['everything', 'nothing'] as const) {
			const pair = await between();
			const taker = await comes(pair, 2, kim);
			await pair.youth.machine.admit(2, history);
			await settle(...pair.all);
			await pair.youth.machine.say('now');
			await settle(...pair.all);
			const lines = taker.of('line').map(({ line }) => [line.isEarlier === true, line.text]);
			const opened = history === 'everything';
			expect(lines).toEqual([
				[true, opened ? 'for Ida' : null],
				[true, opened ? 'from Ida' : null],
				[false, 'now'],
			]);
		}
	});
	test('tells who came and who left at the place of the GRANT, again after a reload', async () => {
		const pair = await between();
		const { youth, relay, all } = pair;
		await comes(pair, 2, kim);
		await youth.machine.admit(2, 'nothing');
		await settle(...all);
		const told = () => youth.of('people');
		const grants = relay.log.filter(({ payload }) => payload[1] === GRANT);
		const expected = [{ type: 'people', cseq: grants[1]?.cseq, came: [2], left: [1] }];
		expect(told()).toEqual(expected);
		await youth.load();
		await settle(...all);
		expect(told()).toEqual(expected);
		expect(youth.machine.who(1)?.alias).toBe('Ida');
		expect(youth.machine.people.map(({ who }) => who?.alias)).toEqual(['Kim']);
	});
	test('asks also for who was there before, when it left for good', async () => {
		const pair = await between();
		await comes(pair, 2, ida);
		expect(pair.youth.of('asks')).toEqual([{ type: 'asks', seat: 2 }]);
		expect(pair.relay.epoch).toBe(1);
	});
	test('is about what the next one was told, and keeps the mode of an agency named before', async () => {
		const pair = await between();
		const { youth, relay, all } = pair;
		await joins(pair, 2, kim);
		await youth.machine.here([2], NAMED);
		await settle(...all);
		const offer = relay.log.filter(({ payload }) => payload[1] === 1).at(-1)!;
		expect([...offer.payload.subarray(28, 30)]).toEqual([0, 2]);
		expect(Buffer.from(offer.payload).includes('kors-bergen')).toBe(true);
		await youth.machine.here([2], { ...NAMED, minMode: 1 });
		await youth.machine.again(2);
		await settle(...all);
		const next = relay.log.filter(({ payload }) => payload[1] === 1).at(-1)!;
		expect(next).not.toBe(offer);
		expect(next.payload[29]).toBe(2);
	});
	test('takes no other mode for an agency when it comes again behind another, nor after a reload', async () => {
		const pair = await between();
		const { youth, relay, all } = pair;
		const offered = () => relay.log.filter(({ payload }) => payload[1] === 1).at(-1)!.payload;
		await youth.machine.here([2], NAMED);
		await youth.machine.here([3], { ...NAMED, agency: 'unge-oslo', minMode: 1 });
		await youth.machine.here([4], { ...NAMED, minMode: 1 });
		await settle(...all);
		expect([...offered().subarray(27, 30)]).toEqual([4, 0, 2]);
		await youth.load();
		await youth.machine.here([5], { ...NAMED, minMode: 1 });
		await settle(...all);
		expect([...offered().subarray(27, 30)]).toEqual([5, 0, 2]);
	});
	test('is asked in shift mode only for the agency about which the youth has said so', async () => {
		const pair = await between();
		const { youth, relay, all } = pair;
		const offered = () => relay.log.filter(({ payload }) => payload[1] === 1).at(-1)!.payload;
		const other = { ...NAMED, agency: 'ung-bergen' };
		await youth.machine.here([2], NAMED);
		await youth.machine.lowerMode(other.agency);
		await youth.machine.again(2);
		await settle(...all);
		expect([...offered().subarray(27, 30)]).toEqual([2, 0, 2]);
		await youth.machine.here([3], other);
		await settle(...all);
		expect([...offered().subarray(27, 30)]).toEqual([3, 0, 1]);
	});
});
