/**
 * What survives a reload of this tab and nothing longer: sessionStorage, or memory where the
 * browser forbids it. Never localStorage, never a cookie.
 */

export interface Store {
	get(key: string): string | null;
	set(key: string, value: string): void;
	remove(key: string): void;
	/** Forgets everything of this store. */
	clear(): void;
}

/** A store that lives as long as the page; the tests use it too. */
export function memoryStore(): Store {
	const map = new Map<string, string>();
	return {
		get: (key) => map.get(key) ?? null,
		set: (key, value) => void map.set(key, value),
		remove: (key) => void map.delete(key),
		clear: () => map.clear(),
	};
}

/** The tab's store. Falls back to memory when sessionStorage is missing, forbidden or full. */
export function tabStore(): Store {
	const memory = memoryStore();
	const tab = (): Storage | null => {
		try {
			return window.sessionStorage;
		} catch {
			return null;
		}
	};
	return {
		get: (key) => memory.get(key) ?? tab()?.getItem(key) ?? null,
		set(key, value) {
			try {
				tab()?.setItem(key, value);
				memory.remove(key);
			} catch {
				memory.set(key, value);
			}
		},
		remove(key) {
			memory.remove(key);
			tab()?.removeItem(key);
		},
		clear() {
			memory.clear();
			tab()?.clear();
		},
	};
}

/** Whether the tab's store outlives a reload. */
export function doesTabKeep(): boolean {
	try {
		window.sessionStorage.setItem('probe', '1');
		window.sessionStorage.removeItem('probe');
		return true;
	} catch {
		return false;
	}
}
