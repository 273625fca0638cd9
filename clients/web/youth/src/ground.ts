/**
 * How the page behind the screens looks: the body's classes, the language, the top of a new screen.
 */
import type { Door } from './data.ts';
import type { State, Step } from './state.ts';

/** Whether somebody can answer now, so that the lamp is on: in the door's hours, too, nobody may be on duty. */
export function isLit(door: Door): boolean {
	return door.state !== 'closed' && (door.practice || door.band !== 0);
}

/**
 * The body's classes: lit while somebody can answer, steady with an action bar, stale while frozen.
 */
export function ground(state: State): string {
	switch (state.step) {
		case 'door':
			return isLit(state.door) ? 'lit' : '';
		case 'know':
		case 'choose':
			return 'steady';
		case 'wait':
			return state.queue?.band === 0 ? '' : 'lit';
		case 'talk':
			return state.frozen ? 'talk stale' : 'talk';
		default:
			return '';
	}
}

let shown: Step | null = null;

/** To be called right after each drawing. */
export function lay(state: State, language: string): void {
	document.body.className = ground(state);
	document.documentElement.lang = language;
	if (shown !== state.step) {
		shown = state.step;
		window.scrollTo(0, 0);
	}
}
