/**
 * The notes of one room as plain data: what came, up to where the counsellor has turned to it. Pure
 * functions; the notes themselves are opened and kept in order by core's Noting.
 */
import type { Message } from '@samtale/core/message';

export interface RoomNotes {
	/** Copies of what Noting holds, oldest first. */
	lines: readonly Message[];
	/** Highest offset of the lane that the counsellor has turned to. */
	read: number;
	/** How often unsaved notes went back to the field for notes. */
	backs: number;
}

/** lines: all there are now. read: the counsellor turned to them. back: something is in the field. */
export type NotesNews =
	{ what: 'lines'; lines: readonly Message[] } | { what: 'read' } | { what: 'back' };

export const notesSince = (read: number): RoomNotes => ({ lines: [], read, backs: 0 });

function isSame(a: readonly Message[], b: readonly Message[]): boolean {
	const same = (one: Message, other: Message | undefined): boolean =>
		one.id === other?.id && one.state === other.state && one.text === other.text;
	return a.length === b.length && a.every((line, i) => same(line, b[i]));
}

/** The same object comes back when nothing changed. */
export function changeNotes(notes: RoomNotes, news: NotesNews): RoomNotes {
	switch (news.what) {
		case 'lines':
			return isSame(notes.lines, news.lines) ? notes : { ...notes, lines: news.lines };
		case 'read': {
			const read = Math.max(notes.read, ...notes.lines.map(({ offset }) => offset));
			return read === notes.read ? notes : { ...notes, read };
		}
		case 'back':
			return { ...notes, backs: notes.backs + 1 };
	}
}

/** Colleagues' notes that nobody has turned to; those from before one came cannot be read. */
export const unreadNotes = ({ lines, read }: RoomNotes): number =>
	lines.filter(({ mine, text, offset }) => !mine && text !== null && offset > read).length;
