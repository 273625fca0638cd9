/**
 * NOTE: what the staff of an epoch tell each other, under keys that the youth does not have
 * (se1.md section 7).
 */
import { checkDates, type Trust } from '../chain.ts';
import { proveAnswer, type Answer } from '../answer.ts';
import { aesKey, agree, chance, gcm, kdf, label } from '../crypto.ts';
import type { Epoch } from '../grant.ts';
import { NOTE, makeHeader, NOTES, readHeader } from '../header.ts';
import { demand, join, Reader, same, within, type Bytes } from '../layout.ts';
import { makePlain, readPlain, TEXT, type Plain } from '../say.ts';

/**
 * A colleague's ANSWER, checked by oneself: the youth's word is not enough. `now` in seconds.
 * Throws not_proven or clock.
 */
export function checkColleague(
	bytes: Bytes,
	room: Bytes,
	trust: Trust,
	now: number,
): Promise<Answer> {
	return within('not_proven', async () => {
		const answer = await proveAnswer(bytes, trust);
		demand(same(answer.room, room));
		checkDates(Object.values(answer.chain), now);
		return answer;
	});
}

/** One of the staff of an epoch. */
export interface Reading {
	seat: number;
	/** Ce. */
	point: Bytes;
	/** SHA-256 of the ANSWER. */
	answer: Bytes;
}

/** Everybody on staff in the epoch, oneself too, by rising seats; `key` is one's own Ce. */
export interface Staffroom {
	epoch: Epoch;
	staff: readonly Reading[];
	seat: number;
	key: CryptoKey;
}

async function noteKey(
	{ epoch, staff, key }: Staffroom,
	from: number,
	to: number,
	other: number,
): Promise<CryptoKey> {
	const of = (seat: number): Reading => {
		const found = staff.find((one) => one.seat === seat);
		demand(found !== undefined);
		return found;
	};
	const shared = await agree(key, of(other).point);
	const info = join(label('note'), [from, to], of(from).answer, of(to).answer);
	return aesKey(await kdf(shared, epoch.g, info));
}

const keyAad = ({ room, g }: Epoch, header: Bytes, seat: number): Bytes =>
	join(label('note key'), room, g, header, [seat]);
const noteAad = ({ room, g }: Epoch, front: Bytes): Bytes => join(label('note'), room, g, front);

/** Notes are texts, and claim nothing. */
const notePlain = (body: Bytes): Plain => ({ type: TEXT, seen: [], body });

export async function makeNote(room: Staffroom, cseq: number, body: Bytes): Promise<Bytes> {
	const { epoch, staff, seat } = room;
	const header = makeHeader(NOTE, epoch.epoch, NOTES + seat, cseq);
	const ck = chance.bytes(32);
	let front = join(header, [staff.length]);
	for (const { seat: to } of staff) {
		const nonce = chance.bytes(12);
		const key = await noteKey(room, seat, to, to);
		front = join(front, [to], nonce, await gcm('encrypt', key, nonce, keyAad(epoch, header, to), ck));
	}
	const nonce = chance.bytes(12);
	const plain = makePlain(notePlain(body));
	return join(front, nonce, await gcm('encrypt', await aesKey(ck), nonce, noteAad(epoch, front), plain));
}

export interface Noted {
	/** 128 and the seat. */
	sender: number;
	cseq: number;
	body: Bytes;
}

/** Throws cannot_open. */
export function openNote(room: Staffroom, bytes: Bytes): Promise<Noted> {
	return within('cannot_open', async () => {
		const { epoch, staff, seat } = room;
		const reader = new Reader(bytes);
		const { epoch: number, sender, cseq } = readHeader(reader, NOTE, NOTES + 1, 255);
		const header = reader.sofar();
		const from = sender - NOTES;
		const expected = epoch.seats.slice(1);
		demand(number === epoch.epoch && expected.includes(from));
		demand(staff.map((one) => one.seat).join() === expected.join());
		const wraps = Array.from({ length: reader.within(1, 1, 3) }, () => ({
			to: reader.uint(1),
			nonce: reader.take(12),
			sealed: reader.take(48),
		}));
		demand(wraps.map(({ to }) => to).join() === expected.join());
		const front = reader.sofar();
		const nonce = reader.take(12);
		const sealed = reader.take(bytes.length - reader.at);
		const wrap = wraps.find(({ to }) => to === seat);
		demand(wrap !== undefined);
		const key = await noteKey(room, from, seat, from);
		const ck = await gcm('decrypt', key, wrap.nonce, keyAad(epoch, header, seat), wrap.sealed);
		const inner = await gcm('decrypt', await aesKey(ck), nonce, noteAad(epoch, front), sealed);
		const { type, seen, body } = readPlain(inner);
		demand(type === TEXT && seen.every((count) => count === 0));
		return { sender, cseq, body };
	});
}
