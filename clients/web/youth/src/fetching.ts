/**
 * Parts of the page that come later. On a bad network one of them may fail: it is asked for again at
 * the socket's pace, and at once when the network or the page comes back. Browsers from before 2026
 * remember that the module of an address failed (whatwg/html pull request 10327), so each try has an
 * address of its own. After a deployment its file may be gone for good: then the page begins anew,
 * with the files of today.
 */
import { backoff } from '@samtale/core/backoff';
import { browserEnv, type Env } from '@samtale/core/env';
import { hasLeft } from './leave.ts';

/**
 * Imports a part: `(_again) => import('./part.ts')` and nothing more. The build puts what it is called
 * with behind the address (vite.shared.ts).
 */
export type Part<T> = (again: string) => Promise<T>;

/** Milliseconds without an answer that count as a failure, twice as many each time: slow is not broken. */
const SILENCE = 20_000;
/** Failures after which the page is compared with the one that the service has now. */
const DOUBT = 2;

/** What fetching needs of the page: fakes in tests. */
export interface Place {
	env: Pick<Env, 'after' | 'random' | 'visible' | 'watch'>;
	/** Whether the service has another page than this by now. False when it cannot be asked. */
	isReplaced(): Promise<boolean>;
	reload(): unknown;
}

/** A page names its first script; another name is another page. */
async function isReplaced(): Promise<boolean> {
	try {
		const answer = await fetch(location.href, { credentials: 'omit' });
		const script = document.querySelector<HTMLScriptElement>('script[src]')?.src ?? '';
		return answer.ok && !(await answer.text()).includes(new URL(script).pathname);
	} catch {
		return false;
	}
}

const here: Place = {
	env: browserEnv,
	isReplaced,
	reload: () => hasLeft() || location.reload(),
};

function pause({ env }: Place, attempt: number): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			stop();
			unwatch();
			resolve();
		};
		const stop = env.after(backoff(env, attempt), done);
		const unwatch = env.watch(done, () => undefined);
	});
}

/** Waits until what was asked for is decided, or nothing has been heard of it for so long. */
function heard({ env }: Place, asked: Promise<unknown>, ms: number): Promise<void> {
	return new Promise((resolve) => {
		const stop = env.after(ms, resolve);
		const done = () => {
			stop();
			resolve();
		};
		asked.then(done, done);
	});
}

/**
 * The part, however long it takes: what was asked for first may still come when it was asked for
 * again. `failed` hears of each failure. Never rejects.
 */
export function fetchPart<T>(
	part: Part<T>,
	failed: () => void = () => undefined,
	place: Place = here,
): Promise<T> {
	return new Promise((resolve) => {
		let isHere = false;
		const come = (it: T) => {
			isHere = true;
			resolve(it);
		};
		const ask = async (attempt: number): Promise<void> => {
			const asked = part(attempt === 0 ? '' : `?${attempt}`);
			asked.then(come, () => undefined);
			await heard(place, asked, SILENCE * 2 ** attempt);
			if (isHere) {
				return;
			}
			failed();
			if (attempt + 1 >= DOUBT) {
				void place.isReplaced().then((isReplaced) => isReplaced && place.reload());
			}
			await pause(place, attempt + 1);
			if (!isHere) {
				void ask(attempt + 1);
			}
		};
		void ask(0);
	});
}
