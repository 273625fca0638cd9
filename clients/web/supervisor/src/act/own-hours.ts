/** The hours in which the duty lead who watches has the pool, as the rota says them. */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';

/** What of a watch of the rota is used here. */
export interface Watch {
	cid: string;
	/** Unix milliseconds. */
	from: number;
	until: number;
}

export interface OwnHours {
	now: Watch | undefined;
	next: Watch | undefined;
}

/** The hours of one person, at a moment. watches: by their beginning. Pure. */
export function ownHoursOf(watches: readonly Watch[], id: string, at: number): OwnHours {
	const own = watches.filter(({ cid, until }) => cid === id && until > at);
	return { now: own.find(({ from }) => from <= at), next: own.find(({ from }) => from > at) };
}

/** Milliseconds after which the rota is read anew: a coordinator may have changed it. */
const ANEW = 10 * 60_000;

/** Null until they are known. Read anew, too, where a watch begins or ends. */
export function useOwnHours(): OwnHours | null {
	const { live } = usePage();
	const [watches, setWatches] = useState<readonly Watch[] | null>(null);
	useEffect(() => {
		void live.ask<{ watches: Watch[] }>('/api/v1/rota').then((answer) => {
			if (answer.ok) {
				setWatches(answer.data.watches);
			}
		});
	}, [live, live.leads.value, Math.floor(live.minute.value / ANEW)]);
	return watches && ownHoursOf(watches, live.person.value?.id ?? '', live.beat.value);
}
