/** The panes of the desk in the order in which they are read, the way from one to the next, and where the focus stays. */
import { isSeen } from '@samtale/staff/focus';
import { nextPane } from '@samtale/staff/panes';

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

function targetOf(pane: Pane): HTMLElement | undefined {
	const find = (target: string): HTMLElement[] => [
		...document.querySelectorAll<HTMLElement>(`.desk > ${pane} ${target}, .top > ${pane} ${target}`),
	];
	return PANES[pane].flatMap(find).find(isSeen);
}

/** Moves the focus by so many panes; those that are not on the screen are left out. */
export function nextDeskPane(step: 1 | -1): void {
	nextPane(ORDER.map(targetOf).filter((target) => target !== undefined), ORDER.join(), step);
}

/**
 * Where the focus stays when what had it is gone: in its pane, or where the counsellor works. Never in
 * a strip: a second Enter there would do something.
 */
export function placeOf(around: readonly Element[]): HTMLElement | undefined {
	const own = ORDER.filter((pane) => pane !== '.strips' && around.some((one) => one.matches(pane)));
	const order: Pane[] = [...own, '.rooms', '.start', '.bar'];
	return order.map(targetOf).find((target) => target !== undefined);
}
