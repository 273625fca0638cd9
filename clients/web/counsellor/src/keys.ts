/** What the keys of the desk do now. */
import { useKeys } from '@samtale/staff/keys';
import { actionOf, type Scene } from './actions.ts';

/** A window over the desk keeps all keys but the way to an offer, which closes it first. */
export function useDeskKeys(scene: Scene): void {
	const { acts, state } = scene;
	useKeys(
		() => acts.keys.map.value,
		(command) => {
			if (state.person === null || (acts.sheets.open.value !== '' && command !== 'offer')) {
				return false;
			}
			const action = actionOf(command);
			if (action.can?.(scene) === false) {
				return () => undefined;
			}
			acts.sheets.close();
			return () => action.run(scene);
		},
	);
}
