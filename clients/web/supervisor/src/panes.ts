/** The parts of the live view that F6 goes through: the bar, what is said below it, and the cards of the tab. */
import { isSeen } from '@samtale/staff/focus';
import { nextPane } from '@samtale/staff/panes';

const PANES = '.bar, .top > .note, main .card, main > form';
const PLACES = 'a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]';

/** The first place in it that is not in a pane within. */
function targetIn(pane: Element): HTMLElement[] {
	const places = [...pane.querySelectorAll<HTMLElement>(PLACES)];
	const first = places.find((place) => place.closest(PANES) === pane && isSeen(place));
	return first === undefined ? [] : [first];
}

export function nextLivePane(step: 1 | -1): void {
	nextPane([...document.querySelectorAll(PANES)].flatMap(targetIn), PANES, step);
}
