/** The panes of the desk in the order in which they are read, the way from one to the next, and where the focus stays. */

/** Where the focus goes in each; the first that is there counts. */
const PANES = {
	'.bar': ['button'],
	'.strips': ['button', 'select'],
	'.list': ['[aria-current]', '.item'],
	'.rooms': ['textarea', '.form input', '.undo button', '.write button', 'button'].map(
		(target) => `.room.is-active ${target}`,
	),
	'.pane': ['[role=tab][aria-selected=true]', 'input', 'button'],
	'.start': ['h1', 'a', 'button'],
} as const;
type Pane = keyof typeof PANES;
const ORDER = Object.keys(PANES) as Pane[];

const isSeen = (element: Element): boolean => element.getClientRects().length > 0;

function targetOf(pane: Pane): HTMLElement | undefined {
	const find = (target: string): HTMLElement[] => [
		...document.querySelectorAll<HTMLElement>(`.desk > ${pane} ${target}, .top > ${pane} ${target}`),
	];
	return PANES[pane].flatMap(find).find(isSeen);
}

/** Moves the focus by so many panes; those that are not on the screen are left out. */
export function nextPane(step: 1 | -1): void {
	const panes = ORDER.map(targetOf).filter((target) => target !== undefined);
	const here = document.activeElement;
	const at = panes.findIndex((target) => paneOf(target) === paneOf(here));
	const first = step === 1 ? 0 : panes.length - 1;
	panes[at < 0 ? first : (at + step + panes.length) % panes.length]?.focus();
}

const paneOf = (element: Element | null): Element | null | undefined => element?.closest(ORDER.join());

/**
 * For the life of the page: when what has the focus goes away, the focus goes to its pane, or where
 * the counsellor works. Never to a strip: a second Enter there would do something.
 */
export function keepFocus(): void {
	let last: Element | null = null;
	let own: Pane | undefined;
	document.addEventListener('focusin', ({ target }) => {
		last = target as Element;
		own = ORDER.find((pane) => pane !== '.strips' && paneOf(last)?.matches(pane));
	});
	const keep = (): void => {
		const here = document.activeElement;
		const isLost = here === document.body || here === null || !isSeen(here);
		if (isLost && last !== null && !isSeen(last)) {
			const order = [...(own === undefined ? [] : [own]), '.rooms', '.start', '.bar'] as const;
			order.map(targetOf).find((target) => target !== undefined)?.focus();
		}
	};
	new MutationObserver(keep).observe(document.body, { attributes: true, childList: true, subtree: true });
}
