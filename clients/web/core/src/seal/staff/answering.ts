/**
 * The staff side of a handshake: refuses an OFFER that is not about the room it has accepted, and
 * makes the ANSWER (se1.md section 5).
 */
import { ecdhPoint, label, type Signer } from '../crypto.ts';
import { OFFER, ANSWER, makeHeader, readHeader } from '../header.ts';
import { demand, join, Reader, same, uint, within, type Bytes } from '../layout.ts';
import type { Offer } from '../offer.ts';

/** What the counsellor has accepted. */
export interface Accepted {
	room: Bytes;
	seat: number;
	purpose: number;
	/** One's own agency. */
	agency: string;
	topic: string;
	/** Of one's own certificate. */
	mode: number;
}

/** Who answers, and by what right. */
export interface Identity {
	statement: Bytes;
	certificate: Bytes;
	/** Signs with the device key. */
	sign: Signer;
}

/** Throws on what is no OFFER; the point is not checked yet. */
export function readOffer(bytes: Bytes): Offer {
	const reader = new Reader(bytes);
	const { epoch, cseq } = readHeader(reader, OFFER, 0, 0);
	const room = reader.take(16);
	const to = reader.within(1, 1, 127);
	const purpose = reader.within(1, 0, 1);
	const minMode = reader.within(1, 1, 2);
	const point = reader.take(65);
	const agency = reader.bytes[reader.at] === 0 ? reader.take(1) && '' : reader.slug();
	const topic = reader.slug();
	reader.end();
	return { epoch, cseq, room, to, purpose, minMode, point, agency, topic };
}

/** Throws cannot_open. */
export function checkOffer(bytes: Bytes, accepted: Accepted): Promise<Offer> {
	return within('cannot_open', async () => {
		const offer = readOffer(bytes);
		demand(same(offer.room, accepted.room) && offer.to === accepted.seat);
		demand(offer.purpose === accepted.purpose && offer.topic === accepted.topic);
		demand(offer.agency === '' || offer.agency === accepted.agency);
		demand(offer.minMode <= accepted.mode);
		await ecdhPoint(offer.point);
		return offer;
	});
}

export interface AnswerPlan {
	/** Copied from the OFFER. */
	epoch: number;
	seat: number;
	cseq: number;
	room: Bytes;
	offerHash: Bytes;
	/** Ce, fresh for each ANSWER. */
	point: Bytes;
}

export async function makeAnswer(plan: AnswerPlan, identity: Identity): Promise<Bytes> {
	const { epoch, seat, cseq, room, offerHash, point } = plan;
	const { statement, certificate, sign } = identity;
	const header = makeHeader(ANSWER, epoch, seat, cseq);
	const papers = [statement, certificate].map((paper) => join(uint(paper.length, 2), paper));
	const body = join(header, room, offerHash, point, ...papers);
	return join(body, await sign(join(label('answer'), body)));
}

