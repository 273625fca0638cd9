/** The first 11 bytes of every payload, and the kinds (se1.md section 3). */
import { join, Reader, uint, type Bytes } from './layout.ts';

/** Kinds. */
export const OFFER = 1;
export const ANSWER = 2;
export const GRANT = 3;
export const CONFIRM = 4;
export const SAY = 5;
export const NOTE = 6;

const VERSION = 1;
/** Senders of notes: this plus the seat. */
export const NOTES = 128;

export interface Header {
	kind: number;
	/** Key epoch, 0 before the first GRANT. */
	epoch: number;
	/** 0 the youth, 1 to 127 a staff seat, 128 and more its notes. */
	sender: number;
	/** From 1, one row of numbers a sender. */
	cseq: number;
}

export function makeHeader(kind: number, epoch: number, sender: number, cseq: number): Bytes {
	return join([VERSION, kind], uint(epoch, 4), [sender], uint(cseq, 4));
}

/** Throws unless the sender may send that kind: `least` to `most`. */
export function readHeader(reader: Reader, kind: number, least: number, most: number): Header {
	reader.within(1, VERSION, VERSION);
	reader.within(1, kind, kind);
	const epoch = reader.uint(4);
	const sender = reader.within(1, least, most);
	return { kind, epoch, sender, cseq: reader.within(4, 1, 2 ** 32 - 1) };
}
