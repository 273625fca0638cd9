/**
 * What the youth says to who goes on or comes in: somebody else, please; yes or no to a proposal; yes or no to who
 * asks to be let in. It comes with the screens that ask (late.ts).
 */
import type { Room } from './room.ts';
import type { Event, Showing, State } from './state.ts';

/** PROPOSED.kind. */
export const TOPIC = 1;
export const BESIDE = 3;

export interface Chooser {
	readonly state: State;
	readonly room: Room | null;
	dispatch(event: Event): void;
}

/** Somebody else, please. False: there is no socket, the daemon has not heard it. */
export function swap(chooser: Chooser, showing: Showing): boolean {
	const isHeard = chooser.room?.swap() ?? false;
	if (isHeard) {
		choose(chooser, showing, '');
	}
	return isHeard;
}

/** What the youth says to the counsellor's proposal; null: no. */
export function consent(chooser: Chooser, showing: Showing | null): void {
	const { proposal, counsellor } = chooser.state;
	if (chooser.room?.consent(showing !== null)) {
		if (showing && proposal) {
			const named = proposal.name || counsellor?.agency;
			choose(chooser, showing, (proposal.kind !== TOPIC && named) || '');
		}
		chooser.dispatch({ type: 'proposal', proposal: null });
	}
}

/** Somebody new may come in; null: somebody else, please. */
export function admit(chooser: Chooser, showing: Showing | null): void {
	const { state, room } = chooser;
	if (!showing && !room?.swap()) {
		return;
	}
	if (state.asks && showing) {
		room?.admit(state.asks.seat, showing);
	}
	chooser.dispatch({ type: 'asks', asks: null });
}

/** A yes to who comes next, with what was told about them: the agency's name, or empty. */
function choose(chooser: Chooser, showing: Showing, agency: string): void {
	const mode = chooser.state.seal?.mode ?? 0;
	chooser.dispatch({ type: 'choice', choice: { ...showing, agency, mode, staff: '' } });
}
