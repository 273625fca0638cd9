/** The keys of a page that work wherever the focus is. */
import { useEffect, useRef } from 'preact/hooks';
import { commandOf, isSign, keyOf, type Command, type Keymap } from './keymap.ts';

/** What a sign is written into. */
const FIELDS = 'textarea, select, input:not([type=checkbox], [type=radio])';

/**
 * For the life of the view. map: the keys at the moment of the press. pressed: what the command does then; false: nothing, and
 * the key is the browser's.
 */
export function useKeys(map: () => Keymap, pressed: (command: Command) => false | (() => void)): void {
	const last = useRef({ map, pressed });
	last.current = { map, pressed };
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			const key = keyOf(event);
			const command = commandOf(last.current.map(), key);
			const inField = (event.target as Element | null)?.closest?.(FIELDS) ?? null;
			const run = command !== undefined && !(isSign(key) && inField !== null) && last.current.pressed(command);
			if (run) {
				event.preventDefault();
				/* A window has to go before what stands under it can have the focus. */
				setTimeout(run);
			}
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, []);
}
