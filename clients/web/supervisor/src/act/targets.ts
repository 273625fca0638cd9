/** Whom a queue can be led to: agencies of the pool, and topics that no young person can choose, which only staff are told of. */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';

export interface Targets {
	topics: readonly string[];
	agencies: readonly string[];
}

export function useTargets(): Targets {
	const { live, names } = usePage();
	const [topics, setTopics] = useState<readonly string[]>([]);
	useEffect(() => {
		void live.ask<{ topics: { id: string }[] }>('/api/v1/acts').then((answer) => {
			if (answer.ok) {
				setTopics(answer.data.topics.map(({ id }) => id));
			}
		});
	}, [live]);
	return { topics, agencies: names.slugs };
}
