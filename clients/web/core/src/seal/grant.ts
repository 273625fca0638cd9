/**
 * GRANT: the youth's browser says who is in the room by wrapping the epoch key for each of them
 * (se1.md section 5). Making and tying to a key; opening a wrap is staff/granted.ts.
 */
import { aesKey, chance, gcm, hmac, kdf, label, sha256 } from './crypto.ts';
import { GRANT, makeHeader, readHeader, type Header } from './header.ts';
import { demand, join, Reader, same, uint, within, type Bytes } from './layout.ts';

/** Epochs that one list can carry, its own among them. */
export const HISTORY = 32;

/** One set of participants and what they share. */
export interface Epoch {
	room: Bytes;
	epoch: number;
	/** SHA-256 of the GRANT; stands for the participants. */
	g: Bytes;
	/** That of the epoch before it; zeros begin a chain. */
	prev: Bytes;
	ek: Bytes;
	/** The youth, then staff, rising. */
	seats: number[];
	/** The ANSWER of each staff seat, in the same order. */
	answers: Bytes[];
	/** For whom its texts are, as the machine that keeps it names them. */
	whom?: readonly string[];
}

export interface EpochKey {
	epoch: number;
	ek: Bytes;
}

/** What a GRANT says openly. */
export interface Core {
	header: Header;
	room: Bytes;
	/** The GRANT before it; zeros begin a chain. */
	prev: Bytes;
	seats: number[];
	answers: Bytes[];
	bytes: Bytes;
}

/** Throws on what does not begin a GRANT; the wraps follow in the reader. */
export function readCore(reader: Reader): Core {
	const header = readHeader(reader, GRANT, 0, 0);
	const room = reader.take(16);
	const prev = reader.take(32);
	const seats: number[] = [];
	const answers: Bytes[] = [];
	for (let left = reader.within(1, 1, 3); left > 0; left--) {
		seats.push(reader.within(1, (seats[seats.length - 1] ?? 0) + 1, 127));
		answers.push(reader.take(32));
	}
	demand(header.epoch > 0);
	return { header, room, prev, seats, answers, bytes: reader.sofar() };
}

const tagOf = async (ek: Bytes, core: Bytes, body: Bytes): Promise<Bytes> =>
	hmac(await kdf(ek, await sha256(core), label('tag')), body);

/** The key and the bound data of one wrap, for both sides. */
export const wrapKey = async (link: Bytes, answer: Bytes): Promise<CryptoKey> =>
	aesKey(await kdf(link, answer, label('wrap')));
export const wrapAad = (core: Bytes, seat: number): Bytes => join(label('wrap'), core, [seat]);

/** The epoch key of a seed and a core. */
const epochKey = async (seed: Bytes, room: Bytes, core: Bytes): Promise<Bytes> =>
	kdf(seed, room, join(label('epoch'), await sha256(core)));

/**
 * Ties a GRANT of the log to an epoch key, or to the seed that makes it: whoever altered the
 * participants knows neither. Throws cannot_open.
 */
export function tieGrant(
	bytes: Bytes,
	room: Bytes,
	secret: { ek: Bytes } | { seed: Bytes },
): Promise<Epoch> {
	return within('cannot_open', async () => {
		const core = readCore(new Reader(bytes));
		demand(same(core.room, room));
		const ek = 'ek' in secret ? secret.ek : await epochKey(secret.seed, room, core.bytes);
		/* Whoever made the tag has made all before it: only the members read the wraps. */
		const tag = await tagOf(ek, core.bytes, bytes.slice(0, -32));
		demand(same(bytes.slice(-32), tag));
		const { header, seats, answers, prev } = core;
		const g = await sha256(bytes);
		return { room, epoch: header.epoch, g, prev, ek, seats: [0, ...seats], answers };
	});
}

export interface Member {
	seat: number;
	/** SHA-256 of its ANSWER. */
	answer: Bytes;
	link: Bytes;
	/** Older keys, falling, for somebody to whom the youth shows everything. */
	history: readonly EpochKey[];
}

export interface GrantPlan {
	seed: Bytes;
	epoch: number;
	cseq: number;
	room: Bytes;
	prev: Bytes;
	/** By rising seats, 1 to 3. */
	members: readonly Member[];
}

/** Makes a GRANT. It counts only when it is read from the log. */
export async function makeGrant(plan: GrantPlan): Promise<Bytes> {
	const { seed, epoch, cseq, room, prev, members } = plan;
	const header = makeHeader(GRANT, epoch, 0, cseq);
	const seats = members.map(({ seat, answer }) => join([seat], answer));
	const core = join(header, room, prev, [members.length], ...seats);
	const ek = await epochKey(seed, room, core);
	let body = core;
	for (const { seat, answer, link, history } of members) {
		const keys = [{ epoch, ek }, ...history];
		const list = join([keys.length], ...keys.map((k) => join(uint(k.epoch, 4), k.ek)));
		const nonce = chance.bytes(12);
		const key = await wrapKey(link, answer);
		const sealed = await gcm('encrypt', key, nonce, wrapAad(core, seat), list);
		body = join(body, nonce, uint(sealed.length, 2), sealed);
	}
	return join(body, await tagOf(ek, core, body));
}
