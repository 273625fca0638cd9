/** What a screen shows of a room: its messages, and what the other side does. */

/** Most characters (UTF-16 units) of a text, so that its payload fits a frame in any script. */
export const TEXT_LIMIT = 2000;

/** waiting: not acked. sent: stored. seen: opened by the other. refused: will never be taken. */
export type MessageState = 'waiting' | 'sent' | 'seen' | 'refused';

export interface Message {
	/** Unique in the room. */
	id: string;
	sender: number;
	mine: boolean;
	/** 0: it has no number yet. */
	cseq: number;
	/** Null: it cannot be opened here. */
	text: string | null;
	/** Unix milliseconds: when stored, or written while it waits. */
	at: number;
	/** Place in the log, 0 while it waits. */
	offset: number;
	state: MessageState;
	/** The youth's own words for somebody new, in place of what was said before. */
	isSummary?: boolean;
	/** The text is a card: cards.ts. */
	isCard?: boolean;
	/** Staff: said before one was let in. */
	isEarlier?: boolean;
}

/** At this place of the log these seats came, and those left. */
export interface Change {
	offset: number;
	/** Unix milliseconds. */
	at: number;
	came: number[];
	left: number[];
}

export interface Peer {
	typing: boolean;
	/** Unix milliseconds, 0: is here. */
	awaySince: number;
}
