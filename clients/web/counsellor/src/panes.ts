/** The panes of the desk in the order in which they are read, and the way from one to the next. */

/** Where the focus goes in each; the first that is there counts. */
const PANES: readonly (readonly [pane: string, target: string])[] = [
	['.bar', 'button'],
	['.strips', 'button, select'],
	['.list', '[aria-current], .item'],
	['.rooms', '.room.is-active textarea, .room.is-active button'],
	['.pane', '[role=tab][aria-selected=true], button'],
];

function targetOf([pane, target]: readonly [string, string]): HTMLElement | undefined {
	return [...document.querySelectorAll<HTMLElement>(`.desk > ${pane}, .top > ${pane}`)]
		.flatMap((part) => [...part.querySelectorAll<HTMLElement>(target)])
		.find((element) => element.getClientRects().length > 0);
}

/** Moves the focus by so many panes; those that are not on the screen are left out. */
export function nextPane(step: 1 | -1): void {
	const panes = PANES.map(targetOf).filter((target) => target !== undefined);
	const here = document.activeElement;
	const at = panes.findIndex((target) => paneOf(target) === paneOf(here));
	const first = step === 1 ? 0 : panes.length - 1;
	panes[at < 0 ? first : (at + step + panes.length) % panes.length]?.focus();
}

function paneOf(element: Element | null): Element | null | undefined {
	return element?.closest('.bar, .strips, .list, .rooms, .pane');
}
