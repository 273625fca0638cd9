/** What the scene says of the next two hours. Pure. */
import { leadOf } from '../facts.ts';
import type { Scene } from '../scene.ts';

const SPAN = 2 * 3600_000;

export interface Coming {
	/** Unix milliseconds. */
	at: number;
	what: 'closes' | 'opens' | 'lead_ends';
	/** Slugs of those whose door it is. */
	agencies: string[];
	/** Who goes. */
	who: string;
}

/** Rows `open <agency>` "<state> <until ms>": a door that is open closes then, any other one opens. */
function doors(scene: Scene): Coming[] {
	const found = new Map<string, Coming>();
	for (const [agency, value] of scene.rows('open').value) {
		const [state = '', until] = value.split(' ');
		const what = state === 'closed' ? 'opens' : 'closes';
		const at = Number(until);
		const one = found.get(`${at} ${what}`) ?? { at, what, agencies: [], who: '' };
		one.agencies.push(agency);
		found.set(`${at} ${what}`, one);
	}
	return [...found.values()];
}

function lead(scene: Scene): Coming[] {
	const found = leadOf(scene.value('lead'));
	return found === null ? [] : [{ at: found.until, what: 'lead_ends', agencies: [], who: found.alias }];
}

/** In the order in which it happens. */
export function comingOf(scene: Scene, now: number): Coming[] {
	return [...doors(scene), ...lead(scene)]
		.filter(({ at }) => at > now && at <= now + SPAN)
		.sort((a, b) => a.at - b.at);
}
