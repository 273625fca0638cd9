/**
 * Who sits in a room as the youth's machine knows them (youth-seal.ts): what a certificate shows of
 * a person, what the youth has said about it, and how far the handshake with a seat is.
 */
import type { Asked, Chosen } from '../answer.ts';
import type { Bytes } from '../layout.ts';
import type { RoomOptions } from '../traffic.ts';

/** Whom a certificate shows: the only source of what the screen says about them. */
export interface Who {
	/** Of the person, on every device: hexadecimal. */
	staff: string;
	agency: string;
	/** The agency's name. */
	name: string;
	alias: string;
	/** MODE. */
	mode: number;
	/** 1 counsellor, 2 supervisor. */
	role: number;
}

/** What somebody new is shown of before: se1.md section 8. */
export type History = 'everything' | 'nothing';

/** What OFFERs name: whom the screen has told, and what it is about. */
export interface Named {
	/** Slug of the agency that the screen has named, or empty: any. */
	agency: string;
	topic: string;
	/** The mode that the screen has named, from a statement that this page has checked. */
	minMode: number;
}

export interface YouthOptions extends RoomOptions, Named {
	purpose?: number;
	/** The only person who may answer; absent: whoever the relay leads here. */
	chosen?: Chosen;
	/** The service's clock in Unix milliseconds, for the second try of a wrong date in shift mode. */
	serviceNow?(): number;
}

/** Somebody who has proven who sits there. */
export interface Guest {
	/** Empty: has to prove it again. */
	answer: Bytes;
	link: Bytes;
	who: Who;
	/** Null: the youth has not said yes. */
	admitted: History | null;
	/** It has left: only what it was called is left of it, and what it was shown. */
	isGone?: boolean;
}

/** A seat that the relay says is taken, and how far the handshake with it is. */
export interface Seat {
	asked?: Asked;
	/** It could not prove anything. */
	failed?: boolean;
	/** Once more, although it has proven who it is. */
	anew?: boolean;
	/** It was asked because its device has lost its keys. */
	moved?: boolean;
}

/** Only what it was called is left of it. */
export function forgetLink(guest: Guest): void {
	guest.link.fill(0);
	guest.isGone = true;
}

/** Who has come and who has left with a GRANT; null: nobody. */
export function changeOf(before: number[], now: number[]): { came: number[]; left: number[] } | null {
	const came = now.filter((seat) => !before.includes(seat));
	const left = before.filter((seat) => !now.includes(seat));
	return came.length + left.length > 0 ? { came, left } : null;
}

/** The same on every device of a person. */
export const personOf = ({ staff, agency, mode, role }: Who): string =>
	[staff, agency, mode, role].join(' ');
