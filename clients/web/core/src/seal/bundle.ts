/** What the page trusts, as the bundle says it in `/seal.json`: the roots and the lowest serial. */
import { fromHex } from '../bytes.ts';
import type { Trust } from './chain.ts';
import { demand, type Bytes } from './layout.ts';

/** Where the bundle's host serves it. */
export const BUNDLE = '/seal.json';

/** Null: it is not what it must be. */
export function readBundle(text: string | null): Trust | null {
	try {
		const { roots, min_serial: minSerial } = JSON.parse(text ?? '') as {
			roots: string[];
			min_serial: number;
		};
		const keys = roots.map((root) => fromHex(root) as Bytes);
		demand(keys.length >= 1 && keys.length <= 2 && keys.every((key) => key.length === 65));
		demand(Number.isSafeInteger(minSerial) && minSerial >= 0);
		return { roots: keys, minSerial };
	} catch {
		return null;
	}
}

/** Fetches it; null: it did not come. `keep` gets the text of a good one. */
export async function fetchBundle(keep: (text: string) => void): Promise<Trust | null> {
	try {
		const answer = await fetch(BUNDLE, { credentials: 'omit' });
		const text = await answer.text();
		const trust = readBundle(text);
		if (trust) {
			keep(text);
		}
		return trust;
	} catch {
		return null;
	}
}
