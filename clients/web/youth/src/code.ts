/** Where a code leads, asked over plain HTTP: in a body, so that it stands in no address. */

import type { Store } from '@samtale/core/store';
import type { Event, State } from './state.ts';

export interface Way {
	/** Slug. */
	agency: string;
	/** Id of a topic that can be asked for. */
	topic: string;
}

/** Where the tab keeps the topic for the next page. */
const TOPIC = 'topic';

/** Whom a code leads: the page. */
export interface Comer {
	readonly state: State;
	readonly store: Store;
	dispatch(event: Event): void;
	/** As of leave.ts. */
	tellLoader(address: string): boolean;
}

function choose(comer: Comer, topic: string): void {
	comer.dispatch({ type: 'later', later: { coded: true, wish: { ...comer.state.wish, topic } } });
}

/** To the agency's door, and to the topic there. A frame on another agency's site may not show that door. */
export function comeBack(comer: Comer, { agency, topic }: Way): void {
	if (agency === comer.state.door.agency) {
		choose(comer, topic);
	} else if (window.parent === window) {
		comer.store.set(TOPIC, topic);
		location.replace(`/w/${agency}`);
	} else {
		/* The frame's tab store is not that of the whole page, and no address shall have the topic: it is chosen anew there. */
		const { href } = new URL(`/w/${agency}`, location.href);
		if (!comer.tellLoader(href)) {
			window.open(href, '_blank', 'noopener');
		}
	}
}

/** A fresh page: a code may have led here. */
export function arrive(comer: Comer): void {
	const topic = comer.store.get(TOPIC);
	if (topic !== null) {
		comer.store.remove(TOPIC);
		/* This part may come late: what has been chosen or asked meanwhile holds. */
		if (['door', 'know', 'place'].includes(comer.state.step)) {
			choose(comer, topic);
		}
	}
}

/** The way, or why there is none: nobody knows the code (any more), or nobody could be asked. */
export async function findCode(typed: string): Promise<Way | 'unknown' | 'failed'> {
	try {
		const answer = await fetch('/api/v1/code', { method: 'POST', credentials: 'omit', body: typed });
		if (answer.ok) {
			return ((await answer.json()) as { data: Way }).data;
		}
		return answer.status === 404 ? 'unknown' : 'failed';
	} catch {
		return 'failed';
	}
}
