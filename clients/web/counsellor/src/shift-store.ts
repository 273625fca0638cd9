/**
 * What survives a reload during a shift: the shift's token, the outboxes, the choices. Off shift
 * and after a logout nothing of it stays in the tab's store; while the page lives it is still known
 * here, so that a lost socket can be resumed also then.
 */
import type { Store } from '@samtale/core/store';

export interface ShiftStore extends Store {
	/**
	 * True: mirror everything in the tab's store, from now on. False: take everything out of it.
	 */
	keep(on: boolean): void;
}

export function shiftStore(tab: Store): ShiftStore {
	const known = new Map<string, string>();
	let kept = true;
	return {
		get: (key) => known.get(key) ?? (kept ? tab.get(key) : null),
		set(key, value) {
			known.set(key, value);
			if (kept) {
				tab.set(key, value);
			}
		},
		remove(key) {
			known.delete(key);
			tab.remove(key);
		},
		clear() {
			known.clear();
			tab.clear();
		},
		keep(on) {
			if (!on) {
				tab.clear();
			} else if (!kept) {
				known.forEach((value, key) => tab.set(key, value));
			}
			kept = on;
		},
	};
}
