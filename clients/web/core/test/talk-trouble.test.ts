/** The talk when it is not heard: too much, too fast, twice the same tab, no ack. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { RefusedFrame, SayFrame } from '../src/frames.ts';
import { TALK_TIMES, WINDOW } from '../src/talk.ts';
import { entry, ROOM, TalkWorld } from './a-talk.ts';

let w: TalkWorld;

beforeEach(() => {
	w = new TalkWorld();
});

describe('many messages', () => {
	const write = (n: number): void => {
		for (let i = 1; i <= n; i++) {
			w.talk.say(`${i}`);
		}
	};
	test('go out in a window, so that they neither flood nor outrun the daemon', () => {
		write(500);
		expect(w.said()).toHaveLength(WINDOW);
		w.ack(1, 1);
		expect(w.said().at(-1)).toEqual([WINDOW + 1, `${WINDOW + 1}`]);
	});
	test('come through a bucket in order, each stored once', () => {
		const stored: number[] = [];
		let tokens = 20;
		w.online = true;
		write(60);
		for (let second = 0; stored.length < 60 && second < 300; second++) {
			for (let heard = w.sent.splice(0); heard.length > 0; heard = w.sent.splice(0)) {
				for (const { cseq } of heard as SayFrame[]) {
					if (tokens === 0) {
						w.refuse(cseq, 'rate', 1);
						continue;
					}
					tokens--;
					if (cseq === stored.length + 1) {
						stored.push(cseq);
					}
					if (cseq <= stored.length) {
						w.ack(cseq, cseq);
					} else {
						w.refuse(stored.length + 1, 'gap');
					}
				}
			}
			w.time += 1000;
			tokens = Math.min(20, tokens + 1);
			w.talk.tick();
		}
		expect(stored).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
		expect(w.talk.messages.every((m) => m.state === 'sent')).toBe(true);
	});
});

describe('the same tab twice', () => {
	/* Another copy of this page has said "z" under the number that this one gave to "x". */
	beforeEach(() => {
		w.online = false;
		w.talk.say('x');
		w.talk.say('y');
		w.online = true;
		w.talk.resume({ log_epoch: 1, next_cseq: 2 });
	});
	test('a number of which the daemon has something is settled before anything new goes out', () => {
		expect(w.said()).toEqual([[1, 'x']]);
		w.ack(1, 1);
		expect(w.said()).toEqual([
			[1, 'x'],
			[2, 'y'],
		]);
	});
	test('a text whose number the other has used is said under another one, in order', () => {
		w.talk.handle(entry(1, 0, 1, 'z'));
		expect(w.shown()).toEqual(['z sent 1', 'x waiting 0', 'y waiting 0']);
		expect(w.said().slice(1)).toEqual([
			[2, 'x'],
			[3, 'y'],
		]);
		w.ack(2, 2);
		w.ack(3, 3);
		expect(w.shown()).toEqual(['z sent 1', 'x sent 2', 'y sent 3']);
	});
	test('so is one that was taken for stored', () => {
		w.ack(1, 1);
		w.talk.handle(entry(1, 0, 1, 'z'));
		w.ack(2, 2);
		w.ack(3, 3);
		expect(w.shown()).toEqual(['z sent 1', 'y sent 2', 'x sent 3']);
	});
});

describe('refusals', () => {
	test('too fast: it waits as told, then says everything unacked again in order', () => {
		w.talk.say('a');
		w.talk.say('b');
		w.sent = [];
		w.refuse(1, 'rate', 3);
		w.refuse(2, 'gap');
		w.talk.tick();
		expect(w.said()).toEqual([]);
		w.time += 3000;
		w.talk.tick();
		expect(w.said()).toEqual([
			[1, 'a'],
			[2, 'b'],
		]);
	});
	test('the longest wait that was told holds', () => {
		w.talk.say('a');
		w.talk.say('b');
		w.sent = [];
		w.refuse(1, 'rate', 3);
		w.refuse(2, 'gap');
		w.time += 2000;
		w.talk.tick();
		expect(w.said()).toEqual([]);
	});
	test('taken over: it waits for the word that closes the socket, then asks on a new one', () => {
		w.talk.say('a');
		w.refuse(1, 'stale');
		expect(w.shown()).toEqual(['a waiting 0']);
		w.time += TALK_TIMES.stuck;
		expect(w.talk.tick()).toBe(true);
	});
	test('a full room is told, for trying again is no use', () => {
		w.talk.say('a');
		w.refuse(1, 'full', 1);
		expect(w.shown()).toEqual(['a waiting 0']);
		w.time += 1000;
		w.talk.tick();
		w.refuse(1, 'room_full');
		expect(w.shown()).toEqual(['a refused 0']);
	});
	test('a refusal about the room leaves messages alone', () => {
		w.talk.say('a');
		const frame = { type: 'refused', frame: 57, room: ROOM, number: 0, code: 'late' };
		expect(w.talk.handle({ ...frame, retry_after: 0 } as RefusedFrame)).toBe(false);
		expect(w.shown()).toEqual(['a waiting 0']);
	});
	test('for good: the message says so and can be tried again', () => {
		w.talk.say('a');
		w.refuse(1, 'seal');
		expect(w.shown()).toEqual(['a refused 0']);
		w.sent = [];
		w.talk.retry(1);
		expect(w.said()).toEqual([[1, 'a']]);
	});
});

describe('frozen', () => {
	test('nothing goes out, and all of it when it thaws', () => {
		w.talk.freeze(true);
		w.talk.say('a');
		w.talk.type();
		expect(w.sent).toEqual([]);
		w.talk.freeze(false);
		expect(w.said()).toEqual([[1, 'a']]);
	});
});

describe('an ack that does not come', () => {
	test('for too long is told once, and the message waits for the new socket', () => {
		w.talk.say('a');
		w.time += TALK_TIMES.stuck - 1;
		expect(w.talk.tick()).toBe(false);
		w.online = false;
		w.time += 1;
		expect(w.talk.tick()).toBe(true);
		expect(w.talk.tick()).toBe(false);
		w.online = true;
		w.talk.resume({ log_epoch: 1, next_cseq: 1 });
		expect(w.said()).toEqual([
			[1, 'a'],
			[1, 'a'],
		]);
	});
	test('before the time is over is nothing to tell', () => {
		w.talk.say('a');
		w.ack(1, 1);
		w.time += TALK_TIMES.stuck;
		expect(w.talk.tick()).toBe(false);
	});
});
