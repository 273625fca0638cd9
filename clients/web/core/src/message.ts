/** What a screen shows of a room: its messages, and what the other side does. Types only. */

/** waiting: not acked. sent: stored. seen: on the other's screen. refused: will never be taken. */
export type MessageState = 'waiting' | 'sent' | 'seen' | 'refused';

export interface Message {
	/** Unique in the room. */
	id: string;
	sender: number;
	mine: boolean;
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
	/** Highest offset another seat has seen. */
	seen: number;
	typing: boolean;
	/** Unix milliseconds, 0: is here. */
	awaySince: number;
}
