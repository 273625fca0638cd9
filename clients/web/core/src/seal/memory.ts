/** What a machine keeps in the tab's store over a reload: any value whose leaves may be bytes. */
import { fromHex, toHex } from '../bytes.ts';
import type { Store } from '../store.ts';

/** Where a room is kept. */
export const keyOf = (room: Uint8Array): string => `seal.${toHex(room)}`;

export function keep(store: Store, key: string, value: unknown): void {
	const text = JSON.stringify(value, (_name, leaf: unknown) =>
		leaf instanceof Uint8Array ? { hex: toHex(leaf) } : leaf,
	);
	store.set(key, text);
}

/** What was kept, or null. */
export function recall(store: Store, key: string): unknown {
	try {
		return JSON.parse(store.get(key) ?? 'null', (_name, leaf: { hex?: string } | null) =>
			leaf?.hex === undefined ? leaf : fromHex(leaf.hex),
		);
	} catch {
		return null;
	}
}
