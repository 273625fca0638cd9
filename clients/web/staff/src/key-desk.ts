/**
 * The keys of this person on this computer: staff may keep what is theirs in the browser, so they
 * outlive the tab. No text of a room is ever near them.
 */
import { signal } from '@preact/signals';
import { readKeymap, refusalOf, USUAL, writeKeymap, type Command, type Keymap, type Refusal } from './keymap.ts';

const KEY = 'samtale.keys';

/** The part of localStorage that is used; it throws where a browser forbids it. */
export type KeyStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class KeyDesk {
	readonly map = signal<Keymap>(USUAL);

	constructor(private readonly store: () => KeyStore) {
		try {
			this.map.value = readKeymap(store().getItem(KEY));
		} catch {
			return;
		}
	}

	/** Empty: no key. Null: it is so from now on; else why not. */
	set(command: Command, key: string): Refusal | null {
		const refusal = refusalOf(this.map.value, command, key);
		if (refusal === null) {
			this.keep({ ...this.map.value, [command]: key });
		}
		return refusal;
	}

	/** All as usual. */
	reset = (): void => this.keep(USUAL);

	private keep(map: Keymap): void {
		this.map.value = map;
		try {
			this.store().setItem(KEY, writeKeymap(map));
		} catch {
			return;
		}
	}
}
