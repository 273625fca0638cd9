/** The talk: exactly once, in order, across lost acks, reloads and lost logs. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { EntryFrame, RefusedFrame, SayFrame, UpFrame } from '../src/frames.ts';
import { open, seal } from '../src/seal.ts';
import { memoryStore, type Store } from '../src/store.ts';
import { Talk, TALK_TIMES } from '../src/talk.ts';

const ROOM = new Uint8Array(16).fill(1);
const THEM = 1;
let store: Store;
let sent: UpFrame[];
let online: boolean;
let time: number;
let talk: Talk;

function make(next_cseq: number, log_epoch = 1): Talk {
	return new Talk({
		room: ROOM,
		seat: 0,
		profile: 'demo',
		log_epoch,
		next_cseq,
		store,
		send: (frame) => online && sent.push(frame) > 0,
		now: () => time,
		changed: () => undefined,
	});
}

function entry(
	offset: number,
	sender: number,
	cseq: number,
	text: string,
	log_epoch = 1,
): EntryFrame {
	const payload = seal('demo', text);
	return {
		type: 'entry',
		room: ROOM,
		log_epoch,
		offset,
		sender,
		cseq,
		kind: 0,
		key_epoch: 0,
		at: offset,
		payload,
	};
}
const ack = (cseq: number, offset: number): boolean =>
	talk.handle({ type: 'ack', room: ROOM, cseq, log_epoch: 1, offset });
const refuse = (number: number, code: string, retry_after = 0): boolean =>
	talk.handle({
		type: 'refused',
		frame: 48,
		room: ROOM,
		number,
		code,
		retry_after,
	} as RefusedFrame);
const said = (): [number, string][] =>
	sent
		.filter((frame): frame is SayFrame => frame.type === 'say')
		.map((frame) => [frame.cseq, open('demo', frame.payload)]);
const shown = (): string[] => talk.messages.map((m) => `${m.text} ${m.state} ${m.offset}`);

beforeEach(() => {
	store = memoryStore();
	sent = [];
	online = true;
	time = 1_000_000;
	talk = make(1);
});

describe('saying', () => {
	test('a message is waiting until acked, then sent, then seen', () => {
		talk.say('hei');
		expect(shown()).toEqual(['hei waiting 0']);
		ack(1, 1);
		expect(shown()).toEqual(['hei sent 1']);
		talk.handle({ type: 'peer', room: ROOM, seat: 1, what: 0, value: 1 });
		expect(shown()).toEqual(['hei seen 1']);
	});
	test('numbers rise by one', () => {
		talk.say('a');
		talk.say('b');
		talk.say('c');
		expect(said()).toEqual([
			[1, 'a'],
			[2, 'b'],
			[3, 'c'],
		]);
	});
	test('what is said without a socket goes out once, in order, when there is one', () => {
		online = false;
		talk.say('a');
		talk.say('b');
		online = true;
		talk.resume({ log_epoch: 1, next_cseq: 1 });
		talk.tick();
		expect(said()).toEqual([
			[1, 'a'],
			[2, 'b'],
		]);
	});
	test('nothing but space is not said, nor what is too long', () => {
		expect(talk.say(' \n ')).toBeNull();
		expect(talk.say('x'.repeat(2001))).toBeNull();
		expect(sent).toEqual([]);
	});
});

describe('resume', () => {
	test('everything unacked is said again with the same bytes', () => {
		talk.say('a');
		talk.say('b');
		ack(1, 1);
		const first = sent[1] as SayFrame;
		talk.resume({ log_epoch: 1, next_cseq: 2 });
		expect(sent[2]).toEqual(first);
		expect(sent).toHaveLength(3);
	});
	test('an own entry of the replay settles a message whose ack was lost', () => {
		talk.say('a');
		talk.resume({ log_epoch: 1, next_cseq: 2 });
		talk.handle(entry(1, 0, 1, 'a'));
		ack(1, 1);
		expect(shown()).toEqual(['a sent 1']);
	});
	test('after a reload the outbox is said again and the log is whole, each once', () => {
		talk.say('a');
		ack(1, 1);
		talk.handle(entry(2, THEM, 1, 'hei du'));
		talk.say('b');
		sent = [];
		talk = make(0, 0);
		expect(shown()).toEqual(['b waiting 0']);
		talk.resume({ log_epoch: 1, next_cseq: 2 });
		talk.handle(entry(1, 0, 1, 'a'));
		talk.handle(entry(2, THEM, 1, 'hei du'));
		ack(2, 3);
		expect(said()).toEqual([[2, 'b']]);
		expect(shown()).toEqual(['a sent 1', 'hei du sent 2', 'b sent 3']);
	});
	test('a text written after a reload, before RESUMED, never takes a used number', () => {
		talk.say('a');
		ack(1, 1);
		online = false;
		talk = make(0, 0);
		talk.say('b');
		online = true;
		talk.resume({ log_epoch: 1, next_cseq: 2 });
		expect(said()).toEqual([
			[1, 'a'],
			[2, 'b'],
		]);
	});
	test('a log that lost acked messages gets them again', () => {
		talk.say('a');
		talk.say('b');
		ack(1, 1);
		ack(2, 2);
		sent = [];
		talk.say('c');
		sent = [];
		talk.resume({ log_epoch: 2, next_cseq: 2 });
		expect(said()).toEqual([
			[2, 'b'],
			[3, 'c'],
		]);
		expect(talk.messages.map((m) => [m.text, m.state])).toEqual([
			['a', 'sent'],
			['b', 'waiting'],
			['c', 'waiting'],
		]);
	});
	test('an outbox ahead of a log that forgot is numbered anew', () => {
		talk.resume({ log_epoch: 1, next_cseq: 5 });
		talk.say('e');
		sent = [];
		talk.resume({ log_epoch: 2, next_cseq: 3 });
		expect(said()).toEqual([[3, 'e']]);
		expect(shown()).toEqual(['e waiting 0']);
	});
});

describe('entries', () => {
	test('one that came already is dropped', () => {
		talk.handle(entry(1, THEM, 1, 'hei'));
		talk.handle(entry(1, THEM, 1, 'hei'));
		expect(shown()).toEqual(['hei sent 1']);
		expect(talk.offset).toBe(1);
	});
	test('those behind a gap are held back until it is filled', () => {
		talk.handle(entry(1, THEM, 1, 'en'));
		talk.handle(entry(3, THEM, 3, 'tre'));
		expect(shown()).toEqual(['en sent 1']);
		expect(talk.offset).toBe(1);
		talk.handle(entry(2, THEM, 2, 'to'));
		expect(shown()).toEqual(['en sent 1', 'to sent 2', 'tre sent 3']);
		expect(talk.offset).toBe(3);
	});
	test('a gap that stays is told, one that closes is not', () => {
		talk.handle(entry(2, THEM, 2, 'to'));
		time += TALK_TIMES.gap - 1;
		expect(talk.tick()).toBeNull();
		time += 1;
		expect(talk.tick()).toBe('gap');
		talk.handle(entry(1, THEM, 1, 'en'));
		time += TALK_TIMES.gap;
		expect(talk.tick()).toBeNull();
	});
	test("an own ack fills the gap before another's entry", () => {
		talk.say('min');
		talk.handle(entry(2, THEM, 1, 'din'));
		ack(1, 1);
		expect(shown()).toEqual(['min sent 1', 'din sent 2']);
	});
	test('a KEY counts and does not show', () => {
		talk.handle({ ...entry(1, THEM, 1, ''), kind: 1 });
		talk.handle(entry(2, THEM, 2, 'hei'));
		expect(shown()).toEqual(['hei sent 2']);
		expect(talk.offset).toBe(2);
	});
	test('one that cannot be opened stands without a text', () => {
		talk.handle({ ...entry(1, THEM, 1, ''), payload: new Uint8Array([1, 2, 3]) });
		expect(talk.messages[0]?.text).toBeNull();
	});
	test('those of another room are not taken', () => {
		expect(talk.handle({ ...entry(1, THEM, 1, 'hei'), room: new Uint8Array(16) })).toBe(false);
		expect(talk.messages).toEqual([]);
	});
	test('a new epoch replays from its start without doubling', () => {
		talk.handle(entry(1, THEM, 1, 'en'));
		talk.handle(entry(2, THEM, 2, 'to'));
		talk.handle(entry(1, THEM, 1, 'en', 2));
		expect(talk.offset).toBe(1);
		talk.handle(entry(2, THEM, 2, 'to', 2));
		expect(shown()).toEqual(['en sent 1', 'to sent 2']);
	});
});

describe('refusals', () => {
	test('too fast: it waits as told, then says everything unacked again in order', () => {
		talk.say('a');
		talk.say('b');
		sent = [];
		refuse(1, 'rate', 3);
		refuse(2, 'gap');
		talk.tick();
		expect(said()).toEqual([]);
		time += 3000;
		talk.tick();
		expect(said()).toEqual([
			[1, 'a'],
			[2, 'b'],
		]);
	});
	test('a refusal about the room leaves messages alone', () => {
		talk.say('a');
		const frame = { type: 'refused', frame: 57, room: ROOM, number: 0, code: 'late' };
		expect(talk.handle({ ...frame, retry_after: 0 } as RefusedFrame)).toBe(false);
		expect(shown()).toEqual(['a waiting 0']);
	});
	test('for good: the message says so and can be tried again', () => {
		talk.say('a');
		refuse(1, 'seal');
		expect(shown()).toEqual(['a refused 0']);
		sent = [];
		talk.retry(1);
		expect(said()).toEqual([[1, 'a']]);
	});
});

describe('frozen', () => {
	test('nothing goes out, and all of it when it thaws', () => {
		talk.freeze(true);
		talk.say('a');
		talk.type();
		expect(sent).toEqual([]);
		talk.freeze(false);
		expect(said()).toEqual([[1, 'a']]);
	});
});

describe('the other side', () => {
	test('typing ends by itself, or with what was typed', () => {
		const types = { type: 'peer', room: ROOM, seat: 1, what: 1, value: 0 } as const;
		talk.handle(types);
		expect(talk.peer.typing).toBe(true);
		time += TALK_TIMES.typingShown;
		talk.tick();
		expect(talk.peer.typing).toBe(false);
		talk.handle(types);
		talk.handle(entry(1, THEM, 1, 'hei'));
		expect(talk.peer.typing).toBe(false);
	});
	test('away and back', () => {
		talk.handle({ type: 'peer', room: ROOM, seat: 1, what: 2, value: 77 });
		expect(talk.peer.awaySince).toBe(77);
		talk.handle({ type: 'peer', room: ROOM, seat: 1, what: 3, value: 0 });
		expect(talk.peer.awaySince).toBe(0);
	});
	test('SEEN is sent once for each new end of the log', () => {
		talk.markSeen();
		talk.handle(entry(1, THEM, 1, 'hei'));
		talk.markSeen();
		talk.markSeen();
		expect(sent).toEqual([{ type: 'seen', room: ROOM, offset: 1 }]);
	});
	test('TYPING goes out at most once in two seconds', () => {
		talk.type();
		talk.type();
		time += TALK_TIMES.typingOut;
		talk.type();
		expect(sent.map((frame) => frame.type)).toEqual(['typing', 'typing']);
	});
});

test('an ack that is missing for too long is told', () => {
	talk.say('a');
	time += TALK_TIMES.stuck;
	expect(talk.tick()).toBe('stuck');
	ack(1, 1);
	expect(talk.tick()).toBeNull();
});

test('the end of a room leaves nothing in the store', () => {
	online = false;
	talk.say('a');
	expect(store.get(`outbox.${talk.id}`)).not.toBeNull();
	talk.forget();
	expect(store.get(`outbox.${talk.id}`)).toBeNull();
});
