/** The talk: exactly once, in order, across lost acks, reloads and lost logs. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { SayFrame, UpFrame } from '../src/frames.ts';
import { SIGN_TIMES } from '../src/signs.ts';
import { TALK_TIMES } from '../src/talk.ts';
import { entry, ROOM, TalkWorld, THEM } from './a-talk.ts';

let w: TalkWorld;

beforeEach(() => {
	w = new TalkWorld();
});

describe('saying', () => {
	test('a message is waiting until acked, then sent, then seen', () => {
		w.talk.say('hei');
		expect(w.shown()).toEqual(['hei waiting 0']);
		w.ack(1, 1);
		expect(w.shown()).toEqual(['hei sent 1']);
		w.talk.handle({ type: 'peer', room: ROOM, seat: 1, what: 0, value: 1 });
		expect(w.shown()).toEqual(['hei seen 1']);
	});
	test('numbers rise by one', () => {
		w.talk.say('a');
		w.talk.say('b');
		w.talk.say('c');
		expect(w.said()).toEqual([
			[1, 'a'],
			[2, 'b'],
			[3, 'c'],
		]);
	});
	test('what is said without a socket goes out once, in order, when there is one', () => {
		w.online = false;
		w.talk.say('a');
		w.talk.say('b');
		w.online = true;
		w.talk.resume({ log_epoch: 1, next_cseq: 1 });
		w.talk.tick();
		expect(w.said()).toEqual([
			[1, 'a'],
			[2, 'b'],
		]);
	});
	test('nothing but space is not said, nor what is too long', () => {
		expect(w.talk.say(' \n ')).toBeNull();
		expect(w.talk.say('x'.repeat(2001))).toBeNull();
		expect(w.sent).toEqual([]);
	});
});

describe('resume', () => {
	test('everything unacked is said again with the same bytes', () => {
		w.talk.say('a');
		w.talk.say('b');
		w.ack(1, 1);
		const first = w.sent[1] as SayFrame;
		w.talk.resume({ log_epoch: 1, next_cseq: 2 });
		expect(w.sent[2]).toEqual(first);
		expect(w.sent).toHaveLength(3);
	});
	test('an own entry of the replay settles a message whose ack was lost', () => {
		w.talk.say('a');
		w.talk.resume({ log_epoch: 1, next_cseq: 2 });
		w.talk.handle(entry(1, 0, 1, 'a'));
		w.ack(1, 1);
		expect(w.shown()).toEqual(['a sent 1']);
	});
	test('after a reload the outbox is said again and the log is whole, each once', () => {
		w.talk.say('a');
		w.ack(1, 1);
		w.talk.handle(entry(2, THEM, 1, 'hei du'));
		w.talk.say('b');
		w.sent = [];
		w.talk = w.make(0, 0);
		expect(w.shown()).toEqual(['b waiting 0']);
		w.talk.resume({ log_epoch: 1, next_cseq: 2 });
		w.talk.handle(entry(1, 0, 1, 'a'));
		w.talk.handle(entry(2, THEM, 1, 'hei du'));
		w.ack(2, 3);
		expect(w.said()).toEqual([[2, 'b']]);
		expect(w.shown()).toEqual(['a sent 1', 'hei du sent 2', 'b sent 3']);
	});
	test('a text written after a reload, before RESUMED, never takes a used number', () => {
		w.talk.say('a');
		w.ack(1, 1);
		w.online = false;
		w.talk = w.make(0, 0);
		w.talk.say('b');
		w.online = true;
		w.talk.resume({ log_epoch: 1, next_cseq: 2 });
		expect(w.said()).toEqual([
			[1, 'a'],
			[2, 'b'],
		]);
	});
	test('a log that lost acked messages gets them again', () => {
		w.talk.say('a');
		w.talk.say('b');
		w.ack(1, 1);
		w.ack(2, 2);
		w.sent = [];
		w.talk.say('c');
		w.sent = [];
		w.talk.resume({ log_epoch: 2, next_cseq: 2 });
		expect(w.said()).toEqual([
			[2, 'b'],
			[3, 'c'],
		]);
		expect(w.talk.messages.map((m) => [m.text, m.state])).toEqual([
			['a', 'sent'],
			['b', 'waiting'],
			['c', 'waiting'],
		]);
	});
	test('what was written after the log forgot is said behind what it gets again', () => {
		w.talk.say('a');
		w.ack(1, 1);
		w.online = false;
		w.talk.say('b');
		w.talk = w.make(0, 0);
		w.online = true;
		w.talk.resume({ log_epoch: 2, next_cseq: 1 });
		expect(w.said().slice(1)).toEqual([[1, 'b']]);
	});
	test('an outbox ahead of a log that forgot is numbered anew', () => {
		w.talk.resume({ log_epoch: 1, next_cseq: 5 });
		w.talk.say('e');
		w.sent = [];
		w.talk.resume({ log_epoch: 2, next_cseq: 3 });
		expect(w.said()).toEqual([[3, 'e']]);
		expect(w.shown()).toEqual(['e waiting 0']);
	});
});

describe('entries', () => {
	test('one that came already is dropped', () => {
		w.talk.handle(entry(1, THEM, 1, 'hei'));
		w.talk.handle(entry(1, THEM, 1, 'hei'));
		expect(w.shown()).toEqual(['hei sent 1']);
		expect(w.talk.offset).toBe(1);
	});
	test('those behind a gap are held back until it is filled', () => {
		w.talk.handle(entry(1, THEM, 1, 'en'));
		w.talk.handle(entry(3, THEM, 3, 'tre'));
		expect(w.shown()).toEqual(['en sent 1']);
		expect(w.talk.offset).toBe(1);
		w.talk.handle(entry(2, THEM, 2, 'to'));
		expect(w.shown()).toEqual(['en sent 1', 'to sent 2', 'tre sent 3']);
		expect(w.talk.offset).toBe(3);
	});
	test('a gap that stays is told, one that closes is not', () => {
		w.talk.handle(entry(2, THEM, 2, 'to'));
		w.time += TALK_TIMES.gap - 1;
		expect(w.talk.tick()).toBe(false);
		w.time += 1;
		expect(w.talk.tick()).toBe(true);
		w.talk.handle(entry(1, THEM, 1, 'en'));
		w.time += TALK_TIMES.gap;
		expect(w.talk.tick()).toBe(false);
	});
	test('a gap that no repair closes is tried less and less often', () => {
		const tries: number[] = [];
		w.talk.handle(entry(2, THEM, 2, 'to'));
		for (let second = 1; second <= 50; second++) {
			w.time += 1000;
			if (w.talk.tick()) {
				tries.push(second);
			}
		}
		expect(tries).toEqual([3, 9, 21, 45]);
	});
	test("an own ack fills the gap before another's entry", () => {
		w.talk.say('min');
		w.talk.handle(entry(2, THEM, 1, 'din'));
		w.ack(1, 1);
		expect(w.shown()).toEqual(['min sent 1', 'din sent 2']);
	});
	test('a KEY counts and does not show', () => {
		w.talk.handle({ ...entry(1, THEM, 1, ''), kind: 1 });
		w.talk.handle(entry(2, THEM, 2, 'hei'));
		expect(w.shown()).toEqual(['hei sent 2']);
		expect(w.talk.offset).toBe(2);
	});
	test('one that cannot be opened stands without a text', () => {
		w.talk.handle({ ...entry(1, THEM, 1, ''), payload: new Uint8Array([1, 2, 3]) });
		expect(w.talk.messages[0]?.text).toBeNull();
	});
	test('those of another room are not taken', () => {
		expect(w.talk.handle({ ...entry(1, THEM, 1, 'hei'), room: new Uint8Array(16) })).toBe(false);
		expect(w.talk.messages).toEqual([]);
	});
	test('a new epoch replays from its start without doubling', () => {
		w.talk.handle(entry(1, THEM, 1, 'en'));
		w.talk.handle(entry(2, THEM, 2, 'to'));
		w.talk.handle(entry(1, THEM, 1, 'en', 2));
		expect(w.talk.offset).toBe(1);
		w.talk.handle(entry(2, THEM, 2, 'to', 2));
		expect(w.shown()).toEqual(['en sent 1', 'to sent 2']);
	});
	test('what the log has lost is not shown under a new epoch, and its number may come again', () => {
		w.talk.handle(entry(1, THEM, 1, 'en'));
		w.talk.handle(entry(2, THEM, 2, 'mistet'));
		w.talk.resume({ log_epoch: 2, next_cseq: 1 });
		expect(w.shown()).toEqual([]);
		w.talk.handle(entry(1, THEM, 1, 'en', 2));
		expect(w.shown()).toEqual(['en sent 1']);
		w.talk.handle(entry(2, THEM, 2, 'annet', 2));
		expect(w.shown()).toEqual(['en sent 1', 'annet sent 2']);
	});
});

describe('the other side', () => {
	test('typing ends by itself, or with what was typed', () => {
		const types = { type: 'peer', room: ROOM, seat: 1, what: 1, value: 0 } as const;
		w.talk.handle(types);
		expect(w.talk.peer.typing).toBe(true);
		w.time += SIGN_TIMES.shown;
		w.talk.tick();
		expect(w.talk.peer.typing).toBe(false);
		w.talk.handle(types);
		w.talk.handle(entry(1, THEM, 1, 'hei'));
		expect(w.talk.peer.typing).toBe(false);
	});
	test('away and back', () => {
		w.talk.handle({ type: 'peer', room: ROOM, seat: 1, what: 2, value: 77 });
		expect(w.talk.peer.awaySince).toBe(77);
		w.talk.handle({ type: 'peer', room: ROOM, seat: 1, what: 3, value: 0 });
		expect(w.talk.peer.awaySince).toBe(0);
	});
	const seen = (offset: number): UpFrame => ({ type: 'seen', room: ROOM, offset });
	test('SEEN is sent once for each new end of the log', () => {
		w.talk.markSeen();
		w.talk.handle(entry(1, THEM, 1, 'hei'));
		w.talk.markSeen();
		w.talk.markSeen();
		expect(w.sent).toEqual([seen(1)]);
	});
	test('a replay of hundreds of entries is seen in two frames, the last one among them', () => {
		for (let i = 1; i <= 300; i++) {
			w.talk.handle(entry(i, THEM, i, 'hei'));
			w.talk.markSeen();
		}
		w.time += SIGN_TIMES.seen;
		w.talk.tick();
		w.talk.tick();
		expect(w.sent).toEqual([seen(1), seen(300)]);
	});
	test('what came after the eyes had left is not told as seen', () => {
		w.talk.handle(entry(1, THEM, 1, 'hei'));
		w.talk.markSeen();
		w.talk.handle(entry(2, THEM, 2, 'der'));
		w.time += SIGN_TIMES.seen;
		w.talk.tick();
		expect(w.sent).toEqual([seen(1)]);
	});
	test('SEEN is told again on a new socket', () => {
		w.talk.handle(entry(1, THEM, 1, 'hei'));
		w.talk.markSeen();
		w.talk.resume({ log_epoch: 1, next_cseq: 1 });
		w.talk.markSeen();
		expect(w.sent).toEqual([seen(1), seen(1)]);
	});
	test('TYPING goes out at most once in two seconds', () => {
		w.talk.type();
		w.talk.type();
		w.time += SIGN_TIMES.typing;
		w.talk.type();
		expect(w.sent.map((frame) => frame.type)).toEqual(['typing', 'typing']);
	});
});

test('the end of a room leaves nothing in the store', () => {
	w.online = false;
	w.talk.say('a');
	expect(w.store.get(`outbox.${w.talk.id}`)).not.toBeNull();
	w.talk.forget();
	expect(w.store.get(`outbox.${w.talk.id}`)).toBeNull();
});
