/** Notes at the desk: apart from what the youth reads, from the field to the wire and back. */
import type { Message } from '@samtale/core/message';
import { FRAMES, type DownFrame } from '@samtale/core/frames';
import { memoryStore } from '@samtale/core/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LaneRelay } from '../../core/test/a-lane.ts';
import { YouthEnd } from '../../core/test/a-talk.ts';
import { reduce } from '../src/desk-state.ts';
import { Memory } from '../src/memory.ts';
import { changeNotes, notesSince, unreadNotes } from '../src/notes.ts';
import { shiftStore } from '../src/shift-store.ts';
import { initial } from '../src/state.ts';
import { bytes, idOf, kept, roomOf, SEALED, texts, TODAY, together, until, type Made } from './a-desk.ts';

const ROOM_ID = idOf(SEALED);
const note = (offset: number, mine: boolean, state: Message['state'] = 'sent'): Message => ({
	id: `${mine}:${offset}`,
	sender: mine ? 1 : 2,
	mine,
	cseq: offset,
	text: `note ${offset}`,
	at: offset,
	offset,
	state,
});

describe('the notes of a room as data', () => {
	test('count as unread what colleagues wrote, until the counsellor turns to them', () => {
		const lines = [note(1, false), note(2, true), note(3, false)];
		const some = changeNotes(notesSince(1), { what: 'lines', lines });
		expect(unreadNotes(some)).toBe(1);
		const seen = changeNotes(some, { what: 'read' });
		expect([seen.read, unreadNotes(seen)]).toEqual([3, 0]);
	});
	test('do not count as unread what cannot be read, because it was written before the counsellor came', () => {
		const lines = [{ ...note(1, false), text: null }, note(2, false)];
		expect(unreadNotes(changeNotes(notesSince(0), { what: 'lines', lines }))).toBe(1);
	});
	test('stay the same object when nothing changed, so that nothing is drawn', () => {
		const some = changeNotes(notesSince(0), { what: 'lines', lines: [note(1, true)] });
		expect(changeNotes(some, { what: 'lines', lines: [note(1, true)] })).toBe(some);
		expect(changeNotes(some, { what: 'lines', lines: [note(1, true, 'waiting')] })).not.toBe(some);
	});
	test('of a room that is not here change nothing', () => {
		const event = { type: 'notes', room: 'x', news: { what: 'read' } } as const;
		expect(reduce(initial, event)).toBe(initial);
	});
});

test('what stands in the two fields of a room is kept apart, and both are forgotten with it', () => {
	const memory = new Memory(shiftStore(memoryStore()));
	memory.keepDraft('a', 'til deg');
	memory.keepNoteDraft('a', 'om deg');
	expect([memory.draft('a'), memory.noteDraft('a')]).toEqual(['til deg', 'om deg']);
	memory.putNotesBack('a', ['tilbake']);
	expect([memory.draft('a'), memory.noteDraft('a')]).toEqual(['til deg', 'tilbake\nom deg']);
	memory.dropDrafts('a');
	expect([memory.draft('a'), memory.noteDraft('a')]).toEqual(['', '']);
});

describe('a note written at the desk', () => {
	let phone: YouthEnd;
	let relay: LaneRelay;
	beforeEach(async () => {
		const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const;
		vi.useFakeTimers({ toFake: [...toFake], now: TODAY * 1000 });
		relay = new LaneRelay();
		phone = new YouthEnd(0, relay);
		await phone.load();
	});
	afterEach(() => void vi.useRealTimers());

	const end = () => [...relay.ends].find(({ seat }) => seat === 1)!;
	const enter = async (what = kept()): Promise<Made> => {
		const made = await together(phone, what);
		relay.replay(end());
		await until(() => roomOf(made)?.seal === 'open');
		return made;
	};
	const notes = (made: Made) => roomOf(made)?.notes.lines.map(({ text, state }) => `${text} ${state}`);
	const saved = (made: Made, ...lines: string[]) =>
		until(() => notes(made)?.join() === lines.map((line) => `${line} sent`).join());

	test('is stored, is no message, and is not in anything that the phone is sent', async () => {
		const made = await enter();
		const heard: string[] = [];
		relay.tamper = (frame, to) => {
			if (to === phone) heard.push(frame.type);
			return frame;
		};
		expect(made.desk.notes.save(ROOM_ID, 'om deg')).toBe(true);
		await saved(made, 'om deg');
		made.desk.say(ROOM_ID, 'til deg');
		await until(() => phone.lines.length === 1);
		expect(phone.lines).toEqual(['1: til deg']);
		expect(texts(made)).toEqual(['til deg']);
		expect(heard).toContain('entry');
		expect(heard.filter((type) => type.startsWith('note'))).toEqual([]);
	});
	test('is there again after a reload, each once, and what waited is stored', async () => {
		const tab = kept();
		const first = await enter(tab);
		first.desk.notes.save(ROOM_ID, 'en');
		await saved(first, 'en');
		first.env.last.drop(1006);
		first.desk.notes.save(ROOM_ID, 'to');
		await until(() => notes(first)?.length === 2);
		const second = await enter(tab);
		await saved(second, 'en', 'to');
		expect(relay.lane).toHaveLength(2);
	});
	test('is taken only once the room is sealed, and stays in its field until then', async () => {
		const made = await together(phone);
		expect(made.desk.notes.save(ROOM_ID, 'for tidlig')).toBe(false);
	});
	test('that is refused for good says so at the note, and not about the conversation', async () => {
		const made = await enter();
		relay.refuseNote = () => 'room_full';
		made.desk.notes.save(ROOM_ID, 'for mye');
		await until(() => notes(made)?.join() === 'for mye refused');
		expect(made.desk.state.value.notice).toBeNull();
	});
	test('of a colleague is unread until the counsellor turns to it', async () => {
		const made = await enter();
		made.desk.state.value = reduce(made.desk.state.value, {
			type: 'notes',
			room: ROOM_ID,
			news: { what: 'lines', lines: [note(1, false)] },
		});
		expect(unreadNotes(roomOf(made)!.notes)).toBe(1);
		made.desk.notes.read(ROOM_ID);
		expect(unreadNotes(roomOf(made)!.notes)).toBe(0);
	});
	test('does not survive the end of its room in any field', async () => {
		const made = await enter();
		made.desk.notes.keep(ROOM_ID, 'halvferdig');
		expect(made.desk.notes.draft(ROOM_ID)).toBe('halvferdig');
		const ended: DownFrame = { type: 'ended', room: bytes(16, SEALED), reason: 'left' };
		made.down(ended);
		expect(made.desk.notes.draft(ROOM_ID)).toBe('');
	});
});

test('no view that shows or takes notes knows how to say something', async () => {
	const { readFileSync } = await import('node:fs');
	const read = (name: string) => readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8');
	for (const name of ['views/notes.tsx', 'note-desk.ts', 'notes.ts']) {
		expect(read(name)).not.toMatch(/\bsay\(|\.talk\b/);
	}
	expect(read('views/composer.tsx')).toMatch(/acts\.say\(/);
	expect(read('views/composer.tsx')).not.toMatch(/notes\.save/);
	expect(FRAMES.note.number).not.toBe(FRAMES.say.number);
});
