/**
 * What the tab remembers of a visit so that a reload continues it: the step, the wish, the draft,
 * the room. It lives in sessionStorage only, and goes with the visit. Never a word that was sent:
 * the daemon's log has those.
 */
import { fromHex } from '@samtale/core/bytes';
import { keyOf } from '@samtale/core/seal/memory';
import type { Store } from '@samtale/core/store';
import type { Agency, Choice, Counsellor, State, Wish } from './state.ts';

export interface Kept {
	/** Slug and pool of the door, so that another door in the same tab does not take it up. */
	door: string;
	/** What the page called the place where a municipality was chosen. */
	pool: string;
	country: string;
	wish: Wish;
	asking: boolean;
	draft: string;
	draftReady: boolean;
	counsellor: Counsellor | null;
	agency: Agency | null;
	/** 32 hexadecimal digits, or empty. */
	room: string;
	/** In the queue: the room, if there is one, waits for somebody else. */
	waits: boolean;
	choice: Choice | null;
	turn: boolean;
	before: number;
}

const VISIT = 'visit';
/** Where the tab keeps the bundle's word. */
export const TRUST = 'trust';

export function keep(store: Store, kept: Kept): void {
	store.set(VISIT, JSON.stringify(kept));
}

function read(store: Store): Kept | null {
	try {
		return JSON.parse(store.get(VISIT) ?? 'null') as Kept | null;
	} catch {
		store.remove(VISIT);
		return null;
	}
}

/** What was kept of a visit that goes on at this door, an agency's slug; or null. */
export function recall(store: Store, door: string): Kept | null {
	const kept = read(store);
	const goesOn = kept?.door === door && (kept.asking || store.get('token') !== null);
	return goesOn ? kept : null;
}

/** The visit is over, also one of another door: with it go the keys of its room. */
export function forget(store: Store): void {
	const { room = '' } = read(store) ?? {};
	store.remove(keyOf(fromHex(room)));
	store.remove(VISIT);
	store.remove(TRUST);
}

/** What a reload takes over as it is. */
const same = ({
	wish,
	asking,
	draft,
	draftReady,
	counsellor,
	agency,
	choice,
	turn,
	before,
}: Kept | State) => ({
	wish,
	asking,
	draft,
	draftReady,
	counsellor,
	agency,
	choice,
	turn,
	before,
});

/** What is to be kept of a state; `room` is 32 hexadecimal digits, or empty. */
export function keptOf(state: State, room: string): Kept {
	const { agency: door, pool, country } = state.door;
	return { ...same(state), door, pool, country, room, waits: state.step === 'wait' };
}

/** The state of a fresh page that goes on where another left off. */
export function continued(fresh: State, kept: Kept): State {
	const { pool, country, room, waits } = kept;
	const door = { ...fresh.door, pool, country };
	const step = room === '' || waits ? 'wait' : 'talk';
	return { ...fresh, ...same(kept), door, step, placed: true };
}
