/**
 * Pages of others about what one waits to talk about. All of them are asked for, and the choice is made here: so nobody hears
 * which topic it is.
 */

export interface Reading {
	country: string;
	topic: string;
	/** Of the title and of the page. */
	language: string;
	title: string;
	/** https. */
	address: string;
	/** Whose page it is. */
	source: string;
	/** A person of the service has opened it. */
	confirmed: boolean;
}

/** The whole list; null when it did not come. */
export async function fetchReading(): Promise<Reading[] | null> {
	try {
		const answer = await fetch('/api/v1/reading');
		return answer.ok ? ((await answer.json()) as Reading[]) : null;
	} catch {
		return null;
	}
}

/** Those about a topic, in the order of the list. */
export function about(list: readonly Reading[], country: string, topic: string): Reading[] {
	return list.filter((row) => row.country === country && row.topic === topic);
}
