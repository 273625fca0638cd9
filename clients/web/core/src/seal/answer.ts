/**
 * ANSWER: who sits on a seat, proven by the chain and the device's signature, and the link key that
 * follows from it (se1.md section 5). Checking only; making one is staff/answering.ts.
 */
import { checkDates, readChain, type Chain, type Trust } from './chain.ts';
import { agree, ecdhPoint, kdf, label, sha256, verify } from './crypto.ts';
import { ANSWER, readHeader, type Header } from './header.ts';
import { demand, Reader, same, within, type Bytes } from './layout.ts';
import { HOLD, type Offer } from './offer.ts';

export interface Answer {
	header: Header;
	room: Bytes;
	/** SHA-256 of the OFFER that it answers. */
	offerHash: Bytes;
	/** The fresh public key Ce. */
	point: Bytes;
	chain: Chain;
	/** SHA-256 of the whole: binds the OFFER, both keys and the chain. */
	hash: Bytes;
}

/** SHA-256 of the OFFER an ANSWER names, unchecked: only to tell an old one from a false one. */
export const offerHashOf = (answer: Uint8Array): Uint8Array => answer.subarray(27, 59);

/** Throws unless everything holds that needs no OFFER, but for the dates. */
export async function proveAnswer(bytes: Bytes, trust: Trust): Promise<Answer> {
	const reader = new Reader(bytes);
	const header = readHeader(reader, ANSWER, 1, 127);
	const room = reader.take(16);
	const offerHash = reader.take(32);
	const point = reader.take(65);
	const statement = reader.take(reader.uint(2));
	const certificate = reader.take(reader.uint(2));
	const body = reader.sofar();
	const signature = reader.take(64);
	reader.end();
	const chain = await readChain(statement, certificate, trust);
	await verify(chain.certificate.device, 'answer', body, signature);
	await ecdhPoint(point);
	return { header, room, offerHash, point, chain, hash: await sha256(bytes) };
}

/** The link key; `key` is one's own private half, `point` the other's public one. */
export async function makeLink(key: CryptoKey, point: Bytes, answerHash: Bytes): Promise<Bytes> {
	return kdf(await agree(key, point), answerHash, label('link'));
}

export interface Proven {
	hash: Bytes;
	link: Bytes;
	chain: Chain;
}

/** Somebody whom the screen has named before the handshake. */
export interface Chosen {
	/** Of the person, on every device: 16 bytes. */
	staff: Uint8Array;
	alias: string;
}

/** An OFFER of this page: what it says, its SHA-256, and the private half of Y. */
export interface Asked extends Offer {
	hash: Bytes;
	key: CryptoKey;
	/** Nobody else will do. */
	chosen?: Chosen | undefined;
}

/**
 * The youth's check, all or nothing, against its own OFFER; `now` in seconds. Throws not_proven, or
 * clock when nothing but the dates is wrong.
 */
export function checkAnswer(
	bytes: Bytes,
	asked: Asked,
	trust: Trust,
	now: number,
): Promise<Proven> {
	return within('not_proven', async () => {
		const { header, room, offerHash, point, chain, hash } = await proveAnswer(bytes, trust);
		const { agency, mode, role, staff, alias } = chain.certificate;
		const { chosen } = asked;
		demand(header.sender === asked.to && header.epoch === asked.epoch);
		demand(same(room, asked.room) && same(offerHash, asked.hash));
		demand(asked.agency === '' || asked.agency === agency);
		demand(mode >= asked.minMode && (asked.purpose !== HOLD || role === 2));
		demand(!chosen || (same(chosen.staff, staff) && chosen.alias === alias));
		checkDates(Object.values(chain), now);
		return { hash, link: await makeLink(asked.key, point, hash), chain };
	});
}
