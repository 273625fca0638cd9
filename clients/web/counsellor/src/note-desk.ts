/**
 * What the counsellor does with notes. Nothing here knows how to say something to the youth: the
 * field, what stands in it and the way out are others than those of Talk.
 */
import { signal } from '@preact/signals';
import type { Memory } from './memory.ts';
import type { Event } from './state.ts';
import type { Talks } from './talks.ts';

export interface NoteDeskOptions {
	talks: Talks;
	memory: Memory;
	tell(event: Event): void;
}

export class NoteDesk {
	/** How often the field for notes was asked for since it was let go; 0: it was not. */
	readonly shown = signal(0);

	constructor(private readonly options: NoteDeskOptions) {}

	/** Brings the field for notes of the active room into view and under the hands, or lets it go. */
	readonly show = (on: boolean): void => void (this.shown.value = on ? this.shown.value + 1 : 0);

	/** False when the note could not be taken; it stays in the field then. */
	save(room: string, text: string): boolean {
		return this.options.talks.get(room)?.noting?.write(text) ?? false;
	}

	/** What stood in the field for notes before a reload. */
	draft(room: string): string {
		return this.options.memory.noteDraft(room);
	}

	/** What stands in the field for notes. */
	keep(room: string, text: string): void {
		this.options.memory.keepNoteDraft(room, text);
	}

	/** The counsellor has turned to the notes of a room. */
	read(room: string): void {
		this.options.tell({ type: 'notes', room, news: { what: 'read' } });
	}
}
