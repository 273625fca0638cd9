/**
 * GRANT: the youth's browser says who is in the room by wrapping the epoch key for each of them
 * (se1.md section 5). Making and tying to a key; opening a wrap is staff/granted.ts.
 */
import { aesKey, chance, encrypt, hmac, kdf, label, sha256 } from './crypto.ts';
import { KIND, makeHeader, readHeader, type Header } from './header.ts';
import { demand, join, Reader, same, uint, within, type Bytes } from './layout.ts';

/** Epochs that one list can carry, its own among them. */
export const HISTORY = 32;

/** One set of participants and what they share. */
export interface Epoch {
	room: Bytes;
	epoch: number;
	/** SHA-256 of the GRANT; stands for the participants. */
	g: Bytes;
	ek: Bytes;
	/** The youth, then staff, rising. */
	seats: number[];
	/** The ANSWER of each staff seat, in the same order. */
	answers: Bytes[];
}

export interface EpochKey {
	epoch: number;
	ek: Bytes;
}

interface Wrap {
	nonce: Bytes;
	sealed: Bytes;
}

export interface Grant {
	header: Header;
	room: Bytes;
	/** The GRANT before it; zeros begin a chain. */
	prev: Bytes;
	seats: number[];
	answers: Bytes[];
	wraps: Wrap[];
	core: Bytes;
	/** Everything before the tag. */
	body: Bytes;
	tag: Bytes;
}

/** Throws on what is no GRANT; no key is checked yet. */
export function readGrant(bytes: Bytes): Grant {
	const reader = new Reader(bytes);
	const header = readHeader(reader, KIND.grant, 0, 0);
	const room = reader.take(16);
	const prev = reader.take(32);
	const members = Array.from({ length: reader.within(1, 1, 3) }, () => ({
		seat: reader.within(1, 1, 127),
		answer: reader.take(32),
	}));
	const seats = members.map(({ seat }) => seat);
	demand(header.epoch > 0 && seats.every((seat, i) => i === 0 || seat > (seats[i - 1] ?? 0)));
	const core = reader.sofar();
	const wraps = members.map(() => ({
		nonce: reader.take(12),
		sealed: reader.take(reader.uint(2)),
	}));
	const body = reader.sofar();
	const tag = reader.take(32);
	reader.end();
	const answers = members.map(({ answer }) => answer);
	return { header, room, prev, seats, answers, wraps, core, body, tag };
}

const tagOf = async (ek: Bytes, core: Bytes, body: Bytes): Promise<Bytes> =>
	hmac(await kdf(ek, await sha256(core), label('tag')), body);

/** The key and the bound data of one wrap, for both sides. */
export const wrapKey = async (link: Bytes, answer: Bytes): Promise<CryptoKey> =>
	aesKey(await kdf(link, answer, label('wrap')));
export const wrapAad = (core: Bytes, seat: number): Bytes => join(label('wrap'), core, [seat]);

/** The epoch key of a seed and a core. */
export const epochKey = async (seed: Bytes, room: Bytes, core: Bytes): Promise<Bytes> =>
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
		const grant = readGrant(bytes);
		demand(same(grant.room, room));
		const ek = 'ek' in secret ? secret.ek : await epochKey(secret.seed, room, grant.core);
		demand(same(grant.tag, await tagOf(ek, grant.core, grant.body)));
		const { header, seats, answers } = grant;
		return { room, epoch: header.epoch, g: await sha256(bytes), ek, seats: [0, ...seats], answers };
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
	const header = makeHeader({ kind: KIND.grant, epoch, sender: 0, cseq });
	const seats = members.map(({ seat, answer }) => join([seat], answer));
	const core = join(header, room, prev, [members.length], ...seats);
	const ek = await epochKey(seed, room, core);
	let body = core;
	for (const { seat, answer, link, history } of members) {
		const keys = [{ epoch, ek }, ...history];
		const list = join([keys.length], ...keys.map((k) => join(uint(k.epoch, 4), k.ek)));
		const nonce = chance.bytes(12);
		const key = await wrapKey(link, answer);
		const sealed = await encrypt(key, nonce, wrapAad(core, seat), list);
		body = join(body, nonce, uint(sealed.length, 2), sealed);
	}
	return join(body, await tagOf(ek, core, body));
}
