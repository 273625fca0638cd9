/**
 * How long to wait before something is tried again: full jitter, evenly between the least wait and
 * a bound that doubles; pages that nobody sees take their time. Pure but for the chance.
 */
import type { Env } from './env.ts';

/** Milliseconds. */
export const BACKOFF = { least: 500, most: 30_000 };

/** Milliseconds to wait after the `attempt`-th failure in a row, counted from 1. */
export function backoff(env: Pick<Env, 'random' | 'visible'>, attempt: number): number {
	const { least, most } = BACKOFF;
	const bound = env.visible() ? Math.min(most, least * 2 ** attempt) : most;
	return least + env.random() * (bound - least);
}
