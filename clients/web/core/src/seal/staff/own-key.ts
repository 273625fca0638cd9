/**
 * Keys of this browser that sign: ECDSA, not extractable, each under a name in IndexedDB. What a key
 * is for decides its database; a name is never written over.
 */
import type { Signer } from '../crypto.ts';
import type { Bytes } from '../layout.ts';
import { openBase, settled, written } from './base.ts';

export interface OwnKey {
	/** Public key, 65 bytes. */
	point: Bytes;
	sign: Signer;
}

interface Stored {
	key: CryptoKey;
	point: Bytes;
}

const KEYS = 'keys';
const ECDSA = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };

const usable = ({ key, point }: Stored): OwnKey => ({
	point,
	sign: async (message) => new Uint8Array(await crypto.subtle.sign(ECDSA, key, message)),
});

async function make(): Promise<Stored> {
	const { privateKey: key, publicKey } = await crypto.subtle.generateKey(ECDSA, false, ['sign']);
	return { key, point: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)) };
}

async function load(database: string, name: string): Promise<Stored | undefined> {
	const base = await openBase(database, KEYS);
	const found = base.transaction(KEYS).objectStore(KEYS).get(name);
	return (await settled(found)) as Stored | undefined;
}

/** Null: there is none of this name. Rejects where IndexedDB is missing or forbidden. */
export async function findKey(database: string, name: string): Promise<OwnKey | null> {
	const known = await load(database, name);
	return known ? usable(known) : null;
}

/** The key of this name, made now if there is none. Rejects as `findKey`. */
export async function keepKey(database: string, name: string): Promise<OwnKey> {
	const known = await findKey(database, name);
	if (known) {
		return known;
	}
	const made = await make();
	const base = await openBase(database, KEYS);
	/* Another window may have been quicker: `add` keeps the first, and both read that one. */
	await written(base, KEYS, (keys) => keys.add(made, name)).catch(() => undefined);
	return usable((await load(database, name)) ?? made);
}

/** A key that lives as long as the page. */
export async function passingKey(): Promise<OwnKey> {
	return usable(await make());
}
