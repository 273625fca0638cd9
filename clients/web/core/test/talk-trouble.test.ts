/** The talk when it is not heard: too much, too fast, twice the same tab, no ack. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { DownFrame, SayFrame } from '../src/frames.ts';
import { TALK_TIMES, WINDOW } from '../src/talk.ts';
import { aWorld, HANDSHAKE, ROOM, until, YouthEnd, type World } from './a-talk.ts';

let w: World;

beforeEach(async () => void (w = await aWorld()));

const said = (): number[] =>
	w.youth.sent.filter((f): f is SayFrame => f.type === 'say').map(({ cseq }) => cseq);
/** Texts that the log holds, as the counsellor reads them. */
const arrive = (count: number): Promise<void> => until(() => w.staff.lines.length === count);
const stored = (count: number): Promise<void> =>
	until(() => w.youth.talk.messages.filter(({ state }) => state === 'sent').length === count);

describe('many messages', () => {
	const write = (n: number): void => {
		for (let i = 1; i <= n; i++) {
			w.youth.talk.say(`${i}`);
		}
	};
	test('go out in a window, so that they neither flood nor outrun the daemon', async () => {
		let holds = true;
		w.relay.tamper = (frame) => (frame.type === 'ack' && holds ? null : frame);
		write(40);
		await until(() => w.youth.machine.outbox.length === 40);
		expect(said()).toHaveLength(WINDOW);
		holds = false;
		w.youth.drop();
		w.youth.attach();
		await stored(40);
		await arrive(40);
		expect(w.staff.lines).toEqual(Array.from({ length: 40 }, (_, i) => `0: ${i + 1}`));
	});
	test('come through a bucket in order, each stored once', async () => {
		let tokens = 5;
		w.relay.refuse = () => (tokens-- > 0 ? null : 'rate');
		write(20);
		await until(() => {
			w.relay.time += 100;
			tokens = Math.min(5, Math.max(0, tokens) + 1);
			w.youth.talk.tick();
			return w.relay.log.length === HANDSHAKE + 20;
		});
		await arrive(20);
		expect(w.staff.lines).toEqual(Array.from({ length: 20 }, (_, i) => `0: ${i + 1}`));
		expect(w.relay.log).toHaveLength(HANDSHAKE + 20);
	});
});

describe('the same tab twice', () => {
	test('a text whose number the other has used is said under another one, in order', async () => {
		/* A copy of this page, with the same store, says "z" where this one has said "x". */
		w.youth.drop();
		const copy = new YouthEnd(0, w.relay);
		const key = `seal.${w.youth.talk.id}`;
		copy.store.set(key, w.youth.store.get(key) ?? '');
		w.youth.talk.say('x');
		w.youth.talk.say('y');
		await until(() => w.youth.machine.outbox.length === 2);
		await copy.load();
		copy.talk.say('z');
		await arrive(1);
		copy.drop();
		w.youth.attach();
		await arrive(3);
		await stored(3);
		expect(w.staff.lines).toEqual(['0: z', '0: x', '0: y']);
		expect(w.youth.lines).toEqual(['0: z', '0: x', '0: y']);
	});
});

describe('refusals', () => {
	test('too fast: it waits as told, then says everything unacked again in order', async () => {
		let told = 0;
		w.relay.refuse = () => 'rate';
		w.relay.tamper = (frame) => {
			told += frame.type === 'refused' ? 1 : 0;
			return frame;
		};
		w.youth.talk.say('a');
		w.youth.talk.say('b');
		await until(() => w.youth.machine.outbox.length === 2 && told > 0 && told === said().length);
		w.relay.refuse = () => null;
		w.youth.talk.tick();
		expect(said()).toHaveLength(told);
		w.relay.time += 1000;
		w.youth.talk.tick();
		await arrive(2);
		expect(w.staff.lines).toEqual(['0: a', '0: b']);
	});
	test('too fast: what was acked behind the refusal is stored, and not said again', async () => {
		const held: DownFrame[] = [];
		let told = 0;
		w.relay.tamper = (frame) => {
			told += frame.type === 'refused' ? 1 : 0;
			if (frame.type === 'ack') {
				held.push(frame);
				return null;
			}
			return frame;
		};
		w.relay.refuse = () => (said().length === 1 ? null : 'rate');
		w.youth.talk.say('a');
		await until(() => held.length === 1);
		w.youth.talk.say('b');
		await until(() => told === 1);
		held.forEach((frame) => w.youth.talk.handle(frame));
		await until(() => w.youth.machine.outbox.length === 1);
		expect(said()).toHaveLength(2);
	});
	test('an epoch that is over: the texts are sealed anew when the next one is there', async () => {
		w.relay.refuse = ({ type }) => (type === 'say' && w.relay.keyEpoch === 1 ? 'epoch' : null);
		w.staff.talk.say('a');
		w.staff.talk.say('b');
		await until(() => w.staff.machine.unsealed.length === 2);
		expect(w.staff.talk.unsent).toEqual(['a', 'b']);
		await w.youth.machine.again(1);
		await until(() => w.youth.lines.length === 2);
		expect(w.relay.keyEpoch).toBe(2);
		expect(w.youth.lines).toEqual(['1: a', '1: b']);
		await until(() => w.staff.talk.unsent.length === 0);
	});
	test('taken over: it waits for the word that closes the socket, then asks on a new one', async () => {
		w.relay.refuse = () => 'stale';
		w.youth.talk.say('a');
		await until(() => said().length === 1);
		w.relay.time += TALK_TIMES.stuck;
		expect(w.youth.talk.tick()).toBe(true);
		expect(w.youth.shown).toEqual(['a waiting 0']);
	});
	test('for good: the message says so, nothing overtakes it, and it can be tried again', async () => {
		w.relay.refuse = () => 'room_full';
		w.youth.talk.say('a');
		await until(() => w.youth.shown.join() === 'a refused 0');
		w.relay.refuse = () => null;
		w.youth.talk.say('b');
		await until(() => w.youth.machine.outbox.length === 2);
		expect(said()).toHaveLength(1);
		w.youth.talk.retry();
		await arrive(2);
		expect(w.staff.lines).toEqual(['0: a', '0: b']);
	});
	test('one about the room leaves messages alone', () => {
		const frame = { type: 'refused', frame: 57, room: ROOM, number: 0 } as const;
		expect(w.youth.talk.handle({ ...frame, code: 'late', retry_after: 0 })).toBe(false);
	});
});

describe('frozen', () => {
	test('nothing goes out, and all of it when it thaws', async () => {
		w.youth.sent = [];
		w.youth.talk.freeze(true);
		w.youth.talk.say('a');
		w.youth.talk.type();
		await until(() => w.youth.machine.outbox.length === 1);
		expect(w.youth.sent).toEqual([]);
		expect(w.youth.talk.leave()).toBe(false);
		w.youth.talk.freeze(false);
		await arrive(1);
	});
});

describe('an ack that does not come', () => {
	test('for too long is told once, and the message waits for the new socket', async () => {
		w.relay.tamper = (frame) => (frame.type === 'ack' ? null : frame);
		w.youth.talk.say('a');
		await until(() => said().length === 1);
		w.relay.time += TALK_TIMES.stuck - 10;
		expect(w.youth.talk.tick()).toBe(false);
		w.youth.drop();
		w.relay.time += 10;
		expect(w.youth.talk.tick()).toBe(true);
		expect(w.youth.talk.tick()).toBe(false);
		w.relay.tamper = (frame) => frame;
		w.youth.attach();
		await stored(1);
		await arrive(1);
	});
});

describe('a room that nobody is in for a while', () => {
	test('sends nothing and asks for nothing, and all of it goes when somebody is there', async () => {
		w.youth.sent = [];
		w.youth.talk.rest();
		w.youth.talk.say('a');
		w.youth.talk.type();
		await until(() => w.youth.machine.outbox.length === 1);
		w.relay.time += TALK_TIMES.stuck;
		expect(w.youth.talk.tick()).toBe(false);
		w.youth.talk.freeze(false);
		expect(w.youth.sent).toEqual([]);
		expect(w.youth.shown).toEqual(['a waiting 0']);
		w.youth.attach();
		await stored(1);
		await arrive(1);
	});
	test('does not look for what was missing when it was left', async () => {
		let heard = false;
		w.relay.tamper = (frame, end) => {
			const offset = end === w.youth && frame.type === 'entry' ? frame.offset - HANDSHAKE : 0;
			setImmediate(() => (heard ||= offset === 2));
			return offset === 1 ? null : frame;
		};
		w.staff.talk.say('lost on the way');
		w.staff.talk.say('second');
		await until(() => w.relay.log.length === HANDSHAKE + 2);
		await until(() => heard);
		w.youth.talk.rest();
		w.relay.time += 60_000;
		expect(w.youth.talk.tick()).toBe(false);
		w.relay.tamper = (frame) => frame;
		w.youth.attach();
		await until(() => w.youth.lines.length === 2);
		expect(w.youth.lines).toEqual(['1: lost on the way', '1: second']);
	});
});
