/**
 * Keeps a visit's state up with what plain HTTP says: help services, directory, how the door
 * stands.
 */
import { fetchDirectory, fetchDoor, fetchHelp } from './data.ts';
import { fetchPart } from './fetching.ts';
import { isLit } from './ground.ts';
import type { Event, State, Step } from './state.ts';

/** Where what was learned goes, and what is known now. */
export interface Learner {
	readonly state: State;
	dispatch(event: Event): void;
}

/** Help services of the door's country, or of all before there is one. */
export async function learnHelp(learner: Learner): Promise<void> {
	const services = await fetchHelp(learner.state.door.country);
	if (services?.length) {
		learner.dispatch({ type: 'services', services });
	}
}

/** However long it takes: without it no municipality can be chosen. `failed` hears of each failure. */
export async function learnDirectory(learner: Learner, failed: () => void): Promise<void> {
	const directory = await fetchPart(fetchDirectory, failed);
	learner.dispatch({ type: 'directory', directory });
}

/** Steps before a place in the queue: only then the door's state matters. */
export const BEFORE: ReadonlySet<Step> = new Set<Step>(['door', 'know', 'place', 'choose']);

/** How the door stands, or the one of the municipality that was chosen at the national door. */
export async function learnDoor(learner: Learner): Promise<void> {
	const { step, door, wish } = learner.state;
	if (!BEFORE.has(step) || document.visibilityState !== 'visible') {
		return;
	}
	const fresh = await fetchDoor(door.agency, wish.region || door.municipality, wish.pool);
	if (fresh && BEFORE.has(learner.state.step)) {
		const { agency, name, pool, country, languages, exit, profile, lang } = learner.state.door;
		const same = { agency, name, pool, country, languages, exit, profile, lang };
		learner.dispatch({ type: 'door', door: { ...fresh, ...same } });
		if (!isLit(fresh) || fresh.state === 'full') {
			/* These list who else is open, at this minute. */
			void learnHelp(learner);
		}
	}
}
