/** Frames of the wire as the state's own facts. Pure renaming, nothing is decided here. */
import { toHex } from '@samtale/core/bytes';
import type { DownFrame } from '@samtale/core/frames';
import type { RoomFacts } from './rooms.ts';
import { PRESENCES } from './state.ts';
import type { Event, Offer, Person } from './state.ts';

/** The frame of that name. */
export type Of<T extends DownFrame['type']> = Extract<DownFrame, { type: T }>;

export function personOf(frame: Of<'person'>): Person {
	const { role, alias, agency, pool, region } = frame;
	const staff = toHex(frame.staff);
	return { role, staff, alias, agency, agencyName: frame.agency_name, pool, region };
}

export function shiftedOf(frame: Of<'shifted'>): Extract<Event, { type: 'shifted' }> {
	const { capacity, load, why } = frame;
	return { type: 'shifted', presence: PRESENCES[frame.state] ?? 'off', capacity, load, why };
}

export function offerOf(frame: Of<'offer'>, arrivedAt: number): Omit<Offer, 'answered'> {
	const { type: _type, invited, ...facts } = frame;
	return { ...facts, invited: invited === 1, arrivedAt };
}

export function factsOf(frame: Of<'opened'>): RoomFacts {
	const { topic, region, level, languages, urgency, waited, since } = frame;
	const resumed = frame.resumed === 1;
	return {
		id: toHex(frame.room),
		topic,
		region,
		level,
		languages,
		urgency,
		waited,
		since,
		resumed,
		invited: frame.invited === 1,
	};
}
