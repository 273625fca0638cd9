/**
 * What a reload during a shift must not forget, beside the token and the outboxes that core keeps: as whom one
 * logged in, the choices of the shift, how loud its sounds are, the column and the read mark of each room, and what stands in its field. Of what
 * was said nothing: the daemon's log has that.
 */
import { ROLES } from '@samtale/core/words';
import type { Forms } from './form-desk.ts';
import type { ShiftStore } from './shift-store.ts';
import type { Remembered } from './rooms.ts';
import type { Choices, State } from './state.ts';

const dutyOf = (room: string): string => `${room}.duty`;
const noteOf = (room: string): string => `${room}.note`;
const joined = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');

export class Memory {
	constructor(private readonly store: ShiftStore) {}

	/** Number of the role of the login. */
	get side(): number {
		return this.read<number>('side') ?? ROLES.COUNSELLOR;
	}

	set side(side: number) {
		this.store.set('side', JSON.stringify(side));
	}

	/** The choices of the last shift in this tab, or null. */
	get choices(): Choices | null {
		return this.read<Choices>('choices');
	}

	set choices(choices: Choices | null) {
		this.store.set('choices', JSON.stringify(choices));
	}

	/** How loud, and until when nothing is heard (sound-desk.ts), or null. */
	get sounds(): { volume: number; mutedUntil: number } | null {
		return this.read('sounds');
	}

	set sounds(sounds: { volume: number; mutedUntil: number } | null) {
		this.store.set('sounds', JSON.stringify(sounds));
	}

	/** The living rooms by hex id, and those that wait for their forms. */
	get rooms(): Record<string, Remembered> {
		return this.read<Record<string, Remembered>>('rooms') ?? {};
	}

	/** Writes the rooms down when something about them has changed. */
	keepRooms(state: State): void {
		const { forms } = this;
		const living = state.rooms.filter(({ id, ended }) => ended === '' || forms[id] !== undefined);
		const rows = living.map(
			({ id, number, read, notes }) => [id, { number, read, notes: notes.read }] as const,
		);
		const text = JSON.stringify(Object.fromEntries(rows));
		if (state.screen === 'desk' && this.store.get('rooms') !== text) {
			this.store.set('rooms', text);
		}
	}

	/** What stands in the field of a room and was not said. */
	draft(room: string): string {
		return this.read<Record<string, string>>('drafts')?.[room] ?? '';
	}

	/** Kept as long as the room is open here; empty forgets it. */
	keepDraft(room: string, text: string): void {
		const { [room]: _old, ...others } = this.read<Record<string, string>>('drafts') ?? {};
		this.store.set('drafts', JSON.stringify(text === '' ? others : { ...others, [room]: text }));
	}

	/** Texts that were not said go back before what stands in the field. */
	putBack(room: string, texts: readonly string[]): void {
		this.keepDraft(room, joined([...texts, this.draft(room)]));
	}

	/** The same of the field for notes, which is another one. */
	noteDraft(room: string): string {
		return this.draft(noteOf(room));
	}

	keepNoteDraft(room: string, text: string): void {
		this.keepDraft(noteOf(room), text);
	}

	putNotesBack(room: string, texts: readonly string[]): void {
		this.keepNoteDraft(room, joined([...texts, this.noteDraft(room)]));
	}

	/** The same of the fields of the duty step, a line each. */
	dutyDraft(room: string): string {
		return this.draft(dutyOf(room));
	}

	keepDutyDraft(room: string, text: string): void {
		this.keepDraft(dutyOf(room), text);
	}

	/** The room is over: nothing of its fields is kept. */
	dropDrafts(room: string): void {
		this.keepDraft(room, '');
		this.keepDutyDraft(room, '');
		this.keepNoteDraft(room, '');
	}

	/** The ends and forms that are not done, by hex id of their room. */
	get forms(): Forms {
		return this.read<Forms>('forms') ?? {};
	}

	set forms(forms: Forms) {
		this.store.set('forms', JSON.stringify(forms));
	}

	private read<T>(key: string): T | null {
		try {
			return JSON.parse(this.store.get(key) ?? 'null') as T | null;
		} catch {
			return null;
		}
	}
}
