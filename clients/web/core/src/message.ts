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
}

export interface Peer {
	typing: boolean;
	/** Unix milliseconds, 0: is here. */
	awaySince: number;
}
