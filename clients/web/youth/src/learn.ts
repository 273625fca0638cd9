/**
 * Keeps a visit's state up with what plain HTTP says: help services, directory, how the door
 * stands.
 */
import { fetchDirectory, fetchDoor, fetchHelp } from './data.ts';
import type { Event, State } from './state.ts';

/** Where what was learned goes, and what is known now. */
export interface Learner {
	readonly state: State;
	dispatch(event: Event): void;
}

/** Help services of the door's country, or of all before there is one. */
export async function learnHelp(learner: Learner): Promise<void> {
	const { country } = learner.state.door;
	const countries = country === '' ? ['NO', 'DK'] : [country];
	const lists = await Promise.all(countries.map((one) => fetchHelp(one)));
	const services = lists.flatMap((list) => list ?? []);
	if (services.length > 0) {
		learner.dispatch({ type: 'services', services });
	}
}

export async function learnDirectory(learner: Learner): Promise<void> {
	const directory = await fetchDirectory();
	if (directory) {
		learner.dispatch({ type: 'directory', directory });
	}
}

/** Steps before a place in the queue: only then the door's state matters. */
const BEFORE = new Set(['door', 'know', 'place', 'choose']);

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
	}
}
