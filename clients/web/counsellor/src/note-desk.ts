/**
 * What the counsellor does with notes. Nothing here knows how to say something to the youth: the
 * field, what stands in it and the way out are others than those of Talk.
 */
import type { Memory } from './memory.ts';
import type { Event } from './state.ts';
import type { Talks } from './talks.ts';

export interface NoteDeskOptions {
	talks: Talks;
	memory: Memory;
	tell(event: Event): void;
}

export class NoteDesk {
	constructor(private readonly options: NoteDeskOptions) {}

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
