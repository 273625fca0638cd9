/**
 * The session that a login opened, as staff's calls over HTTP show it: 64 hexadecimal digits, kept in
 * this tab's store only. A reload keeps it, closing the tab forgets it; the daemon ends it after 12
 * hours or when it is revoked.
 */
import type { Store } from '@samtale/core/store';

const KEY = 'session';

export class Bearer {
	/** What was kept in this page, or before a reload, stays with it, also when others empty the tab's store. */
	private held: string;

	constructor(private readonly store: Store) {
		this.held = store.get(KEY) ?? '';
	}

	/** The session, or null when nobody has logged in here. */
	get hex(): string | null {
		const hex = this.held || this.store.get(KEY);
		return hex !== null && /^[0-9a-f]{64}$/.test(hex) ? hex : null;
	}

	keep(hex: string): void {
		this.held = hex;
		this.store.set(KEY, hex);
	}

	forget(): void {
		this.held = '';
		this.store.remove(KEY);
	}

	/** What goes into the head of a call; nothing without a session. */
	get headers(): Record<string, string> {
		return this.hex === null ? {} : { Authorization: `Bearer ${this.hex}` };
	}
}
