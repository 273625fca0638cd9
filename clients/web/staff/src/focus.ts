/**
 * Keeps the focus on the page: most buttons that do something take themselves away, and whoever works
 * by keyboard would begin again at the top. Where it goes then is each page's own.
 */

/** What lies in a menu that is closed has a place in some browsers. */
export const isSeen = (element: Element): boolean =>
	element.getClientRects().length > 0 && element.closest('details:not([open]) > :not(summary)') === null;

/** For the life of the page. placeOf: is given what had the focus and all that was around it, the innermost first. */
export function keepFocus(placeOf: (around: readonly Element[]) => HTMLElement | undefined): void {
	let around: Element[] = [];
	document.addEventListener('focusin', ({ target }) => {
		around = [];
		for (let at = target as Element | null; at !== null; at = at.parentElement) {
			around.push(at);
		}
	});
	const keep = (): void => {
		const here = document.activeElement;
		const isLost = here === null || here === document.body || !isSeen(here);
		if (isLost && around[0] !== undefined && !isSeen(around[0])) {
			placeOf(around)?.focus();
		}
	};
	new MutationObserver(keep).observe(document.body, { attributes: true, childList: true, subtree: true });
}

const PLACES = 'h1[tabindex], a[href], button, input:not([type=hidden]), select, textarea, summary';

/** The first place in what is left of what was around it. */
export function nearest(around: readonly Element[]): HTMLElement | undefined {
	return around
		.filter((one) => one.isConnected)
		.flatMap((one) => [...one.querySelectorAll<HTMLElement>(PLACES)])
		.find(isSeen);
}
