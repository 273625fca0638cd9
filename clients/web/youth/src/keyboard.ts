/**
 * The on-screen keyboard must not hide the field. Chrome shrinks the page itself; Safari is told
 * its height here.
 */

/**
 * Keeps the body as high as what can be seen until the answer is called; `changed` may scroll the
 * log to its end.
 */
export function fitKeyboard(changed: () => void): () => void {
	const view = window.visualViewport;
	const fit = () => {
		const shrunk = view !== null && window.innerHeight - view.height > 1;
		document.body.style.height = shrunk ? `${view.height}px` : '';
		if (shrunk) {
			window.scrollTo(0, 0);
		}
		changed();
	};
	view?.addEventListener('resize', fit);
	return () => {
		view?.removeEventListener('resize', fit);
		document.body.style.height = '';
	};
}
