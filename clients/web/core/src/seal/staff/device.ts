/**
 * The key of this browser, as which a staff person signs: ECDSA, not extractable, one for each
 * person in a database of its own (se1.md section 4). It outlives the shift; what it may sign ends
 * with its certificate.
 */
import { toHex } from '../../bytes.ts';
import type { Signer } from '../crypto.ts';
import type { Bytes } from '../layout.ts';
import { openBase, settled, written } from './base.ts';

export interface Device {
	/** Public key, 65 bytes. */
	point: Bytes;
	sign: Signer;
}

interface Stored {
	key: CryptoKey;
	point: Bytes;
}

const NAME = 'samtale-device';
const KEYS = 'keys';
const ECDSA = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };

async function make(): Promise<Stored> {
	const { privateKey: key, publicKey } = await crypto.subtle.generateKey(ECDSA, false, ['sign']);
	return { key, point: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)) };
}

async function stored(staff: string): Promise<Stored> {
	const base = await openBase(NAME, KEYS);
	const load = async (): Promise<Stored | undefined> =>
		(await settled(base.transaction(KEYS).objectStore(KEYS).get(staff))) as Stored | undefined;
	const known = await load();
	if (known) {
		return known;
	}
	const made = await make();
	/* Another window may have been quicker: `add` keeps the first, and both read that one. */
	await written(base, KEYS, (keys) => keys.add(made, staff)).catch(() => undefined);
	return (await load()) ?? made;
}

/**
 * The device key of a person, named by the stable id. Where IndexedDB is missing or forbidden it
 * lives as long as the page, and a reload asks for another certificate.
 */
export async function openDevice(staff: Uint8Array): Promise<Device> {
	const { key, point } = await stored(toHex(staff)).catch(make);
	return {
		point,
		sign: async (message) => new Uint8Array(await crypto.subtle.sign(ECDSA, key, message)),
	};
}
