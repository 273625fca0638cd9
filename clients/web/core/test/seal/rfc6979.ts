/**
 * Keys of given numbers and signatures by RFC 6979, so that vectors can be made again byte for
 * byte. WebCrypto gives neither. For tests only: nothing here runs in constant time.
 */
import { createECDH, createHash, createHmac } from 'node:crypto';
import { fromHex, toHex } from '../../src/bytes.ts';
import type { Pair, Signer } from '../../src/seal/crypto.ts';
import type { Bytes } from '../../src/seal/layout.ts';

const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** The public point of a private number, 65 bytes. */
export function pointOf(d: Bytes): Bytes {
	const ecdh = createECDH('prime256v1');
	ecdh.setPrivateKey(d);
	return new Uint8Array(ecdh.getPublicKey());
}

/** An ECDH key of a given number, as the modules take it. */
export async function pairOf(d: Bytes): Promise<Pair> {
	const point = pointOf(d);
	const word = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
	const jwk = {
		kty: 'EC',
		crv: 'P-256',
		d: word(d),
		x: word(point.slice(1, 33)),
		y: word(point.slice(33)),
	};
	const how = { name: 'ECDH', namedCurve: 'P-256' };
	return { key: await crypto.subtle.importKey('jwk', jwk, how, false, ['deriveBits']), point };
}

const number = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);
const bytes32 = (value: bigint): Bytes => fromHex(value.toString(16).padStart(64, '0')) as Bytes;

function inverse(value: bigint): bigint {
	let [a, b, x, y] = [ORDER, value % ORDER, 0n, 1n];
	while (b > 0n) {
		const q = a / b;
		[a, b, x, y] = [b, a - q * b, y, x - q * y];
	}
	return ((x % ORDER) + ORDER) % ORDER;
}

/** RFC 6979, section 3.2, with SHA-256. */
function* nonces(d: Uint8Array, hash: Uint8Array): Generator<bigint> {
	const reduced = bytes32(number(hash) % ORDER);
	let k: Uint8Array = new Uint8Array(32);
	let v: Uint8Array = new Uint8Array(32).fill(1);
	const mac = (...parts: Uint8Array[]): Uint8Array =>
		createHmac('sha256', k).update(Buffer.concat(parts)).digest();
	for (const step of [0, 1]) {
		k = mac(v, Uint8Array.of(step), d, reduced);
		v = mac(v);
	}
	for (;;) {
		v = mac(v);
		const nonce = number(v);
		if (nonce > 0n && nonce < ORDER) {
			yield nonce;
		}
		k = mac(v, Uint8Array.of(0));
		v = mac(v);
	}
}

/** Signs as WebCrypto does, but the same message twice gives the same 64 bytes. */
export function signerOf(d: Bytes): Signer {
	return async (message) => {
		const hash = createHash('sha256').update(message).digest();
		for (const nonce of nonces(d, hash)) {
			const r = number(pointOf(bytes32(nonce)).slice(1, 33)) % ORDER;
			const s = (inverse(nonce) * (number(hash) + r * number(d))) % ORDER;
			if (r > 0n && s > 0n) {
				return fromHex(toHex(bytes32(r)) + toHex(bytes32(s))) as Bytes;
			}
		}
		throw new Error('no nonce');
	};
}
