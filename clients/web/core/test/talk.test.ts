/** The talk over both machines: sealed, exactly once, in order, across lost acks and reloads. */
import { beforeEach, describe, expect, test } from 'vitest';
import { cardText } from '../src/cards.ts';
import { SAY } from '../src/seal/header.ts';
import { CARD } from '../src/seal/say.ts';
import { SIGN_TIMES } from '../src/signs.ts';
import { TALK_TIMES } from '../src/talk.ts';
import { aWorld, HANDSHAKE, ROOM, until, type World } from './a-talk.ts';

let w: World;

/** Both sides show these lines, all of them stored. */
async function bothShow(...lines: string[]): Promise<void> {
	const expected = lines.join();
	await until(() => w.youth.lines.join() === expected && w.staff.lines.join() === expected);
	await until(() => w.youth.talk.unsent.length === 0 && w.staff.talk.unsent.length === 0);
}

const says = (end: World['youth' | 'staff']) => end.sent.filter(({ type }) => type === 'say');

describe('saying', () => {
	beforeEach(async () => void (w = await aWorld()));

	test('a text is waiting until stored, then sent, then seen when the other has said so', async () => {
		w.youth.drop();
		w.youth.talk.say('hei');
		await until(() => w.youth.shown.join() === 'hei waiting 0');
		w.youth.attach();
		await bothShow('0: hei');
		expect(w.youth.shown).toEqual([`hei sent ${HANDSHAKE + 1}`]);
		w.staff.talk.say('hei du');
		await bothShow('0: hei', '1: hei du');
		expect(w.youth.shown[0]).toBe(`hei seen ${HANDSHAKE + 1}`);
	});
	test('texts keep their order, whoever writes', async () => {
		['a', 'b', 'c'].forEach((text) => w.youth.talk.say(text));
		await bothShow('0: a', '0: b', '0: c');
		w.staff.talk.say('d');
		w.staff.talk.say('e');
		await bothShow('0: a', '0: b', '0: c', '1: d', '1: e');
	});
	test('a card goes as a text does, and both know that it is one', async () => {
		w.staff.talk.say(cardText('where'), CARD);
		await until(() => w.youth.talk.messages.length === 1);
		w.youth.drop();
		w.youth.talk.say(cardText('here', ['ved brua', '']), CARD);
		await until(() => w.youth.talk.messages[1]?.isCard === true);
		expect(w.youth.talk.unsent).toEqual([]);
		w.youth.attach();
		await until(() => w.staff.talk.messages.length === 2);
		const cards = w.staff.talk.messages.map(({ text, isCard }) => [text, isCard]);
		expect(cards).toEqual([['where', true], ['here\nved brua\n', true]]);
	});
	test('nothing but space is not said, nor what is too long', () => {
		expect(w.youth.talk.say(' \n ')).toBe(false);
		expect(w.youth.talk.say('x'.repeat(2001))).toBe(false);
		expect(w.youth.talk.unsent).toEqual([]);
	});
	test('what goes out is sealed: SAY for texts, KEY for steps, each with its epoch', async () => {
		w.youth.talk.say('marked word');
		await bothShow('0: marked word');
		const kinds = w.relay.log.map(({ kind, key_epoch }) => [kind, key_epoch]);
		expect(kinds).toEqual([
			[1, 0],
			[2, 0],
			[3, 1],
			[4, 1],
			[5, 1],
		]);
		const all = w.relay.log.map(({ payload }) => Buffer.from(payload).toString('latin1'));
		expect(all.join()).not.toContain('marked word');
	});
});

describe('before anybody has proven who it is', () => {
	test('a first text waits, and nothing of it goes out', async () => {
		w = await aWorld(false);
		w.youth.talk.say('min første');
		await until(() => w.relay.log.length === 1 && w.youth.talk.unsent.length === 1);
		expect(w.youth.shown).toEqual(['min første waiting 0']);
		expect(says(w.youth)).toEqual([]);
		await w.staff.load();
		await bothShow('0: min første');
		const text = w.relay.log.findIndex(({ kind }) => kind === SAY);
		expect(w.relay.log.slice(0, text).map(({ kind }) => kind)).toEqual([1, 2, 3, 4]);
	});
});

describe('a new socket', () => {
	beforeEach(async () => void (w = await aWorld()));

	test('a text whose ack was lost is shown once', async () => {
		w.relay.tamper = (frame) => (frame.type === 'ack' ? null : frame);
		w.youth.talk.say('a');
		await until(() => w.staff.lines.length === 1);
		expect(w.youth.shown).toEqual(['a waiting 0']);
		w.relay.tamper = (frame) => frame;
		w.youth.drop();
		w.youth.attach();
		await bothShow('0: a');
		expect(w.relay.log).toHaveLength(HANDSHAKE + 1);
	});
	test('what is said without a socket goes out once, in order, when there is one', async () => {
		w.youth.drop();
		w.youth.talk.say('a');
		w.youth.talk.say('b');
		await until(() => w.youth.talk.unsent.length === 2);
		w.youth.attach();
		await bothShow('0: a', '0: b');
		expect(w.relay.log).toHaveLength(HANDSHAKE + 2);
	});
	test('nothing that was stored is sealed again', async () => {
		w.youth.talk.say('a');
		await bothShow('0: a');
		const before = w.youth.sent.length;
		w.youth.drop();
		w.youth.attach();
		w.youth.talk.say('b');
		await bothShow('0: a', '0: b');
		expect(w.youth.sent).toHaveLength(before + 1);
	});
});

describe('a reload', () => {
	test('shows the whole log, each line once, and sends what waited', async () => {
		w = await aWorld();
		w.youth.talk.say('a');
		w.staff.talk.say('b');
		await until(() => w.youth.lines.length === 2 && w.staff.lines.length === 2);
		const lines = w.youth.lines;
		w.youth.drop();
		w.youth.talk.say('c');
		await until(() => w.youth.talk.unsent.length === 1);
		await w.youth.load();
		await bothShow(...lines, '0: c');
		expect(w.relay.log).toHaveLength(HANDSHAKE + 3);
		expect(w.youth.of('lost')).toEqual([]);
	});
	test("of the counsellor's page opens the room again from IndexedDB", async () => {
		w = await aWorld();
		w.youth.talk.say('a');
		await bothShow('0: a');
		await w.staff.load();
		await until(() => w.staff.machine.open);
		w.staff.talk.say('b');
		await bothShow('0: a', '1: b');
		expect(w.staff.news).toEqual([]);
		expect(w.relay.log).toHaveLength(HANDSHAKE + 2);
	});
	test.each([1, 2, 3, 4])('after entry %i of the handshake comes through', async (length) => {
		w = await aWorld(false);
		w.youth.talk.say('hei');
		await w.staff.load();
		await until(() => w.relay.log.length >= length);
		await w.youth.load();
		await bothShow('0: hei');
		expect(w.youth.of('refused')).toEqual([]);
	});
});

describe('entries', () => {
	beforeEach(async () => {
		w = await aWorld();
		w.youth.talk.say('en');
		await bothShow('0: en');
	});

	test('those behind a gap are held back, and the gap is told', async () => {
		let isLost = true;
		w.relay.tamper = (frame, end) => {
			const drop = isLost && end === w.staff && frame.type === 'entry';
			isLost &&= !drop;
			return drop ? null : frame;
		};
		w.youth.talk.say('to');
		w.youth.talk.say('tre');
		await until(() => w.youth.talk.unsent.length === 0 && !isLost);
		await until(() => w.youth.lines.length === 3);
		expect(w.staff.lines).toEqual(['0: en']);
		expect(w.staff.talk.tick()).toBe(false);
		w.relay.time += 3_000;
		expect(w.staff.talk.tick()).toBe(true);
		w.staff.attach();
		await bothShow('0: en', '0: to', '0: tre');
	});
	test('one that was altered on the way is read once more from the log', async () => {
		let isAltered = false;
		w.relay.tamper = (frame, end) => {
			if (end === w.staff && frame.type === 'entry' && !isAltered) {
				isAltered = true;
				frame.payload[60]! ^= 1;
			}
			return frame;
		};
		w.youth.talk.say('to');
		await until(() => w.staff.talk.tick());
		w.staff.attach();
		await bothShow('0: en', '0: to');
	});
	test('one that never opens stands without a text, and what follows it is shown', async () => {
		const offset = w.relay.log.length + 1;
		w.relay.tamper = (frame, end) => {
			if (end === w.staff && frame.type === 'entry' && frame.offset === offset) {
				frame.payload[60]! ^= 1;
			}
			return frame;
		};
		w.youth.talk.say('to');
		w.youth.talk.say('tre');
		await until(() => w.staff.talk.tick());
		w.staff.attach();
		await until(() => w.staff.lines.length === 3);
		expect(w.staff.lines).toEqual(['0: en', '0: null', '0: tre']);
	});
	test('one that the log itself lacks is told, and asked for less and less often', async () => {
		w.youth.talk.say('to');
		await bothShow('0: en', '0: to');
		/* The relay hides the first text and moves the others up. */
		const hidden = w.relay.log.slice();
		hidden.splice(HANDSHAKE, 1);
		w.relay.log = hidden.map((entry, i) => ({ ...entry, log_epoch: 2, offset: i + 1 }));
		w.relay.logEpoch = 2;
		w.staff.attach();
		await until(() => w.staff.talk.tick());
		expect(w.staff.lost).toBe(0);
		w.staff.attach();
		await until(() => w.staff.lost === 1);
		expect(w.staff.talk.tick()).toBe(false);
		w.relay.time += 6_000;
		expect(w.staff.talk.tick()).toBe(true);
		expect(w.staff.lines).toEqual([]);
	});
	test('those of another room are not taken', () => {
		const entry = { ...w.relay.log[0]!, room: new Uint8Array(16) };
		expect(ROOM).not.toEqual(entry.room);
		expect(w.staff.talk.handle(entry)).toBe(false);
	});
	test('those of another log say that a new socket is needed', async () => {
		w.staff.talk.handle({ ...w.relay.log[0]!, log_epoch: 9 });
		expect(w.staff.talk.tick()).toBe(true);
		w.staff.attach();
		await bothShow('0: en');
	});
});

describe('a log that has lost entries', () => {
	test('shows what is left, and the talk goes on', async () => {
		w = await aWorld();
		w.youth.talk.say('en');
		await bothShow('0: en');
		w.youth.talk.say('to');
		await bothShow('0: en', '0: to');
		w.relay.rollBack(HANDSHAKE + 1);
		w.youth.attach();
		w.staff.attach();
		w.youth.talk.say('tre');
		await bothShow('0: en', '0: tre');
	});
});

describe('the other side', () => {
	beforeEach(async () => void (w = await aWorld()));
	const peer = (what: number, value = 0) =>
		w.youth.talk.handle({ type: 'peer', room: ROOM, seat: 1, what, value });

	test('typing ends by itself, or with what was typed', async () => {
		peer(1);
		expect(w.youth.talk.peer.typing).toBe(true);
		w.relay.time += SIGN_TIMES.shown;
		w.youth.talk.tick();
		expect(w.youth.talk.peer.typing).toBe(false);
		peer(1);
		w.staff.talk.say('hei');
		await until(() => w.youth.lines.length === 1);
		expect(w.youth.talk.peer.typing).toBe(false);
	});
	test('away and back', () => {
		peer(2, 77);
		expect(w.youth.talk.peer.awaySince).toBe(77);
		peer(3);
		expect(w.youth.talk.peer.awaySince).toBe(0);
	});
	test("the relay's word that something was seen changes nothing", async () => {
		w.youth.talk.say('hei');
		await bothShow('0: hei');
		peer(0, 99);
		expect(w.youth.shown).toEqual([`hei sent ${HANDSHAKE + 1}`]);
	});
	test('TYPING goes out at most once in two seconds', () => {
		w.youth.sent = [];
		w.youth.talk.type();
		w.youth.talk.type();
		w.relay.time += SIGN_TIMES.typing;
		w.youth.talk.type();
		expect(w.youth.sent.map((frame) => frame.type)).toEqual(['typing', 'typing']);
	});
});

describe('the end', () => {
	beforeEach(async () => {
		w = await aWorld();
		w.youth.talk.say('hei');
		await bothShow('0: hei');
	});
	const hasLeft = () => w.youth.sent.some(({ type }) => type === 'leave');

	test('is said under the seal before the room is left, and is whole on both sides', async () => {
		expect(w.youth.talk.leave()).toBe(true);
		await until(hasLeft);
		expect(w.relay.log.at(-1)?.kind).toBe(SAY);
		expect(w.youth.lines).toEqual(['0: hei']);
		expect(await w.youth.talk.finish()).toBe('complete');
		expect(await w.staff.talk.finish()).toBe('complete');
		expect(w.staff.lines).toEqual(['0: hei']);
	});
	test('waits for nobody for long', async () => {
		w.relay.refuse = () => 'delayed';
		w.youth.talk.leave();
		await until(() => w.youth.machine.outbox.length === 1);
		w.youth.talk.tick();
		expect(hasLeft()).toBe(false);
		w.relay.time += TALK_TIMES.end;
		w.youth.talk.tick();
		expect(hasLeft()).toBe(true);
	});
	test('that nobody said is cut', async () => {
		expect(await w.staff.talk.finish()).toBe('cut');
	});
	test('leaves nothing in the store', async () => {
		const key = `seal.${w.youth.talk.id}`;
		expect(w.youth.store.get(key)).not.toBeNull();
		w.youth.talk.wipe();
		expect(w.youth.store.get(key)).toBeNull();
	});
});
