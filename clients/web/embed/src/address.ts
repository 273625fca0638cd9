/** Where the loader leads, and what it lets a frame do. */

export interface Place {
	/** Of the service: where this script came from. */
	origin: string;
	/** The page of the door. */
	page: string;
}

/** The door of an agency (a slug; none: the page of all pools), in a language. */
export function placeOf(script: string, agency: string, language: string): Place {
	const { origin } = new URL(script);
	const path = agency ? `/w/${encodeURIComponent(agency)}` : '/';
	return { origin, page: `${origin}${path}?lang=${language}` };
}

/** Whether this is somewhere to leave to: by https, or a page of the service itself. */
export function isExit(said: unknown, origin: string): said is string {
	return typeof said === 'string' && (said.startsWith('https://') || said.startsWith(`${origin}/`));
}
