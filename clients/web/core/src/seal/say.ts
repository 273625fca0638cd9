/** SAY: a text, sealed once for everybody in the epoch (se1.md section 6). */
import { aesKey, chance, gcm, kdf, label } from './crypto.ts';
import type { Epoch } from './grant.ts';
import { SAY, makeHeader, readHeader } from './header.ts';
import { demand, fromUtf8, join, Reader, uint, within, type Bytes } from './layout.ts';

/** Types of texts; a card is any bytes, the end is empty. */
export const TEXT = 1;
export const CARD = 2;
export const SUMMARY = 3;
export const END = 4;

/** Most bytes of a body. */
export const BODY = 7_917;
const STEP = 256;
const STEPS = 31;
/** type, four counts, length. */
const FRONT = 19;

/** What is inside, in the clear. */
export interface Plain {
	type: number;
	/** Last cseq opened of the youth, then of each seat of the GRANT; unused ones 0. */
	seen: readonly number[];
	body: Bytes;
}

export interface Said extends Plain {
	sender: number;
	cseq: number;
}

/** Padded with the fewest zeros. */
export function makePlain({ type, seen, body }: Plain): Bytes {
	demand(body.length <= BODY);
	const counts = [0, 1, 2, 3].flatMap((i) => uint(seen[i] ?? 0, 4));
	const full = join([type], counts, uint(body.length, 2), body);
	return join(full, new Uint8Array(-full.length & (STEP - 1)));
}

/** Throws on anything but what makePlain makes. */
export function readPlain(bytes: Bytes): Plain {
	const reader = new Reader(bytes);
	const type = reader.within(1, TEXT, END);
	const seen = [0, 1, 2, 3].map(() => reader.uint(4));
	const body = reader.take(reader.within(2, 0, type === END ? 0 : BODY));
	demand(bytes.length === Math.ceil((FRONT + body.length) / STEP) * STEP);
	demand(reader.take(bytes.length - reader.at).every((zero) => zero === 0));
	if (type !== CARD) {
		fromUtf8(body);
	}
	return { type, seen, body };
}

/** Derived once an epoch and sender: a long log is opened line by line. */
const keys = new WeakMap<Epoch, Map<number, Promise<CryptoKey>>>();

function sayKey(epoch: Epoch, sender: number): Promise<CryptoKey> {
	const known = keys.get(epoch) ?? new Map<number, Promise<CryptoKey>>();
	keys.set(epoch, known);
	const info = join(label('say'), [sender]);
	const key = known.get(sender) ?? kdf(epoch.ek, epoch.g, info).then(aesKey);
	known.set(sender, key);
	return key;
}

const sayAad = ({ room, g }: Epoch, header: Bytes): Bytes => join(label('say'), room, g, header);

export async function makeSay(
	epoch: Epoch,
	sender: number,
	cseq: number,
	plain: Plain,
): Promise<Bytes> {
	const header = makeHeader(SAY, epoch.epoch, sender, cseq);
	const nonce = chance.bytes(12);
	const key = await sayKey(epoch, sender);
	return join(header, nonce, await gcm('encrypt', key, nonce, sayAad(epoch, header), makePlain(plain)));
}

/** Throws cannot_open. */
export function openSay(epoch: Epoch, bytes: Bytes): Promise<Said> {
	return within('cannot_open', async () => {
		const reader = new Reader(bytes);
		const { epoch: number, sender, cseq } = readHeader(reader, SAY, 0, 127);
		const slot = epoch.seats.indexOf(sender);
		demand(number === epoch.epoch && slot >= 0);
		const aad = sayAad(epoch, reader.sofar());
		const nonce = reader.take(12);
		const size = bytes.length - reader.at - 16;
		demand(size > 0 && size <= STEPS * STEP && size % STEP === 0);
		const sealed = reader.take(size + 16);
		const plain = readPlain(await gcm('decrypt', await sayKey(epoch, sender), nonce, aad, sealed));
		demand(plain.seen[slot] === cseq);
		demand(plain.seen.every((count, i) => i < epoch.seats.length || count === 0));
		return { sender, cseq, ...plain };
	});
}
