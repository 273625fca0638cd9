/** OFFER: the youth's browser opens a handshake with one seat (se1.md section 5). */
import { OFFER, makeHeader } from './header.ts';
import { join, str, type Bytes } from './layout.ts';

/** Purposes: a hold is a room between a counsellor and a supervisor. */
export const CONVERSATION = 0;
export const HOLD = 1;

export interface Offer {
	epoch: number;
	cseq: number;
	/** 16 bytes. */
	room: Bytes;
	/** The seat it is for. */
	to: number;
	purpose: number;
	/** The mode that the youth's screen has named; nothing less will do. */
	minMode: number;
	/** The fresh public key Y. */
	point: Bytes;
	/** Slug, or empty: any agency. */
	agency: string;
	topic: string;
}

export function makeOffer(offer: Offer): Bytes {
	const { epoch, cseq, room, to, purpose, minMode, point, agency, topic } = offer;
	const header = makeHeader(OFFER, epoch, 0, cseq);
	return join(header, room, [to, purpose, minMode], point, str(agency), str(topic));
}

/** The seat an OFFER is for, unchecked. */
export const seatOffered = (payload: Bytes): number => payload[27] ?? 0;
