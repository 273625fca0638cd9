/** Whom an act would reach, asked of the daemon while it is being prepared: told before anything is done. */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';

/** How many; or the code of why not. */
export type Reach = { n: number } | { code: string };

/** What tells one question from another. Whom an act reaches does not hang on its texts: while somebody writes, one answer holds. */
export const askedFor = (bodies: readonly object[]): string =>
	JSON.stringify(bodies.map((body) => ({ ...body, texts: undefined })));

/** Milliseconds of rest after which is asked. */
const REST = 400;

/**
 * bodies: the calls that would do it; none: nothing can be asked yet. n: how many wait, as the scene has it; with another number
 * is asked anew. Null: it is not known.
 */
export function useReach(bodies: readonly object[], n: number): Reach | null {
	const { live } = usePage();
	const [reach, setReach] = useState<Reach | null>(null);
	const asked = askedFor(bodies);
	useEffect(() => setReach(null), [asked]);
	useEffect(() => {
		let gone = false;
		const ask = async (): Promise<void> => {
			const answers = await Promise.all(
				bodies.map((body) => live.ask<{ reached: number }>('/api/v1/acts', { ...body, check: true })),
			);
			const failed = answers.find((answer) => !answer.ok);
			const sum = answers.reduce((all, answer) => all + (answer.ok ? answer.data.reached : 0), 0);
			if (!gone) {
				setReach(failed && !failed.ok ? { code: failed.code } : { n: sum });
			}
		};
		const timer = bodies.length === 0 ? undefined : setTimeout(() => void ask(), REST);
		return () => {
			gone = true;
			clearTimeout(timer);
		};
	}, [asked, n, live]);
	return reach;
}
