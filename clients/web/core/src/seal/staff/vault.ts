/**
 * Where a staff browser keeps what a crash must not take: the private halves of its ANSWERs as keys
 * that cannot be read out, in IndexedDB (se1.md section 9). Nothing extractable is stored.
 */
import type { Bytes } from '../layout.ts';
import { openBase, settled, written } from './base.ts';

/** One ANSWER that was made, and the OFFER it is for. */
export interface Made {
	/** Ce. */
	key: CryptoKey;
	offer: Bytes;
	answer: Bytes;
}

export interface SealRecord {
	/** In the order they were made. */
	made: Made[];
	/** The last epoch that was accepted, 0: none. */
	epoch: number;
	g: Bytes;
}

/** Rooms are named by 32 hexadecimal digits. */
export interface Vault {
	load(room: string): Promise<SealRecord | null>;
	/** Resolves when it is kept; where that fails, a crash costs a new handshake and no more. */
	save(room: string, record: SealRecord): Promise<void>;
	remove(room: string): Promise<void>;
	/** Nothing but these rooms stays; which have gone. */
	keep(rooms: readonly string[]): Promise<string[]>;
	/** Nothing stays, not even an empty base; whoever needs one afterwards opens another. */
	end(): Promise<void>;
}

/** Keeps for as long as the page lives: private windows without IndexedDB, and tests. */
export function memoryVault(): Vault {
	const records = new Map<string, SealRecord>();
	return {
		load: async (room) => records.get(room) ?? null,
		save: async (room, record) => void records.set(room, { ...record, made: [...record.made] }),
		remove: async (room) => void records.delete(room),
		keep: async (rooms) => {
			const over = [...records.keys()].filter((room) => !rooms.includes(room));
			over.forEach((room) => records.delete(room));
			return over;
		},
		end: async () => records.clear(),
	};
}

const NAME = 'samtale-seal';
const ROOMS = 'rooms';

/** The browser's own, of that name. Rejects where IndexedDB is missing or forbidden. */
export async function browserVault(name = NAME): Promise<Vault> {
	const base = await openBase(name, ROOMS);
	/* Another tab ends it. */
	base.onversionchange = () => base.close();
	/* What is written must have reached the disk before an ANSWER leaves. */
	const write = (act: (rooms: IDBObjectStore) => void): Promise<void> => written(base, ROOMS, act);
	return {
		async load(room) {
			const found = base.transaction(ROOMS).objectStore(ROOMS).get(room);
			return ((await settled(found)) as SealRecord | undefined) ?? null;
		},
		save: (room, record) => write((rooms) => rooms.put(record, room)),
		remove: (room) => write((rooms) => rooms.delete(room)),
		async keep(kept) {
			const all = await settled(base.transaction(ROOMS).objectStore(ROOMS).getAllKeys());
			const over = (all as string[]).filter((room) => !kept.includes(room));
			await (over.length > 0 && write((rooms) => over.forEach((room) => rooms.delete(room))));
			return over;
		},
		async end() {
			base.close();
			await settled(indexedDB.deleteDatabase(name));
		},
	};
}
