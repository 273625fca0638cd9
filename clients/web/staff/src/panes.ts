/** The way from one part of a page to the next. */

/** targets: where the focus goes in each pane that is on the screen, as they are read. panes: a selector of them all. */
export function nextPane(targets: readonly HTMLElement[], panes: string, step: 1 | -1): void {
	const here = document.activeElement?.closest(panes);
	const at = targets.findIndex((target) => target.closest(panes) === here);
	const first = step === 1 ? 0 : targets.length - 1;
	targets[at < 0 ? first : (at + step + targets.length) % targets.length]?.focus();
}
