/** The keys of the desk that work wherever the focus is, and where a page of the pane wants it. */
import { useEffect, useRef } from 'preact/hooks';
import { actionOf, type Scene } from './actions.ts';
import { commandOf, isSign, keyOf } from './keymap.ts';

/** What a sign is written into. */
const FIELDS = 'textarea, select, input:not([type=checkbox], [type=radio])';

/**
 * Follows the keymap for the life of the page. A window over the desk keeps all keys but the way to
 * an offer, which closes it first.
 */
export function useKeys(scene: Scene): void {
	const last = useRef(scene);
	last.current = scene;
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			const { acts, state } = last.current;
			const key = keyOf(event);
			const command = commandOf(acts.keys.map.value, key);
			const inField = (event.target as Element | null)?.closest?.(FIELDS) ?? null;
			if (command === undefined || state.person === null || (isSign(key) && inField !== null)) {
				return;
			}
			if (acts.sheets.open.value !== '' && command !== 'offer') {
				return;
			}
			const action = actionOf(command);
			event.preventDefault();
			if (action.can?.(last.current) !== false) {
				acts.sheets.close();
				/* The window has to go before what stands under it can have the focus. */
				setTimeout(() => action.run(last.current));
			}
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, []);
}
