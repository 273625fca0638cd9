/**
 * The marks that logins leave in this browser, one a login name: whoever shows one has been in before from here, hears what was
 * wrong and does not wait while others guess (docs/threats.md). They open nothing by themselves.
 */

const KEY = 'samtale.marks';

export interface Marks {
	/** Of this name, or empty. */
	of(name: string): string;
	keep(name: string, mark: string): void;
}

/** In the browser's own store; nowhere when that is forbidden. */
export function browserMarks(store: () => Storage = () => localStorage): Marks {
	const read = (): Record<string, string> => {
		try {
			return JSON.parse(store().getItem(KEY) ?? '{}') as Record<string, string>;
		} catch {
			return {};
		}
	};
	return {
		of: (name) => read()[name] ?? '',
		keep(name, mark) {
			try {
				store().setItem(KEY, JSON.stringify({ ...read(), [name]: mark }));
			} catch {
				/* Without it the next login is one from a new device. */
			}
		},
	};
}
