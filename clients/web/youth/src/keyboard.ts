/**
 * The on-screen keyboard must not hide the field. Chrome shrinks the page itself; Safari is told
 * its height here. Where little is left to see, or letters are large, the talk makes do with less.
 */

/** Pixels of height up to which there is little to see. */
const LOW = 430;

/**
 * Keeps the body as high as what can be seen until the answer is called; `changed` may scroll the
 * log to its end.
 */
export function fitKeyboard(changed: () => void): () => void {
	const view = window.visualViewport;
	const { body, documentElement: root } = document;
	const fit = () => {
		/* Two fingers that zoom in make the view smaller too, and leave the page as it is. */
		const height = view ? view.height * view.scale : window.innerHeight;
		body.style.height = `${height}px`;
		root.classList.toggle('low', height <= LOW || matchMedia('(max-width:15em)').matches);
		window.scrollTo(0, 0);
		changed();
	};
	view?.addEventListener('resize', fit);
	fit();
	return () => {
		view?.removeEventListener('resize', fit);
		body.style.height = root.className = '';
	};
}
