/**
 * The primitives of SE1 on WebCrypto (se1.md section 3): P-256, HKDF, HMAC, AES-GCM, SHA-256.
 * Nothing here knows a layout.
 */
import { demand, join, utf8, type Bytes } from './layout.ts';

/** Where randomness comes from; only tests that make vectors put something else here. */
export const chance = {
	bytes: (size: number): Bytes => crypto.getRandomValues(new Uint8Array(size)),
};

/** Signs with ECDSA and SHA-256: 64 bytes, r || s. */
export type Signer = (message: Bytes) => Promise<Bytes>;

/** An ECDH key of one's own: the private half need not be extractable. */
export interface Pair {
	key: CryptoKey;
	/** 65 bytes. */
	point: Bytes;
}

const CURVE = 'P-256';
const SHA = 'SHA-256';
const ECDSA = { name: 'ECDSA', hash: SHA, namedCurve: CURVE };
const ECDH = { name: 'ECDH', namedCurve: CURVE };

/** L(x): the label that keeps one use of a key from being taken for another. */
export const label = (use: string): Bytes => utf8(`samtale/SE1 ${use}\0`);

export async function sha256(bytes: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.digest(SHA, bytes));
}

async function bits(how: HkdfParams | EcdhKeyDeriveParams, key: CryptoKey): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

/** KDF: HKDF-SHA-256, 32 bytes. */
export async function kdf(key: Bytes, salt: Bytes, info: Bytes): Promise<Bytes> {
	const how = { name: 'HKDF', hash: SHA, salt, info };
	return bits(how, await raw(key, 'HKDF', ['deriveBits']));
}

export async function hmac(key: Bytes, message: Bytes): Promise<Bytes> {
	const imported = await raw(key, { name: 'HMAC', hash: SHA }, ['sign']);
	return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}

const raw = (
	bytes: Bytes,
	how: string | EcKeyImportParams | HmacImportParams,
	uses: KeyUsage[],
	open = false,
): Promise<CryptoKey> => crypto.subtle.importKey('raw', bytes, how, open, uses);

export const aesKey = (key: Bytes): Promise<CryptoKey> => raw(key, 'AES-GCM', ['encrypt', 'decrypt']);

/** SEAL and its opposite, which throws when anything was changed; the tag is the last 16 bytes. */
export async function gcm(
	act: 'encrypt' | 'decrypt',
	key: CryptoKey,
	iv: Bytes,
	additionalData: Bytes,
	text: Bytes,
): Promise<Bytes> {
	const how = { name: 'AES-GCM', iv, additionalData };
	return new Uint8Array(await crypto.subtle[act](how, key, text));
}

/** Only the uncompressed form, and only points on the curve: importing checks that. */
function importPoint(
	point: Bytes,
	how: EcKeyImportParams,
	uses: KeyUsage[],
): Promise<CryptoKey> {
	demand(point.length === 65 && point[0] === 4);
	return raw(point, how, uses, true);
}

/** Throws unless the bytes are a point of the curve. */
export const ecdhPoint = (point: Bytes): Promise<CryptoKey> => importPoint(point, ECDH, []);
export const ecdsaPoint = (point: Bytes): Promise<CryptoKey> =>
	importPoint(point, ECDSA, ['verify']);

/** A fresh pair whose private half never leaves WebCrypto. */
export async function makePair(): Promise<Pair> {
	const made = await crypto.subtle.generateKey(ECDH, false, ['deriveBits']);
	const point = new Uint8Array(await crypto.subtle.exportKey('raw', made.publicKey));
	return { key: made.privateKey, point };
}

/** The x-coordinate both sides get. */
export async function agree(key: CryptoKey, point: Bytes): Promise<Bytes> {
	return bits({ name: 'ECDH', public: await ecdhPoint(point) }, key);
}

/** Throws unless `signature` is one of L(use) || body by the key of that point. */
export async function verify(
	point: Bytes,
	use: string,
	body: Bytes,
	signature: Bytes,
): Promise<void> {
	const key = await ecdsaPoint(point);
	demand(await crypto.subtle.verify(ECDSA, key, signature, join(label(use), body)));
}
